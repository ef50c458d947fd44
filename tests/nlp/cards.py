"""The texts of rule cards, read as users read: rules of users' terms with the terms of samples/lexicon."""

from kg.model import Reading, Report, report_id
from kg.nlp import extract
from kg.terms import Lexicon, lexicon_in
from tests.conftest import ROOT

LEXICON = ROOT / "samples" / "lexicon"


def read(text: str, rule: str = "", without: tuple[str, ...] = ()) -> Reading:
    """What is read out of a text."""
    lexicon: Lexicon | None = lexicon_in(LEXICON) if rule.endswith(".user") else None
    report = Report(report_id(text.encode("utf-8")), "example.txt", text)
    return extract(report, without=without, lexicon=lexicon)


def finds(text: str, rule: str, without: tuple[str, ...] = ()) -> set[str]:
    """What a rule finds in a text, in the words of the cards."""
    reading = read(text, rule, without)
    named = (*reading.mentions, *reading.deictics)
    words = {mention.id: mention.evidence.quote for mention in named}
    ends = [(words.get(c.subject, c.subject), words.get(c.object, c.object)) for c in reading.claims]
    claims = zip(reading.claims, ends, strict=True)
    return {mention.evidence.quote for mention in named if mention.rule == rule} | {
        f"{subject} {claim.predicate} {object_}" for claim, (subject, object_) in claims if claim.rule == rule
    }
