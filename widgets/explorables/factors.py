"""Which lever keeps an innovation alive?"""

from widgets.explorables import chart
from widgets.explorables.controls import choice, settle, slider
from widgets.explorables.presets import preset
from widgets.explorables.wording import number, percent
from widgets.models.factors import (
    AGGREGATIONS,
    BRANCHES,
    LEAVES,
    LEAVES_OF_BRANCH,
    aggregate,
    leaf_weights,
    sustainability,
    tornado,
)

NAME = "factors"
TITLE = {"zh": "哪一个因素是杠杆？", "en": "Which factor is the lever?"}
QUESTION = {
    "zh": "要让一项创新活下去，最值得抬高的是哪一个因素？答案取决于什么？",
    "en": "Which factor is most worth raising to keep an innovation alive? What does the answer depend on?",
}
SOURCE = {
    "section": "factors",
    "citations": ["chapter", "oecd2008composite", "jrc_aggregating", "dul2016nca"],
}

BRANCH_TEXTS = {
    "actors": ("创新主体", "innovators", 0.8),
    "project": ("创新项目", "project", 0.6),
    "politics": ("政治环境", "politics", 0.7),
    "economy": ("经济环境", "economy", 0.5),
    "society": ("社会环境", "society", 0.4),
}
# label, least favourable, most favourable; each zh and en
LEAF_TEXTS = {
    "motivation": (
        ("创新动力", "drive"),
        ("难题一解决就没有理由再做", "no reason to go on once the problem is solved"),
        ("有不断更新的动力", "a drive that renews itself"),
    ),
    "leaders": (
        ("领导干部", "leaders"),
        ("无意也无力创新", "neither will nor ability"),
        ("有观念，也有能力", "both ideas and ability"),
    ),
    "effect": (
        ("效果", "effect"),
        ("看不出成效", "no visible result"),
        ("成效显著", "marked results"),
    ),
    "content": (
        ("内容", "content"),
        ("含混、难做、离不开专家", "vague, hard to do, needs experts"),
        ("清楚、易做、门槛低", "clear, easy to do, open to non-experts"),
    ),
    "scale": (
        ("规模", "scale"),
        ("覆盖小，配套少", "small, with little around it"),
        ("覆盖大，配套全", "large, with rules and support around it"),
    ),
    "cost_benefit": (
        ("成本收益", "net benefit"),
        ("代价超过收益", "costs exceed benefits"),
        ("收益远超代价", "benefits far exceed costs"),
    ),
    "institutionalisation": (
        ("制度化", "formalised"),
        ("只系于个人", "tied to persons"),
        ("写进规则、预算和机构", "written into rules, budget and posts"),
    ),
    "policy": (
        ("政策环境", "policy"),
        ("与国家政策相抵", "against national policy"),
        ("与国家政策合拍", "in step with national policy"),
    ),
    "system": (
        ("体制环境", "system"),
        ("考核把创新引向作秀", "appraisal turns it into show"),
        ("考核与真实需求一致", "appraisal agrees with real needs"),
    ),
    "institutions": (
        ("制度环境", "institutions"),
        ("没有支持，不容试错", "no support, no room for error"),
        ("有支持，容得下试错", "support, and room for error"),
    ),
    "development": (
        ("经济水平", "wealth"),
        ("经济很弱", "a very weak economy"),
        ("经济很强", "a very strong economy"),
    ),
    "resources": (
        ("资源能力", "resources"),
        ("人、财、物都缺", "short of staff, money and means"),
        ("人、财、物充足", "ample staff, money and means"),
    ),
    "public": (
        ("公众认同", "public"),
        ("群众不知道或反对", "unknown to the public or opposed"),
        ("群众广泛认可", "widely accepted"),
    ),
    "media": (
        ("媒体关注", "media"),
        ("没有报道，也没有监督", "neither coverage nor scrutiny"),
        ("有报道，也有监督", "coverage and scrutiny"),
    ),
    "scholarship": (
        ("学术研究", "research"),
        ("无人研究", "nobody studies it"),
        ("有人持续研究并提出改进", "steady study with proposals"),
    ),
}
AGGREGATION_LABELS = {
    "arithmetic": {"zh": "可以互相替代", "en": "substitutes"},
    "geometric": {"zh": "部分替代", "en": "partial substitutes"},
    "minimum": {"zh": "短板决定", "en": "weakest link"},
}
SAME = 1e-9  # gains closer than this are called equal
MOST_NAMED = 4
CUT = 1.5  # a bar that is cut is drawn this much longer than the longest other


