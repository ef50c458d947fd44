"""Reports of realistic shape without outside data, with what is known to stand in them beside them.

    python -m benchmarks.generate NUMBER FOLDER [SYNTAX…]

writes FOLDER/reports/0000/000000.txt … (SYNTAX: txt, html, docx; by turns if several) and FOLDER/truth.jsonl,
which `kg eval` takes for gold. A report has about 3,500 characters: sentences of grammar.txt, with counties
of the gazetteer, initiatives and platforms of the lexicon. What is drawn hangs on the number of the report
and the place in it alone, so that report 17 is the same among a hundred and among a million. The truth holds
for the text: its offsets are those of the .txt.
"""

import functools
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.documents import as_docx, as_html
from kg import gazetteer
from kg.model import digest
from kg.resources import table

GRAMMAR = Path(__file__).parent / "grammar.txt"
YEARS = range(2019, 2026)
LEVELS = 3
"""Names from the province down to the county."""
LABELS = {
    "a": "AGENCY", "o": "ORG", "r": "REGULATION", "d": "DOCNO", "b": "PUBLICATION", "i": "INITIATIVE",
    "p": "PLATFORM", "n": "REGION", "g": "AGREEMENT", "m": "METRIC",
}  # fmt: skip
STATUS = {"opening": "done", "achievements": "done", "problems": "problem", "plans": "planned"}
PARTS = (("achievements", 60, 6), ("problems", 3, 1), ("plans", 6, 1))
"""How many sentences stand in each part, and in a paragraph of it."""
APART, STEP = 997, 7
"""Steps from one report and from one sentence to the next: primes, so that all have their turn."""
NUMBERS: Mapping[str, Callable[[int], str]] = {
    "one": lambda number: str(1 + number % 5),
    "few": lambda number: str(6 + number % 60),
    "number": lambda number: str(100 + number % 8900),
    "big": lambda number: f"{1 + number % 90}.{number % 9 + 1}",
    "percent": lambda number: f"{70 + number % 29}.{number % 9 + 1}",
}
NUMERALS = "零一二三四五六七八九十"
MARK = re.compile(r"\{(\w+):|\}")
DRAWN = re.compile(r"<([a-z]+)\d*>")
SYNTAXES: dict[str, Callable[[str], bytes]] = {"txt": str.encode, "html": as_html, "docx": as_docx}

Draw = Callable[[str], str]


class Sentence(NamedTuple):
    """A sentence with marks, and the claims that it makes."""

    text: str
    claims: tuple[tuple[str, str, str], ...]


class Made(NamedTuple):
    """A report, its metadata, and the truth about it: spans and relations as in gold."""

    id: str
    text: str
    issuer: str
    region: str
    year: int
    spans: list[dict[str, Any]]
    relations: list[dict[str, str]]


