"""The page shows every text whole, marks what is right, missed and spurious, and runs nothing of the text."""

from html.parser import HTMLParser

import pytest

from kg.evaluate import reading_of
from kg.evaluate.page import KINDS, page, shown
from kg.model import Reading
from tests.evaluate.texts import TEXT, good, poor

VOID = {"meta", "br"}


class Page(HTMLParser):
    """Collects texts, the kinds of each character, tags and attributes; fails on tags left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.characters: list[tuple[str, frozenset[str]]] = []
        self.words = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.words += data
        if ("div", "text") in self.open and not any(tag == "sup" for tag, _ in self.open):
            kinds = frozenset(kind for tag, kind in self.open if tag == "span")
            self.characters += [(character, kinds) for character in data]

    def kinds_of(self, quote: str) -> set[frozenset[str]]:
        text = "".join(character for character, _ in self.characters)
        start = text.index(quote)
        return {kinds for _, kinds in self.characters[start : start + len(quote)]}


def read(*pairs: tuple[Reading, Reading]) -> Page:
    return Page("".join(page(pairs)))


def test_each_character_bears_the_kinds_of_the_spans_that_cover_it() -> None:
    found = read(poor())

    assert "".join(character for character, _ in found.characters) == TEXT
    assert found.kinds_of("一网通办") == {frozenset("r")}
    assert found.kinds_of("一窗受理") == {frozenset("m")}
    assert found.kinds_of("司法局") == {frozenset("ms")}
    assert found.kinds_of("出") == {frozenset()}
    assert [*map(found.kinds_of, ("县", "推"))] == [{frozenset("m")}, {frozenset("s")}]


def test_claims_are_listed_with_their_kind_and_a_status_that_differs() -> None:
    words = read(poor()).words

    assert all(caption in words for caption in KINDS.values())
    assert "done ≠ planned" in words
    assert "SUPERVISES" not in words


def test_a_page_without_mistakes_says_so() -> None:
    words = read(good()).words

    assert words.count(KINDS["s"]) == words.count(KINDS["m"]) == 1


def test_nothing_outside_the_page_is_asked_for() -> None:
    html = "".join(page([good("a"), poor("b")]))
    found = Page(html)

    assert "://" not in html
    assert not found.tags & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert {value for name, value in found.attributes if name in ("href", "src")} == {"#t1", "#t2"}
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in found.attributes


HOSTILE = '<script>x</script>&amp;"\'\x00\x1b[31m\x7f\u202e反\u2066</div>县司法局\r\n<b onclick="y">'


def test_hostile_texts_are_shown_not_run() -> None:
    start = HOSTILE.index("县司法局")
    spans = [{"id": "a", "start": start, "end": start + 4, "label": "AGENCY", "rule": "<u>"}]
    record = {"id": "<i>1", "text": HOSTILE, "issuer": "</p><i>", "spans": spans, "relations": []}
    reading = reading_of(record)
    found = read((reading, reading))

    text = "".join(character for character, _ in found.characters)
    assert text == '<script>x</script>&amp;"\'␀␛[31m␡\ufffd反\ufffd</div>县司法局\n<b onclick="y">'
    assert not found.tags & {"script", "b", "i", "u"}
    assert {name for name, _ in found.attributes} <= {"lang", "charset", "http-equiv", "content", "name"} | {
        "class",
        "id",
        "href",
        "title",
    }
    assert found.kinds_of("县司法局") == {frozenset("r")}


def test_names_and_line_ends_stay() -> None:
    assert shown("a\tb\n𠮷（x）") == "a\tb\n𠮷（x）"


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_differ_by_the_style_of_their_line_too(kind: str) -> None:
    style = "".join(page([good()]))
    styles = {each: style.split(f"\n.{each} {{ text-decoration-style: ")[1].split(";")[0] for each in KINDS}

    assert len({*styles.values()}) == len(KINDS)
    assert styles[kind] in ("solid", "dashed", "wavy")