def _branch(key: str) -> dict:
    zh, en, default = BRANCH_TEXTS[key]
    return slider(
        key,
        {"zh": zh, "en": en},
        {
            "zh": "这一组因素对持续有多有利：0 最不利，1 最有利",
            "en": "how far this group favours lasting: 0 not at all, 1 fully",
        },
        0,
        1,
        0.05,
        default,
    )


def _leaf(key: str, whole: str) -> dict:
    label, low, high = LEAF_TEXTS[key]
    return slider(
        key,
        {"zh": label[0], "en": label[1]},
        {"zh": f"0 {low[0]}；1 {high[0]}", "en": f"0 {low[1]}; 1 {high[1]}"},
        0,
        1,
        0.05,
        None,
        part_of=whole,
    )


def _weight(key: str) -> dict:
    zh, en, _ = BRANCH_TEXTS[key]
    return slider(
        _weight_key(key),
        {"zh": zh + "的权重", "en": "weight of " + en},
        {
            "zh": "只看五组之间的比例；组内各因素平分",
            "en": "only the ratios of the five count; shared evenly within the group",
        },
        1,
        5,
        1,
        3,
        illustrative=True,
    )


def _weight_key(branch: str) -> str:
    return "weight_" + branch


def _levels() -> list:
    listed = []
    for branch, leaves in LEAVES_OF_BRANCH:
        listed.append(_branch(branch))
        listed.extend([_leaf(leaf, branch) for leaf in leaves])
    return listed


CONTROLS = (
    [
        choice(
            "aggregation",
            {"zh": "因素之间", "en": "the factors are"},
            {
                "zh": "一个因素的不足，别的因素能不能补上",
                "en": "whether other factors can make up for one that is lacking",
            },
            [(rule, AGGREGATION_LABELS[rule]) for rule in AGGREGATIONS],
            "arithmetic",
        )
    ]
    + _levels()
    + [_weight(branch) for branch in BRANCHES]
    + [
        slider(
            "reach",
            {"zh": "变动幅度", "en": "step"},
            {
                "zh": "逐个试：一个因素单独降低、提高这么多，指数怎样变",
                "en": "one at a time: how the index moves when one factor falls or rises by this much",
            },
            0.05,
            0.5,
            0.05,
            0.2,
            illustrative=True,
        )
    ]
)


INVENTED = {"zh": "虚构的项目（示意）", "en": "invented projects (illustrative)"}


def _preset(key: str, zh: str, en: str, branches: tuple, leaves: dict) -> dict:
    settings = dict(zip(BRANCHES, branches))
    settings.update(leaves)
    return preset(key, zh, en, settings, INVENTED)


ALIKE = (0.8, 0.8, 0.8, 0.8, 0.8)
PRESETS = [
    _preset("even", "处处居中", "halfway throughout", (0.5, 0.5, 0.5, 0.5, 0.5), {}),
    _preset("one_gap", "一处短板：制度化", "one gap: formal rules", ALIKE, {"institutionalisation": 0.2}),
    _preset(
        "two_gaps",
        "两处短板：制度化、公众认同",
        "two gaps: formal rules, public",
        ALIKE,
        {"institutionalisation": 0.2, "public": 0.2},
    ),
    _preset(
        "one_person",
        "系于一个能人",
        "tied to one able person",
        (0.8, 0.7, 0.7, 0.6, 0.6),
        {"leaders": 1, "institutionalisation": 0.1},
    ),
    _preset(
        "for_superiors",
        "上面满意，群众无感",
        "pleases superiors, not the public",
        (0.8, 0.6, 0.9, 0.6, 0.5),
        {"effect": 0.4, "system": 0.4, "public": 0.1},
    ),
    _preset(
        "poor_but_wanted",
        "财力弱，群众要",
        "short of money, wanted by the public",
        (0.8, 0.7, 0.6, 0.3, 0.6),
        {"resources": 0.2, "public": 0.9},
    ),
]

