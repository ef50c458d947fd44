"""The page that a package has to look at it, as tests make it and open it."""

import functools
import json
from pathlib import Path
from typing import Any

from kg.graph import Graph
from kg.model import Entity
from loaders.publish import Publication, explorer, ontology
from loaders.publish.work import Work
from loaders.rdf.writing import export
from tests.browser.driver import Page


def explored(graph: Graph, folder: Path, about: Publication, asked: Graph | None = None) -> Path:
    """The page of a graph, with what it needs of its package; questions may be asked of a smaller graph."""
    work = Work(graph, folder, about)
    export(asked or graph, "nt", work.path("data/kg.nt"), base=about.base)
    list(ontology.write(work))
    list(explorer.write(work))
    return folder


@functools.cache
def chunk(folder: Path, name: str) -> Any:
    """The value that a file of data hands to the page."""
    text = (folder / "explorer" / "data" / f"{name}.js").read_text("utf-8")
    head = f'kg.put("{name}", '
    assert text.startswith(head)
    return json.loads(text.removeprefix(head).removesuffix(");\n"))


class Explorer:
    """The page of a folder, open in the window, in Chinese."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        page.open(f"{(folder / 'index.html').as_uri()}?lang=zh")
        page.wait("return performance.getEntriesByName('kg-shown').length")

    def go(self, place: str) -> None:
        """Show what stands behind `#/`."""
        self.page.run("location.hash = arguments[0]", f"#/{place}")
        self.page.wait("return document.getElementById('main').dataset.page === location.hash")

    def seen(self, css: str = "main") -> list[str]:
        """The texts of the elements of that kind."""
        return list(
            self.page.run(
                "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText)", css
            )
        )

    def click(self, css: str) -> None:
        self.page.wait("const one = document.querySelector(arguments[0]); one?.click(); return !!one", css)


def check_quiet(page: Page, folder: Path) -> None:
    assert page.logged("browser") == []
    events = [json.loads(entry["message"])["message"] for entry in page.logged("performance")]
    sent = [one["params"] for one in events if one["method"] == "Network.requestWillBeSent"]
    urls = {one["request"]["url"] for one in sent if one["documentURL"].startswith("file:")}
    assert urls
    assert {url for url in urls if not url.startswith((folder.as_uri(), "data:,"))} == set()


def named(graph: Graph, name: str, cls: str) -> Entity:
    return next(entity for entity in graph.entities if (entity.name, entity.cls) == (name, cls))
