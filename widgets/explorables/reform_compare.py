"""Is this initiative a government innovation or an administrative reform?"""

from widgets.explorables import chart
from widgets.explorables.controls import settle, slider
from widgets.explorables.tables import rows
from widgets.explorables.wording import number, percent
from widgets.models.reform_compare import (
    DIMENSIONS,
    POINTS,
    POINTS_OF_DIMENSION,
    Verdict,
    cancelled,
    dimension_weights,
    profile,
    spread,
    verdict,
)

NAME = "reform_compare"
TITLE = {"zh": "改革还是创新：四个维度上的位置", "en": "Reform or innovation: a position on four dimensions"}
QUESTION = {
    "zh": "一项举措更像行政改革，还是更像政府创新？总位置掩盖了什么？",
    "en": "Is an initiative more like administrative reform or government innovation, and what does "
    "the overall position hide?",
}
SOURCE = {"section": "concept", "citations": ["chapter", "oecd_opsi_innovation"]}

DIMENSION_LABELS = {
    "goal": {"zh": "目标", "en": "goal"},
    "drive": {"zh": "动力", "en": "drive"},
    "path": {"zh": "途径", "en": "path"},
    "systemic": {"zh": "系统性", "en": "system"},
}
DIMENSION_MEANINGS = {
    "goal": {
        "zh": "−1 只求政府内部的效率；+1 求公共利益与政治、社会的进步",
        "en": "−1 efficiency inside government; +1 public interest, political and social progress",
    },
    "drive": {
        "zh": "−1 内部的管理需要；+1 社会政治需求与外部压力",
        "en": "−1 needs of internal management; +1 social and political demand, outside pressure",
    },
    "path": {
        "zh": "−1 在内部求效能；+1 求创造与变革",
        "en": "−1 internal effectiveness; +1 creation and transformation",
    },
    "systemic": {
        "zh": "−1 在现行体系内改局部；+1 在战略层面重新谋划",
        "en": "−1 parts of the present system; +1 rethinking at the strategic level",
    },
}
# label, end of reform, end of innovation; each zh and en
POINT_TEXTS = {
    "scope": (
        ("目标范围", "scope"),
        ("收在政府内部的运作", "the inside of government"),
        ("横跨政治体制、公共服务与行政", "polity, public services and administration"),
    ),
    "depth": (
        ("目标深度", "depth"),
        ("操作层的效率", "efficiency of operations"),
        ("权力结构、政治文化、治理模式", "structure of power, political culture, mode of governing"),
    ),
    "horizon": (
        ("长远影响", "lasting influence"),
        ("限于机构之内", "stays within agencies"),
        ("牵动民主化、法治化", "bears on democracy and rule of law"),
    ),
    "needs": (
        ("发展需求", "needs of development"),
        ("具体的服务质量与响应问题", "particular problems of service and response"),
        ("民主化、法治化、分权化的趋势", "trend to democracy, rule of law, decentralisation"),
    ),
    "citizens": (
        ("公民觉醒", "citizens' awareness"),
        ("随内部人事和机构调整而动", "follows internal staffing and structure"),
        ("权利与参与意识上升，直接推动", "pushed by awareness of rights and participation"),
    ),
    "leadership": (
        ("政策与领导", "policy and leadership"),
        ("部门自己的决策和组织文化", "the agency's own decisions and culture"),
        ("国家政策导向与高层意志", "national policy and will of top leaders"),
    ),
    "strategy": (
        ("实施策略", "strategy"),
        ("调机构、改流程、练队伍", "structures, processes, training"),
        ("跨部门，并拉入企业、社会组织和个人", "across agencies, with firms, associations, persons"),
    ),
    "technology": (
        ("技术应用", "technology"),
        ("提高效率的工具", "a tool of efficiency"),
        ("新服务方式的核心", "the core of new services"),
    ),
    "culture": (
        ("文化价值", "culture"),
        ("靠规则和纪律维护原有文化", "keeps the old culture by rules and discipline"),
        ("鼓励尝试、容许失败、贴近需求", "encourages trying, allows failure, is close to needs"),
    ),
    "risk": (
        ("风险预评估", "risk assessment"),
        ("避开不确定，求稳", "avoids uncertainty, seeks safety"),
        ("评社会影响、成本效益与可持续性", "weighs social impact, cost-benefit, sustainability"),
    ),
    "participation": (
        ("公众参与", "public participation"),
        ("偶尔征求意见，范围有限", "occasional and limited consultation"),
        ("参与和反馈是必经之路", "participation and feedback are indispensable"),
    ),
    "breadth": (
        ("广度与深度", "breadth and depth"),
        ("只动程序、队伍或预算", "procedures, staff or budget only"),
        ("重塑政府与外界的关系", "remakes relations with the outside"),
    ),
    "feedback": (
        ("影响与反馈", "impact and feedback"),
        ("影响局部，事后查落实", "local; checks execution afterwards"),
        ("影响全面，边做边收反馈边调整", "far-reaching; collects feedback and adjusts"),
    ),
    "actors": (
        ("参与者结构", "participants"),
        ("内部人员为主，较封闭", "mostly insiders, rather closed"),
        ("政府、企业、社会组织、公民协作", "government, firms, associations, citizens together"),
    ),
}
SIDES = {
    "reform": {"zh": "偏行政改革一端", "en": "on the side of administrative reform"},
    "overlap": {"zh": "在两者的交叠区", "en": "where the two overlap"},
    "innovation": {"zh": "偏政府创新一端", "en": "on the side of government innovation"},
}
OVERALL = {"zh": "总位置", "en": "overall"}
LANGUAGES = ("zh", "en")

