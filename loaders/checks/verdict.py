"""Validation results as a SHACL validation report in Turtle."""

import json
import re
from collections.abc import Sequence

from loaders.checks.shacl import SH
from loaders.checks.validation import ValidationResult

_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def turtle(results: Sequence[ValidationResult]) -> str:
    """A sh:ValidationReport with a result for each, in their order; it conforms where all are warnings."""
    told = [_result(number, found) for number, found in enumerate(results, 1)]
    listed = "".join(f" ;\n    sh:result _:r{number}" for number, _ in enumerate(told, 1))
    conforms = "true" if all(found.warning for found in results) else "false"
    head = f"@prefix sh: <{SH}> .\n\n[] a sh:ValidationReport ;\n    sh:conforms {conforms}{listed} .\n"
    return head + "".join(told)


def _result(number: int, found: ValidationResult) -> str:
    component = found.component + ("" if found.component.endswith("Component") else "ConstraintComponent")
    pairs = [
        ("a", "sh:ValidationResult"),
        ("sh:resultSeverity", f"sh:{found.severity}"),
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
