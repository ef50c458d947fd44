"""Messages in Chinese or English: each is written once as `中文 | English`, and one half is shown."""

import os
import sys
from collections.abc import Callable

from kg.cli.plain import visible
from kg.settings import Settings


def pick(text: str, locale: str | None = None) -> str:
    """The half of `中文 | English` that the locale (default: the environment's) asks for.

    A text without the bar is the same in both languages.
    """
    chinese, bar, english = text.partition(" | ")
    if not bar:
        return text
    return chinese if (locale or Settings.from_env().locale) == "zh" else english


def say(text: str, **values: object) -> None:
    """Print a message on stderr, its `{name}`s filled in."""
    print(visible(pick(text).format(**values)), file=sys.stderr)


def progress_of(text: str) -> Callable[[int, int], None] | None:
    """What shows `done` and `total` in one line of the terminal, written over itself; None without one."""
    if not sys.stderr.isatty():
        return None
    words = pick(text)

    def show(done: int, total: int) -> None:
        width = os.get_terminal_size(sys.stderr.fileno()).columns
        end = "\n" if done == total else ""
        print(f"\r{words.format(done=done, total=total)[: width - 1]}", end=end, file=sys.stderr, flush=True)

    return show
