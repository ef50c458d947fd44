"""A file that is left out: an error for a caller who reads one file, an Issue for one who reads many."""

from kg.errors import ReadError
from kg.model import Issue


class Refusal(ReadError):
    """A ReadError that holds its Issue."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue)
        self.issue = issue

    def __str__(self) -> str:
        issue = self.issue
        place = f", {issue.place}" if issue.place else ""
        return f"{issue.file}{place}: {issue.what}; {issue.todo}"


def refuse(file: str, what: str, todo: str, *, place: str = "") -> Refusal:
    """The refusal of a file: what is wrong at which place of it, and what to do."""
    return Refusal(Issue("refused", file, place, what, todo))


def over_limit(file: str, number: int, what: str, limit: int) -> Refusal:
    """The refusal of a file that has more pages or elements than their limit, whose name `what` is."""
    todo = f"split the file, or raise it with --limit {what}=NUMBER"
    return refuse(file, f"{number} {what}, more than the limit of {limit}", todo)


def without_text(file: str, pages: int) -> Refusal:
    """The refusal of a document whose pages are pictures."""
    what = f"{pages} pages without text: scanned, or drawn as pictures"
    return refuse(file, what, "have its text recognised (OCR), and give the result")