# This book's illustrative coding of real cases, not blind to the positions it gives; points without
# material are left out and count 0.
# The scope follows the case's domain; citizens, leadership and culture follow e1, c1 and n1 of coder A.
RULES = {"citizens": "e1_a", "leadership": "c1_a", "culture": "n1_a"}
SCOPES = {"administrative": -1, "public_service": 0, "social_governance": 0.5, "political": 1}
CODED = (
    "shenzhen-approval-reform",
    "democratic-consultation",
    "government-affairs-supermarket",
    "xinhe-budget-reform",
    "grid-city-management",
)
JUDGED = {
    "shenzhen-approval-reform": [
        ("depth", 0.5, "减少审批就是放掉一部分权力", "fewer approvals give up some power"),
        ("needs", 0, "压力来自市场，要的是办事快", "the market presses, for faster service"),
        ("strategy", -1, "由市政府推行", "carried out by the city government"),
        ("breadth", -1, "动的是审批程序", "changes approval procedures"),
        ("actors", -1, "市政府", "the city government"),
    ],
    "democratic-consultation": [
        ("depth", 0.5, "官员与居民平等对话", "officials and residents talk as equals"),
        ("strategy", 0.5, "居民到场，主办仍是党政部门", "residents come; Party and government host"),
        ("participation", 1, "议题由到场居民提出", "residents raise the subjects"),
        ("breadth", 0.5, "改的是政府与居民的关系", "changes relations with residents"),
        ("feedback", 0.5, "不能当场解决的，说明何时办", "what is left open gets a date"),
        ("actors", 0.5, "居民参加，发起的是党政部门", "residents join; Party and government start it"),
    ],
    "government-affairs-supermarket": [
        ("depth", -1, "加快办事，权力怎样分没有变", "faster service; power stays as it was"),
        ("needs", -1, "居民和企业要求加快办事", "residents and firms want faster service"),
        ("strategy", -0.5, "跨了部门，仍在政府内部", "across agencies, but inside government"),
        ("breadth", 0.5, "服务公开、更易得到", "service is open and easier to get"),
        ("feedback", -0.5, "查的是承诺是否兑现", "checks whether promises are kept"),
        ("actors", 0, "代表、律师、监督员有席位", "deputies, lawyers, supervisors have seats"),
    ],
    "xinhe-budget-reform": [
        ("depth", 1, "镇人大审议预算，动到权力的分配", "the congress debates the budget: power shifts"),
        ("horizon", 0.5, "使代表机关起作用", "puts the representative body to work"),
        ("strategy", 0.5, "镇人大与学者合作", "the congress works with scholars"),
        ("participation", 0.5, "代表参与商议预算", "deputies deliberate the budget"),
        ("breadth", 0.5, "预算交镇人大审议", "the budget goes to the congress for debate"),
        ("actors", 0.5, "镇人大与学者", "the congress and scholars"),
    ],
    "grid-city-management": [
        ("depth", -1, "改进日常管理", "mends daily management"),
        ("needs", -1, "日常管理中的具体问题", "particular problems of daily management"),
        ("strategy", -1, "由区政府推行", "carried out by the district government"),
        ("technology", 0.5, "技术是核心，用处是提效", "technology is the core, efficiency its use"),
        ("breadth", -0.5, "城市管理一个领域", "one field: city management"),
        ("actors", -1, "区政府", "the district government"),
    ],
}
CASE_OF = {case["id"]: case for case in rows("cases") if case["id"] in CODED}