PREDICTION: dict = {
    "question": {
        "zh": "十五个因素中，十四个是 0.9，制度化是 0。五组同权，用加权平均，满分 100 的指数是多少？",
        "en": "Fourteen of fifteen factors stand at 0.9, formal rules at 0. With equal groups and a weighted "
        "mean, what is the index out of 100?",
    },
    "kind": "number",
    "minimum": 0,
    "maximum": 100,
    "step": 1,
    "unit": {"zh": "分", "en": "points"},
    "near": 4,
    "setting": {
        "actors": 0.9,
        "project": 0.9,
        "politics": 0.9,
        "economy": 0.9,
        "society": 0.9,
        "institutionalisation": 0,
    },
}


def predicted() -> float:
    """The model's answer to PREDICTION, out of 100.

    Examples
    --------
    >>> round(predicted(), 1)
    86.4
    """
    shown = settle(CONTROLS, PREDICTION["setting"])
    return 100 * sustainability(_leaves_of(shown), _weights_of(shown), shown["aggregation"])


def replications() -> list:
    """Published means beside the model's.

    Examples
    --------
    >>> [abs(r["ours"] - r["published"]) <= r["tolerance"] for r in replications()]
    [True, True]
    """
    return [
        {
            "quantity": {
                "zh": "权重 3、1、3 的三个数 1、4、7 的几何平均（先除以 7，再乘回）",
                "en": "geometric mean of 1, 4, 7 with weights 3, 1, 3 (divided by 7 and multiplied back)",
            },
            "published": 2.80668351922014,
            "ours": 7 * aggregate([1 / 7, 4 / 7, 1], [3, 1, 3], "geometric"),
            "tolerance": 1e-12,
            "source": "scipy_gmean",
            "place": {"zh": "gmean 的例子", "en": "example of gmean"},
        },
        {
            "quantity": {
                "zh": "两个指标 0 与 10 同权的算术平均（先除以 10，再乘回）",
                "en": "arithmetic mean of scores 0 and 10, equal weights (divided by 10 and multiplied back)",
            },
            "published": 5,
            "ours": 10 * aggregate([0, 1], [1, 1], "arithmetic"),
            "tolerance": 1e-12,
            "source": "coinr_aggregation",
            "place": {"zh": "关于补偿的例子", "en": "example on compensation"},
        },
    ]


def respond(lang: str = "zh", **inputs) -> dict:
    """Index of the project that the sliders describe, and what each factor alone would change.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        aggregation, one of the three rules; actors, project, politics, economy, society in
        [0, 1], or their factors (`LEAVES`) in [0, 1], which then take their place (one left
        out follows its group); weight_* of each group in [1, 5]; reach in [0.05, 0.5].

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
    'Index 60.0 of 100 (substitutes)'
    """
    shown = settle(CONTROLS, inputs, lang)
    levels, weights = _leaves_of(shown), _weights_of(shown)
    shown.update(levels)
    shown.update(
        {branch: sum(levels[leaf] for leaf in leaves) / len(leaves) for branch, leaves in LEAVES_OF_BRANCH}
    )
    analyses = {rule: _analysis(levels, weights, rule, shown["reach"]) for rule in AGGREGATIONS}
    chosen = analyses[shown["aggregation"]]
    return {
        "shown": shown,
        "headline": _headline(shown, chosen, lang),
        "notes": [_why(shown, chosen, lang), _guard(chosen, lang), _other_rules(shown, analyses, lang)],
        "table": _table(levels, weights, chosen, lang),
        "details": _rules_table(analyses, lang),
        "measures": _measures(chosen, lang),
        "figure": _figure(shown, analyses, lang),
    }


def _leaves_of(values: dict) -> dict:
    return {
        leaf: values[branch] if values[leaf] is None else values[leaf]
        for branch, leaves in LEAVES_OF_BRANCH
        for leaf in leaves
    }


def _weights_of(values: dict) -> dict:
    return {branch: values[_weight_key(branch)] for branch in BRANCHES}


def _analysis(levels: dict, weights: dict, rule: str, reach: float) -> dict:
    """Index, tornado, and the factors whose rise gains and whose fall loses most."""
    index = sustainability(levels, weights, rule)
    swings = tornado(levels, weights, rule, reach)
    gain = max(high - index for _, _, high in swings)
    loss = max(index - low for _, low, _ in swings)
    return {
        "index": index,
        "swings": swings,
        "gain": gain,
        "loss": loss,
        "levers": _those([(leaf, high - index) for leaf, _, high in swings], gain),
        "dearest": _those([(leaf, index - low) for leaf, low, _ in swings], loss),
    }


