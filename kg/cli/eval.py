"""`kg eval`: precision, recall and F1 against annotated texts; what was wrong; a gate for CI."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Json, RowFormat, Terms, Without, row_format
from kg.cli.rows import render
from kg.cli.scoring import measured, paired
from kg.cli.words import say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.evaluate import Pair

BELOW = "低于下限 {floor}：{kind} {name} {figure} | below the floor of {floor}: {kind} {name} {figure}"
Gold = Annotated[
    list[Path], typer.Argument(metavar="GOLD…", help="标注文件（JSON Lines） | Annotated texts (JSON Lines)")
]
Pred = Annotated[
    Path | None,
    typer.Option("--pred", metavar="FILE", help="kg extract 的输出（默认现抽） | Output of kg extract"),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="file|text", help="另列各文件或文本的得分 | Scores of each file or text, too"
    ),
]
Errors = Annotated[bool, typer.Option("--errors", help="改列错误分组 | Groups of errors instead")]
Confusion = Annotated[
    bool, typer.Option("--confusion", help="改列标签混淆 | Labels taken for others instead")
]
Entities = Annotated[
    Path | None,
    typer.Option(
        "--entities", metavar="FILE", help="改评实体消歧 | Score resolution to these entities instead"
    ),
]
Metrics = Annotated[
    Path | None,
    typer.Option("--metrics", metavar="FILE", help="改评数字 | Score figures instead, against FILE"),
]
Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="写出标色对照页 | Write a page with the texts marked"),
]
Gate = Annotated[
    Path | None,
    typer.Option(
        "--gate", metavar="FILE", help="分数下限，不足则退出码为 3 | Floors of scores; exit 3 below one"
    ),
]


def command(
    gold: Gold,
    pred: Pred = None,
    by: By = None,
    errors: Errors = False,
    confusion: Confusion = False,
    entities: Entities = None,
    metrics: Metrics = None,
    html: Html = None,
    gate: Gate = None,
    lexicon: Terms = None,
    without: Without = None,
    format: RowFormat = "table",
    json: Json = False,
) -> int:
    """Print scores of the predictions, or of what is extracted now; the exit code is 3 below a floor."""
    from kg.evaluate import below, read_floors
    from kg.evaluate.rows import SCORES, figures, table

    chosen = row_format(format, json)
    if metrics and pred:
        raise UsageError("--metrics and --pred do not go together; kg extract prints no figures")
    view = _view(by, errors, confusion, entities, metrics)
    floors = read_floors(gate) if gate else ()
    files = paired(gold, pred, lexicon, without or ())
    pairs = [pair for each in files.values() for pair in each]
    if html:
        _write_page(pairs, html)
    if entities or metrics:
        lines, reached = measured(gold, files, entities, metrics)
        print(render(lines, SCORES, chosen), end="")
    else:
        rows, columns = table(files, view)
        reached = figures(pairs) if floors else {}
        print(render(rows, columns, chosen), end="")
    missed = [*below(floors, reached)]
    for floor, figure in missed:
        told = "–" if figure is None else f"{figure:.4f}"
        say(BELOW, kind=floor.kind, name=floor.name, figure=told, floor=floor.floor)
    return 3 if missed else 0


def _view(by: str | None, *asked: object) -> str:
    """Which table is asked for, as kg.evaluate.rows.table names it."""
    if by not in (None, "file", "text"):
        raise UsageError(f"--by {by}: expected file or text")
    names = ("errors", "confusion", "entities", "metrics", by or "by")
    views = [name for name, on in zip(names, (*asked, by), strict=True) if on]
    if len(views) > 1:
        options = "--errors, --confusion, --entities, --metrics and --by"
        raise UsageError(f"{options} do not go together; ask for one at a time")
    return views[0] if views else "scores"


def _write_page(pairs: Sequence["Pair"], path: Path) -> None:
    from kg.evaluate.page import page

    try:
        path.write_text("".join(page(pairs)), encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}; name another file") from error
