"""When does change happen, and why does it come in steps?"""

from widgets.explorables import chart
from widgets.explorables.controls import choice, settle, slider
from widgets.explorables.presets import preset
from widgets.explorables.wording import number
from widgets.models.institutional_change import (
    change_interval,
    change_record,
    change_threshold,
    simulate,
)

NAME = "institutional_change"
TITLE = {"zh": "制度变迁：为什么一步一个台阶", "en": "Institutional change: why it comes in steps"}
QUESTION = {
    "zh": "变革在什么时候发生，为什么不是一点一点地来？",
    "en": "When does change happen, and why does it come in steps?",
}
SOURCE = {
    "section": "institutional_change",
    "citations": ["davisnorth", "north1990institutions", "jones2003punctuations"],
}

# Noise and seed of the model for each state of the environment.
ENVIRONMENTS = {"steady": (0, 1), "uneven_1": (1, 1), "uneven_2": (1, 7), "uneven_3": (1, 8)}
LISTED = 12  # changes listed one by one


def _quantity(key: str, label: tuple, meaning: tuple, scale: tuple, unit: tuple) -> dict:
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


CONTROLS = [
    _quantity(
        "drift",
        ("环境变化的速度", "drift of the environment"),
        ("环境每年使规则与现实多错开几点", "points by which rules and reality move apart in a year"),
        (0, 5, 0.5, 1),
        (" 点/年", " points a year"),
    ),
    _quantity(
        "benefit",
        ("每点失配的净收益", "net benefit per point"),
        (
            "补上一点失配，预期得到多少好处（已扣除新制度的运行费用）",
            "expected gain from closing one point, less the running costs of the new rules",
        ),
        (0.5, 4, 0.5, 1),
        ("", ""),
    ),
    _quantity(
        "cost",
        ("变革成本", "cost of change"),
        (
            "改动规则要一次付出的：设计、说服、补偿、立法",
            "paid once to change the rules: design, persuasion, compensation, law-making",
        ),
        (0, 40, 0.5, 9.5),
        ("", ""),
    ),
    _quantity(
        "path_dependence",
        ("路径依赖", "path dependence"),
        (
            "规则每多用一年，变革成本提高原值的多少",
            "share by which the cost grows with each year that the rules stay in force",
        ),
        (0, 0.2, 0.01, 0),
        ("/年", " a year"),
    ),
    choice(
        "environment",
        {"zh": "环境是否平稳", "en": "course of the environment"},
        {
            "zh": "平稳：每年变化相同；起伏：平均不变，每年大小由抽样决定（示意）",
            "en": "steady: the same every year; uneven: the same on average, drawn each year (illustrative)",
        },
        [
            ("steady", {"zh": "平稳", "en": "steady"}),
            ("uneven_1", {"zh": "起伏，抽样一", "en": "uneven, draw one"}),
            ("uneven_2", {"zh": "起伏，抽样二", "en": "uneven, draw two"}),
            ("uneven_3", {"zh": "起伏，抽样三", "en": "uneven, draw three"}),
        ],
        "steady",
    ),
    slider(
        "years",
        {"zh": "观察多久", "en": "years observed"},
        {"zh": "从一次变革之后算起", "en": "counted from just after a change"},
        10,
        100,
        5,
        60,
        unit={"zh": " 年", "en": " years"},
    ),
]


PRESETS = [
    preset("small_steps", "成本低：小步快走", "low cost: small quick steps", {"cost": 1.5}),
    preset("large_steps", "成本高：大步少走", "high cost: large rare steps", {"cost": 29.5}),
    preset("fast_environment", "环境变得快", "a fast environment", {"drift": 3}),
    preset(
        "uneven_environment", "环境有起伏", "an uneven environment", {"drift": 1, "environment": "uneven_1"}
    ),
    preset("delayed", "路径依赖：推迟", "path dependence: delay", {"path_dependence": 0.08}),
    preset("locked_in", "路径依赖：锁定", "path dependence: lock-in", {"path_dependence": 0.15}),
]

