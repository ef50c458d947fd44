from kg._version import __version__ as __version__
from kg.errors import KgError as KgError
from kg.passages import explain as explain
from kg.pipeline import build as build
from kg.pipeline import extract as extract
from kg.store import read_graph as open_graph
from loaders.asking.questions import ask as ask
from loaders.rdf.writing import export as export

__all__ = ["KgError", "__version__", "ask", "build", "explain", "export", "extract", "open_graph"]
