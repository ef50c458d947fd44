"""The guide for newcomers: a page to be read by itself, or played by Neo4j Browser beside the drawing.

Its steps are `queries/guide/*.cypher`: a line with the title in both languages, a line of text in each, the
query. Colours and names come from the ontology, the questions at its end from `queries/cypher`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from kg.errors import DataError
from kg.evaluate.page import head
from kg.resources import resource
from kg.schema import Schema
from loaders.asking.questions import Question
from loaders.neo4j.browser import COLOURS, ink, nodes, saved_query

FOLDER = "queries/guide"
TITLE = "政务图谱入门 · A first walk through the graph"
BROWSER = "http://localhost:7474/browser/"
"""Where Neo4j Browser is on the machine of a user who changed nothing."""
HOW = (
    "这张图是从报告里读出的：谁出台、推出、推进、依托了什么，是哪一年的事，做成了还是在计划中。"
    "在 Neo4j Browser 中点一下灰底的查询，它就进入编辑框；再按编辑框右边的三角运行。",
    "This graph was read from reports: who issued, launched, advances or uses what, when, and whether it is "
    "done or planned. In Neo4j Browser a click on a query puts it into the editor; the triangle runs it.",
)
ASK = (
    "点开一个问题，点其中的查询。注释里的名字是参数，把它前面的值换成自己的。",
    "Open a question and click on its query. Names in comments are parameters: put your value before them.",
)
_STEP = re.compile(
    r"// (?P<title_zh>[^|\n]+) \| (?P<title_en>[^\n]+)\n"
    r"// zh: (?P<zh>[^\n]+)\n// en: (?P<en>[^\n]+)\n(?P<query>.+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: titles, texts, and a query that any graph answers."""

    title_zh: str
    title_en: str
    zh: str
    en: str
    query: str


def steps() -> tuple[Step, ...]:
    """The steps in order. DataError for a file that is not one."""
    files = sorted(resource(FOLDER).iterdir(), key=lambda one: one.name)
    return tuple(parse(one.read_text("utf-8"), one.name) for one in files if one.name.endswith(".cypher"))


def parse(text: str, name: str) -> Step:
    """The step in a file's text; DataError if it is not one, or its query cannot stand in a link."""
    found = _STEP.fullmatch(text.strip())
    if found is None:
        raise DataError(
            f"{FOLDER}/{name}: not '// 标题 | title', '// zh: …', '// en: …' and a query below them"
        )
    return Step(**found.groupdict())


def guide(schema: Schema, walk: Iterable[Step], asked: Iterable[Question]) -> str:
    """The page: what is what, each step, the questions. It runs nothing and needs no other file."""
    slides = [_legend(schema), *map(_step, walk), _questions(asked)]
    return "".join(
        [
            *head(TITLE, f"{FOLDER}/guide.css"),
            '<article class="guide">\n',
            *slides,
            "</article>\n</body>\n</html>\n",
        ]
    )


def _legend(schema: Schema) -> str:
    classes = (_swatch(one.neo4j, one.label_zh, one.label_en) for one in nodes(schema))
    stated = (one for one in schema.relations.values() if not one.structural)
    relations = (
        f"<li>{one.label_zh} <code>{one.neo4j}</code> {escape(one.label_en)}</li>\n" for one in stated
    )
    lists = (
        f"<ul>\n{''.join(classes)}</ul>\n<p>箭头上的字 Words on arrows</p>\n<ul>\n{''.join(relations)}</ul>\n"
    )
    return _slide("怎么看 · How to read it", HOW, lists)


def _swatch(label: str, zh: str, en: str) -> str:
    colours = f"background-color: {COLOURS[label]}; color: {ink(COLOURS[label])}"
    return (
        f'<li><span style="{colours}; padding: 0 .4em">{zh}</span> <code>{label}</code> {escape(en)}</li>\n'
    )


def _step(step: Step) -> str:
    texts = (step.zh, step.en)
    return _slide(f"{step.title_zh} · {step.title_en}", texts, _query(step.query) + _link(step.query))


def _questions(asked: Iterable[Question]) -> str:
    return _slide("问题 · Questions", ASK, "".join(map(_question, asked)))


def _question(one: Question) -> str:
    title = escape(f"{one.number} {one.zh} {one.en}")
    return f"<details><summary>{title}</summary>\n{_query(saved_query(one))}</details>\n"


def _slide(title: str, texts: tuple[str, str], body: str) -> str:
    zh, en = map(escape, texts)
    words = f'<h3>{escape(title)}</h3>\n<p>{zh}</p>\n<p lang="en">{en}</p>\n'
    return f'<slide>\n<div class="col-sm-12">\n{words}{body}</div>\n</slide>\n'


def _query(text: str) -> str:
    """A query that Browser puts into its editor on a click."""
    return f'<pre class="code runnable">{escape(text)}</pre>\n'


def _link(query: str) -> str:
    """A link to Browser with the query in its editor; within Browser it stays hidden."""
    place = escape(f"{BROWSER}?cmd=edit&arg={quote(query)}")
    said = "在本机的 Neo4j Browser 中打开 · open in Neo4j Browser on this machine"
    return f'<p><a hidden href="{place}" target="_blank">{said}</a></p>\n'
