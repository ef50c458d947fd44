"""ontology/w3id/: what a registrar of the names needs, rules of redirection and whom to ask.

The files of `ontology/w3id/` of the project, with the addresses and the contact of this package. They follow
the conventions of https://github.com/perma-id/w3id.org: 303 for names of things, maintainers are named.
"""

from collections.abc import Iterator
from urllib.parse import quote

from kg.resources import resource
from kg.settings import DEFAULT_BASE_IRI
from loaders.publish.data import triples_in
from loaders.publish.settings import Publication
from loaders.publish.work import Item, Work

FOLDER = "ontology/w3id"
RULES, README = ".htaccess", "README.md"
LOCATION = "https://data.example.org/kg/"


def write(work: Work) -> Iterator[Item]:
    """Write both files."""
    rules = _addressed(_own(RULES, work.about), _in_rule(work.about.location))
    if triples_in(work.folder).suffix == ".gz":
        rules = rules.replace("data/kg.%1", "data/kg.%1.gz")
    readme = _addressed(_own(README, work.about), work.about.location)
    for name, text in ((RULES, rules), (README, readme)):
        work.path(f"{FOLDER}/{name}").write_text(text, encoding="utf-8", newline="\n")
    yield from ()


def _own(name: str, about: Publication) -> str:
    """The file of the project with the base and the contact of this package."""
    people = " ".join(f"{about.publisher.name.en}, {about.contact.name}".split())
    text = resource(f"{FOLDER}/{name}").read_text("utf-8")
    text = text.replace(f"# {DEFAULT_BASE_IRI}/\n", f"# {about.base}/\n", 1)
    return text.replace("TODO name", people).replace("TODO open-data@example.org", about.contact.email)


def _addressed(text: str, location: str) -> str:
    return text.replace(LOCATION, location)


def _in_rule(location: str) -> str:
    """The address as a rule writes it: in ASCII, its `%` and `$` refer to nothing."""
    return quote(location, safe="%$:/?#[]@!&'()*+,;=~").replace("%", r"\%").replace("$", r"\$")
