"""Parameters with which a question is asked, so that each of them is exercised."""

from typing import Any

from loaders.allowed import allowed
from loaders.questions import Question, Row

VALUES = {
    "region": "江苏省南京市鼓楼区",
    "year": 2022,
    "title_ends": "条例",
    "min_agencies": 3,
    "status": "planned",
}


def narrowings(asked: Question, rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    """One parameter at a time, with a value that a row has and with one that none has."""
    named = [one.name for one in asked.params if rows and one.name in rows[0]]
    chosen = VALUES | {name: rows[0][name] for name in named if rows[0][name] is not None}
    known = [{one.name: chosen[one.name]} for one in asked.params if one.name in chosen]
    open_ = [one for one in asked.params if allowed(asked.number, one.name) is None]
    free = [one.name for one in open_ if one.type == "string"]
    return known + [{name: "无"} for name in free]
