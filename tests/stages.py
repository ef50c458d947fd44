"""Two small stages that stand in for extraction and the corpus stage where a test is about the build.

Module-level, so that worker processes find them. A report that holds 崩溃 kills its process, one that holds
出错 makes a rule fail, 缺词表 a lexicon, and one that holds 缓慢 takes $SLOW_SECONDS.
"""

import os
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import replace

from kg.errors import DataError
from kg.graph import Graph, parts_of
from kg.metric.families import Spoken
from kg.metric.wide import wide_in
from kg.model import Judgement, Mention, Metadata, Reading, Report, Section, evidence_at
from kg.readings import Read
from kg.rounds import Traces
from kg.stages import Joined, Said


def extract(report: Report) -> Reading:
    """Each 《…》 as a Publication; the whole text as a section; a year in the text as the year."""
    if "崩溃" in report.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "出错" in report.text:
        raise IndexError("no such token")
    if "缺词表" in report.text:
        raise DataError("lexicon/x.csv, line 3: 2 cells, expected 1")
    if "缓慢" in report.text:
        time.sleep(float(os.environ.get("SLOW_SECONDS", "0")))
    found = re.search(r"(\d{4})年", report.text)
    meta = replace(report.meta, year=int(found[1]), year_basis="stated") if found else Metadata()
    names = [evidence_at(report, *match.span()) for match in re.finditer("《[^》]+》", report.text)]
    return Reading(
        replace(report, meta=meta),
        (Section(evidence_at(report, 0, len(report.text)), 0, "other", ""),),
        tuple(Mention("Publication", name, "test.brackets") for name in names),
    )


def join(read: Read, judgements: Sequence[Judgement], _: Said) -> Joined:
    """A graph of the reports and mentions alone."""
    readings = [*read.of([report.id for report in read.reports]).values()]
    graph = Graph(
        reports=tuple(reading.report for reading in readings),
        sections=tuple(section for reading in readings for section in reading.sections),
        mentions=tuple(mention for reading in readings for mention in reading.mentions),
    )
    spoken = {report.id: Spoken("", (), ()) for report in read.reports}
    return Joined(parts_of(graph), Traces((), 0), spoken, wide_in(graph))
