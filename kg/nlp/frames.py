"""A sentence with its mentions as one string of signs, so that rules on relations are patterns over it.

Each outermost mention is masked: its first character by a sign for its label, the others by a sign for “goes
on”. Patterns name mentions by `<A>` (an agency), `<AS>` (a list of agencies), and so on for each label.
"""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from kg.nlp.hints import Hints
from kg.nlp.spans import Hit

LETTERS = {
    "A": "Agency",
    "O": "Org",
    "R": "Regulation",
    "N": "DocNo",
    "P": "Publication",
    "I": "Initiative",
    "L": "Platform",
    "G": "Region",
    "C": "Agreement",
    "M": "Metric",
}
_SIGNS = {letter: chr(0xE001 + at) for at, letter in enumerate(LETTERS)}
SIGN_OF = {label: _SIGNS[letter] for letter, label in LETTERS.items()}
_ON = "\ue000"
_JOIN = "[“”]?(?:（[^（）]{0,30}）)?(?:等[省市县区内外]{0,2})?(?:、|和|与|及|以及|暨|或|/)?[“”]?"
LIST_IN_FRONT = re.compile(rf"\(\?P<\w>\(\?:(?P<member>\[[^\]]+\]){_ON}\*")
"""A compiled pattern whose first part is a list, with the signs of its members."""
_SILENT = frozenset(("Metric", "DocNo"))
"""Mentions of which a sentence says nothing if it holds no others."""
CLAUSE_END = "，：；"
CLAUSE_STOP = re.compile(f"[{CLAUSE_END}]")
_BEHIND_STOP = re.compile(f"(?s:.*)[{CLAUSE_END}]")

_START, _END, _LABEL = map(itemgetter, range(3))

End = Hit | str


@dataclass(slots=True, eq=False)
class Frame:
    """One sentence: its place, its text masked, its outermost mentions in order, and those inside each.

    `text` and `inner` are those of the whole view. `labels` are those of the outermost mentions, `seen` the
    names of the patterns that can match in the mask at all.
    """

    start: int
    end: int
    text: str
    mask: str
    mentions: Sequence[Hit]
    inner: dict[Hit, tuple[Hit, ...]]
    labels: frozenset[str]
    seen: set[str]

    def at(self, start: int, end: int, labels: Sequence[str] = ()) -> list[Hit]:
        """The outermost mentions inside [start, end) of the mask, of these labels (default: of any)."""
        low, high = self.start + start, self.start + end
        return [
            m for m in self.mentions if low <= m.start and m.end <= high and (not labels or m.label in labels)
        ]

    def local(self, hit: Hit) -> tuple[int, int]:
        """The place of a mention in the mask."""
        return hit.start - self.start, hit.end - self.start

    def words(self, hit: Hit) -> str:
        """The words of a mention."""
        return self.text[hit.start : hit.end]

    def clause_start(self, place: int) -> int:
        """Where the clause of the mask (between ， ： ；) begins that holds a place."""
        behind = _BEHIND_STOP.match(self.mask, 0, place)
        return behind.end() if behind else 0

    def clause_end(self, place: int) -> int:
        """Where the clause of the mask that holds a place ends."""
        stop = CLAUSE_STOP.search(self.mask, place)
        return stop.start() if stop else len(self.mask)


def spelled(pattern: str) -> str:
    """A pattern over masks as an expression: `<A>` is one agency, `<AG>` an agency or region, `<AGS>` a list.

    `<*>`, inside square brackets, is every sign of a mask.
    """
    named = re.sub(r"<([A-Z]+)>", lambda match: _signs(match[1]), pattern)
    return named.replace("<*>", f"{_ON}-\ue00f")


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern over masks, compiled once."""
    return re.compile(spelled(pattern))


def marked(words: str) -> str:
    """Words with the sign of a mention where they name one: `把<I>`."""
    return re.sub("<([A-Z])>", lambda match: _SIGNS[match[1]], words)


def labels_of_ends(pattern: str) -> tuple[frozenset[str], ...]:
    """The labels that each named group of a pattern, which is a mention or a list of them, may have."""
    return tuple(
        frozenset(LETTERS[letter] for letter in re.findall("[A-Z]", group) if letter in LETTERS)
        for group in re.findall(r"\(\?P<\w>((?:<[A-Z]+>\|?)+)\)", pattern)
    )


def onward(member: str) -> str:
    """The pattern of a member of a list with what joins it to the next, up to that."""
    return f"{member}{_ON}*{_JOIN}(?={member})"


def _signs(letters: str) -> str:
    several = len(letters) > 1 and letters.endswith("S")
    signs = "".join(_SIGNS[letter] for letter in (letters[:-1] if several else letters))
    one = f"[{signs}]{_ON}*"
    return f"(?:{one}(?:{_JOIN}{one})*)" if several else one


def frames(
    text: str, mentions: Sequence[Hit], sentences: Iterable[tuple[int, int]], hints: Hints
) -> list[Frame]:
    """The frames of those sentences of a view that can state a relation of the mentions they hold.

    `mentions` are sorted by (start, −end).
    """
    outer, inner = _nested(mentions)
    masked = _masked(text, outer)
    held = list(_held(sentences, outer))
    masks = [masked[start:end] for start, end, _, _ in held]
    return [
        Frame(start, end, text, mask, inside, inner, labels, seen)
        for (start, end, inside, labels), mask, seen in zip(held, masks, hints.seen(masks), strict=True)
    ]


def _held(
    sentences: Iterable[tuple[int, int]], outer: Sequence[Hit]
) -> Iterator[tuple[int, int, Sequence[Hit], frozenset[str]]]:
    """The sentences that hold mentions of which something can be said, with them and their labels."""
    starts, ends = list(map(_START, outer)), list(map(_END, outer))
    at = 0
    for start, end in sentences:
        first = bisect_left(starts, start, at)
        at = bisect_right(ends, end, first)
        if at > first:
            inside = outer[first:at]
            labels = frozenset(map(_LABEL, inside))
            if not labels <= _SILENT:
                yield start, end, inside, labels


def _nested(mentions: Sequence[Hit]) -> tuple[list[Hit], dict[Hit, tuple[Hit, ...]]]:
    outer: list[Hit] = []
    inner: dict[Hit, tuple[Hit, ...]] = {}
    reach = 0
    for mention in mentions:
        if mention.end <= reach:
            inner[outer[-1]] = (*inner.get(outer[-1], ()), mention)
        else:
            outer.append(mention)
            reach = mention.end
    return outer, inner


def _masked(text: str, outer: Sequence[Hit]) -> str:
    pieces, at = list[str](), 0
    for start, end, label, _ in outer:
        pieces += text[at:start], SIGN_OF[label], _ON * (end - start - 1)
        at = end
    return "".join([*pieces, text[at:]])
