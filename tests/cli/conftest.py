"""What the tests of several commands share."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from loaders.asking import child
from loaders.asking.guard import Language


@pytest.fixture
def asked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries are asked in this process; tests/loaders/test_child.py tests the one that they get else."""

    def first(
        folder: Path,
        text: str,
        params: Mapping[str, Any],
        *,
        lang: Language = "cypher",
        timeout: float = child.TIMEOUT,
        most: int | None = None,
    ) -> list[child.Row]:
        child._prepare(folder, lang)
        return child._ask((folder, text, dict(params)), lang, most)

    monkeypatch.setattr(child, "first", first)
