"""The user's names and blocked strings among what the rules propose."""

import random
from functools import partial
from pathlib import Path

import pytest

from kg.nlp import make_nlp, to_doc
from kg.nlp.spans import Hit
from kg.nlp.terms import apply, finder
from kg.nlp.view import repair
from kg.terms import lexicon_in
from tests.growth import seconds
from tests.test_terms import folder


def applied(place: Path, text: str, candidates: list[Hit], **files: str) -> list[tuple[str, str]]:
    """(rule, words) of what is left of the candidates, with the names of the files."""
    found = apply(text, candidates, finder(lexicon_in(folder(place, **files))))
    return sorted((hit.rule, text[hit.start : hit.end]) for hit in found)


def test_a_users_name_takes_the_place_of_what_rules_propose_for_it(tmp_path: Path) -> None:
    text = "登录湖畔夜谈办理"
    rules = [Hit(2, 6, "Platform", "platform.quoted"), Hit(4, 6, "Initiative", "initiative.established")]

    assert applied(tmp_path, text, rules, initiatives="name\n湖畔夜谈\n") == [
        ("initiative.established", "夜谈"),
        ("initiative.user", "湖畔夜谈"),
    ]


def test_the_longest_of_a_users_names_is_taken(tmp_path: Path) -> None:
    names = "name\n湖畔\n湖畔夜谈\n夜谈会客厅\n"

    assert applied(tmp_path, "湖畔夜谈会客厅", [], initiatives=names) == [("initiative.user", "湖畔夜谈")]


def test_a_platform_is_found_with_its_head_too(tmp_path: Path) -> None:
    assert applied(tmp_path, "下载鼓小办小程序", [], platforms="name\n鼓小办\n") == [
        ("platform.user", "鼓小办"),
        ("platform.user", "鼓小办小程序"),
    ]


@pytest.mark.parametrize(
    ("row", "left"),
    [
        ("区政府路,", {"东区政府路派出所", "38号"}),
        ("区政府路,Agency", {"东区政府路派出所", "38号", "政府路38"}),
        ("区政府路,Metric", {"东区政府路派出所", "38号", "政府路38", "区政府", "区政府路"}),
    ],
)
def test_what_overlaps_a_blocked_string_falls_unless_it_holds_it(
    row: str, left: set[str], tmp_path: Path
) -> None:
    text = "东区政府路38号东区政府路派出所"
    spans = [(1, 4, "Agency"), (1, 5, "Agency"), (2, 7, "Region"), (5, 8, "Metric"), (8, 16, "Agency")]
    candidates = [Hit(start, end, label, "test.rule") for start, end, label in spans]

    found = applied(tmp_path, text, candidates, blocked=f"context,label\n{row}\n")

    assert {words for _, words in found} == left


def test_terms_are_found_in_the_form_of_the_view(tmp_path: Path) -> None:
    files = {"platforms": 'name\n"云＋办(鼓楼)"\n"“云上”APP 2.0"\n'}
    text = repair('下载云+办（鼓楼）和"云上"APP 2.0。').text

    assert applied(tmp_path, text, [], **files) == [
        ("platform.user", "“云上”APP 2.0"),
        ("platform.user", "云+办（鼓楼）"),
    ]


def test_a_term_is_no_part_of_a_latin_word_or_number(tmp_path: Path) -> None:
    names = "name\n12345\nAI办\n"
    text = "拨打12345热线，办理512345件、123456件，用AI办，不用MAI办"

    assert applied(tmp_path, text, [], platforms=names) == [
        ("platform.user", "12345"),
        ("platform.user", "12345热线"),
        ("platform.user", "AI办"),
    ]


def test_offsets_of_terms_are_those_of_the_text(tmp_path: Path) -> None:
    from kg.model import Report, report_id

    lexicon = lexicon_in(folder(tmp_path, initiatives="name\n湖畔夜谈\n"))
    text = "\u200b2023年以来，我局坚持便民利民的总体思路，推出湖畔\n夜谈服务。\r\n再办湖畔夜谈。"
    doc = to_doc(make_nlp(lexicon=lexicon), Report(report_id(text.encode()), "a.txt", text))

    found = [(span.start_char, span.end_char) for span in doc.spans["mentions"]]
    assert [text[start:end] for start, end in found] == ["湖畔\n夜谈", "湖畔夜谈"]


def test_rules_left_out_leave_what_others_propose(tmp_path: Path) -> None:
    terms = finder(lexicon_in(folder(tmp_path, initiatives="name\n放管服\n")))
    candidates = [Hit(2, 5, "Initiative", "initiative.established")]

    assert apply("推进放管服", candidates, terms, ["initiative.user"]) == candidates
    assert [hit.rule for hit in apply("推进放管服", candidates, terms)] == ["initiative.user"]


def test_many_names_take_no_longer_to_look_for(tmp_path: Path) -> None:
    chance = random.Random(1)
    letters = [chr(0x4E00 + number) for number in range(200)]
    names = sorted({"".join(chance.choices(letters, k=6)) for _ in range(20_000)})
    text = "".join(chance.choices(letters, k=20_000))
    spent = []
    for number in (len(names) // 100, len(names)):
        files = {"initiatives": "name\n" + "\n".join(names[:number]) + "\n"}
        terms = finder(lexicon_in(folder(tmp_path / str(number), **files)))
        spent.append(min(seconds(partial(apply, text, [], terms)) for _ in range(5)))

    assert spent[1] < 5 * spent[0] + 0.05