def _those(changes: list, largest: float) -> list:
    """The factors whose change is the largest one, in the tree's order; none if nothing changes."""
    if largest < SAME:
        return []
    found = [leaf for leaf, change in changes if change > largest - SAME]
    return [leaf for leaf in LEAVES if leaf in found]


def _score(index: float) -> str:
    return number(100 * index, 1)


def _signed(change: float) -> str:
    size = number(100 * abs(change), 1)
    if size == "0.0":
        return "0" if abs(change) < SAME else ("+<0.1" if change > 0 else "−<0.1")
    return ("+" if change > 0 else "−") + size


def _leaf_name(leaf: str, lang: str) -> str:
    return LEAF_TEXTS[leaf][0][("zh", "en").index(lang)]


def _names(leaves: list, lang: str) -> str:
    if not leaves:
        return {"zh": "没有", "en": "none"}[lang]
    listed = {"zh": "、", "en": ", "}[lang].join([_leaf_name(leaf, lang) for leaf in leaves[:MOST_NAMED]])
    if len(leaves) > MOST_NAMED:
        listed += {"zh": f"等 {len(leaves)} 个", "en": f" and {len(leaves) - MOST_NAMED} more"}[lang]
    return listed


def _headline(shown: dict, chosen: dict, lang: str) -> str:
    score, rule = _score(chosen["index"]), AGGREGATION_LABELS[shown["aggregation"]][lang]
    start = {"zh": f"指数 {score}（满分 100，{rule}）", "en": f"Index {score} of 100 ({rule})"}[lang]
    step = number(shown["reach"])
    if not chosen["levers"]:
        return {
            "zh": f"{start}；没有一个因素单独提高 {step} 能抬高指数。",
            "en": f"{start}; no factor raised alone by {step} lifts the index.",
        }[lang]
    levers, gain = _names(chosen["levers"], lang), _signed(chosen["gain"])
    each = {"zh": "各 " if len(chosen["levers"]) > 1 else "", "en": ""}[lang]
    return {
        "zh": f"{start}；单独提高 {step}，抬得最多的是{levers}（{each}{gain}）。",
        "en": f"{start}; raised alone by {step}, most is gained from {levers} ({gain}).",
    }[lang]


def _why(shown: dict, chosen: dict, lang: str) -> str:
    if shown["aggregation"] == "minimum":
        return _weakest(shown, chosen, lang)
    return {
        "arithmetic": {
            "zh": "互相替代时，一个因素的作用等于权重乘变动，与它现在的高低无关（到头为止），"
            "所以杠杆由定权重的人决定。组内平分：两个因素的组，每个分到的比五个因素的组多。",
            "en": "As substitutes, a factor moves the index by its weight times the step, whatever its level "
            "(up to the end of the scale): who sets the weights decides the lever. Weights are shared "
            "within a group, so a factor in a group of two counts more than one in a group of five.",
        },
        "geometric": {
            "zh": "部分替代时，作用约等于权重乘指数，再除以水平：低的因素抬一步，比高的因素抬一步有用。"
            "杠杆看权重与水平之比。",
            "en": "As partial substitutes, a factor moves the index by about its weight times the index over "
            "its level: a step up from low counts more than one from high. The ratio of weight to level "
            "makes the lever.",
        },
    }[shown["aggregation"]][lang]


def _weakest(shown: dict, chosen: dict, lang: str) -> str:
    index, reach = chosen["index"], shown["reach"]
    lowest = [leaf for leaf in LEAVES if shown[leaf] - index < SAME]
    names = _names(lowest, lang)
    if len(lowest) == 1:
        return {
            "zh": f"短板决定时，只有最低的{names}能抬高指数，别的再高也没有用；权重不起作用。",
            "en": f"With a weakest link only the lowest factor, {names}, can lift the index; the others "
            "cannot, however high, and weights do nothing.",
        }[lang]
    raised = min(min(1.0, shown[leaf] + reach) if leaf in lowest else shown[leaf] for leaf in LEAVES)
    together, step = _score(raised), number(reach)
    return {
        "zh": f"{names}并列最低，单独抬哪一个都没有用；一起提高 {step}，指数升到 {together}。"
        "一次只动一个因素的图看不到这一点。",
        "en": f"{names} are lowest together: raising any one of them does nothing, raising all by {step} "
        f"lifts the index to {together}. A chart that moves one factor at a time cannot show that.",
    }[lang]


