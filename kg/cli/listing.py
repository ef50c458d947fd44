"""The questions that the graph answers: a list to read, in both languages, or rows for programs."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kg.cli.rows import Row, display_width, render
from kg.cli.words import pick

if TYPE_CHECKING:
    from loaders.asking.questions import Parameter, Question

LISTED = ("theme", "number", "name", "zh", "en", "params")


def listing(chosen: str) -> str:
    """Every question by theme: in both languages with the names of its parameters, or as rows in a format."""
    from loaders.asking.questions import by_theme

    if chosen == "table":
        return "".join(f"{line}\n" for line in _lines(by_theme()))
    return render(list(map(_row, by_theme())), LISTED, chosen)


def _lines(questions: "Sequence[Question]") -> Iterator[str]:
    """For each theme its name; for each question the Chinese with the parameters, below it the English."""
    widest = max(display_width(one.zh) for one in questions)
    for theme, those in groupby(questions, key=lambda one: one.theme):
        yield theme
        for one in those:
            gap = " " * (widest - display_width(one.zh))
            params = ", ".join(param.name for param in one.params)
            yield f"{one.number}  {one.zh}{gap}  {params}".rstrip()
            yield f"     {one.en}"
        yield ""
    yield pick("kg ask Q05 --param 参数=值 | kg ask Q05 --param NAME=VALUE")


def _row(one: "Question") -> Row:
    params = [f"{param.name}:{param.type}={_default(param)}" for param in one.params]
    theme = pick(one.theme, "en")
    return {
        "theme": theme,
        "number": one.number,
        "name": one.name,
        "zh": one.zh,
        "en": one.en,
        "params": params,
    }


def _default(param: "Parameter") -> object:
    return "null" if param.default is None else param.default
