"""A small text with gold, and made-up predictions for it, as Readings."""

from kg.evaluate import Pair
from kg.evaluate.gold import reading_of
from kg.model import Reading

TEXT = "县司法局推出“一网通办”，受理12件。依托“县办”APP推进一窗受理，县财政局推行。"
Said = tuple[str, str, str, str]


def span(quote: str, label: str) -> dict[str, object]:
    start = TEXT.index(quote)
    found = {"id": quote, "start": start, "end": start + len(quote), "label": label.upper(), "text": quote}
    return found | {"rule": f"{label.lower()}.rule"}


def reading(mentions: dict[str, str], *claims: Said, source: str = "g1") -> Reading:
    """A reading of TEXT with mentions (quote → label) and claims (subject, relation, object, status)."""
    said = [
        {"head": head, "type": relation, "tail": tail, "status": status, "rule": f"{relation.lower()}.rule"}
        for head, relation, tail, status in claims
    ]
    spans = [span(quote, label) for quote, label in mentions.items()]
    return reading_of(
        {"id": source, "text": TEXT, "issuer": "安宁县司法局", "spans": spans, "relations": said}
    )


GOLD_MENTIONS = {
    "县司法局": "Agency",
    "一网通办": "Initiative",
    "12件": "Metric",
    "“县办”APP": "Platform",
    "一窗受理": "Initiative",
    "县财政局": "Agency",
}
GOLD_CLAIMS: tuple[Said, ...] = (
    ("县司法局", "LAUNCHED", "一网通办", "done"),
    ("12件", "MEASURES", "一网通办", "done"),
    ("@issuer", "USES", "“县办”APP", "done"),
    ("@issuer", "ADVANCES", "一窗受理", "done"),
)


def gold(source: str = "g1") -> Reading:
    return reading(GOLD_MENTIONS, *GOLD_CLAIMS, source=source)


def good(source: str = "g1") -> Pair:
    """A pair in which all is right."""
    return gold(source), gold(source)


def poor(source: str = "g2") -> Pair:
    """A pair with one of most faults."""
    found = reading(
        {
            "司法局推": "Agency",
            "一网通办": "Initiative",
            "12件": "Metric",
            "“县办”APP推进": "Platform",
            "县财政局": "Org",
            "推行": "Initiative",
        },
        ("@issuer", "LAUNCHED", "一网通办", "done"),
        ("12件", "MEASURES", "一网通办", "planned"),
        ("县财政局", "ADVANCES", "推行", "done"),
        source=source,
    )
    return gold(source), found
