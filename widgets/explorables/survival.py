"""Continue, deepen or end: what do institutionalisation and leader turnover do?"""

from widgets.explorables import chart
from widgets.explorables.controls import settle, slider
from widgets.explorables.presets import preset
from widgets.explorables.wording import number, percent
from widgets.models.survival import Outcomes, expected_years, hazards, outcome_path

NAME = "survival"
TITLE = {
    "zh": "持续、深化还是终止：换届时会发生什么？",
    "en": "Continued, deepened or ended: what happens when the leader changes?",
}
QUESTION = {
    "zh": "持续运营、深化拓展、全面终止：制度化和领导更替各起什么作用？",
    "en": "Continue, deepen or end: what do institutionalisation and leader turnover do?",
}
SOURCE = {
    "section": "mechanisms",
    "citations": ["yu2019sustain", "kaufman1976immortal", "rodriguez_discrete"],
}

SAME = 1e-9
# chart.COLORS of blue, green and orange, thinned so that lines stay visible over the areas.
FILLS = ("rgba(44,127,184,0.55)", "rgba(63,143,63,0.5)", "rgba(200,88,26,0.22)")


def _quantity(
    key: str, label: tuple, meaning: tuple, scale: tuple, unit: tuple = ("", ""), illustrative: bool = True
) -> dict:
    minimum, maximum, step, default = scale
    return slider(
        key,
        {"zh": label[0], "en": label[1]},
        {"zh": meaning[0], "en": meaning[1]},
        minimum,
        maximum,
        step,
        default,
        unit={"zh": unit[0], "en": unit[1]},
        illustrative=illustrative,
    )


CONTROLS = [
    _quantity(
        "institutionalisation",
        ("制度化程度", "institutionalisation"),
        (
            "法规、编制、预算能在多大程度上代替发起人：0 全靠人，1 全靠制度",
            "how far rules, posts and budgets stand in for the initiator: 0 not at all, 1 fully",
        ),
        (0, 1, 0.05, 0.2),
    ),
    _quantity(
        "ratio",
        ("收益与成本之比", "benefit over cost"),
        ("1 是收支相抵；低于 1 是不值得继续的创新", "1 breaks even; below 1 it is not worth going on"),
        (0.2, 3, 0.1, 1.2),
    ),
    _quantity(
        "term",
        ("领导任期", "leader's term"),
        ("隔几年换一任主要领导：规定的一届是五年，实际常短于此", "years between two leaders: five by rule"),
        (1, 10, 1, 3),
        (" 年", " years"),
    ),
    _quantity(
        "breadth",
        ("规模", "breadth"),
        (
            "0 一个科室，1 全域：规模大，难终止也难改动",
            "0 one office, 1 the whole area: hard to end or alter",
        ),
        (0, 1, 0.1, 0.5),
    ),
    _quantity(
        "years",
        ("观察到第几年", "years observed"),
        ("从创新开始算起", "counted from its start"),
        (1, 30, 1, 12),
        (" 年", " years"),
        illustrative=False,
    ),
    _quantity(
        "sampled",
        ("入样时已运行", "years run when sampled"),
        (
            "样本只收这时还没有终止的，例如获奖的",
            "sampled: only those not ended by then, as winners",
        ),
        (0, 10, 1, 0),
        (" 年", " years"),
        illustrative=False,
    ),
    _quantity(
        "shock",
        ("换届的冲击", "shock of turnover"),
        (
            "没有制度化、收支相抵时，新领导终止它的概率",
            "chance that a new leader ends it, if it is personal",
        ),
        (0, 0.9, 0.05, 0.5),
    ),
    _quantity(
        "ordinary",
        ("平常的终止概率", "ordinary risk"),
        (
            "收支相抵时每年因别的原因终止的概率",
            "yearly chance of ending for other reasons, at ratio 1",
        ),
        (0, 0.2, 0.01, 0.04),
    ),
    _quantity(
        "deepening",
        ("深化的概率", "chance to deepen"),
        ("收支相抵时，每年转为深化拓展的概率", "yearly chance of being deepened, at ratio 1"),
        (0, 0.3, 0.01, 0.05),
    ),
]


