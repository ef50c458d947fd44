"""The table of commands, and a group that loads a command's module only when it is typed.

`kg --help` reads the table alone: it imports neither the commands nor what they need.
"""

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from kg._version import __version__
from kg.cli.words import pick

SUMMARY = "政务图谱：由政务报告建图，每条事实可追到原句 | A graph of government reports, down to the sentence"
COMMANDS = {
    "extract": "抽取提及与论断，输出 JSON Lines | Print mentions and claims of each report as JSON Lines",
    "build": "从报告构建图文件夹 | Build a graph folder from reports",
    "ask": "列出或回答能力问题 | List or answer the competency questions",
    "query": "只读 Cypher 或 SPARQL 查询 | Run a read-only Cypher or SPARQL query",
    "explain": "给出实体、事实或证据的原句 | Show the sentences behind an entity, fact or evidence",
    "load": "装入 Neo4j：只写差异 | Load the graph into Neo4j: only what differs is written",
    "export": "导出 RDF、CSV 或 GraphML | Export RDF, CSV or GraphML",
    "publish": "发布开放数据包：数据、表格、目录 | Publish an open-data package: data, tables, catalogue",
    "import": "把导出的 RDF 读回图文件夹 | Make a graph folder of RDF that was exported",
    "validate": "检查图或 RDF 文件：引文、标识、形状 | Check a graph or RDF file: quotes, ids, SHACL shapes",
    "eval": "对照标注评分 | Score extraction against gold annotations",
    "review": "判定疑似同一的实体 | Decide which pairs of entities are one thing",
    "diff": "同一地区两年的指标对比 | Compare the figures of a region in two years",
    "audit": "核对算术、点名、率先说法、计划与问题 | Check arithmetic, counts, firsts, plans and problems",
    "rules": "规则卡片：作用、例子、准确率 | Show the rules: what each does, an example, its precision",
    "stats": "图的数量与遗漏 | Show the graph in numbers, and what was left out",
    "doctor": "检查环境与服务 | Check what is installed, reachable, wrong, and how to mend it",
}
"""Each command with its summary; the module `kg.cli.NAME` holds its function `command`."""
KEYWORDS = ("import",)
"""Commands that Python lets no module be called; theirs has a `_` behind."""


class LazyGroup(TyperGroup):
    """A group whose commands are the modules that the table names."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (the name is typer's)
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of that name, its module imported now; None if there is none."""
        return load(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the table into the help text without loading a command."""
        with formatter.section(pick("命令 | Commands")):
            formatter.write_dl([(name, pick(summary)) for name, summary in COMMANDS.items()])


def function_of(name: str) -> Callable[..., object]:
    """The function behind the command, its module imported now."""
    module = f"{name}_" if name in KEYWORDS else name
    function: Callable[..., object] = importlib.import_module(f"kg.cli.{module}").command
    return function


def load(name: str) -> TyperCommand:
    """The command `name` with its help in the language of the user."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name, help=pick(COMMANDS[name]))(function_of(name))
    command = typer.main.get_command(app)
    assert isinstance(command, TyperCommand)
    for parameter in command.params:
        parameter.help = pick(getattr(parameter, "help", None) or "")  # type: ignore[attr-defined]
    return command


def invoke(arguments: Sequence[str]) -> int:
    """Run the command line; gives the exit code, or raises what went wrong."""
    group = typer.main.get_command(_app())
    with group.make_context("kg", list(arguments) or ["--help"]) as context:
        status = group.invoke(context)
    return status if isinstance(status, int) else 0


def _app() -> typer.Typer:
    app = typer.Typer(
        name="kg",
        cls=LazyGroup,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback(help=pick(SUMMARY))(_options)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"kg {__version__}")
        raise typer.Exit


def _options(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="版本 · version"
    ),
) -> None:
    """Options of `kg` itself."""
