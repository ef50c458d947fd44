"""Apache Jena and the OWL API on our files: gathered by Maven once, run once, read as plain rows."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.neo4j.server import FOR_A_SHORT_LIFE

HERE = Path(__file__).parent
NONE = "no Maven with a JDK 17 or newer: Apache Jena and the OWL API cannot be had"
SEPARATOR = "\x1f"
WHOLE, BROKEN = ("integer", "int", "long", "gYear"), ("decimal", "double", "float")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the readers printed: kind (riot, arq, owl, violation) and name → what was found; rows by query."""

    said: dict[tuple[str, str], str]
    violations: tuple[str, ...]
    folder: Path

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows that ARQ gave for a query, its cells as loaders.asking.sparql gives them."""
        found = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
        names = found["head"]["vars"]
        return [{one: _cell(row.get(one)) for one in names} for row in found["results"]["bindings"]]


def assemble(home: Path) -> Path:
    """The folder of jars, gathered with Maven unless this pom.xml has been already."""
    stamp, pom = home / "pom.xml", (HERE / "pom.xml").read_text("utf-8")
    if not (stamp.exists() and stamp.read_text("utf-8") == pom):
        shutil.rmtree(home, ignore_errors=True)
        command = ["mvn", "-B", "-ntp", "-q", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
        subprocess.run([*command, "-DincludeScope=runtime", f"-DoutputDirectory={home / 'lib'}"], check=True)
        stamp.write_text(pom, encoding="utf-8")
    return home / "lib"


def find_java() -> Path | None:
    """The java of a JDK (it must compile) from 17 on, None if there is none."""
    named = [Path(os.environ.get("JAVA_HOME", "."))]
    for home in (*named, *sorted(Path("/usr/lib/jvm").glob("*"))):
        release = home / "release"
        found = re.search(r'JAVA_VERSION="(\d+)', release.read_text() if release.exists() else "")
        if found and int(found[1]) >= 17 and (home / "bin" / "javac").exists():
            return home / "bin" / "java"
    return None


def judge(java: Path, lib: Path, files: Path, out: Path) -> Verdicts:
    """What the readers say of a folder (see Readers.java), in one run of the JVM."""
    out.mkdir()
    flags = [*FOR_A_SHORT_LIFE, "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"]
    command = [str(java), *flags, "-cp", f"{lib}/*", str(HERE / "Readers.java"), str(files), str(out)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"Readers.java: {done.stdout}{done.stderr}")
    lines = list(_lines(done.stdout))
    said = {(kind, name): found for kind, name, found in lines if kind != "violation"}
    return Verdicts(said, tuple(found for kind, _, found in lines if kind == "violation"), out)


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    for line in text.splitlines():
        kind, name, found = line.split("\t")
        yield kind, name, found


def _cell(term: dict[str, str] | None) -> Any:
    if term is None:
        return None
    text, datatype = term["value"], term.get("datatype", "").rpartition("#")[2]
    if datatype in WHOLE:
        return int(text)
    if datatype in BROKEN:
        return float(Decimal(text))
    if datatype == "boolean":
        return text in ("true", "1")
    return [part for part in text.split(SEPARATOR) if part] if text.startswith(SEPARATOR) else text
