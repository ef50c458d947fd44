"""validation.md and validation.ttl: the data held against shapes and checks, the catalogue against MQA.

What is checked are the N-Triples of the package themselves.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice

from kg import __version__
from loaders.checks.queries import checks
from loaders.checks.shacl import load_shapes
from loaders.checks.validation import CHECK, ValidationResult, of_lines
from loaders.checks.verdict import turtle
from loaders.publish.counts import Counting, keep
from loaders.publish.quality import AVAILABLE, TOTAL, Point, points
from loaders.publish.triples import empty, lines_of
from loaders.publish.work import Item, Work

MOST = 1_000
"""The results that are told one by one; of more, the number is."""
SHOWN = 20
PACKAGES = ("rdflib", "pyoxigraph", "xlsxwriter")


def write(work: Work) -> Iterator[Item]:
    """Write both files."""
    counts, first = _checked(work)
    work.path("validation.ttl").write_text(turtle(first), encoding="utf-8", newline="\n")
    parts = (_head(counts), _table(counts), _results(first), _score(work), _versions())
    page = "\n".join(line for part in parts for line in part)
    work.path("validation.md").write_text(f"{page}\n", encoding="utf-8", newline="\n")
    yield from ()


def _checked(work: Work) -> tuple[Counter[str], list[ValidationResult]]:
    """How often each rule is broken, and the first results; on the way it is counted what there is."""
    counts: Counter[str] = Counter()
    there = Counting()
    with empty() as store:
        found = _counting(of_lines(lines_of(work), store, there.see), counts)
        first = list(islice(found, MOST))
        deque(found, maxlen=0)
        del store, found
    keep(work, there.counts())
    return counts, first


def _counting(found: Iterable[ValidationResult], counts: Counter[str]) -> Iterator[ValidationResult]:
    for one in found:
        counts[one.rule] += 1
        yield one


def _head(counts: Counter[str]) -> Iterator[str]:
    warnings = _warnings(counts)
    number = counts.total() - warnings
    yield "# 校验 · Validation"
    yield ""
    yield (
        f"数据：{number} 处不合。 · The data: {number} faults."
        if number
        else "数据无不合。 · No faults in the data."
    )
    if warnings:
        yield f"另有 {warnings} 处提醒，未必有误。 · {warnings} warnings beside, which may be right."
    if counts.total() > MOST:
        yield f"`validation.ttl` 只列前 {MOST} 处。 · `validation.ttl` lists the first {MOST}."
    yield ""


def _warnings(counts: Counter[str]) -> int:
    return sum(counts[CHECK + check.name] for check in checks() if check.warning)


def _table(counts: Counter[str]) -> Iterator[str]:
    """What is not as it should be, then, folded together, all rules that found nothing."""
    rules = sorted(_rules(), key=lambda rule: rule.warning)
    open_, passed = ([one for one in rules if bool(counts[one.iri]) is found] for found in (True, False))
    if open_:
        yield from _rows(open_, counts)
    number = len(passed)
    yield f"<details><summary>{number} 条规则无所见 · {number} rules found nothing</summary>"
    yield ""
    yield from _rows(passed, counts)
    yield "</details>"
    yield ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule with what it says in both languages."""

    iri: str
    said: str
    warning: bool = False


def _rules() -> Iterator[_Rule]:
    """Every rule, the checks on the whole first, then the shapes by name."""
    for check in checks():
        mark = "提醒 warning: " if check.warning else ""
        yield _Rule(CHECK + check.name, f"{mark}{check.zh} · {check.en}", check.warning)
    for shape in sorted({limit.shape for limit in load_shapes().all()}):
        yield _Rule(shape, "SHACL, `ontology/shapes.ttl`")


def _rows(rules: Iterable[_Rule], counts: Counter[str]) -> Iterator[str]:
    yield "| 规则 rule | 内容 content | 处 found |"
    yield "|---|---|---|"
    for one in rules:
        yield f"| `{one.iri.rpartition('#')[2]}` | {one.said} | {counts[one.iri]} |"
    yield ""


def _results(first: list[ValidationResult]) -> Iterator[str]:
    for one in first[:SHOWN]:
        yield f"- `{one.law}` <{one.focus}>: {one.zh} · {one.en}"
    if first:
        yield ""


def _score(work: Work) -> Iterator[str]:
    found = points(work.folder / "catalog.ttl")
    yield "## 元数据质量自评 · Self-score of the metadata (MQA of data.europa.eu)"
    yield ""
    reached = sum(point.reached for point in found)
    yield (
        f"离线可判的 {AVAILABLE} 分中得 {reached} 分；其余 {TOTAL - AVAILABLE} 分要等地址可访问才能判。 · "
        f"{reached} of the {AVAILABLE} points that can be judged offline; the other {TOTAL - AVAILABLE} "
        "wait until the addresses can be reached."
    )
    yield ""
    yield "| 方面 dimension | 指标 metric | 分 points | 满分 of | 依据 because |"
    yield "|---|---|---|---|---|"
    yield from map(_row, found)
    yield ""


def _row(point: Point) -> str:
    reached = "待定 open" if point.open else point.reached
    return f"| {point.dimension} | {point.metric} | {reached} | {point.most} | {point.because} |"


def _versions() -> Iterator[str]:
    yield "## 版本 · Versions"
    yield ""
    yield f"zhengwu-kg {__version__}, " + ", ".join(f"{name} {version(name)}" for name in PACKAGES)
