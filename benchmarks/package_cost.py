"""What a package costs, stage by stage: CPU-seconds and memory of all processes, and what it has on disk.

    python -m benchmarks.package_cost GRAPH

GRAPH is a graph folder (benchmarks.generate, then kg build). Memory is the most that the process and those
that it began held at once, as Linux counts it (PSS: what several share is divided among them).
"""

import re
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.resources import resource as kept
from kg.store import slices
from loaders.publish import package, publish, read_publication
from loaders.screening import UNDECIDED, Release, screening
from loaders.screening.release import Decision

EVERY = 0.1
"""The seconds between two looks at the memory."""


def main(graph: Path) -> None:
    """Publish in a process of its own, and print a row for each stage, then one for each folder."""
    with tempfile.TemporaryDirectory() as place:
        own = [sys.executable, "-m", "benchmarks.package_cost", str(graph), place]
        with subprocess.Popen(own, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            most = _Most(process.pid)
            for line in process.stdout:
                print(f"{line.rstrip()}\t{most.taken():.0f} MB", flush=True)
            most.done.set()
        folder = Path(place) / "package"
        for path in sorted(folder.iterdir()):
            print(f"{path.name}\t{_size(path) / 1e6:.1f} MB on disk")


def _size(path: Path) -> int:
    """The bytes of a file, or of the files under a folder."""
    return sum(each.stat().st_size for each in (path, *path.rglob("*")) if each.is_file())


class _Most:
    """The most memory of a process and its children since it was last asked for."""

    def __init__(self, process: int) -> None:
        self.done = threading.Event()
        self._process, self._most = process, 0.0
        threading.Thread(target=self._look, daemon=True).start()

    def taken(self) -> float:
        """Megabytes."""
        most, self._most = self._most, 0.0
        return most

    def _look(self) -> None:
        while not self.done.wait(EVERY):
            self._most = max(self._most, sum(map(_held, _family(self._process))))


def _family(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            yield from _family(int(child))


def _held(process: int) -> float:
    with suppress(OSError):
        found = re.search(
            r"^Pss:\s+(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE
        )
        return int(found[1]) / 1000 if found else 0.0
    return 0.0


def child(graph: Path, place: Path) -> None:
    """Publish, and print the CPU-seconds of each stage at its end."""
    settings = place / "publish.toml"
    text = kept("loaders/publish/publish.toml").read_text("utf-8").replace("TODO ", "")
    settings.write_text(text, "utf-8")
    release = _all_published(graph)
    clock = _Clock()
    clock.told("start")
    for module, name in ((package, "cleared"), (package, "period")):
        setattr(module, name, clock.timed(name, getattr(module, name)))
    package.MAKERS = tuple(clock.timed(maker.__module__, maker) for maker in package.MAKERS)
    publish(graph, place / "package", read_publication(settings), release)
    clock.told("end")


def _all_published(graph: Path) -> Release:
    """The decisions of somebody who publishes whatever the screen finds."""
    with slices(graph) as found:
        hits = screening(found, UNDECIDED).open
    rows = (Decision(one.thing, one.place, one.hit.kind, one.hit.text, "publish", 1) for one in hits)
    return UNDECIDED._replace(places={(row.thing, row.place): row for row in rows})


class _Clock:
    """Tells what each stage took since the one before it."""

    def __init__(self) -> None:
        self._last = 0.0

    def told(self, stage: str) -> None:
        """Print the CPU-seconds of this process and of those children that have ended."""
        now = sum(
            use.ru_utime + use.ru_stime
            for use in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        )
        print(f"{stage}\t{now - self._last:.1f} CPU-s", flush=True)
        self._last = now

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, whose end is told."""

        def done(*given: Any) -> Any:
            found = work(*given)
            if isinstance(found, Iterator):
                found = list(found)
            self.told(stage)
            return found

        return done


if __name__ == "__main__":
    paths = [Path(argument) for argument in sys.argv[1:]]
    if len(paths) == 1:
        main(*paths)
    else:
        child(*paths)
