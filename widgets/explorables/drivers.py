"""Which driving force leads, and how long does its momentum last?"""

from widgets.explorables import chart
from widgets.explorables.controls import settle, slider
from widgets.explorables.presets import preset
from widgets.explorables.tables import rows
from widgets.explorables.wording import number, percent
from widgets.models.drivers import (
    FORCES,
    MODES,
    Lead,
    crossing_year,
    force,
    leading,
    momentum,
    net_benefit,
    policy_half_life,
    policy_in_force,
    remaining_need,
    starting_strengths,
    stopping_year,
    succession,
)

NAME = "drivers"
TITLE = {"zh": "哪一种动力领先，又能维持多久？", "en": "Which drive leads, and how long does it last?"}
QUESTION = {
    "zh": "起点最强的动力，是不是维持最久的动力？",
    "en": "Is the drive that is strongest at the start the one that lasts longest?",
}
SOURCE = {"section": "drivers", "citations": ["chapter", "cui2022grassroots"]}

YEARS = 15
GRID = [place / 4 for place in range(YEARS * 4 + 1)]

FORCE_LABELS = {
    "top": {"zh": "顶层驱动力", "en": "force from the top"},
    "internal": {"zh": "内部驱动力", "en": "internal force"},
    "external": {"zh": "外部驱动力", "en": "external force"},
    "technology": {"zh": "技术驱动力", "en": "force of technology"},
}
MODE_LABELS = {
    "endogenous": {"zh": "内源驱动", "en": "endogenous"},
    "adaptive": {"zh": "外源适应", "en": "adaptive"},
    "top_led": {"zh": "上层主导", "en": "top-led"},
    "technology": {"zh": "科技激发", "en": "technology"},
}
PARTS = {
    "top": ("t1", "t2"),
    "internal": ("n1", "n2", "n3"),
    "external": ("o1", "o2", "o3", "o4"),
    "technology": (),
}
DASHES = {"endogenous": "solid", "adaptive": "dash", "top_led": "solid", "technology": "dot"}
COLOR = dict(zip(MODES, chart.COLORS))


def _share(
    key: str,
    label: dict,
    meaning: tuple,
    default: float | None,
    part_of: str | None = None,
    scale: tuple = (0, 1, 0.05),
    unit: dict | None = None,
) -> dict:
    """A strength or rate; no source gives any of them."""
    return slider(
        key,
        label,
        {"zh": meaning[0], "en": meaning[1]},
        scale[0],
        scale[1],
        scale[2],
        default,
        unit=unit,
        part_of=part_of,
        illustrative=True,
    )


def _part(key: str, whole: str, zh: str, en: str, meaning_zh: str, meaning_en: str) -> dict:
    return _share(key, {"zh": zh, "en": en}, (meaning_zh, meaning_en), None, part_of=whole)


