"""Options of `kg build` alone."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import path_of
from kg.cli.progress import FORMS
from kg.errors import UsageError

Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--out",
        "-g",
        "--graph",
        parser=path_of,
        metavar="OUT",
        help="图文件夹（默认 $KG_GRAPH，否则 ./graph） | Graph folder (default $KG_GRAPH, else ./graph)",
    ),
]
Workers = Annotated[int, typer.Option("--workers", min=1, help="工作进程数 | Worker processes")]
Ray = Annotated[
    str | None,
    typer.Option(
        "--ray",
        metavar="auto|HOST:PORT",
        help="在 Ray 集群上读；auto：$RAY_ADDRESS，否则本机 | "
        "Read on a Ray cluster; auto: $RAY_ADDRESS, else on this machine",
    ),
]
Memory = Annotated[
    int | None,
    typer.Option(
        "--memory",
        min=256,
        metavar="MB",
        help="合并时最多占多少内存，其余放在磁盘上；默认本机的一半 | "
        "What joining may hold in memory, the rest lies on disk (default half of the machine's)",
    ),
]
Judgements = Annotated[
    Path | None,
    typer.Option(
        "--judgements", metavar="FILE", help="代替 OUT/judgements.csv | Instead of OUT/judgements.csv"
    ),
]
Retract = Annotated[
    list[str] | None,
    typer.Option(
        "--retract",
        metavar="REPORT",
        help="从此不收这篇报告（来源或编号），记入判定文件；可重复 | "
        "Leave a report out from now on (source or id), remembered in the judgements; repeatable",
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        help="只列出图会少什么、多什么，不改图 | List what would go from the graph and come, change nothing",
    ),
]

Progress = Annotated[
    str,
    typer.Option(
        "--progress",
        metavar="|".join(FORMS),
        help="进度：终端一行或普通行；json 为 stderr 上的事件 | "
        "Progress: a line of the terminal, or plain lines; json: events on stderr",
    ),
]


def check_where(workers: int, ray: str | None) -> None:
    """UsageError for a number of workers on Ray."""
    if ray is not None and workers > 1:
        raise UsageError("--workers and --ray exclude each other: on Ray all processors of the cluster work")
