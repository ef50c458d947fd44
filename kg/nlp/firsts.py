r"""With which characters a regular expression can begin, and patterns that ask for them before all else.

`re` tries the ways of an alternation one after the other at every place of a text; most of them begin with
another character than the one that stands there.
"""

import functools
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

Expression = str | re.Pattern[str]
"""A regular expression, compiled or not: most are never tried, and to compile one takes long."""

ZERO_WIDTH = (op.ASSERT_NOT, op.AT)
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_MANY, _TOGETHER = 8, 24
"""From how many ways on it is faster to sort them by first characters, of which so many share a list."""
_SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
"""A sign of an expression: a class, an escaped sign, or a plain one."""
_AT_BEGIN = frozenset("^")


class Parsed(NamedTuple):
    """What an expression says: how it is written, its flags, its number of groups, and its parts, one behind
    the other.
    """

    source: str
    flags: int
    groups: int
    items: Sequence[tuple[Any, Any]]

    @property
    def at_line(self) -> bool:
        """Whether it begins with `^`."""
        return bool(self.items[0] == (op.AT, op.AT_BEGINNING))


@functools.lru_cache(maxsize=8)
def parsed(pattern: Expression) -> Parsed:
    """The expression parsed; the last ones are kept."""
    source, flags = (pattern, 0) if isinstance(pattern, str) else (pattern.pattern, pattern.flags)
    found = parser.parse(source, flags)
    return Parsed(source, found.state.flags, found.state.groups - 1, found.data or [(op.AT, None)])


def searcher(pattern: Expression) -> Callable[[str], re.Match[str] | None]:
    """What finds the first match in a text: for a pattern that begins with `^`, a single attempt."""
    said, made = parsed(pattern), re.compile(pattern)
    return made.match if said.at_line and not said.flags & re.MULTILINE else made.search


def hastened(pattern: Expression) -> re.Pattern[str]:
    """The same pattern, asking for one of the characters with which it can begin before all else.

    That spares trying a long list of ways at every place of a text. A pattern that can begin with anything,
    or match "", or of which `re` sees by itself how it begins, comes back as it is.
    """
    said = parsed(pattern)
    if said.flags == re.UNICODE and not said.groups:
        quick = by_first(said.source)
        if quick != said.source:
            return re.compile(quick)
    first = _first_character(said)
    if first is None or _is_led(said.items) or ("[^" in first and said.source[0] == "^"):
        return re.compile(pattern)
    return re.compile(f"(?={first})(?:{said.source})", said.flags)


def by_first(ways: str) -> str:
    """A long alternation, without groups that have numbers or names, as one that matches the same faster.

    At each place only those ways are tried that can begin with what stands there, and those that begin with
    `^` only where a text begins. If one can begin with anything, or match "", nothing is changed.
    """
    begins = [(way, _begin(way)) for way in _alternatives(ways)]
    inside = [(way, begin) for way, begin in begins if begin and begin is not _AT_BEGIN]
    if len(begins) < _MANY or not inside or not all(begin for _, begin in begins):
        return ways
    first = sorted(frozenset().union(*(begin for _, begin in inside)))
    signs, kinds = ([each for each in first if _is_sign(each) is single] for single in (True, False))
    lists = [signs[at : at + _TOGETHER] for at in range(0, len(signs), _TOGETHER)] + [kinds] * bool(kinds)
    here, guard = list[str](), _one_of(first)
    if len(inside) < len(begins):
        here, guard = [f"^(?:{ways})"], f"^|{guard}"
    for each in lists:
        fitting = (way for way, begin in inside if not begin.isdisjoint((*each, *kinds)))
        here.append(f"(?={_one_of(each)})(?:{'|'.join(fitting)})")
    return f"(?={guard})(?:{'|'.join(here)})"


def _alternatives(source: str) -> list[str]:
    """The ways of an alternation, as they are written."""
    ways, depth = [""], 0
    for sign in _SIGN.findall(source):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            ways.append("")
        else:
            ways[-1] += sign
    return ways


def _begin(way: str) -> frozenset[str] | None:
    """The members of classes of characters with which a way can begin; None for anything, or nothing."""
    if way[:1].isalnum() and way[1:2] not in ("?", "*", "{"):
        return frozenset(way[0])
    items = list(parser.parse(way)) or [(op.AT, None)]
    if items[0] == (op.AT, op.AT_BEGINNING):
        return _AT_BEGIN
    begin = _first(items)
    return None if begin is None or "" in begin else begin


def _is_sign(member: str) -> bool:
    """Whether a member of a class is one character: no kind of them, no range, not all others."""
    return len(member) == 1 or (member[0] == "\\" and member not in _KINDS.values())


def opening(pattern: Expression) -> re.Pattern[str] | None:
    """What matches one of the characters with which the pattern can begin; None where too many are known."""
    first = _first_character(parsed(pattern))
    return re.compile(first) if first and "[^" not in first else None


def _first_character(pattern: Parsed) -> str | None:
    """An expression for the characters with which a pattern can begin; None where it may match ""."""
    ways = _first(pattern.items)
    if ways is None or "" in ways or pattern.flags & re.IGNORECASE:
        return None
    return _one_of(ways)


def _one_of(members: Collection[str]) -> str:
    """An expression for one of the members of classes; one of what a character is not stands for itself."""
    plain = "".join(sorted(each for each in members if each[:2] != "[^"))
    classes = [f"[{plain}]"] * bool(plain) + sorted(each for each in members if each[:2] == "[^")
    return "|".join(classes)


def _is_led(items: Sequence[tuple[Any, Any]]) -> bool:
    """Whether `re` looks for the first character by itself: for a class, a word, or one of several words."""
    code, value = items[0]
    if code is op.SUBPATTERN:
        return _is_led(value[3])
    if code is op.BRANCH:
        return all(way and way[0][0] is op.LITERAL for way in value[1])
    return code in (op.LITERAL, op.IN)


def _first(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The members of classes of characters with which a sequence can begin, "" where it can be empty.

    A class of what a character is not (`[^…]`) stands for itself; None is for what is not known.
    """
    found: frozenset[str] = frozenset()
    for code, value in items:
        ways = _ways(code, value)
        if ways is None:
            return None
        found |= ways - {""}
        if "" not in ways:
            return found
    return found | {""}


def _ways(code: Any, value: Any) -> frozenset[str] | None:
    if code is op.LITERAL:
        return frozenset([re.escape(chr(value))])
    if code is op.IN:
        return _members(value)
    if code is op.BRANCH:
        every = [_first(way) for way in value[1]]
        return None if None in every else frozenset().union(*(way for way in every if way))
    if code is op.SUBPATTERN:
        return _first(value[3])
    if code in REPEATS:
        again = _first(value[2])
        return again if again is None or value[0] else again | {""}
    return frozenset([""]) if code is op.ASSERT or code in ZERO_WIDTH else None


_KINDS = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w"}


def _members(items: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """The members of a class; one whole class for what a character is not."""
    if items[0][0] is op.NEGATE:
        others = _members(items[1:])
        return None if others is None else frozenset([f"[^{''.join(sorted(others))}]"])
    found = set()
    for code, value in items:
        if code is op.LITERAL:
            found.add(re.escape(chr(value)))
        elif code is op.RANGE:
            found.add("-".join(re.escape(chr(end)) for end in value))
        elif code is op.CATEGORY and value in _KINDS:
            found.add(_KINDS[value])
        else:
            return None
    return frozenset(found)
