"""The ontology as a page of HTML: every term in both languages, with its anchor, from ontology/*.ttl.

The same files give the same bytes. docs/ontology/index.html is this page; `make golden` writes it again.
"""

from collections.abc import Iterable, Iterator
from html import escape

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.resources import resource

GSR = "https://w3id.org/gsr/ns#"
SCHEMA = "https://schema.org/"
KINDS = (
    (OWL.Class, "类", "Classes"),
    (OWL.ObjectProperty, "关系", "Relations"),
    (OWL.DatatypeProperty, "属性", "Properties"),
    (OWL.AnnotationProperty, "注记", "Annotations"),
)
ROWS = (
    (RDFS.subClassOf, "上位类", "subclass of"),
    (RDFS.subPropertyOf, "上位属性", "subproperty of"),
    (RDFS.domain, "定义域", "domain"),
    (URIRef(SCHEMA + "domainIncludes"), "定义域之一", "domain includes"),
    (RDFS.range, "值域", "range"),
    (URIRef(SCHEMA + "rangeIncludes"), "值域之一", "range includes"),
    (SKOS.closeMatch, "近似", "close match"),
    (RDFS.seeAlso, "参见", "see also"),
    (URIRef(GSR + "codeList"), "代码表", "code list"),
    (URIRef(GSR + "neo4jName"), "Neo4j 名称", "name in Neo4j"),
    (URIRef(GSR + "mentionLabel"), "提及标签", "mention label"),
    (URIRef(GSR + "idPrefix"), "标识前缀", "id prefix"),
)
PLACES = ("Region", "FunctionalZone", "RegionGroup")
BOXES = {
    "Agency": (60, 150),
    "Organization": (60, 290),
    "Region": (60, 430),
    "Initiative": (400, 60),
    "Agreement": (330, 390),
    "Observation": (560, 490),
    "Regulation": (780, 60),
    "Publication": (780, 170),
    "Platform": (780, 290),
}
"""Where the middle of each box stands; places share one, a legal act is within Regulation."""
WIDTH, HEIGHT = 150, 44
HALO = 'stroke="#fff" stroke-width="3" paint-order="stroke"'
STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:68rem;padding:0 1rem;color:#1a1a1a}"
    "h2{margin-top:2.5rem}article{border-top:1px solid #ccc;padding:.6rem 0}"
    "article:target{background:#fff6d8}"
    "h3{margin:.2rem 0}code{overflow-wrap:anywhere}th{text-align:left;font-weight:normal;color:#555;"
    "padding-right:1rem;vertical-align:top;white-space:nowrap}td{overflow-wrap:anywhere}p{margin:.3rem 0}"
    "nav a{margin-right:.7rem;display:inline-block}svg{width:100%;height:auto}"
)


def page() -> str:
    """The whole page."""
    graph, shapes, codes = map(parsed, ("gsr.ttl", "shapes.ttl", "codes.ttl"))
    body = [*_head(graph), _diagram(graph)]
    for kind, zh, en in KINDS:
        body += _section(graph, shapes, kind, f"{zh} · {en}")
    return _whole([*body, *_codes(codes)])


def parsed(name: str) -> Graph:
    """The triples of a file of the ontology."""
    return Graph().parse(data=resource(f"ontology/{name}").read_text("utf-8"), format="turtle")


def _whole(body: Iterable[str]) -> str:
    title = "政务服务改革本体 · Government-service reform ontology"
    head = f'<meta charset="utf-8"/>\n<title>{title}</title>\n<style>{STYLE}</style>\n'
    return (
        '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="zh-Hans">\n'
        f"<head>\n{head}</head>\n<body>\n<h1>{title}</h1>\n{''.join(body)}</body>\n</html>\n"
    )


