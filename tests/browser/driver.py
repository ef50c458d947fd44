"""A headless Chromium that is driven through chromedriver, in the words of the W3C's WebDriver protocol."""

import base64
import json
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn
from urllib.error import HTTPError

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-sync", "--disable-background-networking", "--disable-component-update"),
    *(
        "--window-size=1280,900",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ),
)
STARTS = 5
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which the protocol gives the id of an element."""


def find_chromium() -> str:
    """The browser's path; without one the test is skipped, and fails where BROWSER_REQUIRED=1."""
    return next(filter(None, map(shutil.which, NAMES)), None) or _missing("Chromium")


def find_chromedriver() -> str:
    """The same for chromedriver."""
    return shutil.which("chromedriver") or _missing("chromedriver")


def _missing(name: str) -> NoReturn:
    if os.environ.get("BROWSER_REQUIRED") == "1":
        pytest.fail(f"no {name} on the path")
    pytest.skip(f"no {name} on the path")


class Page:
    """A window of the browser. What a script or a wait returns is as JSON has it."""

    def __init__(self, driver: str, session: str) -> None:
        self._place = f"{driver}/session/{session}"

    def open(self, url: str) -> None:
        _call(f"{self._place}/url", {"url": url})

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script in the page; it ends with `return`, and `arguments` holds what it was given."""
        return _call(f"{self._place}/execute/sync", {"script": script, "args": arguments})

    def wait(self, script: str, *arguments: object, seconds: float = 60) -> Any:
        """What the script returns as soon as that is true in the sense of JavaScript."""
        return until(lambda: self.run(script, *arguments), script, seconds)

    def type(self, css: str, text: str) -> None:
        """Type into the first element of that kind."""
        found = _call(f"{self._place}/element", {"using": "css selector", "value": css})
        _call(f"{self._place}/element/{found[ELEMENT]}/value", {"text": text})

    def press(self, keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        _call(f"{self._place}/actions", {"actions": [{"type": "key", "id": "keys", "actions": steps}]})

    def screen(self, width: int, height: int, *, scheme: str = "light") -> None:
        """A screen of this size in pixels, with that colour scheme."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._command("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self._command("Emulation.setEmulatedMedia", {"features": features})

    def picture(self, width: int = 1280, height: int = 620) -> bytes:
        """A picture of the upper part of the window, half as large again, as WebP."""
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1.5}
        params = {"format": "webp", "quality": 70, "clip": clip}
        return base64.b64decode(self._command("Page.captureScreenshot", params)["data"])

    def logged(self, kind: str) -> list[dict[str, Any]]:
        """What one of the logs that the window keeps has got since it was last read."""
        return list(_call(f"{self._place}/se/log", {"type": kind}))

    def _command(self, name: str, params: dict[str, Any]) -> Any:
        """A command of the DevTools protocol."""
        return _call(f"{self._place}/goog/cdp/execute", {"cmd": name, "params": params})


@contextmanager
def window(profile: Path, *logs: str) -> Iterator[Page]:
    """A window that is open while the block runs; `profile` is an empty folder for its state.

    It keeps these logs: `browser` has the console, `performance` what was requested.
    """
    chromium = find_chromium()
    with _driver() as driver:
        options = {"binary": chromium, "args": [*FLAGS, f"--user-data-dir={profile}"]}
        kept = dict.fromkeys(logs, "ALL")
        wanted = {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": kept}}
        session = _call(f"{driver}/session", {"capabilities": wanted})["sessionId"]
        yield Page(driver, session)
        _call(f"{driver}/session/{session}", method="DELETE")


@contextmanager
def _driver() -> Iterator[str]:
    """The address of a chromedriver that runs while the block does.

    It chooses a port that is free in one family of addresses and ends where the other has it in use; then
    another is started.
    """
    command = [find_chromedriver(), "--port=0"]
    for _ in range(STARTS):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                if port := _port(process):
                    yield f"http://127.0.0.1:{port}"
                    return
            finally:
                process.terminate()
    raise AssertionError(f"{command[0]} found no free port in {STARTS} starts")


def until(ask: Callable[[], Any], what: str, seconds: float = 60) -> Any:
    """The first true answer; AssertionError where there is none in time."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"not within {seconds} seconds: {what}"
        time.sleep(0.05)
    return answer


def _port(process: "subprocess.Popen[str]") -> str:
    """The port that chromedriver chose, from "… started successfully on port 12345."; "" where it ended."""
    assert process.stdout is not None
    line = next((line for line in process.stdout if "successfully on port" in line), "")
    return line.rpartition(" ")[2].strip().rstrip(".")


def _call(url: str, body: object = None, method: str | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]
    except HTTPError as refused:
        raise AssertionError(json.load(refused)["value"]["message"]) from None
