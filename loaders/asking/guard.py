r"""Only questions: a free query is judged before it runs.

Every engine is opened read-only as well; the guard says in one line what is wrong and where, and refuses
what a read-only engine would still do: read files and addresses, call other servers, show settings. A text
is judged by its tokens, so that words in strings, comments, quoted names, labels and properties count for
nothing. Engines differ on whether \u0053ET is SET, so the text must pass as it is and with the characters
that escapes stand for; an escape that would open or close a string, name or comment is refused.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.errors import UsageError
from kg.resources import parse_table, resource

Language = Literal["cypher", "sparql"]
TABLE = "queries/guard.csv"

_ESCAPE = re.compile(r"\\u+([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_STRING = r"'(?:\\.|[^'\\])*'|" + r'"(?:\\.|[^"\\])*"'
_LONG = r"'''(?:\\.|[^\\])*?'''|" + r'"""(?:\\.|[^\\])*?"""'
_NUMBER = r"0x[0-9A-Fa-f]+|0o[0-7]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_STRUCTURE = "`'\"/*\\#<>\r\n\0"
_TOKENS = {
    "cypher": re.compile(
        rf"(?P<space>\s+|//[^\n\r]*|/\*.*?\*/)|(?P<string>{_STRING})|(?P<quoted>`(?:``|[^`])*`)"
        rf"|(?P<number>{_NUMBER})|(?P<word>[^\W\d]\w*)|(?P<bad>/\*|['\"`\x00])|(?P<mark>.)",
        re.DOTALL,
    ),
    "sparql": re.compile(
        rf"(?P<space>\s+|\#[^\n\r]*)|(?P<string>{_LONG}|{_STRING})|(?P<quoted><[^<>\"{{}}|^`\\\s]*>)"
        r"|(?P<name>[?$@]\w+|(?:[^\W\d][\w.-]*)?:(?:[\w.:%-]|\\.)*)"
        rf"|(?P<number>{_NUMBER})|(?P<word>[^\W\d]\w*)|(?P<bad>['\"\x00])|(?P<mark>.)",
        re.DOTALL,
    ),
}
_PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: what it is, its characters, its line and column from 1."""

    kind: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What a language allows: see queries/guard.csv. Words are upper case, names as they are called."""

    start: frozenset[str]
    refused: Mapping[str, str]
    procedure: Mapping[str, str]
    function: frozenset[str]


def check(text: str, lang: Language) -> None:
    """Nothing if the text is one statement that only reads; else UsageError: what, where, what to do."""
    for reading in dict.fromkeys((text, decoded(text))):
        tokens = list(tokenize(reading, lang))
        _whole(tokens)
        if lang == "cypher":
            _cypher(tokens, rules(lang))
        else:
            _sparql(tokens, rules(lang))


def calls_out(text: str, *, written: bool = True) -> bool:
    """Whether a SPARQL query calls another server; UsageError as for `check` where its tokens end nowhere.

    Somebody has `written` it, perhaps with escapes in its words; else values with escapes of their own are
    in it.
    """
    readings = dict.fromkeys((text, decoded(text)) if written else (text,))
    tokens = (token for reading in readings for token in tokenize(reading, "sparql"))
    return any(_leading_word(token) == "SERVICE" for token in tokens)


def decoded(text: str) -> str:
    r"""The text with the characters that \u0053 and the like stand for.

    Raises UsageError for an escape that stands for a quote, a slash or a line end, or for no character.
    """
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    if code > 0x10FFFF or chr(code) in _STRUCTURE:
        token = Token("bad", escape[0], _place(escape.string, escape.start()))
        raise _refused(token, "this escape could end a string or comment", "write the character itself")
    return chr(code)


def _place(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - text.rfind(chr(10), 0, at)}"


def tokenize(text: str, lang: Language) -> Iterator[Token]:
    """The tokens without white space and comments; UsageError for a quote or comment that has no end."""
    for found in _TOKENS[lang].finditer(text):
        kind = found.lastgroup or "mark"
        if kind == "space":
            continue
        token = Token(kind, found[0], _place(text, found.start()))
        if kind == "bad":
            raise _refused(token, "it is opened and never closed", "close it")
        yield token


@functools.cache
def rules(lang: Language) -> Rules:
    """The rows of queries/guard.csv for a language."""
    rows = parse_table(resource(TABLE).read_text("utf-8"), TABLE)
    mine = [(row["use"], row["word"], row["why"]) for row in rows if row["language"] == lang]
    return Rules(
        frozenset(word for use, word, _ in mine if use == "start"),
        {word: why for use, word, why in mine if use == "refused"},
        {word.lower(): word for use, word, _ in mine if use == "procedure"},
        frozenset(word.lower() for use, word, _ in mine if use == "function"),
    )


def _refused(token: Token, why: str, todo: str) -> UsageError:
    return UsageError(f"{token.place}: {token.text[:40]}: {why}; {todo}")


def _whole(tokens: Sequence[Token]) -> None:
    """Every bracket has its partner."""
    open_: list[Token] = []
    for token in tokens:
        if token.kind != "mark":
            continue
        if token.text in _PAIRS.values():
            open_.append(token)
        elif token.text in _PAIRS and (not open_ or open_.pop().text != _PAIRS[token.text]):
            raise _refused(token, "it closes what is not open", "check the brackets")
    if open_:
        raise _refused(open_[-1], "it is opened and never closed", "close it")
    if not tokens:
        raise UsageError("line 1, column 1: the query is empty; write one, such as MATCH (n) RETURN count(n)")


def _cypher(tokens: Sequence[Token], allowed: Rules) -> None:
    first = tokens[0]
    ends = [at for at, token in enumerate(tokens) if token.text == ";"]
    if ends and ends[0] + 1 < len(tokens):
        raise _refused(tokens[ends[0] + 1], "a second statement", "ask one thing at a time")
    if first.text.upper() not in allowed.start | allowed.refused.keys():
        raise _refused(first, "no beginning of a query", f"begin with {', '.join(sorted(allowed.start))}")
    for at, token in enumerate(tokens):
        if token.kind != "word" or _is_name(tokens, at):
            continue
        word = token.text.upper()
        if word in allowed.refused:
            raise _refused(token, f"not in a query: {allowed.refused[word]}", "leave it out; `quote` a name")
        if word == "CALL":
            _call(tokens, at, allowed)
    _functions(tokens, allowed)


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word is a label, type, property, key of a map or parameter, so that it can be no clause."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if before is None or before.kind != "mark":
        return False
    if before.text == ".":
        return at >= 2 and (tokens[at - 2].kind in ("word", "quoted") or tokens[at - 2].text in ")]}{,")
    return before.text in ":$" or (before.text in "{," and after == ":")


def _dotted(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The name of parts joined by dots that begins at a place, and the place after it."""
    parts = []
    while at < len(tokens) and tokens[at].kind in ("word", "quoted"):
        parts.append(tokens[at].text.strip("`"))
        at += 1
        if at >= len(tokens) or tokens[at].text != ".":
            break
        at += 1
    return ".".join(parts), at