CONTROLS = [
    _share(
        "top",
        FORCE_LABELS["top"],
        ("上级要这项创新，并以考核推动", "superiors want it and press for it by appraisal"),
        0.5,
    ),
    _part(
        "t1",
        "top",
        "国家宏观政策",
        "national policy",
        "文件和部署的方向与授权",
        "direction and authority given by documents and plans",
    ),
    _part(
        "t2",
        "top",
        "压力型体制结构",
        "pressurised structure",
        "层层分解的指标和与之挂钩的奖惩",
        "targets split downward and the rewards tied to them",
    ),
    _share(
        "internal",
        FORCE_LABELS["internal"],
        ("基层自己要改的理由", "the grassroots' own reasons to change"),
        0.8,
    ),
    _part(
        "n1",
        "internal",
        "基层政府的利益需求",
        "interests of government",
        "发展、合法性和制度空间的预期收益",
        "expected gain in growth, legitimacy and room to act",
    ),
    _part(
        "n2",
        "internal",
        "官员自我发展需求",
        "officials' careers",
        "以政绩求晋升的愿望",
        "the wish to rise by achievement",
    ),
    _part(
        "n3",
        "internal",
        "解决现实问题的需求",
        "need to solve problems",
        "难题和危机逼出来的办法",
        "answers forced by problems and crises",
    ),
    _share(
        "external",
        FORCE_LABELS["external"],
        ("外部条件的变化和外来的压力", "changing conditions and pressure from outside"),
        0.6,
    ),
    _part(
        "o1",
        "external",
        "社会治理体制变迁",
        "changing social governance",
        "由管控转向服务和共治的要求",
        "the demand to turn from control to service and shared governance",
    ),
    _part(
        "o2",
        "external",
        "群众的利益诉求",
        "residents' demands",
        "居民说出来的需要和不满",
        "needs and complaints that residents voice",
    ),
    _part(
        "o3",
        "external",
        "同级政府竞争",
        "rival governments",
        "与邻近地方争资源、争项目",
        "competition with other places for resources and projects",
    ),
    _part(
        "o4",
        "external",
        "制度缺陷、知识精英、创新扩散",
        "defects, experts, diffusion",
        "暴露的缺陷、学者的方案、别处的样板",
        "exposed defects, experts' designs, examples elsewhere",
    ),
    _share(
        "technology",
        FORCE_LABELS["technology"],
        ("新技术若用得好，每年能带来的收益", "yearly benefit of new technology if well used"),
        0.7,
    ),
    _share(
        "initiative",
        {"zh": "主观意愿", "en": "initiative"},
        ("内部的需要有多少变成行动的意愿", "how much of the internal need becomes a will to act"),
        0.9,
    ),
    _share(
        "capability",
        {"zh": "实际能力", "en": "capability"},
        (
            "每年解决余下问题的速率；也决定技术的好处能实现几成",
            "rate a year at which what is left of the problem is solved; also the share of the benefit "
            "of technology that is realised",
        ),
        0.3,
    ),
    _share(
        "recurrence",
        {"zh": "问题复发", "en": "recurrence"},
        (
            "已解决的问题每年又出现、或被新的问题代替的速率",
            "rate a year at which solved problems return or new ones take their place",
        ),
        0.05,
    ),
    _share(
        "term",
        {"zh": "政策期限", "en": "policy term"},
        ("上级的政策过多少年须重新确认", "years after which the policy must be confirmed anew"),
        5,
        scale=(1, YEARS, 1),
        unit={"zh": "年", "en": "yr"},
    ),
    _share(
        "renewal",
        {"zh": "续期概率", "en": "renewal"},
        ("每次到期时政策得到续期的概率", "probability that the policy is renewed each time"),
        0.8,
    ),
    _share(
        "cost",
        {"zh": "技术成本", "en": "cost of technology"},
        ("每年的费用，与收益同一尺度", "yearly cost on the scale of the benefit"),
        0.1,
    ),
    _share(
        "ageing",
        {"zh": "技术老化", "en": "ageing"},
        ("收益每年因过时而减少的速率", "rate a year at which the benefit is lost as it dates"),
        0.05,
    ),
]


def _coded(case: dict) -> dict:
    """A case's start: control, embedding and norm stand for three forces; technology is not coded."""
    scores = {key: int(case[key + "_a"]) / 4 for key in ("c1", "c2", "e1", "e2", "n1", "n2")}
    return {
        "key": case["id"],
        "group": {
            "zh": "真实案例（编码甲；只有起点有依据）",
            "en": "real cases (coder A; only the start is coded)",
        },
        "label": {"zh": case["name_zh"], "en": case["name_en"]},
        "settings": {
            "top": (scores["c1"] + scores["c2"]) / 2,
            "external": max(scores["e1"], scores["e2"]),
            "internal": (scores["n1"] + scores["n2"]) / 2,
            "technology": 0,
            "initiative": 1,
        },
    }


REAL = (
    "shanghai-ftz",
    "shenzhen-approval-reform",
    "changxing-river-chief",
    "democratic-consultation",
    "xinhe-budget-reform",
)
_CASES = {case["id"]: case for case in rows("cases")}

PRESETS = [
    preset(
        "crisis",
        "危机倒逼，很快办成",
        "a crisis, quickly answered",
        {"top": 0.3, "internal": 0.6, "external": 0.95, "technology": 0, "capability": 0.8, "recurrence": 0},
    ),
    preset(
        "unable",
        "有心无力",
        "willing but unable",
        {"internal": 0.9, "initiative": 1, "capability": 0.05, "recurrence": 0},
    ),
    preset(
        "steady_policy",
        "政策年年续期",
        "a policy always renewed",
        {"top": 0.6, "renewal": 1, "recurrence": 0},
    ),
    preset(
        "fickle_policy",
        "政策一年一变",
        "a policy that changes yearly",
        {"top": 0.9, "term": 1, "renewal": 0.6, "recurrence": 0.2},
    ),
    preset(
        "technology_pays",
        "技术划算，但会过时",
        "technology that pays but dates",
        {
            "top": 0.3,
            "internal": 0.5,
            "external": 0.3,
            "technology": 0.95,
            "capability": 0.8,
            "cost": 0.25,
            "ageing": 0.1,
        },
    ),
    preset(
        "technology_too_dear",
        "技术不划算",
        "technology that does not pay",
        {"technology": 0.95, "capability": 0.3, "cost": 0.5},
    ),
]
PRESETS += [_coded(_CASES[key]) for key in REAL]

