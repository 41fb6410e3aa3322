"""Sources disagree: which conclusions survive whichever figure is believed?"""

from widgets.explorables import chart
from widgets.explorables.controls import choice, settle, slider
from widgets.explorables.disputed import DISPUTES, FACTS, Claim, Dispute, Reader, source_names
from widgets.explorables.presets import preset
from widgets.explorables.wording import number
from widgets.models.contradictions import Interval, reduction, survival, verdict

NAME = "contradictions"
TITLE = {"zh": "数字互相矛盾，结论还站得住吗？", "en": "The figures disagree: does the conclusion stand?"}
QUESTION = {
    "zh": "换一种说法，由它推出的论断哪些不变，哪些翻转？",
    "en": "Take another figure: which claims stay, which turn over?",
}
SOURCE = {"section": "numbers", "citations": ["chapter", "people2001shenzhen", "yu2019sustain"]}

LETTERS = ["a", "b", "c", "d"]
SIGNS = {"zh": ["甲", "乙", "丙", "丁"], "en": ["A", "B", "C", "D"]}
DISPUTE_OF = {dispute.key: dispute for dispute in DISPUTES}
ANSWERS = {
    "yes": {"zh": "成立", "en": "yes"},
    "no": {"zh": "不成立", "en": "no"},
    "open": {"zh": "不定", "en": "open"},
}
SURVIVAL = {
    "holds": {"zh": "信谁都成立", "en": "holds whoever is believed"},
    "fails": {"zh": "信谁都不成立", "en": "fails whoever is believed"},
    "depends": {"zh": "看信谁", "en": "depends on who is believed"},
}

CONTROLS = [
    choice(
        "contradiction",
        {"zh": "矛盾", "en": "contradiction"},
        {"zh": "哪些数字对不上", "en": "which figures disagree"},
        [(dispute.key, dispute.label) for dispute in DISPUTES],
        "wenling",
    ),
    choice(
        "reading",
        {"zh": "采用的说法", "en": "reading believed"},
        {
            "zh": "各说法的内容见图；没有丙、丁时取最后一种",
            "en": "the figure says what each is; where there is no C or D the last one is taken",
        },
        [
            (letter, {"zh": "说法" + zh, "en": "reading " + en})
            for letter, zh, en in zip(LETTERS, SIGNS["zh"], SIGNS["en"])
        ],
        "a",
    ),
    slider(
        "slack",
        {"zh": "“超过”的余量", "en": "slack of “over”"},
        {
            "zh": "写作“超过”“余”的数，真值最多比它大几成；写明的整数不受影响",
            "en": "how far a true value may exceed a figure given as “over”; exact figures stay",
        },
        0,
        60,
        5,
        0,
        {"zh": "%", "en": "%"},
        illustrative=True,
    ),
]


_GROUP = {"zh": "值得一看", "en": "worth a look"}
PRESETS = [
    preset("mixed", "两组总数拼着用", "totals mixed", {"contradiction": "wenling", "reading": "c"}, _GROUP),
    preset(
        "other_unit",
        "换了口径的数",
        "a figure of another unit",
        {"contradiction": "shenzhen", "reading": "d"},
        _GROUP,
    ),
    preset(
        "other_base",
        "换了分母的率",
        "a rate on another base",
        {"contradiction": "finalists", "reading": "c"},
        _GROUP,
    ),
    preset(
        "old_news",
        "十年前的“近年来”",
        "“recent”, ten years ago",
        {"contradiction": "dates", "reading": "b"},
        _GROUP,
    ),
    preset(
        "what_counts",
        "怎样才算做到",
        "what counts as done",
        {"contradiction": "waste", "reading": "b"},
        _GROUP,
    ),
]

PREDICTION: dict = {
    "question": {
        "zh": "温岭的两组总数互不相容。论断“平均一场恳谈不到一百人”还能用吗？",
        "en": "Wenling's two pairs of totals exclude each other. Can one still say that a meeting has under "
        "a hundred people on average?",
    },
    "kind": "choice",
    "options": [
        ("void", {"zh": "不能：矛盾的数字一律作废", "en": "no: contradictory figures are void"}),
        ("depends", {"zh": "要先查明哪一组对", "en": "only once it is known which pair is right"}),
        ("holds", {"zh": "能：两组都支持它", "en": "yes: both pairs carry it"}),
    ],
    "setting": {"contradiction": "wenling", "reading": "a", "slack": 0},
}


def predicted() -> str:
    """The model's answer to PREDICTION.

    Examples
    --------
    >>> predicted()
    'holds'
    """
    dispute = DISPUTE_OF[PREDICTION["setting"]["contradiction"]]
    return _survives(dispute, dispute.claims[0], _values(dispute, 0))


