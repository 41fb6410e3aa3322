"""How do the rival classifications cut the same case?"""

import math

from widgets.explorables import chart
from widgets.explorables.controls import choice, settle
from widgets.explorables.tables import rows
from widgets.explorables.wording import percent
from widgets.models.taxonomy import cross_table, rand_index

NAME = "taxonomy"
TITLE = {"zh": "同一个案例，七种分法", "en": "One case, seven classifications"}
QUESTION = {
    "zh": "不同的分类怎样切分同一批案例，哪两种分法最不一致？",
    "en": "How do rival classifications cut the same cases, and which two agree least?",
}
SOURCE = {"section": "types", "citations": ["chapter", "rand1971criteria"]}


def _distinct(values: list) -> list:
    seen: list = []
    for value in values:
        if value not in seen:
            seen.append(value)
    return seen


SCHEME_ROWS = rows("schemes")
CODINGS = rows("scheme_codings")
SCHEMES = _distinct([row["scheme"] for row in SCHEME_ROWS])
CLASSES = {scheme: [row["class"] for row in SCHEME_ROWS if row["scheme"] == scheme] for scheme in SCHEMES}
CASE_IDS = _distinct([coding["case"] for coding in CODINGS])
CODING_OF = {(coding["case"], coding["scheme"]): coding for coding in CODINGS}
CASE_OF = {case["id"]: case for case in rows("cases")}


def _scheme_label(scheme: str) -> dict:
    row = next(row for row in SCHEME_ROWS if row["scheme"] == scheme)
    return {"zh": row["scheme_zh"], "en": row["scheme_en"]}


def _class_row(scheme: str, class_: str) -> dict:
    return next(row for row in SCHEME_ROWS if row["scheme"] == scheme and row["class"] == class_)


def _case_label(case: str) -> dict:
    return {"zh": CASE_OF[case]["name_zh"], "en": CASE_OF[case]["name_en"]}


LARGEST_SQUARE = 30  # pixels
SCHEME_OPTIONS = [(scheme, _scheme_label(scheme)) for scheme in SCHEMES]

CONTROLS = [
    choice(
        "scheme",
        {"zh": "分类法", "en": "classification"},
        {"zh": "图中各行是它的类别", "en": "its classes are the rows of the figure"},
        SCHEME_OPTIONS,
        "radical_incremental",
    ),
    choice(
        "against",
        {"zh": "对照的分类法", "en": "compared with"},
        {"zh": "图中各列是它的类别", "en": "its classes are the columns of the figure"},
        SCHEME_OPTIONS,
        "mechanism_type",
    ),
    choice(
        "case",
        {"zh": "案例", "en": "case"},
        {"zh": "它所在的格子用方框标出", "en": "its cell is framed"},
        [(case, _case_label(case)) for case in CASE_IDS],
        CASE_IDS[0],
    ),
]

PRESETS = [
    {
        "key": "same_scheme",
        "group": {"zh": "对照", "en": "comparisons"},
        "label": {"zh": "同一种分法对照自己", "en": "a classification against itself"},
        "settings": {"scheme": "mechanism_type", "against": "mechanism_type"},
    },
    {
        "key": "content_against_extent",
        "group": {"zh": "对照", "en": "comparisons"},
        "label": {"zh": "改什么 对照 改多深", "en": "what changes against how much"},
        "settings": {"scheme": "policy_management", "against": "radical_incremental"},
    },
    {
        "key": "finest_against_mechanism",
        "group": {"zh": "对照", "en": "comparisons"},
        "label": {"zh": "七维框架 对照 三种机制", "en": "seven dimensions against three mechanisms"},
        "settings": {"scheme": "seven_dimensions", "against": "mechanism_type"},
    },
]

PREDICTION: dict = {
    "question": {
        "zh": "“七个维度”有七类，“创新领域”只有四类。切分同样十四个案例，两者会在多少案例对上判断一致？",
        "en": "Seven dimensions against four fields: on what share of pairs of cases do the two agree?",
    },
    "kind": "number",
    "minimum": 0,
    "maximum": 100,
    "step": 1,
    "unit": {"zh": "%", "en": "%"},
    "near": 5,
    "setting": {"scheme": "seven_dimensions", "against": "field"},
}


