"""Names of the ontology and the data lead to files that speak of them, as a real Apache applies the rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from kg.graph import Graph
from kg.schema import NAMESPACE, ontology_version
from kg.settings import DEFAULT_BASE_IRI
from loaders.publish import Publication, w3id
from loaders.publish.data import triples_in
from loaders.publish.work import Work
from loaders.rdf.writing import stream_quads
from tests.conftest import ROOT
from tests.webserver import apache

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
FORMS = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/n-triples": "nt",
}
SAID = [
    ("", BROWSER, ""),
    ("ns", BROWSER, "ontology/index.html"),
    ("ns", "*/*", "ontology/index.html"),
    ("ns", "", "ontology/index.html"),
    ("ns", "image/png", "ontology/index.html"),
    ("ns", "application/trig", "ontology/index.html"),
    ("ns", RDFLIB, "ontology/gsr.rdf"),
    ("ns", JENA, "ontology/gsr.ttl"),
    ("ns", "text/html, text/turtle;q=0.5", "ontology/index.html"),
    ("ns/", "Text/Turtle", "ontology/gsr.ttl"),
    (f"ns/{ontology_version()}", "application/ld+json", "ontology/gsr.jsonld"),
    (f"ns/{ontology_version()}", BROWSER, "ontology/index.html"),
    ("def", BROWSER, "ontology/index.html"),
    ("def/status", "application/n-triples", "ontology/codes.nt"),
    ("def/status/done", BROWSER, "ontology/index.html#def/status/done"),
    ("shapes", "text/turtle", "ontology/shapes.ttl"),
    ("shapes", BROWSER, "ontology/index.html"),
    ("checks", BROWSER, "validation.md"),
    ("id/agency/a500106x7f3", JENA, "data/kg.ttl"),
    ("id/agency/a500106x7f3", BROWSER, "#/entity/a500106x7f3"),
    ("id/report/r0123456789abcdef", BROWSER, "#/report/r0123456789abcdef"),
    ("id/evidence/e0123456789abcdef-1-9", BROWSER, ""),
    ("id/software/zhengwu-kg-0.1.0", "application/n-triples", "data/kg.nt"),
    ("graph/report/r0123456789abcdef", "application/trig", "data/kg.trig"),
    ("graph/report/r0123456789abcdef", "application/n-quads", "data/kg.nq"),
    ("graph/report/r0123456789abcdef", "application/rdf+xml", "data/kg.rdf"),
    ("graph/report/r0123456789abcdef", BROWSER, "#/report/r0123456789abcdef"),
    ("dataset/kg", "application/rdf+xml", "catalog.rdf"),
    ("dataset/kg", BROWSER, ""),
    ("dataset/kg/class/3", "text/turtle", "void.ttl"),
    ("distribution/kg/tables/agency.csv/checksum", "text/turtle", "catalog.ttl"),
]
NOTHING = ["ns/9.9", "nsx", "def/a/b/c", "id/agency", "id/agency/a1/x", "kg/data/kg.ttl"]


class Site:
    """A server with the rules in its folder gsr/."""

    def __init__(self, connection: HTTPConnection) -> None:
        self._connection = connection

    def ask(self, path: str, accept: str) -> str | None:
        """Where a name below the base is sent to; None where it has no rule."""
        self._connection.request("GET", f"/gsr/{path}", headers={"Accept": accept} if accept else {})
        answer = self._connection.getresponse()
        answer.read()
        assert answer.status == (303 if answer.headers["Location"] else 404)
        return answer.headers["Location"]


@contextmanager
def serving(rules: Path, place: Path) -> Iterator[Site]:
    (place / "gsr").mkdir()
    (place / "gsr" / w3id.RULES).write_bytes(rules.read_bytes())
    with apache(place) as address:
        connection = HTTPConnection(urlsplit(address).netloc)
        yield Site(connection)
        connection.close()


def test_each_name_leads_where_the_request_says(tmp_path: Path) -> None:
    with serving(ROOT / w3id.FOLDER / w3id.RULES, tmp_path) as site:
        found = [(path, accept, site.ask(path, accept)) for path, accept, _ in SAID]
        nothing = [site.ask(path, BROWSER) for path in NOTHING]

    assert found == [(path, accept, w3id.LOCATION + target) for path, accept, target in SAID]
    assert nothing == [None] * len(NOTHING)


def test_every_name_leads_to_a_file_that_speaks_of_it(package: Path, tmp_path: Path) -> None:
    names = sorted(names_of(package))
    assert len(names) > 300

    with serving(package / w3id.FOLDER / w3id.RULES, tmp_path) as site:
        led = {(name, form): aimed(site, name, accept) for name in names for accept, form in FORMS.items()}
    assert [key for key, file in led.items() if not (package / file.partition("#")[0]).exists()] == []
    turtle = {file for file in led.values() if file.removesuffix(".gz").endswith(".ttl")}
    spoken_of = {file: subjects(package / file) for file in turtle}
    assert [name for name in names if name not in spoken_of[led[name, "ttl"]]] == []


def aimed(site: Site, name: str, accept: str) -> str:
    """The file of the package that a name leads to; a client leaves out what follows the #."""
    target = site.ask(name.removeprefix(f"{DEFAULT_BASE_IRI}/").partition("#")[0], accept)
    assert target is not None, name
    return target.removeprefix(w3id.LOCATION)


def names_of(package: Path) -> Iterator[str]:
    """What the ontology and the catalogues speak of below the base, and a thing of each kind in the data."""
    for file in ("ontology/gsr.ttl", "ontology/codes.ttl", "ontology/shapes.ttl", "catalog.ttl", "void.ttl"):
        yield from (name for name in subjects(package / file) if name.startswith(DEFAULT_BASE_IRI))
    yield from {name.rpartition("/")[0]: name for name in subjects(triples_in(package))}.values()


def subjects(path: Path) -> set[str]:
    return {str(quad.subject)[1:-1] for quad in stream_quads(path)}


def test_the_files_of_the_project_have_a_place_for_the_maintainer(package: Path) -> None:
    for name in (w3id.RULES, w3id.README):
        ours, theirs = (
            (folder / w3id.FOLDER / name).read_text("utf-8").splitlines() for folder in (ROOT, package)
        )
        changed = [line for line in ours if line not in theirs]
        assert len(ours) == len(theirs)
        assert all(line.startswith(("# TODO ", "- TODO ")) for line in changed)
        assert any(line.endswith("GitHub username: TODO") for line in theirs)
    assert f"{DEFAULT_BASE_IRI}/ns#" == NAMESPACE


def test_an_address_that_is_hard_to_write_and_packed_data(about: Publication, tmp_path: Path) -> None:
    work = Work(Graph(), tmp_path, replace(about, base="https://kg.cn/x", location="https://e.cn/政务%20$1/"))
    work.path("data/kg.nt.gz").touch()
    list(w3id.write(work))

    (tmp_path / "www").mkdir()
    with serving(tmp_path / w3id.FOLDER / w3id.RULES, tmp_path / "www") as site:
        found = site.ask("id/agency/a1", "text/turtle")
    assert found == "https://e.cn/%E6%94%BF%E5%8A%A1%20$1/data/kg.ttl.gz"
    assert (tmp_path / w3id.FOLDER / w3id.README).read_text("utf-8").startswith("# https://kg.cn/x/\n")
