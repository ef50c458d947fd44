"""The findings as one page of HTML that needs no other file, no script and no network.

Whatever the reports hold is escaped; control characters and marks that turn the direction of writing are
shown as signs.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.cli.audit_words import KINDS, VERDICTS, plain
from kg.evaluate.page import head, shown
from kg.findings import Finding, Sentence

TITLE = "报告核对 · Audit of reports"
LOOK = tuple(VERDICTS)[: tuple(VERDICTS).index("recurs") + 1]
"""The verdicts that somebody should look at."""
_NUMBERS = {
    "stated": "所报 stated",
    "computed": "算得 computed",
    "part": "分子 part",
    "whole": "分母 whole",
    "target": "目标 target",
    "declared": "所报个数 declared",
    "missing": "未点名 not named",
    "planYear": "计划年度 year of the plan",
    "reportYear": "次年 year after",
}


def page(found: Sequence[Finding]) -> Iterator[str]:
    """The page in pieces: what there is of each kind, then each finding with its sentences."""
    order = [*KINDS]
    groups = {
        kind: [*group]
        for kind, group in groupby(
            sorted(found, key=lambda one: order.index(one.kind)), key=lambda one: one.kind
        )
    }
    yield from head(TITLE, "cli/audit_page.css")
    yield "<nav>"
    for kind, group in groups.items():
        yield f'<a href="#{kind}">{_both(KINDS[kind])} {len(group)}</a>\n'
    yield "</nav>\n"
    for kind, group in groups.items():
        yield f'<h2 id="{kind}">{_both(KINDS[kind])}</h2>\n'
        for one in group:
            yield from _article(one)
    yield "</body>\n</html>\n"


def _both(words: str) -> str:
    return words.replace(" | ", " ")


def _article(one: Finding) -> Iterator[str]:
    look = " look" if one.verdict in LOOK else ""
    yield f'<article>\n<h3><span class="v{look}">{_both(VERDICTS[one.verdict])}</span>'
    yield f"{shown(one.name)}</h3>\n"
    numbers = [f"{label} {plain(one.values[name])}" for name, label in _NUMBERS.items() if name in one.values]
    if one.values.get("sameIssuer") is False:
        numbers.append("次年为其他机构的报告 the year after, others report")
    told = [each for each in (one.region, one.agency, *numbers) if each]
    yield f'<p class="small">{shown(" · ".join(told))}</p>\n' if told else ""
    for sentence in one.sentences:
        yield f"<blockquote>{_marked(sentence)}<br><cite>{shown(sentence.place)}</cite></blockquote>\n"
    yield "</article>\n"


def _marked(sentence: Sentence) -> str:
    """The sentence with what matters marked; marks that cross are one."""
    text, at, out = sentence.report.text, sentence.start, []
    for start, end in sentence.marks:
        begin = max(at, start)
        if begin < end:
            out += [shown(text[at:begin]), f"<mark>{shown(text[begin:end])}</mark>"]
            at = end
    return "".join([*out, shown(text[at : sentence.end])])
