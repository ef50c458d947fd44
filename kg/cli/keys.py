"""One key from the terminal, without Enter."""

import sys


def read_key() -> str:
    """The next key as a lower-case character; "" at the end of input; KeyboardInterrupt for Ctrl-C."""
    if sys.platform == "win32":
        return _windows_key()
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        return sys.stdin.read(1).lower()
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _windows_key() -> str:
    import msvcrt

    key = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
    if key == "\x03":
        raise KeyboardInterrupt
    return str(key).lower()
