"""What a package tells of itself: official shapes accept it, portals can read it, its numbers are true."""

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from pyshacl import validate
from rdflib import DCTERMS, RDF, Graph, Namespace

from kg import graph
from kg.schema import load_schema
from loaders.publish import Publication, catalog, counts, crate, croissant, directory, papers
from loaders.publish.data import triples_in
from loaders.publish.ontology import context
from loaders.publish.settings import Both
from loaders.publish.work import Work
from tests.canonical import canonical_hash
from tests.conftest import ROOT

OFFICIAL = ROOT.parent / "shared" / "tools" / "dcat_ap"
DCAT, SPDX = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://spdx.org/rdf/terms#")
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".nt": RdfFormat.N_TRIPLES,
}


def canonical(path: Path) -> str:
    return canonical_hash(parse(path.read_bytes(), FORMATS[path.suffix]))


@pytest.fixture(scope="module")
def catalogue(package: Path) -> Graph:
    return Graph().parse(package / "catalog.ttl")


@pytest.mark.parametrize("name", ["shapes", "range", "dcat-ap-SHACL"])
def test_the_official_shapes_of_dcat_ap_accept_it(name: str, catalogue: Graph) -> None:
    if not OFFICIAL.is_dir():
        pytest.skip("the shapes of DCAT-AP are not beside the checkout")
    conforms, _, text = validate(catalogue, shacl_graph=Graph().parse(OFFICIAL / f"{name}.ttl"))

    assert conforms, text


def test_it_says_all_that_is_mandatory(catalogue: Graph) -> None:
    shapes = Graph().parse(ROOT / "loaders" / "publish" / "mandatory.ttl")
    conforms, _, text = validate(catalogue, shacl_graph=shapes)
    assert conforms, text

    lacking = Graph() + catalogue
    lacking.remove((None, DCTERMS.publisher, None))
    assert not validate(lacking, shacl_graph=shapes)[0]


def test_a_catalogue_says_the_same_in_each_syntax(package: Path) -> None:
    for name in ("catalog", "ontology/gsr", "ontology/codes"):
        assert len({canonical(package / f"{name}{end}") for end in FORMATS}) == 1


def test_it_is_read_as_ckan_reads_it(package: Path, about: Publication) -> None:
    """The mapping of ckanext-dcat: title of the data set, licence, size and hash of each file."""
    read = Graph().parse(package / "catalog.rdf")
    (dataset,) = read.subjects(RDF.type, DCAT.Dataset)
    titles = {str(title) for title in read.objects(dataset, DCTERMS.title)}
    files = list(read.objects(dataset, DCAT.distribution))

    assert about.title.zh in titles
    assert len(files) > 20
    for file in files:
        address = str(read.value(file, DCAT.downloadURL))
        path = package / address.removeprefix(about.location)
        checksum = read.value(file, SPDX.checksum)
        assert str(read.value(file, DCTERMS.license)).endswith("/licence/CC_BY_4_0")
        assert str(read.value(checksum, SPDX.algorithm)).endswith("sha256")
        assert str(read.value(checksum, SPDX.checksumValue)) == hashlib.sha256(path.read_bytes()).hexdigest()
        assert int(str(read.value(file, DCAT.byteSize))) == path.stat().st_size


