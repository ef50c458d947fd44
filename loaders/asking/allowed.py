"""The values that a parameter of a question takes, where they are few; any other finds nothing."""

import functools
import re
from collections.abc import Mapping

from kg.model import PREDICATES, STATUSES
from kg.resources import resource, table

LEGAL = (
    *(
        "constitution",
        "law",
        "administrative-regulation",
        "supervisory-regulation",
        "judicial-interpretation",
    ),
    *("local-regulation", "local-government-rule", "departmental-rule", "party-regulation"),
)
"""The kinds of document that are law or party regulations."""
OF_ALL: Mapping[str, tuple[str, ...]] = {
    "status": STATUSES,
    "basis": ("stated", "inferred", "unknown"),
    "action": ("issued", "revised", "repealed"),
    "change": ("added", "kept", "dropped"),
    "verdict": ("exact", "rounded", "truncated", "inconsistent"),
    "outcome": ("done", "below_target", "planned_again", "not_reported"),
}
"""Parameters that mean the same in every question."""
OF_ONE: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("Q11", "kind"): LEGAL,
    ("Q13", "kind"): ("initiative", "platform"),
    ("Q30", "relation"): tuple(one for one in PREDICATES if one != "MEASURES"),
    ("Q31", "relation"): ("SUPERVISES", "PART_OF"),
    ("Q33", "kind"): ("initiative", "platform", "regulation"),
}
"""Parameters that mean something else in another question."""
_KIND = re.compile(r'/def/regulation-kind/\S+> a skos:Concept .*skos:notation "([^"]+)"')


def allowed(number: str, name: str) -> tuple[str, ...] | None:
    """The values of this parameter of the question with this number; None where any text may stand."""
    if (number, name) == ("Q05", "kind"):
        return _kinds()
    if name == "scope":
        return tuple(row["means"] for row in table("first_words") if row["place"] == "scope")
    return OF_ONE.get((number, name)) or OF_ALL.get(name)


@functools.cache
def _kinds() -> tuple[str, ...]:
    """All kinds of document, as the code list of the ontology has them."""
    return tuple(_KIND.findall(resource("ontology/codes.ttl").read_text("utf-8")))
