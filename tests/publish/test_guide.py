"""docs/publish.md and its twin: what they tell to type and to configure is done, with real servers."""

import hashlib
import json
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from rdflib import DCTERMS, RDF, Graph, Namespace
from rdflib.term import Node

from kg.cli import run
from kg.resources import parse_table, resource
from loaders.publish import Publication, directory
from loaders.publish.catalog import MEDIA
from loaders.publish.statements import VOCABULARIES
from tests.conftest import ROOT
from tests.docs.test_documents import blocks
from tests.publish.conftest import filled_in
from tests.webserver import apache, nginx

GUIDES = ("docs/publish.md", "docs/publish.zh-CN.md")
DCAT, SPDX = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://spdx.org/rdf/terms#")
LANGUAGES = ("sh", "nginx", "apache", "python")


def block(language: str) -> str:
    (found,) = blocks(GUIDES[0], language)
    return found


def test_the_twins_show_the_same_commands_and_every_field_of_the_directory() -> None:
    assert [blocks(GUIDES[0], one) for one in LANGUAGES] == [blocks(GUIDES[1], one) for one in LANGUAGES]
    fields = parse_table(resource(directory.FIELDS).read_text("utf-8"), directory.FIELDS)
    for guide in GUIDES:
        text = (ROOT / guide).read_text("utf-8")
        assert [row["field"] for row in fields if f"| {row['field']} |" not in text] == []


def test_the_commands_run(
    package: Path,
    samples_graph: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Those that make the package and serve it are tested by themselves."""
    (init, screen, make, check), (serve,) = (one.splitlines() for one in blocks(GUIDES[0], "sh"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_GRAPH", str(samples_graph))
    Path("package").symlink_to(package)

    assert run(shlex.split(init)[1:]) == 0
    Path("publish.toml").unlink()
    filled_in(tmp_path)
    assert run(shlex.split(screen.partition(">>")[0])[1:]) == 0
    assert capsys.readouterr().out.endswith("sentence\n")  # nothing is open in the samples
    assert (make, serve[:21]) == ("kg publish -o package", "python -m http.server")
    done = subprocess.run(["bash", "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout == ""


@pytest.fixture(scope="module")
def catalogue(package: Path) -> Graph:
    return Graph().parse(package / "catalog.ttl")


@contextmanager
def served(server: str, package: Path, place: Path) -> Iterator[str]:
    """The address of the package on a server with the configuration that the guide shows."""
    (place / "kg").symlink_to(package)
    start = {"nginx": nginx, "apache": apache}.get(server)
    with handling(Files) if start is None else start(place, block(server)) as address:
        yield f"{address}/kg/"


class Quiet(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


class Files(Quiet, SimpleHTTPRequestHandler):
    """What `python -m http.server` runs."""


@contextmanager
def handling(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("server", ["python", "nginx", "apache"])
def test_every_address_of_the_catalogue_gives_the_file_that_it_promises(
    server: str,
    package: Path,
    catalogue: Graph,
    about: Publication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with served(server, package, tmp_path) as address:
        connection = HTTPConnection(urlsplit(address).netloc)
        for file in catalogue.subjects(RDF.type, DCAT.Distribution):
            url = str(catalogue.value(file, DCAT.downloadURL))
            there = urlsplit(url.replace(about.location, address)).path
            answer, content = asked(connection, there)
            assert hashlib.sha256(content).hexdigest() == checksum(catalogue, file), url
            if server != "python":
                assert answer.headers["Access-Control-Allow-Origin"] == "*"
                assert answer.headers.get_content_type() == media(catalogue, file), url
        if server != "python":
            answer, _ = asked(connection, urlsplit(f"{address}ontology/gsr.ttl").path, "gzip")
            assert answer.headers["Content-Encoding"] == "gzip"
            answer, _ = asked(connection, quote(urlsplit(f"{address}目录.csv").path))
            assert answer.headers.get_content_charset() == "utf-8"
        connection.close()


def asked(connection: HTTPConnection, path: str, coding: str = "identity") -> tuple[HTTPResponse, bytes]:
    connection.request("GET", path, headers={"Accept-Encoding": coding})
    answer = connection.getresponse()
    assert answer.status == 200, path
    return answer, answer.read()


def checksum(catalogue: Graph, file: Node) -> str:
    return str(catalogue.value(catalogue.value(file, SPDX.checksum), SPDX.checksumValue))


def media(catalogue: Graph, file: Node) -> str:
    """What a server says of the file: the media type, or that of its packing."""
    kind = catalogue.value(file, DCAT.compressFormat) or catalogue.value(file, DCAT.mediaType)
    return str(kind).removeprefix(f"{MEDIA}/")


def test_the_catalogue_has_all_that_the_mapping_of_ckan_asks(catalogue: Graph) -> None:
    """Each term in the second column of the table is said of the data set or of every file."""
    (dataset,) = catalogue.subjects(RDF.type, DCAT.Dataset)
    files = list(catalogue.objects(dataset, DCAT.distribution))
    text = (ROOT / GUIDES[0]).read_text("utf-8").partition("| CKAN |")[2].partition("\n\n")[0]
    rows = [row.split("|")[1:3] for row in text.splitlines()[2:]]
    assert len(rows) >= 11

    for fields, terms in rows:
        of_files = "resource" in fields
        for name in (one for one in terms.split("`") if ":" in one and one.strip(": ")):
            prefix, _, local = name.partition(":")
            if name == "dcat:distribution":
                continue
            predicate = Namespace(VOCABULARIES[prefix])[local]
            things = files if of_files else [dataset]
            assert [one for one in things if (one, predicate, None) not in catalogue] == [], name
    assert {str(one) for one in catalogue.objects(None, DCTERMS.license)} == {
        str(catalogue.value(dataset, DCTERMS.license))
    }


def test_the_program_hands_every_table_to_the_datastore(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    received: list[tuple[str, dict[str, Any]]] = []

    class Handler(Quiet):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            received.append((self.path.rpartition("/")[2], said))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"result": {"id": said.get("name", "")}}).encode())

    (tmp_path / "package").symlink_to(package)
    monkeypatch.chdir(tmp_path)
    with handling(Handler) as address:
        for name, value in (("URL", address), ("TOKEN", "t"), ("DATASET", "kg")):
            monkeypatch.setenv(f"CKAN_{name}", value)
        exec(compile(block("python"), GUIDES[0], "exec"), {})

    resources = json.loads((package / "datapackage.json").read_text("utf-8"))["resources"]
    tables = [one for one in resources if "schema" in one]
    created = [said for action, said in received if action == "datastore_create"]
    assert [said["resource_id"] for said in created] == [one["title"] for one in tables]
    for said in created:
        names = [field["id"] for field in said["fields"]]
        assert all(len(name.encode()) <= 63 and name[0] != "_" and '"' not in name for name in names)
        rows = [
            row
            for action, other in received
            if action == "datastore_upsert" and other["resource_id"] == said["resource_id"]
            for row in other["records"]
        ]
        assert all(list(row) == names for row in rows)
        keys = [tuple(row[name] for name in said["primary_key"]) for row in rows]
        assert len(keys) == len(set(keys)) > 0
