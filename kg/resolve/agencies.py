"""The full name of an agency from a short one: parse place and function, write both out.

    区政务服务办 → place 区 (the report's district), function 政务服务办 → 政务服务管理办公室

Edit distance is of no use here; a short name is unified with a full one of the same place that it
abbreviates (first character, order of characters, kind), else written out by the tables of the lexicon.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg import gazetteer
from kg.model import Basis, by_the_thousand
from kg.resolve.parsing import leads, normal, parse
from kg.resolve.places import Gazetteer, Ground, Parsed, Place, stem, undecided
from kg.resources import Row, either, table
from kg.room import WORDS
from kg.schema import Schema

_BRANCH = re.compile(r"(.+局)(.{2,6}?)区?分局\Z")

_BRANCH_KEY = "公安分局"
_SHORTEST = 3
_LINES = ("局", "厅")
"""What the bodies of one function are at their levels: 市司法局, 省司法厅."""
_PLACE = 8
"""No name of a place in front is as long."""

Fulls = Mapping[tuple[str, str], tuple[str, ...]]
"""Full functions by (report id, place), and by ("issuer", place) and ("", place) for the whole corpus."""


@by_the_thousand
@dataclass(frozen=True, slots=True)
class AgencyName:
    """A full name with the key that decides identity, and the agency inside which it is, if any.

    `candidates` are the full names of all that it may be, where nothing decides on its place; `place` and
    `core` are that place and the function behind it.
    """

    name: str
    key: str
    reason: str
    basis: Basis
    parent: "AgencyName | None" = None
    candidates: tuple[str, ...] = ()
    place: Place | None = None
    core: str = ""


@functools.lru_cache(WORDS)
def expand(core: str) -> str:
    """The function written out: 发展改革委 → 发展和改革委员会, 政务办 → 政务服务管理办公室."""
    for short, full in _functions():
        rest = core[len(short) :]
        if core.startswith(short) and (not rest or rest[0] in _kind_letters()):
            return full + _kind(rest)
    return _kind(core)


def _kind(core: str) -> str:
    for short, full in _written():
        if core.endswith(short):
            return core[: -len(short)] + full
    return core


def render(place: Place, core: str) -> str:
    """The full name of the agency of a place with this (short or full) function."""
    form, rest = _form(core)
    if form:
        return form.format(place=place.prefix) + rest
    bureau = _branches().get(core)
    if bureau and place.levels[-1].endswith("区") and len(place.levels) > 1:
        return _branch(Place(place.levels[:-1]), bureau, place.levels[-1])
    found = _BRANCH.match(core)
    if found:
        return _branch(place, expand(found[1]), found[2])
    return place.prefix + expand(core)


@functools.lru_cache(WORDS)
def _form(core: str) -> tuple[str, str]:
    """The form of a name by the head of its function, and what stands behind that; "" for other functions."""
    for head, alone, before in _heads():
        if core == head:
            return alone, ""
        if before and core.startswith(head):
            return before, expand(core[len(head) :])
    return "", ""


def only_agencies(relation: str, schema: Schema) -> bool:
    """Whether a relation is an agency's to bear and not a region's: its government then stands for it."""
    domain = schema.relations[relation].domain
    return "Agency" in domain and "Region" not in domain


def government_key(region: str) -> str:
    """The key of the people's government of a region given by its full name."""
    return render(Place((region,)), "人民政府")


def _branch(city: Place, bureau: str, district: str) -> str:
    return f"{city.prefix}{bureau}{stem(district)}分局"


@functools.lru_cache(WORDS)
def abbreviates(short: str, full: str) -> bool:
    """Whether a function is a shorter form of another: same kind, same first character, the rest in order."""
    for tail, whole in _kinds():
        if short.endswith(tail) and full.endswith(whole):
            left, right = short[: -len(tail)], full[: -len(whole)]
            return "" != left[:1] == right[:1] and len(left) < len(right) and _in_order(left, right)
    return False


def _closes(short: str, full: str) -> bool:
    """Whether a function is the end of another: 审批服务局 of 行政审批服务局."""
    return len(short) > _SHORTEST and short.endswith(("局", "委", "办")) and full.endswith(short)


def _in_order(short: str, full: str) -> bool:
    letters = iter(full)
    return all(letter in letters for letter in short)


def whole(core: str) -> bool:
    """Whether a function is written out already, so that short ones may stand for it."""
    return expand(core) == core and len(core) > 3 and not core.endswith(_shortened())


def unify(core: str, place: Place, ground: Ground, fulls: Fulls) -> str:
    """The full function that the report, its issuer, or another report on the place shows for a short one.

    The issuer's own name decides first: in its report 市行政审批局 is the 市行政审批服务局.
    """
    issuer = ground.issuer or ""
    for full in fulls.get(("issuer", place.full), ()):
        if issuer.endswith(place.levels[-1] + full) and (abbreviates(core, full) or _closes(core, full)):
            return full
    if core.endswith(_whole_endings()):
        return core
    spelled = (_kind(core), expand(core))
    for scope in (ground.report_id, "issuer", ""):
        candidates = fulls.get((scope, place.full), ())
        exact = [full for full in candidates if full in spelled]
        found = exact[:1] or [full for full in candidates if abbreviates(core, full)]
        if len(found) == 1:
            return found[0]
    return core


