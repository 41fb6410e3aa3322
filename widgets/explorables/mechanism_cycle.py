"""Where does the four-stage cycle of innovation stall?"""

import math

from widgets.explorables import chart
from widgets.explorables.controls import settle, slider
from widgets.explorables.presets import preset
from widgets.explorables.wording import number, percent
from widgets.models.mechanism_cycle import STAGES, bottlenecks, elasticities, path, steady_state

NAME = "mechanism_cycle"
TITLE = {"zh": "四环节的循环：卡在哪里？", "en": "The four-stage cycle: where does it stall?"}
QUESTION = {
    "zh": "动力、生成、扩散、维持连成循环，它卡在哪一环？",
    "en": "Drive, generation, diffusion and maintenance form a cycle: where does it stall?",
}
SOURCE = {"section": "mechanisms", "citations": ["cui2022grassroots"]}

INFLOW = 10  # needs a year from outside; it only sets the scale
YEARS = 60
NAMES = {
    "zh": ("动力", "生成", "扩散", "维持"),
    "en": ("drive", "generation", "diffusion", "maintenance"),
}


def _quantity(key: str, label: tuple, meaning: tuple, scale: tuple, unit: tuple = ("", "")) -> dict:
    """A slider of a quantity that no source gives."""
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
        illustrative=True,
    )


def _rate(stage: int, meaning: tuple, default: float) -> dict:
    label = (NAMES["zh"][stage] + "的速率", "rate of " + NAMES["en"][stage])
    return _quantity(STAGES[stage], label, meaning, (0.1, 2, 0.1, default), ("/年", " a year"))


CONTROLS = [
    _rate(0, ("需求多快变成决心：0.5 是平均两年", "how fast a need becomes a will: 0.5 is 2 years"), 1),
    _rate(1, ("决心多快变成落地的方案", "how fast a will becomes a scheme that is carried out"), 0.5),
    _rate(2, ("本地做法多快传到别处", "how fast a local practice reaches other places"), 0.2),
    _rate(3, ("传开的做法多快巩固下来", "how fast what has spread is consolidated"), 0.4),
    _quantity(
        "loss",
        ("损失", "loss"),
        ("四个环节平均每年放弃手头的几成", "share given up a year, mean of the four stages"),
        (0, 1, 0.05, 0.2),
        ("/年", " a year"),
    ),
    _quantity(
        "late",
        ("损失偏早或偏晚", "losses early or late"),
        (
            "-1：集中在动力环节；0：各环节相同；1：集中在维持环节",
            "-1: mostly at drive; 0: the same everywhere; 1: mostly at maintenance",
        ),
        (-1, 1, 0.25, 0),
    ),
    _quantity(
        "lifetime",
        ("维持的年数", "years sustained"),
        ("一件创新巩固之后平均延续多久", "how long an innovation lasts once consolidated"),
        (2, 30, 1, 10),
        (" 年", " years"),
    ),
    _quantity(
        "feedback",
        ("反馈份额", "feedback share"),
        (
            "结束或换代的创新里，经验引出新动力的占多少",
            "share of ended or replaced innovations whose experience starts new drive",
        ),
        (0, 0.9, 0.05, 0.3),
    ),
]


PRESETS = [
    preset("engine", "给引擎加力", "a stronger engine", {"drive": 2}),
    preset("widened", "拓宽瓶颈", "the bottleneck widened", {"diffusion": 0.4}),
    preset("early", "早筛选", "early selection", {"late": -1}),
    preset("late", "晚放弃", "late abandonment", {"late": 1}),
    preset("closed", "经验大多回流", "most experience flows back", {"feedback": 0.9}),
    preset("lossless", "没有损失", "no losses", {"loss": 0}),
]

DOUBLED_ENGINE = {"drive": 2}
PREDICTION: dict = {
    "question": {
        "zh": "教材称动力是引擎。初始设置下，把动力的速率加倍（每年 1 变成 2），长期维持的创新增加百分之几？",
        "en": "Drive is called the engine. From the initial setting, its rate is doubled (1 to 2 a year): "
        "by how many per cent does the number of sustained innovations rise in the long run?",
    },
    "kind": "number",
    "minimum": 0,
    "maximum": 120,
    "step": 1,
    "unit": {"zh": "%", "en": "%"},
    "near": 6,
    "setting": DOUBLED_ENGINE,
}


def predicted() -> float:
    """The model's answer to PREDICTION, in per cent.

    Examples
    --------
    >>> round(predicted(), 1)
    9.7
    """
    return 100 * _gains(settle(CONTROLS, {}))["drive"]


