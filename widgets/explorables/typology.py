"""Which of the three types does a case belong to, and how clearly?"""

from widgets.explorables import chart
from widgets.explorables.controls import settle, slider
from widgets.explorables.tables import rows
from widgets.explorables.wording import number, percent, points
from widgets.models.typology import (
    INDICATOR_MAX,
    MECHANISMS,
    TYPES,
    Dominance,
    dominance,
    mechanism_strengths,
    nearest,
    type_probabilities,
)

NAME = "typology"
TITLE = {"zh": "三种机制，哪一种主导？", "en": "Three mechanisms: which one leads?"}
QUESTION = {
    "zh": "一项创新属于三种类型中的哪一种，又有多分明？",
    "en": "Which of the three types is an innovation, and how clearly?",
}
SOURCE = {"section": "types", "citations": ["chapter"]}

MECHANISM_LABELS = {
    "control": {"zh": "控制", "en": "control"},
    "embedding": {"zh": "嵌入", "en": "embedding"},
    "norm": {"zh": "规范", "en": "norm"},
}
TYPE_LABELS = {
    "central_led": {"zh": "中央主导型创新", "en": "centrally led innovation"},
    "locally_responsive": {"zh": "地方回应型创新", "en": "locally responsive innovation"},
    "locally_spontaneous": {"zh": "地方自发型创新", "en": "locally spontaneous innovation"},
}
INDICATORS = ("c1", "c2", "e1", "e2", "n1", "n2")
PARTS = {"control": ("c1", "c2"), "embedding": ("e1", "e2"), "norm": ("n1", "n2")}


def _strength(key: str, zh: str, en: str) -> dict:
    return slider(key, MECHANISM_LABELS[key], {"zh": zh, "en": en}, 0, 1, 0.05, 0.5)


def _indicator(key: str, whole: str, label_zh: str, label_en: str, zh: str, en: str) -> dict:
    return slider(
        key,
        {"zh": label_zh, "en": label_en},
        {"zh": zh, "en": en},
        0,
        INDICATOR_MAX,
        1,
        None,
        part_of=whole,
    )


CONTROLS = [
    _strength(
        "control",
        "政治支持：上级在多大程度上发起、授权并扶持这项创新",
        "political support: how far superiors start, authorise and back it",
    ),
    _indicator(
        "c1",
        "control",
        "上级政府的态度和行为",
        "superiors' attitude and action",
        "0 上级不知情，2 默许或表扬，4 由上级设计并下令",
        "0 unaware, 2 tolerated or praised, 4 designed and ordered from above",
    ),
    _indicator(
        "c2",
        "control",
        "固定化或非正式的支持机制",
        "fixed or informal support",
        "0 没有，2 有一些，4 专门授权并给钱或给权",
        "0 none, 2 some, 4 special authorisation with money or powers",
    ),
    _strength(
        "embedding",
        "社会嵌入：社会与市场的需求在多大程度上推动政府行动",
        "social embedding: how far society and market press government to act",
    ),
    _indicator(
        "e1",
        "embedding",
        "社会化程度",
        "degree of socialisation",
        "居民、社会组织或突出矛盾的压力：0 没有，4 不得不办",
        "pressure of residents, associations or conflict: 0 none, 4 forced",
    ),
    _indicator(
        "e2",
        "embedding",
        "市场化程度",
        "degree of marketisation",
        "企业、投资者或地区竞争的压力：0 没有，4 不得不办",
        "pressure of firms, investors or rival places: 0 none, 4 forced",
    ),
    _strength(
        "norm",
        "行政文化：创新在多大程度上出于本地官员自己的治理观念与意愿",
        "administrative culture: how far it springs from officials' own ideas and will",
    ),
    _indicator(
        "n1",
        "norm",
        "行政文化",
        "administrative culture",
        "本地官员对如何治理的观念：0 无关，4 创新即由此而来",
        "local officials' idea of governing: 0 irrelevant, 4 the origin",
    ),
    _indicator(
        "n2",
        "norm",
        "创新文化/意愿",
        "culture of and will to innovation",
        "自学、自行设计、持续改进：0 没有，4 决定性",
        "self-learning, own design, steady improvement: 0 none, 4 decisive",
    ),
    slider(
        "sharpness",
        {"zh": "锐度", "en": "sharpness"},
        {
            "zh": "机制强弱之差在多大程度上拉开类型的概率",
            "en": "how strongly differences between mechanisms separate the types",
        },
        0,
        20,
        0.5,
        6,
        illustrative=True,
    ),
    slider(
        "mixed_below",
        {"zh": "混合门槛", "en": "mixed threshold"},
        {
            "zh": "领先幅度小于它，就称为混合",
            "en": "a margin below this is called mixed",
        },
        0,
        0.5,
        0.05,
        0.15,
        illustrative=True,
    ),
]


