"""Structures of sentences, each with many names in it, and what they state.

A line of `structures/*.txt` is a structure and the claims that it states. `(甲|乙)` is one of these, each
letter a name of a kind, `<156项>` a figure, S who acts, m a word of mood; `!p` is planned, `!x` problem.
"""

import itertools
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.nlp.spans import Hit
from tests.nlp.marked import claims, parse

NAMES = {
    "I": (
        *("“{Initiative:马上办}”", "{Initiative:一网通办}", "“{Initiative:放管服}”改革"),
        *("{Initiative:商事制度改革}", "“{Initiative:局长走流程}”活动", "{Initiative:告知承诺制}"),
    ),
    "i": ("“{Initiative:马上办}”", "“{Initiative:一网通办}”", "“{Initiative:河湖长制}”"),
    "K": ("{Initiative:扫黑除恶专项斗争}", "“{Initiative:清风}”行动", "{Initiative:蓝天保卫战}"),
    "P": ("“{Platform:渝快办}”", "{Platform:智慧监管平台}", "{Platform:12345热线}", "{Platform:浙里办}"),
    "R": ("{Regulation:《昌邑市物业管理条例》}", "{Regulation:《关于优化营商环境的实施意见》}"),
    "L": (
        "{Regulation:《中华人民共和国行政处罚法》}",
        "{Regulation:民法典}",
        "{Regulation:《信访工作条例》}",
    ),
    "B": ("{Publication:《政务服务创新案例集》}",),
    "A": ("{Agency:区司法局}", "{Agency:市市场监督管理局}", "{Agency:县委依法治县办}", "{Agency:区税务局}"),
    "O": ("{Org:昌邑移动公司}", "{Org:海化集团}", "{Org:市律师协会}"),
    "G": ("{Region:成都市武侯区}", "{Region:江苏省}", "{Region:杭州}"),
    "C": ("{Agreement:《政务服务合作协议》}", "{Agreement:战略合作框架协议}"),
    "I2": ("“{Initiative:一件事}”",),
    "I3": ("“{Initiative:好差评}”",),
    "i2": ("“{Initiative:一件事}”",),
    "P2": ("{Platform:政务服务网}",),
    "R2": ("{Regulation:《昌邑市养犬管理办法》}",),
    "R3": ("{Regulation:《公共数据管理办法》}",),
    "L2": ("{Regulation:《行政复议法》}",),
    "A2": ("{Agency:市公安局}",),
    "G2": ("{Region:湖北省}",),
    "G3": ("{Region:河南省}",),
}
SUBJECTS = (
    *(("", ["@issuer"]), ("我局", ["@issuer"]), ("{Agency:市数据局}", ["市数据局"])),
    *(("{Agency:市财政局}、{Agency:市人社局}", ["市财政局", "市人社局"]), ("全市", ["@issuer"])),
)
MOODS = (
    *(("", ""), ("已", ""), ("积极", ""), ("将", "planned"), ("拟", "planned")),
    *(("计划", "planned"), ("力争", "planned"), ("先后", ""), ("持续", "")),
)
STATUS = {"!p": "planned", "!x": "problem"}
_MOST = 60
"""How many sentences of one line are tried; the others are spared by even steps."""
_SLOT = re.compile(r"APP|[A-Z]\d|i\d|[IiKPRLBAOGC]")
FILES = sorted((Path(__file__).parent / "structures").glob("*.txt"))
LINES = [
    (path.stem, line)
    for path in FILES
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and line[0] != "#"
]


def _sentences(structure: str) -> list[str]:
    """The sentences of a structure, one for each way through what it leaves open."""
    parts = [part.split("|") for part in re.split(r"[()]", structure)]
    every = ["".join(way) for way in itertools.product(*parts)]
    return every[:: -(-len(every) // _MOST)]


def _filled(sentence: str, at: int) -> tuple[str, str, list[str], dict[str, str]]:
    """A sentence with names marked, the status its mood asks for, who acts in it, and its names by slot."""
    subject, acting = SUBJECTS[at % len(SUBJECTS)] if "S" in sentence else SUBJECTS[0]
    mood, status = MOODS[at // 5 % len(MOODS)] if "m" in sentence else MOODS[0]
    names = {slot: NAMES[slot][at % len(NAMES[slot])] for slot in _SLOT.findall(sentence) if slot in NAMES}
    text = _SLOT.sub(lambda slot: names.get(slot[0], slot[0]), sentence.replace("m", "\1").replace("S", "\2"))
    text = text.replace("\1", mood).replace("\2", subject)
    inside = {slot: name.split(":")[1].split("}")[0] for slot, name in names.items()}
    return re.sub("<(.+?)>", r"{Metric:\1}", text), status, acting, inside


def _told(marked: str) -> set[tuple[str, str, str, str]]:
    text, _ = parse(marked)

    def words(end: object) -> str:
        return text[end.start : end.end] if isinstance(end, Hit) else str(end)

    return {(words(c.subject), c.predicate, words(c.object), c.status) for c in claims(marked)}


def _wanted(
    stated: str, status: str, acting: list[str], names: dict[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    for claim in filter(None, map(str.split, stated.split(";"))):
        subject, relation, target, *mark = claim
        told = status or (STATUS[mark[0]] if mark else "done")
        for each in acting if subject == "S" else [names.get(subject, subject)]:
            yield each, relation, names.get(target, target), told


@pytest.mark.no_cover
@pytest.mark.parametrize(("kind", "line"), LINES)
def test_a_structure_states_the_same_of_any_names(kind: str, line: str) -> None:
    structure, stated = line.split(" || ") if " || " in line else (line.removesuffix(" ||"), "")
    for sentence in _sentences(structure):
        first = zlib.crc32(sentence.encode()) % 90
        for at in (first, first + 37):
            marked, status, acting, names = _filled(sentence, at)
            wanted = set(_wanted(stated, status, acting, names))
            assert (marked, _told(marked)) == (marked, wanted)
