"""What a report says and who says it, by place: what rules over more than one report look things up in."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.graph import Graph
from kg.metric.sections import innermost_of
from kg.model import ISSUER, REGION, EntityId, Evidence, Label, Mention, MentionId, Report, Section


@dataclass(frozen=True, slots=True)
class Ground:
    """A report with its mentions in order of place, what they denote, and the sides that it is of."""

    report: Report
    mentions: Sequence[Mention]
    denoted: Mapping[MentionId, EntityId]
    section: Callable[[Evidence], Section | None]

    @property
    def issuer(self) -> EntityId | None:
        """The body that the report is of."""
        return self.denoted.get(ISSUER)

    @property
    def region(self) -> EntityId | None:
        """The region that this body governs."""
        return self.denoted.get(REGION)

    def named(self, start: int, end: int, *labels: Label) -> Iterator[tuple[Mention, EntityId]]:
        """The mentions with one of these labels that begin in [start, end), with what they denote."""
        for at in range(bisect_left(self.mentions, start, key=_start), len(self.mentions)):
            mention = self.mentions[at]
            if mention.evidence.start >= end:
                return
            entity = self.denoted.get(mention.id)
            if mention.label in labels and entity is not None:
                yield mention, entity


def grounds(graph: Graph) -> Iterator[Ground]:
    """The ground of each report, by report id."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in graph.mentions:
        mentions[mention.evidence.report_id].append(mention)
    sections: dict[str, list[Section]] = defaultdict(list)
    for section in graph.sections:
        sections[section.evidence.report_id].append(section)
    denoted: dict[str, dict[MentionId, EntityId]] = defaultdict(dict)
    for row in graph.resolved:
        denoted[row.report_id][row.mention] = row.entity
    for report in graph.reports:
        yield ground_of(report, mentions[report.id], sections[report.id], denoted[report.id])


def ground_of(
    report: Report,
    mentions: Iterable[Mention],
    sections: Sequence[Section],
    denoted: Mapping[MentionId, EntityId],
) -> Ground:
    """The ground of one report; mentions and sections come by id, as in a graph."""
    return Ground(report, sorted(mentions, key=_start), denoted, innermost_of(sections))


def _start(mention: Mention) -> int:
    return mention.evidence.start
