"""The graph in six syntaxes: the triples that are kept for the checks are those that are published."""

import gzip
from pathlib import Path

import pytest

from kg.graph import Graph
from loaders.publish import Publication, data
from loaders.publish.data import triples_of
from loaders.publish.triples import lines_of
from loaders.publish.work import Work
from loaders.rdf.writing import FORMATS, export


@pytest.mark.parametrize("large", [False, True])
def test_what_is_checked_is_what_is_published(
    large: bool, samples: Graph, about: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "LARGE", 0 if large else 1 << 40)
    shared = tmp_path / "shared"
    shared.mkdir()
    work = Work(samples, tmp_path / "package", about, shared=shared)

    paths = [work.folder / item.path for item in data.write(work)]

    published = gzip.decompress(paths[0].read_bytes()) if large else paths[0].read_bytes()
    assert [path.suffix == ".gz" for path in paths] == [large] * len(FORMATS)
    assert sorted(work.folder.rglob("*.*")) == sorted(paths)
    assert triples_of(work).read_bytes() == b"".join(lines_of(work)()) == published
    assert triples_of(work).is_relative_to(shared) is large


def test_each_syntax_is_what_an_export_writes(samples: Graph, about: Publication, tmp_path: Path) -> None:
    work = Work(samples, tmp_path / "package", about)
    paths = [work.folder / item.path for item in data.write(work)]

    for fmt in ("nt", "nq"):
        export(samples, fmt, tmp_path / "one", base=about.base)
        assert (tmp_path / "one").read_bytes() in [path.read_bytes() for path in paths], fmt
