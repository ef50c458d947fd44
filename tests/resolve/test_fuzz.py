"""Whatever a rule proposes as a mention, resolution names it and goes on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Judgement, Label
from kg.resolve import resolve
from tests.resolve.texts import Named, read

LETTERS = "区市县省州委局办中心政府党组驻派团会议领导小关于印发的通知《》〈〉“”"
LETTERS += "（）()2021年第十二三个号〔〕—-+ \n鼓楼南京公安分局法条例A．"
LABELS: list[Label] = [
    "Agency", "Org", "Regulation", "DocNo", "Publication", "Initiative", "Platform", "Region", "Agreement",
]  # fmt: skip
words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=14).filter(str.strip)
named = st.lists(
    st.tuples(st.sampled_from(LABELS), words), min_size=1, max_size=6, unique_by=lambda pair: pair[1]
)


@pytest.mark.no_cover
@settings(max_examples=150, deadline=None)
@given(named, st.sampled_from(["江苏省南京市鼓楼区", "海南省琼海市", "四川省", None]))
def test_any_words_can_be_resolved(mentions: list[Named], region: str | None) -> None:
    reading = read("。".join(text for _, text in mentions), *mentions, region=region, issuer=None)
    resolution = resolve([reading])
    done = {row.mention for row in resolution.resolved}
    assert {m.id for m in reading.mentions if m.label != "DocNo"} <= done
    assert all(entity.name and entity.key for entity in resolution.entities)
    assert resolve([reading], [Judgement("nobody", "nowhere", "same", "", "w")]).issues