def _head(graph: Graph) -> Iterator[str]:
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    for predicate in (DCTERMS.description, SKOS.scopeNote):
        yield _paragraphs(graph, header, predicate)
    version = graph.value(header, OWL.versionInfo)
    licence = graph.value(header, DCTERMS.license)
    yield f"<p>IRI <code>{header}</code> · 前缀 prefix <code>gsr:</code> · 版本 version {version} · "
    yield f'许可 licence <a href="{licence}">{licence}</a></p>\n'
    yield "<p>本页由 <code>ontology/*.ttl</code> 生成。 · "
    yield "This page is made from <code>ontology/*.ttl</code>.</p>\n"


def _own(graph: Graph, kind: URIRef) -> list[URIRef]:
    found = [node for node in graph.subjects(RDF.type, kind) if isinstance(node, URIRef)]
    return sorted(node for node in found if node.startswith(GSR))


def _section(graph: Graph, shapes: Graph, kind: URIRef, title: str) -> Iterator[str]:
    terms = _own(graph, kind)
    yield f"<h2>{title}</h2>\n<nav>{''.join(_link(graph, node) for node in terms)}</nav>\n"
    for node in terms:
        yield _article(graph, shapes, node)


def _article(graph: Graph, shapes: Graph, node: URIRef) -> str:
    labels = _both(graph, node, RDFS.label)
    texts = "".join(_paragraphs(graph, node, predicate) for predicate in (SKOS.definition, SKOS.scopeNote))
    rows = [
        f"<tr><th>{zh} · {en}</th><td>{', '.join(_link(graph, end) for end in ends)}</td></tr>\n"
        for predicate, zh, en in ROWS
        if (ends := sorted(graph.objects(node, predicate), key=str))
    ]
    rows += [f"<tr><th>约束 · constraint</th><td>{text}</td></tr>\n" for text in _limits(shapes, node)]
    table = f"<table>\n{''.join(rows)}</table>\n" if rows else ""
    return (
        f'<article id="{_local(node)}">\n<h3>{labels}</h3>\n<p><code>{node}</code></p>\n'
        f"{texts}{table}</article>\n"
    )


def _paragraphs(graph: Graph, node: Node, predicate: URIRef) -> str:
    said = [(tag, _text(graph, node, predicate, tag)) for tag in ("zh-hans", "en")]
    return "".join(f'<p lang="{tag}">{text}</p>\n' for tag, text in said if text)


def _limits(shapes: Graph, node: URIRef) -> list[str]:
    """The messages of the shapes on a path, in both languages, each once."""
    return sorted({_both(shapes, one, SH.message) for one in shapes.subjects(SH.path, node)})


def _both(graph: Graph, node: Node, predicate: URIRef) -> str:
    return " · ".join(_text(graph, node, predicate, tag) for tag in ("zh-hans", "en"))


def _text(graph: Graph, node: Node, predicate: URIRef, tag: str) -> str:
    texts = [text for text in graph.objects(node, predicate) if isinstance(text, Literal)]
    return next((escape(str(text)) for text in texts if (text.language or "").lower() == tag), "")


def _local(node: Node) -> str:
    return str(node).removeprefix(GSR)


def _link(graph: Graph, node: Node) -> str:
    if not isinstance(node, URIRef):
        return f"<code>{escape(str(node))}</code>"
    if node.startswith(GSR):
        return f'<a href="#{_local(node)}">{_local(node)}</a>'
    if node.startswith("https://w3id.org/gsr/def/"):
        return f'<a href="#{_anchor(node)}">{_anchor(node)}</a>'
    return f'<a href="{escape(node)}">{escape(graph.namespace_manager.normalizeUri(node))}</a>'


def _anchor(node: Node) -> str:
    return "def/" + str(node).removeprefix("https://w3id.org/gsr/def/")


