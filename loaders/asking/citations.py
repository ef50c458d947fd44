"""What the ids in the last column of an answer stand for: the words, and where they stand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CITED = """MATCH (e:Evidence)-[:IN_REPORT]->(r:Report)
WHERE e.id IN $ids
RETURN e.id AS id, e.quote AS quote, e.start AS begin, e.end AS till, r.source AS source, r.title AS title
ORDER BY id"""
Read = Callable[[str, Mapping[str, Any]], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of a report: its quote stands at [`begin`, `end`) of the text of the file `source`."""

    id: str
    quote: str
    begin: int
    end: int
    source: str
    title: str | None


def citations(rows: Sequence[Mapping[str, Any]], read: Read) -> tuple[Citation, ...]:
    """The evidence of these rows of an answer, each once, in the order in which the rows name it.

    `read` asks the store that answered: a Cypher text with its parameters to rows.
    """
    ids = list(dict.fromkeys(key for row in rows for key in row["evidence"]))
    found = {row["id"]: _citation(row) for row in read(CITED, {"ids": ids})} if ids else {}
    return tuple(found[key] for key in ids)


def _citation(row: Mapping[str, Any]) -> Citation:
    return Citation(row["id"], row["quote"], row["begin"], row["till"], row["source"], row["title"])
