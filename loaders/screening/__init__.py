"""The release screen: what a package gives out is looked through before anybody outside sees it.

`scan` finds names of people, numbers of phones and papers, addresses and internal markings in a text.
"""

from loaders.screening.hit import KINDS, Hit, Kind, shown
from loaders.screening.scan import scan

__all__ = ["KINDS", "Hit", "Kind", "scan", "shown"]