DOUBLED_COST = {"cost": 19}
PREDICTION = {
    "question": {
        "zh": "初始设置下，60 年里变革共补上 60 点失配。如果变革成本加倍（9.5 变成 19），共补上多少点？",
        "en": "At the initial setting, changes close 60 points of mismatch in 60 years. "
        "How many points if the cost of change doubles (9.5 to 19)?",
    },
    "kind": "number",
    "minimum": 0,
    "maximum": 120,
    "step": 5,
    "unit": {"zh": " 点", "en": " points"},
    "near": 5,
    "setting": DOUBLED_COST,
}


def predicted() -> float:
    """The model's answer to `PREDICTION`.

    Examples
    --------
    >>> predicted()
    60.0
    """
    return change_record(_path(settle(CONTROLS, DOUBLED_COST))).closed


def replications() -> list:
    """Published values that the model reproduces: none, it is simulated and illustrative."""
    return []


def respond(lang: str = "zh", **inputs) -> dict:
    """When the rules are changed, by how much, and what waiting costs.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        drift in [0, 5], benefit in [0.5, 4], cost in [0, 40], path_dependence in [0, 0.2],
        environment (steady, uneven_1, uneven_2, uneven_3), years in [10, 100].

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
    >>> respond(lang="en")["headline"]
    '6 changes in 60 years, one every 10 years; each closes 10 points of mismatch.'
    """
    shown = settle(CONTROLS, inputs, lang)
    path = _path(shown)
    record = change_record(path)
    expected = change_interval(shown["drift"], shown["benefit"], shown["cost"], shown["path_dependence"])
    return {
        "shown": shown,
        "headline": _headline(shown, path, record, expected, lang),
        "notes": [_rule(shown, expected, lang), _pace(path, record, lang), _waiting(record, lang)],
        "table": _table(path, record, lang),
        "details": _changes(path, record, lang),
        "measures": _measures(record, lang),
        "figure": _figure(path, change_threshold(shown["benefit"], shown["cost"], 0, 0), lang),
    }


def _path(shown: dict) -> dict:
    noise, seed = ENVIRONMENTS[shown["environment"]]
    return simulate(
        shown["drift"],
        shown["benefit"],
        shown["cost"],
        shown["path_dependence"],
        int(shown["years"]),
        noise,
        seed,
    )


def _plain(value: float) -> str:
    """At most two decimals, none that say nothing."""
    text = number(value, 2)
    while text[-1] == "0":
        text = text[:-1]
    return text[:-1] if text[-1] == "." else text


def _count(value: float, noun: str) -> str:
    text = _plain(value)
    return f"{text} {noun}" + ("" if text == "1" else "s")


def _headline(shown: dict, path: dict, record, expected: int | None, lang: str) -> str:
    years = len(path["changed"])
    if not record.years:
        return _standstill(shown, years, expected, lang)
    interval, step = _plain(record.interval), _plain(record.step)
    every = "every year" if interval == "1" else f"one every {interval} years"
    if len(record.years) == 1:
        return {
            "zh": f"{years} 年里变革 1 次，在第 {record.years[0]} 年，补上 {step} 点失配。",
            "en": f"1 change in {years} years, in year {record.years[0]}; it closes "
            f"{_count(record.step, 'point')} of mismatch.",
        }[lang]
    mean = "" if shown["environment"] == "steady" else {"zh": "平均", "en": "on average "}[lang]
    return {
        "zh": f"{years} 年里变革 {len(record.years)} 次，{mean}每隔 {interval} 年一次，"
        f"每次{mean}补上 {step} 点失配。",
        "en": f"{len(record.years)} changes in {years} years, {mean}{every}; each closes "
        f"{mean}{_count(record.step, 'point')} of mismatch.",
    }[lang]


def _standstill(shown: dict, years: int, expected: int | None, lang: str) -> str:
    start = {"zh": f"{years} 年里没有变革：", "en": f"No change in {years} years: "}[lang]
    if shown["drift"] == 0:
        return start + {"zh": "环境不变，失配不增加。", "en": "the environment stands still."}[lang]
    if expected is None:
        rise = _plain(shown["cost"] * shown["path_dependence"] / shown["benefit"])
        drift = _plain(shown["drift"])
        return (
            start
            + {
                "zh": f"规则被锁定，门槛每年升高 {rise} 点，失配每年平均只增加 {drift} 点，追不上。",
                "en": f"the rules are locked in, the threshold rises by {rise} a year and the mismatch "
                f"by only {drift} on average.",
            }[lang]
        )
    if expected <= years:
        return (
            start
            + {
                "zh": f"这一次抽样里变化来得慢，环境平稳时第 {expected} 年就会变革。",
                "en": f"this draw is slow, a steady environment would bring it in year {expected}.",
            }[lang]
        )
    return (
        start
        + {
            "zh": f"环境平稳时，要到第 {expected} 年净收益才超过成本。",
            "en": f"in a steady environment the net benefit exceeds the cost only in year {expected}.",
        }[lang]
    )


