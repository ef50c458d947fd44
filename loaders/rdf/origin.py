"""Where statements come from, in RDF: the run of a program behind each graph, and claims as RDF 1.2 reifiers.

There is no clock in it: a run is known by the version of the program and the reports that it read.
"""

from collections.abc import Iterable, Iterator, Sequence

from kg import __version__
from kg.model import digest
from kg.schema import NAMESPACE, ontology_version
from loaders.rdf.naming import Block, Names, Node, Pair

SIDES = ("subject", "predicate", "object")


def graph_name(report: str, base: str) -> Node:
    """The IRI of the graph of the report with this id."""
    return f"<{base}/graph/report/{report}>"


def terms_version() -> str:
    """The IRI of the version of the ontology."""
    return f"{NAMESPACE.rstrip('#')}/{ontology_version()}"


def provenance(reports: Sequence[str], base: str, names: Names, told: int) -> Iterator[Block]:
    """Where the graphs come from (PROV); nothing where there are none.

    The run, which is last, says how many triples there are in all (VoID); `told` is the number before these.
    """
    if not reports:
        return
    *blocks, (run, pairs) = _origin(reports, base, names)
    told += sum(len(set(said)) for _, said in (*blocks, (run, pairs))) + 1
    number = (names.term("void", "triples"), f'"{told}"^^{names.term("xsd", "integer")}')
    yield from (*blocks, (run, [*pairs, number]))


def _origin(reports: Sequence[str], base: str, names: Names) -> Iterator[Block]:
    """The graph of each report, the program behind it and its vocabulary, and last the run."""
    key = digest(__version__, *reports)
    run, program = f"<{base}/id/run/u{key}>", f"<{base}/id/software/zhengwu-kg-{__version__}>"
    kind, used = names.term("rdf", "type"), names.term("prov", "used")
    sources = [(report, names.thing("Report", report)) for report in reports]
    for report, source in sources:
        made = (names.term("prov", "wasGeneratedBy"), run)
        taken = (names.term("prov", "wasDerivedFrom"), source)
        yield graph_name(report, base), [(kind, names.term("prov", "Entity")), made, taken]
    title = (names.term("dcterms", "title"), f'"zhengwu-kg {__version__}"')
    terms = (names.term("dcterms", "conformsTo"), f"<{terms_version()}>")
    yield program, [(kind, names.term("prov", "SoftwareAgent")), title, terms]
    ran = (names.term("prov", "wasAssociatedWith"), program)
    yield run, [(kind, names.term("prov", "Activity")), ran, *((used, source) for _, source in sources)]


def reifying(blocks: Iterable[Block], names: Names) -> Iterator[Block]:
    """The blocks with `rdf:reifies <<( s p o )>>` for each statement that names all of its three parts."""
    statement = (names.term("rdf", "type"), names.term("rdf", "Statement"))
    terms = {names.term("rdf", side): side for side in SIDES}
    for node, pairs in blocks:
        said = {terms[predicate]: end for predicate, end in pairs if predicate in terms}
        if len(said) < len(SIDES):
            yield node, pairs
        else:
            yield node, [*_others(pairs, statement, terms), _reified(said, names)]


def _others(pairs: Iterable[Pair], statement: Pair, terms: dict[Node, str]) -> Iterator[Pair]:
    return (pair for pair in pairs if pair != statement and pair[0] not in terms)


def _reified(said: dict[str, Node], names: Names) -> Pair:
    return names.term("rdf", "reifies"), f"<<( {' '.join(said[side] for side in SIDES)} )>>"