def _call(tokens: Sequence[Token], at: int, allowed: Rules) -> None:
    name, _ = _dotted(tokens, at + 1)
    if name and name.lower() not in allowed.procedure:
        known = ", ".join(sorted(allowed.procedure.values()))
        raise _refused(tokens[at + 1], f"the procedure {name} is not allowed", f"allowed are {known}")


def _functions(tokens: Sequence[Token], allowed: Rules) -> None:
    """A function with a dot in its name comes from a library; only those listed may be called."""
    at = 0
    while at < len(tokens):
        name, after = _dotted(tokens, at)
        called = after < len(tokens) and tokens[after].text == "("
        known = allowed.function | allowed.procedure.keys()
        if "." in name and called and name.lower() not in known:
            shown = ", ".join(sorted(allowed.function))
            raise _refused(tokens[at], f"the function {name} is not allowed", f"allowed are {shown}")
        at = max(after, at + 1)


def _sparql(tokens: Sequence[Token], allowed: Rules) -> None:
    for token in tokens:
        word = _leading_word(token)
        if word in allowed.refused:
            raise _refused(token, f"not in a query: {allowed.refused[word]}", "leave it out")
    words = [token for token in tokens if token.kind == "word"]
    leading = [token for token in words if token.text.upper() not in ("PREFIX", "BASE")]
    if not leading or leading[0].text.upper() not in allowed.start:
        first = leading[0] if leading else tokens[0]
        raise _refused(first, "no beginning of a query", f"begin with {', '.join(sorted(allowed.start))}")


def _leading_word(token: Token) -> str:
    """The word that an engine may read at the beginning of the token, in upper case.

    Parsers take a keyword also where no space follows: SERVICE:x, FROM:x, trueSERVICE, SERVICESILENT. Words
    of updates cannot stand in a query, so that `add:` and `load:` are prefixes.
    """
    if token.kind not in ("word", "name") or token.text[0] in "?$@":
        return ""
    word, colon, _ = token.text.partition(":")
    word = word.upper()
    if "SERVICE" in word:
        return "SERVICE"
    return "" if colon and word != "FROM" else word