def _scores(case: dict, coder: str) -> list:
    return [int(case[f"{indicator}_{coder}"]) for indicator in INDICATORS]


TYPE_CELLS = rows("type_comparison")
CASES = rows("cases")
CASE_STRENGTHS = [mechanism_strengths(*_scores(case, "a")) for case in CASES]


def _presets() -> list:
    ideal = [
        {
            "key": kind,
            "group": {"zh": "理想类型（示意）", "en": "ideal types (illustrative)"},
            "label": TYPE_LABELS[kind],
            "settings": {m: 0.9 if m == leading else 0.2 for m in MECHANISMS},
        }
        for leading, kind in zip(MECHANISMS, TYPES)
    ]
    real = [
        {
            "key": case["id"],
            "group": {"zh": "真实案例（编码甲）", "en": "real cases (coder A)"},
            "label": {"zh": case["name_zh"], "en": case["name_en"]},
            "settings": dict(zip(INDICATORS, _scores(case, "a"))),
        }
        for case in CASES
    ]
    return ideal + real


PRESETS = _presets()

PREDICTION: dict = {
    "question": {
        "zh": "控制 0.80，嵌入 0.95，规范 0.20：上级很支持，辖区的需求更强。模型会怎样判断？",
        "en": "Control 0.80, embedding 0.95, norm 0.20: strong support, stronger demand. The verdict?",
    },
    "kind": "choice",
    "options": [(kind, TYPE_LABELS[kind]) for kind in TYPES] + [("mixed", {"zh": "混合", "en": "mixed"})],
    "setting": {"control": 0.8, "embedding": 0.95, "norm": 0.2},
}


def predicted() -> str:
    """The model's answer to PREDICTION.

    Examples
    --------
    >>> predicted()
    'locally_responsive'
    """
    strengths = PREDICTION["setting"]
    probabilities = type_probabilities(strengths["control"], strengths["embedding"], strengths["norm"])
    verdict = dominance(probabilities)
    return "mixed" if verdict.mixed else verdict.type


def replications() -> list:
    """Published values that the model reproduces: none, the arithmetic is this book's own.

    Examples
    --------
    >>> replications()
    []
    """
    return []


def respond(lang: str = "zh", **inputs) -> dict:
    """Type, margin and neighbours of the case that the sliders describe.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        control, embedding, norm in [0, 1]; or, for any of them, its two indicators of
        Table 2-1 in [0, 4] (c1, c2; e1, e2; n1, n2), which then take its place (one of
        two left out follows the strength); sharpness in [0, 20]; mixed_below in [0, 0.5].

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
    >>> respond(lang="en", control=0.9, embedding=0.2, norm=0.2)["headline"]
    'Centrally led innovation: probability 97%, 96 percentage points ahead; control leads.'
    """
    shown = _shown(settle(CONTROLS, inputs, lang))
    strengths = {mechanism: shown[mechanism] for mechanism in MECHANISMS}
    probabilities = type_probabilities(
        strengths["control"], strengths["embedding"], strengths["norm"], shown["sharpness"]
    )
    verdict = dominance(probabilities, shown["mixed_below"])
    neighbours = nearest(strengths, CASE_STRENGTHS)
    return {
        "shown": shown,
        "headline": _headline(probabilities, verdict, lang),
        "notes": [_price(verdict, lang), _neighbours(neighbours, lang)],
        "table": _table(strengths, probabilities, lang),
        "details": _type_profile(verdict.type, lang),
        "measures": _measures(probabilities, verdict, lang),
        "figure": _figure(strengths, probabilities, neighbours, lang),
    }


def _shown(values: dict) -> dict:
    scores = {}
    for mechanism in MECHANISMS:
        for part in PARTS[mechanism]:
            follows = values[part] is None
            scores[part] = values[mechanism] * INDICATOR_MAX if follows else values[part]
    from_parts = mechanism_strengths(*[scores[indicator] for indicator in INDICATORS])
    shown = dict(values)
    shown.update(scores)
    shown.update(from_parts)
    return shown


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]


def _name(kind: str, lang: str) -> str:
    return TYPE_LABELS[kind][lang]


def _mechanism_of(kind: str, lang: str) -> str:
    return MECHANISM_LABELS[MECHANISMS[TYPES.index(kind)]][lang]


def _runner_up(probabilities: dict, leader: str) -> str:
    others = [kind for kind in TYPES if kind != leader]
    return max(others, key=lambda kind: (probabilities[kind], -TYPES.index(kind)))


