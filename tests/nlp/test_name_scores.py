"""Names in the sample reports: found where the annotation has them, by the components as they stand."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kg.nlp import agencies, regions, titles
from kg.nlp.spans import Hit
from kg.nlp.view import repair
from tests.conftest import ROOT

FINDERS: dict[str, Callable[[str], list[Hit]]] = {
    "AGENCY": agencies.find,
    "REGION": regions.find,
    "REGULATION": titles.find,
    "DOCNO": titles.find,
}
LABELS = {"AGENCY": "Agency", "REGION": "Region", "REGULATION": "Regulation", "DOCNO": "DocNo"}


def samples() -> Iterator[dict[str, Any]]:
    for line in (ROOT / "samples" / "gold.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


@pytest.mark.parametrize("label", sorted(FINDERS))
def test_nearly_every_name_of_the_samples_is_found(label: str) -> None:
    missed, wanted = [], 0
    for record in samples():
        view = repair(record["text"])
        places = {view.raw(h.start, h.end) for h in FINDERS[label](view.text) if h.label == LABELS[label]}
        spans = [span for span in record["spans"] if span["label"] == label]
        wanted += len(spans)
        missed += [(record["id"], s["text"]) for s in spans if (s["start"], s["end"]) not in places]
    assert len(missed) <= 0.03 * wanted, missed
