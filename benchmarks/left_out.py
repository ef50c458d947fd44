"""Does the list of what was left out show the misses first?

Usage: python -m benchmarks.left_out GOLD…  (JSON Lines as for `kg eval`)

For each reason how often what it left out was a mention of the gold (the column `telling` of
`kg/lexicon/left_out_reasons.csv`); for each file how many misses the lists of its reports show, and at which
rank. A miss is a mention of the gold that nothing taken overlaps.
"""

import sys
from collections import Counter
from pathlib import Path

from kg.evaluate import gold_readings
from kg.model import Mention, Reading, Report
from kg.nlp import extract
from kg.nlp.leftout import Group, LeftOut, Taken, grouped, left_out

SHOWN = 20


def main(paths: list[str]) -> None:
    seen: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for path in map(Path, paths):
        ranks: list[int] = []
        misses = 0
        for gold in gold_readings(path):
            items, lost = of_report(gold)
            order = {
                (group.first.reason, group.first.surface): at
                for at, group in enumerate(groups(gold, items), 1)
            }
            shown = {item: [m for m in lost if same(item, m)] for item in items}
            seen.update(item.reason for item in items)
            missed.update(item.reason for item in items if shown[item])
            misses += len(lost)
            for mention in lost:
                places = [order[item.reason, item.surface] for item in items if mention in shown[item]]
                ranks += [min(places)] if places else []
        first = sum(rank <= SHOWN for rank in ranks)
        mean = sum(ranks) / len(ranks) if ranks else 0
        print(f"{path.name}: {misses} missed, {len(ranks)} listed, {first} in {SHOWN}, mean rank {mean:.1f}")
    for reason, count in sorted(seen.items(), key=lambda item: (-missed[item[0]] / item[1], item[0])):
        print(f"{reason:18} {missed[reason]:4} of {count:5}  {100 * missed[reason] / count:5.1f} %")


def of_report(gold: Reading) -> tuple[list[LeftOut], list[Mention]]:
    """What is left out of the text of a gold reading, and its mentions that nothing taken touches."""
    report = gold.report
    found = extract(Report(report.id, report.source, report.text))
    taken = [Taken(m.evidence.start, m.evidence.end, m.label) for m in (*found.mentions, *found.deictics)]
    lost = [
        mention
        for mention in gold.mentions
        if not any(span.start < mention.evidence.end and mention.evidence.start < span.end for span in taken)
    ]
    return left_out(report.text, taken), lost


def groups(gold: Reading, items: list[LeftOut]) -> list[Group]:
    return grouped((gold.report, item) for item in items)


def same(item: LeftOut, mention: Mention) -> bool:
    """Whether the two share at least half of the shorter one."""
    place = mention.evidence
    shared = min(item.end, place.end) - max(item.start, place.start)
    return shared > 0 and 2 * shared >= min(item.end - item.start, place.end - place.start)


if __name__ == "__main__":
    main(sys.argv[1:])
