"""Names of XML by their prefixes, where the first element alone says what these mean, as it mostly does in
what office programs write: namespaces in all names cost a tenth of the time that a Word document takes.
"""

import functools
import re
from collections.abc import Callable

Spaces = tuple[tuple[str, str], ...]
"""Prefixes and their namespaces."""
_DECLARED = re.compile(rb"\sxmlns:([\w.-]+)\s*=\s*(?:\"([!#-%'-~]+)\"|'([!-%(-~]+)')")
_LONGEST = 10_000
_ALWAYS = ("xml", "http://www.w3.org/XML/1998/namespace")


class Unbound(Exception):
    """A prefix that no namespace was declared for."""


def namespaces(content: bytes) -> Spaces | None:
    """What the prefixes of a file mean; None if elements inside say so too, if there is a namespace without a
    prefix, and wherever else the bytes do not tell it plainly (as in UTF-16).
    """
    end = content.find(b">", content.find(b"xmlns"))
    if not 0 < end < _LONGEST or content.rfind(b"xmlns") > end:
        return None
    return _declared(content[:end])


@functools.lru_cache(maxsize=64)
def _declared(head: bytes) -> Spaces | None:
    found = [
        (prefix.decode("ascii"), (double or single).decode("ascii"))
        for prefix, double, single in _DECLARED.findall(head)
    ]
    once = len({prefix for prefix, _ in found}) == len(found) == head.count(b"xmlns") > 0
    return (*found, _ALWAYS) if once else None


@functools.lru_cache(maxsize=64)
def prefixed(names: frozenset[str], spaces: Spaces) -> frozenset[str]:
    """`namespace local` → `prefix:local`, for each prefix that the namespace has."""
    apart = [name.split(" ") for name in names]
    return frozenset(f"{prefix}:{local}" for prefix, in_ in spaces for space, local in apart if space == in_)


def full_names(
    on_start: Callable[[str, dict[str, str]], None], on_end: Callable[[str], None], spaces: Spaces
) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]:
    """The handlers of a stream, to be called with `prefix:local` in place of `namespace local`."""
    names = _Names(spaces)

    def start(tag: str, attributes: dict[str, str]) -> None:
        if attributes:
            attributes = {names[key]: value for key, value in attributes.items() if key[:6] != "xmlns:"}
        on_start(names[tag], attributes)

    return start, lambda tag: on_end(names[tag])


class _Names(dict[str, str]):
    """`prefix:local` → `namespace local`, as they come."""

    def __init__(self, spaces: Spaces) -> None:
        self._spaces = dict(spaces)

    def __missing__(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        if colon and (prefix not in self._spaces or not local or ":" in local):
            raise Unbound(f"unbound prefix: {name!r}")
        full = self[name] = f"{self._spaces[prefix]} {local}" if colon else name
        return full