def _codes(codes: Graph) -> Iterator[str]:
    yield "<h2>代码表 · Code lists</h2>\n"
    for scheme in sorted(codes.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        labels = _both(codes, scheme, SKOS.prefLabel)
        rows = [_code(codes, one) for one in sorted(codes.subjects(SKOS.inScheme, scheme), key=str)]
        yield f'<article id="{_anchor(scheme)}">\n<h3>{labels}</h3>\n<p><code>{scheme}</code></p>\n'
        yield f"<table>\n{''.join(rows)}</table>\n</article>\n"


def _code(codes: Graph, concept: Node) -> str:
    labels, said = _both(codes, concept, SKOS.prefLabel), _both(codes, concept, SKOS.definition)
    notation = codes.value(concept, SKOS.notation)
    return f'<tr id="{_anchor(concept)}"><th><code>{notation}</code> {labels}</th><td>{said}</td></tr>\n'


def _diagram(graph: Graph) -> str:
    """The relations that texts state, as lines between the classes at their ends."""
    between: dict[tuple[str, str], list[str]] = {}
    for relation in _own(graph, OWL.ObjectProperty):
        if graph.value(relation, URIRef(GSR + "structural")) is None:
            for pair in sorted(_ends(graph, relation)):
                between.setdefault(pair, []).append(_local(relation))
    lines = "".join(_line(pair, names) for pair, names in sorted(between.items()))
    boxes = "".join(_box(graph, name) for name in BOXES)
    size = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
    arrow = f'<marker id="arrow" {size} orient="auto">'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-130 0 1010 540" font-size="12" role="img" '
        'aria-label="classes and relations">\n'
        f'<defs>{arrow}<path d="M0,0 L8,4 L0,8 z" fill="#666"/></marker></defs>\n{lines}{boxes}</svg>\n'
    )


def _ends(graph: Graph, relation: URIRef) -> set[tuple[str, str]]:
    sides = []
    for side in ("domain", "range"):
        found = {
            *graph.objects(relation, RDFS[side]),
            *graph.objects(relation, URIRef(f"{SCHEMA}{side}Includes")),
        }
        names = {"Region" if _local(end) in PLACES else _local(end) for end in found}
        sides.append(names & set(BOXES))
    return {(left, right) for left in sides[0] for right in sides[1]}


def _line(pair: tuple[str, str], names: list[str]) -> str:
    """A curve from box to box with the names of its relations; a loop where both are one."""
    (x, y), (to_x, to_y) = (BOXES[name] for name in pair)
    words = ", ".join(names)
    if pair[0] == pair[1]:
        left = x - WIDTH // 2
        path = f"M{left},{y - 10} C{left - 60},{y - 40} {left - 60},{y + 40} {left},{y + 10}"
        return _curve(path, left - 30, y + 42, words)
    step = WIDTH // 2 if to_x > x else -WIDTH // 2 if to_x < x else 0
    drop = (HEIGHT // 2 if to_y > y else -HEIGHT // 2) if step == 0 else 0
    start, end = (x + step, y + drop), (to_x - step, to_y - drop)
    across, down = ((3 * one + 2 * other) // 5 for one, other in zip(start, end, strict=True))
    return _curve(f"M{start[0]},{start[1]} L{end[0]},{end[1]}", across, down, words)


def _curve(path: str, x: int, y: int, words: str) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="#999" marker-end="url(#arrow)"/>'
        f'<text x="{x}" y="{y}" text-anchor="middle" fill="#345" {HALO}>{words}</text>\n'
    )


def _box(graph: Graph, name: str) -> str:
    x, y = BOXES[name]
    label = _text(graph, URIRef(GSR + name), RDFS.label, "zh-hans")
    words = "地区 Region, Zone, Group" if name == "Region" else f"{label} {name}"
    place = f'x="{x - WIDTH // 2}" y="{y - HEIGHT // 2}" width="{WIDTH}" height="{HEIGHT}"'
    box = f'<rect {place} rx="6" fill="#eef3fa" stroke="#2f6fb3"/>'
    return f'<a href="#{name}">{box}<text x="{x}" y="{y + 4}" text-anchor="middle">{words}</text></a>\n'