def _guard(chosen: dict, lang: str) -> str:
    if not chosen["dearest"]:
        return {
            "zh": "没有一个因素单独降低会拉低指数：它已经到底。",
            "en": "No factor lowered alone pulls the index down: it is at the bottom already.",
        }[lang]
    names, loss, gain = (
        _names(chosen["dearest"], lang),
        _signed(-chosen["loss"]),
        _signed(chosen["gain"]),
    )
    same = chosen["dearest"] == chosen["levers"]
    cut = {
        "zh": "这一条太长，图中截短并画了斜线。",
        "en": " That bar is too long: it is cut short and hatched.",
    }[lang]
    cut = cut if _longest(chosen) < chosen["loss"] - SAME else ""
    told = {
        "zh": "要守的与要抬的是同一批。" if same else "要守的与要抬的不是同一批。",
        "en": "What to guard and what to raise " + ("agree." if same else "differ."),
    }[lang]
    return {
        "zh": f"单独降低，最怕失去的是{names}（{loss}）；单独提高，至多 {gain}。{told}{cut}",
        "en": f"Lowered alone, most is lost with {names} ({loss}); raised alone, {gain} at most. {told}{cut}",
    }[lang]


def _other_rules(shown: dict, analyses: dict, lang: str) -> str:
    told = []
    for rule in AGGREGATIONS:
        if rule != shown["aggregation"]:
            score, levers = _score(analyses[rule]["index"]), _names(analyses[rule]["levers"], lang)
            name = AGGREGATION_LABELS[rule][lang]
            told.append(
                {"zh": f"{name}，指数 {score}，杠杆：{levers}", "en": f"{name}, {score}, lever: {levers}"}[
                    lang
                ]
            )
    joined = {"zh": "；", "en": "; "}[lang].join(told)
    return {"zh": f"同一个项目，换一种假定：{joined}。", "en": f"The same project otherwise: {joined}."}[lang]


def _table(levels: dict, weights: dict, chosen: dict, lang: str) -> dict:
    shares = leaf_weights(weights)
    which = ("zh", "en").index(lang)
    group = {leaf: BRANCH_TEXTS[branch][which] for branch, leaves in LEAVES_OF_BRANCH for leaf in leaves}
    return {
        "caption": {
            "zh": "逐个变动：每个因素单独降低、提高后的指数，变动大的在前",
            "en": "One at a time: the index with each factor lowered and raised, widest first",
        }[lang],
        "columns": {
            "zh": ["因素", "组", "水平", "权重", "降低后", "提高后", "相差"],
            "en": ["factor", "group", "level", "weight", "lowered", "raised", "apart"],
        }[lang],
        "rows": [
            [
                _leaf_name(leaf, lang),
                group[leaf],
                number(levels[leaf], 2),
                percent(shares[leaf]),
                _score(low),
                _score(high),
                number(100 * (high - low), 1),
            ]
            for leaf, low, high in chosen["swings"]
        ],
    }


def _rules_table(analyses: dict, lang: str) -> dict:
    return {
        "caption": {"zh": "三种假定下的同一个项目", "en": "The same project under three assumptions"}[lang],
        "columns": {
            "zh": ["因素之间", "指数", "最值得抬高", "升", "最怕失去", "跌"],
            "en": ["the factors are", "index", "most worth raising", "gain", "most to lose", "loss"],
        }[lang],
        "rows": [
            [
                AGGREGATION_LABELS[rule][lang],
                _score(analyses[rule]["index"]),
                _names(analyses[rule]["levers"], lang),
                _signed(analyses[rule]["gain"]),
                _names(analyses[rule]["dearest"], lang),
                _signed(-analyses[rule]["loss"]),
            ]
            for rule in AGGREGATIONS
        ],
    }