def codings() -> list:
    """The illustrative coding of the real cases, with the reason for each point.

    Returns
    -------
    list of dict
        case, point, score (-1 to +1), reason_zh, reason_en; in the order of the presets and
        of the points. Points without material are left out.

    Examples
    --------
    >>> codings()[0]["point"], codings()[0]["score"]
    ('scope', -1)
    """
    return [coding for case in CODED for coding in _codings_of(case)]


def _codings_of(case: str) -> list:
    found = {point: (score, zh, en) for point, score, zh, en in JUDGED[case]}
    row = CASE_OF[case]
    found["scope"] = (SCOPES[row["domain"]], "按案例表的领域", "by the domain in the table of cases")
    for point in sorted(RULES):
        column = RULES[point]
        name = column.split("_")[0]
        zh = f"按编码甲的 {name} = {row[column]}"
        found[point] = ((int(row[column]) - 2) / 2, zh, f"by coder A: {name} = {row[column]}")
    return [
        dict(zip(("case", "point", "score", "reason_zh", "reason_en"), (case, point) + found[point]))
        for point in POINTS
        if point in found
    ]


def _position(key: str, default: float) -> dict:
    return slider(key, DIMENSION_LABELS[key], DIMENSION_MEANINGS[key], -1, 1, 0.1, default)


def _point(key: str, whole: str) -> dict:
    label, low, high = POINT_TEXTS[key]
    return slider(
        key,
        dict(zip(LANGUAGES, label)),
        {"zh": f"−1 {low[0]}；+1 {high[0]}", "en": f"−1 {low[1]}; +1 {high[1]}"},
        -1,
        1,
        0.5,
        None,
        part_of=whole,
    )


def _controls() -> list:
    listed = []
    for (dimension, points), default in zip(POINTS_OF_DIMENSION, (0.6, 0.4, -0.4, -0.6)):
        listed.append(_position(dimension, default))
        listed.extend([_point(point, dimension) for point in points])
    return listed


CONTROLS = _controls() + [
    slider(
        "by_points",
        {"zh": "按分点加权", "en": "weight by points"},
        {
            "zh": "0 四个维度同权；1 十四个分点同权，分点多的维度更重",
            "en": "0: the four dimensions count alike; 1: the fourteen points do",
        },
        0,
        1,
        0.1,
        0,
        illustrative=True,
    ),
    slider(
        "overlap_within",
        {"zh": "交叠区", "en": "zone of overlap"},
        {
            "zh": "离正中不超过它，就说两者交叠，不判归哪一边",
            "en": "no further than this from the middle, the two overlap and no side is named",
        },
        0,
        0.5,
        0.05,
        0.25,
        illustrative=True,
    ),
]


def _everywhere(goal: float, drive: float, path: float, systemic: float) -> dict:
    return dict(zip(DIMENSIONS, (goal, drive, path, systemic)))


def _settings_of(case: str) -> dict:
    settings = dict.fromkeys(POINTS, 0)
    settings.update({coding["point"]: coding["score"] for coding in _codings_of(case)})
    return settings


def _presets() -> list:
    ends = (
        ("all_reform", "处处是行政改革", "reform throughout", _everywhere(-1, -1, -1, -1)),
        ("all_innovation", "处处是政府创新", "innovation throughout", _everywhere(1, 1, 1, 1)),
        ("all_middle", "处处居中", "halfway throughout", _everywhere(0, 0, 0, 0)),
        ("halves", "两维一端，两维另一端", "two at one end, two at the other", _everywhere(1, 1, -1, -1)),
    )
    listed = [
        {
            "key": key,
            "group": {"zh": "两端与正中（示意）", "en": "ends and middle (illustrative)"},
            "label": {"zh": zh, "en": en},
            "settings": settings,
        }
        for key, zh, en, settings in ends
    ]
    for case in CODED:
        label = {"zh": CASE_OF[case]["name_zh"], "en": CASE_OF[case]["name_en"]}
        group = {"zh": "真实案例（示意编码）", "en": "real cases (illustrative coding)"}
        listed.append({"key": case, "group": group, "label": label, "settings": _settings_of(case)})
    return listed


