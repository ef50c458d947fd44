"""spaCy without its own command line, which `import spacy` loads and nothing here uses.

With httpx, rich, jinja2 and 400 modules more it takes a quarter of the time of that import. All that spaCy
itself has of it is `spacy.info`; a module that loads the rest when that is called stands in for it meanwhile.
"""

import sys
from types import ModuleType
from typing import Any

_PLACE = "spacy.cli.info"


def info(*arguments: Any, **options: Any) -> Any:
    """What `spacy.info` gives."""
    from spacy.cli.info import info as whole

    return whole(*arguments, **options)


if "spacy" not in sys.modules:
    sys.modules[_PLACE] = ModuleType(_PLACE)
    sys.modules[_PLACE].info = info  # type: ignore[attr-defined]
    import spacy  # noqa: F401

    del sys.modules[_PLACE]