def name_agency(text: str, ground: Ground, fulls: Fulls, gazetteer: Gazetteer) -> AgencyName:
    """The full name and key of the agency that a text denotes in a report.

    The key is the name with all levels of its place, so that two 鼓楼区 stay apart.
    """
    text = normal(text)
    central = _central().get(text)
    if central:
        return AgencyName(central, central, "central body", "stated" if central == text else "registry")
    parsed = _of_its_line(parse(text, ground, gazetteer), ground, gazetteer)
    inner = _inner(text, parsed, ground, fulls, gazetteer)
    if inner is not None:
        return inner
    if parsed.place is None:
        return _placeless(text, parsed, ground, fulls)
    return _placed(parsed, parsed.place, ground, fulls)


def _of_its_line(parsed: Parsed, ground: Ground, gazetteer: Gazetteer) -> Parsed:
    """省局, 市局 in the report of a bureau are those of its function at the other level."""
    if parsed.place is None or parsed.core not in _LINES or not ground.issuer:
        return parsed
    own = parse(normal(ground.issuer), ground, gazetteer).core
    return replace(parsed, core=own[:-1] + parsed.core) if own.endswith(_LINES) and len(own) > 2 else parsed


def _placed(parsed: Parsed, place: Place, ground: Ground, fulls: Fulls) -> AgencyName:
    core = _led(parsed)
    core = unify(core, place, ground, fulls)
    name = render(place, core)
    branch = _is_branch(core, place)
    key = place.full + _BRANCH_KEY if branch else render(Place((place.full,)), core)
    row = leads().get(parsed.lead)
    lead = parsed.lead if row and row["kept"] == "yes" else ""
    core = _BRANCH_KEY if branch else core
    return AgencyName(lead + name, key, "place and function", parsed.basis, place=place, core=core)


def _led(parsed: Parsed) -> str:
    """The function with what the word before the place adds: 政协…委员会, 团市委."""
    row = leads().get(parsed.lead)
    if row is None or not row["core"]:
        return parsed.core
    replaced = not row["instead"] or re.fullmatch(row["instead"], parsed.core)
    return row["core"] if replaced else parsed.core


def _is_branch(core: str, place: Place) -> bool:
    return core in _branches() and place.levels[-1].endswith("区")


def _placeless(text: str, parsed: Parsed, ground: Ground, fulls: Fulls) -> AgencyName:
    if parsed.among:
        return _undecided(text, parsed, ground)
    untold = AgencyName(text, f"{text}@{ground.own}", "not told which", "stated")
    if _is_indefinite(text, "yes"):
        return untold
    if ground.region is not None and not _national().match(text):
        core = unify(parsed.core, ground.region, ground, fulls)
        if core != parsed.core or _is_common(core):
            return _placed(Parsed(parsed.lead, ground.region, core, "inferred"), ground.region, ground, fulls)
    return untold if _is_indefinite(text, "no") else AgencyName(text, text, "as written", "stated")


def _undecided(text: str, parsed: Parsed, ground: Ground) -> AgencyName:
    """An agency of one of several places: it stays its report's own."""
    level = parsed.among[0].levels[-1]
    core = _led(replace(parsed, core=parsed.core.partition(level)[2]))
    names = tuple(sorted(render(place, core) for place in parsed.among)) if core else ()
    reason = f"{undecided(level, ground)}: {'、'.join(names)}"
    return AgencyName(text, f"{text}@{ground.report_id}", reason, "stated", None, names)


def _inner(
    text: str, parsed: Parsed, ground: Ground, fulls: Fulls, gazetteer: Gazetteer
) -> AgencyName | None:
    own = _self().match(text)
    rest = text[own.end() :] if own else parsed.core
    for row, start in _inner_forms(rest):
        if row["alone"] == "yes" and parsed.place is not None and not own:
            continue
        before = "" if own or row["parent"] != "agency" else rest[:start]
        if row["parent"] == "agency" and parsed.place is not None and not own and not before:
            continue
        if not before and text == normal(ground.issuer or ""):
            return None  # the issuer is no inner body of itself
        parent = _parent(before, parsed, ground, fulls, gazetteer)
        untold = parent is not None and parent.place is None and _level().fullmatch(before)
        if untold or (own and _governs(parent)):
            return AgencyName(text, f"{text}@{ground.own}", "not told which", "stated")
        if row["parent"] == "place" or (before == "" and _governs(parent) and row["parent"] == "issuer"):
            return _of_region(rest, ground)
        rest = _without_own_name(rest, ground)
        if parent is None:
            return None
        name = row["name"].format(parent=parent.name, part=rest, place="")
        key = row["name"].format(parent=parent.key, part=rest, place="")
        core = row["name"].format(parent="", part="", place="")
        reason = "inner body of its parent"
        return AgencyName(name, key, reason, "inferred", parent, place=parent.place, core=core)
    return None


