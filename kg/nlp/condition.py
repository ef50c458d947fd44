"""What about a text makes it hard to read: told as notes, so that few mentions are no surprise."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy

from kg.folding import is_traditional

_SAMPLE, _LEAST = 3_000, 40
_LATIN, _DIGIT = re.compile("[A-Za-z]+"), re.compile(r"[\d０-９]+")
_APART = re.compile("[ \u3000](?<=[\u3400-\u9fff].)(?=[\u3400-\u9fff])")
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]+")


class Condition(NamedTuple):
    """What is the matter with a text, and what to do about it."""

    what: str
    todo: str


def conditions(text: str) -> Iterator[Condition]:
    """What makes a text hard to read, judged by its first 3,000 characters and as many from its middle.

    A text of less than 40 characters is not judged.
    """
    middle = max(_SAMPLE, len(text) // 2)
    text = text[:_SAMPLE] + text[middle : middle + _SAMPLE]
    others = _but_for_chinese(text)
    chinese, blanks = len(text) - len(others), text.count(" ") + text.count("\u3000")
    mostly_chinese = chinese >= max(_LEAST, len(others))
    latin, digits = (0, 0) if mostly_chinese else (_many(_LATIN, others), _many(_DIGIT, others))
    strange = _many(_STRANGE, others)
    if chinese + latin + digits < _LEAST:
        return
    if is_traditional(text):
        what = "traditional characters: read as simplified ones; few names of the lexicon fit"
        yield Condition(what, "look through `kg stats --left-out`")
    if 3 * blanks > chinese > 0 and 3 * len(_APART.findall(text)) > chinese:
        what = "characters pulled apart by blanks, as by a scanner: read without the blanks"
        yield Condition(what, "give a text that was read better, if there is one")
    if 100 * strange > len(text):
        what = "control or replacement characters in the text: a file of another kind or encoding?"
        yield Condition(what, "save the text as UTF-8")
    if chinese < latin / 4:
        yield Condition(
            "hardly any Chinese: only texts in Chinese are read", "leave it out, or give the Chinese text"
        )
    elif chinese < digits:
        yield Condition(
            "mostly figures: a table tells little without its sentences", "give the text to the table"
        )


def _many(signs: re.Pattern[str], text: str) -> int:
    return sum(map(len, signs.findall(text)))


def _but_for_chinese(text: str) -> str:
    signs = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return signs[(signs < 0x3400) | (signs > 0x9FFF)].tobytes().decode("utf-32-le", "surrogatepass")
