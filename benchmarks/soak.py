"""The long series: builds that are killed, texts that are damaged or hostile, many reports.

    python -m benchmarks.soak [ROUNDS]

Everything is drawn from a fixed seed. The first failure ends the run with what was tried; some fifteen
minutes with the default of 60 rounds.
"""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import hostile
from kg.model import Report, report_id
from kg.nlp import extract
from kg.record import record_of

SAMPLES = Path(__file__).parent.parent / "samples" / "texts"
MADE_WHEN_NEEDED = ("cache", "graph", ".new")


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kill(Path(folder) / "kill", rounds)
        damage(rounds * 20)
        print(hostile.fuzz(rounds * 20))
        print(hostile.endless())
        scale(Path(folder) / "scale", rounds * 20)
    print("soak: all well")


def kill(folder: Path, rounds: int) -> None:
    """Kill a build at another moment each round; the next build gives the bytes of a whole one."""
    start = time.perf_counter()
    build(SAMPLES, folder / "whole")
    whole, wall = fingerprint(folder / "whole"), time.perf_counter() - start
    for number in range(rounds):
        out = folder / "killed"
        shutil.rmtree(out, ignore_errors=True)
        process = subprocess.Popen(
            command(SAMPLES, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(wall * number / rounds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        build(SAMPLES, out)
        expect(fingerprint(out) == whole, f"killed after {wall * number / rounds:.2f} s: other bytes")
    print(f"kill: {rounds} builds killed and finished")


def damage(rounds: int) -> None:
    """Damage a text at random; whatever is extracted must stand where it says."""
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    draw = random.Random(1)
    for number in range(rounds):
        text = damaged(draw.choice(texts), draw)
        report = Report(report_id(text.encode("utf-8", "surrogatepass")), "a.txt", text)
        for mention in record_of(extract(report))["mentions"]:
            said = text[mention["start"] : mention["end"]]
            expect(said == mention["text"] and said.strip() == said, f"round {number}: {mention}")
    print(f"damage: {rounds} damaged texts read")


def damaged(text: str, draw: random.Random) -> str:
    """The text with some pieces cut, doubled, moved or replaced by rubbish."""
    rubbish = (
        "\n",
        "\r\n",
        "　",
        "《",
        "》",
        "“",
        "〔",
        "（",
        "\u200b",
        "１２３",
        "𠮷",
        "年",
        "[bookmark: _GoBack]",
    )
    for _ in range(draw.randint(1, 20)):
        start = draw.randrange(len(text) + 1)
        end = min(len(text), start + draw.randrange(30))
        piece = draw.choice(("", text[start:end] * 2, text[end : end + 9], draw.choice(rubbish)))
        text = text[:start] + piece + text[end:]
    return text


def scale(folder: Path, reports: int) -> None:
    """Build many reports that differ in their years and figures, twice; the second time none is parsed."""
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    draw = random.Random(2)
    (folder / "texts").mkdir(parents=True)
    for number in range(reports):
        text = draw.choice(texts).replace("2022", str(draw.randint(2010, 2025))) + f"\n第{number}号\n"
        (folder / "texts" / f"{number:06d}.txt").write_text(text, "utf-8")
    start = time.perf_counter()
    build(folder / "texts", folder / "graph", "--workers", "2")
    first, before = time.perf_counter() - start, fingerprint(folder / "graph")
    build(folder / "texts", folder / "graph")
    expect(fingerprint(folder / "graph") == before, "built again with one worker: other bytes")
    print(f"scale: {reports} reports in {first:.1f} s")


def command(reports: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "kg", "build", str(reports), "-o", str(out), *options]


def build(reports: Path, out: Path, *options: str) -> None:
    done = subprocess.run(command(reports, out, *options), capture_output=True, text=True, check=False)
    expect(done.returncode in (0, 1), f"kg build: exit code {done.returncode}: {done.stderr[-500:]}")


def fingerprint(folder: Path) -> str:
    """One hash over names and bytes of all that a build promises to make alike."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if path.is_file() and place.parts[0] not in MADE_WHEN_NEEDED:
            found.update(os.fsencode(place) + b"\0" + path.read_bytes())
    return found.hexdigest()


def expect(right: bool, what: str) -> None:
    if not right:
        raise SystemExit(f"soak: {what}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