def write(number: int, folder: Path, syntaxes: Sequence[str] = ("txt",)) -> None:
    """So many reports, a thousand to a folder, and the truth about them."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "truth.jsonl").open("w", encoding="utf-8", newline="\n") as truth:
        for at in range(number):
            made, syntax = report(at), syntaxes[at % len(syntaxes)]
            path = folder / "reports" / f"{at // 1000:04}" / f"{made.id}.{syntax}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(SYNTAXES[syntax](made.text))
            truth.write(json.dumps(made._asdict(), ensure_ascii=False) + "\n")


def report(at: int) -> Made:
    """The report of this number."""
    county, year = _county(at), YEARS[at // len(_counties()) % len(YEARS)]
    writer = _Writer(at, {**_words(), **_places(county, year)})
    issuer = county[1].name + county[2].name + writer.drawn("agency")
    writer.add(f"{{a0:{issuer}}}\n{year}{writer.drawn('genre')}\n\n")
    writer.sentence("opening", 0)
    for number, (part, length, paragraph) in enumerate(PARTS, 1):
        writer.add(f"\n{NUMERALS[number]}、{_headings()[part]}")
        for place in range(length):
            if place % paragraph == 0:
                section = place // paragraph
                writer.add(f"\n（{NUMERALS[section + 1]}）{_titles()[section] if paragraph > 1 else ''}")
            writer.sentence(part, place)
    region = gazetteer.full_name(county[2])
    return Made(f"{at:06}", writer.text + "\n", issuer, region, year, writer.spans, writer.relations)


class _Writer:
    """The text so far, with the spans and relations in it."""

    def __init__(self, at: int, words: Mapping[str, Sequence[str]]) -> None:
        self.text = ""
        self.spans: list[dict[str, Any]] = []
        self.relations: list[dict[str, str]] = []
        self._at, self._words = at, words

    def drawn(self, name: str, key: str = "") -> str:
        """A word of this kind, or a number: the same for the same key."""
        number = int(digest(str(self._at), name, key), 16)
        if name in NUMBERS:
            return NUMBERS[name](number)
        return self._words[name][number % len(self._words[name])]

    def sentence(self, part: str, place: int) -> None:
        """One sentence of the part, with what it claims."""
        those = _sentences()[part]
        chosen = those[(self._at + place * STEP) % len(those)]
        ids = self.add(DRAWN.sub(lambda mark: self.drawn(mark[1], f"{part} {place} {mark[0]}"), chosen.text))
        for head, kind, tail in chosen.claims:
            ends = {"head": ids.get(head, head), "type": kind, "tail": ids.get(tail, tail)}
            self.relations.append({**ends, "status": STATUS[part]})

    def add(self, marked: str) -> dict[str, str]:
        """Put text with marks behind the rest; gives the ids of its spans by those in the marks."""
        open_: list[tuple[str, int]] = []
        ids, end = {}, 0
        for mark in MARK.finditer(marked):
            self.text += marked[end : mark.start()]
            end = mark.end()
            if mark[1]:
                open_.append((mark[1], len(self.text)))
                continue
            name, start = open_.pop()
            ids[name] = f"s{len(self.spans)}"
            words = self.text[start:]
            span = {"label": LABELS[name[0]], "id": ids[name], "start": start, "end": len(self.text)}
            self.spans.append({**span, "text": words})
        self.text += marked[end:]
        return ids


@functools.cache
def _rows() -> tuple[list[str], ...]:
    lines = GRAMMAR.read_text("utf-8").splitlines()
    return tuple(line.split("\t") for line in lines if not line.startswith("#"))


@functools.cache
def _sentences() -> Mapping[str, tuple[Sentence, ...]]:
    found: dict[str, list[Sentence]] = {}
    for place, text, claims in (row for row in _rows() if row[0] in STATUS):
        said = tuple(tuple(claim.split()) for claim in claims.split(",") if claim)
        found.setdefault(place, []).append(Sentence(text, said))  # type: ignore[arg-type]
    return {place: tuple(those) for place, those in found.items()}


@functools.cache
def _headings() -> Mapping[str, str]:
    return {row[1]: row[2] for row in _rows() if row[0] == "heading"}


@functools.cache
def _titles() -> Sequence[str]:
    return [row[1] for row in _rows() if row[0] == "title"]


@functools.cache
def _words() -> Mapping[str, Sequence[str]]:
    told = {row[1]: row[2].split() for row in _rows() if row[0] == "word"}
    initiatives = [row["name"] for row in table("initiatives") if row["place"] == "any"]
    regions = [county[1].name + county[2].name for county in _counties()]
    return {**told, "initiative": initiatives, "region": regions}


@functools.cache
def _counties() -> Sequence[Sequence[gazetteer.Division]]:
    """Province, city and county of the districts and counties that stand today."""
    those = (one for one in gazetteer.divisions() if one.level == "县级" and one.existed(None))
    chains = [gazetteer.chain(one) for one in those if one.name.endswith(("区", "县"))]
    return [chain for chain in chains if len(chain) == LEVELS]


def _county(at: int) -> Sequence[gazetteer.Division]:
    """That of a report: neighbours in the list lie far apart."""
    return _counties()[at * APART % len(_counties())]


def _places(county: Sequence[gazetteer.Division], year: int) -> Mapping[str, Sequence[str]]:
    """What the names in a report hang on: where it comes from, and when."""
    province, city, own = county
    apps = [row["name"] for row in table("platforms") if row["region"] == province.name]
    return {
        "county": [city.name + own.name],
        "city": [city.name],
        "cityshort": [city.short],
        "short": [own.short],
        "own": [own.name[-1]],
        "app": apps or [f"{city.short}办"],
        "year": [str(year)],
    }


if __name__ == "__main__":
    if len(sys.argv) < len(("program", "NUMBER", "FOLDER")) or not sys.argv[1].isdecimal():
        raise SystemExit(__doc__)
    write(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] or ("txt",))
