"""Formats with pages: PDF and OFD give the text back, paragraph by paragraph."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.documents import as_ofd, as_pdf, paragraphs
from kg.pipeline import extract
from kg.read import Limits
from kg.read.formats import reader_of
from tests.conftest import ROOT

SAMPLES = sorted((ROOT / "samples" / "texts").glob("*.txt"))
HEAD = "东湖区政务服务工作报告"
Maker = Callable[..., bytes]
MAKERS = {".pdf": as_pdf, ".ofd": as_ofd}
FORMATS = pytest.mark.parametrize(("suffix", "made"), MAKERS.items(), ids=MAKERS.keys())


def bare(text: str) -> str:
    return "".join(text.split())


@FORMATS
def test_the_samples_come_back_with_their_paragraphs_whole(suffix: str, made: Maker) -> None:
    whole = wanted = 0
    for path in SAMPLES:
        text = path.read_text("utf-8")
        found = reader_of(suffix, "a")(made(text, head=HEAD), "a", Limits())

        lines = list(map(bare, paragraphs(text)))
        assert bare(found.text) == "".join(lines)
        whole += len(set(lines) & set(map(bare, found.text.split("\n"))))
        wanted += len(set(lines))
    assert whole >= 0.97 * wanted


@FORMATS
def test_the_same_mentions_come_out_as_of_the_text_with_their_pages(
    suffix: str, made: Maker, tmp_path: Path
) -> None:
    lines = "\n".join(paragraphs(SAMPLES[2].read_text("utf-8")))
    (tmp_path / "a.txt").write_text(lines, "utf-8")
    (tmp_path / f"b{suffix}").write_bytes(made(lines, head=HEAD))

    plain, paged = extract([tmp_path])

    assert [(m.label, m.evidence.quote) for m in paged.mentions] == [
        (m.label, m.evidence.quote) for m in plain.mentions
    ]
    assert {m.evidence.page for m in paged.mentions} == {1, 2}
