"""The catalogue scored as the Metadata Quality Assessment (MQA) of data.europa.eu scores it: 405 points.

Metrics of distributions give the share of the distributions that meet them. Two metrics ask whether addresses
answer; they are left open. The compliance with DCAT-AP is judged by its mandatory part, in shapes of our own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rdflib import DCTERMS, RDF, Graph, Namespace, URIRef
from rdflib.term import Node

from kg.resources import resource
from loaders.checks.holding import violations
from loaders.checks.shacl import parse_shapes
from loaders.publish.catalog import AUTHORITY, MEDIA
from loaders.rdf.writing import lines_of, read_quads

DCAT = Namespace("http://www.w3.org/ns/dcat#")
PROPRIETARY = ("XLSX", "XLS", "DOC", "DOCX")
UNREADABLE = ("PDF", "DOC", "DOCX", "HTML", "TXT")
"""File types that no program reads data from; all else that a package has, one does."""
TOTAL, AVAILABLE = 405, 325


@dataclass(frozen=True, slots=True)
class Point:
    """A metric: its dimension, the most points, those reached and why; `open` where nothing can be said."""

    dimension: str
    metric: str
    most: int
    reached: int
    because: str
    open: bool = False


FINDABLE, ACCESSIBLE, INTEROPERABLE, REUSABLE, CONTEXT = (
    *("可发现 findability", "可访问 accessibility", "可互操作 interoperability"),
    *("可再用 reusability", "背景 context"),
)
OF_DATASET = (
    (FINDABLE, "dcat:keyword", 30, DCAT.keyword),
    (FINDABLE, "dcat:theme", 30, DCAT.theme),
    (FINDABLE, "dcterms:spatial", 20, DCTERMS.spatial),
    (FINDABLE, "dcterms:temporal", 20, DCTERMS.temporal),
    (REUSABLE, "dcterms:accessRights", 10, DCTERMS.accessRights),
    (REUSABLE, "dcat:contactPoint", 20, DCAT.contactPoint),
    (REUSABLE, "dcterms:publisher", 10, DCTERMS.publisher),
    (CONTEXT, "dcterms:issued", 5, DCTERMS.issued),
    (CONTEXT, "dcterms:modified", 5, DCTERMS.modified),
)
OF_FILES = (
    (ACCESSIBLE, "dcat:downloadURL", 20, DCAT.downloadURL),
    (INTEROPERABLE, "dcterms:format", 20, DCTERMS["format"]),
    (INTEROPERABLE, "dcat:mediaType", 10, DCAT.mediaType),
    (REUSABLE, "dcterms:license", 20, DCTERMS.license),
    (CONTEXT, "dcterms:rights", 5, DCTERMS.rights),
    (CONTEXT, "dcat:byteSize", 5, DCAT.byteSize),
)
ADDRESSES = ((ACCESSIBLE, "accessURL status", 50), (ACCESSIBLE, "downloadURL status", 30))


def points(path: Path) -> list[Point]:
    """Every metric for the catalogue in a Turtle file, by dimension."""
    graph = Graph().parse(path, format="turtle")
    dataset = graph.value(None, RDF.type, DCAT.Dataset)
    found = [*_of_dataset(graph, dataset), *_of_files(graph), _compliance(path)]
    found += [Point(*one, 0, "地址未访问 · addresses not tried", open=True) for one in ADDRESSES]
    order = (FINDABLE, ACCESSIBLE, INTEROPERABLE, REUSABLE, CONTEXT)
    return sorted(found, key=lambda point: order.index(point.dimension))


def _of_dataset(graph: Graph, dataset: Node | None) -> list[Point]:
    found = []
    for dimension, name, most, predicate in OF_DATASET:
        value = graph.value(dataset, predicate)
        found.append(
            Point(dimension, name, most, most if value else 0, "有 · given" if value else "无 · lacking")
        )
    access = str(graph.value(dataset, DCTERMS.accessRights))
    known = access.startswith(f"{AUTHORITY}/access-right/")
    return [*found, Point(REUSABLE, "accessRights vocabulary", 5, 5 if known else 0, access)]


def _of_files(graph: Graph) -> list[Point]:
    found = [
        _share(graph, dimension, name, most, _has(graph, predicate))
        for dimension, name, most, predicate in OF_FILES
    ]

    def kind(file: Node) -> str:
        return str(graph.value(file, DCTERMS["format"])).removeprefix(f"{AUTHORITY}/file-type/")

    def listed(file: Node) -> bool:
        return "/" not in kind(file) and str(graph.value(file, DCAT.mediaType)).startswith(f"{MEDIA}/")

    def licensed(file: Node) -> bool:
        return str(graph.value(file, DCTERMS.license)).startswith(f"{AUTHORITY}/licence/")

    return [
        *found,
        _share(graph, INTEROPERABLE, "format, mediaType vocabulary", 10, listed),
        _share(graph, INTEROPERABLE, "non-proprietary", 20, lambda file: kind(file) not in PROPRIETARY),
        _share(graph, INTEROPERABLE, "machine-readable", 20, lambda file: kind(file) not in UNREADABLE),
        _share(graph, REUSABLE, "known licence", 10, licensed),
    ]


def _has(graph: Graph, predicate: URIRef) -> Callable[[Node], bool]:
    return lambda file: graph.value(file, predicate) is not None


def _share(graph: Graph, dimension: str, name: str, most: int, meets: Callable[[Node], bool]) -> Point:
    files = list(graph.subjects(RDF.type, DCAT.Distribution))
    good = sum(map(meets, files))
    reached = most * good // len(files) if files else 0
    return Point(dimension, name, most, reached, f"{good} / {len(files)} 个文件 · files")


def _compliance(path: Path) -> Point:
    shapes = parse_shapes(resource("loaders/publish/mandatory.ttl").read_text("utf-8"), "")
    lines = lines_of(sorted(read_quads(path), key=str))
    faults = sum(1 for _ in violations(lambda: lines, shapes))
    because = f"必备部分 {faults} 处不合 · {faults} faults in the mandatory part"
    return Point(INTEROPERABLE, "DCAT-AP 3.0.1", 30, 0 if faults else 30, because)