PRESETS = [
    preset("personal", "全靠一个人", "one leader's own", {"institutionalisation": 0}),
    preset("rooted", "写进法规", "written into law", {"institutionalisation": 0.9}),
    preset("zombie", "不值得而写进法规", "not worth it, yet law", {"institutionalisation": 1, "ratio": 0.5}),
    preset("wasted", "值得而全靠人", "worth it, yet personal", {"institutionalisation": 0, "ratio": 1.5}),
    preset("full_terms", "任满一届", "full terms", {"term": 5}),
    preset("winners", "只看获奖的", "winners only", {"institutionalisation": 0, "sampled": 3}),
]

GOOD = {"institutionalisation": 0, "ratio": 1.5}
BAD = {"institutionalisation": 1, "ratio": 0.5}
PREDICTION: dict = {
    "question": {
        "zh": "甲：收益是成本的一倍半，全靠发起人。乙：收益只有成本的一半，已完全制度化。"
        "其他设置不变，12 年后哪一个更可能没有终止？",
        "en": "A: benefit one and a half times the cost, held by its initiator alone. B: benefit half the "
        "cost, fully institutionalised. All else as set, which is likelier not to have ended after 12 years?",
    },
    "kind": "choice",
    "options": [
        ("good", {"zh": "甲：值得而没有制度化", "en": "A: worth it, not institutionalised"}),
        ("same", {"zh": "差不多", "en": "much the same"}),
        ("bad", {"zh": "乙：不值得而已制度化", "en": "B: not worth it, institutionalised"}),
    ],
    "setting": BAD,
}


def predicted() -> str:
    """The model's answer to PREDICTION.

    Examples
    --------
    >>> predicted()
    'bad'
    """
    good, bad = [1 - _path(settle(CONTROLS, setting)).ended[-1] for setting in (GOOD, BAD)]
    if abs(good - bad) < 0.05:
        return "same"
    return "good" if good > bad else "bad"


def replications() -> list:
    """Published values that the model reproduces: none, it is simulated and illustrative."""
    return []


def respond(lang: str = "zh", **inputs) -> dict:
    """Shares continued, deepened and ended, and the yearly risk behind them.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        institutionalisation, breadth in [0, 1]; ratio in [0.2, 3]; term in [1, 10], years in
        [1, 30], sampled in [0, 10], all taken down to whole years; shock in [0, 0.9];
        ordinary in [0, 0.2]; deepening in [0, 0.3].

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
    >>> respond(lang="en", shock=0, ordinary=0)["headline"].split(";")[0]
    'After 12 years: 48% continued, 52% deepened, 0% ended'
    """
    shown = _shown(settle(CONTROLS, inputs, lang))
    course = _path(shown)
    return {
        "shown": shown,
        "headline": _headline(shown, course, lang),
        "notes": [
            _spikes(shown, course, lang),
            _institution(shown, course, lang),
            _worth(shown, course, lang),
            _sample(shown, course, lang),
        ],
        "table": _table(shown, course, lang),
        "details": _yearly(shown, course, lang),
        "measures": _measures(shown, course, lang),
        "figure": _figure(shown, course, lang),
    }


def _shown(values: dict) -> dict:
    shown = dict(values)
    for key in ("term", "years", "sampled"):
        shown[key] = int(values[key])
    return shown


def _risks(shown: dict) -> dict:
    """The arguments of the model, without the horizon and the sample."""
    return {key: value for key, value in shown.items() if key not in ("years", "sampled")}


def _path(shown: dict, institutionalisation: float | None = None) -> Outcomes:
    risks = _risks(shown)
    if institutionalisation is not None:
        risks["institutionalisation"] = institutionalisation
    return outcome_path(int(shown["years"]), **risks)


def _percent(share: float) -> str:
    """Whole per cent; what is nearly certain or nearly impossible is not called so."""
    if 0.995 <= share < 1 - SAME:
        return ">99%"
    if SAME < share < 0.005:
        return "<1%"
    return percent(share)


def _ending(shown: dict, year: int, institutionalisation: float | None = None) -> float:
    risks = _risks(shown)
    if institutionalisation is not None:
        risks["institutionalisation"] = institutionalisation
    return hazards(year, **risks).ended


