"""Agreement mentions without brackets: what was signed, with the quotes inside its name."""

import functools
import re

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.names import words
from kg.nlp.scanner import Scanner
from kg.nlp.spans import Hit, add_hits
from kg.nlp.view import view_of

LABEL = "Agreement"
_QUOTED = r"“[^“”\n]{1,16}”"


@functools.cache
def _signed() -> re.Pattern[str]:
    """A name behind a word of signing."""
    opens, first, head = (words("agreement_words", place) for place in ("opens", "first", "head"))
    other = words("agreement_words", "other")
    word = rf"(?:{_QUOTED}|[\u4e00-\u9fff+]|（[\u4e00-\u9fff]{{1,3}}）)"
    return re.compile(rf"(?:{opens})(?:{first})*(?P<name>{word}{{1,28}}?(?:{head}))(?!{other})")


@functools.cache
def _named() -> re.Pattern[str]:
    """A name that begins with names in quotes, wherever it stands."""
    quoted, head = words("agreement_words", "quoted"), words("agreement_words", "head")
    return re.compile(rf"(?P<name>(?:{quoted})?(?:{_QUOTED}){{1,3}}[\u4e00-\u9fff]{{0,10}}?(?:{head}))(?!签)")


_SCANNER = Scanner(lambda: [_signed(), _named()])


@functools.cache
def _generic() -> re.Pattern[str]:
    return re.compile(words("agreement_words", "generic"))


def find(text: str) -> list[Hit]:
    """The agreements of a text that are named by what they are about; a bare 合同 or 协议 is none."""
    found = (match for pattern in (_signed(), _named()) for match in _SCANNER.finditer(pattern, text))
    return [
        Hit(*match.span("name"), LABEL, "agreement.signed")
        for match in found
        if not _generic().fullmatch(match["name"])
    ]


@Language.component("kg_agreements")
def kg_agreements(doc: Doc) -> Doc:
    """Reads the view; adds Agreement candidates."""
    return add_hits(doc, find(view_of(doc).text))
