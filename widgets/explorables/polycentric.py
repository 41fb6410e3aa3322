"""Does sharing power among more actors decide and watch better?"""

from widgets.explorables import chart
from widgets.explorables.controls import settle, slider, toggle
from widgets.explorables.presets import preset
from widgets.explorables.wording import number, percent, points
from widgets.models.polycentric import (
    Concentration,
    concentration,
    detection,
    majority_accuracy,
    power_shares,
    weighted_accuracy,
)

NAME = "polycentric"
TITLE = {"zh": "人多，判得更准吗？看得更牢吗？", "en": "Do more heads judge better and watch better?"}
QUESTION = {
    "zh": "把权力分给更多主体，决定会更对、监督会更严吗？",
    "en": "Does sharing power among more actors decide and watch better?",
}
SOURCE = {
    "section": "polycentric",
    "citations": ["condorcet1785essai", "boland1989majority", "ladha1992speech", "laakso1979effective"],
}

MOST = 51
COUNTS = list(range(1, MOST + 1, 2))
TITLE_HEIGHT = 1.36  # on a panel's scale of probability
SAME = 1e-9  # accuracies closer than this are called equal


def _share(key: str, label: tuple, meaning: tuple, default: float, illustrative: bool = False) -> dict:
    return slider(
        key,
        {"zh": label[0], "en": label[1]},
        {"zh": meaning[0], "en": meaning[1]},
        0,
        1,
        0.05,
        default,
        illustrative=illustrative,
    )


CONTROLS = [
    slider(
        "actors",
        {"zh": "主体数", "en": "actors"},
        {
            "zh": "参与决定和监督的政府部门、企业、社会组织等；取奇数，使表决不会平局",
            "en": "agencies, firms, associations that decide and watch; odd, so that no vote is tied",
        },
        1,
        MOST,
        2,
        11,
    ),
    _share(
        "competence",
        ("判断能力", "competence"),
        ("一个主体判断正确的概率", "probability that one actor judges right"),
        0.6,
    ),
    _share(
        "dependence",
        ("彼此依赖", "dependence"),
        (
            "大家照搬同一个意见的概率；在本模型中也是两个主体判断的相关系数",
            "probability that all repeat one opinion; in this model also the correlation of two judgements",
        ),
        0,
    ),
    _share(
        "dominance",
        ("牵头者优势", "leader's advantage"),
        (
            "平分之外归牵头者的权力：0 是人人相等，1 是它独占",
            "power beyond an equal share that the leading actor holds: 0 all equal, 1 all of it",
        ),
        0,
        illustrative=True,
    ),
    _share(
        "oversight",
        ("察觉机会", "chance to notice"),
        (
            "一个主体看到错误行为的记录时，认出它有错的概率",
            "probability that an actor who sees the trace of a wrong act recognises it",
        ),
        0.2,
    ),
    toggle(
        "shared",
        {"zh": "共享数据", "en": "shared data"},
        {
            "zh": "开：人人看到同一份记录，例如一条链；关：各看各的一部分",
            "en": "on: all see one record, such as a chain; off: each sees a part of its own",
        },
        False,
    ),
    _share(
        "view",
        ("不共享时的视野", "view without sharing"),
        (
            "数据不共享时，一个主体碰到这件事的概率",
            "without shared data, probability that an actor comes across the act",
        ),
        0.2,
        illustrative=True,
    ),
    _share(
        "truth",
        ("记录属实的概率", "truth of the record"),
        (
            "共享的记录如实写下这件事的概率；上链不会提高它",
            "probability that the shared record tells the act as it was; a chain does not raise it",
        ),
        0.9,
        illustrative=True,
    ),
]