def _rule(shown: dict, expected: int | None, lang: str) -> str:
    if expected is None:
        return {
            "zh": "规则：预期净收益大于变革成本，才会变革。按平稳的环境算，这里净收益永远不会超过成本。",
            "en": "Rule: change happens when the expected net benefit exceeds the cost of change. "
            "In a steady environment it never does here.",
        }[lang]
    gain = _plain(shown["benefit"] * shown["drift"] * expected)
    cost = _plain(shown["cost"] * (1 + shown["path_dependence"] * expected))
    return {
        "zh": "规则：预期净收益大于变革成本，才会变革。"
        f"按平稳的环境算，第 {expected} 年头一次做到：净收益 {gain}，成本 {cost}。",
        "en": "Rule: change happens when the expected net benefit exceeds the cost of change. "
        f"In a steady environment that is first so in year {expected}: net benefit {gain}, cost {cost}.",
    }[lang]


def _pace(path: dict, record, lang: str) -> str:
    total, closed, left = [_plain(v) for v in (record.closed + record.left, record.closed, record.left)]
    if not record.years:
        threshold = _plain(path["threshold"][-1])
        return {
            "zh": f"失配积到 {left} 点，门槛已在 {threshold} 点。",
            "en": f"The mismatch has grown to {left} points, the threshold stands at {threshold}.",
        }[lang]
    return {
        "zh": f"环境一共错开 {total} 点，变革补上 {closed} 点，还剩 {left} 点："
        "门槛决定台阶多大、多密，长期的速度由环境决定。",
        "en": f"The environment moved {total} points away, changes closed {closed}, {left} remain: the "
        "threshold sets the size and number of steps, the environment sets the long-run pace.",
    }[lang]


def _waiting(record, lang: str) -> str:
    borne = _plain(record.borne)
    return {
        "zh": f"等待的代价：年终平均有 {borne} 点失配没有补上。均衡只是说改变不合算，不是说没有问题。",
        "en": f"The price of waiting: {borne} points of mismatch unmet at the end of an average year. "
        "Equilibrium means that change does not pay, not that nothing is wrong.",
    }[lang]


def _or_dash(value: float | None) -> str:
    return "—" if value is None else _plain(value)


def _measures(record, lang: str) -> list:
    labels = {
        "zh": ("变革次数", "平均间隔", "每次补上", "共补上", "平均失配"),
        "en": ("changes", "mean interval", "mean step", "closed in all", "mean mismatch"),
    }[lang]
    values = (len(record.years), record.interval, record.step, record.closed, record.borne)
    return [{"label": label, "text": _or_dash(value)} for label, value in zip(labels, values)]


def _table(path: dict, record, lang: str) -> dict:
    rows = {
        "zh": (
            ("变革次数", len(record.years), "次"),
            ("平均间隔", record.interval, "年"),
            ("每次平均补上", record.step, "点"),
            ("环境一共错开", record.closed + record.left, "点"),
            ("变革一共补上", record.closed, "点"),
            ("期末还剩", record.left, "点"),
            ("年终平均失配", record.borne, "点"),
            ("期末的门槛", path["threshold"][-1], "点"),
        ),
        "en": (
            ("changes", len(record.years), ""),
            ("mean interval", record.interval, "years"),
            ("mean step", record.step, "points"),
            ("added by the environment", record.closed + record.left, "points"),
            ("closed by changes", record.closed, "points"),
            ("left at the end", record.left, "points"),
            ("mean mismatch at a year's end", record.borne, "points"),
            ("threshold at the end", path["threshold"][-1], "points"),
        ),
    }[lang]
    return {
        "caption": {"zh": "变革的次数、步子和代价", "en": "Changes: number, size and price"}[lang],
        "columns": {"zh": ["数量", "值"], "en": ["quantity", "value"]}[lang],
        "rows": [[label, f"{_or_dash(value)} {unit}".strip()] for label, value, unit in rows],
    }


