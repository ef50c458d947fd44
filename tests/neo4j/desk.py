"""`make neo4j`: a Neo4j for somebody who has Maven and a JDK and no Docker, with the graph of the samples.

It runs until Ctrl-C. The server's jars are gathered in build/ once; the database is made anew each time.
"""

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kg.cli.loaded import first_look
from kg.pipeline import build
from kg.schema import load_schema
from kg.settings import Settings
from kg.store import graph_stamp, read_graph
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.neo4j.sync import sync
from loaders.property_graph.elements import elements
from tests.neo4j.server import LINES, NEEDS, Address, assemble, find_java, running

ROOT = Path(__file__).parent.parent.parent
VERSION = os.environ.get("NEO4J_VERSION", LINES[0])
NONE = f"Neo4j {VERSION} needs {NEEDS}: install them, or set NEO4J_JAVA_HOME"
FOUND = """
Neo4j Browser  {link}
user           neo4j
password       {password}

In another terminal:
  export NEO4J_URI={uri} NEO4J_PASSWORD={password}
  kg ask Q05 --neo4j
Ctrl-C stops the server; the database is not kept.
"""


def main() -> int:
    """Start, load, print where it is, wait; 4 where there is no Java or Maven."""
    java = find_java(VERSION)
    if java is None or shutil.which("mvn") is None:
        sys.stderr.write(f"{NONE}\n")
        return 4
    home = assemble(VERSION)
    with tempfile.TemporaryDirectory() as work, served(ROOT / "queries" / "browser") as place:
        further = {"browser.post_connect_cmd": f"style {place}/style.grass; guide {place}/guide.html"}
        with running(home, Path(work), java, further) as address:
            show(address, Path(work) / "graph")
            wait()
    return 0


def show(address: Address, graph: Path) -> None:
    """Build the graph of the samples, load it, and print where it is to be seen."""
    settings = Settings.from_env({"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password})
    build([ROOT / "samples" / "texts"], graph)
    schema = load_schema()
    with Neo4jStore(settings) as store:
        sync(store, elements(read_graph(graph), schema), schema, graph_stamp(graph))
        link = first_look(store)
    sys.stdout.write(FOUND.format(link=link, uri=address.uri, password=address.password))
    sys.stdout.flush()


def wait() -> None:
    """Return on Ctrl-C or when the process is asked to end."""
    over = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: over.set())
    over.wait()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address on this machine under which Browser may fetch the files of the folder.

    It begins with `localhost`, the only name that a server's settings allow where nobody changed them.
    """
    handler = partial(_Open, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


class _Open(SimpleHTTPRequestHandler):
    """Files that a page of another port may read, with headers of its own, about which Browser asks first."""

    def do_OPTIONS(self) -> None:
        self.send_response(204)
        self.send_header("Access-Control-Allow-Headers", "*")
        self.end_headers()

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
