import pytest

from kg.model import Reading, Report, Section, evidence_at
from kg.nlp.windows import join, windows_of


@pytest.mark.parametrize("text", ["", "一句。", "推进改革。" * 50, "段落\n" * 60, "无标点" * 100])
def test_windows_cover_the_text(text: str) -> None:
    spans = list(windows_of(text, 40))

    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= 40 for start, end in spans)


def test_a_window_ends_with_a_paragraph_else_with_a_sentence() -> None:
    text = "推进改革。\n" * 4 + "推进改革。" * 8

    ends = [text[:end][-2:] for _, end in windows_of(text, 20)]

    assert ends[0] == "。\n"
    assert all(end[-1] in "。\n" for end in ends)


def test_a_section_runs_on_through_the_windows() -> None:
    report = Report("r" + "0" * 16, "a.txt", "一、甲一二三二、乙")

    def part(*sections: tuple[int, int, int]) -> Reading:
        found = (Section(evidence_at(report, s, e), level, "other", "") for s, e, level in sections)
        return Reading(report, tuple(found))

    joined = join(report, [part((0, 3, 1)), part(), part((6, 9, 1))])

    assert [(s.evidence.start, s.evidence.end) for s in joined.sections] == [(0, 6), (6, 9)]