PREDICTION: dict = {
    "question": {
        "zh": "其他条件不变，把实际能力由 0.2 提高到 0.8。内源驱动的动力减到一半所需的时间会怎样？",
        "en": "All else equal, capability rises from 0.2 to 0.8. What happens to the time in which "
        "endogenous momentum falls by half?",
    },
    "kind": "choice",
    "options": [
        ("longer", {"zh": "变长", "en": "it grows"}),
        ("same", {"zh": "不变", "en": "it stays"}),
        ("shorter", {"zh": "变短", "en": "it shrinks"}),
    ],
    "setting": {"capability": 0.8},
}


def predicted() -> str:
    """The model's answer to PREDICTION.

    Examples
    --------
    >>> predicted()
    'shorter'
    """
    before, after = [
        _half_lives(_shown(settle(CONTROLS, {"capability": capability})))["endogenous"]
        for capability in (0.2, PREDICTION["setting"]["capability"])
    ]
    if before == after:
        return "same"
    return "shorter" if before is None or (after is not None and after < before) else "longer"


def replications() -> list:
    """Published values that the model reproduces: none, no source gives a rate.

    Examples
    --------
    >>> replications()
    []
    """
    return []


def respond(lang: str = "zh", **inputs) -> dict:
    """Mode at the start, momentum over fifteen years, and who leads when.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        top, internal, external, technology in [0, 1]; or, for any of the first three, its
        sub-drives of Figure 2-3 in [0, 1] (t1, t2; n1 to n3; o1 to o4), whose mean then takes
        its place (one left out follows the force); initiative, capability, recurrence,
        renewal, cost, ageing in [0, 1]; term in [1, 15].

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
    'Endogenous leads at the start (0.72, ahead by 0.12)'
    """
    shown = _shown(settle(CONTROLS, inputs, lang))
    lead = leading(_start(shown))
    spans = succession(YEARS, **_course(shown))
    halves = _half_lives(shown)
    return {
        "shown": shown,
        "headline": _headline(lead, spans, shown, lang),
        "notes": [
            _on_problem(shown, halves, lang),
            _on_policy(shown, halves, lang),
            _on_technology(shown, lang),
        ],
        "table": _table(shown, halves, lang),
        "details": _spans_table(spans, shown, lang),
        "measures": _measures(lead, spans, halves, shown, lang),
        "figure": _figure(spans, halves, shown, lang),
    }


def _shown(values: dict) -> dict:
    shown = dict(values)
    for whole, parts in PARTS.items():
        for part in parts:
            shown[part] = values[whole] if values[part] is None else values[part]
        if any(values[part] is not None for part in parts):
            shown[whole] = force([shown[part] for part in parts])
    return shown


def _start(shown: dict) -> dict:
    keys = FORCES + ("initiative", "capability", "cost")
    return starting_strengths(**{key: shown[key] for key in keys})


def _course(shown: dict) -> dict:
    keys = FORCES + ("initiative", "capability", "cost", "recurrence", "term", "renewal", "ageing")
    return {key: shown[key] for key in keys}


def _benefit(shown: dict) -> float:
    return shown["technology"] * shown["capability"]


def _half_lives(shown: dict) -> dict:
    """Years until each mode's momentum is half of its start; None if never."""
    problem = crossing_year(0.5, shown["capability"], shown["recurrence"])
    benefit, cost = _benefit(shown), shown["cost"]
    return {
        "endogenous": problem,
        "adaptive": problem,
        "top_led": policy_half_life(shown["term"], shown["renewal"]),
        "technology": stopping_year(benefit, (benefit + cost) / 2, shown["ageing"]),
    }


def _names(modes: tuple, lang: str) -> str:
    if not modes:
        return {"zh": "没有动力", "en": "none"}[lang]
    return {"zh": "、", "en": " and "}[lang].join([MODE_LABELS[mode][lang] for mode in modes])


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]


