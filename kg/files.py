"""Files read by few calls to the system: a folder holds a hundred thousand of them."""

import os

_BYTES = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def whole(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file; OSError as `open`."""
    handle = os.open(path, _BYTES)
    try:
        size = os.fstat(handle).st_size
        content = os.read(handle, size + 1)
        while len(content) != size:  # it is longer or shorter than was said
            size = len(content)
            content += os.read(handle, 1 << 20)
        return content
    finally:
        os.close(handle)
