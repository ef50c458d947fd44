"""A user's own terms (kg.terms): names that are found wherever they stand, and strings with nothing in them.

A name of the user's takes the place of whatever the rules propose for the same span; of longer and shorter
proposals the arbiter lets the longer stand, as always. What overlaps a blocked string falls, but for a longer
span that holds it.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from daachorse import (
    MATCH_KIND_LEFTMOST_LONGEST,
    MATCH_KIND_STANDARD,
    CharwiseDoubleArrayAhoCorasick,
)
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.platforms import headed
from kg.nlp.spans import CANDIDATES, Hit, apart_from, hits_of, set_hits, without
from kg.nlp.view import repair, view_of
from kg.terms import LONGEST, Lexicon, terms_of

_PLAIN = re.compile("[\u4e00-\u9fff]+")


class Words(NamedTuple):
    """Words to look for, in one pass, and the label of each."""

    automaton: CharwiseDoubleArrayAhoCorasick
    labels: tuple[str, ...]


class Finder(NamedTuple):
    """The names and the blocked strings of a lexicon; None where it has none."""

    names: Words | None
    blocked: Words | None


def finder(lexicon: Lexicon) -> Finder:
    """What looks for the terms of a lexicon, in the form in which a view shows them."""
    terms = terms_of(lexicon)
    names = _words(terms.labels.items(), MATCH_KIND_LEFTMOST_LONGEST)
    return Finder(names, _words(terms.blocked, MATCH_KIND_STANDARD))


def _words(labelled: Iterable[tuple[str, str]], kind: int) -> Words | None:
    labels = {word if _PLAIN.fullmatch(word) else repair(word).text: label for word, label in labelled}
    if not labels:
        return None
    ordered = sorted(labels)
    return Words(CharwiseDoubleArrayAhoCorasick(ordered, kind), tuple(labels[word] for word in ordered))


def apply(text: str, candidates: Iterable[Hit], terms: Finder, left_out: Collection[str] = ()) -> list[Hit]:
    """The candidates as the user wants them: with the user's names, without what is blocked.

    `left_out` are the ids of rules that propose nothing.
    """
    own = apart_from(_names(text, terms.names), left_out) if terms.names else []
    taken = {hit[:2] for hit in own}
    hits = [*(hit for hit in candidates if hit[:2] not in taken), *own]
    blocked = [*_blocked(text, terms.blocked)] if terms.blocked else []
    return [hit for hit in hits if not _falls(hit, blocked)]


def _names(text: str, names: Words) -> Iterator[Hit]:
    """Each name that is no part of a Latin word or number; a platform's with 平台, APP … behind it, too."""
    for start, end, which in names.automaton.find(text):
        if _runs_on(text, start) or _runs_on(text, end):
            continue
        label = names.labels[which]
        yield Hit(start, end, label, f"{label.lower()}.user")
        if label == "Platform" and (longer := headed(text, end)):
            yield Hit(start, longer, label, "platform.user")


def _runs_on(text: str, at: int) -> bool:
    """Whether a Latin word or number runs on at that place."""
    around = text[max(at - 1, 0) : at + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()


def _blocked(text: str, blocked: Words) -> Iterator[tuple[int, int, str]]:
    """The places of the blocked strings, by their start, with the label that each blocks or ""."""
    for start, end, which in sorted(blocked.automaton.find_overlapping(text)):
        yield start, end, blocked.labels[which]


def _falls(hit: Hit, blocked: Sequence[tuple[int, int, str]]) -> bool:
    at = bisect_left(blocked, (hit.start - LONGEST,))
    for start, end, label in blocked[at:]:
        if start >= hit.end:
            return False
        holds = hit.start <= start and end <= hit.end and hit[:2] != (start, end)
        if end > hit.start and not holds and label in ("", hit.label):
            return True
    return False


@Language.factory("kg_terms", default_config={"folder": "", "digest": ""})
def kg_terms(nlp: Language, name: str, folder: str, digest: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Reads the view and all candidates; writes the candidates as the lexicon in `folder` wants them."""
    terms = finder(Lexicon(digest, Path(folder))) if folder else Finder(None, None)
    return functools.partial(_annotate, terms=terms)


def _annotate(doc: Doc, terms: Finder) -> Doc:
    if terms == (None, None):
        return doc
    wanted = apply(view_of(doc).text, hits_of(doc, CANDIDATES), terms, without(doc))
    return set_hits(doc, wanted, CANDIDATES)
