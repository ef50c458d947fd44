"""The open-data package: a graph folder and publish.toml → a folder that a portal can take as it is."""

from loaders.publish.package import publish
from loaders.publish.settings import Publication, read_publication, with_base, write_template

__all__ = ["Publication", "publish", "read_publication", "with_base", "write_template"]
