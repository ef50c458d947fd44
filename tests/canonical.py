"""RDF by what it says: the same quads have one hash, in whatever syntax and order they came."""

import hashlib
from collections.abc import Iterable

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad


def canonical_hash(quads: Iterable[Quad]) -> str:
    """SHA-256 of canonical N-Quads (RDFC-1.0), in order of code points, a LF behind each."""
    data = Dataset(quads)
    data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return hashlib.sha256("".join(sorted(f"{quad} .\n" for quad in data)).encode()).hexdigest()
