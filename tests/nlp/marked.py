"""Sentences with their mentions marked: `{Agency:区司法局}推出“{Initiative:证照速办}”`, nesting allowed."""

from kg.nlp.relations import Found, find
from kg.nlp.sections import genre, parts, sentences
from kg.nlp.spans import Hit
from kg.nlp.status import Layout


def parse(marked: str) -> tuple[str, list[Hit]]:
    """The bare text and its mentions, sorted by (start, −end)."""
    text, open_marks, hits = "", [], []
    at = 0
    while at < len(marked):
        character = marked[at]
        if character == "{":
            colon = marked.index(":", at)
            open_marks.append((len(text), marked[at + 1 : colon]))
            at = colon
        elif character == "}":
            start, label = open_marks.pop()
            hits.append(Hit(start, len(text), label, "test"))
        else:
            text += character
        at += 1
    return text, sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.label))


def claims(marked: str, *, region: str = "", year: int | None = None) -> list[Found]:
    """The claims of a marked text of a region and year."""
    text, hits = parse(marked)
    found = parts(text)
    places = tuple((p.start, p.end, p.rank, p.kind) for p in found)
    layout = Layout(places, genre(text, {p.kind for p in found}), year=year)
    return find(text, hits, sentences(text), layout, region=region)


def said(marked: str, *, region: str = "") -> set[str]:
    """The claims of a marked text as `subject RELATION object`, by their words."""
    text, _ = parse(marked)

    def words(end: object) -> str:
        return text[end.start : end.end] if isinstance(end, Hit) else str(end)

    return {f"{words(c.subject)} {c.predicate} {words(c.object)}" for c in claims(marked, region=region)}
