"""Where are ideas lost between conception and spread?"""

from widgets.explorables import chart
from widgets.explorables.controls import settle, slider
from widgets.explorables.presets import preset
from widgets.explorables.wording import number, percent
from widgets.models.process import (
    chance_of_nothing,
    chance_of_unequal_luck,
    expected_funnel,
    implemented_share,
    reach,
    select,
    survivor_interval,
    survivors,
)

NAME = "process"
TITLE = {"zh": "点子在哪一关丢失？", "en": "Where are ideas lost?"}
QUESTION = {
    "zh": "从孕育到传播，点子在哪一关丢失？",
    "en": "Where are ideas lost between conception and spread?",
}
SOURCE = {
    "section": "process",
    "citations": ["zhao2014roadmap", "stevens1997ideas", "stanislaw1999calculation"],
}

STAGES = {
    "zh": ("孕育", "选择", "实施", "传播"),
    "en": ("conceived", "selected", "working", "spread"),
}
LEVEL = 0.9
DRAWN = 0.998  # share of the distribution that the figure shows
SAME = 1e-9


def _slider(key: str, label: tuple, meaning: tuple, scale: tuple, default: float) -> dict:
    low, high, step = scale
    return slider(
        key,
        {"zh": label[0], "en": label[1]},
        {"zh": meaning[0], "en": meaning[1]},
        low,
        high,
        step,
        default,
        illustrative=True,
    )


SHARE = (0.05, 1, 0.05)
CONTROLS = [
    _slider(
        "ideas",
        ("一年的点子数", "ideas a year"),
        ("孕育：公共管理者一年提出多少个点子", "conception: how many ideas are put forward in a year"),
        (5, 300, 5),
        40,
    ),
    _slider(
        "good",
        ("好点子的比例", "share of good ideas"),
        (
            "孕育的质量：只要实施得当就会见效的点子所占的比例",
            "quality of conception: share of ideas that would work if well implemented",
        ),
        SHARE,
        0.3,
    ),
    _slider(
        "selection",
        ("选中率", "selection rate"),
        (
            "选择：所有点子中被采纳的比例；越低越严",
            "selection: share of all ideas adopted; lower is stricter",
        ),
        SHARE,
        0.25,
    ),
    _slider(
        "discernment",
        ("辨识力", "discernment"),
        (
            "选择的眼光：好点子被选中的优势（选中与落选之比）是差点子的几倍；1 等于抽签",
            "how many times the odds of being selected are higher for a good idea than for a bad one; "
            "1 is a lottery",
        ),
        (1, 50, 1),
        4,
    ),
    _slider(
        "capacity",
        ("实施的人手", "hands to implement"),
        (
            "实施：一年能好好实施几个；选中的更多，就只有一部分轮得到",
            "implementation: how many can be carried out properly in a year; of more selected only some are",
        ),
        (5, 300, 5),
        20,
    ),
    _slider(
        "success",
        ("实施成功率", "implementation success"),
        (
            "实施：好点子做起来以后真正见效的概率",
            "implementation: probability that a good idea works once carried out",
        ),
        SHARE,
        0.4,
    ),
    _slider(
        "places",
        ("知道它的地方", "places that learn of it"),
        ("传播：见效的做法向多少个别的地方推介", "spread: to how many other places it is presented"),
        (0, 30, 1),
        5,
    ),
    _slider(
        "adoption",
        ("采纳概率", "probability of adoption"),
        ("传播：其中一个地方照着做的概率", "spread: probability that one of these places takes it over"),
        SHARE,
        0.2,
    ),
]


PUBLISHED = {"zh": "已发表的漏斗", "en": "published funnel"}

PRESETS = [
    preset("few", "点子很少", "few ideas", {"ideas": 5}),
    preset("strict", "从严选择", "strict selection", {"selection": 0.05}),
    preset("all", "来者不拒", "everything is tried", {"selection": 1}),
    preset("lottery", "选择等于抽签", "selection by lot", {"discernment": 1}),
    preset("no_spread", "没有别人知道", "nobody learns of it", {"places": 0}),
    preset(
        "products",
        "企业新产品：由小项目到商业成功",
        "new products: from small project to commercial success",
        {
            "ideas": 125,
            "good": 1,
            "selection": 9 / 125,
            "discernment": 1,
            "success": 0.1889,
            "places": 1,
            "adoption": 0.5882,
        },
        PUBLISHED,
    ),
]

