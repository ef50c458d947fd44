"""spaCy without its own command line, which `import spacy` loads and nothing here uses.

With httpx, rich, jinja2 and 400 modules more it takes a quarter of the time of that import. All that spaCy
itself has of it is `spacy.info`; `spacy.cli` and that are loaded when somebody asks for them.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

_PLACE = "spacy.cli.info"


def _late(name: str) -> Any:
    """What `import spacy` would have given of its command line."""
    if name not in ("cli", "info"):
        raise AttributeError(f"module 'spacy' has no attribute {name!r}")
    import spacy
    from spacy.cli.info import info

    spacy.info = info  # type: ignore[attr-defined]
    return getattr(spacy, name)


def _import() -> None:
    sys.modules[_PLACE] = ModuleType(_PLACE)
    sys.modules[_PLACE].info = None  # type: ignore[attr-defined]
    try:
        spacy = importlib.import_module("spacy")
    finally:
        del sys.modules[_PLACE]
    del spacy.info
    spacy.__getattr__ = _late  # type: ignore[method-assign]


if "spacy" not in sys.modules:
    _import()
