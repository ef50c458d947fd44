"""The ontology as a page of HTML: every term in both languages, with its anchor, from ontology/*.ttl.

The same files give the same bytes. docs/ontology/index.html is this page; `make golden` writes it again.
"""

from collections.abc import Iterable, Iterator
from html import escape

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.resources import resource
from loaders.publish.ontology_diagram import GSR, SCHEMA, diagram

TITLE = ("政务服务改革本体", "Government-service reform ontology")
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
STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:68rem;padding:0 1rem;color:#1a1a1a}"
    "h2{margin-top:2.5rem}article{border-top:1px solid #ccc;padding:.6rem 0}"
    "article:target{background:#fff6d8}"
    "h3{margin:.2rem 0}code{overflow-wrap:anywhere}th{text-align:left;font-weight:normal;color:#555;"
    "padding-right:1rem;vertical-align:top;white-space:nowrap}td{overflow-wrap:anywhere}p{margin:.3rem 0}"
    "nav a{margin-right:.7rem;display:inline-block}a{overflow-wrap:anywhere}"
    ".scroll{overflow-x:auto}svg{display:block;width:100%;min-width:52rem;height:auto}"
    "@media(max-width:40rem){body{margin:1rem auto}h1{font-size:1.5rem}table{width:100%;table-layout:fixed}"
    "th{width:42%;white-space:normal;overflow-wrap:anywhere}}"
)


def page(home: str | None = None) -> str:
    """The whole page; `home` is the address of the page that it belongs to, where it belongs to one."""
    graph, shapes, codes = map(parsed, ("gsr.ttl", "shapes.ttl", "codes.ttl"))
    body = [*_home(home), *_head(graph), _frame(diagram(graph, _stated(graph)))]
    for kind, zh, en in KINDS:
        body += _section(graph, shapes, kind, _pair(zh, en))
    return _whole([*body, *_codes(codes)])


def parsed(name: str) -> Graph:
    """The triples of a file of the ontology."""
    return Graph().parse(data=resource(f"ontology/{name}").read_text("utf-8"), format="turtle")


def _whole(body: Iterable[str]) -> str:
    title = " · ".join(TITLE)
    view = '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
    head = f'<meta charset="utf-8"/>\n{view}\n<title>{title}</title>\n<style>{STYLE}</style>\n'
    return (
        '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="zh-Hans">\n'
        f"<head>\n{head}</head>\n<body>\n{''.join(body)}</body>\n</html>\n"
    )


def _home(home: str | None) -> Iterator[str]:
    if home is not None:
        yield f'<nav><a href="{home}">← {_pair("数据包首页", "The package")}</a></nav>\n'


def _pair(zh: str, en: str) -> str:
    """Words in Chinese, the language of the page, and in English."""
    return f'{zh} · <span lang="en">{en}</span>'


def _frame(drawing: str) -> str:
    """A drawing that scrolls by itself where the screen is narrow."""
    label = "类与关系 · classes and relations"
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">\n{drawing}</div>\n'


def _stated(graph: Graph) -> list[URIRef]:
    """The relations that texts state."""
    found = _own(graph, OWL.ObjectProperty)
    return [relation for relation in found if graph.value(relation, URIRef(GSR + "structural")) is None]


def _head(graph: Graph) -> Iterator[str]:
    yield f"<h1>{_pair(*TITLE)}</h1>\n"
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
        f"<tr><th>{_pair(zh, en)}</th><td>{', '.join(_link(graph, end) for end in ends)}</td></tr>\n"
        for predicate, zh, en in ROWS
        if (ends := sorted(graph.objects(node, predicate), key=str))
    ]
    rows += [
        f"<tr><th>{_pair('约束', 'constraint')}</th><td>{text}</td></tr>\n" for text in _limits(shapes, node)
    ]
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
    return _pair(_text(graph, node, predicate, "zh-hans"), _text(graph, node, predicate, "en"))


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
    yield f"<h2>{_pair('代码表', 'Code lists')}</h2>\n"
    for scheme in sorted(codes.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        labels = _both(codes, scheme, SKOS.prefLabel)
        rows = [_code(codes, one) for one in sorted(codes.subjects(SKOS.inScheme, scheme), key=str)]
        yield f'<article id="{_anchor(scheme)}">\n<h3>{labels}</h3>\n<p><code>{scheme}</code></p>\n'
        yield f"<table>\n{''.join(rows)}</table>\n</article>\n"


def _code(codes: Graph, concept: Node) -> str:
    labels, said = _both(codes, concept, SKOS.prefLabel), _both(codes, concept, SKOS.definition)
    notation = codes.value(concept, SKOS.notation)
    return f'<tr id="{_anchor(concept)}"><th><code>{notation}</code> {labels}</th><td>{said}</td></tr>\n'