PREDICTION: dict = {
    "question": {
        "zh": "某地一年有一百个点子，每一个最后传到别处的概率都是 1%，所以平均每年有一个。"
        "某一年一个也没有的概率是多少？",
        "en": "A place has a hundred ideas a year, and each spreads elsewhere with probability 1%: "
        "one a year on average. How probable is a year with none?",
    },
    "kind": "number",
    "minimum": 0,
    "maximum": 100,
    "step": 1,
    "unit": {"zh": "%", "en": "%"},
    "near": 5,
    "setting": {
        "ideas": 100,
        "good": 1,
        "selection": 0.1,
        "discernment": 1,
        "success": 0.2,
        "places": 1,
        "adoption": 0.5,
    },
}


def predicted() -> float:
    """The model's answer to PREDICTION, in per cent.

    Examples
    --------
    >>> round(predicted(), 1)
    36.6
    """
    shown = _shown(settle(CONTROLS, PREDICTION["setting"]))
    return 100 * chance_of_nothing(shown["ideas"], _rates(shown)["whole"])


def replications() -> list:
    """Published values beside the model's.

    Examples
    --------
    >>> [abs(r["ours"] - r["published"]) <= r["tolerance"] for r in replications()]
    [True, True, True]
    """
    wrong = survivors(11, 0.25)
    return [
        {
            "quantity": {
                "zh": "十一个独立的投票者各有 0.25 的概率判错时，至少六个判错的概率（二项分布）",
                "en": "probability that at least six of eleven voters err, each with 0.25 (binomial)",
            },
            "published": 0.03432750701904297,
            "ours": sum(wrong[6:]),
            "tolerance": 1e-12,
            "source": "raschka2019python",
            "place": {"zh": "第七章，集成学习一节", "en": "chapter 7, learning with ensembles"},
        },
        {
            "quantity": {
                "zh": "一百例中有病、无病各半，报有病的占 45%，两者的优势比为 36 时的击中率",
                "en": "hit rate if half of 100 cases are ill, 45% are called ill and the odds ratio is 36",
            },
            "published": 0.8,
            "ours": select(0.45, 0.5, 36).hit_rate,
            "tolerance": 1e-12,
            "source": "schneider_detection",
            "place": {"zh": "击中与虚报的例表", "en": "table of hits and false alarms"},
        },
        {
            "quantity": {
                "zh": "新产品上市以后取得商业成功的比例（%），由预设的漏斗算得",
                "en": "share of launched products that succeed (%), from the funnel of the preset",
            },
            "published": 59,
            "ours": _share_of_launched(),
            "tolerance": 0.5,
            "source": "industrialheating_ideas",
            "place": {"zh": "第七阶段", "en": "stage 7"},
        },
    ]


def _share_of_launched() -> float:
    funnel = _funnel(_shown(settle(CONTROLS, PRESETS[-1]["settings"])))
    return 100 * funnel["good"][3] / funnel["good"][2]


def respond(lang: str = "zh", **inputs) -> dict:
    """Expected counts of a year's ideas after each stage, and how far luck carries from them.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        ideas in [5, 300] and places in [0, 30], taken down to whole numbers; good, selection,
        success, adoption in [0.05, 1]; discernment in [1, 50]; capacity in [5, 300].

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
    >>> respond(lang="en")["headline"].split(";")[0]
    'Of 40 ideas 1.4 are expected to spread'
    """
    shown = _shown(settle(CONTROLS, inputs, lang))
    funnel = _funnel(shown)
    levers = _levers(shown)
    return {
        "shown": shown,
        "headline": _headline(shown, funnel, lang),
        "notes": [_where(shown, funnel, lang), _luck(shown, funnel, lang), _best_lever(levers, lang)],
        "table": _table(shown, funnel, lang),
        "details": _lever_table(levers, lang),
        "measures": _measures(shown, funnel, lang),
        "figure": _figure(shown, funnel, lang),
    }


def _shown(values: dict) -> dict:
    shown = dict(values)
    for key in ("ideas", "places"):
        shown[key] = int(values[key])
    return shown


def _rates(shown: dict) -> dict:
    """What each stage keeps of the good ideas, and of all ideas in the end."""
    selection = select(shown["selection"], shown["good"], shown["discernment"])
    spread = reach(shown["places"], shown["adoption"])
    done = implemented_share(shown["ideas"] * shown["selection"], shown["capacity"]) * shown["success"]
    working = shown["good"] * selection.hit_rate * done
    return {
        "selection": selection,
        "good": [selection.hit_rate, done, spread],
        "working": working,
        "whole": working * spread,
    }


