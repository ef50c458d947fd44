"""XML as a stream of elements and characters, in bounded memory: no entity, no document type, no reference
to anything outside is followed.
"""

import functools
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from kg.read.limits import Limits
from kg.read.prefixes import Unbound, full_names, namespaces, prefixed
from kg.read.refusal import Refusal, refuse

Start = Callable[[str, dict[str, str]], None]
NONE: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=1024)
def local_name(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition(" ")[2]


def stream(
    content: bytes,
    name: str,
    limits: Limits,
    handlers: tuple[Start, Any, Any],
    passed_over: frozenset[str] = NONE,
    texts: frozenset[str] = NONE,
) -> None:
    """Call the handlers for the start of each element, its end, and characters, in the order of the file.

    Names are `namespace local`; elements named in `passed_over` count, and no handler is told of them, nor of
    those in `texts`, whose characters are told and no others: from the start of one to the end of one.
    ReadError for what is no XML, declares a document type, or is over a limit.
    """
    on_start, on_end, on_text = handlers
    spaces = namespaces(content)
    parser = expat.ParserCreate(namespace_separator=None if spaces else " ")
    if spaces:
        passed_over, texts = prefixed(passed_over, spaces), prefixed(texts, spaces)
        on_start, on_end = full_names(on_start, on_end, spaces)
    parser.buffer_text = True
    _handle(parser, name, limits, (on_start, on_end, on_text), passed_over, texts)
    parser.StartDoctypeDeclHandler = functools.partial(_doctype, name)
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, Unbound) as error:
        raise refuse(name, f"damaged XML ({error})", "get the file again, or save it again") from error
    finally:
        parser.StartElementHandler = parser.EndElementHandler = None  # they hold the parser


def _handle(
    parser: expat.XMLParserType,
    name: str,
    limits: Limits,
    handlers: tuple[Start, Any, Any],
    passed_over: frozenset[str],
    texts: frozenset[str],
) -> None:
    """Have the parser count elements and tell the handlers, by names as it gives them."""
    on_start, on_end, on_text = handlers
    elements, depth, most, deepest = 0, 0, limits.elements, limits.depth

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal elements, depth
        elements += 1
        depth += 1
        if elements > most or depth > deepest:
            raise _too_many(name, *(("elements", most) if elements > most else ("depth", deepest)))
        if tag in texts:
            parser.CharacterDataHandler = on_text
        elif tag not in passed_over:
            on_start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if tag in texts:
            parser.CharacterDataHandler = None
        elif tag not in passed_over:
            on_end(tag)

    parser.StartElementHandler = start
    parser.EndElementHandler = end


def _doctype(name: str, *_: object) -> None:
    raise refuse(name, "declares an XML document type", "save the document again")


def _too_many(name: str, which: str, limit: int) -> Refusal:
    todo = f"raise it with --limit {which}=NUMBER"
    return refuse(name, f"more {which} than the limit of {limit}", todo)
