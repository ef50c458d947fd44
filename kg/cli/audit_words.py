"""How `kg audit` calls verdicts and kinds of findings, in its table and on its page."""

VERDICTS = {
    "inconsistent": "不符 | inconsistent",
    "rival_claim": "争先 | rival claim",
    "scope_conflict": "范围冲突 | scope conflict",
    "below_target": "未达目标 | below target",
    "recurs": "重现 | recurs",
    "planned_again": "重提 | planned again",
    "not_reported": "未再提及 | not reported",
    "incomplete": "未全点名 | not all named",
    "truncated": "截断 | truncated",
    "agree": "一致 | agree",
    "claimed": "自称 | claimed",
    "rounded": "四舍五入 | rounded",
    "exact": "相等 | exact",
    "complete": "已全点名 | all named",
    "done": "兑现 | done",
}
"""The verdicts, those to look at first in front."""
KINDS = {
    "share": "占比 | share",
    "reduction": "降幅 | reduction",
    "saving": "节约率 | saving",
    "growth": "增幅 | growth",
    "sum": "合计 | sum",
    "difference": "差额 | difference",
    "mean": "平均 | mean",
    "declared": "报数与点名 | declared and named",
    "first": "率先首创 | claim to be first",
    "conflict": "率先说法对照 | claims side by side",
    "promise": "上年计划 | plan of the year before",
    "problem": "自述问题 | self-reported problem",
}
"""The kinds of findings that it shows."""


def plain(value: object) -> object:
    """The value; a whole number without decimals."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