def _funnel(shown: dict) -> dict:
    """Expected counts by stage, of the good ideas and of all that are still carried along."""
    rates = _rates(shown)
    ideas, good = shown["ideas"], []
    for kept in expected_funnel(ideas, [shown["good"]] + rates["good"])[1:]:
        good.append(kept)
    chances = [1.0, shown["selection"], rates["working"], rates["whole"]]
    return {
        "good": good,
        "all": [ideas * chance for chance in chances],
        "chances": chances,
        "rates": rates,
        "interval": survivor_interval(ideas, rates["whole"], LEVEL),
    }


def _levers(shown: dict) -> list:
    """The outcome with one control doubled, or raised to its end where doubling goes beyond it."""
    before = shown["ideas"] * _rates(shown)["whole"]
    found = []
    for control in CONTROLS:
        key = control["key"]
        changed = dict(shown)
        changed[key] = 2 * shown[key]
        if control["maximum"] == 1:
            changed[key] = min(1.0, changed[key])
        chance = _rates(changed)["whole"]
        expected = changed["ideas"] * chance
        found.append(
            {
                "label": control["label"],
                "from": shown[key],
                "to": changed[key],
                "expected": expected,
                "times": expected / before if before else None,
                "nothing": chance_of_nothing(changed["ideas"], chance),
                "interval": survivor_interval(changed["ideas"], chance, LEVEL),
            }
        )
    return found


def _percent(share: float) -> str:
    """Whole per cent; what is nearly certain or nearly impossible is not called so."""
    if 0.995 <= share < 1 - SAME:
        return ">99%"
    if SAME < share < 0.005:
        return "<1%"
    return percent(share)


def _count(expected: float) -> str:
    """An expected count: one decimal, two where one would hide it, none where it is whole."""
    if abs(expected - round(expected)) < SAME:
        return number(expected, 0)
    if expected >= 0.95:
        return number(expected, 1)
    return "<0.01" if expected < 0.005 else number(expected, 2)


def _range(interval: tuple, lang: str) -> str:
    if interval[0] == interval[1]:
        return str(interval[0])
    return {"zh": "%d 到 %d", "en": "%d to %d"}[lang] % interval


def _headline(shown: dict, funnel: dict, lang: str) -> str:
    expected, nothing = _count(funnel["all"][3]), _percent(_nothing(shown, funnel))
    span = _range(funnel["interval"], lang)
    return {
        "zh": f"{shown['ideas']} 个点子，预期 {expected} 个传到别处；"
        f"一年里一个也没有的概率是 {nothing}，九成的年份有 {span} 个。",
        "en": f"Of {shown['ideas']} ideas {expected} are expected to spread; "
        f"a year without any has probability {nothing}, nine years in ten see {span}.",
    }[lang]


def _nothing(shown: dict, funnel: dict) -> float:
    return chance_of_nothing(shown["ideas"], funnel["chances"][3])


def _losses(funnel: dict) -> list:
    return [funnel["good"][k] - funnel["good"][k + 1] for k in range(3)]


def _where(shown: dict, funnel: dict, lang: str) -> str:
    losses = _losses(funnel)
    largest = losses.index(max(losses))
    at = [_count(loss) for loss in losses]
    worst = {"zh": ("选择", "实施", "传播"), "en": ("selection", "implementation", "spread")}[lang][largest]
    return {
        "zh": f"{_count(funnel['good'][0])} 个好点子，选择丢 {at[0]} 个，实施丢 {at[1]} 个，"
        f"传播丢 {at[2]} 个，最多的是{worst}。",
        "en": f"Of {_count(funnel['good'][0])} good ideas selection loses {at[0]}, implementation {at[1]}, "
        f"spread {at[2]}; most at {worst}. ",
    }[lang] + _hands(shown, funnel, lang)


def _hands(shown: dict, funnel: dict, lang: str) -> str:
    """What selection hands on, beside what implementation can take."""
    selected, capacity = funnel["all"][1], shown["capacity"]
    bad = _count(selected * (1 - funnel["rates"]["selection"].good_among_selected))
    told = _count(selected)
    if selected > capacity + SAME:
        return {
            "zh": f"选中 {told} 个（差的 {bad} 个），人手只够 {number(capacity)} 个，好的差的一样要等。",
            "en": f"Of {told} selected ({bad} of them bad) only {number(capacity)} can be carried out, "
            "and good ones wait like bad ones.",
        }[lang]
    return {
        "zh": f"选中 {told} 个（差的 {bad} 个），人手够 {number(capacity)} 个。",
        "en": f"{told} are selected ({bad} of them bad); there are hands for {number(capacity)}.",
    }[lang]