def _plain(value: float) -> str:
    """At most one decimal, none that says nothing."""
    text = number(value, 1)
    return text[:-2] if text[-2:] == ".0" else text


def _years(span: float | None, lang: str) -> str:
    if span is None:
        return {"zh": "不会", "en": "never"}[lang]
    return _plain(span) + {"zh": " 年", "en": " years"}[lang]


def _until(spans: list, lang: str) -> str:
    if len(spans) == 1:
        return {"zh": "最后", "en": "the end"}[lang]
    return _years(spans[1][0], lang)


def _signed(value: float) -> str:
    return number(value, 2).replace("-", "−")


def _headline(lead: Lead, spans: list, shown: dict, lang: str) -> str:
    if not lead.modes:
        return {
            "zh": "四种动力都是零，没有创新可言。",
            "en": "All four drives are nil: there is nothing to innovate for.",
        }[lang]
    strength = number(lead.strength, 2)
    if len(lead.modes) > 1:
        opening = {
            "zh": f"起点{_names(lead.modes, 'zh')}并列（{strength}），属混合",
            "en": f"{_capitalised(_names(lead.modes, 'en'))} tie at the start ({strength}): mixed",
        }[lang]
    else:
        opening = {
            "zh": f"起点{_names(lead.modes, 'zh')}领先（{strength}，领先 {number(lead.margin, 2)}）",
            "en": f"{_capitalised(_names(lead.modes, 'en'))} leads at the start ({strength}, ahead by "
            f"{number(lead.margin, 2)})",
        }[lang]
    return opening + _ending(spans, shown, lang)


def _ending(spans: list, shown: dict, lang: str) -> str:
    if len(spans) == 1:
        return {
            "zh": f"，{YEARS} 年里一直如此。",
            "en": f"; it stays so for {YEARS} years.",
        }[lang]
    first = _plain(spans[1][0])
    last = spans[-1][1]
    level = number(_level(YEARS, last, shown), 2)
    if not last:
        return {
            "zh": f"，只维持到第 {first} 年；第 {YEARS} 年已没有动力。",
            "en": f"; it does so until year {first}; in year {YEARS} no momentum is left.",
        }[lang]
    again = last == spans[0][1]
    return {
        "zh": f"，维持到第 {first} 年；第 {YEARS} 年{'又由' if again else '领先的是'}{_names(last, 'zh')}"
        f"{'领先' if again else ''}（{level}）。",
        "en": f"; it does so until year {first}; in year {YEARS} {_names(last, 'en')} "
        f"{'is' if len(last) == 1 else 'are'} {'back ' if again else ''}in the lead ({level}).",
    }[lang]


def _level(year: float, modes: tuple, shown: dict) -> float:
    levels = momentum(year, **_course(shown))
    return levels[modes[0]] if modes else 0.0


def _on_problem(shown: dict, halves: dict, lang: str) -> str:
    left = percent(remaining_need(YEARS, shown["capability"], shown["recurrence"]))
    if shown["capability"] == 0:
        return {
            "zh": "问题：能力为零，问题始终全在，问题驱动的动力也就永不消退。动力持久，不等于办成了事。",
            "en": "Problem: without any capability it stays whole, so the momentum it gives never fades. "
            "Lasting momentum is not success.",
        }[lang]
    half = halves["endogenous"]
    if half is None:
        return {
            "zh": f"问题：复发不慢于解决，第 {YEARS} 年还剩 {left}，内源驱动和外源适应的动力不会减半。",
            "en": f"Problem: it returns no slower than it is solved; {left} is left in year {YEARS}, and "
            "endogenous and adaptive momentum never fall by half.",
        }[lang]
    return {
        "zh": f"问题：{_years(half, 'zh')}后只剩一半，第 {YEARS} 年剩 {left}。内源驱动和外源适应的动力"
        "同步消退，因为问题正在解决；消退不是失败。",
        "en": f"Problem: half is left after {_years(half, 'en')}, {left} in year {YEARS}. Endogenous and "
        "adaptive momentum fade in step because the problem is being solved; fading is not failure.",
    }[lang]


