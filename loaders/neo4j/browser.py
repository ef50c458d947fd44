"""Files for Neo4j Browser, made from the ontology and the questions: a style sheet and saved queries.

The file of one saved query opens a dialog when it is dropped on Browser. A ZIP file of many goes in at once,
each folder of it as a folder of favourites.
"""

import io
import json
import re
from collections.abc import Iterable
from zipfile import ZipFile, ZipInfo

from kg.errors import DataError
from kg.schema import Class, Relation, Schema
from loaders.asking.questions import Question
from loaders.lookup import RDF_ONLY
from loaders.property_graph.cypher import checked_name
from loaders.property_graph.indexes import keyed
from loaders.property_graph.rows import ENTITY

COLOURS = {
    ENTITY: "#bbbbbb",
    "Agency": "#0072b2",
    "Organization": "#2d1e87",
    "Regulation": "#d55e00",
    "LegalAct": "#782d00",
    "Publication": "#f0b496",
    "Initiative": "#009e73",
    "Platform": "#56b4e9",
    "Agreement": "#a54b87",
    "Region": "#f0e442",
    "FunctionalZone": "#a5964b",
    "RegionGroup": "#ffffc3",
    "Metric": "#663a80",
    "Observation": "#d5b6e2",
    "Finding": "#e19600",
    "Report": "#1e1e1e",
    "Section": "#696969",
    "Evidence": "#d2e1e1",
    "Claim": "#969696",
}
"""A colour for each class, the frequent ones after Okabe and Ito.

Readers with any colour vision tell any two apart, as tests/loaders/test_colours.py measures."""
LARGE, SMALL = "80px", "60px"
MIDDLE = 0.179
"""The luminance on which black and white stand out alike."""
_STATED, _STRUCTURAL = "#444444", "#c0c0c0"
FAVOURITES = "政务图谱"
"""The folder of the saved queries in Browser."""
_PARAMETER = re.compile(r"\$(\w+)")


def nodes(schema: Schema) -> list[Class]:
    """The classes of which things are nodes, in the order of the ontology."""
    return [term for term in schema.classes.values() if term.neo4j not in RDF_ONLY]


def style(schema: Schema) -> str:
    """A style sheet (GraSS) with a rule for each label and type, general ones first: the last that fits wins.

    DataError for a class without a colour.
    """
    classes = sorted(nodes(schema), key=lambda term: (len(term.parents), term.name))
    missing = [term.neo4j for term in classes if term.neo4j not in COLOURS]
    if missing:
        raise DataError(f"loaders/neo4j/browser.py: no colour for {', '.join(missing)}; give each class one")
    labels = [ENTITY, *(term.neo4j for term in classes)]
    types = (term for name, term in schema.relations.items() if name not in RDF_ONLY)
    rules = [*map(_node, labels), *map(_relationship, types)]
    return _rule("node", [("diameter", LARGE), ("color", COLOURS[ENTITY])]) + "".join(rules)


def _node(label: str) -> str:
    size = LARGE if label == ENTITY or label not in keyed() else SMALL
    said = [("color", COLOURS[label]), ("diameter", size), ("caption", '"{caption}"')]
    return _rule(f"node.{checked_name(label)}", [*said, ("text-color-internal", ink(COLOURS[label]))])


def _relationship(term: Relation) -> str:
    colour, width = (_STRUCTURAL, "1px") if term.structural else (_STATED, "2px")
    caption = json.dumps(term.label_zh.replace(":", " "), ensure_ascii=False)
    said = [("color", colour), ("shaft-width", width), ("caption", caption)]
    return _rule(f"relationship.{checked_name(term.neo4j)}", said)


def _rule(selector: str, said: list[tuple[str, str]]) -> str:
    return f"{selector} {{\n" + "".join(f"  {name}: {value};\n" for name, value in said) + "}\n\n"


def ink(colour: str) -> str:
    """Black or white, whichever stands out more from the colour."""
    return "#000000" if luminance(colour) > MIDDLE else "#ffffff"


def luminance(colour: str) -> float:
    """The relative luminance of a colour `#rrggbb`, 0 to 1, after the Web Content Accessibility Guide."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> tuple[float, float, float]:
    """The three parts of a colour `#rrggbb` as amounts of light, 0 to 1 (the curve of sRGB undone)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def saved_query(question: Question) -> str:
    """The question as a saved query: a title line, and its defaults in place of the parameters.

    Each stands with its name in a comment, so that a reader sees what to put there.
    """
    defaults = {one.name: one.default for one in question.params}
    text = "\n".join(line for line in question.texts["cypher"].splitlines() if not line.startswith("//"))

    def literal(found: "re.Match[str]") -> str:
        value = json.dumps(defaults[found[1]], ensure_ascii=False)
        return f"{value} /* {found[1]} */"

    return f"// {question.number} {question.zh} {question.en}\n{_PARAMETER.sub(literal, text).strip()}\n"


def file_name(question: Question) -> str:
    """What the file of a saved query is called."""
    return f"{question.number}-{question.name.replace('_', '-')}.cypher"


def favourites(asked: Iterable[Question]) -> bytes:
    """A ZIP file of saved queries in one folder, not compressed and undated: the same bytes everywhere."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for question in asked:
            entry = ZipInfo(f"{FAVOURITES}/{file_name(question)}")
            entry.create_system = 3
            archive.writestr(entry, saved_query(question))
    return made.getvalue()
