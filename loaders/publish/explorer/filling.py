"""The graph goes to the shelf: things first, then what reports say of them, then facts."""

from collections import Counter, defaultdict

from kg.graph import Graph
from kg.model import Entity, Fact, Observation, Report
from kg.store import Slices
from loaders.lookup import Lookup
from loaders.pieces import in_pieces
from loaders.plain import number
from loaders.publish.explorer.chunks import as_script
from loaders.publish.explorer.report import page_of
from loaders.publish.explorer.shelf import Shelf

FACT_OUT, FACT_IN, FIGURE, SEEN, PLACE = "out", "in", "figures", "seen", "places"
"""The kinds of rows, which are the names of lists on the page of a thing."""


def fill(shelf: Shelf, graph: Graph | Slices) -> None:
    """Put all that the pages show on the shelf."""
    pieces = in_pieces(graph)
    for piece, _ in pieces.entities():
        for entity in piece.entities:
            _put_entity(shelf, entity)
    for piece, found in pieces.reports():
        for report in piece.reports:
            shelf.put_thing(report.id, "Report", title_of(report), page_of(report, found, shelf.known))
            _put_mentions(shelf, report, found)
        for figure in piece.observations:
            _put_figure(shelf, figure)
    for piece, _ in pieces.facts():
        for fact in piece.facts:
            _put_fact(shelf, fact)
    shelf.sort()


def title_of(report: Report) -> str:
    """What a report is called."""
    return report.meta.title or report.source


def _put_entity(shelf: Shelf, entity: Entity) -> None:
    head = {"names": entity.names, "props": entity.properties}
    shelf.put_thing(entity.id, entity.cls, entity.name, head)


def _put_mentions(shelf: Shelf, report: Report, found: Lookup) -> None:
    """Under which names a report speaks of each thing, and how often."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in found.mentions.get(report.id, ()):
        entity = found.denoted(report.id, mention.id)
        if entity is not None:
            seen[entity][mention.evidence.quote] += 1
    for entity, names in seen.items():
        shelf.put(entity, SEEN, report.id, as_script([report.meta.year, sorted(names.items())]))


def _put_figure(shelf: Shelf, found: Observation) -> None:
    """A figure stands on the pages of its indicator, of what it is about, of who reports it and for where."""
    own = [found.period, found.raw, number(found.value), found.unit, found.status, found.evidence_id]
    said = as_script(own)
    whose = next(iter(found.about), found.agency or found.region)
    shelf.put(found.metric, FIGURE, whose, said)
    for side in dict.fromkeys((*found.about, found.agency, found.region)):
        if side is not None and side != found.metric:
            shelf.put(side, FIGURE, found.metric, said)


def _put_fact(shelf: Shelf, fact: Fact) -> None:
    if shelf.known(fact.subject) is None:
        return
    if fact.relation == "EVIDENCE":
        shelf.put(fact.subject, PLACE, None, as_script(fact.object))
    elif shelf.known(fact.object) is not None:
        said = as_script([fact.relation, fact.status, fact.basis, fact.years, fact.evidence, fact.id])
        shelf.put(fact.subject, FACT_OUT, fact.object, said)
        shelf.put(fact.object, FACT_IN, fact.subject, said)
