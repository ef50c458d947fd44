"""Strategies for readings and graphs: any text, any span of it, any value that a field can hold."""

from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st

from kg.model import (
    LABELS,
    PREDICATES,
    STATUSES,
    Basis,
    Claim,
    Entity,
    Fact,
    Figure,
    Issue,
    Mention,
    Metadata,
    Observation,
    Qualifier,
    Reading,
    Report,
    Section,
    evidence_at,
    report_id,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
MAYBE = st.none() | WORDS
BASES = st.none() | st.sampled_from(get_args(Basis))
YEARS = st.none() | st.integers(1900, 2100)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
QUALIFIERS = st.sampled_from(get_args(Qualifier))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading whose spans lie in its text, with every kind of value."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
    meta = draw(
        st.builds(
            Metadata,
            *[MAYBE, MAYBE, BASES, MAYBE, BASES, YEARS, BASES, MAYBE, MAYBE],
        )
    )
    key = report_id(text.encode("utf-8"))
    pages = tuple(draw(st.lists(st.integers(0, 99), max_size=2)))
    report = Report(key, draw(WORDS), text, meta, pages)

    def span() -> Any:
        start = draw(st.integers(0, len(text) - 1))
        return evidence_at(report, start, draw(st.integers(start + 1, len(text))))

    def several(make: Any) -> tuple[Any, ...]:
        return tuple(make() for _ in range(draw(st.integers(0, 3))))

    def mention() -> Mention:
        return Mention(draw(st.sampled_from(LABELS)), span(), draw(WORDS))

    mentions = several(mention)
    ends = [one.id for one in mentions] or [Mention("Agency", evidence_at(report, 0, 1), "x").id]
    return Reading(
        report,
        several(lambda: Section(span(), draw(st.integers(0, 5)), "plans", draw(WORDS))),
        mentions,
        several(mention),
        several(
            lambda: Claim(
                draw(st.sampled_from(ends)),
                draw(st.sampled_from(PREDICATES)),
                draw(st.sampled_from(ends)),
                draw(st.sampled_from(STATUSES)),
                draw(WORDS),
                span(),
            )
        ),
        several(
            lambda: Figure(ends[0], draw(NUMBERS), draw(WORDS), draw(QUALIFIERS), draw(WORDS), draw(MAYBE))
        ),
        several(lambda: Issue("note", draw(WORDS), draw(WORDS), draw(WORDS), draw(WORDS))),
    )


_PROPERTY_VALUES = (
    WORDS
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.lists(WORDS, max_size=3).map(tuple)
)
ENTITIES: st.SearchStrategy[Entity] = st.builds(
    Entity,
    WORDS,
    WORDS,
    WORDS,
    WORDS,
    st.lists(WORDS, max_size=3).map(tuple),
    st.lists(st.tuples(WORDS, _PROPERTY_VALUES), max_size=4).map(tuple),
)
FACTS: st.SearchStrategy[Fact] = st.builds(
    Fact,
    WORDS,
    WORDS,
    WORDS,
    st.sampled_from(STATUSES),
    st.sampled_from(get_args(Basis)),
    st.lists(st.integers(1900, 2100), max_size=3).map(tuple),
    st.lists(WORDS, max_size=3).map(tuple),
    st.lists(WORDS, max_size=3).map(tuple),
)
OBSERVATIONS: st.SearchStrategy[Observation] = st.builds(
    Observation,
    WORDS,
    WORDS,
    NUMBERS | st.just(Decimal("3.2E+9")),
    WORDS,
    QUALIFIERS,
    WORDS,
    st.sampled_from(STATUSES),
    WORDS,
    WORDS,
    MAYBE,
    st.lists(WORDS, max_size=2).map(tuple),
    MAYBE,
    MAYBE,
    MAYBE,
)
