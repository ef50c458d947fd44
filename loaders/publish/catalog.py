"""catalog.{ttl,rdf,jsonld,nt}: the package told to portals in the words of DCAT-AP 3.0.1.

One catalogue with one data set and a distribution for each item. Every concept of an authority table that is
named is described too, in a line or two, so that a validator without a network knows what it is. The licence
stands on the data set and on each distribution, as some portals read the one and some the other.
"""

from collections.abc import Iterator

from kg.schema import NAMESPACE
from loaders.publish.settings import Both, Publication
from loaders.publish.statements import Statements, both, iri, text, typed
from loaders.publish.work import Item, Work
from loaders.rdf.naming import CHINESE

SYNTAXES = ("ttl", "rdf", "jsonld", "nt")
AUTHORITY = "http://publications.europa.eu/resource/authority"
LANGUAGE = f"{AUTHORITY}/language/ZHO"
PUBLIC = f"{AUTHORITY}/access-right/PUBLIC"
STABLE = f"{AUTHORITY}/planned-availability/STABLE"
COMPLETED = f"{AUTHORITY}/distribution-status/COMPLETED"
THEMES, FILE_TYPES = f"{AUTHORITY}/data-theme", f"{AUTHORITY}/file-type"
MEDIA = "https://www.iana.org/assignments/media-types"
PROFILE = "http://data.europa.eu/r5r/"
RIGHTS = Both(
    "数据按所列许可使用；报告文本仍属其发布机关，引文只作简短依据。",
    "The data may be used under the licence named; the reports remain the texts of the bodies that published "
    "them, and quotes are short evidence.",
)


def write(work: Work) -> Iterator[Item]:
    """Write the catalogue in each syntax."""
    said = Statements()
    _catalogue(said, work.about)
    _dataset(said, work)
    for item in work.items:
        _distribution(said, item, work.about)
    for name in SYNTAXES:
        said.write(work.path(f"catalog.{name}"))
    yield from ()


def distribution(about: Publication, path: str) -> str:
    """The IRI of the distribution of a file."""
    return f"{about.base}/distribution/kg/{path}"


def _catalogue(said: Statements, about: Publication) -> None:
    here = f"{about.base}/catalog"
    said.a(here, "dcat:Catalog")
    said.say(here, "dcterms:title", *both(about.title))
    said.say(here, "dcterms:description", *both(about.description))
    said.say(here, "dcat:dataset", iri(about.iri))
    said.say(here, "dcat:themeTaxonomy", iri(THEMES))
    said.say(here, "foaf:homepage", iri(about.location))
    said.say(here, "dcat:record", iri(f"{here}/record"))
    _common(said, here, about)
    said.a(THEMES, "skos:ConceptScheme")
    said.say(THEMES, "dcterms:title", text("Data theme", "en"))
    said.a(about.location, "foaf:Document")
    said.a(f"{here}/record", "dcat:CatalogRecord")
    said.say(f"{here}/record", "foaf:primaryTopic", iri(about.iri))
    said.say(f"{here}/record", "dcterms:conformsTo", iri(PROFILE))
    _dates(said, f"{here}/record", about)
    said.a(PROFILE, "dcterms:Standard")


def _common(said: Statements, subject: str, about: Publication) -> None:
    """What is said of the catalogue and of the data set alike."""
    publisher = f"{about.base}/agent/publisher"
    said.say(subject, "dcterms:publisher", iri(publisher))
    said.say(subject, "dcterms:spatial", iri(_country(about)))
    _licence(said, subject, about)
    _language(said, subject)
    _dates(said, subject, about)
    said.a(_country(about), "dcterms:Location")
    said.a(publisher, "foaf:Agent", "foaf:Organization")
    said.say(publisher, "foaf:name", *both(about.publisher.name))
    said.say(publisher, "foaf:homepage", iri(about.publisher.homepage))
    said.a(about.publisher.homepage, "foaf:Document")
    if about.publisher.identifier is not None:
        said.say(publisher, "dcterms:identifier", text(about.publisher.identifier))


def _country(about: Publication) -> str:
    return f"{AUTHORITY}/country/{about.country}"


def _dates(said: Statements, subject: str, about: Publication) -> None:
    said.say(subject, "dcterms:issued", typed(about.issued, "date"))
    said.say(subject, "dcterms:modified", typed(about.modified, "date"))


def _language(said: Statements, subject: str) -> None:
    said.say(subject, "dcterms:language", iri(LANGUAGE))
    said.a(LANGUAGE, "dcterms:LinguisticSystem")


def _licence(said: Statements, subject: str, about: Publication) -> None:
    concept = f"{AUTHORITY}/licence/{about.licence.authority}"
    said.say(subject, "dcterms:license", iri(concept))
    said.a(concept, "dcterms:LicenseDocument")
    said.say(concept, "dcterms:title", text(about.licence.en, "en"), text(about.licence.zh, CHINESE))
    said.say(concept, "dcterms:identifier", text(about.licence.id))
    said.say(concept, "rdfs:seeAlso", iri(about.licence.url))