def _on_policy(shown: dict, halves: dict, lang: str) -> str:
    chance = percent(policy_in_force(YEARS, shown["term"], shown["renewal"]))
    half = halves["top_led"]
    if half is None:
        return {
            "zh": "政策：每次必定续期，上层主导的动力不变。“持续性强”在这里是假定，不是结论。",
            "en": "Policy: renewed for certain, so top-led momentum is constant. That it lasts is assumed "
            "here, not found.",
        }[lang]
    term, renewal = number(shown["term"], 0), percent(shown["renewal"])
    return {
        "zh": f"政策：每 {term} 年确认一次，续期概率 {renewal}，到第 {YEARS} 年仍在实施的概率是 {chance}，"
        f"{_years(half, 'zh')}减半。曲线是期望；真实的一次要么还在，要么停了。",
        "en": f"Policy: confirmed every {term} years with probability {renewal}; still in force in year "
        f"{YEARS} with {chance}, half after {_years(half, 'en')}. The curve is an expectation; a real "
        "policy is either on or off.",
    }[lang]


def _on_technology(shown: dict, lang: str) -> str:
    benefit = _benefit(shown)
    net = net_benefit(0, benefit, shown["cost"], shown["ageing"])
    sums = f"{number(benefit, 2)} − {number(shown['cost'], 2)} = {_signed(net)}"
    if net <= 0:
        return {
            "zh": f"技术：起点的净收益 {sums}，不为正，理性的政府不动手。",
            "en": f"Technology: net benefit at the start {sums}; not positive, so a rational government "
            "does not act.",
        }[lang]
    stop = stopping_year(benefit, shown["cost"], shown["ageing"])
    if stop is None:
        return {
            "zh": f"技术：起点的净收益 {sums}，此后不会降到零。",
            "en": f"Technology: net benefit at the start {sums}; it never falls to nil.",
        }[lang]
    return {
        "zh": f"技术：起点的净收益 {sums}，第 {_plain(stop)} 年降到零，动力到此为止。",
        "en": f"Technology: net benefit at the start {sums}; nil in year {_plain(stop)}, where its "
        "momentum ends.",
    }[lang]


def _table(shown: dict, halves: dict, lang: str) -> dict:
    start = _start(shown)
    later = [momentum(year, **_course(shown)) for year in (5, YEARS)]
    return {
        "caption": {"zh": "四种模式的动力", "en": "Momentum of the four modes"}[lang],
        "columns": {
            "zh": ["模式", "起点", "减半所需", "第 5 年", f"第 {YEARS} 年"],
            "en": ["mode", "start", "half after", "year 5", f"year {YEARS}"],
        }[lang],
        "rows": [
            [
                MODE_LABELS[mode][lang],
                number(start[mode], 2),
                _years(halves[mode], lang) if start[mode] > 0 else "—",
            ]
            + [number(levels[mode], 2) for levels in later]
            for mode in MODES
        ],
    }


def _spans_table(spans: list, shown: dict, lang: str) -> dict:
    return {
        "caption": {"zh": "谁从什么时候领先", "en": "Who leads from when"}[lang],
        "columns": {
            "zh": ["自第几年", "领先的模式", "当时的动力"],
            "en": ["from year", "leading mode", "momentum then"],
        }[lang],
        "rows": [
            [_plain(year), _names(modes, lang), number(_level(year, modes, shown), 2)]
            for year, modes in spans
        ],
    }


def _measures(lead: Lead, spans: list, halves: dict, shown: dict, lang: str) -> list:
    labelled = [
        ({"zh": "起点领先", "en": "leads at the start"}, _names(lead.modes, lang)),
        ({"zh": "维持到", "en": "until"}, _until(spans, lang)),
        ({"zh": f"第 {YEARS} 年领先", "en": f"leads in year {YEARS}"}, _names(spans[-1][1], lang)),
        ({"zh": "问题减半", "en": "problem halved"}, _years(halves["endogenous"], lang)),
        ({"zh": "政策减半", "en": "policy halved"}, _years(halves["top_led"], lang)),
        (
            {"zh": "技术净收益", "en": "net benefit of technology"},
            _signed(net_benefit(0, _benefit(shown), shown["cost"])),
        ),
    ]
    return [{"label": label[lang], "text": text} for label, text in labelled]


