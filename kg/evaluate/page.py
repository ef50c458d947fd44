"""One page of HTML that shows texts with right, missed and spurious spans and claims.

It needs no other file, no script and no network. Whatever the texts hold is escaped; control characters
and marks that turn the direction of writing are shown as signs. Kinds differ in colour, in the style of
their underline and in their sign, so that they can be told apart without colours.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby, pairwise

from kg.evaluate.gold import Pair
from kg.evaluate.intervals import intervals
from kg.evaluate.places import End, Place, Said, claim_rules, place_of, places_of, said_by
from kg.evaluate.scores import Score, tally, total
from kg.evaluate.visible import visible
from kg.model import Reading
from kg.resources import resource

RIGHT, MISSED, SPURIOUS = "r", "m", "s"
KINDS = {RIGHT: "✓ 正确 right", MISSED: "− 遗漏 missed", SPURIOUS: "+ 多出 spurious"}
TITLE = "抽取与标注对照 · Extraction against annotation"
_SHOWN = ("mention strict", "claim", "claim with status", "status of right claims")
Mark = tuple[int, int, str, str]
"""Start, end, kind and what is told of a span."""


def page(pairs: Sequence[Pair]) -> Iterator[str]:
    """The page in pieces: totals, a list of the texts, then each text with its marks and claims."""
    tallies = [tally(gold, found) for gold, found in pairs]
    yield from head(TITLE, "evaluate/page.css")
    yield from _legend()
    yield from _scores(total(tallies), intervals(tallies))
    yield "<h2>文本 Texts</h2>\n"
    yield '<p class="small">F1: 提及 mentions · 论断 claims</p>\n<ol>\n'
    for number, ((gold, _), counted) in enumerate(zip(pairs, tallies, strict=True), 1):
        spans, claims = (_percent(counted[what, "micro"]) for what in ("mention strict", "claim"))
        name = shown(gold.report.source)
        yield f'<li><a href="#t{number}">{name}</a> <span class="small">{spans} · {claims}</span></li>\n'
    yield "</ol>\n"
    for number, (gold, found) in enumerate(pairs, 1):
        yield from _text(number, gold, found)
    yield "</body>\n</html>\n"


def shown(text: str) -> str:
    """The text as HTML: escaped, control characters as signs."""
    return escape(visible(text))


def head(title: str, style_file: str) -> Iterator[str]:
    """The begin of a page without scripts and outside addresses, as far as its heading.

    `style_file` is the packaged style sheet that is written into it.
    """
    style = resource(style_file).read_text("utf-8")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield f'<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<style>\n{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"


def _legend() -> Iterator[str]:
    yield "<p>图例 Legend: "
    yield " · ".join(f'<span class="{kind}">{name}</span>' for kind, name in KINDS.items())
    yield "</p>\n"


def _scores(scores: Iterable[Score], bounds: Mapping[tuple[str, str], tuple[float, float]]) -> Iterator[str]:
    yield "<h2>得分 Scores</h2>\n<table>\n<tr><th>项目 what</th><th>名称 name</th><th>标注 gold</th>"
    yield "<th>抽取 found</th><th>正确 right</th><th>F1</th><th>95%</th></tr>\n"
    for line in scores:
        if line.what in _SHOWN:
            low, high = bounds.get((line.what, line.name), (None, None))
            span = "" if low is None or high is None else f"{low:.3f}–{high:.3f}"
            f1 = "" if line.f1 is None else f"{line.f1:.3f}"
            cells = (str(line.gold), str(line.found), str(line.right), f1, span)
            yield f"<tr><td>{line.what}</td><td>{line.name}</td>" + "".join(
                f'<td class="n">{cell}</td>' for cell in cells
            )
            yield "</tr>\n"
    yield "</table>\n"


def _percent(counts: tuple[int, int, int, int]) -> str:
    gold, found, right, _ = counts
    return f"{2 * right / (gold + found):.3f}" if gold + found else "–"


def _text(number: int, gold: Reading, found: Reading) -> Iterator[str]:
    report, meta = gold.report, gold.report.meta
    told = " · ".join(str(value) for value in (meta.issuer, meta.region, meta.year) if value is not None)
    yield f'<h2 id="t{number}">{shown(report.source)}</h2>\n<p class="small">{shown(told)}</p>\n'
    yield '<div class="text">'
    yield from _marked(report.text, _marks(gold, found))
    yield "</div>\n"
    yield from _claims(gold, found)


def _marks(gold: Reading, found: Reading) -> list[Mark]:
    expected, rules = places_of(gold), {place_of(m): m.rule for m in found.mentions}
    marks = []
    for place in expected | rules.keys():
        kind = SPURIOUS if place not in expected else RIGHT if place in rules else MISSED
        rule = f" · {rules[place]}" if place in rules else ""
        marks.append((place[0], place[1], kind, f"{place[2]}{rule}"))
    return sorted(marks, key=lambda mark: (mark[0], -mark[1], *mark[2:]))


def _marked(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    """The text cut where a mark begins or ends; each piece in the kinds that cover it.

    Marks may cross, elements may not: hence pieces.
    """
    cuts = sorted({0, len(text), *(mark[0] for mark in marks), *(mark[1] for mark in marks)})
    starting = {at: list(each) for at, each in groupby(marks, key=lambda mark: mark[0])}
    covering: list[Mark] = []
    for start, end in pairwise(cuts):
        new = starting.get(start, [])
        covering = [mark for mark in covering if mark[1] > start] + new
        yield "".join(f'<sup class="{kind}">{shown(told.split(" ")[0])}</sup>' for _, _, kind, told in new)
        yield _piece(text[start:end], covering)


def _piece(text: str, covering: Sequence[Mark]) -> str:
    told = shown("\n".join(f"{KINDS[kind]}: {what}" for _, _, kind, what in covering))
    piece = shown(text)
    for at, kind in enumerate(kind for kind in KINDS if any(mark[2] == kind for mark in covering)):
        title = f' title="{told}"' if not at else ""
        piece = f'<span class="{kind}"{title}>{piece}</span>'
    return piece


def _claims(gold: Reading, found: Reading) -> Iterator[str]:
    expected, predicted, rules = said_by(gold), said_by(found), claim_rules(found)
    yield "<h3>论断 Claims</h3>\n<table>\n<tr><th></th><th>主体 subject</th><th>关系 relation</th>"
    yield "<th>客体 object</th><th>状态 status</th><th>规则 rule</th></tr>\n"
    for said in sorted(expected.keys() | predicted.keys(), key=_order):
        kind = SPURIOUS if said not in expected else RIGHT if said in predicted else MISSED
        statuses = [statuses[said] for statuses in (expected, predicted) if said in statuses]
        differs = len({*statuses}) > 1
        subject, object_ = (shown(_end(gold, end)) for end in (said[0], said[2]))
        yield f'<tr><td class="{kind}">{KINDS[kind]}</td><td>{subject}</td><td class="w">{said[1]}</td>'
        yield f'<td>{object_}</td><td class="{MISSED if differs else "w"}">'
        yield f"{' ≠ '.join(dict.fromkeys(statuses))}</td>"
        yield f'<td class="w">{shown(rules.get(said, ""))}</td></tr>\n'
    yield "</table>\n"


def _order(said: Said) -> tuple[Place, Place, str]:
    outside = (0, 0, "")
    last, first = (outside if isinstance(end, str) else end for end in (said[2], said[0]))
    return last, first, f"{said[1]} {said[0]}"


def _end(gold: Reading, end: End) -> str:
    return end if isinstance(end, str) else gold.report.text[end[0] : end[1]]
