"""The last part of ontology/shapes.ttl: a SHACL shape for each relation and property of the ontology.

A shape has the name of its term and looks at every thing that the term is said of: whether it is of the
domain of the term, and its values of the range, of the datatype, no more than one.
"""

from collections.abc import Sequence

from kg.schema import Property, Relation, Schema
from loaders.checks.constraints import XSD

MADE = "# ---- Made from gsr.ttl by `make golden`"
"""How the line begins behind which the shapes of terms stand."""
DATATYPES = {
    "string": ("文字", "a text"),
    "langString": ("标明语言的文字", "a text with a language"),
    "integer": ("整数", "a whole number"),
    "decimal": ("小数", "a decimal number"),
    "gYear": ("年份", "a year"),
    "boolean": ("真假值", "true or false"),
}
"""The datatypes of the ontology in words."""


def term_shapes(schema: Schema) -> str:
    """The shapes of all terms in Turtle, relations first, by name."""
    relations = sorted(schema.relations.values(), key=lambda one: one.name)
    properties = sorted(schema.properties.values(), key=lambda one: one.name)
    return "".join(
        [
            *(_shape(one, schema, _range(one, schema)) for one in relations),
            *(_shape(one, schema, _value(one)) for one in properties),
        ]
    )


def _shape(term: Relation | Property, schema: Schema, values: str) -> str:
    lines = [f"\nshape:{term.name} a sh:NodeShape ; sh:targetSubjectsOf gsr:{term.name} ;\n"]
    if term.domain:
        zh, en = f"“{term.label_zh}”的主体", f"the subject of {term.name}"
        lines.append(f"    {_classes(term.domain, zh, en, schema, term.borrowed)} ;\n")
    lines.append(f"    sh:property [ sh:path gsr:{term.name} ; {values} ] .\n")
    return "".join(lines)


def _range(term: Relation, schema: Schema) -> str:
    return _classes(term.range, f"“{term.label_zh}”的客体", f"the object of {term.name}", schema)


def _classes(classes: Sequence[str], zh: str, en: str, schema: Schema, borrowed: Sequence[str] = ()) -> str:
    """That something, which is called so in both languages, is of one of the classes."""
    kinds = [f"gsr:{name}" for name in classes] + [_short(iri) for iri in borrowed]
    each = f"sh:or ( {' '.join(f'[ sh:class {kind} ]' for kind in kinds)} )"
    labels = [schema.classes[name].label_zh for name in classes] + kinds[len(classes) :]
    names = " or ".join([*classes, *kinds[len(classes) :]])
    constraint = each if len(kinds) > 1 else f"sh:class {kinds[0]}"
    return _said(constraint, f"{zh}须为{'、'.join(labels)}", f"{en} must be of the class {names}")


def _value(term: Property) -> str:
    zh, en = DATATYPES[term.datatype.rpartition("#")[2]]
    most, only, once = (
        (" ; sh:maxCount 1", "，至多一个", ", one at most") if term.functional else ("", "", "")
    )
    return _said(
        f"sh:datatype {_short(term.datatype)}{most}",
        f"“{term.label_zh}”的值须为{zh}{only}",
        f"the value of {term.name} must be {en}{once}",
    )


def _said(constraints: str, zh: str, en: str) -> str:
    return f'{constraints} ;\n        sh:message "{zh}"@zh-Hans , "{en}"@en'


def _short(iri: str) -> str:
    """The IRI of a term of RDF or XML Schema as a prefixed name."""
    return f"{'xsd' if iri.startswith(XSD) else 'rdf'}:{iri.rpartition('#')[2]}"