def _headline(probabilities: dict, verdict: Dominance, lang: str) -> str:
    leader = verdict.type
    second = _runner_up(probabilities, leader)
    margin = points(verdict.margin)
    first_share, second_share = percent(probabilities[leader]), percent(probabilities[second])
    if verdict.mixed:
        return {
            "zh": f"混合：{_name(leader, lang)} {first_share}，{_name(second, lang)} {second_share}，"
            f"只差 {margin} 个百分点，分不出主导机制。",
            "en": f"Mixed: {_name(leader, lang)} {first_share}, {_name(second, lang)} {second_share}, "
            f"{margin} percentage points apart; no mechanism clearly leads.",
        }[lang]
    return {
        "zh": f"{_name(leader, lang)}：概率 {first_share}，领先 {margin} 个百分点，"
        f"由{_mechanism_of(leader, lang)}主导。",
        "en": f"{_capitalised(_name(leader, lang))}: probability {first_share}, {margin} percentage "
        f"points ahead; {_mechanism_of(leader, lang)} leads.",
    }[lang]


def _measures(probabilities: dict, verdict: Dominance, lang: str) -> list:
    word = {"zh": "判断", "en": "verdict"}[lang]
    mixed = {"zh": "混合", "en": "mixed"}[lang]
    measures = [{"label": word, "text": mixed if verdict.mixed else _name(verdict.type, lang)}]
    measures += [{"label": _name(kind, lang), "text": percent(probabilities[kind])} for kind in TYPES]
    measures.append({"label": {"zh": "领先幅度", "en": "margin"}[lang], "text": percent(verdict.margin)})
    return measures


def _cell(kind: str, row: str, lang: str) -> str:
    return next(cell["text_" + lang] for cell in TYPE_CELLS if cell["column"] == kind and cell["row"] == row)


def _price(verdict: Dominance, lang: str) -> str:
    kind = verdict.type
    condition = {"zh": "如果偏向它，", "en": "If it leans that way: "}[lang] if verdict.mixed else ""
    strength, problem, risk = [_cell(kind, row, lang) for row in ("strength", "problem", "risk")]
    return {
        "zh": f"{condition}{_name(kind, lang)}的长处是{strength}；代价在表2-2中叫“{problem}”，"
        f"正文里的表现是“{risk}”。",
        "en": f"{condition}The strength of {_name(kind, lang)}: {strength}. Its price: {problem} in "
        f"Table 2-2, {risk} in the running text.",
    }[lang]


def _neighbours(neighbours: list, lang: str) -> str:
    letters = {"zh": ("甲", "乙", "丙"), "en": ("A", "B", "C")}[lang]
    listed = []
    for _, index in neighbours:
        case = CASES[index]
        labels = [f"{letter} {_short(case['type_' + coder], lang)}" for letter, coder in zip(letters, "abc")]
        joined = {"zh": "，", "en": ", "}[lang].join(labels)
        listed.append({"zh": f"{case['name_zh']}（{joined}）", "en": f"{case['name_en']} ({joined})"}[lang])
    return {
        "zh": "最接近的真实案例（括号内是三次独立标注的类型）：" + "、".join(listed) + "。",
        "en": "Nearest real cases (with three independent labels): " + "; ".join(listed) + ".",
    }[lang]


def _short(kind: str, lang: str) -> str:
    return {"zh": _name(kind, "zh")[:-2], "en": _name(kind, "en").replace(" innovation", "")}[lang]


def _table(strengths: dict, probabilities: dict, lang: str) -> dict:
    return {
        "caption": {"zh": "机制强度与类型概率", "en": "Strength of mechanisms and probability of types"}[
            lang
        ],
        "columns": {
            "zh": ["类型", "主导机制", "强度", "概率"],
            "en": ["type", "leading mechanism", "strength", "probability"],
        }[lang],
        "rows": [
            [
                _name(kind, lang),
                MECHANISM_LABELS[mechanism][lang],
                number(strengths[mechanism], 2),
                percent(probabilities[kind]),
            ]
            for mechanism, kind in zip(MECHANISMS, TYPES)
        ],
    }


def _type_profile(kind: str, lang: str) -> dict:
    cells = [cell for cell in TYPE_CELLS if cell["column"] == kind]
    return {
        "caption": {"zh": f"表2-2 中的{_name(kind, lang)}", "en": f"Table 2-2 on {_name(kind, lang)}"}[lang],
        "columns": {"zh": ["项目", "内容"], "en": ["item", "content"]}[lang],
        "rows": [
            [
                cell["row_" + lang]
                + ("" if cell["printed"] == "true" else {"zh": "（正文）", "en": " (text)"}[lang]),
                cell["text_" + lang],
            ]
            for cell in cells
        ],
    }