def _ordinary_year(shown: dict) -> float | None:
    return _ending(shown, 1) if shown["term"] > 1 else None


def _years(count: int) -> str:
    return f"{count} year" + ("" if count == 1 else "s")


def _headline(shown: dict, course: Outcomes, lang: str) -> str:
    continued, deepened, ended = [_percent(shares[-1]) for shares in course]
    turnover = _percent(_ending(shown, shown["term"]))
    usual = _ordinary_year(shown)
    shares = {
        "zh": f"{shown['years']} 年后：持续运营 {continued}，深化拓展 {deepened}，全面终止 {ended}；",
        "en": f"After {_years(shown['years'])}: {continued} continued, {deepened} deepened, {ended} ended; ",
    }[lang]
    if usual is None:
        return (
            shares
            + {
                "zh": f"年年换领导，每年终止的概率都是 {turnover}。",
                "en": f"the leader changes every year and the yearly risk of ending is {turnover}.",
            }[lang]
        )
    return (
        shares
        + {
            "zh": f"终止的概率，换届那年是 {turnover}，平常年份是 {_percent(usual)}。",
            "en": f"the risk of ending is {turnover} in a year of turnover, {_percent(usual)} in others.",
        }[lang]
    )


def _ended_at_turnover(shown: dict, course: Outcomes) -> float | None:
    """Share of all endings that fell in years of turnover."""
    if course.ended[-1] < SAME:
        return None
    turnovers = range(shown["term"], shown["years"] + 1, shown["term"])
    return sum(course.ended[year] - course.ended[year - 1] for year in turnovers) / course.ended[-1]


def _spikes(shown: dict, course: Outcomes, lang: str) -> str:
    share = _ended_at_turnover(shown, course)
    if share is None:
        return {"zh": "没有终止的。", "en": "None has ended."}[lang]
    turnovers = shown["years"] // shown["term"]
    if turnovers == 0:
        return {
            "zh": "观察期内还没有换过领导，终止的都出于别的原因。",
            "en": "No leader has changed in this time; all endings have other reasons.",
        }[lang]
    return {
        "zh": f"{shown['years']} 年里换届 {turnovers} 次，全部终止的有 {_percent(share)} 落在换届的年份。",
        "en": f"Changes of leader: {turnovers} within {_years(shown['years'])}; {_percent(share)} of "
        "all endings fall in years of turnover.",
    }[lang]


def _institution(shown: dict, course: Outcomes, lang: str) -> str:
    without, fully = [1 - _path(shown, value).ended[-1] for value in (0, 1)]
    low, high = [_percent(_ending(shown, shown["term"], value)) for value in (0, 1)]
    return {
        "zh": f"制度化由 0 到 1，换届那年终止的概率由 {low} 降到 {high}，平常年份不变；"
        f"未终止的由 {_percent(without)} 升到 {_percent(fully)}。",
        "en": f"From no to full institutionalisation the risk at turnover falls from {low} to {high}, other "
        f"years stay as they are; those not ended rise from {_percent(without)} to {_percent(fully)}.",
    }[lang]


def _worth(shown: dict, course: Outcomes, lang: str) -> str:
    kept = _percent(1 - course.ended[-1])
    lost = _percent(course.ended[-1])
    if shown["ratio"] < 1 - SAME:
        return {
            "zh": f"收益低于成本，却仍有 {kept} 没有终止：存续不等于值得。",
            "en": f"The benefit is below the cost, yet {kept} have not ended: lasting is not being worth it.",
        }[lang]
    return {
        "zh": f"收益不低于成本，却仍有 {lost} 被终止：终止不等于不值得。",
        "en": f"The benefit covers the cost, yet {lost} have been ended: ending is not being worthless.",
    }[lang]


def _sampled(shown: dict) -> int:
    return min(shown["sampled"], shown["years"])


def _in_sample(shown: dict, course: Outcomes) -> float | None:
    """Share not ended at the end among those not ended when sampled."""
    alive = 1 - course.ended[_sampled(shown)]
    return (1 - course.ended[-1]) / alive if alive > SAME else None


