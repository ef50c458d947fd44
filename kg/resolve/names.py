"""Names of initiatives, platforms, organizations and publications: the name, the key and the reason."""

import functools
import re
import unicodedata
from dataclasses import dataclass, replace

from kg import gazetteer
from kg.folding import bare, clean, fold
from kg.model import Basis, by_the_thousand
from kg.resolve.parsing import deictic_place, deictic_size
from kg.resolve.places import Ground, Place, own_levels, split_levels, stem, upper
from kg.resources import Row, either, entries, table
from kg.room import WORDS

_HEAD = re.compile(r"\A[“\"「]([^“”\"「」]+)[”\"」](.+)\Z")
_GENERAL = "政务服务"
_COMPOUND = frozenset("+＋、和与及")
"""What stands between two initiatives: 告知承诺+容缺受理 is no kind of 容缺受理."""
_LEAST_HEAD, _LEAST_BASE = 2, 4
"""The fewest characters before an established name and in it."""


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Named:
    """A canonical name with its key; `weight` ranks it among the names of its entity."""

    name: str
    key: str
    reason: str
    basis: Basis = "stated"
    weight: int = 0


@functools.lru_cache(WORDS)
def name_initiative(text: str) -> Named:
    """An initiative: quotes off, known other spellings unified, generic words behind it off for the key."""
    name = bare(text)
    listed = _spellings().get(fold(name))
    if listed is not None:
        return Named(listed, _initiative_key(listed), "other spelling", "registry", 1)
    return Named(name, _initiative_key(name), "name")


def org_of_its_place(name: Named, ground: Ground) -> Named:
    """An organization named by a word for its region (市律师协会) is that region's, or the report's own."""
    deictic = deictic_place(name.name, ground)
    if deictic is None:
        somewhere = deictic_size(name.name)
        return replace(name, key=f"{name.key}@{ground.report_id}") if somewhere else name
    place, size = deictic
    key = f"{place.full}{fold(name.name[size:])}"
    return replace(name, name=place.prefix + name.name[size:], key=key, basis="inferred")


def of_its_place(name: Named, ground: Ground) -> Named:
    """An initiative whose name tells how many and not of what (八大行动) goes by the city of the report."""
    key = fold(name.name)
    if ground.region is None or key in _established() or not _counted().fullmatch(key):
        return name
    return replace(name, key=f"{key}@{_city(ground.region)}")


@functools.cache
def _counted() -> re.Pattern[str]:
    return re.compile(either("initiative_words", "counted"))


def _initiative_key(name: str) -> str:
    key = fold(name)
    short = key.removeprefix(_GENERAL)
    key = short if len(short) > 3 and len(short) < len(key) else key
    changed = True
    while changed:
        changed = False
        for tail in _tails():
            if key.endswith(tail) and len(key) - len(tail) > 1:
                key, changed = key[: -len(tail)], True
    return key


@functools.lru_cache(WORDS)
def families(name: str) -> tuple[tuple[str, Basis], ...]:
    """The wider initiatives to which a named one belongs: 川渝通办 → 跨省通办, 法律援助一网通办 → 一网通办.

    By `initiative_families.csv`, else by the longest established name with which it ends.
    """
    key = fold(name)
    found = [row["broader"] for row in table("initiative_families") if _belongs(key, row)]
    listed: tuple[tuple[str, Basis], ...] = tuple((each, "registry") for each in found if fold(each) != key)
    if listed or _COMPOUND & set(name):
        return listed[:1]
    for at in range(_LEAST_HEAD, len(key) - _LEAST_BASE + 1):
        if key[at:] in _established():
            return ((_established()[key[at:]], "inferred"),)
    return ()


def _belongs(key: str, row: Row) -> bool:
    match = re.fullmatch(row["pattern"], key)
    return match is not None and (row["head"] == "any" or _several_provinces(match["head"]))


def _several_provinces(name: str) -> bool:
    """Whether a name is of regions in two provinces or more: 川渝, 京津冀, 长三角."""
    named = gazetteer.group(name)
    if named is not None and named.members:
        return len({split_levels(member)[0] for member in named.members}) > 1
    return 1 < len(set(name)) == len(name) and set(name) <= _signs()


def name_platform(text: str, ground: Ground, nested: str | None, *, initiative: bool = False) -> Named:
    """A platform: the service, not its app or account.

    `nested` is the text of a platform mention at the head of this one (浙里办 in “浙里办”APP), None without;
    `initiative`: the quoted head is an initiative (“互联网+督查”平台), so the platform keeps its name.
    """
    service = _service(text, nested, initiative)
    reason = "the service of its channel" if service else "name"
    return _scoped(service or bare(text), ground, reason)


@functools.lru_cache(WORDS)
def _service(text: str, nested: str | None, initiative: bool) -> str:
    """The service of which a name means the app, account or channel; "" for other names."""
    head, tail = _split(clean(text), nested)
    role = _role(tail) if head and not initiative else None
    if role in ("app", "same") or (role == "quoted" and nested):
        return bare(head)
    return "" if head else _without_app(bare(text))