def _figure(strengths: dict, probabilities: dict, neighbours: list, lang: str) -> dict:
    layout = chart.layout(480, {"l": 32, "r": 32, "t": 8, "b": 28})
    layout["xaxis"] = {"domain": [0.36, 1], "range": [0, 1], "visible": False, "fixedrange": True}
    layout["yaxis"] = {
        "domain": [0.82, 1],
        "anchor": "x",
        "autorange": "reversed",
        "fixedrange": True,
        "ticks": "",
    }
    layout["ternary"] = {
        "domain": {"x": [0, 1], "y": [0, 0.72]},
        "sum": 1,
        "aaxis": _corner("control", lang),
        "baxis": _corner("embedding", lang),
        "caxis": _corner("norm", lang),
        "bgcolor": "rgba(0,0,0,0)",
    }
    return {
        "data": [_bars(probabilities, lang)]
        + BORDERS
        + CASE_TRACES[lang]
        + [_neighbours_trace(neighbours, lang), _reader_trace(strengths, lang)],
        "layout": layout,
    }


def _corner(mechanism: str, lang: str) -> dict:
    return {
        "title": {"text": MECHANISM_LABELS[mechanism][lang]},
        "showticklabels": False,
        "ticks": "",
        "showgrid": False,
        "min": 0,
    }


def _bars(probabilities: dict, lang: str) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [
            f"{mark} {_short(kind, lang)} {percent(probabilities[kind])}"
            for mark, kind in zip(("▲", "■", "●"), TYPES)
        ],
        "x": [probabilities[kind] for kind in TYPES],
        "marker": {"color": list(chart.COLORS[: len(TYPES)])},
        "hoverinfo": "skip",
    }


def _borders() -> list:
    """Lines along which two mechanisms tie while leading: from the centre to the edges' middles."""
    middles = ((0.5, 0.5, 0), (0.5, 0, 0.5), (0, 0.5, 0.5))
    third = 1 / 3
    return [
        {
            "type": "scatterternary",
            "mode": "lines",
            "a": [third, a],
            "b": [third, b],
            "c": [third, c],
            "line": {"color": chart.NEUTRAL, "width": 1, "dash": "dot"},
            "hoverinfo": "skip",
        }
        for a, b, c in middles
    ]


def _shares(strengths: dict) -> list:
    total = sum(strengths[mechanism] for mechanism in MECHANISMS)
    return [strengths[mechanism] / total if total else 1 / 3 for mechanism in MECHANISMS]


def _ternary(points_: list) -> dict:
    return {axis: [point[place] for point in points_] for place, axis in enumerate("abc")}


def _cases_trace(kind: str, lang: str) -> dict:
    chosen = [index for index, case in enumerate(CASES) if case["type_a"] == kind]
    place = TYPES.index(kind)
    trace = {
        "type": "scatterternary",
        "mode": "markers",
        "name": _short(kind, lang),
        "text": [CASES[index]["name_" + lang] for index in chosen],
        "hovertemplate": "%{text}<extra>" + _short(kind, lang) + "</extra>",
        "marker": {"color": chart.COLORS[place], "symbol": chart.SYMBOLS[place], "size": 8, "opacity": 0.75},
    }
    trace.update(_ternary([_shares(CASE_STRENGTHS[index]) for index in chosen]))
    return trace


def _neighbours_trace(neighbours: list, lang: str) -> dict:
    trace = {
        "type": "scatterternary",
        "mode": "markers",
        "text": [CASES[index]["name_" + lang] for _, index in neighbours],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": "circle-open", "size": 16, "color": chart.NEUTRAL, "line": {"width": 1.5}},
    }
    trace.update(_ternary([_shares(CASE_STRENGTHS[index]) for _, index in neighbours]))
    return trace


def _reader_trace(strengths: dict, lang: str) -> dict:
    trace = {
        "type": "scatterternary",
        "mode": "markers+text",
        "text": [{"zh": "你的设置", "en": "your setting"}[lang]],
        "textposition": "top center",
        "hoverinfo": "skip",
        "marker": {
            "symbol": "star",
            "size": 18,
            "color": "#d62246",
            "line": {"width": 1, "color": "#ffffff"},
        },
    }
    trace.update(_ternary([_shares(strengths)]))
    return trace


BORDERS = _borders()
CASE_TRACES = {lang: [_cases_trace(kind, lang) for kind in TYPES] for lang in ("zh", "en")}
