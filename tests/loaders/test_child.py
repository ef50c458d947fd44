import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import CheckError, FolderError, UsageError
from kg.progress import telling
from kg.store import write_graph
from loaders.asking import child
from loaders.asking.child import rows
from loaders.asking.guard import Language
from loaders.asking.questions import ask
from tests.loaders.small_graph import small_graph

LANGUAGES: tuple[Language, ...] = ("cypher", "sparql")
SLOW = {
    "cypher": "UNWIND range(1, 9000000) AS a UNWIND range(1, 9000) AS b RETURN count(*) AS n",
    "sparql": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?d && ?d = ?g) }",
}
ENDLESS = {
    "cypher": "UNWIND range(1, 9000000) AS a UNWIND range(1, 9000) AS b RETURN a, b",
    "sparql": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}
MANY = {"cypher": "MATCH (n) RETURN n.id AS id", "sparql": "SELECT ?s ?p ?o { ?s ?p ?o }"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("child")
    write_graph(small_graph(), place)
    return place


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slow_query_is_ended_in_time(folder: Path, lang: Language) -> None:
    child._prepare(folder, lang)
    began = time.monotonic()
    with pytest.raises(CheckError, match=r"longer than 0.3 s"):
        rows(folder, SLOW[lang], {}, lang=lang, timeout=0.3)
    assert time.monotonic() - began < 8


@pytest.mark.parametrize("lang", LANGUAGES)
def test_how_far_a_store_is_is_told_as_it_is_made_and_never_again(tmp_path: Path, lang: Language) -> None:
    write_graph(small_graph(), tmp_path)
    told: list[tuple[str, int, int]] = []
    with telling(lambda *far: told.append(far)):
        rows(tmp_path, MANY[lang], {}, lang=lang)
        first = [*told]
        rows(tmp_path, MANY[lang], {}, lang=lang)

    assert told == first
    done = [number for _, number, _ in told]
    assert {(step, total) for step, _, total in told} == {("store", max(done))}
    assert done[0] == 0
    assert done == sorted(done)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_too_many_rows_are_an_error_that_names_the_parameters(folder: Path, lang: Language) -> None:
    with pytest.raises(CheckError, match=r"more than 5 rows.*LIMIT in the query"):
        rows(folder, MANY[lang], {}, lang=lang, limit=5)
    assert len(rows(folder, MANY[lang], {}, lang=lang, limit=None)) > 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_more_rows_are_fetched_than_it_takes_to_see_that_they_are_too_many(
    folder: Path, lang: Language
) -> None:
    with pytest.raises(CheckError, match="more than 5 rows"):
        rows(folder, ENDLESS[lang], {}, lang=lang, limit=5, timeout=5)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_wrong_there_is_raised_here(folder: Path, tmp_path: Path, lang: Language) -> None:
    with pytest.raises(UsageError):
        rows(folder, "MATCH SELECT (", {}, lang=lang)
    with pytest.raises(FolderError):
        rows(tmp_path, MANY[lang], {}, lang=lang)


@pytest.mark.parametrize("seconds", [3_000_000.0, 1e400, float("nan"), 0.0, -1.0])
def test_a_time_limit_that_no_timer_holds_is_refused(folder: Path, seconds: float) -> None:
    with pytest.raises(UsageError, match="expected seconds above 0, at most 86400"):
        rows(folder, MANY["sparql"], {}, lang="sparql", timeout=seconds)
    with pytest.raises(UsageError, match="expected seconds above 0, at most 86400"):
        ask(folder, "Q05", timeout=seconds)


def test_a_day_is_a_time_limit(folder: Path) -> None:
    assert rows(folder, MANY["sparql"], {}, lang="sparql", timeout=child.LONGEST)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_no_process_is_left_behind(folder: Path) -> None:
    """The parent is killed amid a query; its child ends by itself."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom loaders.asking import child\nchild._GRACE = 0.5\n"
        "if __name__ == '__main__':\n"
        "    child.rows(Path(sys.argv[1]), sys.argv[2], {}, timeout=1.0)\n"
    )
    script = folder / "ask.py"
    script.write_text(program)
    with subprocess.Popen([sys.executable, str(script), str(folder), SLOW["cypher"]]) as parent:
        kids = _wait_for(lambda: _children(parent.pid))
        parent.kill()
        parent.wait()
    _wait_for(lambda: not any(_alive(kid) for kid in kids))


def _wait_for(condition: object, seconds: float = 20) -> list[int]:
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found if isinstance(found, list) else []
        time.sleep(0.05)
    pytest.fail("it did not happen in time")


def _children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(one) for one in listed.stdout.split()]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]