@functools.lru_cache(WORDS)
def _inner_forms(name: str) -> tuple[tuple[Row, int], ...]:
    """The rows on inner bodies that fit a name, each with the place where it does."""
    found = ((row, re.search(row["pattern"], name)) for row in table("agency_inner"))
    return tuple((row, match.start()) for row, match in found if match)


def _without_own_name(part: str, ground: Ground) -> str:
    """What stands behind the issuer's own short name: 霍尔果斯海关法治工作领导小组 → 法治工作领导小组.

    局整改领导小组 of a 局 is its 整改领导小组.
    """
    sizes = (*range(len(part) - 2, 2, -1), *([1] if part[:1] in ("局", "厅") else []))
    own = next((size for size in sizes if (ground.issuer or "").endswith(part[:size])), 0)
    return part[own:]


def _of_region(part: str, ground: Ground) -> AgencyName | None:
    if ground.region is None:
        return None
    name, key = ground.region.prefix + part, ground.region.full + part
    return AgencyName(name, key, "body of the report's region", "inferred", place=ground.region)


def _governs(parent: AgencyName | None) -> bool:
    return parent is not None and parent.name.endswith("人民政府")


def _parent(
    before: str, parsed: Parsed, ground: Ground, fulls: Fulls, gazetteer: Gazetteer
) -> AgencyName | None:
    if before and parsed.place is not None:
        return _placed(Parsed(parsed.lead, parsed.place, before, parsed.basis), parsed.place, ground, fulls)
    if before:
        return name_agency(before, ground, fulls, gazetteer)
    return None if ground.issuer is None else name_agency(ground.issuer, ground, fulls, gazetteer)


@functools.cache
def _self() -> re.Pattern[str]:
    whose, body, part = (either("agency_words", place) for place in ("whose", "self", "self_part"))
    return re.compile(rf"(?!{either('place_levels', 'deictic')}委){whose}?{body}(?={part})")


@functools.cache
def _level() -> re.Pattern[str]:
    return re.compile(either("place_levels", "deictic"))


@functools.cache
def _national() -> re.Pattern[str]:
    kind = either("agency_words", "national_kind")
    return re.compile(rf"{either('agency_words', 'national')}|.{{2,10}}{kind}\Z")


@functools.cache
def _written() -> tuple[tuple[str, str], ...]:
    return tuple((row["short"], row["full"]) for row in table("agency_written"))


@functools.cache
def _shortened() -> tuple[str, ...]:
    return tuple(short for short, full in _written() if short != full)


@functools.cache
def _heads() -> tuple[tuple[str, str, str], ...]:
    rows = [(row["head"], row["alone"], row["before"]) for row in table("agency_heads")]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


@functools.cache
def _functions() -> tuple[tuple[str, str], ...]:
    rows = [(row["short"], row["full"]) for row in table("agency_functions")]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


@functools.cache
def _kinds() -> tuple[tuple[str, str], ...]:
    rows = [(row["short"], row["full"]) for row in table("agency_kinds")]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


@functools.cache
def _kind_letters() -> frozenset[str]:
    return frozenset(short[0] for short, _ in _kinds())


@functools.cache
def _whole_endings() -> tuple[str, ...]:
    return tuple(row["ending"] for row in table("agency_whole"))


def _is_common(core: str) -> bool:
    """Whether every region has an agency of this function: without a place, the report's region is meant."""
    endings = {short for short, _ in _kinds()} | {full for _, full in _kinds()} | {""}
    return any(
        core.startswith(name) and core[len(name) :] in endings for pair in _functions() for name in pair
    )


@functools.lru_cache(WORDS)
def _is_indefinite(text: str, first: str) -> bool:
    """Whether a name tells of a kind of body, not which one; 镇江海关 begins with the name of a place."""
    if not _indefinite(first).fullmatch(text):
        return False
    return not any(gazetteer.find(text[:size]) for size in range(2, min(len(text), _PLACE)))


@functools.cache
def _indefinite(first: str) -> re.Pattern[str]:
    rows = table("agency_indefinite")
    return re.compile("|".join(row["pattern"] for row in rows if row["first"] == first))


@functools.cache
def _branches() -> dict[str, str]:
    return {row["core"]: row["bureau"] for row in table("agency_branches")}


def is_central(name: str) -> bool:
    """Whether this is the full name of a central body: two of them are never one."""
    return name in _central().values()


@functools.cache
def _central() -> dict[str, str]:
    return {row["name"]: row["full"] for row in table("agency_central")}
