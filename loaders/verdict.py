"""Validation results as a SHACL validation report in Turtle, or as a page of HTML in both languages."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from loaders.shacl import SH
from loaders.validation import ValidationResult

_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border-bottom:1px solid #bbb;padding:.4rem;text-align:left;vertical-align:top}"
    "code{overflow-wrap:anywhere}blockquote{margin:.3rem 0;color:#444}"
)


def turtle(results: Sequence[ValidationResult]) -> str:
    """A sh:ValidationReport with a result for each, in their order."""
    told = [_result(number, found) for number, found in enumerate(results, 1)]
    listed = "".join(f" ;\n    sh:result _:r{number}" for number, _ in enumerate(told, 1))
    conforms = "false" if told else "true"
    head = f"@prefix sh: <{SH}> .\n\n[] a sh:ValidationReport ;\n    sh:conforms {conforms}{listed} .\n"
    return head + "".join(told)


def _result(number: int, found: ValidationResult) -> str:
    component = found.component + ("" if found.component.endswith("Component") else "ConstraintComponent")
    pairs = [
        ("a", "sh:ValidationResult"),
        ("sh:resultSeverity", "sh:Violation"),
        ("sh:focusNode", _node(found.focus)),
        ("sh:sourceShape", _node(found.rule)),
        ("sh:sourceConstraintComponent", f"sh:{component}"),
        *([] if found.path is None else [("sh:resultPath", _node(found.path))]),
        *([] if found.value is None else [("sh:value", _node(found.value))]),
        ("sh:resultMessage", f"{_text(found.zh)}@zh-hans , {_text(found.en)}@en"),
        *([] if found.sentence is None else [("<https://w3id.org/gsr/ns#quote>", _text(found.sentence))]),
    ]
    return f"\n_:r{number} " + " ;\n    ".join(f"{name} {value}" for name, value in pairs) + " .\n"


def _node(text: str) -> str:
    return f"<{text}>" if _IRI.fullmatch(text) else _text(text)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def page(results: Sequence[ValidationResult], name: str) -> str:
    """One page: how many results by rule, then each with its sentence. `name` says what was checked."""
    title = f"检查报告 · Validation report: {html.escape(name)}"
    body = "".join(_sections(results)) if results else "<p>没有不合之处。 · Nothing is wrong.</p>\n"
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}"
        "</body>\n</html>\n"
    )


def _sections(results: Sequence[ValidationResult]) -> Iterator[str]:
    counts = Counter(found.law for found in results)
    rows = [_cells("td", (f"<code>{law}</code>", str(count))) for law, count in sorted(counts.items())]
    yield _table(("规则 · rule", "处 · count"), rows)
    rows = [_cells("td", _columns(found)) for found in results]
    yield _table(("规则 · rule", "事物 · thing", "不合之处 · what is wrong"), rows)


def _columns(found: ValidationResult) -> tuple[str, str, str]:
    places = [part for part in (found.path, found.value) if part is not None]
    details = "".join(f"<br><code>{html.escape(part)}</code>" for part in places)
    quote = "" if found.sentence is None else f"<blockquote>{html.escape(found.sentence)}</blockquote>"
    what = f'{html.escape(found.zh)}<br><span lang="en">{html.escape(found.en)}</span>{details}{quote}'
    return f"<code>{html.escape(found.law)}</code>", f"<code>{html.escape(found.id)}</code>", what


def _cells(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>\n"


def _table(head: Iterable[str], rows: Iterable[str]) -> str:
    return f"<table>\n<thead>{_cells('th', head)}</thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>\n"
