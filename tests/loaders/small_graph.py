"""A graph made by hand: two reports of invented places, small enough to know every row of it by heart.

Both reports were written for this project. Every class of thing, every status, a deictic, a change from one
figure to another and every sort of structural fact occurs at least once.
"""

from decimal import Decimal

from kg.graph import Graph
from kg.model import (
    ISSUER,
    REGION,
    Basis,
    Claim,
    ClaimFact,
    Entity,
    EntityId,
    Evidence,
    Fact,
    Label,
    Mention,
    MentionId,
    Metadata,
    Observation,
    Predicate,
    Report,
    Resolved,
    Section,
    SectionKind,
    Status,
    digest,
    evidence_at,
    report_id,
)
from kg.schema import load_schema

EAST = """清江市东湖区行政审批局
2021年法治政府建设年度报告

2021年，我局贯彻《云州省优化营商环境条例》，局党组学习《法治政府建设实施纲要》。
一、主要成效
印发《关于印发〈东湖区窗口管理办法〉的通知》（东审〔2021〕3号）。
首推“一窗通办”改革，依托“湖事办”平台办理1.28万件，进驻部门由28个增加到31个。
东湖区与西岭区签订《东湖西岭合作协议》，共推“跨区通办”；加入“两省三区”合作。
委托清江衡正律师事务所参与审查，读《审批案例集》。
二、存在问题
“一件事一次办”推进不够。
三、下一步打算
推出“月清零”机制，争取与南屏区合作。
"""
WEST = """西岭区2022年法治政府建设情况报告

2022年，区司法局学习《法治政府建设实施纲要》和《云州省优化营商环境条例》。
一、主要做法
我区推进“一窗通办”改革，办件3.5万件；“湖事办”西岭分厅上线。
清江市人民政府指导区司法局工作。
"""


def _report(text: str, source: str, meta: Metadata) -> Report:
    return Report(report_id(text.encode("utf-8")), source, text, meta, (0,))


EAST_REPORT = _report(
    EAST,
    "donghu/2021.txt",
    Metadata(
        "清江市东湖区行政审批局2021年法治政府建设年度报告",
        "清江市东湖区行政审批局",
        "stated",
        "云州省清江市东湖区",
        "registry",
        2021,
        "title",
        "2022-01-20",
        "https://example.org/donghu/2021.html",
    ),
)
WEST_REPORT = _report(
    WEST,
    "xiling/2022.txt",
    Metadata(
        "西岭区2022年法治政府建设情况报告",
        "清江市西岭区人民政府",
        "inferred",
        "云州省清江市西岭区",
        "title",
        2022,
        "title",
    ),
)

