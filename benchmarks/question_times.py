"""How long does each question take, in either language, on the graph of so many reports?

    python -m benchmarks.question_times [REPORTS [TEXTS [FOLDER]]]

The TEXTS (default: samples/texts) are told of other counties until there are REPORTS (default: 1000) of them;
their graph is built in FOLDER, and found there again (default: a temporary one). CPU-seconds, the less of two
runs, rows sorted, no more than `kg ask` takes: for all regions and years, then for one region and year where
the question takes them.
"""

import math
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from kg import gazetteer
from kg.cli.rows import render
from kg.model import Report
from kg.pipeline import build
from kg.store import read_graph
from loaders.asking import sparql
from loaders.asking.child import LIMIT
from loaders.asking.questions import Question, answer, questions, typed
from loaders.property_graph import embedded

Measured = tuple[str, float, str, str]
Params = Mapping[str, Any]
Timed = dict[str, Any]
LANGUAGES = ("cypher", "sparql")
GROWTH = (50, 200)
"""Numbers of reports between which the exponent of growth is taken."""
LEVELS = 3
"""Names from the province down to the county."""


def measure(reports: Path) -> list[Measured]:
    """The slowest question on the reports as they are, in each language; how the time of all grows."""
    with tempfile.TemporaryDirectory() as place:
        build([reports], Path(place))
        rows = list(times(Path(place)))
    worst = [(name, max(rows, key=lambda row: float(row[name]))) for name in LANGUAGES]
    slowest = [(f"slowest in {name}: {row['question']}", row[name], "CPU-s", "≤ 0.2") for name, row in worst]
    return [*slowest, *growth(reports)]


def growth(texts: Path) -> list[Measured]:
    """The exponent of the time of all questions together over the number of reports, in each language."""
    few, many = (_together(texts, number) for number in GROWTH)
    times_more = math.log(GROWTH[1] / GROWTH[0])
    what = f"from {GROWTH[0]} to {GROWTH[1]} reports"
    return [
        (
            f"all questions in {name}, {what}",
            math.log(many[name] / few[name]) / times_more,
            "exponent",
            "≤ 1.1",
        )
        for name in LANGUAGES
    ]


def _together(texts: Path, number: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as place:
        generated(texts, number, Path(place) / "graph")
        rows = list(times(Path(place) / "graph"))
    return {name: sum(row[name] for row in rows) for name in LANGUAGES}


def times(folder: Path) -> Iterator[Timed]:
    """Each question with all regions and years, and with one of each: number of rows, seconds by language."""
    chosen = _chosen(read_graph(folder).reports)
    with embedded.EmbeddedStore(embedded.prepared(folder)) as store:
        for question in questions():
            names = {one.name for one in question.params}
            for given in ({}, {name: value for name, value in chosen.items() if name in names}):
                params = typed(question, given)
                found, cypher = _timed(
                    question,
                    lambda text: store.read(text, params, most=LIMIT + 1),  # noqa: B023
                    "cypher",
                )
                _, plain = _timed(
                    question,
                    lambda text: sparql.rows(folder, text, params, most=LIMIT + 1),  # noqa: B023
                    "sparql",
                )
                said = " ".join(map(str, given.values()))
                yield {
                    "question": question.number,
                    "of": said,
                    "rows": found,
                    "cypher": cypher,
                    "sparql": plain,
                }


def _timed(question: Question, ask: Callable[[str], Sequence[Params]], language: Any) -> tuple[int, float]:
    spent = []
    for _ in range(2):
        start = time.process_time()
        rows = answer(question, ask(question.texts[language])).rows
        spent.append(time.process_time() - start)
    return len(rows), round(min(spent), 3)


def _chosen(reports: Sequence[Report]) -> dict[str, Any]:
    """Region and year of the report in the middle of those that have both."""
    whole = [report.meta for report in reports if report.meta.region and report.meta.year]
    meta = whole[len(whole) // 2]
    return {"region": meta.region, "year": meta.year}


def generated(texts: Path, number: int, folder: Path) -> None:
    """Build the graph of so many reports in the folder: the texts, told of one county after the other."""
    with tempfile.TemporaryDirectory() as place:
        build([texts], Path(place) / "graph")
        reports = read_graph(Path(place) / "graph").reports
        written = Path(place) / "texts"
        written.mkdir()
        for at, text in enumerate(islice(told(reports), number)):
            (written / f"{at:06}.txt").write_text(text, "utf-8")
        build([written], folder)


def told(reports: Sequence[Report]) -> Iterator[str]:
    """The text of every report for each county, its own province, city and county named anew."""
    for turn, county in enumerate(_counties()):
        for report in reports:
            yield f"{_renamed(report, county)}\n第{turn}号\n"


def _counties() -> Iterator[Sequence[gazetteer.Division]]:
    """Province, city and county of the divisions that stand today; neighbours in the list lie far apart."""
    chains = [
        gazetteer.chain(one) for one in gazetteer.divisions() if one.level == "县级" and one.existed(None)
    ]
    whole = [chain for chain in chains if len(chain) == LEVELS]
    return (whole[at * 997 % len(whole)] for at in range(len(whole)))


def _renamed(report: Report, county: Sequence[gazetteer.Division]) -> str:
    homes = gazetteer.find(report.meta.region or "")
    if not homes:
        return report.text
    anew = {division.level: division for division in county}
    pairs = [(old, anew[old.level]) for old in gazetteer.chain(homes[0]) if old.level in anew]
    names = {form: new for old, other in pairs for form, new in _forms(old, other)}
    return re.sub("|".join(sorted(names, key=len, reverse=True)), lambda found: names[found[0]], report.text)


def _forms(old: gazetteer.Division, new: gazetteer.Division) -> tuple[tuple[str, str], tuple[str, str]]:
    return (old.name, new.name), (old.short, new.short)


if __name__ == "__main__":
    number, texts, *place = [*sys.argv[1:], *("1000", "samples/texts")[len(sys.argv[1:]) :]]
    with tempfile.TemporaryDirectory() as temporary:
        graph = Path(place[0] if place else temporary) / "graph"
        if not (graph / "manifest.json").exists():
            generated(Path(texts), int(number), graph)
        print(render(list(times(graph)), ("question", "of", "rows", *LANGUAGES), "table"), end="")