def _changes(path: dict, record, lang: str) -> dict:
    dates = record.years[:LISTED]
    listed = [
        [
            str(place + 1),
            str(year),
            str(year - ([0] + dates)[place]),
            _plain(path["pressure"][year - 1]),
            _plain(path["threshold"][year - 1]),
        ]
        for place, year in enumerate(dates)
    ]
    return {
        "caption": {
            "zh": f"各次变革（至多列出前 {LISTED} 次）",
            "en": f"The changes one by one (at most the first {LISTED})",
        }[lang],
        "columns": {
            "zh": ["第几次", "年份", "距上次（年）", "失配（点）", "门槛（点）"],
            "en": ["change", "year", "years since the last", "mismatch (points)", "threshold (points)"],
        }[lang],
        "rows": listed or [["—"] * 5],
    }


def _figure(path: dict, initial_threshold: float, lang: str) -> dict:
    layout = chart.layout(340, {"l": 34, "r": 12, "t": 30, "b": 104})
    layout["xaxis"] = {
        "range": [0, len(path["changed"]) * 1.02],
        "fixedrange": True,
        "zeroline": False,
        "ticksuffix": {"zh": "年", "en": " yr"}[lang],
        "showticksuffix": "last",
    }
    layout["yaxis"] = {
        "range": [-0.04 * _top(path), _top(path)],
        "fixedrange": True,
        "zeroline": False,
    }
    layout["showlegend"] = True
    layout["legend"] = {
        "orientation": "h",
        "x": 0,
        "y": -0.2,
        "yanchor": "top",
        "entrywidth": {"zh": 48, "en": 100}[lang],
        "font": {"size": 12},
    }
    names = {
        "zh": ("均衡", "失衡", "边际调整", "新均衡", "门槛"),
        "en": ("equilibrium", "disequilibrium", "adjustment", "new equilibrium", "threshold"),
    }[lang]
    rising, falling, threshold = _segments(path, initial_threshold)
    peaks = [(year, stock) for year, stock, changed in _years(path) if changed]
    return {
        "data": [
            _axis_name({"zh": "失配（点）", "en": "mismatch (points)"}[lang], _top(path)),
            _line(names[4], threshold, chart.NEUTRAL, "dash", 1.5),
            _line(names[0], rising, chart.COLORS[1], "solid", 2.5),
            _points(names[1], peaks, chart.COLORS[0], "triangle-up"),
            _line(names[2], falling, chart.COLORS[0], "dot", 1.5),
            _points(names[3], [(year, 0) for year, _ in peaks], chart.COLORS[2], "circle-open"),
        ],
        "layout": layout,
    }


def _axis_name(text: str, top: float) -> dict:
    """Name of the upright axis, written above it."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0],
        "y": [top],
        "text": [text],
        "textposition": "top right",
        "cliponaxis": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _top(path: dict) -> float:
    """Upper end of the axis: all of the mismatch, and the threshold unless it runs away."""
    highest = max(path["pressure"])
    return 1.12 * max(highest, min(max(path["threshold"]), 2 * highest), 1)


def _years(path: dict) -> list:
    return [(place + 1, stock, path["changed"][place]) for place, stock in enumerate(path["pressure"])]


def _segments(path: dict, initial_threshold: float) -> tuple:
    """Growth of the mismatch, its falls and the threshold, as points with gaps."""
    rising: list = [(0, 0)]
    falling: list = []
    threshold: list = [(0, initial_threshold)]
    for year, stock, changed in _years(path):
        rising.append((year, stock))
        threshold.append((year, path["threshold"][year - 1]))
        if changed:
            rising += [(year, None), (year, 0)]
            falling += [(year, stock), (year, 0), (year, None)]
            threshold += [(year, None), (year, initial_threshold)]
    return rising, falling, threshold


def _line(name: str, points: list, color: str, dash: str, width: float) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "line": {"color": color, "dash": dash, "width": width},
        "hoverinfo": "skip",
    }


def _points(name: str, points: list, color: str, symbol: str) -> dict:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "marker": {"color": color, "symbol": symbol, "size": 9, "line": {"width": 1.5, "color": color}},
        "hovertemplate": "%{x}: %{y:.2f}<extra>" + name + "</extra>",
    }
