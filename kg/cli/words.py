"""Messages in Chinese or English: each is written once as `中文 | English`, and one half is shown."""

import sys

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
