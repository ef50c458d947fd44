"""The period that a package covers: as publish.toml says it, else the years of its reports."""

from loaders.pieces import in_pieces
from loaders.publish.work import Work


def period(work: Work) -> tuple[str | None, str | None]:
    """First and last day; None for what neither publish.toml nor a report tells."""
    about = work.about
    if about.since and about.until:
        return about.since, about.until
    known = [
        report.meta.year
        for piece, _ in in_pieces(work.graph).heads()
        for report in piece.reports
        if report.meta.year is not None
    ]
    first, last = (f"{min(known)}-01-01", f"{max(known)}-12-31") if known else (None, None)
    return about.since or first, about.until or last
