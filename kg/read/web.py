"""HTML → the document on the page: its text by structure and density, and what the portal says beside it.

The document is the innermost block that holds nearly all sentences of the page that are no links. Blocks
that content systems name as the text (`portal_blocks.csv`) come first. Rows of links, share bars, paths and
footers in it go. Characters are decoded as UTF-8, else GB18030, whatever the page declares: what calls itself
GB2312 holds characters of GB18030.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from kg.read.blocks import Block, Line, Walk, walk
from kg.read.child import in_child
from kg.read.fields import apart, metadata, name_fields
from kg.read.formats import Decoded, over
from kg.read.limits import Limits
from kg.read.lines import joined, tidy
from kg.read.refusal import Refusal, refuse
from kg.read.text import decode_text
from kg.resources import table

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_OTHERS = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
_WRONG_SHARE = 0.002
"""Share of characters that may be damaged in a page of declared encoding; above it the page is refused."""
_WINDOW = re.compile(r"[_|｜]|\s[-–—]+\s|-(?=[^-\d]*$)")
_ENOUGH, _NAMED = 0.9, 0.5
_LARGE = 300_000
_HEAD, _TAIL = 12, 3
_MARKS = re.compile(r"\W")
Named = list[tuple[str, str]]


def decode(content: bytes, name: str, limits: Limits) -> Decoded:
    """The document of a page; ReadError for an unknown encoding and for what is over a limit.

    A large page is read in a process of its own: what a parser takes may grow with the square of its size.
    """
    if len(content) > _LARGE:
        page: Decoded = in_child("kg.read.web", "document", content, name, limits)
        return page
    return document(content, name, limits)


def document(content: bytes, name: str, limits: Limits) -> Decoded:
    """The document of a page, whatever its size, in this process."""
    text, notes = _characters(content, name)
    seen = _walked(text, name, limits)
    lines, named = _document(seen)
    meta = over(metadata(named), metadata(_from_names(seen)))
    title = meta.title or _heading(seen.lines) or _window_title(seen)
    if title and not _stands_in(title, lines[:6]):
        lines = [title, *lines]
    return joined(lines, meta, notes)


def _characters(content: bytes, name: str) -> tuple[str, list[tuple[str, str]]]:
    """The characters of the page, and a note if some were damaged."""
    try:
        return decode_text(content, name), []
    except Refusal:
        declared = _CHARSET.search(content[:4096])
        if declared is None or b"\0" in content:
            raise
        encoding = _encoding(declared.group(1).decode("ascii").lower())
        text = content.decode(encoding, "replace")
        wrong = text.count("\ufffd")
        if wrong > _WRONG_SHARE * len(text):
            raise
    note = f"{wrong} characters are damaged (not {encoding}, as the page declares)"
    return text, [(note, "get the page again")] if wrong else []


def _encoding(declared: str) -> str:
    return "gb18030" if declared.startswith("gb") else _OTHERS.get(declared, "utf-8")


def _walked(text: str, name: str, limits: Limits) -> Walk:
    """What is seen on a page. What is over a limit is refused, by tags before the parser runs."""
    tags = text.count("<")
    if tags > limits.elements:
        raise _too_many(name, f"{tags} tags", limits.elements, "elements")
    seen = walk(text.encode("utf-8", "replace"))
    if seen.deepest > limits.depth:
        raise _too_many(name, f"elements nested {seen.deepest} deep", limits.depth, "depth")
    return seen


def _too_many(name: str, what: str, limit: int, option: str) -> Refusal:
    return refuse(name, f"{what}, more than the limit of {limit}", f"raise it with --limit {option}=NUMBER")


def _document(seen: Walk) -> tuple[list[str], Named]:
    """The lines of the document, and the fields that stand on the page."""
    block = _main(seen)
    inside = [line.text for line in _without_lists_of_links(seen.lines[block.start : block.end])]
    _, named = apart(line.text for line in (*seen.lines[: block.start], *seen.lines[block.end :]))
    tail = max(_HEAD, len(inside) - _TAIL)
    head, of_head = apart(inside[:_HEAD])
    end, of_end = apart(inside[tail:])
    lines = [*head, *inside[_HEAD:tail], *end]
    while lines and _debris().fullmatch(lines[-1]):
        lines.pop()
    first = next((at for at, line in enumerate(lines) if not _debris().fullmatch(line)), 0)
    return lines[first:], [*of_head, *of_end, *named]


def _main(seen: Walk) -> Block:
    """The block that is the document."""
    whole = Block(0, len(seen.lines), False)
    sums = _sums(seen.lines)

    def score(block: Block) -> int:
        return sums[block.end] - sums[block.start]

    total = score(whole)
    if not total:
        return whole
    for block in seen.blocks:
        if block.named and score(block) >= _NAMED * total:
            return block
    chosen = next((block for block in seen.blocks if score(block) >= _ENOUGH * total), whole)
    for block in seen.blocks:
        around = block.start <= chosen.start and block.end >= chosen.end
        if around and score(block) > score(chosen) and _of_text(seen.lines, block, chosen):
            chosen = block
    return chosen


def _sums(lines: Sequence[Line]) -> list[int]:
    """Sums of the scores up to each line; blocks that are no part of a document count only if all do."""
    is_debris = _debris().fullmatch
    scores = [line.score for line in lines]
    aside = sum(score for line, score in zip(lines, scores, strict=True) if line.aside)
    all_count = aside > _NAMED * sum(scores)
    counts = (
        score if score and (all_count or not line.aside) and not is_debris(line.text) else 0
        for line, score in zip(lines, scores, strict=True)
    )
    return [*accumulate(counts, initial=0)]


def _of_text(lines: Sequence[Line], outer: Block, inner: Block) -> bool:
    """Whether what an outer block adds is more text than links."""
    added = [*lines[outer.start : inner.start], *lines[inner.end : outer.end]]
    return 3 * sum(line.linked for line in added) < sum(len(line.text) for line in added)


def _without_lists_of_links(lines: Sequence[Line]) -> list[Line]:
    """The lines without those of other blocks, unless all are, and without runs of three links or more."""
    own = [line for line in lines if not line.aside] or [*lines]
    kept: list[Line] = []
    run: list[Line] = []
    for line in own:
        if line.linked > 0.8 * len(line.text):
            run.append(line)
            continue
        kept += [*(run if len(run) < 3 else ()), line]
        run = []
    return kept + (run if len(run) < 3 else [])


def _from_names(seen: Walk) -> Named:
    """The fields in the page's metadata elements."""
    wanted = name_fields()
    found = [(name.lower(), content) for name, content in seen.meta]
    return [(wanted[name], content) for name, content in found if name in wanted]


