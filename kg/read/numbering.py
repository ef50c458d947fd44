"""The numbers that Word puts before headings and items: they stand in `numbering.xml`, not in the text.

A list has levels, each with a format (1, 一, ①), a pattern (`%1、`, `（%2）`) and a first number (ECMA-376-1,
17.9). A number counts on until one of a level above it comes.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from kg.read.limits import Limits
from kg.read.markup import stream

_DIGITS = "零一二三四五六七八九"
_CHINESE = frozenset(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"))
_SAID = {"start": "first", "numFmt": "format", "lvlText": "pattern", "pStyle": "style"}
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))


@dataclass(slots=True)
class Level:
    """A level of a list: the format of its number, the pattern around it, the first number, its style."""

    format: str = "decimal"
    pattern: str = ""
    first: int = 1
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=lambda: defaultdict(dict))
    lists: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def of_style(self, style: str) -> tuple[str, str]:
        """The list and level that paragraphs of a style belong to; empty for none."""
        for number, abstract in self.lists.items():
            for at, level in self.levels.get(abstract, {}).items():
                if level.style and level.style == style:
                    return number, str(at)
        return "", ""

    def mark(self, number: str, at: str) -> str:
        """The mark of the next paragraph of a list at a level; empty where there is none."""
        abstract = self.lists.get(number)
        levels = self.levels.get(abstract, {}) if abstract else {}
        depth = int(at) if at.isdecimal() else 0
        if abstract is None or depth not in levels or levels[depth].format in ("bullet", "none"):
            return ""
        before = self.counts.get((abstract, depth), levels[depth].first - 1)
        self.counts[abstract, depth] = before + 1
        for deeper in [key for key in self.counts if key[0] == abstract and key[1] > depth]:
            del self.counts[deeper]
        mark = levels[depth].pattern
        for upper in range(depth + 1):
            level = levels.get(upper, Level())
            mark = mark.replace(
                f"%{upper + 1}", written(self.counts.get((abstract, upper), level.first), level.format)
            )
        return mark


def written(number: int, format: str) -> str:
    """A number in a format of Word; in formats that are not known here it is written in digits."""
    if format in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十") + (
            _DIGITS[ones] if ones else ""
        )
    if format in _CIRCLED and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if format in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((65 if format[0] == "u" else 97) + number - 1)
    return str(number)


def numbering_of(content: bytes, name: str, limits: Limits) -> Numbering:
    """The lists that `numbering.xml` declares; ReadError as in `stream`."""
    found = Numbering()
    abstract, at, number = "", 0, ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        """Take up what the element says: a list, a level of one, a number format, or a use of a list."""
        nonlocal abstract, at, number
        local = tag.rpartition(" ")[2]
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        value = said.get("val", "")
        if local == "abstractNum":
            abstract, number, at = said.get("abstractNumId", ""), "", 0
        elif local == "lvl":
            at = int(said["ilvl"]) if said.get("ilvl", "").isdecimal() else 0
        elif local == "num":
            number = said.get("numId", "")
        elif local == "abstractNumId":
            found.lists[number] = value
        elif local in _SAID and abstract and not number:
            level = found.levels[abstract].setdefault(at, Level())
            first = int(value) if value.isdecimal() else 1
            setattr(level, _SAID[local], first if local == "start" else value)

    stream(content, name, limits, (start, _nothing, _nothing))
    return found


def _nothing(_: str) -> None:
    pass
