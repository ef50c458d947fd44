"""What a package says of its own soundness and of the quality of its metadata."""

from pathlib import Path

import rdflib
from rdflib import SH

from loaders.publish import Publication, validation
from loaders.publish.quality import AVAILABLE, TOTAL, points
from loaders.publish.settings import Both
from loaders.publish.work import Item, Work

NT = ("data/kg.nt", Both("图", "graph"), "application/n-triples", "RDF_N_TRIPLES")


def test_the_metadata_score_at_least_300_of_the_points_that_can_be_judged(package: Path) -> None:
    found = points(package / "catalog.ttl")

    assert sum(point.most for point in found) == TOTAL
    assert sum(point.most for point in found if not point.open) == AVAILABLE
    assert sum(point.reached for point in found) >= 300
    assert f"得 {sum(point.reached for point in found)} 分" in (package / "validation.md").read_text("utf-8")


def test_what_is_lacking_costs_its_points(package: Path, tmp_path: Path) -> None:
    text = (package / "catalog.ttl").read_text("utf-8")
    lacking = text.replace("dcat:keyword", "dcat:theme").replace("dcterms:publisher", "dcterms:creator")
    (tmp_path / "catalog.ttl").write_text(lacking, "utf-8")

    lost = {
        point.metric
        for point, whole in zip(
            points(tmp_path / "catalog.ttl"), points(package / "catalog.ttl"), strict=True
        )
        if point.reached < whole.reached
    }
    assert lost == {"dcat:keyword", "dcterms:publisher", "DCAT-AP 3.0.1"}


def test_data_of_ours_has_no_faults(package: Path) -> None:
    assert "No faults in the data." in (package / "validation.md").read_text("utf-8")
    report = rdflib.Graph().parse(package / "validation.ttl")
    assert [str(one) for one in report.objects(None, SH.conforms)] == ["true"]


def test_faults_are_counted_and_told(package: Path, about: Publication, tmp_path: Path) -> None:
    work = Work(None, tmp_path, about, [Item(*NT)])  # type: ignore[arg-type]
    lines = (package / "data" / "kg.nt").read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "/ns#quote>" not in line]
    work.path("data/kg.nt").write_text("".join(kept), "utf-8")
    (tmp_path / "catalog.ttl").write_bytes((package / "catalog.ttl").read_bytes())

    list(validation.write(work))

    text = (tmp_path / "validation.md").read_text("utf-8")
    assert f"{len(lines) - len(kept)} faults" in text.splitlines()[2]
    assert "| `EvidenceShape` | SHACL, `ontology/shapes.ttl` | 0 |" not in text
    assert text.index("| `EvidenceShape` |") < text.index("<details>") < text.index("| `AgencyShape` |")
    assert text.count("- `EvidenceShape`") == validation.SHOWN
    report = rdflib.Graph().parse(tmp_path / "validation.ttl")
    assert len(list(report.objects(None, SH.result))) == min(validation.MOST, len(lines) - len(kept))