def _sample(shown: dict, course: Outcomes, lang: str) -> str:
    everyone = _percent(1 - course.ended[-1])
    if shown["sampled"] == 0:
        return {
            "zh": f"样本收入全部创新，未终止的是 {everyone}；只收已运行几年的，比例会更高，可用滑块看。",
            "en": f"The sample holds all innovations, {everyone} have not ended; "
            "take only those that have run some years and the share rises.",
        }[lang]
    chosen = _in_sample(shown, course)
    told = "—" if chosen is None else _percent(chosen)
    return {
        "zh": f"只看第 {_sampled(shown)} 年末还在的，未终止的是 {told}；算上全部创新，是 {everyone}。",
        "en": f"Of those still there after {_years(_sampled(shown))} {told} have not ended; "
        f"of all innovations {everyone}.",
    }[lang]


def _names(lang: str) -> tuple:
    return {
        "zh": ("持续运营", "深化拓展", "全面终止"),
        "en": ("continued", "deepened", "ended"),
    }[lang]


def _table(shown: dict, course: Outcomes, lang: str) -> dict:
    without, fully = [_path(shown, value) for value in (0, 1)]
    chosen = _in_sample(shown, course)
    sample = {"zh": "样本中未终止", "en": "not ended in sample"}[lang]
    cells = ["—", "—", "—" if chosen is None else _percent(chosen)]
    rows = [
        [name, _percent(none[-1]), _percent(yours[-1]), _percent(full[-1])]
        for name, none, yours, full in zip(_names(lang), without, course, fully)
    ]
    return {
        "caption": {"zh": "各走向的份额", "en": "Shares of the three courses"}[lang],
        "columns": {
            "zh": ["走向", "没有制度化", "你的设置", "完全制度化"],
            "en": ["course", "not institutionalised", "yours", "fully institutionalised"],
        }[lang],
        "rows": rows + [[sample, cells[0], cells[2], cells[1]]],
    }


def _yearly(shown: dict, course: Outcomes, lang: str) -> dict:
    return {
        "caption": {"zh": "逐年的情况", "en": "Year by year"}[lang],
        "columns": {
            "zh": ["年", "终止的概率", "持续运营", "深化拓展", "全面终止"],
            "en": ["year", "risk of ending", "continued", "deepened", "ended"],
        }[lang],
        "rows": [
            [str(year), _percent(_ending(shown, year))] + [_percent(shares[year]) for shares in course]
            for year in range(1, shown["years"] + 1)
        ],
    }


def _measures(shown: dict, course: Outcomes, lang: str) -> list:
    mean = expected_years(**_risks(shown))
    told = "—" if mean is None else number(mean, 1)
    share = _ended_at_turnover(shown, course)
    labelled = [
        ({"zh": "未终止", "en": "not ended"}, _percent(1 - course.ended[-1])),
        ({"zh": "深化拓展", "en": "deepened"}, _percent(course.deepened[-1])),
        ({"zh": "原样运行的平均年数", "en": "mean years as it was"}, told),
        ({"zh": "终止落在换届年", "en": "endings at turnover"}, "—" if share is None else _percent(share)),
    ]
    return [{"label": label[lang], "text": text} for label, text in labelled]


def _figure(shown: dict, course: Outcomes, lang: str) -> dict:
    layout = chart.layout(500, {"l": 44, "r": 12, "t": 8, "b": 44})
    years = shown["years"]
    layout["xaxis"] = {
        "range": [-0.02 * years, years * 1.02 + 0.4],
        "anchor": "y2",
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "tickvals": list(range(0, years + 1, 1 if years <= 6 else 2 if years <= 14 else 5)),
        "title": {"text": {"zh": "年", "en": "year"}[lang], "font": {"size": 13}},
    }
    layout["yaxis"] = _axis([0.44, 1], 1.3, [0, 0.25, 0.5, 0.75, 1])
    top = _top_risk(shown)
    layout["yaxis2"] = _axis([0, 0.36], top, [0, 0.05, 0.1] if top < 0.25 else [0, 0.25, 0.5, 0.75, 1])
    layout["barmode"] = "overlay"
    return {"data": _courses(shown, course, lang) + _bars(shown, lang), "layout": layout}


