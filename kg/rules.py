"""Rule cards: what each rule that a mention, deictic or claim can name does, with an example that is tested.

The cards are `lexicon/rules.csv`; how often each rule fired and was right on the annotated texts stands in
`lexicon/rule_scores.csv`, which `make golden` writes.
"""

import difflib
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import UsageError
from kg.resources import table

SCORES = "rule_scores"
LINE_END = "⏎"


@dataclass(frozen=True, slots=True)
class Card:
    """What a rule does. `finds` is all that it finds in `example`: the words of a mention, or `subject
    RELATION object`; in `counter_example` it finds nothing. `found` and `right` count what it proposed in the
    annotated texts; both are None for what is not annotated there.
    """

    rule: str
    version: int
    zh: str
    en: str
    example: str
    finds: tuple[str, ...]
    counter_example: str
    found: int | None
    right: int | None

    @property
    def precision(self) -> float | None:
        """Right among the found; None where nothing was."""
        return self.right / self.found if self.found and self.right is not None else None


@functools.cache
def cards() -> Mapping[str, Card]:
    """Every card by the id of its rule, sorted."""
    scores = {row["rule"]: row for row in table(SCORES)}
    return {row["rule"]: _card(row, scores.get(row["rule"], {})) for row in table("rules")}


def _card(row: Mapping[str, str], score: Mapping[str, str]) -> Card:
    found, right = (int(score[name]) if score.get(name) else None for name in ("found", "right"))
    return Card(
        row["rule"],
        int(row["version"]),
        row["zh"],
        row["en"],
        row["example"].replace(LINE_END, "\n"),
        tuple(row["finds"].split("；")),
        row["counter_example"].replace(LINE_END, "\n"),
        found,
        right,
    )


def rules_named(names: Iterable[str]) -> tuple[str, ...]:
    """The ids that the names stand for, sorted: an id for itself, `initiative.` for all that begin so.

    UsageError for a name that stands for none; it proposes the nearest ids.
    """
    found: set[str] = set()
    for name in names:
        named = {rule for rule in cards() if rule == name or (name.endswith(".") and rule.startswith(name))}
        if not named:
            raise UsageError(f"{name}: no such rule; {_nearest(name)}")
        found |= named
    return tuple(sorted(found))


def _nearest(name: str) -> str:
    """A hint at the ids most like a name: those that hold it, else those spelt nearly so."""
    holding = [rule for rule in cards() if name and name.strip(".").lower() in rule]
    near = holding or difflib.get_close_matches(name.lower(), list(cards()), n=3, cutoff=0.5)
    return f"do you mean {', '.join(near[:6])}?" if near else "kg rules lists them"
