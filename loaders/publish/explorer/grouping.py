"""How much a SPARQL query brings together, which a store holds in memory: so it is counted beforehand."""

import re
from collections.abc import Iterator, Mapping

from loaders.asking.sparql import SKIPPED, Param, read
from loaders.checks.filling import Store

_SKIPPED = re.compile(SKIPPED)
_BRACE = re.compile(rf"{SKIPPED}|[{{}}]")
_GROUPED = re.compile(r"\s*GROUP\s+BY\b", re.IGNORECASE)
_DISTINCT = re.compile(r"\bSELECT\s+DISTINCT\b[^{}]*\Z", re.IGNORECASE)
_DECLARED = re.compile(r"^PREFIX .*", re.MULTILINE | re.IGNORECASE)


def groups_more(opened: Store, text: str, params: Mapping[str, Param], most: int) -> bool:
    """Whether a query with these values would bring together more than `most` solutions anywhere in it.

    No more than these are looked at, and a pattern only once those within it were found to be small enough.
    """
    declared = "\n".join(_DECLARED.findall(text))
    for pattern in grouped(text):
        values = {name: value for name, value in params.items() if re.search(rf"\?param_{name}\b", pattern)}
        some = f"{{ SELECT (1 AS ?solution_) WHERE {{ {pattern} }} LIMIT {most + 1} }}"
        (found,) = read(opened, f"{declared}\nSELECT (COUNT(*) AS ?number) WHERE {some}", values)
        number = found["number"]
        assert isinstance(number, int)
        if number > most:
            return True
    return False


def grouped(text: str) -> Iterator[str]:
    """The patterns of which a query groups solutions, or a sub-select gives distinct ones; inner ones first.

    What is DISTINCT in the whole query needs no more memory than its rows, of which few are taken. Comments
    are left out, wherever they stand.
    """
    text = _SKIPPED.sub(lambda found: "" if found[0][0] == "#" else found[0], text)
    starts: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            starts.append(brace.start())
        elif brace[0] == "}":
            start = starts.pop()
            if _GROUPED.match(text, brace.end()) or (starts and _DISTINCT.search(text[:start])):
                yield text[start : brace.end()]