def _top_risk(shown: dict) -> float:
    """Upper end of the scale of risks: the highest one and room for the title."""
    highest = _ending(shown, shown["term"] if shown["term"] <= shown["years"] else 1, 0)
    return 1.35 * max(0.1, highest)


def _axis(domain: list, top: float, ticks: list) -> dict:
    return {
        "domain": domain,
        "range": [0, top],
        "tickvals": [tick for tick in ticks if tick < 0.9 * top],
        "tickformat": ".0%",
        "fixedrange": True,
        "zeroline": False,
    }


def _courses(shown: dict, course: Outcomes, lang: str) -> list:
    years = list(range(shown["years"] + 1))
    kept = [1 - share for share in course.ended]
    without, fully = [[1 - share for share in _path(shown, value).ended] for value in (0, 1)]
    traces = [
        _area(years, course.continued, FILLS[0], "tozeroy"),
        _area(years, kept, FILLS[1], "tonexty"),
        _area(years, [1.0 for _ in years], FILLS[2], "tonexty"),
        _line(years, without, "dot"),
        _line(years, fully, "dash"),
    ]
    sampled = [_sampled(shown)] * 2 if shown["sampled"] else []
    traces.append(_line(sampled, [0, 1][: len(sampled)], "solid"))
    return traces + _keys(shown["years"], lang)


def _area(years: list, values: list, color: str, fill: str) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": years,
        "y": values,
        "fill": fill,
        "fillcolor": color,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _line(years: list, values: list, dash: str) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": years,
        "y": values,
        "line": {"color": chart.NEUTRAL, "width": 2, "dash": dash},
        "hoverinfo": "skip",
    }


def _keys(years: int, lang: str) -> list:
    """The panel's title, its colours and its two lines, above the areas."""
    width = years * 1.04 + 0.4
    heading = {"zh": "各走向的份额", "en": "shares of the three courses"}[lang]
    traces: list = [_text(0, 1.26, f"<b>{heading}</b>", None)]
    for place, (name, color) in enumerate(zip(_names(lang), FILLS)):
        traces.append(_mark(width * (0.02 + 0.34 * place), 1.16, name, color))
    lines = {
        "zh": (("dot", "未终止：没有制度化"), ("dash", "完全制度化")),
        "en": (("dot", "not ended: personal"), ("dash", "fully institutional")),
    }[lang]
    for place, (dash, name) in enumerate(lines):
        start = width * 0.6 * place
        key = _line([start, start + 0.07 * width], [1.07, 1.07], dash)
        key.update({"mode": "lines+text", "text": ["", "\u00a0" + name], "textposition": "middle right"})
        key["cliponaxis"] = False
        traces.append(key)
    return traces


def _text(x: float, y: float, text: str, axis: str | None) -> dict:
    trace = {
        "type": "scatter",
        "mode": "text",
        "x": [x],
        "y": [y],
        "text": [text],
        "textposition": "middle right",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    if axis:
        trace["yaxis"] = axis
    return trace


def _mark(x: float, y: float, name: str, color: str) -> dict:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [x],
        "y": [y],
        "text": [" " + name],
        "textposition": "middle right",
        "marker": {"symbol": "square", "size": 11, "color": color},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _bars(shown: dict, lang: str) -> list:
    years = list(range(1, shown["years"] + 1))
    title = {
        "zh": "每年终止的概率（浅色：没有制度化时）",
        "en": "yearly risk of ending (pale: personal)",
    }[lang]
    return [
        _risk_bars(years, [_ending(shown, year, 0) for year in years], 0.3),
        _risk_bars(years, [_ending(shown, year) for year in years], 1),
        _text(0, 0.95 * _top_risk(shown), f"<b>{title}</b>", "y2"),
    ]


def _risk_bars(years: list, values: list, opacity: float) -> dict:
    return {
        "type": "bar",
        "x": years,
        "y": values,
        "yaxis": "y2",
        "width": 0.6,
        "opacity": opacity,
        "marker": {"color": chart.COLORS[0]},
        "hoverinfo": "skip",
    }