ENTITIES: dict[str, tuple[str, str, tuple[str, ...], dict[str, str | int]]] = {
    "bureau": ("Agency", "清江市东湖区行政审批局", ("清江市东湖区行政审批局",), {}),
    "party group": ("Agency", "中共清江市东湖区行政审批局党组", ("局党组",), {}),
    "west": ("Agency", "清江市西岭区人民政府", (), {}),
    "justice": ("Agency", "清江市西岭区司法局", ("区司法局",), {}),
    "city": ("Agency", "清江市人民政府", ("清江市人民政府",), {}),
    "law firm": ("Organization", "清江衡正律师事务所", ("清江衡正律师事务所",), {}),
    "act": (
        "LegalAct",
        "云州省优化营商环境条例",
        ("云州省优化营商环境条例",),
        {"kind": "local-regulation", "kindBasis": "title", "validity": "unknown"},
    ),
    "outline": (
        "Regulation",
        "法治政府建设实施纲要",
        ("法治政府建设实施纲要",),
        {"kind": "plan", "validity": "unknown"},
    ),
    "notice": (
        "Regulation",
        "关于印发〈东湖区窗口管理办法〉的通知",
        ("关于印发〈东湖区窗口管理办法〉的通知",),
        {"documentNumber": "东审〔2021〕3号", "kind": "official-document", "validity": "unknown"},
    ),
    "measure": (
        "Regulation",
        "东湖区窗口管理办法",
        ("东湖区窗口管理办法",),
        {"kind": "normative-document", "validity": "unknown"},
    ),
    "book": ("Publication", "审批案例集", ("审批案例集",), {}),
    "one window": ("Initiative", "一窗通办", ("一窗通办", "“一窗通办”改革"), {}),
    "cross": ("Initiative", "跨区通办", ("跨区通办",), {}),
    "one thing": ("Initiative", "一件事一次办", ("一件事一次办",), {}),
    "monthly": ("Initiative", "月清零", ("月清零",), {}),
    "lake": ("Platform", "湖事办", ("湖事办",), {}),
    "lake west": ("Platform", "湖事办西岭分厅", ("“湖事办”西岭分厅",), {}),
    "east region": ("Region", "云州省清江市东湖区", ("东湖区",), {"regionCode": "990102"}),
    "west region": ("Region", "云州省清江市西岭区", ("西岭区",), {"regionCode": "990103"}),
    "south region": ("FunctionalZone", "云州省清江市南屏区", ("南屏区",), {}),
    "group": ("RegionGroup", "两省三区", ("两省三区",), {"memberCount": 3}),
    "agreement": ("Agreement", "东湖西岭合作协议", ("东湖西岭合作协议",), {}),
    "cases": ("Metric", "办件量", ("办理", "办件"), {}),
    "departments": ("Metric", "进驻部门数", ("进驻部门",), {}),
}