def replications() -> list:
    """Published shares that the figures themselves give again.

    Examples
    --------
    >>> [abs(r["ours"] - r["published"]) <= r["tolerance"] for r in replications()]
    [True, True]
    """
    read = Reader(0)
    return [
        {
            "quantity": {"zh": "深圳第一轮的减幅（%）", "en": "cut of Shenzhen's round one (%)"},
            "published": read("e422").low,
            "ours": 100 * reduction(read("f077"), read("e032")).low,
            "tolerance": 0.5,
            "source": "people2001shenzhen",
            "place": {"zh": "第二版", "en": "page 2"},
        },
        {
            "quantity": {
                "zh": "深圳按许可法清理时取消的比例（%）",
                "en": "share abolished under the licensing law in Shenzhen (%)",
            },
            "published": read("e421").low,
            "ours": 100 * read("e420").low / read("e419").low,
            "tolerance": 0.05,
            "source": "sz2004cleanup",
            "place": {"zh": "附件", "en": "annex"},
        },
    ]


def respond(lang: str = "zh", **inputs) -> dict:
    """What each reading of a contradiction leads to, and which claims survive it.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        contradiction, a key of DISPUTES; reading, "a" to "d", taken back to the last one that the
        contradiction has; slack in [0, 60], per cent.

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
    >>> respond(lang="en")["measures"][2]["text"]
    'holds whoever is believed'
    """
    shown = settle(CONTROLS, inputs, lang)
    dispute = DISPUTE_OF[shown["contradiction"]]
    place = min(LETTERS.index(shown["reading"]), len(dispute.readings) - 1)
    shown["reading"] = LETTERS[place]
    values = _values(dispute, shown["slack"])
    return {
        "shown": shown,
        "headline": _headline(dispute, place, values, lang),
        "notes": _notes(dispute, place, values, lang),
        "table": _table(dispute, place, values, lang),
        "details": _figures_used(dispute, lang),
        "measures": _measures(dispute, place, values, lang),
        "figure": _figure(dispute, place, values, lang),
    }


def _values(dispute: Dispute, slack: float) -> list:
    return [reading.value(Reader(slack / 100)) for reading in dispute.readings]


def facts_of(dispute: Dispute, place: int) -> list:
    """Ids of the figures that a reading uses, in the order of use.

    Parameters
    ----------
    dispute : Dispute
    place : int
        Place of the reading among its readings.

    Examples
    --------
    >>> facts_of(DISPUTE_OF["wenling"], 0)
    ['f008', 'f007']
    """
    read = Reader(0)
    dispute.readings[place].value(read)
    return read.ids


def _verdict(claim: Claim, value: Interval) -> str:
    return verdict(value, claim.threshold, claim.at_least)


def _sides(dispute: Dispute, values: list) -> list:
    """Values of the readings that are sides of the contradiction."""
    return [value for reading, value in zip(dispute.readings, values) if reading.same]


def _survives(dispute: Dispute, claim: Claim, values: list) -> str:
    return survival([_verdict(claim, value) for value in _sides(dispute, values)])


def _digits(value: float) -> int:
    return 0 if abs(value) >= 100 or value == int(value) else 1


def _amount(interval: Interval) -> str:
    low, high = [number(end, _digits(end)) for end in interval]
    return low if low == high else f"{low}–{high}"


def _span(dispute: Dispute, values: list) -> Interval:
    sides = _sides(dispute, values)
    return Interval(min(side.low for side in sides), max(side.high for side in sides))


def _unit(dispute: Dispute, lang: str) -> str:
    unit = dispute.unit[lang]
    return unit if unit == "%" or lang == "zh" else " " + unit


def _quoted(text: str) -> str:
    return "“" + text + "”"


def _named(dispute: Dispute, place: int, lang: str) -> str:
    return SIGNS[lang][place] + {"zh": " ", "en": " "}[lang] + dispute.readings[place].label[lang]


def _headline(dispute: Dispute, place: int, values: list, lang: str) -> str:
    unit = _unit(dispute, lang)
    told = [
        _quoted(claim.text[lang])
        + {"zh": "", "en": " "}[lang]
        + SURVIVAL[_survives(dispute, claim, values)][lang]
        for claim in dispute.claims
    ]
    quantity, label = dispute.quantity[lang], dispute.readings[place].label[lang]
    return {
        "zh": f"按说法{SIGNS[lang][place]}（{label}），{quantity}是 {_amount(values[place])}{unit}；"
        f"{'，'.join(told)}。",
        "en": f"By reading {SIGNS[lang][place]} ({label}): {quantity} {_amount(values[place])}{unit}; "
        f"{', '.join(told)}.",
    }[lang]


