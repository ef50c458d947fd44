# ruff: noqa: T201  (it is run by hand as well)
"""How near the answers to the questions are to the expected ones: the comparison rule as a program.

Only key columns count. Strings are folded (`kg.folding.fold`), numbers are compared to four decimals, rows
are a set. A row that is optional neither helps nor harms; a forbidden row counts as two errors. An expected
cell may be a list: any of its values is right.

    python -m tests.questions_score GRAPH_FOLDER EXPECTED.json [cypher|sparql] [-v]
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from kg.folding import fold
from loaders.asking.guard import Language
from loaders.asking.questions import Question, ask, find, questions

Row = Mapping[str, Any]
Aliases = Mapping[str, frozenset[str]]
RowsOf = Callable[[Question, Mapping[str, Any]], Iterable[Row]]
"""The rows that answer a question with these parameters."""
_VERSION = re.compile(r"[（(][^（）()]*[)）]\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """What was right, what was missed, what was wrong (a forbidden row twice), and precision, recall, F1."""

    right: int
    missed: tuple[Row, ...]
    wrong: tuple[Row, ...]
    forbidden: tuple[Row, ...]

    @property
    def f1(self) -> float:
        """1 for an empty answer where nothing is expected."""
        errors = len(self.wrong) + 2 * len(self.forbidden) + len(self.missed)
        return 2 * self.right / (2 * self.right + errors) if self.right or errors else 1.0


def mark(rows: Iterable[Row], expected: Mapping[str, Any], aliases: Mapping[str, Sequence[str]]) -> Mark:
    """Compare the rows of an answer with an entry of the expected answers."""
    known = folded(aliases)
    keys = expected["key"]
    answers = {json.dumps([_cell(row[key]) for key in keys]): row for row in rows}.values()
    wanted = list(expected["rows"])
    met: set[int] = set()
    wrong: list[Row] = []
    forbidden: list[Row] = []
    for row in answers:
        found = {at for at, want in enumerate(wanted) if _agrees(row, want, known)}
        met |= found
        if found or any(_agrees(row, other, known) for other in expected.get("optional_rows", ())):
            continue
        bad = any(_agrees(row, other, known) for other in expected.get("forbidden", ()))
        (forbidden if bad else wrong).append(row)
    missed = [want for at, want in enumerate(wanted) if at not in met]
    return Mark(len(met), tuple(missed), tuple(wrong), tuple(forbidden))


def marks(rows_of: RowsOf, expected: Mapping[str, Any]) -> dict[str, Mark]:
    """The mark of every expected answer whose question there is, by its name (Q05, Q05b)."""
    numbers = {question.number for question in questions()}
    asked = {name: entry.get("question", name) for name, entry in expected.items() if isinstance(entry, dict)}
    return {
        name: mark(rows_of(find(number), expected[name]["params"]), expected[name], expected["_aliases"])
        for name, number in asked.items()
        if number in numbers
    }


def folded(aliases: Mapping[str, Sequence[str]]) -> Aliases:
    """For each folded name the folded names that are accepted for it."""
    groups: dict[str, set[str]] = {}
    for name, others in aliases.items():
        group = {fold(one) for one in (name, *others)}
        for one in group:
            groups.setdefault(one, set()).update(group)
    return {name: frozenset(group) for name, group in groups.items()}


def _agrees(row: Row, want: Row, known: Aliases) -> bool:
    return all(_same(row.get(column), value, known) for column, value in want.items())


def _same(found: Any, want: Any, known: Aliases) -> bool:
    if isinstance(want, list):
        return any(_same(found, one, known) for one in want)
    if found is None or want is None:
        return found is want
    if isinstance(want, int | float) and not isinstance(want, bool):
        return isinstance(found, int | float) and round(float(found), 4) == round(float(want), 4)
    return bool(_forms(str(found), known) & _forms(str(want), known))


def _forms(name: str, known: Aliases) -> set[str]:
    """The folded name with all that is accepted for it: other spellings, no 中华人民共和国, no version."""
    forms = {fold(name), fold(_VERSION.sub("", name)), fold(name.removeprefix("中华人民共和国"))}
    return forms.union(*(known.get(form, frozenset()) for form in forms))


def _cell(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


def main(folder: str, expected: str, *options: str) -> None:
    """Print F1 of every expected answer whose question there is, and the mean."""
    wanted = json.loads(Path(expected).read_text("utf-8"))
    lang: Language = "sparql" if "sparql" in options else "cypher"
    found = marks(lambda asked, params: ask(Path(folder), asked.number, params, lang=lang).rows, wanted)
    for name, one in found.items():
        wrong = f"{len(one.missed)} missed, {len(one.wrong)} wrong, {len(one.forbidden)} forbidden"
        print(f"{name:5} F1 {one.f1:.3f}  {one.right} right, {wrong}")
        if "-v" in options:
            for label, some in (("-", one.missed), ("+", one.wrong), ("!", one.forbidden)):
                for row in some:
                    shown = {key: row[key] for key in wanted[name]["key"] if key in row}
                    print(f"    {label} {json.dumps(shown, ensure_ascii=False)}")
    print(f"mean  F1 {fmean(one.f1 for one in found.values()):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