def _figure(spans: list, halves: dict, shown: dict, lang: str) -> dict:
    layout = chart.layout(440, {"l": 34, "r": 14, "t": 4, "b": 34})
    layout["xaxis"] = {
        "range": [0, YEARS * 1.02],
        "tickvals": [0, 5, 10, 15],
        "ticksuffix": {"zh": "年", "en": " yr"}[lang],
        "showticksuffix": "last",
        "fixedrange": True,
        "zeroline": False,
        "anchor": "y2",
        "showgrid": False,
    }
    layout["yaxis"] = {
        "domain": [0.17, 1],
        "range": [-0.02, 1.42],
        "tickvals": [0, 0.5, 1],
        "fixedrange": True,
        "zeroline": False,
    }
    layout["yaxis2"] = {"domain": [0, 0.13], "range": [-1, 1.6], "visible": False, "fixedrange": True}
    course = _course(shown)
    levels = [momentum(year, **course) for year in GRID]
    traces = _keys(lang) + [_changes(spans)]
    for mode in MODES:
        traces += [_curve(mode, [at[mode] for at in levels]), _half(mode, halves[mode], levels[0][mode])]
    return {"data": traces + _strip(spans, lang), "layout": layout}


def _trace(**more) -> dict:
    trace = {"type": "scatter", "hoverinfo": "skip", "cliponaxis": False}
    trace.update(more)
    return trace


def _line(mode: str) -> dict:
    return {"color": COLOR[mode], "width": 2.5, "dash": DASHES[mode]}


def _curve(mode: str, levels: list) -> dict:
    line = _line(mode)
    if mode == "top_led":
        line["shape"] = "hv"
    return _trace(mode="lines", x=GRID, y=levels, line=line)


def _half(mode: str, year: float | None, start: float) -> dict:
    seen = year is not None and year <= YEARS and start > 0
    return _trace(
        mode="markers",
        x=[year if seen else None],
        y=[start / 2 if seen else None],
        marker={"symbol": "circle", "size": 9, "color": COLOR[mode]},
    )


def _keys(lang: str) -> list:
    heading = {"zh": "动力（圆点：减到一半）", "en": "momentum (dots: down to half)"}[lang]
    keys = [_trace(mode="text", x=[0], y=[1.37], text=[f"<b>{heading}</b>"], textposition="middle right")]
    for place, mode in enumerate(MODES):
        start, height = 0.2 + 7.6 * (place % 2), 1.24 - 0.11 * (place // 2)
        keys.append(
            _trace(
                mode="lines+text",
                x=[start, start + 1.3],
                y=[height, height],
                text=["", "\u00a0" + MODE_LABELS[mode][lang]],
                textposition="middle right",
                line=_line(mode),
            )
        )
    return keys


def _changes(spans: list) -> dict:
    """Upright lines where the lead changes."""
    x: list = []
    y: list = []
    for year, _ in spans[1:]:
        x += [year, year, None]
        y += [0, 1, None]
    return _trace(mode="lines", x=x, y=y, line={"color": chart.NEUTRAL, "width": 1, "dash": "dot"})


def _strip(spans: list, lang: str) -> list:
    """A band below the curves: who leads when."""
    ends = [year for year, _ in spans[1:]] + [YEARS]
    title = {"zh": "谁领先", "en": "who leads"}[lang]
    traces = [
        _trace(mode="text", x=[0], y=[0.9], text=[f"<b>{title}</b>"], textposition="middle right", yaxis="y2")
    ]
    for mode in MODES:
        traces.append(_band(mode, COLOR[mode], spans, ends))
    traces.append(_band(None, chart.NEUTRAL, spans, ends))
    return traces + [_strip_names(spans, ends, lang)]


def _band(mode: str | None, color: str, spans: list, ends: list) -> dict:
    """The years in which a mode leads alone; without a mode, those of ties and of no lead."""
    x: list = []
    for (begin, modes), end in zip(spans, ends):
        if (modes[0] if len(modes) == 1 else None) == mode:
            x += [begin, end, None]
    return _trace(
        mode="lines",
        x=x,
        y=[None if year is None else -0.4 for year in x],
        line={"color": color, "width": 16},
        yaxis="y2",
    )


def _strip_names(spans: list, ends: list, lang: str) -> dict:
    named = [
        ((begin + end) / 2, _names(modes, lang))
        for (begin, modes), end in zip(spans, ends)
        if end - begin > 0.42 * len(_names(modes, lang)) + {"zh": 2, "en": 0}[lang]
    ]
    return _trace(
        mode="text",
        x=[middle for middle, _ in named],
        y=[-0.4 for _ in named],
        text=[name for _, name in named],
        textfont={"color": "#ffffff", "size": 11},
        yaxis="y2",
    )
