"""Writes docs/questions.md: every question in both languages, its answer on the samples, score and time.

    python docs/questions_page.py

Between ANSWER and its end stands what a build of the samples answered when it was run; the rest is tested.
"""

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from kg.cli.rows import Row, render  # noqa: E402
from kg.pipeline import build  # noqa: E402
from loaders.asking import sparql  # noqa: E402
from loaders.asking.questions import Answer, Question, answer, questions, typed  # noqa: E402
from loaders.property_graph import embedded  # noqa: E402
from tests.questions_score import mark  # noqa: E402

PAGE = ROOT / "docs" / "questions.md"
SAMPLES = ROOT / "samples"
ANSWER, END = "<!-- answer -->\n", "<!-- end -->\n"
SHOWN, WIDEST = 5, 60
HEAD = """# Questions

What `kg ask` answers, with the answer on the sample reports. This file is made by `make questions`. Wording,
parameters and columns are tested; answers, scores and times are of the day when it was made. A score is F1
against `samples/questions.json`; a time is of the query alone, asked a second time, in Cypher on the embedded
engine and in SPARQL.
"""
SUMMARY = ("question", "zh", "en", "rows", "F1", "Cypher, ms", "SPARQL, ms")
_ANSWERS = re.compile(re.escape(ANSWER) + ".*?" + re.escape(END), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to one question on the samples: its row of the summary, and its first rows as a table."""

    summary: Row
    table: str


def page(told: Mapping[str, Told]) -> str:
    """The page with these answers, by number of the question."""
    summary = render([one.summary for one in told.values()], SUMMARY, "markdown")
    sections = [_section(one, told[one.number].table if one.number in told else "") for one in questions()]
    return "".join([HEAD, f"\n{ANSWER}{summary}{END}", *sections])


def without_answers(text: str) -> str:
    """The page as far as it is tested."""
    return _ANSWERS.sub(ANSWER + END, text)


def _section(one: Question, said: str) -> str:
    columns = ", ".join(f"**{c.name}**" if c.key else c.name for c in one.columns)
    params = ", ".join(f"`{p.name}` ({p.type})" for p in one.params) or "none"
    zh, _, en = one.blank.partition(" | ")
    return (
        f"\n## {one.number} {one.name}\n\n{one.zh}  \n{one.en}\n\n- Parameters: {params}\n"
        f"- Columns: {columns}\n- No row means: {zh.strip()} · {en.strip()}\n\n{ANSWER}{said}{END}"
    )


def answers(folder: Path) -> dict[str, Told]:
    """What the graph folder answers to each question, by its number."""
    expected = json.loads((SAMPLES / "questions.json").read_text("utf-8"))
    return {one.number: _told(folder, one, expected) for one in questions()}


def _told(folder: Path, one: Question, expected: Mapping[str, Any]) -> Told:
    entry = expected.get(one.number)
    values = typed(one, entry["params"] if entry else {})
    found, cypher = _timed(lambda: embedded.rows(folder, one.texts["cypher"], values), one)
    twin, other = _timed(lambda: sparql.rows(folder, one.texts["sparql"], values), one)
    assert twin.rows == found.rows, one.number
    score = round(mark(found.rows, entry, expected["_aliases"]).f1, 3) if entry else None
    cells = (one.number, one.zh, one.en, len(found.rows), score, round(cypher), round(other))
    return Told(dict(zip(SUMMARY, cells, strict=True)), _table(found))


def _table(found: Answer) -> str:
    columns = [name for name in found.columns if name != "evidence"]
    rows = [{name: _short(row[name]) for name in columns} for row in found.rows[:SHOWN]]
    more = f"\n… and {len(found.rows) - SHOWN} more\n" if len(found.rows) > SHOWN else ""
    return f"{render(rows, columns, 'markdown')}{more}\n"


def _short(value: object) -> object:
    return value[: WIDEST - 1] + "…" if isinstance(value, str) and len(value) > WIDEST else value


def _timed(rows: Callable[[], list[dict[str, Any]]], one: Question) -> tuple[Answer, float]:
    """The answer, and the milliseconds of the second time that it is asked."""
    rows()
    start = time.perf_counter()
    found = rows()
    return answer(one, found), (time.perf_counter() - start) * 1000


def main() -> None:
    """Build the samples, ask, write."""
    with tempfile.TemporaryDirectory() as folder:
        build([SAMPLES / "texts"], Path(folder) / "graph")
        text = page(answers(Path(folder) / "graph"))
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
