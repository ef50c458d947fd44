"""The papers of a package: README.md in both languages, LICENSE, CITATION.cff."""

import json
from collections.abc import Iterable, Iterator

from kg.resources import resource
from loaders.asking.child import LIMIT
from loaders.publish.catalog import RIGHTS
from loaders.publish.explorer.asking import GROUPED, SEEN
from loaders.publish.settings import Publication
from loaders.publish.work import Item, Work

README = "loaders/publish/README.template.md"
LICENSE = """{zh}
{en}
SPDX: {id}
{url}

© {year} {publisher_zh} · {publisher_en}

本数据集依上述许可发布，许可全文见上面的网址。
This data set is published under the licence named above; its full text stands at that address.

{rights_zh}
{rights_en}

ontology/: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
"""


def write(work: Work) -> Iterator[Item]:
    """Write the three files."""
    for name, content in (
        ("LICENSE", _licence(work.about)),
        ("CITATION.cff", _citation(work.about)),
        ("README.md", _readme(work.about, work.items)),
    ):
        work.path(name).write_text(content, encoding="utf-8", newline="\n")
    yield from ()


def _licence(about: Publication) -> str:
    licence, publisher = about.licence, about.publisher.name
    return LICENSE.format(
        zh=licence.zh,
        en=licence.en,
        id=licence.id,
        url=licence.url,
        year=about.issued[:4],
        publisher_zh=publisher.zh,
        publisher_en=publisher.en,
        rights_zh=RIGHTS.zh,
        rights_en=RIGHTS.en,
    )


def _citation(about: Publication) -> str:
    """Citation File Format 1.2.0; JSON strings are YAML strings."""
    said = (
        ("cff-version", "1.2.0"),
        ("message", "如使用本数据集，请引用。 | Please cite this data set if you use it."),
        ("type", "dataset"),
        ("title", f"{about.title.zh} | {about.title.en}"),
        ("version", about.version),
        ("date-released", about.issued),
        ("license", about.licence.id),
        ("url", about.location),
    )
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in said]
    author = json.dumps(about.publisher.name.zh, ensure_ascii=False)
    return "".join([*lines, "authors:\n", f"  - name: {author}\n"])


def _readme(about: Publication, items: Iterable[Item]) -> str:
    rows = [f"| [{item.path}]({item.path}) | {item.title.line} | {item.bytes:,} |" for item in items]
    values = {
        "title_zh": about.title.zh,
        "title_en": about.title.en,
        "description_zh": about.description.zh,
        "description_en": about.description.en,
        "version": about.version,
        "issued": about.issued,
        "modified": about.modified,
        "publisher_zh": about.publisher.name.zh,
        "publisher_en": about.publisher.name.en,
        "homepage": about.publisher.homepage,
        "contact": about.contact.name,
        "email": about.contact.email,
        "licence": f"[{about.licence.id}]({about.licence.url})",
        "rights_zh": RIGHTS.zh,
        "rights_en": RIGHTS.en,
        "base": about.base,
        "rows": f"{LIMIT:,}",
        "seen": f"{SEEN:,}",
        "grouped": f"{GROUPED:,}",
        "files": "\n".join(rows),
    }
    return resource(README).read_text("utf-8").format_map({name: _plain(one) for name, one in values.items()})


def _plain(value: str) -> str:
    """The value without what a page would run."""
    return value.replace("<", "&lt;")
