"""政务图谱: the documents of Chinese government-service reform as a knowledge graph."""

from kg._version import __version__

__all__ = ["__version__"]