def test_what_is_counted_hangs_on_no_memory(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = triples_in(package)
    whole = counts.counted(path)
    monkeypatch.setattr(counts, "KINDS", 2)

    assert counts.counted(path) == whole
    assert len(whole.classes) > 10


def test_the_numbers_of_void_are_those_of_the_data(package: Path) -> None:
    store = Store()
    store.bulk_load(path=str(package / "data" / "kg.nt"), format=RdfFormat.N_TRIPLES)
    store.bulk_load(path=str(package / "void.ttl"), format=RdfFormat.TURTLE, to_graph=NamedNode("void:"))
    asked = """
        PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?what ?said ?counted {
          { GRAPH <void:> { ?set void:triples ?said ; void:dataDump ?d } BIND("triples" AS ?what)
            { SELECT (COUNT(*) AS ?counted) { ?s ?p ?o } } }
          UNION
          { GRAPH <void:> { ?set void:distinctSubjects ?said ; void:dataDump ?d } BIND("subjects" AS ?what)
            { SELECT (COUNT(DISTINCT ?s) AS ?counted) { ?s ?p ?o } } }
          UNION
          { { SELECT ?what (COUNT(DISTINCT ?s) AS ?counted) { ?s a ?what } GROUP BY ?what }
            OPTIONAL { GRAPH <void:> { ?part void:class ?what ; void:entities ?said } } }
          UNION
          { { SELECT ?what (COUNT(*) AS ?counted) { ?s ?what ?o } GROUP BY ?what }
            OPTIONAL { GRAPH <void:> { ?part void:property ?what ; void:triples ?said } } }
        }"""
    rows = [(row["what"], row["said"], row["counted"]) for row in store.query(asked)]  # type: ignore[union-attr]

    assert len(rows) > 60
    assert [row for row in rows if row[1] is None or row[1].value != row[2].value] == []


def test_the_directory_has_a_row_for_each_file(package: Path) -> None:
    with (package / "目录.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    items = json.loads((package / "datapackage.json").read_text("utf-8"))["resources"]

    assert [row["校验值（SHA-256）"] for row in rows] == [
        item["hash"].removeprefix("sha256:") for item in items
    ]
    assert all(row["信息资源名称"] and row["信息资源提供方"] and row["在线资源链接地址"] for row in rows)
    reports = next(row for row in rows if row["在线资源链接地址"].endswith("/reports.csv"))
    assert "报告年度" in reports["信息项"]


def test_the_crate_keeps_the_mandatory_part_of_ro_crate(package: Path) -> None:
    """RO-Crate 1.2, "Root Data Entity", "Data Entities": the root says what it must, all named is there."""
    said = json.loads((package / crate.NAME).read_text("utf-8"))
    things = {thing["@id"]: thing for thing in said["@graph"]}
    root, descriptor = things["./"], things["ro-crate-metadata.json"]

    assert said["@context"] == "https://w3id.org/ro/crate/1.2/context"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    assert root["@type"] == "Dataset"
    assert all(root[name] for name in ("name", "description", "datePublished", "license"))
    assert {root[name]["@id"] for name in ("license", "publisher", "contactPoint")} <= set(things)
    files = [things[part["@id"]] for part in root["hasPart"]]
    assert len(files) > 20
    assert all(file["@type"] == "File" and (package / file["@id"]).is_file() for file in files)


def test_croissant_tells_every_column_of_every_table(package: Path) -> None:
    """Croissant 1.0, "Dataset-level Information", "Resources", "RecordSets": what is required of each."""
    said = json.loads((package / croissant.NAME).read_text("utf-8"))
    required = ("description", "license", "name", "url", "creator", "datePublished")

    assert said["@type"] == "sc:Dataset"
    assert said["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert all(said[name] for name in required)
    files = {file["@id"]: file for file in said["distribution"]}
    told = ("name", "contentUrl", "encodingFormat", "sha256")
    assert all(file[name] for file in files.values() for name in told)
    ids = [one["@id"] for records in said["recordSet"] for one in (records, *records["field"])]
    assert len(ids) + len(files) == len({*ids, *files})
    assert [one for one in ids if " " in one] == []  # mlcroissant refuses them
    columns = {records["@id"]: [field["name"] for field in records["field"]] for records in said["recordSet"]}
    assert columns == {path.stem: header(path) for path in (package / "tables").glob("*.csv")}


def header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


def test_the_papers_say_what_publish_toml_says(package: Path, about: Publication) -> None:
    cited = yaml.safe_load((package / "CITATION.cff").read_text("utf-8"))
    readme = (package / "README.md").read_text("utf-8")

    assert (cited["version"], cited["license"]) == (about.version, "CC-BY-4.0")
    assert cited["authors"] == [{"name": about.publisher.name.zh}]
    assert about.licence.url in (package / "LICENSE").read_text("utf-8")
    assert all(word in readme for word in (about.title.zh, about.title.en, about.contact.email, "data/kg.nt"))
    assert "{" not in readme


def test_words_of_others_run_nowhere(about: Publication, tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> {base} \u202e | " + "长" * 10_000
    said = replace(about, title=Both(hostile, hostile), keywords_zh=(hostile,))

    for maker in (papers, catalog, directory):
        list(maker.write(Work(graph.Graph(), tmp_path, said)))

    assert "<script" not in (tmp_path / "README.md").read_text("utf-8")
    assert yaml.safe_load((tmp_path / "CITATION.cff").read_text("utf-8"))["title"].startswith(hostile)
    titles = Graph().parse(tmp_path / "catalog.rdf").objects(None, DCTERMS.title)
    assert hostile in {str(title) for title in titles}


def test_the_context_reads_a_document_of_the_data() -> None:
    schema = load_schema()
    made = {
        "@context": context(),
        "id": "https://example.org/x",
        "type": "Agency",
        "name": {"zh-hans": "甲局"},
        "launched": ["https://example.org/y"],
        "status": "done",
    }
    read = {str(triple) for triple in parse(json.dumps(made), RdfFormat.JSON_LD)}

    gsr, thing = "https://w3id.org/gsr/ns#", "<https://example.org/x>"
    assert f'{thing} <{gsr}name> "甲局"@zh-hans' in read
    assert f"{thing} <{gsr}launched> <https://example.org/y>" in read
    assert len(read) == 4
    assert set(schema.classes) <= set(context())