PRESETS = [
    preset("one", "一个主体", "one actor", {"actors": 1}),
    preset("independent", "五十一个独立主体", "fifty-one independent actors", {"actors": 51}),
    preset("copying", "都照抄牵头部门", "all copy the leading agency", {"actors": 51, "dependence": 0.9}),
    preset(
        "nominal",
        "名义上的多中心",
        "many centres in name only",
        {"actors": 51, "dominance": 0.5, "shared": True},
    ),
    preset("incompetent", "多数人判错", "most judge wrong", {"actors": 51, "competence": 0.45}),
    preset(
        "false_record",
        "共享一份不实的记录",
        "a false record, shared",
        {"actors": 51, "shared": True, "truth": 0.5},
    ),
]

PREDICTION: dict = {
    "question": {
        "zh": "二十一个主体各自独立、权力相等，每个判对的概率是 45%。按多数决定，判对的概率是多少？",
        "en": "Twenty-one independent and equal actors each judge right with probability 45%. "
        "How probable is it that their majority is right?",
    },
    "kind": "number",
    "minimum": 0,
    "maximum": 100,
    "step": 1,
    "unit": {"zh": "%", "en": "%"},
    "near": 5,
    "setting": {"actors": 21, "competence": 0.45, "dependence": 0, "dominance": 0},
}


def predicted() -> float:
    """The model's answer to PREDICTION, in per cent.

    Examples
    --------
    >>> round(predicted(), 1)
    32.1
    """
    shown = _shown(settle(CONTROLS, PREDICTION["setting"]))
    return 100 * _accuracy(shown["actors"], shown)


def replications() -> list:
    """Published values beside the model's.

    Examples
    --------
    >>> [abs(r["ours"] - r["published"]) <= r["tolerance"] for r in replications()]
    [True, True]
    """
    example = [0.10, 0.09, 0.12, 0.15, 0.12, 0.11, 0.15, 0.16]
    return [
        {
            "quantity": {
                "zh": "十一个独立主体各有 0.25 的概率判错时，多数判错的概率",
                "en": "probability that a majority of eleven independent voters errs, each with 0.25",
            },
            "published": 0.03432750701904297,
            "ours": 1 - majority_accuracy(11, 0.75),
            "tolerance": 1e-12,
            "source": "raschka2019python",
            "place": {"zh": "第七章，集成学习一节", "en": "chapter 7, learning with ensembles"},
        },
        {
            "quantity": {
                "zh": "八个份额的集中指数（原例以 10000 为满分，作 1296）",
                "en": "index of concentration of eight shares (1,296 on the scale to 10,000)",
            },
            "published": 0.1296,
            "ours": concentration(example).index,
            "tolerance": 1e-12,
            "source": "investopedia_hhi",
            "place": {"zh": "八个参与者的例子", "en": "example with eight participants"},
        },
    ]


def respond(lang: str = "zh", **inputs) -> dict:
    """Accuracy of the vote and chance to notice a wrong act, beside those of one actor.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        actors in [1, 51], taken down to an odd number; competence, dependence, dominance,
        oversight, view, truth in [0, 1]; shared, a bool.

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
    >>> respond(lang="en", actors=3, competence=0.8)["headline"].split(";")[0]
    'Actors: 3. Their vote is right with probability 90%, 10 points more than one actor alone'
    """
    shown = _shown(settle(CONTROLS, inputs, lang))
    accuracy = _accuracy(shown["actors"], shown)
    noticed = _noticed(shown["actors"], shown, shown["shared"])
    power = concentration(power_shares(shown["actors"], shown["dominance"]))
    return {
        "shown": shown,
        "headline": _headline(shown, accuracy, noticed, lang),
        "notes": [_why(shown, accuracy, lang), _watching(shown, lang), _power(shown, power, lang)],
        "table": _table(shown, accuracy, lang),
        "details": _oversight_table(shown, lang),
        "measures": _measures(shown, accuracy, noticed, power, lang),
        "figure": _figure(shown, accuracy, noticed, lang),
    }