def replications() -> list:
    """Published values that the model reproduces: none, it is simulated and illustrative."""
    return []


def respond(lang: str = "zh", **inputs) -> dict:
    """Where cases wait, what is lost, and which rate the sustained number hangs on.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        drive, generation, diffusion, maintenance in [0.1, 2]; loss in [0, 1]; late in [-1, 1];
        lifetime in [2, 30]; feedback in [0, 0.9].

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
    >>> respond(lang="en")["headline"].split("; ")[1]
    'the bottleneck is diffusion: 1% more of its rate gives 0.53% more.'
    """
    shown = settle(CONTROLS, inputs, lang)
    state = _state(shown)
    weights = elasticities(**shown)
    gains = _gains(shown)
    narrow = bottlenecks(**{key: shown[key] for key in STAGES + ("loss", "late")})
    course = [stocks[4] for stocks in path(inflow=INFLOW, years=YEARS, **shown)]
    return {
        "shown": shown,
        "headline": _headline(state, weights, narrow, lang),
        "notes": [
            _doubling(gains, weights, narrow, lang),
            _waiting(state, narrow, lang),
            _waste(state, lang),
            _loop(shown, state, weights, lang),
            _delay(state, course, lang),
        ],
        "table": _table(state, weights, gains, lang),
        "details": _levers(weights, lang),
        "measures": _measures(state, course, lang),
        "figure": _figure(state, weights, narrow, course, lang),
    }


def _state(shown: dict):
    return steady_state(inflow=INFLOW, **shown)


def _cases(count: float) -> str:
    """One decimal, none from a hundred on."""
    return number(count, 1 if count < 99.95 else 0)


def _gains(shown: dict) -> dict:
    """For each stage the share by which the sustained number rises when its rate doubles."""
    before = _state(shown).sustained
    gains = {}
    for stage in STAGES:
        doubled = dict(shown)
        doubled[stage] = 2 * shown[stage]
        gains[stage] = _state(doubled).sustained / before - 1
    return gains


def _listed(stages: list, lang: str) -> str:
    names = [NAMES[lang][STAGES.index(stage)] for stage in stages]
    return {"zh": "、", "en": ", "}[lang].join(names)


def _headline(state, weights: dict, narrow: list, lang: str) -> str:
    ended, sustained = _cases(state.ended), _cases(state.sustained)
    start = {
        "zh": f"长期看，每年 {INFLOW} 件需求进来，{ended} 件走完四环节，共维持 {sustained} 件创新；",
        "en": f"In the long run {INFLOW} needs enter a year, {ended} pass all four stages and "
        f"{sustained} innovations are sustained; ",
    }[lang]
    if not narrow:
        return (
            start
            + {
                "zh": "没有损失，就没有瓶颈：速率只决定快慢，不决定多少。",
                "en": "nothing is lost, so there is no bottleneck: rates decide when, not how many.",
            }[lang]
        )
    names, weight = _listed(narrow, lang), number(weights[narrow[0]], 2)
    if len(narrow) > 1:
        return (
            start
            + {
                "zh": f"{names}同样紧，没有单独的瓶颈：任一速率提高 1%，只多 {weight}%。",
                "en": f"no single bottleneck, {names} are equally tight: "
                f"1% more of one rate gives {weight}% more.",
            }[lang]
        )
    return (
        start
        + {
            "zh": f"瓶颈在{names}：它的速率提高 1%，维持的件数多 {weight}%。",
            "en": f"the bottleneck is {names}: 1% more of its rate gives {weight}% more.",
        }[lang]
    )


def _doubling(gains: dict, weights: dict, narrow: list, lang: str) -> str:
    if not narrow:
        return {
            "zh": "四个速率任意加倍，长期维持的件数都不变，只是来得早些。",
            "en": "Doubling any rate leaves the long-run number as it is; it only comes sooner.",
        }[lang]
    order = sorted(STAGES, key=lambda stage: (weights[stage], STAGES.index(stage)))
    slack, tight = [percent(gains[stage]) for stage in (order[0], narrow[0])]
    if order[0] in narrow:
        return {
            "zh": f"任选一个速率加倍，维持的件数都多 {tight}。",
            "en": f"Doubling any one of the rates gives {tight} more.",
        }[lang]
    return {
        "zh": f"只把{_listed(order[:1], lang)}的速率加倍，维持的件数多 {slack}；"
        f"只把{_listed(narrow[:1], lang)}的加倍，多 {tight}。",
        "en": f"Doubling the rate of {_listed(order[:1], lang)} alone gives {slack} more, "
        f"doubling that of {_listed(narrow[:1], lang)} alone {tight}.",
    }[lang]