def _notes(dispute: Dispute, place: int, values: list, lang: str) -> list:
    notes = [_chosen(dispute, place, values, lang), _lesson(dispute, values, lang)]
    if not all(reading.same for reading in dispute.readings):
        others = [
            _named(dispute, other, lang) for other, reading in enumerate(dispute.readings) if not reading.same
        ]
        listed = {"zh": "、", "en": ", "}[lang].join(others)
        notes.append(
            {
                "zh": f"空心的（{listed}）不是矛盾的一方：单位、分母或时间不同，或由两处拼成。"
                "换口径常常比换说法影响更大。",
                "en": f"Hollow ones ({listed}) are no sides of the contradiction: another unit, base or "
                "time, or a mixture. What is counted often matters more than who is believed.",
            }[lang]
        )
    notes.append({"zh": "怎样定案：", "en": "What would settle it: "}[lang] + dispute.settles[lang])
    return notes


def _chosen(dispute: Dispute, place: int, values: list, lang: str) -> str:
    told = [
        _quoted(claim.text[lang])
        + {"zh": "", "en": " "}[lang]
        + ANSWERS[_verdict(claim, values[place])][lang]
        for claim in dispute.claims
    ]
    used = [
        FACTS[fact_id]["display_" + lang]
        + {"zh": "（", "en": " ("}[lang]
        + source_names(fact_id, lang)
        + {"zh": "）", "en": ")"}[lang]
        for fact_id in facts_of(dispute, place)
    ]
    return {
        "zh": f"采用说法{SIGNS[lang][place]}：{'；'.join(told)}。用到的数字：{'、'.join(used)}。",
        "en": f"With reading {SIGNS[lang][place]}: {'; '.join(told)}. Figures: {', '.join(used)}.",
    }[lang]


def _lesson(dispute: Dispute, values: list, lang: str) -> str:
    span, unit = _span(dispute, values), _unit(dispute, lang)
    split = [claim for claim in dispute.claims if _survives(dispute, claim, values) == "depends"]
    if split:
        names = {"zh": "、", "en": ", "}[lang].join(
            number(claim.threshold, _digits(claim.threshold)) for claim in split
        )
        return {
            "zh": f"论断的界限 {names}{unit} 落在矛盾各方之间（{_amount(span)}{unit}，图中浅色带），"
            "所以要先查清；界限在外面的论断不必等。",
            "en": f"A threshold of {names}{unit} lies between the sides ({_amount(span)}, shaded), "
            "so it has to wait; claims with a threshold outside need not.",
        }[lang]
    return {
        "zh": "两个论断的界限都在矛盾各方之外：这个矛盾不影响它们。",
        "en": "Both thresholds lie outside what the sides say: the contradiction does not touch them.",
    }[lang]


def _table(dispute: Dispute, place: int, values: list, lang: str) -> dict:
    quantity = dispute.quantity[lang]
    rows = []
    for other, value in enumerate(values):
        chosen = {"zh": "（采用）", "en": " (believed)"}[lang] if other == place else ""
        rows.append(
            [_named(dispute, other, lang) + chosen, _amount(value) + _unit(dispute, lang)]
            + [ANSWERS[_verdict(claim, value)][lang] for claim in dispute.claims]
        )
    together = {"zh": "矛盾各方合起来", "en": "all sides together"}[lang]
    rows.append(
        [together, _amount(_span(dispute, values)) + _unit(dispute, lang)]
        + [SURVIVAL[_survives(dispute, claim, values)][lang] for claim in dispute.claims]
    )
    return {
        "caption": {"zh": "各种说法推出什么", "en": "What each reading leads to"}[lang],
        "columns": [{"zh": "说法", "en": "reading"}[lang], quantity]
        + [claim.text[lang] for claim in dispute.claims],
        "rows": rows,
    }


def _figures_used(dispute: Dispute, lang: str) -> dict:
    rows = []
    for place in range(len(dispute.readings)):
        for fact_id in facts_of(dispute, place):
            fact = FACTS[fact_id]
            rows.append(
                [
                    SIGNS[lang][place],
                    fact["display_" + lang],
                    fact["subject_" + lang],
                    fact["as_of"] or {"zh": "未注明", "en": "none"}[lang],
                    source_names(fact_id, lang),
                ]
            )
    return {
        "caption": {"zh": "用到的数字、日期和出处", "en": "Figures used, with dates and sources"}[lang],
        "columns": {
            "zh": ["说法", "数字", "说的是什么", "日期", "出处"],
            "en": ["reading", "figure", "of what", "date", "source"],
        }[lang],
        "rows": rows,
    }