def _shown(values: dict) -> dict:
    shown = dict(values)
    shown["actors"] = 2 * (int(values["actors"] + 1) // 2) - 1
    return shown


def _accuracy(actors: int, shown: dict) -> float:
    return weighted_accuracy(actors, shown["competence"], shown["dominance"], shown["dependence"])


def _noticed(actors: int, shown: dict, shared: bool) -> float:
    """At least one notices: through one record that may be false, or each by its own view."""
    if shared:
        return shown["truth"] * detection(actors, shown["oversight"], shown["dependence"])
    return detection(actors, shown["view"] * shown["oversight"], shown["dependence"])


def _percent(share: float) -> str:
    """Whole per cent; what is nearly certain or nearly impossible is not called so."""
    if 0.995 <= share < 1 - SAME:
        return ">99%"
    if SAME < share < 0.005:
        return "<1%"
    return percent(share)


def _compared(difference: float, lang: str) -> str:
    if abs(difference) < SAME:
        return {"zh": "与一个主体相同", "en": "the same as one actor alone"}[lang]
    size = points(abs(difference))
    more = difference > 0
    if lang == "zh":
        size = "不到 1" if size == "0" else size
        return f"比一个主体{'高' if more else '低'} {size} 个百分点"
    size = "less than one point" if size == "0" else size + (" point" if size == "1" else " points")
    return f"{size} {'more' if more else 'less'} than one actor alone"


def _headline(shown: dict, accuracy: float, noticed: float, lang: str) -> str:
    right, seen = _percent(accuracy), _percent(noticed)
    compared = _compared(accuracy - shown["competence"], lang)
    return {
        "zh": f"{shown['actors']} 个主体表决，判对的概率是 {right}，{compared}；"
        f"至少有一个发现错误行为的概率是 {seen}。",
        "en": f"Actors: {shown['actors']}. Their vote is right with probability {right}, {compared}; "
        f"at least one notices a wrong act with probability {seen}.",
    }[lang]


def _leader(shown: dict) -> float:
    return power_shares(shown["actors"], shown["dominance"])[0]


def _why(shown: dict, accuracy: float, lang: str) -> str:
    p, actors = shown["competence"], shown["actors"]
    free = majority_accuracy(actors, p)
    if actors == 1:
        text = {"zh": "只有一个主体，没有可合并的判断。", "en": "One actor: there is nothing to combine."}
    elif _leader(shown) > 0.5 + SAME:
        text = {
            "zh": "牵头者的份额过半，别人怎样投都不改变结果：主体很多，判断只有一个。",
            "en": "The leader holds more than half, so no other vote matters: many actors, one judgement.",
        }
    elif shown["dependence"] > 1 - SAME:
        text = {
            "zh": "大家照搬同一个意见，等于只有一个主体在判断。",
            "en": "All repeat one opinion, which is as good as one actor judging.",
        }
    elif abs(p - 0.5) < SAME:
        text = {
            "zh": "能力恰为一半：加多少主体都等于掷硬币。",
            "en": "Competence of exactly one half: however many actors, it is a coin toss.",
        }
    elif p < 0.5:
        text = {
            "zh": f"能力低于一半，人越多错得越稳：独立而平等时只有 {_percent(free)}。"
            "这时依赖反而减轻损失，因为错误不再累积。",
            "en": f"Below one half more actors err more surely: {_percent(free)} if independent and equal. "
            "Dependence then softens the loss, because errors no longer add up.",
        }
    else:
        text = _kept(shown, accuracy, free)
    return text[lang]


def _kept(shown: dict, accuracy: float, free: float) -> dict:
    p = shown["competence"]
    if free - p < SAME:
        return {"zh": "每个主体都不会错，合并没有用处。", "en": "Nobody errs, so combining adds nothing."}
    kept = _percent((accuracy - p) / (free - p))
    return {
        "zh": f"各自独立、份额相等时判对的概率是 {_percent(free)}；照现在的依赖和份额，"
        f"比一个主体多出的部分保住了 {kept}。",
        "en": f"Independent and equal they would be right with {_percent(free)}; of that gain over one actor "
        f"the present dependence and shares keep {kept}.",
    }


def _watching(shown: dict, lang: str) -> str:
    apart, together = [_noticed(shown["actors"], shown, shared) for shared in (False, True)]
    ceiling = _percent(shown["truth"])
    if abs(together - apart) < SAME:
        verdict = {"zh": "两者一样。", "en": "They are equal."}
    elif together > apart:
        verdict = {"zh": "共享更好。", "en": "Sharing is better."}
    else:
        verdict = {"zh": "不共享反而更好。", "en": "Not sharing is better."}
    return {
        "zh": f"监督：共享 {_percent(together)}，不共享 {_percent(apart)}，{verdict['zh']}"
        f"共享的上限是记录属实的概率 {ceiling}，再多的人看同一份不实的记录也看不出来。",
        "en": f"Oversight: {_percent(together)} shared, {_percent(apart)} not shared. {verdict['en']} "
        f"Sharing cannot exceed the truth of the record, {ceiling}: no crowd sees what was never recorded.",
    }[lang]


def _power(shown: dict, power: Concentration, lang: str) -> str:
    leader = _percent(_leader(shown))
    index, spread, equal = (
        number(power.index, 2),
        number(power.dispersion, 2),
        number(power.effective_number, 1),
    )
    return {
        "zh": f"牵头者的份额是 {leader}，集中指数 {index}，分散度 {spread}，"
        f"相当于 {equal} 个份额相等的主体。",
        "en": f"The leader holds {leader}; concentration {index}, dispersion {spread}, "
        f"as with {equal} equal actors.",
    }[lang]


def _table(shown: dict, accuracy: float, lang: str) -> dict:
    p = shown["competence"]
    free = majority_accuracy(shown["actors"], p)
    names = {
        "zh": ["一个主体", "各自独立、份额相等", "你的设置"],
        "en": ["one actor", "independent and equal", "your setting"],
    }[lang]
    return {
        "caption": {"zh": "判断正确的概率", "en": "Probability of judging right"}[lang],
        "columns": {
            "zh": ["安排", "主体数", "判对的概率", "比一个主体多（百分点）"],
            "en": ["arrangement", "actors", "right", "more than one actor (points)"],
        }[lang],
        "rows": [
            [name, str(actors), _percent(value), points(value - p)]
            for name, actors, value in zip(names, (1, shown["actors"], shown["actors"]), (p, free, accuracy))
        ],
    }


def _oversight_table(shown: dict, lang: str) -> dict:
    names = {"zh": ["不共享", "共享"], "en": ["not shared", "shared"]}[lang]
    return {
        "caption": {
            "zh": "至少有一个主体发现错误行为的概率",
            "en": "Probability that at least one actor notices a wrong act",
        }[lang],
        "columns": {
            "zh": ["数据", "一个主体", "全部主体"],
            "en": ["data", "one actor", "all actors"],
        }[lang],
        "rows": [
            [name, _percent(_noticed(1, shown, shared)), _percent(_noticed(shown["actors"], shown, shared))]
            for name, shared in zip(names, (False, True))
        ],
    }


def _measures(shown: dict, accuracy: float, noticed: float, power: Concentration, lang: str) -> list:
    gain = points(accuracy - shown["competence"])
    labelled = [
        ({"zh": "判对的概率", "en": "right"}, _percent(accuracy)),
        ({"zh": "比一个主体多（百分点）", "en": "more than one actor (points)"}, gain),
        ({"zh": "发现的概率", "en": "noticed"}, _percent(noticed)),
        ({"zh": "集中指数", "en": "concentration"}, number(power.index, 2)),
        ({"zh": "分散度", "en": "dispersion"}, number(power.dispersion, 2)),
    ]
    return [{"label": label[lang], "text": text} for label, text in labelled]


def _figure(shown: dict, accuracy: float, noticed: float, lang: str) -> dict:
    layout = chart.layout(480, {"l": 44, "r": 12, "t": 4, "b": 52})
    layout["xaxis"] = {
        "range": [0, MOST + 1],
        "tickvals": [1, 11, 21, 31, 41, 51],
        "fixedrange": True,
        "anchor": "y2",
        "zeroline": False,
        "showgrid": False,
        "title": {"text": {"zh": "主体数", "en": "actors"}[lang], "font": {"size": 13}},
    }
    layout["yaxis"] = _axis([0.54, 1])
    layout["yaxis2"] = _axis([0, 0.46])
    return {"data": _judging(shown, accuracy, lang) + _seeing(shown, noticed, lang), "layout": layout}


def _axis(domain: list) -> dict:
    """A scale of probability with room above it for the panel's title and key."""
    return {
        "domain": domain,
        "range": [-0.03, TITLE_HEIGHT + 0.1],
        "tickvals": [0, 0.5, 1],
        "ticktext": ["0%", "50%", "100%"],
        "fixedrange": True,
        "zeroline": False,
    }


def _judging(shown: dict, accuracy: float, lang: str) -> list:
    p = shown["competence"]
    names = {"zh": ("一个主体", "独立相等", "你的设置"), "en": ("one actor", "free, equal", "yours")}[lang]
    curves = [
        (names[0], [p for _ in COUNTS], chart.NEUTRAL, "dot"),
        (names[1], [majority_accuracy(n, p) for n in COUNTS], chart.COLORS[1], "dash"),
        (names[2], [_accuracy(n, shown) for n in COUNTS], chart.COLORS[0], "solid"),
    ]
    title = {"zh": "表决判对的概率", "en": "the vote is right"}[lang]
    return _panel(title, curves, shown["actors"], accuracy, "y")


def _seeing(shown: dict, noticed: float, lang: str) -> list:
    names = {"zh": ("不共享", "共享"), "en": ("not shared", "shared")}[lang]
    curves = [
        (
            name,
            [_noticed(n, shown, shared) for n in COUNTS],
            color,
            "solid" if shared == shown["shared"] else "dash",
        )
        for name, shared, color in zip(names, (False, True), (chart.COLORS[3], chart.COLORS[2]))
    ]
    title = {"zh": "错误行为被发现的概率", "en": "a wrong act is noticed"}[lang]
    return _panel(title, curves, shown["actors"], noticed, "y2")


def _panel(title: str, curves: list, actors: int, value: float, axis: str) -> list:
    heading = {"mode": "text", "x": [0], "y": [TITLE_HEIGHT], "text": [f"<b>{title}</b>"]}
    traces: list = [heading]
    for place, (name, values, color, dash) in enumerate(curves):
        line = {"color": color, "width": 2, "dash": dash}
        start = 1 + 18 * place
        key = {
            "mode": "lines+text",
            "x": [start, start + 3.5],
            "y": [1.16, 1.16],
            "text": ["", "\u00a0" + name],
            "line": line,
        }
        traces += [{"mode": "lines", "x": COUNTS, "y": values, "line": line}, key]
    traces.append(_reader(actors, value))
    for trace in traces:
        trace.update({"type": "scatter", "yaxis": axis, "hoverinfo": "skip", "cliponaxis": False})
        trace["textposition"] = trace.get("textposition", "middle right")
    return traces


def _reader(actors: int, value: float) -> dict:
    vertical = "bottom" if value > 0.8 else "top"
    return {
        "mode": "markers+text",
        "x": [actors],
        "y": [value],
        "text": [_percent(value)],
        "textposition": vertical + (" left" if actors > MOST / 2 else " right"),
        "marker": {
            "symbol": "star",
            "size": 14,
            "color": "#d62246",
            "line": {"width": 1, "color": "#ffffff"},
        },
    }
