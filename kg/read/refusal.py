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
