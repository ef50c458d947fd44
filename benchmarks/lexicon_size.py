"""What do a user's terms cost: to make ready, and in reading, if there are half a million of them?"""

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.model import Report
from kg.nlp import extract
from kg.pipeline import extract as reports_in
from kg.terms import Lexicon, lexicon_in

Measured = tuple[str, float, str, str]
FEW, MANY = 5_000, 500_000
ROUNDS = 5


def measure(reports: Path) -> list[Measured]:
    """CPU-seconds to make MANY names ready, and reading with MANY as a multiple of reading with FEW."""
    texts = [Report(reading.report.id, "", reading.report.text) for reading in reports_in([reports])]
    spent: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in (FEW, MANY):
            start = time.process_time()
            lexicon = _lexicon(Path(folder) / str(number), number)
            extract(texts[0], lexicon=lexicon)
            loaded = time.process_time() - start
            spent[number] = min(_reading(texts, lexicon) for _ in range(ROUNDS))
    return [
        (f"{MANY:,} names of a user, made ready", loaded, "CPU-s", "once a process"),
        (f"reading with them, to {FEW:,}", spent[MANY] / spent[FEW], "times", "< 1.5"),
    ]


def _reading(texts: list[Report], lexicon: Lexicon) -> float:
    start = time.process_time()
    for report in texts:
        extract(report, lexicon=lexicon)
    return time.process_time() - start


def _lexicon(folder: Path, number: int) -> Lexicon:
    """A folder with so many names of 4 to 9 characters out of two hundred."""
    folder.mkdir()
    names = "\n".join(_names(number))
    (folder / "initiatives.csv").write_text(f"name\n{names}\n", "utf-8")
    return lexicon_in(folder)


def _names(number: int) -> Iterator[str]:
    chance, letters = random.Random(number), [chr(0x4E00 + at) for at in range(200)]
    return iter(sorted({"".join(chance.choices(letters, k=chance.randint(4, 9))) for _ in range(number)}))
