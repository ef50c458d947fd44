"""All questions with every parameter, asked on a server and in the graph folder."""

from pathlib import Path

from loaders.asking.questions import ask_store, questions
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.property_graph.embedded import EmbeddedStore, prepared
from tests.loaders.narrowings import narrowings


def differing(store: Neo4jStore, folder: Path) -> list[tuple[str, dict[str, object]]]:
    """The questions and parameters to which the server, which holds the graph, gives other rows."""
    with EmbeddedStore(prepared(folder)) as embedded:
        reports = ask_store(embedded, "Q01", {}).rows
        asked = [
            (question.number, params)
            for question in questions()
            for params in (
                {},
                *narrowings(question, ask_store(embedded, question.number, {}).rows, reports),
            )
        ]
        return [one for one in asked if ask_store(store, *one) != ask_store(embedded, *one)]
