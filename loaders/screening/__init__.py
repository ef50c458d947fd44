"""The release screen: what a package gives out is looked through before anybody outside sees it.

`scan` finds names of people, numbers of phones and papers, addresses and internal markings in a text;
`screening` does so in a whole graph, and sorts what it finds by what a person decided in release.csv.
"""

from loaders.screening.hit import KINDS, Hit, Kind, shown
from loaders.screening.release import UNDECIDED, Release, listed, read_release
from loaders.screening.scan import scan
from loaders.screening.screen import Blocked, Screening, cleared, screening

__all__ = [
    "KINDS",
    "UNDECIDED",
    "Blocked",
    "Hit",
    "Kind",
    "Release",
    "Screening",
    "cleared",
    "listed",
    "read_release",
    "scan",
    "screening",
    "shown",
]