def predicted() -> int:
    """The model's answer to PREDICTION, in per cent.

    Examples
    --------
    >>> 0 <= predicted() <= 100
    True
    """
    setting = PREDICTION["setting"]
    return round(100 * rand_index(_codes(setting["scheme"]), _codes(setting["against"])))


def replications() -> list:
    """Published values that the model reproduces.

    Examples
    --------
    >>> all(abs(check["ours"] - check["published"]) <= check["tolerance"] for check in replications())
    True
    """
    return [
        {
            "quantity": {
                "zh": "Rand 指数：五个案例，两种二分",
                "en": "Rand index: five cases, two dichotomies",
            },
            "published": 0.6,
            "ours": rand_index(list("aaabb"), list("xxyyy")),
            "tolerance": 1e-12,
            "source": "partitioncomparison",
            "place": {"zh": "randIndex 的示例", "en": "example of randIndex"},
        },
        {
            "quantity": {
                "zh": "Rand 指数：十个案例，三类对两类",
                "en": "Rand index: ten cases, three classes and two",
            },
            "published": 0.711111,
            "ours": rand_index(list("aaabbbcccc"), list("xxxxyyyyyy")),
            "tolerance": 1e-5,
            "source": "clusteringjl",
            "place": {"zh": "randindex 的测试", "en": "tests of randindex"},
        },
    ]


def respond(lang: str = "zh", **inputs) -> dict:
    """Where a case falls under each classification, and how two of them cut all cases.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        scheme, against: ids in data/schemes.csv; case: an id coded in
        data/scheme_codings.csv.

    Returns
    -------
    dict
        figure, headline, notes, table, measures, shown.

    Raises
    ------
    ValueError
        If an input is unknown or not one of the options.

    Examples
    --------
    >>> respond(scheme="mechanism_type", against="mechanism_type")["measures"][1]["text"]
    '100%'
    """
    shown = settle(CONTROLS, inputs, lang)
    scheme, against, case = shown["scheme"], shown["against"], shown["case"]
    agreement = rand_index(_codes(scheme), _codes(against))
    cells = cross_table(_codes(scheme), _codes(against), CLASSES[scheme], CLASSES[against])
    return {
        "shown": shown,
        "headline": _headline(shown, agreement, lang),
        "notes": [_reason(scheme, case, lang), _least_agreeing(scheme, lang)],
        "table": _verdicts(case, lang),
        "measures": _measures(scheme, case, agreement, lang),
        "figure": _figure(shown, cells, lang),
    }


def _codes(scheme: str) -> list:
    return [CODING_OF[(case, scheme)]["class"] for case in CASE_IDS]


def _class_name(scheme: str, case: str, lang: str) -> str:
    return _class_row(scheme, CODING_OF[(case, scheme)]["class"])["class_" + lang]


def _headline(shown: dict, agreement: float, lang: str) -> str:
    scheme, against, case = shown["scheme"], shown["against"], shown["case"]
    name, class_ = _case_label(case)[lang], _class_name(scheme, case, lang)
    other, share = _class_name(against, case, lang), percent(agreement)
    return {
        "zh": f"{name}：按“{_scheme_label(scheme)['zh']}”属于{class_}，按“{_scheme_label(against)['zh']}”"
        f"属于{other}；两种分法对 {share} 的案例对判断一致。",
        "en": f"{name}: {class_} by {_scheme_label(scheme)['en']}, {other} by "
        f"{_scheme_label(against)['en']}; the two agree on {share} of pairs of cases.",
    }[lang]


def _reason(scheme: str, case: str, lang: str) -> str:
    coding = CODING_OF[(case, scheme)]
    definition = _class_row(scheme, coding["class"])["definition_" + lang]
    return {
        "zh": f"归入{_class_name(scheme, case, 'zh')}的理由（本书的示意编码）：{coding['reason_zh']}。"
        f"类别含义：{definition}",
        "en": f"Why {_class_name(scheme, case, 'en')} (this book's illustrative coding): "
        f"{coding['reason_en']}. Meaning: {definition}",
    }[lang]


