"""Agreement mentions without brackets: what was signed, with the quotes inside its name."""

import functools
import re

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.spans import Hit, add_hits
from kg.nlp.view import view_of
from kg.resources import table

LABEL = "Agreement"


@functools.cache
def _grammar() -> re.Pattern[str]:
    rows = table("agreement_words")
    heads = "|".join(row["pattern"] for row in rows if row["place"] == "head")
    opens = "|".join(row["pattern"] for row in rows if row["place"] == "opens")
    word = r"(?:“[^“”\n]{1,16}”|[\u4e00-\u9fff+])"
    first = r"(?:了|的|全[国省市]首个|首个|首份)*"
    return re.compile(rf"(?:{opens}){first}(?P<name>{word}{{1,24}}?(?:{heads}))(?!书|签|项|各方|约)")


def find(text: str) -> list[Hit]:
    """The agreements of a text that are named by what they are about; a bare 合同 or 协议 is none."""
    return [Hit(*found.span("name"), LABEL, "agreement.signed") for found in _grammar().finditer(text)]


@Language.component("kg_agreements")
def kg_agreements(doc: Doc) -> Doc:
    """Reads the view; adds Agreement candidates."""
    return add_hits(doc, find(view_of(doc).text))
