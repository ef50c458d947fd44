"""The cost of resolution: a million mentions of a hundred thousand entities, two million, one report more.

    python -m benchmarks.resolving [MENTIONS [ENTITIES]]

prints CPU-seconds and the peak of memory, readings and all, of one run: 4000000 for four million. Names are
generated: agencies of all districts and counties, half of them in the short form of their region's reports,
and documents, initiatives, platforms and organizations of random characters.
"""

import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg import gazetteer
from kg.model import (
    ISSUER,
    Claim,
    Evidence,
    Label,
    Mention,
    Metadata,
    Reading,
    Report,
    Resolution,
    report_id,
)
from kg.resolve import resolve
from kg.resources import table

Measured = tuple[str, float, str, str]
Named = tuple[Label, str]
MANY, ENTITIES = 1_000_000, 100_000
IN_A_REPORT = 200
LETTERS = [chr(0x4E00 + 7 * at) for at in range(400)]
YEARS = range(2018, 2026)


def measure(_: Path) -> list[Measured]:
    """CPU-seconds and memory for MANY mentions, the growth to twice as many, what one report moves."""
    once, more = run(MANY), run(2 * MANY)
    return [
        (f"{MANY:,} mentions of {ENTITIES:,} entities resolved", once[0], "CPU-s", "≤ 60"),
        ("the same, peak of memory with the readings", once[1], "MB", "≤ 1500"),
        (f"growth to {2 * MANY:,} mentions", math.log2(more[0] / once[0]), "exponent of the number", "≤ 1.1"),
        ("entities that one more report changes and does not name", float(touched()), "entities", "0"),
    ]


def run(mentions: int) -> tuple[float, float]:
    """CPU-seconds of resolution and peak megabytes, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.resolving", str(mentions), str(ENTITIES)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told["cpu_s"], told["peak_mb"]


def touched() -> int:
    """How many entities another report changes, of those that no mention of it denotes."""
    *before, last = corpus(20_000, 2_000)
    old, new = resolve(before), resolve([*before, last])
    own = {row.entity for row in new.resolved if row.report_id == last.report.id}
    changed = set(new.entities) ^ set(old.entities)
    return len({entity.id for entity in changed} - own)


def corpus(mentions: int, entities: int) -> list[Reading]:
    """Reports with so many mentions together, of so many entities."""
    chance = random.Random(mentions)
    homes = [each for each in gazetteer.divisions() if each.level == "县级" and each.last is None]
    homes = homes[: max(1, entities // 20)]
    local = _agencies(homes, entities // 2)
    shared = _shared(chance, entities - sum(map(len, local)))
    reports = max(1, mentions // IN_A_REPORT)
    return [
        _report(at, homes[at % len(homes)], local[at % len(homes)], shared, chance) for at in range(reports)
    ]


def _agencies(homes: Sequence[gazetteer.Division], number: int) -> list[list[str]]:
    """The functions of the agencies of each home."""
    functions = list(dict.fromkeys(row["full"] for row in table("agency_functions")))
    each = -(-number // len(homes))
    return [
        [functions[(at + step) % len(functions)] + "局" for step in range(each)] for at in range(len(homes))
    ]


def _shared(chance: random.Random, number: int) -> list[Named]:
    tails: list[tuple[Label, str, str]] = [
        ("Regulation", "《关于推进", "工作的通知》"), ("Initiative", "“", "一次办”"),
        ("Platform", "“", "”平台"), ("Org", "", "有限公司"), ("Regulation", "《", "管理办法》"),
    ]  # fmt: skip
    return [
        (label, head + "".join(chance.choices(LETTERS, k=5)) + tail)
        for label, head, tail in (tails[at % len(tails)] for at in range(number))
    ]


def _report(
    at: int, home: gazetteer.Division, local: Sequence[str], shared: Sequence[Named], chance: random.Random
) -> Reading:
    full, year = gazetteer.full_name(home), YEARS[at % len(YEARS)]
    names = [*_local(home.name, local, chance), *chance.choices(shared, k=IN_A_REPORT * 3 // 10)]
    chance.shuffle(names)
    text = f"第{at}号" + "。".join(name for _, name in names)
    key = report_id(text.encode())
    meta = Metadata(
        issuer=f"{home.name}{local[0]}", issuer_basis="stated", region=full, region_basis="title",
        year=year, year_basis="stated",
    )  # fmt: skip
    mentions = tuple(_mentions(key, text, names))
    return Reading(Report(key, f"{at}.txt", text, meta), mentions=mentions, claims=tuple(_claims(mentions)))


def _local(home: str, local: Sequence[str], chance: random.Random) -> Iterator[Named]:
    for number in range(IN_A_REPORT - IN_A_REPORT * 3 // 10):
        if number % 10 == 0:
            yield "Region", home
        else:
            yield "Agency", (home[-1] if number % 2 else home) + chance.choice(local)


def _mentions(key: str, text: str, names: Sequence[Named]) -> Iterator[Mention]:
    start = text.index("号") + 1
    for label, name in names:
        yield Mention(label, Evidence(key, start, start + len(name), name), "bench")
        start += len(name) + 1


def _claims(mentions: Sequence[Mention]) -> Iterator[Claim]:
    for mention in mentions:
        if mention.label == "Initiative":
            yield Claim(ISSUER, "ADVANCES", mention.id, "done", "bench", mention.evidence)


def _once(mentions: int = MANY, entities: int = ENTITIES) -> dict[str, float]:
    readings = corpus(mentions, entities)
    start = time.process_time()
    resolution: Resolution = resolve(readings)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu_s": round(spent, 2), "peak_mb": round(peak), "entities": len(resolution.entities)}


if __name__ == "__main__":
    print(json.dumps(_once(*map(int, sys.argv[1:]))))