PRESETS = _presets()

PREDICTION: dict = {
    "question": {
        "zh": "新河预算民主让镇人大真正审议预算。按教材的四个维度（示意编码），"
        "有没有哪一维反而偏向行政改革？",
        "en": "In Xinhe the township congress really debates the budget. By the chapter's four dimensions "
        "(illustrative coding), does any of them lean to administrative reform?",
    },
    "kind": "choice",
    "options": [("none", {"zh": "没有", "en": "none"})]
    + [(dimension, DIMENSION_LABELS[dimension]) for dimension in DIMENSIONS],
    "setting": _settings_of("xinhe-budget-reform"),
}


def predicted() -> str:
    """Dimension furthest on the side of reform in the case asked about; "none" if there is none.

    Examples
    --------
    >>> predicted() in [option for option, _ in PREDICTION["options"]]
    True
    """
    places = profile(PREDICTION["setting"])
    lowest = _lowest(places)
    return lowest if places[lowest] < 0 else "none"


def replications() -> list:
    """None: the chapter compares in words, so there is no published value to reproduce.

    Examples
    --------
    >>> replications()
    []
    """
    return []


def respond(lang: str = "zh", **inputs) -> dict:
    """Position of the initiative that the sliders describe, and what its average hides.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        goal, drive, path, systemic in [-1, 1]; or, for any of them, its points (`POINTS`)
        in [-1, 1], which then take its place (a point left out follows the dimension);
        by_points in [0, 1]; overlap_within in [0, 0.5].

    Returns
    -------
    dict
        figure, headline, notes, table, details, measures, shown.

    Raises
    ------
    ValueError
        If an input is unknown, of the wrong kind or out of range.

    Examples
    --------
    >>> respond(lang="en", goal=1, drive=1, path=1, systemic=1)["headline"].split(",")[0]
    'Overall position +1.00'
    """
    shown = settle(CONTROLS, inputs, lang)
    scores = _scores(shown)
    places = profile(scores, shown["by_points"])
    shown.update(scores)
    shown.update({dimension: places[dimension] for dimension in DIMENSIONS})
    judged = verdict(places, shown["overlap_within"])
    return {
        "shown": shown,
        "headline": _headline(places, judged, lang),
        "notes": [
            _hidden(places, scores, shown["by_points"], lang),
            _weighing(scores, shown, lang),
            _side(lang),
        ],
        "table": _table(places, shown["by_points"], lang),
        "details": _details(scores, lang),
        "measures": _measures(places, judged, shown["by_points"], lang),
        "figure": _figure(places, scores, shown["overlap_within"], lang),
    }


def _scores(values: dict) -> dict:
    return {
        point: values[dimension] if values[point] is None else values[point]
        for dimension, points in POINTS_OF_DIMENSION
        for point in points
    }


def _signed(value: float) -> str:
    size = number(abs(value), 2)
    if size == "0.00":
        return size
    return ("+" if value > 0 else "−") + size


def _highest(places: dict) -> str:
    return max(DIMENSIONS, key=lambda dimension: (places[dimension], -DIMENSIONS.index(dimension)))


def _lowest(places: dict) -> str:
    return min(DIMENSIONS, key=lambda dimension: (places[dimension], DIMENSIONS.index(dimension)))


def _headline(places: dict, judged: Verdict, lang: str) -> str:
    low, high = _lowest(places), _highest(places)
    low_name, high_name = DIMENSION_LABELS[low][lang], DIMENSION_LABELS[high][lang]
    low_at, high_at, apart = _signed(places[low]), _signed(places[high]), number(spread(places), 2)
    overall, side = _signed(places["overall"]), SIDES[judged.side][lang]
    if judged.divided:
        return {
            "zh": f"总位置 {overall}，{side}；但{high_name} {high_at}，{low_name} {low_at}，"
            f"偏向相反，相距 {apart}。",
            "en": f"Overall position {overall}, {side}; but {high_name} {high_at} and "
            f"{low_name} {low_at} lean to opposite sides, {apart} apart.",
        }[lang]
    if apart == "0.00":
        return {
            "zh": f"总位置 {overall}，{side}；四个维度位置相同。",
            "en": f"Overall position {overall}, {side}; all four dimensions lie there.",
        }[lang]
    return {
        "zh": f"总位置 {overall}，{side}；四个维度从{low_name} {low_at} "
        f"到{high_name} {high_at}，相距 {apart}。",
        "en": f"Overall position {overall}, {side}; from {low_name} {low_at} to {high_name} {high_at}, the "
        f"dimensions lie {apart} apart.",
    }[lang]


