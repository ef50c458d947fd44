"""Neo4j Browser (the classic one, as Maven Central has it) in a window: connected, given files, asked, read.

The graph is SVG, so captions and colours are read from the page, and no pixels are compared.
"""

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

from tests.browser.driver import Page, until, window

ENTER = "\ue007"
EDITOR = "[data-testid=activeEditor] textarea"
RUN = "[data-testid=editor-Run]"
DROP = """
    const bytes = Uint8Array.from(atob(arguments[1]), one => one.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], arguments[0]));
    for (const name of ['dragenter', 'dragover', 'drop'])
        document.querySelector('[data-testid=main]').dispatchEvent(
            new DragEvent(name, {bubbles: true, cancelable: true, dataTransfer: transfer}));
"""
DRAWN = """
    const read = (css, shape) => [...document.querySelectorAll(css)].map(part => ({
        rows: [...part.querySelectorAll('text')].map(one => one.textContent.trim()),
        colour: part.querySelector(shape).getAttribute('fill'),
        kinds: part.__data__.labels ?? [part.__data__.type],
        caption: part.__data__.propertyMap.caption}));
    return [...read('svg g.node', 'circle.b-outline'), ...read('svg g.relationship', 'path.b-outline')];
"""
CLICK_ARROW = """
    const arrow = document.querySelector('svg g.relationship');
    for (const name of ['mouseover', 'mousedown', 'mouseup', 'click'])
        arrow.dispatchEvent(new MouseEvent(name, {bubbles: true, cancelable: true, view: window}));
    return arrow.__data__.propertyMap.quotes;
"""
LINES = """
    const lines = [...document.querySelectorAll('[data-testid=activeEditor] .view-line')];
    lines.sort((one, other) => parseInt(one.style.top) - parseInt(other.style.top));
    return lines.map(one => one.textContent).join('');
"""


class Drawn(TypedDict):
    """A circle or an arrow: the rows of words on it, its colour, its labels or type, its node's caption."""

    rows: list[str]
    colour: str
    kinds: list[str]
    caption: str | None


class Browser:
    """Neo4j Browser, connected to a server."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def click(self, css: str) -> None:
        """Click on the first element of that kind, as soon as it is there."""
        self.page.wait("const one = document.querySelector(arguments[0]); one?.click(); return !!one", css)

    def seen(self, css: str) -> list[str]:
        """The words of the elements of that kind that take up room on the page."""
        script = "return [...document.querySelectorAll(arguments[0])].filter(one => one.offsetWidth)"
        return list(self.page.run(f"{script}.map(one => one.textContent)", css))

    def expect(self, text: str) -> None:
        """Wait until the editor shows the text, of a long one the beginning: it breaks lines and scrolls."""
        whole = "".join(text.split())

        def held() -> bool:
            shown = "".join(self.page.run(LINES).split())
            return whole.startswith(shown) and len(shown) >= min(len(whole), 80)

        until(held, f"in the editor: {text}")

    def drop(self, path: Path) -> None:
        """Drag a file onto the window."""
        self.page.run(DROP, path.name, base64.b64encode(path.read_bytes()).decode())

    def command(self, text: str) -> None:
        """Type a command of one line in place of what the editor holds, and run it."""
        self.page.run("document.querySelector('[data-testid=editor-discard]')?.click()")
        self.page.run("document.querySelector(arguments[0]).focus()", EDITOR)
        self.page.type(EDITOR, text)
        self.click(RUN)

    def draw(self, query: str) -> list[Drawn]:
        """Run a query alone: what is drawn."""
        self.command(":clear")
        self.command(query.replace("\n", " "))
        return self.drawn()

    def drawn(self) -> list[Drawn]:
        """What is drawn, as soon as nothing is added any more."""
        self.page.wait("return document.querySelector('svg g.node text')")
        found: list[Drawn] = []
        while found != (found := self.page.run(DRAWN)):
            time.sleep(0.2)
        return found


@contextmanager
def connected(link: str, password: str, profile: Path) -> Iterator[Browser]:
    """Neo4j Browser at the link that `kg load` prints, connected with the password."""
    with window(profile) as page:
        page.open(link)
        field = "[data-testid=password]"
        page.wait("return document.querySelector(arguments[0])", field)
        page.type(field, password + ENTER)
        page.wait("return !document.querySelector(arguments[0])", field)
        yield Browser(page)
