import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import FolderError
from kg.store import writing

HOLD = """
import sys, time
from pathlib import Path
from kg.store import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOLD, str(tmp_path / "out")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    process.stdout.close()
    return process


def test_a_second_writer_is_told_who_holds_the_folder(
    tmp_path: Path, holder: "subprocess.Popen[str]"
) -> None:
    with pytest.raises(FolderError, match=f"process {holder.pid} on .*wait"), writing(tmp_path / "out"):
        pass
    holder.kill()
    holder.wait()


def test_a_killed_writer_holds_nothing(tmp_path: Path, holder: "subprocess.Popen[str]") -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()

    with writing(tmp_path / "out"):
        assert str(os.getpid()) in (tmp_path / "out" / "cache" / "kg.lock").read_text()
    assert (tmp_path / "out" / "cache" / "kg.lock").read_text() == ""