def _luck(shown: dict, funnel: dict, lang: str) -> str:
    unequal = _percent(chance_of_unequal_luck(shown["ideas"], funnel["chances"][3]))
    return {
        "zh": f"两个条件完全相同的地方，同一年传开的个数不同的概率是 {unequal}。这样的差别不说明谁更有本事。",
        "en": f"Two places alike in everything end a year with different numbers with probability {unequal}. "
        "Such a difference says nothing about skill.",
    }[lang]


def _best_lever(levers: list, lang: str) -> str:
    movable = [lever for lever in levers if lever["to"] > lever["from"] and lever["times"] is not None]
    if not movable:
        return {
            "zh": "没有地方知道，加倍哪一项都仍是零：链条断了一环，其余各环再强也没有用。",
            "en": "No place learns of it, so doubling anything leaves nothing: one broken link undoes all.",
        }[lang]
    highest = max(lever["times"] for lever in movable)
    lowest = min(lever["times"] for lever in movable)
    best, worst = [_named(movable, times, lang) for times in (highest, lowest)]
    return {
        "zh": f"各项单独加倍（比例最多到 100%）：效果最大的是{best}，预期变为 {number(highest, 2)} 倍；"
        f"最小的是{worst}，{number(lowest, 2)} 倍。",
        "en": f"Doubling one thing at a time (shares at most to 100%): {best} brings most, "
        f"{number(highest, 2)} times as much; {worst} least, {number(lowest, 2)} times.",
    }[lang]


def _named(levers: list, times: float, lang: str) -> str:
    names = [lever["label"][lang] for lever in levers if abs(lever["times"] - times) < SAME]
    return {"zh": "、", "en": ", "}[lang].join(names)


def _table(shown: dict, funnel: dict, lang: str) -> dict:
    rows = []
    for k, stage in enumerate(STAGES[lang]):
        kept = "–" if k == 0 else _percent(funnel["rates"]["good"][k - 1])
        interval = survivor_interval(shown["ideas"], funnel["chances"][k], LEVEL)
        rows.append(
            [stage, _count(funnel["all"][k]), _range(interval, lang), _count(funnel["good"][k]), kept]
        )
    return {
        "caption": {
            "zh": "一年的点子：每一关以后还剩多少（实施、传播两行只计见效的）",
            "en": "A year's ideas: what is left after each stage (from working on, only those that work)",
        }[lang],
        "columns": {
            "zh": ["环节", "预期个数", "九成区间", "其中好点子", "好点子通过率"],
            "en": ["stage", "expected", "nine in ten", "good ones", "share of good ones kept"],
        }[lang],
        "rows": rows,
    }


def _lever_table(levers: list, lang: str) -> dict:
    return {
        "caption": {"zh": "只把一项加倍，会怎样", "en": "What doubling one thing does"}[lang],
        "columns": {
            "zh": ["加倍", "由 → 到", "预期传开", "倍数", "一个也没有", "九成区间"],
            "en": ["doubled", "from → to", "expected", "times", "none at all", "nine in ten"],
        }[lang],
        "rows": [
            [
                lever["label"][lang],
                f"{number(lever['from'])} → {number(lever['to'])}",
                _count(lever["expected"]),
                "–" if lever["times"] is None else number(lever["times"], 2),
                _percent(lever["nothing"]),
                _range(lever["interval"], lang),
            ]
            for lever in levers
        ],
    }


def _measures(shown: dict, funnel: dict, lang: str) -> list:
    selection = funnel["rates"]["selection"]
    copies = funnel["all"][2] * shown["places"] * shown["adoption"]
    labelled = [
        ({"zh": "预期传开", "en": "expected to spread"}, _count(funnel["all"][3])),
        ({"zh": "一个也没有", "en": "none at all"}, _percent(_nothing(shown, funnel))),
        ({"zh": "好点子落选", "en": "good ideas dropped"}, _percent(1 - selection.hit_rate)),
        ({"zh": "选中者中的好点子", "en": "good among selected"}, _percent(selection.good_among_selected)),
        ({"zh": "照着做的地方", "en": "places that copy"}, _count(copies)),
    ]
    return [{"label": label[lang], "text": text} for label, text in labelled]