def _dataset(said: Statements, work: Work) -> None:
    about, here = work.about, work.about.iri
    said.a(here, "dcat:Dataset", "dcat:Resource")
    said.say(here, "dcterms:title", *both(about.title))
    said.say(here, "dcterms:description", *both(about.description))
    said.say(here, "dcterms:identifier", text(here))
    said.say(here, "dcat:version", text(about.version))
    said.say(here, "owl:versionInfo", text(about.version))
    said.say(here, "dcat:landingPage", iri(about.location))
    said.say(here, "dcterms:conformsTo", iri(NAMESPACE.rstrip("#")))
    said.a(NAMESPACE.rstrip("#"), "dcterms:Standard")
    said.say(here, "dcat:keyword", *(text(word, CHINESE) for word in about.keywords_zh))
    said.say(here, "dcat:keyword", *(text(word, "en") for word in about.keywords_en))
    said.say(here, "dcat:distribution", *(iri(distribution(about, item.path)) for item in work.items))
    _concepts(said, here, about)
    _common(said, here, about)
    _contact(said, here, about)
    _period(said, here, work)


def _concepts(said: Statements, here: str, about: Publication) -> None:
    """Theme, access right and frequency, each with what it is."""
    for name in about.themes:
        said.say(here, "dcat:theme", iri(f"{THEMES}/{name}"))
        said.a(f"{THEMES}/{name}", "skos:Concept")
        said.say(f"{THEMES}/{name}", "skos:prefLabel", text(name, "en"))
        said.say(f"{THEMES}/{name}", "skos:inScheme", iri(THEMES))
    frequency = f"{AUTHORITY}/frequency/{about.frequency}"
    said.say(here, "dcterms:accrualPeriodicity", iri(frequency))
    said.a(frequency, "dcterms:Frequency")
    said.say(here, "dcterms:accessRights", iri(PUBLIC))
    said.a(PUBLIC, "dcterms:RightsStatement")


def _contact(said: Statements, here: str, about: Publication) -> None:
    contact = f"{about.base}/agent/contact"
    said.say(here, "dcat:contactPoint", iri(contact))
    said.a(contact, "vcard:Kind", "vcard:Organization")
    said.say(contact, "vcard:fn", text(about.contact.name))
    said.say(contact, "vcard:hasEmail", iri(f"mailto:{about.contact.email}"))
    if about.contact.url is not None:
        said.say(contact, "vcard:hasURL", iri(about.contact.url))


def _period(said: Statements, here: str, work: Work) -> None:
    since, until = work.period
    if since or until:
        place = f"{here}/period"
        said.say(here, "dcterms:temporal", iri(place))
        said.a(place, "dcterms:PeriodOfTime")
        said.say(place, "dcat:startDate", typed(since, "date") if since else None)
        said.say(place, "dcat:endDate", typed(until, "date") if until else None)


def _distribution(said: Statements, item: Item, about: Publication) -> None:
    here = distribution(about, item.path)
    said.a(here, "dcat:Distribution")
    said.say(here, "dcterms:title", *both(item.title))
    said.say(here, "dcterms:description", *both(item.title))
    said.say(here, "dcat:accessURL", iri(about.location))
    said.say(here, "dcat:downloadURL", iri(about.location + item.path))
    said.say(here, "dcat:byteSize", typed(item.bytes, "nonNegativeInteger"))
    said.say(here, "dcterms:rights", iri(f"{about.base}/rights"))
    said.a(about.location + item.path, "rdfs:Resource")
    said.a(f"{about.base}/rights", "dcterms:RightsStatement")
    said.say(f"{about.base}/rights", "rdfs:label", *both(RIGHTS))
    _licence(said, here, about)
    _language(said, here)
    _dates(said, here, about)
    _kind(said, here, item)
    _checksum(said, here, item)


def _kind(said: Statements, here: str, item: Item) -> None:
    """Format, media type, packing, status and availability of a file."""
    kind, media = f"{FILE_TYPES}/{item.format}", f"{MEDIA}/{item.media}"
    said.say(here, "dcterms:format", iri(kind))
    said.say(here, "dcat:mediaType", iri(media))
    if item.packing is not None:
        said.say(here, "dcat:compressFormat", iri(f"{MEDIA}/{item.packing}"))
        said.a(f"{MEDIA}/{item.packing}", "dcterms:MediaType")
    said.a(kind, "dcterms:MediaTypeOrExtent")
    said.a(media, "dcterms:MediaType")
    for predicate, concept in (("adms:status", COMPLETED), ("dcatap:availability", STABLE)):
        said.say(here, predicate, iri(concept))
        said.a(concept, "skos:Concept")
        said.say(concept, "skos:prefLabel", text(concept.rpartition("/")[2], "en"))
        said.say(concept, "skos:inScheme", iri(concept.rpartition("/")[0]))
        said.a(concept.rpartition("/")[0], "skos:ConceptScheme")
        said.say(concept.rpartition("/")[0], "dcterms:title", text(concept.split("/")[-2], "en"))


def _checksum(said: Statements, here: str, item: Item) -> None:
    said.say(here, "spdx:checksum", iri(f"{here}/checksum"))
    said.a(f"{here}/checksum", "spdx:Checksum")
    said.say(f"{here}/checksum", "spdx:algorithm", iri("spdx:checksumAlgorithm_sha256"))
    said.say(f"{here}/checksum", "spdx:checksumValue", typed(item.sha256, "hexBinary"))
    said.a("spdx:checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm")
