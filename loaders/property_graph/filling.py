"""An empty database of the embedded engine, filled without statements, in a third of their time.

A statement looks both ends of a link up again, and a node that gets a label is written anew with all its
links. Here each node is written once, under all its labels, and the links know where their ends stand. So the
elements are gone through three times, to count them, for the nodes, for the links; of what was written no
more is held than ids and places.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from kg.errors import DataError
from kg.progress import progressed
from loaders.property_graph.cypher import checked_name
from loaders.property_graph.known import Ids, ids_of, places_in
from loaders.property_graph.rows import Form, Rows


class Standing(NamedTuple):
    """The ids of the nodes of a label, sorted, and where each stands in the database."""

    ids: Ids
    places: Ids


NOWHERE = Standing(np.empty(0, "S"), np.empty(0, "S"))


def fill(database: Any, found: Callable[[], Iterable[Rows]], kind: Callable[[tuple[str, ...]], str]) -> None:
    """Write all elements into the empty database of `arcadedb`; `kind` gives the type for some labels.

    `found` gives them, each time the same. What `loaders.property_graph.store.load` leaves there stands there
    then. Raises DataError where a link has no node at one end.
    """

    def every() -> Iterable[Rows]:
        return filter(len, found())

    forms: Counter[Form] = Counter()
    for rows in every():
        forms[rows.form] += len(rows)
    kinds = {
        form: kind(tuple(map(checked_name, (form.kind, *form.names)))) for form in forms if not form.ends
    }
    for type_ in {form.kind: form for form in forms if form.ends}:
        database.schema.get_or_create_edge_type(checked_name(type_))
    links = sum(number for form, number in forms.items() if form.ends)
    tell = _counted(forms.total())
    with database.graph_batch(expected_edge_count=links) as batch:
        standing = _nodes(batch, (tell(rows) for rows in every() if not rows.form.ends), kinds)
        for rows in every():
            if rows.form.ends:
                _links(batch, tell(rows), standing)


def _counted(total: int) -> Callable[[Rows], Rows]:
    """What gives rows as they are, and tells how many came until then."""
    done = 0
    progressed("store", done, total)

    def tell(rows: Rows) -> Rows:
        nonlocal done
        done += len(rows)
        progressed("store", done, total)
        return rows

    return tell


def _nodes(batch: Any, nodes: Iterable[Rows], kinds: Mapping[Form, str]) -> Mapping[str, Standing]:
    """Write the nodes; where those of each label stand."""
    told: dict[str, tuple[list[Ids], list[Ids]]] = defaultdict(lambda: ([], []))
    for rows in nodes:
        form, (ids,) = rows.form, rows.named
        known, places = told[form.kind]
        known.append(ids_of(ids, f"nodes of {form.kind}", "id", sum(map(len, known))))
        written = batch.create_vertices(kinds[form], _props({"id": ids, **rows.props}))
        places.append(np.array(written, "S"))
    return {label: _standing(*both) for label, both in told.items()}


def _links(batch: Any, links: Rows, standing: Mapping[str, Standing]) -> None:
    """Write links of one form."""
    starts, ends = (_places(links, standing, end) for end in range(2))
    keys = zip(links.form.names, links.named[2:], strict=True)
    props = _props({**dict(keys), **links.props})
    batch.new_edges(starts, links.form.kind, ends, props if any(props) else None)


def _standing(ids: Sequence[Ids], places: Sequence[Ids]) -> Standing:
    """The same sorted."""
    known = np.concatenate(ids)
    order = np.argsort(known, kind="stable")
    return Standing(known[order], np.concatenate(places)[order])


def _places(links: Rows, standing: Mapping[str, Standing], end: int) -> list[str]:
    """Where the nodes at one end of links stand: 0 is where they start."""
    label = links.form.ends[end]
    known = standing.get(label, NOWHERE)
    found, there = places_in(known.ids, links.named[end])
    if not there.all():
        lost = int(np.argmin(there))
        start, other = ((of, ids[lost]) for of, ids in zip(links.form.ends, links.named, strict=False))
        what = f"{links.form.kind} from {start} to {other}"
        raise DataError(f"{what}: no {label} {links.named[end][lost]}; build again")
    places: list[str] = known.places[found].astype(str).tolist()
    return places


def _props(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """What each row of these columns says."""
    rows = zip(*columns.values(), strict=True)
    return [{name: cell for name, cell in zip(columns, row, strict=True) if cell is not None} for row in rows]