def _figure(shown: dict, funnel: dict, lang: str) -> dict:
    layout = chart.layout(500, {"l": 62 if lang == "en" else 40, "r": 10, "t": 6, "b": 46})
    drawn = survivor_interval(shown["ideas"], funnel["chances"][3], DRAWN)
    low = drawn[0] if drawn[0] > 12 else 0
    high = max(drawn[1], low + 6)
    layout["barmode"] = "stack"
    layout["bargap"] = 0.25
    layout["xaxis"] = {
        "range": [0, 1.62 * shown["ideas"]],
        "visible": False,
        "fixedrange": True,
        "anchor": "y",
    }
    layout["yaxis"] = {
        "domain": [0.56, 1],
        "range": [-0.6, 4.5],
        "tickvals": [3, 2, 1, 0],
        "ticktext": list(STAGES[lang]),
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
    }
    layout["xaxis2"] = {
        "range": [low - 0.7, high + 0.7],
        "tickvals": _ticks(low, high),
        "fixedrange": True,
        "anchor": "y2",
        "showgrid": False,
        "zeroline": False,
        "title": {"text": {"zh": "一年里传开的个数", "en": "ideas that spread in a year"}[lang]},
    }
    probabilities = survivors(shown["ideas"], funnel["chances"][3])
    top = max(probabilities)
    layout["yaxis2"] = {"domain": [0, 0.46], "range": [0, 1.5 * top], "visible": False, "fixedrange": True}
    return {
        "data": _bars(shown, funnel, lang) + _distribution(probabilities, low, high, funnel, lang),
        "layout": layout,
    }


def _ticks(low: int, high: int) -> list:
    step = 1
    while (high - low) / step > 8:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    first = -(-low // step) * step
    return list(range(first, high + 1, step))


def _text(x: float, y: float, text: str, axes: str, position: str = "middle right") -> dict:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x],
        "y": [y],
        "text": [text],
        "textposition": position,
        "xaxis": "x" + axes,
        "yaxis": "y" + axes,
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _bars(shown: dict, funnel: dict, lang: str) -> list:
    places = [3, 2, 1, 0]
    others = [whole - good for whole, good in zip(funnel["all"], funnel["good"])]
    traces = []
    for values, color in ((funnel["good"], chart.COLORS[0]), (others, chart.NEUTRAL)):
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": values,
                "y": places,
                "marker": {"color": color},
                "hoverinfo": "skip",
            }
        )
    labels = {"zh": "%s，好的 %s", "en": "%s, good %s"}[lang]
    for k, place in enumerate(places):
        whole, good = _count(funnel["all"][k]), _count(funnel["good"][k])
        text = labels % (whole, good) if k < 2 else whole
        traces.append(_text(funnel["all"][k], place, " " + text, ""))
    title = {"zh": "每一关以后还剩多少", "en": "What is left after each stage"}[lang]
    key = {
        "zh": "<span style='color:%s'>■</span> 好点子 <span style='color:%s'>■</span> 差点子",
        "en": "<span style='color:%s'>■</span> good <span style='color:%s'>■</span> bad",
    }[lang]
    traces.append(_text(0, 4.35, f"<b>{title}</b>", ""))
    traces.append(_text(0, 3.72, key % (chart.COLORS[0], chart.NEUTRAL), ""))
    return traces


def _distribution(probabilities: list, low: int, high: int, funnel: dict, lang: str) -> list:
    first, last = funnel["interval"]
    counts = [k for k in range(low, high + 1) if k < len(probabilities)]
    colors = []
    for k in counts:
        inside = chart.COLORS[1] if first <= k <= last else chart.NEUTRAL
        colors.append("#d62246" if k == 0 else inside)
    top = max(probabilities)
    title = {"zh": "同样的条件，不同的年份", "en": "The same conditions, different years"}[lang]
    mean = {"zh": "预期 ", "en": "expected "}[lang] + _count(funnel["all"][3])
    expected = funnel["all"][3]
    side = "middle left" if expected > (low + high) / 2 else "middle right"
    at_zero = low == 0 and expected < 0.45  # a line would run through the bar of nothing
    return [
        {
            "type": "bar",
            "x": counts,
            "y": [probabilities[k] for k in counts],
            "marker": {"color": colors},
            "xaxis": "x2",
            "yaxis": "y2",
            "hoverinfo": "skip",
        },
        _text(low - 0.7, 1.44 * top, f"<b>{title}</b>", "2"),
        _text(0.45 if at_zero else expected, 1.24 * top, f" {mean} ", "2", side),
        {
            "type": "scatter",
            "mode": "lines",
            "x": [expected, expected],
            "y": [0, 0 if at_zero else 1.28 * top],
            "line": {"color": chart.COLORS[0], "width": 2, "dash": "dot"},
            "xaxis": "x2",
            "yaxis": "y2",
            "hoverinfo": "skip",
        },
        _text(low, probabilities[low], _percent(probabilities[0]) if low == 0 else "", "2", "top center"),
    ]
