"""目录.csv: what a Chinese data directory asks for, a row for each file, to upload or to copy into its form.

The fields are named after what is publicly told of GB/T 21063.3; the text of the standard was not at hand.
"""

import csv
from collections.abc import Iterator

from kg.resources import Row, parse_table, resource
from loaders.publish.catalog import distribution
from loaders.publish.settings import Publication
from loaders.publish.work import Item, Work
from loaders.tables import cell_text

NAME = "目录.csv"
FIELDS = "loaders/publish/directory.csv"
BETWEEN = "；"
OPEN, RESTRICTED = "无条件开放", "有条件开放"


def write(work: Work) -> Iterator[Item]:
    """Write the file, with the byte-order mark that spreadsheets want."""
    fields = parse_table(resource(FIELDS).read_text("utf-8"), FIELDS)
    days = "/".join(day or "" for day in work.period)
    with work.path(NAME).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([field["field"] for field in fields])
        for item in work.items:
            values = {**_of_package(work.about), **_of_file(work.about, item), "period": days}
            writer.writerow([cell_text(values[field["source"]]) for field in fields])
    yield from ()


def _of_package(about: Publication) -> Row:
    return {
        "description": about.description.zh,
        "publisher": about.publisher.name.zh,
        "publisher_code": about.publisher.identifier or "",
        "themes": BETWEEN.join(about.themes),
        "record": f"{about.base}/catalog/record",
        "modified": about.modified,
        "keywords": BETWEEN.join(about.keywords_zh),
        "frequency": about.frequency,
        "issued": about.issued,
        "contact": f"{about.contact.name} {about.contact.email}",
        "access": OPEN if about.licence.open else RESTRICTED,
        "licence": f"{about.licence.zh} {about.licence.url}",
    }


def _of_file(about: Publication, item: Item) -> Row:
    return {
        "title": f"{about.title.zh}：{item.title.zh}",
        "identifier": distribution(about, item.path),
        "address": about.location + item.path,
        "format": item.format,
        "bytes": str(item.bytes),
        "rows": "" if item.rows is None else str(item.rows),
        "sha256": item.sha256,
        "columns": BETWEEN.join(column.header for column in item.columns),
    }