def _hidden(places: dict, scores: dict, by_points: float, lang: str) -> str:
    share = percent(cancelled(places, by_points))
    if share == "0%":
        between = {
            "zh": "没有维度明显偏向相反的一边，总位置几乎不掩盖维度之间的分歧。",
            "en": "No dimension clearly leans the other way, so the overall position hides next to nothing "
            "between dimensions.",
        }
    else:
        between = {
            "zh": f"各维度的偏向有 {share} 在总位置里互相抵消。",
            "en": f"{share} of the dimensions' leanings cancel out in the overall position.",
        }
    return between[lang] + _inside(scores, lang)


def _inside(scores: dict, lang: str) -> str:
    dimension, low, high = _widest(scores)
    if scores[high] == scores[low]:
        return {
            "zh": "每个维度之内，分点的位置相同。",
            "en": " Within each dimension all points lie alike.",
        }[lang]
    names = [POINT_TEXTS[point][0][LANGUAGES.index(lang)] for point in (low, high)]
    ends = [_signed(scores[point]) for point in (low, high)]
    return {
        "zh": f"维度之内也有分歧，最大的是{DIMENSION_LABELS[dimension]['zh']}：从{names[0]} {ends[0]} "
        f"到{names[1]} {ends[1]}。",
        "en": f" Points differ within dimensions too, most in {DIMENSION_LABELS[dimension]['en']}: from "
        f"{names[0]} {ends[0]} to {names[1]} {ends[1]}.",
    }[lang]


def _widest(scores: dict) -> tuple:
    """The dimension whose points lie furthest apart, with its lowest and its highest point."""
    found = []
    for place, (dimension, points) in enumerate(POINTS_OF_DIMENSION):
        low = min(points, key=lambda point: (scores[point], POINTS.index(point)))
        high = max(points, key=lambda point: (scores[point], -POINTS.index(point)))
        found.append((scores[high] - scores[low], -place, dimension, low, high))
    return max(found)[2:]


def _weighing(scores: dict, shown: dict, lang: str) -> str:
    by_dimension, by_point = profile(scores, 0), profile(scores, 1)
    sides = [verdict(places, shown["overlap_within"]).side for places in (by_dimension, by_point)]
    ends = [_signed(places["overall"]) for places in (by_dimension, by_point)]
    if sides[0] == sides[1]:
        then = {"zh": "判断不随权重改变。", "en": "the verdict does not depend on the weights."}[lang]
    else:
        names = [SIDES[side][lang] for side in sides]
        then = {
            "zh": f"判断随权重改变：前者{names[0]}，后者{names[1]}。",
            "en": f"the verdict depends on the weights: {names[0]}, or {names[1]}.",
        }[lang]
    return {
        "zh": f"四个维度同权，总位置 {ends[0]}；十四个分点同权，总位置 {ends[1]}；{then}",
        "en": f"With equal dimensions the overall position is {ends[0]}, with equal points {ends[1]}; {then}",
    }[lang]


def _side(lang: str) -> str:
    return {
        "zh": "靠左不等于“不是创新”：教材把行政改革看作政府创新在行政一面的体现，"
        "而十四个分点没有一个问做法新不新。",
        "en": "Left does not mean “no innovation”: the chapter takes reform as the administrative side of "
        "innovation, and none of the fourteen points asks whether a practice is new.",
    }[lang]


def _table(places: dict, by_points: float, lang: str) -> dict:
    weights = dimension_weights(by_points)
    listed = [
        [
            DIMENSION_LABELS[dimension][lang],
            _signed(places[dimension]),
            percent(weights[dimension]),
            _signed(weights[dimension] * places[dimension]),
        ]
        for dimension in DIMENSIONS
    ]
    overall = _signed(places["overall"])
    return {
        "caption": {
            "zh": "四个维度的位置（−1 行政改革，+1 政府创新）",
            "en": "Position on the four dimensions (−1 reform, +1 innovation)",
        }[lang],
        "columns": {
            "zh": ["维度", "位置", "权重", "对总位置的贡献"],
            "en": ["dimension", "position", "weight", "contribution"],
        }[lang],
        "rows": listed + [[OVERALL[lang], overall, percent(1), overall]],
    }


