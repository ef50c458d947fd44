"""Where statements come from, in RDF: the run of a program behind each graph, and claims as RDF 1.2 reifiers.

There is no clock in it: a run is known by the version of the program and the reports that it read.
"""

from collections.abc import Iterable, Iterator, Sequence

from kg import __version__
from kg.model import digest
from kg.schema import NAMESPACE, ontology_version
from loaders.rdf.naming import Block, Names, Node, Said

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
    *blocks, (run, said) = _origin(reports, base, names)
    told += sum(len(set(each)) for _, each in (*blocks, (run, said))) + 1
    number = names.said("void", "triples", f'"{told}"^^{names.term("xsd", "integer")}')
    yield from (*blocks, (run, [*said, number]))


def _origin(reports: Sequence[str], base: str, names: Names) -> Iterator[Block]:
    """The graph of each report, the program behind it and its vocabulary, and last the run."""
    key = digest(__version__, *reports)
    run, program = f"<{base}/id/run/u{key}>", f"<{base}/id/software/zhengwu-kg-{__version__}>"
    said = names.said
    entity, agent, activity = (
        said("rdf", "type", names.term("prov", name)) for name in ("Entity", "SoftwareAgent", "Activity")
    )
    sources = [(report, names.thing("Report", report)) for report in reports]
    for report, source in sources:
        made, taken = said("prov", "wasGeneratedBy", run), said("prov", "wasDerivedFrom", source)
        yield graph_name(report, base), [entity, made, taken]
    title = said("dcterms", "title", f'"zhengwu-kg {__version__}"')
    yield program, [agent, title, said("dcterms", "conformsTo", f"<{terms_version()}>")]
    ran = said("prov", "wasAssociatedWith", program)
    yield run, [activity, ran, *(said("prov", "used", source) for _, source in sources)]


def reifying(blocks: Iterable[Block], names: Names) -> Iterator[Block]:
    """The blocks with `rdf:reifies <<( s p o )>>` for each statement that names all of its three parts."""
    statement = names.said("rdf", "type", names.term("rdf", "Statement"))
    terms = {names.term("rdf", side): side for side in SIDES}
    for node, said in blocks:
        ends = {terms[one[0]]: one[2] for each in said if (one := each.partition(" "))[0] in terms}
        if len(ends) < len(SIDES):
            yield node, said
        else:
            others = [each for each in said if each != statement and each.partition(" ")[0] not in terms]
            yield node, [*others, _reified(ends, names)]


def _reified(ends: dict[str, Node], names: Names) -> Said:
    return names.said("rdf", "reifies", f"<<( {' '.join(ends[side] for side in SIDES)} )>>")
