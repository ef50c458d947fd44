"""The period that a package covers: as publish.toml says it, else the years of its reports."""

from kg.graph import Graph
from kg.store import Slices
from loaders.pieces import in_pieces
from loaders.publish.settings import Publication


def period(graph: Graph | Slices, about: Publication) -> tuple[str | None, str | None]:
    """First and last day; None for what neither publish.toml nor a report tells."""
    if about.since and about.until:
        return about.since, about.until
    known = [
        report.meta.year
        for piece, _ in in_pieces(graph).heads()
        for report in piece.reports
        if report.meta.year is not None
    ]
    first, last = (f"{min(known)}-01-01", f"{max(known)}-12-31") if known else (None, None)
    return about.since or first, about.until or last