def _measures(chosen: dict, lang: str) -> list:
    labelled = [
        ({"zh": "指数", "en": "index"}, _score(chosen["index"])),
        ({"zh": "最值得抬高", "en": "most worth raising"}, _names(chosen["levers"], lang)),
        ({"zh": "升", "en": "gain"}, _signed(chosen["gain"])),
        ({"zh": "最怕失去", "en": "most to lose"}, _names(chosen["dearest"], lang)),
        ({"zh": "跌", "en": "loss"}, _signed(-chosen["loss"])),
    ]
    return [{"label": label[lang], "text": text} for label, text in labelled]


def _figure(shown: dict, analyses: dict, lang: str) -> dict:
    chosen = analyses[shown["aggregation"]]
    longest = _longest(chosen)
    room = 170 * max(longest, 0.005)
    step = number(shown["reach"])
    layout = chart.layout(590, {"l": 112 if lang == "zh" else 136, "r": 14, "t": 8, "b": 8})
    layout["barmode"] = "overlay"
    layout["xaxis"] = {
        "range": [-room, room],
        "domain": [0, 1],
        "anchor": "y",
        "side": "top",
        "fixedrange": True,
        "showgrid": False,
        "zeroline": True,
        "tickangle": 0,
        "tickvals": [-room / 2, room / 2],
        "ticktext": {
            "zh": [f"← 降低 {step}", f"提高 {step} →"],
            "en": [f"← down {step}", f"up {step} →"],
        }[lang],
    }
    layout["yaxis"] = _rows(
        [0, 0.78],
        [_tick(leaf, shown, chosen, lang) for leaf, _, _ in chosen["swings"]],
        "x",
    )
    layout["xaxis2"] = {
        "range": [0, 118],
        "domain": [0, 1],
        "anchor": "y2",
        "visible": False,
        "fixedrange": True,
    }
    layout["yaxis2"] = _rows([0.87, 1], [AGGREGATION_LABELS[rule][lang] for rule in AGGREGATIONS], "x2")
    return {
        "data": [
            _indices(shown["aggregation"], analyses),
            _side(chosen, "low", longest, chart.COLORS[0]),
            _side(chosen, "high", longest, chart.COLORS[1]),
        ],
        "layout": layout,
    }


def _rows(domain: list, texts: list, anchor: str) -> dict:
    return {
        "domain": domain,
        "anchor": anchor,
        "range": [len(texts) - 0.45, -0.55],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickvals": list(range(len(texts))),
        "ticktext": texts,
    }


def _tick(leaf: str, shown: dict, chosen: dict, lang: str) -> str:
    text = f"{_leaf_name(leaf, lang)} {number(shown[leaf], 2)}"
    return f"<b>{text}</b>" if leaf in chosen["levers"] else text


def _indices(chosen: str, analyses: dict) -> dict:
    values = [100 * analyses[rule]["index"] for rule in AGGREGATIONS]
    return {
        "type": "bar",
        "orientation": "h",
        "xaxis": "x2",
        "yaxis": "y2",
        "y": list(range(len(AGGREGATIONS))),
        "x": values,
        "width": 0.66,
        "text": [number(value, 1) for value in values],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {
            "color": [chart.COLORS[2] if rule == chosen else chart.NEUTRAL for rule in AGGREGATIONS],
        },
    }


def _side(chosen: dict, end: str, longest: float, color: str) -> dict:
    """One side of the tornado: the change of the index when each factor falls, or rises."""
    changes = [(low if end == "low" else high) - chosen["index"] for _, low, high in chosen["swings"]]
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(changes))),
        "x": [100 * max(change, -longest) for change in changes],
        "width": 0.66,
        "text": [_signed(change) if abs(change) > SAME else "" for change in changes],
        "textposition": "outside",
        "textfont": {"size": 11},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {
            "color": color,
            "pattern": {"shape": ["/" if change < -longest - SAME else "" for change in changes]},
        },
    }


def _longest(chosen: dict) -> float:
    """Length at which bars are cut: a fall to nothing would dwarf all others."""
    index, swings = chosen["index"], chosen["swings"]
    others = [max(high - index, index - low if low > SAME else 0) for _, low, high in swings]
    usual = max(others)
    largest = max(chosen["gain"], chosen["loss"])
    return CUT * usual if SAME < usual < largest / (2 * CUT) else largest
