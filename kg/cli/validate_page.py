"""Validation results as one page of HTML that needs no other file, no script and no network.

Whatever the graph holds is escaped; control characters and marks that turn the direction of writing are
shown as signs.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.cli.table_page import STYLE, table
from kg.evaluate.page import head, shown

if TYPE_CHECKING:
    from loaders.checks.validation import ValidationResult


def page(results: "Sequence[ValidationResult]", name: str) -> Iterator[str]:
    """The page in pieces: how many results by rule, then each with its sentence; `name` says of what."""
    yield from head(f"检查报告 · Validation report: {shown(name)}", STYLE)
    yield from _tables(results) if results else ("<p>没有不合之处。 · Nothing is wrong.</p>\n",)
    yield "</body>\n</html>\n"


def _tables(results: "Sequence[ValidationResult]") -> Iterator[str]:
    counts = sorted(Counter(found.law for found in results).items())
    by_rule = ((f"<code>{shown(law)}</code>", str(count)) for law, count in counts)
    yield from table(("规则 · rule", "处 · count"), by_rule)
    yield from table(("规则 · rule", "事物 · thing", "不合之处 · what is wrong"), map(_columns, results))


def _columns(found: "ValidationResult") -> tuple[str, str, str]:
    places = [part for part in (found.path, found.value) if part is not None]
    details = "".join(f"<br><code>{shown(part)}</code>" for part in places)
    quote = "" if found.sentence is None else f"<blockquote>{shown(found.sentence)}</blockquote>"
    mark = "<strong>提醒 · warning</strong><br>" if found.warning else ""
    what = f'{mark}{shown(found.zh)}<br><span lang="en">{shown(found.en)}</span>{details}{quote}'
    return f"<code>{shown(found.law)}</code>", f"<code>{shown(found.id)}</code>", what
