"""Texts made to break a reader, and the time and memory that they take.

    python -m benchmarks.hostile [ROUNDS [SEED]]

`fuzz` reads ROUNDS (default: 200) mixtures of such pieces, drawn from a seed, each within a time for its
length; `endless` reads one sentence of 10 MB. `make soak` calls both; tests/nlp/test_hostile.py reads UNITS.
"""

import random
import subprocess
import sys
import time
from pathlib import Path

from kg.model import Report
from kg.nlp import extract
from kg.nlp.leftout import Taken, left_out

SAMPLES = Path(__file__).parent.parent / "samples" / "texts"
ENDLESS = 10_000_000
"""Bytes of the one sentence."""
A_CHARACTER, AT_LEAST = 0.001, 0.5
"""CPU-seconds that a mixture may take: for each of its characters, and in any case."""
TIMES, LINEAR, MEGABYTES = 8, 12, 2_000
"""So many times the text may take so many times the CPU time, and the process so much memory."""

UNITS = {
    "traditional": "國務院辦公廳關於優化營商環境、",
    "English": "the Bureau of Public Affairs handled 156 items (87.3%) online and ",
    "Latin letters": "a",
    "figures": "2021\t33\t4.5%\t1,234.5万元\n",
    "one number": "1",
    "digits and stops": "1.5",
    "wide digits": "１２３",
    "amounts": "3亿",
    "years": "2021年",
    "noise of a scanner": "口曰囗土士己已巳未末0Ol1 政 务 ",
    "no punctuation": "推进政务服务改革办理事项联合市司法局印发方案",
    "one character": "长",
    "numerals": "一",
    "marks": "一、（一）1.①",
    "titles never closed": "《",
    "titles closed at once": "《a》",
    "titles never opened": "》",
    "quotes never closed": "“区",
    "brackets never closed": "（市",
    "brackets in brackets": "（《“〈〔",
    "brackets of years": "国发〔2016〕",
    "control characters": "\x00\x07\x1b",
    "control characters in names": "市\x00司\x07法局",
    "emoji": "👨‍👩‍👧‍👦",
    "halves of characters": "\ud83d区\udc4d",
    "right to left": "\u202e区\u202c",
    "invisible signs": "\u200b\u2060\ufeff",
    "combining signs": "e\u0301",
    "blanks": " ",
    "wide blanks": "\u3000",
    "characters apart": "市 司 法 局 ",
    "line ends": "\r\n",
    "commas": "，",
    "dashes": "——",
    "bureaus": "市司法局",
    "governments": "市政府",
    "listed bureaus": "市司法局、",
    "firms that are counted": "甲、乙等4家企业",
    "towns": "大镇",
    "districts": "成都市武侯区",
    "suffixes": "省市区县委局办",
    "titles in a list": "《甲法》和",
    "initiatives in a list": "“甲”、",
    "channels": "跨省通办",
    "of and": "的和与",
    "genres": "关于",
    "verbs": "推进印发",
    "platforms and initiatives": "依托“甲平台”推进“乙改革”",
    "who acts": "由市局会同市公安局",
    "who signs": "与成都市签订合作协议",
    "under whom": "在市委领导下",
    "who watches": "接受市人大、市政协",
    "parts": "其中办理12件，",
    "changes": "比2020年增长3%",
    "addresses": "http://www.gov.cn/",
    "mark-up": "<p>&nbsp;",
}


def made(unit: str, size: int) -> str:
    """The unit repeated to so many characters."""
    return (unit * (size // len(unit) + 1))[:size]


def read(text: str) -> None:
    """Read a text; all that comes out, and all that is left out, stands where it says."""
    reading = extract(Report("r" + "0" * 16, "a.txt", text))
    places = [m.evidence for m in (*reading.mentions, *reading.deictics)]
    taken = [Taken(place.start, place.end, "Agency") for place in places]
    places += [c.evidence for c in reading.claims] + [s.evidence for s in reading.sections]
    assert all(text[place.start : place.end] == place.quote for place in places)
    assert all(text[item.start : item.end] == item.surface for item in left_out(text, taken))


def fuzz(rounds: int, seed: int = 1) -> str:
    """Read mixtures of the units, damaged at random; AssertionError names the round and the seed."""
    draw, units, slowest = random.Random(seed), sorted(UNITS.values()), 0.0
    read("预热。")
    for number in range(rounds):
        text = mixture(draw, units)
        start = time.process_time()
        try:
            read(text)
        except Exception as error:
            raise AssertionError(f"fuzz: round {number} of seed {seed}: {text[:200]!r} …") from error
        spent = time.process_time() - start
        slowest = max(slowest, spent / len(text))
        assert spent < AT_LEAST + A_CHARACTER * len(text), (
            f"fuzz: round {number} of seed {seed}: {spent:.1f} s"
        )
    return f"fuzz: {rounds} mixtures read, the slowest with {slowest * 1e6:.0f} µs a character"


def mixture(draw: random.Random, units: list[str]) -> str:
    """Some units, each many times in a row, with characters cut out, doubled and moved."""
    text = "".join(made(draw.choice(units), draw.randint(1, 800)) for _ in range(draw.randint(1, 12)))
    for _ in range(draw.randrange(20)):
        start = draw.randrange(len(text))
        end = start + draw.randrange(1, 9)
        text = text[:start] + draw.choice(("", text[start:end] * 2, draw.choice(units))) + text[end:]
    return text + draw.choice(units)


def endless(size: int = ENDLESS) -> str:
    """Read one sentence of so many bytes in a process of its own; AssertionError tells what was too much."""
    command = [sys.executable, "-c", f"from benchmarks import hostile; hostile.one_sentence({size})"]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"endless: {done.stderr[-500:]}"
    small, large, memory = map(float, done.stdout.split())
    told = f"endless: one sentence of {size / 1e6:g} MB read in {large:.1f} CPU-s, {memory:.0f} MB in all"
    assert large < LINEAR * small, f"{told}; an eighth of it in {small:.1f}"
    assert memory < MEGABYTES, told
    return told


def one_sentence(size: int) -> None:
    """Print the CPU-seconds for an eighth of the sentence and for all of it, and the peak memory in MB."""
    import resource

    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    unit = "".join(texts).translate(dict.fromkeys(map(ord, "。；！？\r\n"), "，"))
    whole = made(unit, size * len(unit) // len(unit.encode()))
    read(unit[:5_000])
    for text in (whole[: len(whole) // TIMES], whole):
        start = time.process_time()
        read(text)
        print(time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / (1e6 if sys.platform == "darwin" else 1e3))


if __name__ == "__main__":
    print(fuzz(*map(int, sys.argv[1:])) if sys.argv[1:] else fuzz(200))
    print(endless())
