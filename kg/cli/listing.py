"""The questions that the graph answers, as rows."""

from typing import TYPE_CHECKING

from kg.cli.rows import Row, render
from kg.cli.words import pick

if TYPE_CHECKING:
    from loaders.asking.questions import Parameter, Question

LISTED = ("theme", "number", "name", "zh", "en", "params")


def listing(chosen: str) -> str:
    """Every question by theme; a table has the wording of the user's language and the names of parameters."""
    from loaders.asking.questions import by_theme

    table = chosen == "table"
    rows = [_listed(one, types=not table) for one in by_theme()]
    left_out = pick("en | zh") if table else None
    return render(rows, [name for name in LISTED if name != left_out], chosen)


def _listed(one: "Question", *, types: bool) -> Row:
    full = [f"{param.name}:{param.type}={_default(param)}" for param in one.params]
    params = full if types else [param.name for param in one.params]
    said = {"number": one.number, "name": one.name, "zh": one.zh, "en": one.en}
    theme = pick(one.theme, None if not types else "en")
    return {"theme": theme, **said, "params": params}


def _default(param: "Parameter") -> object:
    return "null" if param.default is None else param.default
