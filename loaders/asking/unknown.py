"""Labels and types that a Cypher query asks for and the ontology does not have, with the nearest ones."""

import difflib
from collections.abc import Iterator

from kg.schema import load_schema
from loaders.asking.guard import tokenize
from loaders.lookup import RDF_ONLY

_JOINS, _ENDS = ("|", "&", "!", ":"), tuple(")]{*|&:")
"""What may join labels, and what may stand behind one that is joined to another."""


def unknown_names(text: str) -> dict[str, tuple[str, ...]]:
    """Each label or relation type of the query that the schema does not have, with up to three like it.

    Labels and types of nodes and relations stand behind a colon, outside of maps.
    """
    schema = load_schema()
    terms = (*schema.classes.values(), *schema.relations.values())
    known = {"Entity", *(each.neo4j for each in terms)}.difference(RDF_ONLY)
    asked = dict.fromkeys(name for name in _asked(text) if name not in known)
    folded = {name.lower(): name for name in sorted(known)}
    return {
        name: tuple(folded[near] for near in difflib.get_close_matches(name.lower(), folded, n=3, cutoff=0.6))
        for name in asked
    }


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