def _measures(dispute: Dispute, place: int, values: list, lang: str) -> list:
    labelled = [
        (dispute.quantity[lang], _amount(values[place]) + _unit(dispute, lang)),
        ({"zh": "矛盾各方之间", "en": "between the sides"}[lang], _amount(_span(dispute, values))),
    ] + [
        (_quoted(claim.text[lang]), SURVIVAL[_survives(dispute, claim, values)][lang])
        for claim in dispute.claims
    ]
    return [{"label": label, "text": text} for label, text in labelled]


CLAIMS_AT = (5.0, 5.62)  # heights of the claims' words above the four rows
TOP = 6.2


def _figure(dispute: Dispute, place: int, values: list, lang: str) -> dict:
    reach = max([value.high for value in values] + [claim.threshold for claim in dispute.claims])
    widest = 1.12 * reach
    layout = chart.layout(400, {"l": 12, "r": 12, "t": 4, "b": 48})
    layout["xaxis"] = {
        "range": [-0.02 * widest, widest],
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "nticks": 6,
        "title": {
            "text": dispute.quantity[lang] + " (" + dispute.unit[lang] + ")",
            "font": {"size": 13},
        },
    }
    layout["yaxis"] = {"range": [0, TOP], "visible": False, "fixedrange": True}
    traces = [_band(_span(dispute, values))]
    traces += _claim_traces(dispute, widest, lang) + _reading_traces(dispute, place, values, lang)
    for trace in traces:
        trace.update({"type": "scatter", "hoverinfo": "skip", "cliponaxis": False})
    return {"data": traces, "layout": layout}


def _band(span: Interval) -> dict:
    """Between the sides of the contradiction: a claim with its threshold here depends on them."""
    return {
        "mode": "lines",
        "x": [span.low, span.high, span.high, span.low],
        "y": [0.05, 0.05, CLAIMS_AT[0] - 0.45, CLAIMS_AT[0] - 0.45],
        "fill": "toself",
        "fillcolor": "rgba(44,127,184,0.13)",
        "line": {"width": 0},
    }


def _height(dispute: Dispute, place: int) -> float:
    """Of a reading's row; the rows share the same room however many they are."""
    count = len(dispute.readings)
    return len(LETTERS) * (1 - (place + 0.5) / count) - 0.15


def _claim_traces(dispute: Dispute, widest: float, lang: str) -> list:
    traces = []
    for claim, height in zip(dispute.claims, CLAIMS_AT):
        right = claim.threshold < widest / 2
        words = claim.text[lang]
        arrow = "▶" if claim.at_least else "◀"
        text = arrow + " " + words if right else words + " " + arrow
        line = {"color": chart.NEUTRAL, "width": 1.5, "dash": "dash"}
        traces.append(
            {"mode": "lines", "x": [claim.threshold, claim.threshold], "y": [0.05, height], "line": line}
        )
        traces.append(
            {
                "mode": "text",
                "x": [claim.threshold],
                "y": [height],
                "text": [text],
                "textposition": "middle right" if right else "middle left",
            }
        )
    return traces


def _reading_traces(dispute: Dispute, place: int, values: list, lang: str) -> list:
    ends: list = []
    heights: list = []
    colors, symbols, sizes, words = [], [], [], []
    for other, (reading, value) in enumerate(zip(dispute.readings, values)):
        ends += [value.low, value.high, None]
        heights += [_height(dispute, other), _height(dispute, other), None]
        colors.append(chart.COLORS[0] if other == place else chart.COLORS[1])
        symbols.append("diamond" if reading.same else "diamond-open")
        sizes.append(15 if other == place else 11)
        name = _named(dispute, other, lang)
        text = name + "  " + _amount(value) + _unit(dispute, lang)
        words.append("<b>" + text + "</b>" if other == place else text)
    centres = [(value.low + value.high) / 2 for value in values]
    rows = [_height(dispute, other) for other in range(len(values))]
    return [
        {
            "mode": "lines",
            "x": ends,
            "y": heights,
            "line": {"color": chart.COLORS[1], "width": 7},
            "opacity": 0.45,
        },
        {
            "mode": "markers",
            "x": centres,
            "y": rows,
            "marker": {"color": colors, "symbol": symbols, "size": sizes, "line": {"width": 2}},
        },
        {
            "mode": "text",
            "x": [0] * len(values),
            "y": [row + 0.38 for row in rows],
            "text": words,
            "textposition": "middle right",
        },
    ]