MENTIONS: tuple[tuple[Report, Label, str, int, str], ...] = (
    (EAST_REPORT, "Agency", "清江市东湖区行政审批局", 0, "bureau"),
    (EAST_REPORT, "Regulation", "《云州省优化营商环境条例》", 0, "act"),
    (EAST_REPORT, "Agency", "局党组", 0, "party group"),
    (EAST_REPORT, "Regulation", "《法治政府建设实施纲要》", 0, "outline"),
    (EAST_REPORT, "Regulation", "《关于印发〈东湖区窗口管理办法〉的通知》", 0, "notice"),
    (EAST_REPORT, "Regulation", "〈东湖区窗口管理办法〉", 0, "measure"),
    (EAST_REPORT, "DocNo", "东审〔2021〕3号", 0, "notice"),
    (EAST_REPORT, "Initiative", "“一窗通办”改革", 0, "one window"),
    (EAST_REPORT, "Platform", "“湖事办”平台", 0, "lake"),
    (EAST_REPORT, "Metric", "1.28万件", 0, "cases"),
    (EAST_REPORT, "Metric", "28个", 0, "departments"),
    (EAST_REPORT, "Metric", "31个", 0, "departments"),
    (EAST_REPORT, "Region", "东湖区", 2, "east region"),
    (EAST_REPORT, "Region", "西岭区", 0, "west region"),
    (EAST_REPORT, "Agreement", "《东湖西岭合作协议》", 0, "agreement"),
    (EAST_REPORT, "Initiative", "“跨区通办”", 0, "cross"),
    (EAST_REPORT, "Region", "“两省三区”", 0, "group"),
    (EAST_REPORT, "Org", "清江衡正律师事务所", 0, "law firm"),
    (EAST_REPORT, "Publication", "《审批案例集》", 0, "book"),
    (EAST_REPORT, "Initiative", "“一件事一次办”", 0, "one thing"),
    (EAST_REPORT, "Initiative", "“月清零”机制", 0, "monthly"),
    (EAST_REPORT, "Region", "南屏区", 0, "south region"),
    (WEST_REPORT, "Region", "西岭区", 0, "west region"),
    (WEST_REPORT, "Agency", "区司法局", 0, "justice"),
    (WEST_REPORT, "Regulation", "《法治政府建设实施纲要》", 0, "outline"),
    (WEST_REPORT, "Regulation", "《云州省优化营商环境条例》", 0, "act"),
    (WEST_REPORT, "Initiative", "“一窗通办”改革", 0, "one window"),
    (WEST_REPORT, "Metric", "3.5万件", 0, "cases"),
    (WEST_REPORT, "Platform", "“湖事办”西岭分厅", 0, "lake west"),
    (WEST_REPORT, "Agency", "清江市人民政府", 0, "city"),
    (WEST_REPORT, "Agency", "区司法局", 1, "justice"),
)
DEICTICS: tuple[tuple[Report, Label, str, str], ...] = (
    (EAST_REPORT, "Agency", "我局", "bureau"),
    (WEST_REPORT, "Region", "我区", "west region"),
)
SECTIONS: tuple[tuple[Report, str, str, int, SectionKind, str], ...] = (
    (EAST_REPORT, "一、主要成效", "二、存在", 1, "achievements", "主要成效"),
    (EAST_REPORT, "二、存在问题", "三、下一", 1, "problems", "存在问题"),
    (EAST_REPORT, "三、下一步打算", "", 1, "plans", "下一步打算"),
    (WEST_REPORT, "一、主要做法", "", 1, "achievements", "主要做法"),
)
# report, subject, relation, object, status, rule; `words#1` is where the words stand for the second time
CLAIMS: tuple[tuple[Report, str, Predicate, str, Status, str], ...] = (
    (EAST_REPORT, "我局", "IMPLEMENTS", "《云州省优化营商环境条例》", "done", "implement.verb"),
    (EAST_REPORT, "局党组", "STUDIES", "《法治政府建设实施纲要》", "done", "study.verb"),
    (EAST_REPORT, ISSUER, "ISSUED", "《关于印发〈东湖区窗口管理办法〉的通知》", "done", "issue.verb"),
    (EAST_REPORT, ISSUER, "LAUNCHED", "“一窗通办”改革", "done", "launch.verb"),
    (EAST_REPORT, "“一窗通办”改革", "USES", "“湖事办”平台", "done", "use.verb"),
    (EAST_REPORT, "1.28万件", "MEASURES", "“一窗通办”改革", "done", "measure.near"),
    (EAST_REPORT, "东湖区#2", "PARTY_TO", "《东湖西岭合作协议》", "done", "party.sign"),
    (EAST_REPORT, "西岭区", "PARTY_TO", "《东湖西岭合作协议》", "done", "party.sign"),
    (EAST_REPORT, "东湖区#2", "PARTNERS_WITH", "西岭区", "done", "partner.sign"),
    (EAST_REPORT, REGION, "PARTNERS_WITH", "“两省三区”", "done", "partner.join"),
    (EAST_REPORT, "《东湖西岭合作协议》", "CONCERNS", "“跨区通办”", "done", "concern.sign"),
    (EAST_REPORT, ISSUER, "STUDIES", "《审批案例集》", "done", "study.verb"),
    (EAST_REPORT, ISSUER, "ADVANCES", "“一件事一次办”", "problem", "advance.verb"),
    (EAST_REPORT, ISSUER, "LAUNCHED", "“月清零”机制", "planned", "launch.verb"),
    (EAST_REPORT, REGION, "PARTNERS_WITH", "南屏区", "planned", "partner.seek"),
    (WEST_REPORT, "区司法局", "STUDIES", "《法治政府建设实施纲要》", "done", "study.verb"),
    (WEST_REPORT, "区司法局", "STUDIES", "《云州省优化营商环境条例》", "done", "study.verb"),
    (WEST_REPORT, ISSUER, "ADVANCES", "“一窗通办”改革", "done", "advance.verb"),
    (WEST_REPORT, ISSUER, "LAUNCHED", "“湖事办”西岭分厅", "done", "launch.verb"),
    (WEST_REPORT, "清江市人民政府", "SUPERVISES", "区司法局#1", "done", "supervise.verb"),
)
STRUCTURE: tuple[tuple[str, str, str, Basis], ...] = (
    ("party group", "INNER_BODY_OF", "bureau", "inferred"),
    ("notice", "FORWARDS", "measure", "title"),
    ("group", "HAS_MEMBER", "east region", "inferred"),
    ("lake west", "CHANNEL_OF", "lake", "inferred"),
    ("justice", "PART_OF", "west", "inferred"),
    ("south region", "PART_OF", "west region", "registry"),
)


