"""`kg rules`: the cards of the rules, what each does and how often it was right."""

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Json, RowFormat, row_format
from kg.cli.rows import Row, render
from kg.cli.words import pick

if TYPE_CHECKING:
    from kg.rules import Card

LISTED = ("rule", "version", "found", "right", "precision", "zh", "en")
WHOLE = (*LISTED, "example", "finds", "counter_example")
UNCUT = 2000
LINE_END = "⏎"
Wanted = Annotated[
    str | None,
    typer.Argument(
        metavar="RULE",
        help="规则名，或以点结尾的前缀；不写则列出全部 | A rule, or a prefix that ends in a dot; else all",
    ),
]


def command(rule: Wanted = None, format: RowFormat = "table", json: Json = False) -> None:
    """Print a line a rule, or the whole card of one."""
    from kg.rules import cards, rules_named

    chosen = row_format(format, json)
    names = rules_named([rule]) if rule is not None else tuple(cards())
    rows = [row_of(cards()[name]) for name in names]
    if rule in names:
        print(_card(rows[0]) if chosen == "table" else render(rows, WHOLE, chosen), end="")
    else:
        other = pick("en | zh") if chosen == "table" else None
        print(render(rows, [name for name in LISTED if name != other], chosen), end="")


def row_of(card: "Card") -> Row:
    """The card as a row; precision to four places, None where nothing was measured."""
    cells = {name: getattr(card, name) for name in WHOLE}
    precision = None if card.precision is None else round(card.precision, 4)
    return {**cells, "precision": precision, "finds": list(card.finds)}


def _card(row: Row) -> str:
    lines = [{"field": name, "value": _shown(row[name])} for name in WHOLE]
    return render(lines, ("field", "value"), "table", widest=UNCUT)


def _shown(value: object) -> object:
    return value.replace("\n", LINE_END) if isinstance(value, str) else value
