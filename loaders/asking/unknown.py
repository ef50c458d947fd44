"""Labels, types and terms that a query asks for and the ontology does not have, with the nearest ones."""

import difflib
from collections.abc import Iterator

from kg.schema import NAMESPACE, load_schema
from loaders.asking.guard import Language, tokenize
from loaders.lookup import RDF_ONLY

_JOINS, _ENDS = ("|", "&", "!", ":"), tuple(")]{*|&:")
"""What may join labels, and what may stand behind one that is joined to another."""


def unknown_names(text: str, lang: Language) -> dict[str, tuple[str, ...]]:
    """Each name of the query that the schema does not have, with up to three like it.

    In Cypher these are labels and types of nodes and relations, which stand behind a colon, outside of maps;
    in SPARQL terms of the ontology.
    """
    schema = load_schema()
    terms = (*schema.classes.values(), *schema.relations.values())
    if lang == "cypher":
        known = {"Entity", *(each.neo4j for each in terms)}.difference(RDF_ONLY)
        names = _asked(text)
    else:
        known = {each.name for each in (*terms, *schema.properties.values())}
        names = _terms(text)
    asked = dict.fromkeys(name for name in names if name not in known)
    folded = {name.lower(): name for name in sorted(known)}
    return {
        name: tuple(folded[near] for near in difflib.get_close_matches(name.lower(), folded, n=3, cutoff=0.6))
        for name in asked
    }


def _terms(text: str) -> Iterator[str]:
    """The local names behind `gsr:`, and those of IRIs in the namespace of the ontology."""
    for token in tokenize(text, "sparql"):
        for kind, start, end in (("name", "gsr:", ""), ("quoted", f"<{NAMESPACE}", ">")):
            if token.kind == kind and token.text.startswith(start) and token.text != start + end:
                yield token.text.removeprefix(start).removesuffix(end)


def _asked(text: str) -> Iterator[str]:
    """The names behind a colon outside of maps, and those joined to them: (n:A|B), [:X|Y]."""
    tokens = [*tokenize(text, "cypher")]
    open_: list[str] = []
    before = ""
    for at, token in enumerate(tokens):
        if token.text in tuple("([{"):
            open_.append(token.text)
        elif token.text in tuple(")]}") and open_:
            open_.pop()
        behind = tokens[at + 1].text if at + 1 < len(tokens) else ")"
        named = token.kind in ("word", "quoted") and open_[-1:] != ["{"]
        if named and (before == ":" or (before == "joined" and behind in _ENDS)):
            yield token.text.strip("`")
            before = "name"
        elif token.text in _JOINS and before in (":", "name", "joined"):
            before = "joined"
        else:
            before = token.text