def entity_id(handle: str) -> EntityId:
    """The id of the entity that this module calls `handle` (`bureau`, `one window`, …)."""
    cls, name, _, properties = ENTITIES[handle]
    code = properties.get("regionCode")
    return EntityId(f"cn{code}" if code else load_schema().classes[cls].id_prefix + digest(cls, name))


def small_graph() -> Graph:
    """Both reports with all that is said above, every tuple sorted by id."""
    return Graph(
        reports=tuple(sorted((EAST_REPORT, WEST_REPORT), key=lambda report: report.id)),
        sections=tuple(sorted(map(_section, range(len(SECTIONS))), key=lambda section: section.id)),
        mentions=tuple(sorted(map(_mention, MENTIONS), key=lambda mention: mention.id)),
        deictics=tuple(sorted(map(_deictic, DEICTICS), key=lambda mention: mention.id)),
        claims=tuple(sorted(map(_claim, CLAIMS), key=lambda claim: claim.id)),
        entities=tuple(sorted(map(_entity, ENTITIES), key=lambda entity: entity.id)),
        facts=tuple(sorted([*_claimed_facts(), *_structure()], key=lambda fact: fact.id)),
        claim_facts=tuple(sorted(_claim_facts(), key=lambda found: (found.fact_id, found.claim_id))),
        observations=tuple(sorted(_observations(), key=lambda observation: observation.id)),
        resolved=tuple(sorted(_resolved(), key=lambda found: (found.report_id, found.mention))),
    )


def _span(report: Report, words: str, turn: int = 0) -> Evidence:
    start = -1
    for _ in range(turn + 1):
        start = report.text.index(words, start + 1)
    return evidence_at(report, start, start + len(words))


def _sentence(report: Report, place: Evidence) -> Evidence:
    start = report.text.rfind("\n", 0, place.start) + 1
    return evidence_at(report, start, report.text.index("\n", place.start))


def _section(number: int) -> Section:
    report, first, following, level, kind, title = SECTIONS[number]
    start = report.text.index(first)
    end = report.text.index(following) if following else len(report.text)
    return Section(evidence_at(report, start, end), level, kind, title)


def _mention(row: tuple[Report, Label, str, int, str]) -> Mention:
    report, label, words, turn, _ = row
    return Mention(label, _span(report, words, turn), f"{label.lower()}.full")


def _deictic(row: tuple[Report, Label, str, str]) -> Mention:
    report, label, words, _ = row
    return Mention(label, _span(report, words), "deictic.word")


def _entity(handle: str) -> Entity:
    cls, name, names, properties = ENTITIES[handle]
    return Entity(entity_id(handle), cls, name, name, tuple(sorted(names)), tuple(sorted(properties.items())))


def _found(report: Report, words: str) -> tuple[MentionId, str]:
    """The id of the mention with these words, and the entity's handle."""
    if words == ISSUER:
        return ISSUER, "bureau" if report is EAST_REPORT else "west"
    if words == REGION:
        return REGION, "east region" if report is EAST_REPORT else "west region"
    for row in DEICTICS:
        if (row[0], row[2]) == (report, words):
            return _deictic(row).id, row[3]
    words, turn = _turn(words)
    mentioned = next(row for row in MENTIONS if row[0] is report and row[2:4] == (words, turn))
    return _mention(mentioned).id, mentioned[4]


def _turn(words: str) -> tuple[str, int]:
    """`区司法局#1` → the words and how many times they stood before."""
    name, _, turn = words.partition("#")
    return name, int(turn or 0)


def _claim(row: tuple[Report, str, Predicate, str, Status, str]) -> Claim:
    report, subject, relation, object_, status, rule = row
    left, right = _found(report, subject)[0], _found(report, object_)[0]
    return Claim(left, relation, right, status, rule, _sentence(report, _span(report, *_turn(object_))))


