"""政务图谱: the documents of Chinese government-service reform as a knowledge graph.

The public names are resolved when they are first used, so that `import kg` costs nothing; their types
stand in `__init__.pyi`, examples in docs/api.md.
"""

from importlib import import_module

from kg._version import __version__

__all__ = [
    "KgError",
    "__version__",
    "ask",
    "build",
    "explain",
    "export",
    "extract",
    "open_graph",
]
_PLACES = {
    "KgError": ("kg.errors", "KgError"),
    "ask": ("loaders.asking.questions", "ask"),
    "build": ("kg.pipeline", "build"),
    "explain": ("kg.passages", "explain"),
    "export": ("loaders.rdf.writing", "export"),
    "extract": ("kg.pipeline", "extract"),
    "open_graph": ("kg.store", "read_graph"),
}


def __getattr__(name: str) -> object:
    """A public name, its module imported now."""
    if name not in _PLACES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