def _least_agreeing(scheme: str, lang: str) -> str:
    others = [other for other in SCHEMES if other != scheme]
    ranked = sorted((rand_index(_codes(scheme), _codes(other)), other) for other in others)
    (low, furthest), (high, closest) = ranked[0], ranked[-1]
    own, far, near = [_scheme_label(s)[lang] for s in (scheme, furthest, closest)]
    return {
        "zh": f"与“{own}”最不一致的是“{far}”（{percent(low)}），最一致的是“{near}”（{percent(high)}）。",
        "en": f"{own} agrees least with {far} ({percent(low)}) and most with {near} ({percent(high)}).",
    }[lang]


def _verdicts(case: str, lang: str) -> dict:
    return {
        "caption": {
            "zh": f"各种分类对“{_case_label(case)['zh']}”的判断",
            "en": f"Every verdict on {_case_label(case)['en']}",
        }[lang],
        "columns": {
            "zh": ["分类法", "类别", "理由（示意）"],
            "en": ["classification", "class", "reason (illustrative)"],
        }[lang],
        "rows": [
            [
                _scheme_label(scheme)[lang],
                _class_name(scheme, case, lang),
                CODING_OF[(case, scheme)]["reason_" + lang],
            ]
            for scheme in SCHEMES
        ],
    }


def _measures(scheme: str, case: str, agreement: float, lang: str) -> list:
    return [
        {"label": {"zh": "类别", "en": "class"}[lang], "text": _class_name(scheme, case, lang)},
        {"label": {"zh": "两种分法的一致率", "en": "agreement"}[lang], "text": percent(agreement)},
    ]


def _figure(shown: dict, cells: list, lang: str) -> dict:
    scheme, against = shown["scheme"], shown["against"]
    row_names = [_class_row(scheme, class_)["class_" + lang] for class_ in CLASSES[scheme]]
    column_names = [_class_row(against, class_)["class_" + lang] for class_ in CLASSES[against]]
    layout = chart.layout(120 + 56 * len(row_names), {"l": 84, "t": 72})
    layout["xaxis"] = {
        "side": "top",
        "tickangle": 0,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "range": [-0.5, len(column_names) - 0.5],
        "tickvals": list(range(len(column_names))),
        "ticktext": [_wrapped(name, max(2, 12 // len(column_names)), lang) for name in column_names],
    }
    layout["yaxis"] = {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "range": [len(row_names) - 0.5, -0.5],
        "tickvals": list(range(len(row_names))),
        "ticktext": [_wrapped(name, 5, lang) for name in row_names],
    }
    layout["shapes"] = [_frame(shown)]
    return {"data": [_squares(cells, lang)], "layout": layout}


def _squares(cells: list, lang: str) -> dict:
    """A square for each pair of classes, its area in proportion to the number of cases."""
    separator = {"zh": "、", "en": "; "}[lang]
    filled = [(i, j, cell) for i, row in enumerate(cells) for j, cell in enumerate(row) if cell]
    most = max(len(cell) for _, _, cell in filled)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [j for _, j, _ in filled],
        "y": [i for i, _, _ in filled],
        "text": [str(len(cell)) for _, _, cell in filled],
        "customdata": [separator.join(_case_label(CASE_IDS[k])[lang] for k in cell) for _, _, cell in filled],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "symbol": "square",
            "color": chart.COLORS[1],
            "opacity": 0.35,
            "size": [LARGEST_SQUARE * math.sqrt(len(cell) / most) for _, _, cell in filled],
        },
    }


def _frame(shown: dict) -> dict:
    place = [
        CLASSES[scheme].index(CODING_OF[(shown["case"], scheme)]["class"])
        for scheme in (shown["against"], shown["scheme"])
    ]
    return {
        "type": "rect",
        "x0": place[0] - 0.5,
        "x1": place[0] + 0.5,
        "y0": place[1] - 0.5,
        "y1": place[1] + 0.5,
        "line": {"color": "#d62246", "width": 3},
    }


def _wrapped(name: str, most: int, lang: str) -> str:
    """A label in even lines of at most so many characters; in English a line for each word."""
    if lang == "en":
        return name.replace(" ", "<br>")
    lines = math.ceil(len(name) / most)
    length = math.ceil(len(name) / lines)
    return "<br>".join(name[start : start + length] for start in range(0, len(name), length))