def _without_app(name: str) -> str:
    """渝快办APP → 渝快办; "" for names that do not end in a kind of app or account, or are nothing else."""
    for at in range(2, len(name) - 1):
        if _role(name[at:]) == "app":
            return "" if fold(name[:at]) in _general() else name[:at]
    return ""


@functools.lru_cache(WORDS)
def channel_head(text: str, nested: str | None) -> str | None:
    """The service of which a local site, section or branch is a channel, None for other platforms."""
    head, tail = _split(clean(text), nested)
    return bare(head) if head and _role(tail) == "channel" else None


def _split(text: str, nested: str | None) -> tuple[str, str]:
    if nested is not None:
        inner = clean(nested)
        at = text.find(inner)
        return inner, text[at + len(inner) :].lstrip('”"」') if 0 <= at <= 1 else ""
    found = _HEAD.match(text)
    return (found[1], found[2]) if found else ("", "")


def _role(tail: str) -> str | None:
    tail = unicodedata.normalize("NFKC", tail)
    for row in table("platform_tails"):
        if re.fullmatch(row["pattern"], tail):
            return row["role"]
    return None


def _scoped(name: str, ground: Ground, reason: str) -> Named:
    """A platform that every region has one of goes by its region: the one in front, else the report's own.

    The key of a province's is its name as other reports write it: 江苏政务服务网.
    """
    key, plain = fold(name), name.replace(" ", "")
    if ground.region is None:
        somewhere = deictic_size(plain) or _scope(plain) in ("city", "region")
        return Named(name, f"{key}@{ground.report_id}" if somewhere else key, reason)
    deictic = deictic_place(plain, ground)
    place, size = deictic or _own_place(plain, ground.region) or (ground.region, 0)
    scope, rest = _scope(plain[size:]), plain[size:]
    if scope == "city":
        return Named(name, f"{_hotline(fold(rest))}@{_city(ground.region)}", reason)
    if not scope or (scope == "deictic" and not deictic):
        return Named(name, key, reason)
    province = len(place.levels) == 1
    key = fold(_short(place) + rest) if province else f"{fold(rest)}@{place.full}"
    return Named(place.prefix + rest, key, reason, "inferred") if deictic else Named(name, key, reason)


def _own_place(name: str, region: Place) -> tuple[Place, int] | None:
    """The region of the report, or one above it, with which a name begins, and the size of its words."""
    levels = own_levels(region.levels)
    sizes = range(min(len(name) - 1, len(region.full)), 1, -1)
    size = next((size for size in sizes if name[:size] in levels), None)
    return None if size is None else (upper(region, levels[name[:size]]), size)


def _short(province: Place) -> str:
    found = gazetteer.find(province.full)
    return found[0].short if found else stem(province.full)


@functools.lru_cache(WORDS)
def _scope(name: str) -> str:
    """The scope of a platform by what stands behind the place in its name; "" for one of everywhere."""
    for row in table("platform_scoped"):
        if re.fullmatch(row["pattern"], name):
            return row["scope"]
    return ""


def _hotline(key: str) -> str:
    found = re.match(r"\d{5}", key)
    return found[0] if found else key


def _city(region: Place) -> str:
    municipal = region.levels[0].endswith("市")
    return "".join(region.levels[: 1 if municipal else 2])


def name_plain(text: str) -> Named:
    """A publication: its name as written."""
    name = bare(text)
    return Named(name, fold(name), "name")


@functools.lru_cache(WORDS)
def name_organization(text: str) -> Named:
    """An organization: well-known short names written out (世行), the legal form off for the key."""
    name = bare(text)
    key = fold(name)
    for row in table("organization_spellings"):
        if row["place"] == "name" and row["pattern"] == key:
            return Named(row["full"], fold(row["full"]), "other spelling", "registry", 1)
        if row["place"] == "form" and key.endswith(row["pattern"]) and len(key) > len(row["pattern"]) + 1:
            return Named(name, key.removesuffix(row["pattern"]) + row["full"], "name")
    return Named(name, key, "name")


@functools.cache
def _spellings() -> dict[str, str]:
    return {fold(row["spelling"]): row["name"] for row in table("initiative_spellings")}


@functools.cache
def _established() -> dict[str, str]:
    """The established names that count without quotes, by their folded form."""
    names = [row["name"] for row in table("initiatives") if row["place"] == "any"]
    return {fold(name): name for name in names if not _COMPOUND & set(name)}


@functools.cache
def _signs() -> frozenset[str]:
    """The one-character signs of provinces."""
    return frozenset([*entries("region_signs", "province"), *entries("region_signs", "parted")])


@functools.cache
def _general() -> frozenset[str]:
    """What stands before APP or 小程序 without being the name of a service: 手机, 微信."""
    return frozenset(row["pattern"] for row in table("platform_tails") if row["role"] == "general")


@functools.cache
def _tails() -> tuple[str, ...]:
    return tuple(row["tail"] for row in table("initiative_tails"))
