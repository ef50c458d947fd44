"""Files for Neo4j Browser, made from the ontology and the questions: a style sheet and saved queries."""

import json
import re

from kg.errors import DataError
from kg.schema import Relation, Schema
from loaders.cypher import KEYED, checked_name
from loaders.elements import ENTITY
from loaders.questions import Question

COLOURS = {
    ENTITY: "#bbbbbb",
    "Agency": "#0072b2",
    "Organization": "#44aa99",
    "Regulation": "#d55e00",
    "LegalAct": "#a84300",
    "Publication": "#e8a87c",
    "Initiative": "#009e73",
    "Platform": "#56b4e9",
    "Agreement": "#cc79a7",
    "Region": "#f0e442",
    "FunctionalZone": "#d6c400",
    "RegionGroup": "#fff3a0",
    "Metric": "#8c6bb1",
    "Observation": "#c5b0e6",
    "Finding": "#e69f00",
    "Report": "#333333",
    "Section": "#777777",
    "Evidence": "#dddddd",
    "Claim": "#999999",
}
"""A colour for each class, after Okabe and Ito for readers with any colour vision; kin are alike."""
LARGE, SMALL = "80px", "50px"
_STATED, _STRUCTURAL = "#444444", "#c0c0c0"
_PARAMETER = re.compile(r"\$(\w+)")


def style(schema: Schema) -> str:
    """A style sheet (GraSS) with a rule for each label and type, general ones first: the last that fits wins.

    DataError for a class without a colour.
    """
    classes = sorted(schema.classes.values(), key=lambda term: (len(term.parents), term.name))
    missing = [term.neo4j for term in classes if term.neo4j not in COLOURS]
    if missing:
        raise DataError(f"loaders/browser.py: no colour for {', '.join(missing)}; give each class one")
    labels = [ENTITY, *(term.neo4j for term in classes)]
    rules = [*map(_node, labels), *map(_relationship, schema.relations.values())]
    return _rule("node", [("diameter", LARGE), ("color", COLOURS[ENTITY])]) + "".join(rules)


def _node(label: str) -> str:
    colour = COLOURS[label]
    size = LARGE if label == ENTITY or label not in KEYED else SMALL
    text = "#ffffff" if _brightness(colour) < 140 else "#000000"
    said = [("color", colour), ("diameter", size), ("caption", '"{caption}"'), ("text-color-internal", text)]
    return _rule(f"node.{checked_name(label)}", said)


def _relationship(term: Relation) -> str:
    colour, width = (_STRUCTURAL, "1px") if term.structural else (_STATED, "2px")
    caption = json.dumps(term.label_zh.replace(":", " "), ensure_ascii=False)
    said = [("color", colour), ("shaft-width", width), ("caption", caption)]
    return _rule(f"relationship.{checked_name(term.neo4j)}", said)


def _rule(selector: str, said: list[tuple[str, str]]) -> str:
    return f"{selector} {{\n" + "".join(f"  {name}: {value};\n" for name, value in said) + "}\n\n"


def _brightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


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