def _claimed() -> list[tuple[Claim, EntityId, EntityId]]:
    """Every claim but those of figures, with the entities at its ends."""
    rows = [row for row in CLAIMS if row[2] != "MEASURES"]
    ends = [(entity_id(_found(row[0], row[1])[1]), entity_id(_found(row[0], row[3])[1])) for row in rows]
    return [(_claim(row), left, right) for row, (left, right) in zip(rows, ends, strict=True)]


def _claimed_facts() -> list[Fact]:
    claims: dict[tuple[EntityId, Predicate, EntityId, Status], list[Claim]] = {}
    for claim, left, right in _claimed():
        claims.setdefault((left, claim.predicate, right, claim.status), []).append(claim)
    return [_fact(*ends, said) for ends, said in claims.items()]


def _fact(
    subject: EntityId, relation: Predicate, object_: EntityId, status: Status, said: list[Claim]
) -> Fact:
    reports = sorted({claim.evidence.report_id for claim in said})
    years = sorted({2021 if report == EAST_REPORT.id else 2022 for report in reports})
    evidence = sorted({claim.evidence.id for claim in said})
    return Fact(
        subject,
        relation,
        object_,
        status,
        years=tuple(years),
        reports=tuple(reports),
        evidence=tuple(evidence),
    )


def _structure() -> list[Fact]:
    return [
        Fact(entity_id(left), relation, entity_id(right), "done", basis)
        for left, relation, right, basis in STRUCTURE
    ]


def _claim_facts() -> list[ClaimFact]:
    facts = {(fact.subject, fact.relation, fact.object, fact.status): fact.id for fact in _claimed_facts()}
    sections = [_section(number) for number in range(len(SECTIONS))]
    found = []
    for claim, left, right in _claimed():
        place = claim.evidence
        around = [s.id for s in sections if _holds(s.evidence, place)]
        fact = facts[left, claim.predicate, right, claim.status]
        section = around[0] if around else None
        found.append(ClaimFact(claim.id, fact, place.report_id, place.id, section, claim.rule))
    return found


def _holds(outer: Evidence, inner: Evidence) -> bool:
    return outer.report_id == inner.report_id and outer.start <= inner.start and inner.end <= outer.end


def _observations() -> list[Observation]:
    cases = _figure(EAST_REPORT, "1.28万件", Decimal(12800), "件", "cases", about="one window")
    before = _figure(EAST_REPORT, "28个", Decimal(28), "个", "departments")
    after = _figure(EAST_REPORT, "31个", Decimal(31), "个", "departments", change_from=before.id)
    west = _figure(WEST_REPORT, "3.5万件", Decimal("35000.0"), "件", "cases")
    return [cases, before, after, west]


def _figure(
    report: Report,
    raw: str,
    value: Decimal,
    unit: str,
    metric: str,
    *,
    about: str | None = None,
    change_from: str | None = None,
) -> Observation:
    place = _span(report, raw)
    east = report is EAST_REPORT
    return Observation(
        id="v" + place.id[1:],
        metric=entity_id(metric),
        value=value,
        unit=unit,
        qualifier="exact",
        raw=raw,
        status="done",
        report_id=report.id,
        evidence_id=place.id,
        period="2021" if east else "2022",
        about=(entity_id(about),) if about else (),
        agency=entity_id("bureau" if east else "west"),
        region=entity_id("east region" if east else "west region"),
        change_from=change_from,
    )


def _resolved() -> list[Resolved]:
    named = [(row[0], _mention(row).id, row[4]) for row in MENTIONS]
    pointed = [(row[0], _deictic(row).id, row[3]) for row in DEICTICS]
    sides = [(report, side, _found(report, side)[1]) for report in _reports() for side in (ISSUER, REGION)]
    return [
        Resolved(report.id, mention, entity_id(handle), "same name", "stated")
        for report, mention, handle in [*named, *pointed, *sides]
    ]


def _reports() -> tuple[Report, Report]:
    return EAST_REPORT, WEST_REPORT