def _heading(lines: Sequence[Line]) -> str | None:
    """The page's only first-level heading."""
    found = {line.text for line in lines if line.heading == "h1" and not line.aside}
    return found.pop() if len(found) == 1 else None


def _window_title(seen: Walk) -> str | None:
    """The title of the window without the names of portal and column behind it."""
    title = tidy(seen.title or "")
    return _WINDOW.split(title)[0].strip() or None


def _stands_in(title: str, lines: Iterable[str]) -> bool:
    """Whether the title stands in one of the lines, or most of it is one; marks and blanks aside."""
    bare = _MARKS.sub("", title)
    others = (_MARKS.sub("", line) for line in lines)
    return any(bare in other or (2 * len(other) > len(bare) and other in bare) for other in others)


@functools.cache
def _debris() -> re.Pattern[str]:
    """A line of navigation, sharing or printing, or of the portal's footer."""
    rows = [row for row in table("debris") if row["kind"] in ("item", "line")]
    items = "|".join(row["pattern"] for row in rows if row["kind"] == "item")
    lines = "|".join(row["pattern"] for row in rows if row["kind"] == "line")
    gap = r"[\s|｜>＞»\[\]【】〖〗()（）:：;；,，、·/\-]"
    return re.compile(rf"{gap}*+(?:{items})(?:{gap}++(?:{items}))*{gap}*+|(?:{lines})")
