"""A folder that cannot be entered, also for root, whom no permission keeps out."""

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def close(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the system refuse what lies in the folder, and the list of it, as for a user without permission."""
    for module, name in ((os, "stat"), (os, "scandir"), (os, "listdir"), (os, "mkdir"), (io, "open")):
        patch.setattr(module, name, _refusing(getattr(module, name), folder, inside=name == "stat"))


def _refusing(real: Callable[..., Any], folder: Path, *, inside: bool) -> Callable[..., Any]:
    def asked(path: Any = ".", *args: Any, **options: Any) -> Any:
        place = None if isinstance(path, int) else Path(os.fsdecode(path))
        if place is not None and (folder in place.parents or (place == folder and not inside)):
            raise PermissionError(errno.EACCES, "Permission denied", str(place))
        return real(path, *args, **options)

    return asked
