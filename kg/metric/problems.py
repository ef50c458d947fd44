"""Problems that a body reports of itself in several years.

Problems are the clauses of sections on problems. Two clauses of one body tell of one problem where
they are the same, or nearly so, without words of degree and without what says that it is still there
(数据壁垒尚未打通, 数据壁垒依然存在).
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.folding import bigrams, fold, overlap
from kg.graph import Graph
from kg.metric.ground import Ground, grounds
from kg.model import EntityId, Evidence, Report, Section, evidence_at
from kg.resources import either

_MOST, _LEAST, _LONG = 60, 4, 7
"""Problems looked at in a report; the fewest characters of one; from how many on it may be nearly alike."""
_ALIKE = 0.8
_MARKED, _FAR = 8, 600
"""Characters of the mark before a heading; how far a list of problems without a heading is read."""
_CLAUSE = re.compile(r"[^，。；;！,\n]+")
_MARK = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是|第[一二三四五]，?)\s*"
)


class Problem(NamedTuple):
    """A clause on a problem: its words without what varies; whether these alone name it; where it stands."""

    core: str
    named: bool
    heads: bool
    year: int
    clause: Evidence


class Recurring(NamedTuple):
    """A problem that one body reports for several years, one clause a report, in order of the years."""

    issuer: EntityId
    region: EntityId | None
    problems: tuple[Problem, ...]


def recurring(graph: Graph) -> Iterator[Recurring]:
    """Every problem that a body reports for more than one year, by body and first place."""
    sections = _problem_sections(graph)
    found: dict[EntityId, list[tuple[Ground, list[Problem]]]] = defaultdict(list)
    for ground in grounds(graph):
        problems = _problems(ground, sections.get(ground.report.id, ()))
        if ground.issuer is not None and problems:
            found[ground.issuer].append((ground, problems))
    for issuer in sorted(found):
        reports = sorted(found[issuer], key=lambda one: (one[1][0].year, one[0].report.id))
        chains = _chains([problems for _, problems in reports])
        yield from (Recurring(issuer, reports[0][0].region, tuple(chain)) for chain in chains)


def _problem_sections(graph: Graph) -> dict[str, list[Section]]:
    """The outermost sections on problems of each report."""
    found: dict[str, list[Section]] = defaultdict(list)
    for section in sorted(graph.sections, key=lambda s: (s.evidence.start, -s.evidence.end)):
        own = found[section.evidence.report_id]
        if section.kind == "problems" and (not own or own[-1].evidence.end <= section.evidence.start):
            own.append(section)
    return found


def _problems(ground: Ground, sections: Sequence[Section]) -> list[Problem]:
    year = ground.report.meta.year
    if year is None:
        return []
    places = [(_body(section), section.evidence.end) for section in sections]
    places += [each for each in _told(ground) if not any(start <= each[0] < end for start, end in places)]
    return [found for start, end in places for found in _between(ground.report, year, start, end)][:_MOST]


def _body(section: Section) -> int:
    """Where the text behind a heading begins."""
    quote, title = section.evidence.quote, section.title
    return section.evidence.start + quote.find(title, 0, len(title) + _MARKED) + len(title)


def _told(ground: Ground) -> Iterator[tuple[int, int]]:
    """The places behind 仍有以下不足： that no heading announces."""
    text = ground.report.text
    for found in re.finditer(either("problem_words", "told"), text):
        section = ground.section(evidence_at(ground.report, found.start(), found.end()))
        line = text.find("\n", found.end(), found.end() + _FAR)
        end = line if line >= 0 else min(len(text), found.end() + _FAR)
        yield found.end(), min(end, section.evidence.end) if section else end


def _between(report: Report, year: int, start: int, end: int) -> Iterator[Problem]:
    for clause in _CLAUSE.finditer(report.text, start, end):
        mark = _MARK.match(report.text, clause.start(), clause.end())
        begin = mark.end() if mark else clause.start()
        heads = mark is not None or report.text[clause.start() - 1] in "。；;：:\n"
        core, named = _core(report.text[begin : clause.end()])
        if len(core) >= _LEAST and (heads or named):
            yield Problem(core, named, heads, year, evidence_at(report, begin, clause.end()))


def _core(clause: str) -> tuple[str, bool]:
    """The words of a problem that stay the same over years, and whether they alone name it."""
    if re.search(either("problem_words", "not"), clause):
        return "", False
    plain = re.sub(rf"^(?:{either('problem_words', 'lead')})+", "", fold(clause))
    shorter = _last().sub("", plain)
    return re.sub(either("problem_words", "weak"), "", shorter), shorter != plain


@functools.cache
def _last() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{either('problem_words', 'last')}|(?<=.{{4}}){either('problem_words', 'effect')}.*)\Z"
    )


def _chains(reports: Sequence[Sequence[Problem]]) -> list[list[Problem]]:
    """The problems that come back, each with the clauses of all its years; the reports are in order."""
    chains: list[list[Problem]] = []
    for problems in reports:
        for problem in problems:
            known = next((c for c in chains if c[-1].year < problem.year and _same(c[-1], problem)), None)
            if known is None:
                chains.append([problem])
            else:
                known.append(problem)
    return [chain for chain in chains if len(chain) > 1]


def _same(one: Problem, other: Problem) -> bool:
    if one.core == other.core:
        return True
    if not (one.heads and other.heads) or min(len(one.core), len(other.core)) < _LONG:
        return False
    return overlap(bigrams(one.core), bigrams(other.core)) >= _ALIKE