def _stay(state, stage: int) -> float:
    return state.waiting[stage] / state.entering[stage]


def _waiting(state, narrow: list, lang: str) -> str:
    stage = max(range(4), key=lambda place: (state.waiting[place], -place))
    stock, stay = _cases(state.waiting[stage]), number(_stay(state, stage), 1)
    told = {
        "zh": f"积压最多的是等着{NAMES['zh'][stage]}的 {stock} 件，每件平均停留 {stay} 年",
        "en": f"Most cases, {stock}, wait for {NAMES['en'][stage]}; each stays {stay} years on average",
    }[lang]
    if not narrow or STAGES[stage] in narrow:
        return told + {"zh": "。", "en": "."}[lang]
    return (
        told
        + {
            "zh": "；但它不是瓶颈，积压多是因为进来的多。",
            "en": "; yet it is not the bottleneck, the pile is high because much enters.",
        }[lang]
    )


def _waste(state, lang: str) -> str:
    lost, wasted = _cases(sum(state.lost)), _cases(state.wasted)
    return {
        "zh": f"每年放弃 {lost} 件，它们已经走过的环节合计 {wasted} 个，全部落空。",
        "en": f"{lost} cases a year are given up; the stages that they had passed, {wasted} in all, "
        "are wasted.",
    }[lang]


def _loop(shown: dict, state, weights: dict, lang: str) -> str:
    without = dict(shown)
    without["feedback"] = 0
    more = percent(state.sustained / _state(without).sustained - 1)
    returned = _cases(shown["feedback"] * state.ended)
    return {
        "zh": f"循环：每年有 {returned} 件由经验引出的新动力，使维持的件数比没有反馈时多 {more}；"
        "四个环节的弹性被同一倍数放大，瓶颈不变。",
        "en": f"The cycle: experience starts {returned} new cases a year, which makes {more} more than "
        "without feedback; it magnifies all four elasticities alike, so the bottleneck stays.",
    }[lang]


def _half_year(state, course: list) -> int | None:
    reached = [year for year, stock in enumerate(course) if stock >= state.sustained / 2]
    return reached[0] if reached else None


def _delay(state, course: list, lang: str) -> str:
    year = _half_year(state, course)
    if year is None:
        return {
            "zh": f"从零开始，{YEARS} 年还到不了长期水平的一半。",
            "en": f"From nothing, {YEARS} years do not reach half of the long-run number.",
        }[lang]
    return {
        "zh": f"从零开始，要到第 {year} 年才达到长期水平的一半：见效之前，先要等各环节装满。",
        "en": f"From nothing, half of the long-run number is reached in year {year}: the stages fill first.",
    }[lang]


def _table(state, weights: dict, gains: dict, lang: str) -> dict:
    return {
        "caption": {"zh": "四个环节的长期状态", "en": "The four stages in the long run"}[lang],
        "columns": {
            "zh": ["环节", "每年进入", "每年放弃", "积压", "停留（年）", "弹性", "速率加倍时"],
            "en": [
                "stage",
                "enter a year",
                "lost a year",
                "waiting",
                "stay (years)",
                "elasticity",
                "doubled",
            ],
        }[lang],
        "rows": [
            [
                NAMES[lang][place],
                _cases(state.entering[place]),
                _cases(state.lost[place]),
                _cases(state.waiting[place]),
                number(_stay(state, place), 1),
                number(weights[stage], 2),
                "+" + percent(gains[stage]),
            ]
            for place, stage in enumerate(STAGES)
        ],
    }


def _levers(weights: dict, lang: str) -> dict:
    names = {
        "zh": ("外来的需求", "维持的年数", "反馈份额", "损失"),
        "en": ("needs from outside", "years sustained", "feedback share", "loss"),
    }[lang]
    values = (1, weights["lifetime"], weights["feedback"], weights["loss"])
    return {
        "caption": {
            "zh": "其余各量提高 1%，维持的件数变化百分之几",
            "en": "Per cent by which the sustained number changes with 1% more of the other quantities",
        }[lang],
        "columns": {"zh": ["量", "弹性"], "en": ["quantity", "elasticity"]}[lang],
        "rows": [[name, number(value, 2)] for name, value in zip(names, values)],
    }


