"""What becomes of a test where there is no browser."""

import shutil
from collections.abc import Callable

import pytest

from tests.browser.driver import find_chromedriver, find_chromium


@pytest.mark.parametrize("find", [find_chromium, find_chromedriver])
def test_without_a_browser_a_test_is_skipped_or_fails_where_one_is_required(
    find: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    for required, outcome in (("", pytest.skip.Exception), ("1", pytest.fail.Exception)):
        monkeypatch.setenv("BROWSER_REQUIRED", required)
        with pytest.raises(outcome, match="on the path"):
            find()