def _details(scores: dict, lang: str) -> dict:
    which = LANGUAGES.index(lang)
    listed = []
    for dimension, points in POINTS_OF_DIMENSION:
        for point in points:
            texts = [text[which] for text in POINT_TEXTS[point]]
            listed.append([DIMENSION_LABELS[dimension][lang]] + texts + [_signed(scores[point])])
    return {
        "caption": {"zh": "十四个分点的两端与位置", "en": "The fourteen points: ends and positions"}[lang],
        "columns": {
            "zh": ["维度", "分点", "行政改革一端", "政府创新一端", "位置"],
            "en": ["dimension", "point", "end of reform", "end of innovation", "position"],
        }[lang],
        "rows": listed,
    }


def _measures(places: dict, judged: Verdict, by_points: float, lang: str) -> list:
    measures = [
        {"label": {"zh": "判断", "en": "verdict"}[lang], "text": SIDES[judged.side][lang]},
        {"label": OVERALL[lang], "text": _signed(places["overall"])},
    ]
    measures += [
        {"label": DIMENSION_LABELS[dimension][lang], "text": _signed(places[dimension])}
        for dimension in DIMENSIONS
    ]
    hidden = percent(cancelled(places, by_points))
    return measures + [
        {"label": {"zh": "四维相距", "en": "spread"}[lang], "text": number(spread(places), 2)},
        {"label": {"zh": "互相抵消", "en": "cancelled"}[lang], "text": hidden},
    ]


def _figure(places: dict, scores: dict, overlap_within: float, lang: str) -> dict:
    keys = DIMENSIONS + ("overall",)
    names = [DIMENSION_LABELS[dimension][lang] for dimension in DIMENSIONS] + [OVERALL[lang]]
    layout = chart.layout(360, {"l": 76 if lang == "zh" else 72, "r": 24, "t": 30, "b": 12})
    layout["xaxis"] = {
        "side": "top",
        "range": [-1.08, 1.08],
        "fixedrange": True,
        "zeroline": True,
        "showgrid": False,
        "tickangle": 0,
        "tickvals": [-0.8, 0, 0.8],
        "ticktext": {
            "zh": ["← 行政改革", "正中", "政府创新 →"],
            "en": ["← reform", "middle", "innovation →"],
        }[lang],
    }
    layout["yaxis"] = {
        "range": [len(keys) - 0.4, -0.6],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickvals": list(range(len(keys))),
        "ticktext": [f"{name}<br>{_signed(places[key])}" for name, key in zip(names, keys)],
    }
    layout["shapes"] = [_zone(overlap_within)]
    return {"data": [_bars(places, keys), _dots(scores, lang), _mark(places)], "layout": layout}


def _zone(overlap_within: float) -> dict:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": -overlap_within,
        "x1": overlap_within,
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "fillcolor": chart.NEUTRAL,
        "opacity": 0.18,
        "line": {"width": 0},
    }


def _bars(places: dict, keys: tuple) -> dict:
    """A bar from the middle for each dimension, and one in grey for the overall position."""
    sides = [chart.COLORS[1] if places[key] >= 0 else chart.COLORS[0] for key in DIMENSIONS]
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(keys))),
        "x": [places[key] for key in keys],
        "width": 0.62,
        "marker": {"color": sides + [chart.NEUTRAL], "opacity": 0.8},
        "hoverinfo": "skip",
    }


def _dots(scores: dict, lang: str) -> dict:
    """The points of each dimension, one under the other across its bar."""
    xs, ys, texts = [], [], []
    for row, (_, points) in enumerate(POINTS_OF_DIMENSION):
        for place, point in enumerate(points):
            xs.append(scores[point])
            ys.append(row + (place - (len(points) - 1) / 2) * 0.13)
            texts.append(f"{POINT_TEXTS[point][0][LANGUAGES.index(lang)]} {_signed(scores[point])}")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": xs,
        "y": ys,
        "text": texts,
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "symbol": "circle",
            "size": 7,
            "color": "#d62246",
            "line": {"width": 1, "color": "#ffffff"},
        },
    }


def _mark(places: dict) -> dict:
    """The overall position, visible also where its bar has no length."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [places["overall"]],
        "y": [len(DIMENSIONS)],
        "hoverinfo": "skip",
        "marker": {"symbol": "diamond", "size": 12, "color": chart.NEUTRAL},
    }