def _measures(state, course: list, lang: str) -> list:
    year = _half_year(state, course)
    labelled = [
        ({"zh": "维持的创新", "en": "sustained"}, _cases(state.sustained)),
        ({"zh": "每年走完", "en": "complete a year"}, _cases(state.ended)),
        ({"zh": "每年放弃", "en": "lost a year"}, _cases(sum(state.lost))),
        ({"zh": "落空的环节", "en": "stages wasted"}, _cases(state.wasted)),
        ({"zh": "达到一半的年份", "en": "year of half"}, "—" if year is None else str(year)),
    ]
    return [{"label": label[lang], "text": text} for label, text in labelled]


def _figure(state, weights: dict, narrow: list, course: list, lang: str) -> dict:
    layout = chart.layout(570, {"l": 40, "r": 12, "t": 18, "b": 44})
    ticks = list(NAMES[lang]) + [{"zh": "已维持", "en": "sustained"}[lang]]
    layout["xaxis"] = {
        "domain": [0, 1],
        "range": [-0.6, 4.6],
        "tickvals": [0, 1, 2, 3, 4],
        "ticktext": ticks,
        "anchor": "y2",
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "tickangle": 0,
        "tickfont": {"size": {"zh": 13, "en": 9}[lang]},
    }
    layout["xaxis2"] = {
        "range": [0, YEARS],
        "tickvals": [0, 20, 40, 60],
        "anchor": "y3",
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "title": {"text": {"zh": "年（从零开始）", "en": "years, from nothing"}[lang], "font": {"size": 13}},
    }
    stocks = list(state.waiting) + [state.sustained]
    values = [weights[stage] for stage in STAGES]
    colors = [chart.COLORS[0] if stage in narrow else chart.COLORS[1] for stage in STAGES]
    layout["yaxis"] = _axis([0.71, 1], max(stocks))
    layout["yaxis2"] = _axis([0.37, 0.63], max(values))
    layout["yaxis3"] = _axis([0, 0.22], max(state.sustained, max(course)))
    titles = {
        "zh": ("积压与维持（件）", "弹性：速率提高 1%，维持多百分之几", "维持的件数怎样到达长期水平"),
        "en": ("waiting and sustained (cases)", "% more sustained per 1% of rate", "sustained, year by year"),
    }[lang]
    data = [
        _bars(stocks, colors + [chart.COLORS[2]], [_cases(stock) for stock in stocks], "y"),
        _bars(values, colors, [number(value, 2) for value in values], "y2"),
        _line([0, YEARS], [state.sustained] * 2, chart.NEUTRAL, "dash"),
        _line(list(range(YEARS + 1)), course, chart.COLORS[2], "solid"),
    ]
    for title, axis in zip(titles, ("yaxis", "yaxis2", "yaxis3")):
        data.append(_heading(title, layout[axis]["range"][1], axis))
    return {"data": data, "layout": layout}


def _axis(domain: list, highest: float) -> dict:
    """A scale from 0 with room for the panel's title above the highest value and its label."""
    highest = max(highest, 0.1)
    step = _tick_step(highest)
    ticks = [place * step for place in range(int(highest / step + 1e-9) + 1)]
    return {
        "domain": domain,
        "range": [0, 1.45 * highest],
        "tickvals": ticks,
        "ticktext": [number(tick) for tick in ticks],
        "fixedrange": True,
        "zeroline": False,
    }


def _tick_step(highest: float) -> float:
    """1, 2 or 5 times a power of ten that gives two to four steps up to the highest value."""
    power = 10.0 ** math.floor(math.log(highest) / math.log(10) + 1e-9)
    steps = [factor * power for factor in (0.2, 0.5, 1, 2, 5) if highest >= 1.999 * factor * power]
    return steps[-1]


def _bars(values: list, colors: list, texts: list, axis: str) -> dict:
    return {
        "type": "bar",
        "x": list(range(len(values))),
        "y": values,
        "width": 0.62,
        "marker": {"color": colors},
        "text": texts,
        "textposition": "outside",
        "cliponaxis": False,
        "yaxis": axis,
        "hoverinfo": "skip",
    }


def _line(years: list, values: list, color: str, dash: str) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": years,
        "y": values,
        "xaxis": "x2",
        "yaxis": "y3",
        "line": {"color": color, "dash": dash, "width": 2},
        "hoverinfo": "skip",
    }


def _heading(text: str, top: float, axis: str) -> dict:
    below = axis == "yaxis3"
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0 if below else -0.6],
        "y": [top],
        "text": [f"<b>{text}</b>"],
        "textposition": "middle right",
        "xaxis": "x2" if below else "x",
        "yaxis": axis.replace("axis", ""),
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
