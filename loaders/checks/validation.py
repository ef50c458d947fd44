"""Everything that is checked of a graph: its laws, the shapes thing by thing, the checks on the whole.

A result speaks Chinese and English and shows the sentence that it is about, where there is one.
"""

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from kg.errors import DataError
from kg.graph import Graph
from kg.model import Report, place_of
from kg.passages import sentence_around
from kg.schema import NAMESPACE, load_schema
from kg.scratch import scratch
from kg.soundness import faults
from kg.store import issues_stand, read_graph
from loaders.checks import holding, whole
from loaders.checks.filling import Filling
from loaders.checks.holding import Holding, Violation
from loaders.checks.lately import Lately
from loaders.checks.queries import Breach, Store, breaches, checks
from loaders.checks.shacl import load_shapes
from loaders.checks.stream import Lines, Thing, Types, things
from loaders.checks.whole import Whole
from loaders.plain import kebab
from loaders.rdf.reading import Counted, check_number, check_terms, refused
from loaders.rdf.said import things_in
from loaders.rdf.writing import export, lines_of, read_quads, unreified

SHAPE, CHECK, LAW = (f"https://w3id.org/gsr/{kind}#" for kind in ("shapes", "checks", "laws"))
ORIGIN = ("/id/software/", "/id/run/")
"""What the IRIs of programs and their runs have in them."""
EVIDENCE, QUOTE, REFERS_TO = (NAMESPACE + name for name in ("evidence", "quote", "refersTo"))


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One thing that is wrong, or with a `warning`, that is worth a look and may be right.

    `rule` is the IRI of the shape, check or law, `component` the local name of the SHACL component. `focus`
    is the IRI of the thing, or what it is called where it has none; `path` and `value` are IRIs or texts.
    """

    rule: str
    component: str
    focus: str
    zh: str
    en: str
    path: str | None = None
    value: str | None = None
    sentence: str | None = None
    warning: bool = False

    @property
    def law(self) -> str:
        """The name of the rule."""
        return self.rule.rpartition("#")[2]

    @property
    def severity(self) -> str:
        """The local name of the severity in SHACL: Violation or Warning."""
        return "Warning" if self.warning else "Violation"

    @property
    def id(self) -> str:
        """The last part of the IRI of the thing."""
        return self.focus.rpartition("/")[2]


def of_folder(folder: Path, *, base: str) -> list[ValidationResult]:
    """What is wrong with a graph folder, sorted; an empty list for nothing. FolderError without a graph.

    Where the graph is so broken that no RDF can be made of it, its laws alone are told.
    """
    graph = read_graph(folder)
    found = [*_laws(graph, base), *_issues(folder, graph, base)]
    try:
        with TemporaryFile() as file:
            export(graph, "nt", file, base=base)
            found += of_lines(functools.partial(_again, file), Store())
    except DataError as error:
        if not found:
            raise
        found.append(
            ValidationResult(LAW + "rdf", "SPARQL", base, f"不能写成 RDF：{error}", f"no RDF of it: {error}")
        )
    return sorted(_with_sentences(found, graph), key=_order)


def _issues(folder: Path, graph: Graph, base: str) -> Iterator[ValidationResult]:
    if not issues_stand(folder, graph.issues):
        zh = "issues.jsonl 与 issues 表不符；请重新 kg build"
        en = "issues.jsonl is not what the table of issues says; run kg build again"
        yield ValidationResult(LAW + "issues", "SPARQL", base, zh, en)


def of_file(path: Path) -> list[ValidationResult]:
    """What is wrong with an RDF file, sorted; an empty list for nothing.

    Claims of RDF 1.2 are read as those of RDF 1.1. Raises UsageError for a file that cannot be read, of an
    unknown suffix, or that does not parse, and DataError for one in terms of another version of the ontology
    or of none, or of which triples were lost or added.
    """
    told = Counted(read_quads(path))
    data = sorted(unreified(told), key=lambda quad: str(quad.subject))
    origin = things_in(quad for quad in data if any(part in str(quad.subject) for part in ORIGIN))
    try:
        check_terms(origin)
        check_number(origin, told.number)
        if not any(NAMESPACE in str(quad) for quad in data):
            raise DataError("it says nothing in terms of the ontology")
    except DataError as error:
        raise refused(path, error) from error
    lines = lines_of(data)
    found = sorted(_with_quotes(of_lines(lambda: lines, Store()), data), key=_order)
    faults = any(not one.warning for one in found)
    return [_without_end(path), *found] if faults and not origin["run"] else found


def _again(file: IO[bytes]) -> IO[bytes]:
    file.seek(0)
    return file


def _without_end(path: Path) -> ValidationResult:
    zh, en = "没有运行记录，文件可能被截断", "it names no run, which ends a whole file: it may be cut off"
    return ValidationResult(LAW + "whole_file", "SPARQL", path.name, zh, en, warning=True)


def _order(found: ValidationResult) -> tuple[str, str, str, str]:
    return found.rule, found.focus, found.path or "", found.value or ""


def _laws(graph: Graph, base: str) -> Iterator[ValidationResult]:
    types = _types(graph)
    for fault in faults(graph, load_schema()):
        key = fault.id
        focus = f"{base}/id/{kebab(types[key])}/{key}" if key in types else key
        yield ValidationResult(LAW + fault.law, "SPARQL", focus, fault.zh, fault.en)


def _types(graph: Graph) -> dict[str, str]:
    """The last but one part of the IRI of each thing, by id."""
    return {
        **{report.id: "Report" for report in graph.reports},
        **{section.id: "Section" for section in graph.sections},
        **{span.id: "Evidence" for span in graph.evidence()},
        **{claim.id: "Claim" for claim in graph.claims},
        **{found.id: "Observation" for found in graph.observations},
        **{fact.id: "Fact" for fact in graph.facts},
        **{entity.id: entity.cls for entity in graph.entities},
    }


def of_lines(
    lines: Lines, store: Store, watch: Callable[[Thing], object] | None = None
) -> Iterator[ValidationResult]:
    """What breaks the shapes, then the checks, in N-Triples in which the lines of one subject stand together.

    What a check in SPARQL needs of them is put into the store, which is empty, in memory or on disk. `watch`
    is shown each thing once.
    """
    types: Lately[Types] = Lately()
    with scratch((*holding.TABLES, *whole.TABLES), cache=holding.CACHE) as base:
        held, checked = Holding(load_shapes(), types, base), Whole(types, base)
        asked = {check.name: check.query for check in checks() if check.name not in whole.CHECKS}
        filling = Filling(store, asked.values())
        for thing in things(lines()):
            types.put(thing[0], thing[1].types)
            yield from map(_of_shape, held.see(thing))
            checked.see(thing)
            filling.see(thing)
            if watch:
                watch(thing)
        filling.end()
        if checked.is_wanted() or held.wanted.any:
            for thing in things(lines()):
                held.tell(thing)
                checked.see_again(thing)
        yield from map(_of_shape, held.denied(lines))
        yield from map(_of_check, breaches(lines, store, checked.told(), asked))


def _of_shape(found: Violation) -> ValidationResult:
    limit, value = found.limit, found.value and found.value.text
    return ValidationResult(limit.shape, limit.component, found.focus, limit.zh, limit.en, limit.path, value)


def _of_check(found: Breach) -> ValidationResult:
    said = found.check
    rule = CHECK + said.name
    return ValidationResult(
        rule, "SPARQL", found.thing, said.zh, said.en, found.path, found.value, warning=said.warning
    )


def _with_sentences(found: Iterable[ValidationResult], graph: Graph) -> Iterator[ValidationResult]:
    """The results, each with the sentence of the report that its thing rests on, where there is one."""
    found = list(found)
    reports = {report.id: report for report in graph.reports}
    places = _places(graph) if found else {}
    for one in found:
        place = places.get(one.id)
        yield one if place is None else replace(one, sentence=_sentence(reports, place))


def _places(graph: Graph) -> dict[str, str]:
    """The id of a thing → the id of the evidence that shows it; the first one, where there are several."""
    mentions = {str(mention.id): mention.evidence.id for mention in (*graph.mentions, *graph.deictics)}
    denoted = reversed([found for found in graph.resolved if found.mention in mentions])
    return {
        **{found.metric: found.evidence_id for found in reversed(graph.observations)},
        **{found.entity: mentions[found.mention] for found in denoted},
        **{fact.id: fact.evidence[0] for fact in graph.facts if fact.evidence},
        **{found.id: found.evidence_id for found in graph.observations},
        **{claim.id: claim.evidence.id for claim in graph.claims},
        **mentions,
        **{span.id: span.id for span in graph.evidence()},
    }


def _sentence(reports: dict[str, Report], place: str) -> str | None:
    key, start, end = place_of(place)
    if key not in reports:
        return None
    text = reports[key].text
    first, last = sentence_around(text, start, end)
    return text[first:last] or None


def _with_quotes(found: Iterable[ValidationResult], data: Iterable[Any]) -> Iterator[ValidationResult]:
    """The results, each with the words that its thing, or the evidence of it, quotes."""
    wanted = [quad for quad in data if quad.predicate.value in (EVIDENCE, QUOTE, REFERS_TO)]
    said = {(quad.subject.value, quad.predicate.value): quad.object.value for quad in reversed(wanted)}
    spans = (quad for quad in reversed(wanted) if quad.predicate.value == REFERS_TO)
    named = {quad.object.value: quad.subject.value for quad in spans}
    for one in found:
        place = said.get((one.focus, EVIDENCE)) or named.get(one.focus, one.focus)
        yield replace(one, sentence=said.get((place, QUOTE)))
