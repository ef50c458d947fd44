"""In which property, by local name, each plain field of the model stands in RDF and Neo4j, both ways."""

from collections.abc import Mapping
from typing import Any

METADATA = {
    "title": "title",
    "issuer": "issuerName",
    "issuer_basis": "issuerBasis",
    "region": "regionName",
    "region_basis": "regionBasis",
    "year": "reportingYear",
    "year_basis": "yearBasis",
    "issued_on": "issuedOn",
    "url": "url",
    "publisher": "publisher",
    "origin": "origin",
    "document_number": "reportNumber",
    "index_number": "indexNumber",
}
REPORT = {"source": "source", "text": "text"}
ENTITY = {"key": "key", "name": "name", "names": "names"}
PLACE = {"start": "begin", "end": "end"}
EVIDENCE = {**PLACE, "quote": "quote", "page": "page", "paragraph": "paragraph"}
SECTION = {"level": "level", "kind": "sectionKind", "title": "heading"}
FACT = {"status": "status", "basis": "basis"}
CLAIM = {"predicate": "relation", "status": "status", "rule": "rule"}
OBSERVATION = {
    "value": "value",
    "unit": "unit",
    "qualifier": "qualifier",
    "raw": "rawValue",
    "status": "status",
    "period": "period",
    "unit_code": "unitCode",
    "theme": "theme",
}
RESOLVED = {"reason": "becauseOf", "basis": "basis"}
AREAS = ("FunctionalZone", "Region")
BY_CLASS = {
    ("PART_OF", "Agency", "Agency"): ("org", "subOrganizationOf"),
    **{("PART_OF", inner, outer): ("geo", "sfWithin") for inner in AREAS for outer in AREAS},
}
"""Relation and the classes that it joins → the prefix and name of a term of another vocabulary for it.

As superproperties of the relation these would make regions organizations, and agencies places.
"""
SIDES = {
    "metric": "METRIC",
    "change_from": "CHANGED_FROM",
    "agency": "REPORTED_BY",
    "region": "REPORTED_FOR",
}
"""The fields of an observation that lead to one thing, with the Neo4j names of their relations."""


def values_of(thing: object, fields: Mapping[str, str]) -> dict[str, Any]:
    """The values of these fields under the names of their properties."""
    return {name: getattr(thing, field) for field, name in fields.items()}


def reference(report: str, mention: str) -> str:
    """The last part of the IRI of a mention: its id, or that of the report with `-issuer` or `-region`."""
    return f"{report}-{mention[1:]}" if mention.startswith("@") else mention


def referred(key: str) -> str:
    """The id of the mention, ISSUER or REGION: `reference` the other way round."""
    return f"@{key.rpartition('-')[2]}" if key.startswith("r") else key
