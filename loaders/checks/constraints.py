"""The constraints of SHACL Core that shapes.ttl uses, each as a function of plain values.

A check takes the values of one path of a thing and all that is said of the thing, and gives what breaks the
constraint: a value, or None where a value is missing or there are too many. What it means is said by the
SHACL recommendation of the W3C (2017), section 4.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kg.errors import DataError
from kg.turtle import RDF

XSD = "http://www.w3.org/2001/XMLSchema#"
LANG_STRING = RDF + "langString"


class Term(NamedTuple):
    """An IRI (`datatype` is None) or a literal; `language` is in lower case, empty for none."""

    text: str
    datatype: str | None = None
    language: str = ""


Values = Sequence[Term]
Said = Mapping[str, Values]
"""What is said of a thing: the values of each path."""
Check = Callable[[Values, Said], Iterable[Term | None]]
Wanted = Sequence[Term]

_LEXICAL = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    "boolean": re.compile(r"true|false|0|1"),
    "gYear": re.compile(r"-?[0-9]{4,}(Z|[+-][0-9]{2}:[0-9]{2})?"),
    "date": re.compile(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?"),
}
_NUMBERS = frozenset({XSD + "integer", XSD + "decimal"})
_ONE: tuple[None] = (None,)


def check_of(name: str, wanted: Wanted) -> Check:
    """The check for a parameter of SHACL by its local name; DataError for one that is not known here.

    `wanted` is what the parameter asks: its value, or the members of its list.
    """
    if name not in CHECKS:
        raise DataError(
            f"ontology/shapes.ttl: sh:{name} is not evaluated; known: {', '.join(sorted(CHECKS))}"
        )
    return CHECKS[name](wanted)


def _min_count(wanted: Wanted) -> Check:
    least = int(wanted[0].text)
    return lambda values, _: () if len(values) >= least else _ONE


def _max_count(wanted: Wanted) -> Check:
    most = int(wanted[0].text)
    return lambda values, _: () if len(values) <= most else _ONE


def _datatype(wanted: Wanted) -> Check:
    datatype = wanted[0].text
    lexical = _LEXICAL.get(datatype.removeprefix(XSD))

    def check(values: Values, _: Said) -> list[Term]:
        return [
            one
            for one in values
            if one.datatype != datatype or (lexical is not None and not lexical.fullmatch(one.text))
        ]

    return check


def _node_kind(wanted: Wanted) -> Check:
    kind = wanted[0].text.rpartition("#")[2]
    allowed = {"IRI": True, "Literal": False}
    if kind not in allowed:
        raise DataError(f"ontology/shapes.ttl: sh:nodeKind sh:{kind} is not evaluated; sh:IRI or sh:Literal")
    return lambda values, _: [one for one in values if (one.datatype is None) is not allowed[kind]]


def _in(wanted: Wanted) -> Check:
    known = frozenset(wanted)
    return lambda values, _: [one for one in values if one not in known]


def _has_value(wanted: Wanted) -> Check:
    return lambda values, _: () if wanted[0] in values else _ONE


def _pattern(wanted: Wanted) -> Check:
    found = re.compile(wanted[0].text)
    return lambda values, _: [one for one in values if not found.search(one.text)]


def _min_length(wanted: Wanted) -> Check:
    least = int(wanted[0].text)
    return lambda values, _: [one for one in values if len(one.text) < least]


def _max_length(wanted: Wanted) -> Check:
    most = int(wanted[0].text)
    return lambda values, _: [one for one in values if len(one.text) > most]


def _bounded(keeps: Callable[[Decimal, Decimal], bool]) -> Callable[[Wanted], Check]:
    def of(wanted: Wanted) -> Check:
        bound = Decimal(wanted[0].text)

        def check(values: Values, _: Said) -> list[Term]:
            return [one for one in values if (number := _number(one)) is None or not keeps(number, bound)]

        return check

    return of


def _number(term: Term) -> Decimal | None:
    """The value of a number, None for what is none."""
    if term.datatype not in _NUMBERS or not _LEXICAL["decimal"].fullmatch(term.text):
        return None
    return Decimal(term.text)


def _language_in(wanted: Wanted) -> Check:
    ranges = tuple(one.text.lower() for one in wanted)

    def fits(language: str) -> bool:
        return any(language == one or language.startswith(f"{one}-") for one in ranges)

    return lambda values, _: [one for one in values if not (one.language and fits(one.language))]


def _equals(wanted: Wanted) -> Check:
    other = wanted[0].text
    return lambda values, said: set(values) ^ set(said.get(other, ()))


def _less_than(wanted: Wanted) -> Check:
    other = wanted[0].text

    def check(values: Values, said: Said) -> list[Term]:
        return [low for low in values for high in said.get(other, ()) if not _is_less(low, high)]

    return check


def _is_less(low: Term, high: Term) -> bool:
    left, right = _number(low), _number(high)
    return left is not None and right is not None and left < right


CHECKS: dict[str, Callable[[Wanted], Check]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "in": _in,
    "hasValue": _has_value,
    "pattern": _pattern,
    "minLength": _min_length,
    "maxLength": _max_length,
    "minInclusive": _bounded(lambda number, bound: number >= bound),
    "maxInclusive": _bounded(lambda number, bound: number <= bound),
    "minExclusive": _bounded(lambda number, bound: number > bound),
    "maxExclusive": _bounded(lambda number, bound: number < bound),
    "languageIn": _language_in,
    "equals": _equals,
    "lessThan": _less_than,
}
