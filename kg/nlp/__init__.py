"""Report → Doc → Reading: the spaCy part of the way. Nothing outside this package imports spaCy.

`extract` is what the rest of the project calls. One token is one character (docs/decisions/0001), so that
offsets of the Doc, of its spans and of the text are the same numbers.
"""

import kg.nlp.bare_spacy  # noqa: F401  (before all that imports spaCy)

# isort: split
import functools
import importlib
import sys
from collections.abc import Collection
from typing import Any

import numpy
from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.collecting import uncollected
from kg.folding import whole
from kg.model import Reading, Report
from kg.nlp.harvest import GIVEN, OFFSET, harvest, metadata_pairs
from kg.nlp.sections import GENRE, OPEN, STILL_OPEN
from kg.nlp.view import keep_view
from kg.nlp.windows import join, windows_of
from kg.terms import Lexicon

__all__ = ["PIPE", "extract", "harvest", "make_nlp", "to_doc"]

PIPE = {
    "kg_without": "spans",
    "kg_sections": "sections",
    "kg_titles": "titles",
    "kg_regions": "regions",
    "kg_agencies": "agencies",
    "kg_platforms": "platforms",
    "kg_initiatives": "initiatives",
    "kg_agreements": "agreements",
    "kg_metrics": "metrics",
    "kg_terms": "terms",
    "kg_arbiter": "arbiter",
    "kg_front": "front",
    "kg_figures": "figures",
    "kg_deictics": "deictics",
    "kg_relations": "relations",
}
"""The components in their order, with the module of this package that registers each."""


def make_nlp(*, without: Collection[str] = (), lexicon: Lexicon | None = None) -> Language:
    """A Chinese pipeline of one character a token with all components; needs no model and no download.

    `without` are the ids of rules that are to find nothing (kg.rules), `lexicon` a user's own terms.
    """
    config: dict[str, dict[str, Any]] = {"kg_without": {"rules": sorted(without)}}
    if lexicon is not None:
        config["kg_terms"] = {"folder": str(lexicon.folder), "digest": lexicon.digest}
    nlp = Chinese()
    nlp.tokenizer = Characters(nlp.vocab)
    nlp.max_length = 2**31
    for name, module in PIPE.items():
        importlib.import_module(f"{__name__}.{module}")
        nlp.add_pipe(name, config=config.get(name, {}))
    return nlp


class Characters:
    """The tokenizer: a Doc whose tokens are the characters of a text, spaces and line ends included.

    It keeps the number by which the vocabulary knows each character: made of numbers, a Doc takes a sixth of
    the time that it takes made of words. They are kept as objects of Python, which need not be made again,
    from the first text on: to read reports takes no tokens.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    @functools.cached_property
    def _table(self) -> tuple[Any, Any]:
        """The number of each character, and whether it is known yet."""
        return numpy.empty(sys.maxunicode + 1, object), numpy.zeros(sys.maxunicode + 1, bool)

    def __call__(self, text: str) -> Doc:
        numbers, known = self._table
        signs = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        if not known.take(signs).all():
            for sign in set(text):
                numbers[ord(sign)] = self._vocab.strings.add(whole(sign))
                known[ord(sign)] = True
        words: list[Any] = numbers.take(signs).tolist()
        return Doc(self._vocab, words=words, spaces=[False] * len(text))


def to_doc(nlp: Language, report: Report) -> Doc:
    """The annotated Doc of a report; what its metadata gives stands in `user_data["kg.given_meta"]`."""
    doc = keep_view(nlp.make_doc(report.text), report.text)
    doc.user_data[GIVEN] = metadata_pairs(report.meta)
    return nlp(doc)


@uncollected()
def extract(report: Report, *, without: tuple[str, ...] = (), lexicon: Lexicon | None = None) -> Reading:
    """What is read out of a report; by one pipeline a process and choice of rules and terms (`make_nlp`).

    A very long text is read window by window, cut at the ends of paragraphs or sentences, in linear time
    and bounded memory; metadata, genre and open sections go on from window to window. The Docs have no
    tokens: components read the view beside them, and to make tokens takes a twentieth of the time.
    """
    nlp, text, readings = _nlp(without, lexicon), report.text, []
    carried: dict[str, Any] = {}
    for start, end in windows_of(text):
        doc = keep_view(Doc(nlp.vocab), text[start:end])
        doc.user_data |= {GIVEN: metadata_pairs(report.meta), OFFSET: start, **carried}
        reading = harvest(nlp(doc), report)
        readings.append(reading)
        report = reading.report
        carried = {GENRE: doc.user_data[GENRE], OPEN: doc.user_data[STILL_OPEN]}
    return join(report, readings)


@functools.lru_cache(maxsize=4)
def _nlp(without: tuple[str, ...], lexicon: Lexicon | None) -> Language:
    return make_nlp(without=without, lexicon=lexicon)
