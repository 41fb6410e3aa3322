"""What drove Wenling, and which numbers can be trusted?"""

from widgets.explorables import chart
from widgets.explorables.controls import choice, settle, slider, toggle
from widgets.explorables.presets import preset
from widgets.explorables.tables import rows
from widgets.explorables.wording import number, percent
from widgets.models.wenling import (
    MOTIVES,
    coverage,
    fit,
    has_a_say,
    mean_size,
    months_between,
    most_of_size,
    story,
    support,
)

NAME = "wenling"
TITLE = {
    "zh": "是什么推动了温岭，哪些数字可信？",
    "en": "What drove Wenling, and which numbers can be trusted?",
}
QUESTION = {
    "zh": "你的解释说得通哪些行动，又把哪些留在外面？两组对不上的累计数各意味着什么？",
    "en": "Which acts does your story account for and which does it leave out? "
    "What do two totals that disagree each imply?",
}
SOURCE = {"section": "wenling_revisited", "citations": ["chapter", "wenling2024zhengce"]}

FIRST, LAST = 1999, 2025
LARGEST = 300  # people at a meeting, on the lower panel
KEY = 150  # where its key begins
SAME = 1e-9
NAMED = 4  # acts that a note names before it breaks off

MOTIVE_LABELS = {
    "reality": {"zh": "应对现实", "en": "real problems"},
    "interest": {"zh": "政府利益", "en": "own interest"},
    "ambition": {"zh": "官员抱负", "en": "ambition"},
    "central": {"zh": "响应中央", "en": "the centre"},
}
MEANINGS = {
    "reality": {
        "zh": "旧式宣讲失灵、纠纷增多，不改不行",
        "en": "lectures failed and disputes grew: something had to change",
    },
    "interest": {
        "zh": "公开和协商换来支持与安定，对政府自己有利",
        "en": "openness and talk buy support and calm, which serve the government itself",
    },
    "ambition": {
        "zh": "制度创新带来荣誉和升迁",
        "en": "institutional innovation brings honour and promotion",
    },
    "central": {"zh": "照上级的文件和导向行动", "en": "to act on the documents and wishes of superiors"},
}


def _parsed(event: dict) -> dict:
    parsed = dict(event)
    parsed["year"] = int(event["date"][:4])
    if event["kind"] == "act":
        parsed["codes"] = {name: int(event[name]) for name in MOTIVES}
    return parsed


FACTS = {fact["id"]: fact for fact in rows("facts")}
EVENTS = [_parsed(event) for event in rows("wenling_events")]
EVENT_OF = {event["id"]: event for event in EVENTS}


def _figure_of(fact_id: str) -> float:
    """The number of a fact; of "over so many", the lower bound."""
    return float(FACTS[fact_id]["value"].replace(">", ""))


TOTALS: dict = {
    "opening": {
        "label": {"zh": "案例导入", "en": "the opening case"},
        "key": {"zh": "案例导入", "en": "opening"},
        "facts": ("f007", "f008"),
        "until": {"zh": "未注明", "en": "not stated"},
    },
    "section": {
        "label": {"zh": "第一节", "en": "section 1"},
        "key": {"zh": "第一节", "en": "section 1"},
        "facts": ("f092", "f093"),
        "until": {"zh": FACTS["f092"]["as_of"] + "年", "en": FACTS["f092"]["as_of"]},
    },
}
YEARS = int(FACTS["f092"]["as_of"]) - FIRST + 1
RESIDENTS = _figure_of("e387")
MEANS = {
    name: mean_size(_figure_of(total["facts"][1]), _figure_of(total["facts"][0]))
    for name, total in TOTALS.items()
}
# Meetings whose size a source gives: year, people, place.
RECORDED = [
    (1999, _figure_of("e375") / _figure_of("e374"), {"zh": "松门三届平均", "en": "Songmen, mean of three"}),
    (2005, _figure_of("e379"), {"zh": "泽国抽签", "en": "Zeguo, drawn"}),
    (2006, _figure_of("e382"), {"zh": "新河公众", "en": "Xinhe, public"}),
    (2008, _figure_of("e377"), {"zh": "泽国预算", "en": "Zeguo, budget"}),
    (2011, _figure_of("e013"), {"zh": "泽国受邀", "en": "Zeguo, invited"}),
]


def _weight(motive: str) -> dict:
    return slider(motive, MOTIVE_LABELS[motive], MEANINGS[motive], 0, 1, 0.05, 0.5, illustrative=True)


CONTROLS = [
    slider(
        "year",
        {"zh": "到哪一年", "en": "up to"},
        {"zh": "只看这一年以前（含）有日期的事件", "en": "only events dated in this year or before"},
        FIRST,
        LAST,
        1,
        LAST,
        plays=True,
    ),
    _weight("reality"),
    _weight("interest"),
    _weight("ambition"),
    _weight("central"),
    toggle(
        "strict",
        {"zh": "只算有针对性的证据", "en": "only evidence that points"},
        {
            "zh": "关：与动力相容就算说得通；开：须专门指向这种动力",
            "en": "off: what is compatible with a motive counts; on: only what points to it",
        },
        False,
    ),
    choice(
        "totals",
        {"zh": "用哪一组累计数", "en": "which totals"},
        {
            "zh": "教材引同一篇文章，给出两组对不上的数",
            "en": "the chapter cites one article for two sets of totals that disagree",
        },
        [(name, total["label"]) for name, total in TOTALS.items()],
        "opening",
    ),
    slider(
        "size",
        {"zh": "多大的一场会", "en": "a meeting of"},
        {
            "zh": "到场人数达到这么多的场次，至多占几成",
            "en": "what share of meetings can at most have had so many people",
        },
        20,
        LARGEST,
        10,
        100,
        unit={"zh": "人", "en": "people"},
    ),
]


def _only(*motives: str) -> dict:
    return {name: 1 if name in motives else 0 for name in MOTIVES}


PRESETS = [
    preset("chapter", "多层交织（教材）", "all interwoven (the chapter)", dict.fromkeys(MOTIVES, 1)),
    preset("reality", "只是应对现实", "real problems only", _only("reality")),
    preset("interest", "只为政府利益", "own interest only", _only("interest")),
    preset("ambition", "只因官员抱负", "ambition only", _only("ambition")),
    preset("central", "只是响应中央", "the centre only", _only("central")),
    preset(
        "strict",
        "多层交织，只算有针对性的证据",
        "all interwoven, only evidence that points",
        {"reality": 1, "interest": 1, "ambition": 1, "central": 1, "strict": True},
    ),
    preset(
        "second_totals",
        "换用第一节的累计数",
        "the totals of section 1",
        {"totals": "section"},
    ),
]

PREDICTION: dict = {
    "question": {
        "zh": "教材说，中央发布《工资集体协商试行办法》后，温岭“立即行动”。"
        "从办法发布，到新河签下第一份行业工资协议，隔了几个月？",
        "en": "The chapter says that Wenling acted at once when the Trial Measures on Collective Wage "
        "Negotiation were issued. How many months passed before Xinhe's first sectoral wage agreement?",
    },
    "kind": "number",
    "minimum": 0,
    "maximum": 60,
    "step": 1,
    "unit": {"zh": "个月", "en": "months"},
    "near": 4,
    "setting": {"year": 2003, "reality": 0, "interest": 0, "ambition": 0, "central": 1},
}


def predicted() -> int:
    """Months from the Measures to the first agreement.

    Examples
    --------
    >>> predicted()
    33
    """
    return months_between(EVENT_OF["measures"]["date"], EVENT_OF["wage-agreement"]["date"])


def replications() -> list:
    """None: the coding is the book's own, and no source publishes a mean size of meetings.

    Examples
    --------
    >>> replications()
    []
    """
    return []


def respond(lang: str = "zh", **inputs) -> dict:
    """What a story of motives says about Wenling's acts, and what each total implies.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        year in [1999, 2025], taken down to a whole year; reality, interest, ambition,
        central in [0, 1]; strict, a bool; totals, "opening" or "section"; size in [20, 300].

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
    >>> respond(lang="en", year=2003, totals="section")["headline"].split("; ")[1]
    'by the totals of section 1 a meeting had 75 people on average, and at most 75% can have had 100.'
    """
    shown = settle(CONTROLS, inputs, lang)
    shown["year"] = float(int(shown["year"]))
    shares = story(*[shown[name] for name in MOTIVES])
    seen = [event for event in EVENTS if event["year"] <= shown["year"]]
    acts = [event for event in seen if event["kind"] == "act"]
    return {
        "shown": shown,
        "headline": _headline(shown, acts, shares, lang),
        "notes": _notes(shown, seen, acts, shares, lang),
        "table": _totals_table(shown, lang),
        "details": _acts_table(acts, shares, lang),
        "measures": _measures(shown, acts, shares, lang),
        "figure": _figure(shown, seen, shares, lang),
    }


def _codes(acts: list) -> list:
    return [act["codes"] for act in acts]


def _least(shown: dict) -> int:
    return 2 if shown["strict"] else 1


def _people(mean: float) -> str:
    return number(mean, 0)


def _headline(shown: dict, acts: list, shares: dict, lang: str) -> str:
    covered = coverage(_codes(acts), shares, _least(shown))
    fitted = percent(fit(_codes(acts), shares))
    mean = MEANS[shown["totals"]]
    label = TOTALS[shown["totals"]]["label"][lang]
    year, size = number(shown["year"]), number(shown["size"])
    most = percent(most_of_size(mean, shown["size"]))
    if lang == "zh":
        return (
            f"到 {year} 年，温岭自己的 {len(acts)} 项行动里，"
            f"你的解释说得通 {covered} 项，平均契合 {fitted}（铁证才是 100%）；"
            f"按{label}的数，一场平均 {_people(mean)} 人，能到 {size} 人的场次至多 {most}。"
        )
    return (
        f"Of Wenling's {len(acts)} own acts up to {year} your story accounts for {covered}, "
        f"mean fit {fitted} (100% would be proof); "
        f"by the totals of {label} a meeting had {_people(mean)} people on average, "
        f"and at most {most} can have had {size}."
    )


def _notes(shown: dict, seen: list, acts: list, shares: dict, lang: str) -> list:
    notes = [_latest(seen, lang), _left_out(shown, acts, shares, lang), _mixture(shown, acts, shares, lang)]
    if shown["year"] >= EVENT_OF["wage-agreement"]["year"]:
        notes.append(_gap(lang))
    notes.append(_both_totals(shown, lang))
    return notes


def _names(events: list, lang: str) -> str:
    return {"zh": "；", "en": "; "}[lang].join([event["event_" + lang] for event in events])


def _latest(seen: list, lang: str) -> str:
    year = max([event["year"] for event in seen])
    events = [event for event in seen if event["year"] == year]
    colon, stop = {"zh": ("：", "。"), "en": (": ", ".")}[lang]
    return str(year) + colon + _names(events, lang) + stop


def _left_out(shown: dict, acts: list, shares: dict, lang: str) -> str:
    left = [act for act in acts if not has_a_say(act["codes"], shares, _least(shown))]
    if not left:
        return {
            "zh": "没有一项行动留在外面。这不是优点的证明：什么都说得通的解释，没有什么能驳倒它。",
            "en": "No act is left out. That proves no merit: what fits everything can be refuted by nothing.",
        }[lang]
    names = _names(left[:NAMED], lang)
    if len(left) > NAMED:
        names += {"zh": "等", "en": " and others"}[lang]
    return {"zh": f"留在外面的有 {len(left)} 项：{names}。", "en": f"Left out: {len(left)}. {names}."}[lang]


def _best(acts: list) -> tuple:
    """The single motive of best fit, and that fit."""
    best, highest = MOTIVES[0], -1.0
    for name in MOTIVES:
        found = fit(_codes(acts), story(*[float(other == name) for other in MOTIVES]))
        if found > highest + SAME:
            best, highest = name, found
    return best, highest


def _mixture(shown: dict, acts: list, shares: dict, lang: str) -> str:
    best, highest = _best(acts)
    alone = coverage(_codes(acts), story(*[float(name == best) for name in MOTIVES]), _least(shown))
    name, fitted = MOTIVE_LABELS[best][lang], percent(highest)
    if not sum([shares[motive] for motive in MOTIVES]):
        text = {"zh": "四个权重都是零，等于没有解释。", "en": "All weights are zero: there is no story."}
    elif fit(_codes(acts), shares) >= highest - SAME:
        text = {
            "zh": f"只用一种动力，契合最高的就是“{name}”（{fitted}），说得通 {alone} 项；混合不会更高。",
            "en": f"Of single motives “{name}” fits best ({fitted}) and accounts for {alone}; "
            "no mixture fits better.",
        }
    else:
        text = {
            "zh": f"只用“{name}”，平均契合 {fitted}，说得通 {alone} 项。"
            "混合几种动力能多覆盖几项，契合却不会比它高。",
            "en": f"“{name}” alone fits {fitted} and accounts for {alone}. "
            "Mixing motives covers more acts but never fits better.",
        }
    return text[lang]


def _gap(lang: str) -> str:
    return {
        "zh": f"从《工资集体协商试行办法》发布到新河第一份行业工资协议，隔了 {predicted()} 个月；"
        "其间先有罢工和上访。说“立即”响应中央，时间对不上。",
        "en": f"From the Trial Measures to Xinhe's first sectoral agreement passed {predicted()} months, "
        "with strikes and petitions in between: not an immediate response to the centre.",
    }[lang]


def _both_totals(shown: dict, lang: str) -> str:
    low, high = [MEANS[name] for name in ("opening", "section")]
    size = number(shown["size"])
    ends = [percent(most_of_size(mean, shown["size"])) for mean in (low, high)]
    return {
        "zh": f"两组数并列：案例导入每场 {_people(low)} 人，第一节每场 {_people(high)} 人，"
        f"是前者的 {number(high / low, 1)} 倍；能到 {size} 人的场次，前者至多 {ends[0]}，后者至多 {ends[1]}。"
        "教材引的是同一篇文章，两组数却不可能出自同一口径。",
        "en": f"Side by side: a meeting had {_people(low)} people in the opening case and {_people(high)}, "
        f"{number(high / low, 1)} times as many, in section 1; at most {ends[0]} and {ends[1]} can have had "
        f"{size}. One article is cited for both, yet they cannot be counts of one series.",
    }[lang]


def _totals_table(shown: dict, lang: str) -> dict:
    cited = {"zh": "教材引《政策瞭望》2024年第6期", "en": "the chapter, citing Zhengce Liaowang 2024(6)"}[
        lang
    ]
    return {
        "caption": {
            "zh": f"两组累计数。每年人次假定都从 {FIRST} 年算到 {YEARS + FIRST - 1} 年；"
            f"常住人口取 {FACTS['e387']['display_zh']}（2011 年报道）",
            "en": f"The two totals. Yearly figures suppose that both run from {FIRST} to "
            f"{YEARS + FIRST - 1}; residents are {FACTS['e387']['display_en']} (press, 2011)",
        }[lang],
        "columns": {
            "zh": [
                "出处",
                "截止",
                "场次",
                "人次",
                "每场人数",
                "每年人次占常住人口",
                f"至多多少场次到 {number(shown['size'])} 人",
            ],
            "en": [
                "where",
                "until",
                "meetings",
                "person-times",
                "people a meeting",
                "person-times a year, share of residents",
                f"at most, meetings of {number(shown['size'])}",
            ],
        }[lang],
        "rows": [_totals_row(name, shown, cited, lang) for name in ("opening", "section")],
    }


def _totals_row(name: str, shown: dict, cited: str, lang: str) -> list:
    total = TOTALS[name]
    told = [FACTS[fact_id]["display_" + lang] for fact_id in total["facts"]]
    yearly = _figure_of(total["facts"][1]) / YEARS / RESIDENTS
    where = total["label"][lang] + {"zh": "，", "en": ", "}[lang] + cited
    if name == shown["totals"]:
        where = "★ " + where
    most = percent(most_of_size(MEANS[name], shown["size"]))
    return (
        [where, total["until"][lang]] + told + [number(MEANS[name], 1), number(100 * yearly, 1) + "%", most]
    )


EVIDENCE = {
    "confirmed": {"zh": "有独立来源", "en": "independent source"},
    "claimed": {"zh": "只有教材", "en": "the chapter alone"},
    "conflicting": {"zh": "各来源不一", "en": "sources differ"},
}


def _pointed(codes: dict, lang: str) -> str:
    """Motives in the order of the code, ●● for what an act points to and ● for what it fits."""
    told = [
        MOTIVE_LABELS[name][lang] + " " + "●" * level
        for level in (2, 1)
        for name in MOTIVES
        if codes[name] == level
    ]
    return {"zh": "，", "en": ", "}[lang].join(told) or {"zh": "无", "en": "none"}[lang]


def _acts_table(acts: list, shares: dict, lang: str) -> dict:
    return {
        "caption": {
            "zh": "温岭自己的行动。编码是本书的判断：●● 指向，● 相容；都不是铁证",
            "en": "Wenling's own acts. The coding is the book's: ●● points to, ● compatible; none is proof",
        }[lang],
        "columns": {
            "zh": ["日期", "行动", "是哪种动力的证据", "契合", "编码的依据", "另一种解释", "日期与规模"],
            "en": [
                "date",
                "act",
                "evidence of",
                "fit",
                "why so coded",
                "another explanation",
                "date and size",
            ],
        }[lang],
        "rows": [
            [
                act["date"],
                act["event_" + lang],
                _pointed(act["codes"], lang),
                percent(support(act["codes"], shares)),
                act["reason_" + lang],
                act["rival_" + lang],
                EVIDENCE[act["evidence"]][lang],
            ]
            for act in acts
        ],
    }


def _measures(shown: dict, acts: list, shares: dict, lang: str) -> list:
    mean = MEANS[shown["totals"]]
    covered = coverage(_codes(acts), shares, _least(shown))
    labelled = [
        ({"zh": "说得通的行动", "en": "acts accounted for"}, f"{covered}/{len(acts)}"),
        ({"zh": "平均契合", "en": "mean fit"}, percent(fit(_codes(acts), shares))),
        ({"zh": "每场人数", "en": "people a meeting"}, number(mean, 1)),
        (
            {"zh": "够大的场次至多", "en": "meetings so large, at most"},
            percent(most_of_size(mean, shown["size"])),
        ),
    ]
    return [{"label": label[lang], "text": text} for label, text in labelled]


COLOR = dict(zip(MOTIVES, chart.COLORS))
OUTSIDE, NONE = 5, 0  # rows of the timeline besides the four of the motives
ROW = {name: 4 - place for place, name in enumerate(MOTIVES)}


def _figure(shown: dict, seen: list, shares: dict, lang: str) -> dict:
    layout = chart.layout(580, {"l": 62, "r": 14, "t": 6, "b": 50})
    layout["xaxis"] = {
        "range": [FIRST - 0.9, LAST + 1.5],
        "tickvals": [2000, 2005, 2010, 2015, 2020, 2025],
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "anchor": "y",
    }
    names = [MOTIVE_LABELS[name][lang] for name in MOTIVES]
    ends = {"zh": ("外部事件", "都不像"), "en": ("outside", "none fits")}[lang]
    layout["yaxis"] = {
        "domain": [0.5, 1],
        "range": [-0.6, 6.5],
        "tickvals": [OUTSIDE] + [ROW[name] for name in MOTIVES] + [NONE],
        "ticktext": [ends[0]] + names + [ends[1]],
        "fixedrange": True,
        "zeroline": False,
    }
    layout["xaxis2"] = {
        "range": [0, LARGEST * 1.03],
        "tickvals": [0, 100, 200, 300],
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "anchor": "y2",
        "title": {
            "text": {"zh": "一场会的人数（▲ 有记载的会）", "en": "people at a meeting (▲ recorded)"}[lang],
            "font": {"size": 13},
        },
    }
    layout["yaxis2"] = {
        "domain": [0, 0.4],
        "range": [-0.06, 1.32],
        "tickvals": [0, 0.5, 1],
        "ticktext": ["0%", "50%", "100%"],
        "fixedrange": True,
        "zeroline": False,
    }
    return {"data": _timeline(shown, seen, shares, lang) + _sizes(shown, lang), "layout": layout}


def _trace(**more) -> dict:
    trace = {"type": "scatter", "hoverinfo": "skip", "cliponaxis": False}
    trace.update(more)
    return trace


def _heading(text: str, x: float, y: float, **axes) -> dict:
    return _trace(mode="text", x=[x], y=[y], text=[f"<b>{text}</b>"], textposition="middle right", **axes)


def _timeline(shown: dict, seen: list, shares: dict, lang: str) -> list:
    title = {"zh": "行动是哪种动力的证据（实心：指向）", "en": "acts as evidence (filled: points to)"}[lang]
    acts = [event for event in seen if event["kind"] == "act"]
    others = [event for event in seen if event["kind"] != "act"]
    silent = [act for act in acts if not max([act["codes"][name] for name in MOTIVES])]
    now = _trace(
        mode="lines",
        x=[shown["year"] + 0.99] * 2,
        y=[-0.5, 5.6],
        line={"color": chart.NEUTRAL, "width": 1, "dash": "dot"},
    )
    traces = [_heading(title, FIRST - 0.9, 6.2), now]
    traces.append(_marks(others, OUTSIDE, [9] * len(others), chart.NEUTRAL, "diamond", lang))
    for name in MOTIVES:
        traces.append(_evidence(name, acts, shares, _least(shown), lang))
    traces.append(_marks(silent, NONE, [9] * len(silent), chart.NEUTRAL, "x", lang))
    return traces


def _evidence(motive: str, acts: list, shares: dict, least: int, lang: str) -> dict:
    """Acts that fit a motive: as large as its share in the story, grey while the story leaves it out."""
    fitting = [act for act in acts if act["codes"][motive] >= 1]
    told = [shares[motive] > 0 and act["codes"][motive] >= least for act in fitting]
    sizes = [9 + 11 * shares[motive] if counts else 7 for counts in told]
    colors = [COLOR[motive] if counts else chart.NEUTRAL for counts in told]
    trace = _marks(fitting, ROW[motive], sizes, colors, "circle", lang)
    trace["marker"]["symbol"] = ["circle" if act["codes"][motive] >= 2 else "circle-open" for act in fitting]
    trace["marker"]["line"] = {"width": 2, "color": colors}
    return trace


def _marks(events: list, row: float, sizes: list, color, symbol: str, lang: str) -> dict:
    return _trace(
        mode="markers",
        x=[_place(event) for event in events],
        y=_apart(events, row),
        customdata=[event["date"] + " " + event["event_" + lang] for event in events],
        hovertemplate="%{customdata}<extra></extra>",
        hoverinfo="text",
        marker={"symbol": symbol, "size": sizes, "color": color, "line": {"width": 0}},
    )


def _place(event: dict) -> float:
    """Where an event stands on the axis of years; in mid-year if its month is unknown."""
    month = int(event["date"][5:7]) if len(event["date"]) > 4 else 7
    return event["year"] + (month - 0.5) / 12


def _apart(events: list, row: float) -> list:
    """Heights in a row such that neighbours less than a year apart do not hide each other."""
    heights: list = []
    previous, up = -1e9, False
    for event in events:
        close = _place(event) - previous < 1
        up = not up if close else False
        heights.append(row + (0.3 if up else -0.12 if close else 0))
        previous = _place(event)
    return heights


def _sizes(shown: dict, lang: str) -> list:
    title = {"zh": "至多有多少场次能到这么多人", "en": "at most, share of meetings so large"}[lang]
    traces = [_heading(title, 0, 1.22, xaxis="x2", yaxis="y2")]
    for place, name in enumerate(("opening", "section")):
        traces += _bound(name, shown, 1.08 - 0.17 * place, lang)
    traces += [_recorded(shown, lang), _reader(shown)]
    return traces


def _bound(name: str, shown: dict, height: float, lang: str) -> list:
    chosen = name == shown["totals"]
    line = {
        "color": chart.COLORS[4 if name == "opening" else 5],
        "width": 3 if chosen else 1.5,
        "dash": "solid" if chosen else "dot",
    }
    grid = list(range(1, LARGEST + 1, 3))
    axes = {"xaxis": "x2", "yaxis": "y2"}
    label = {"zh": "{}：{} 人", "en": "{}: {}"}[lang].format(TOTALS[name]["key"][lang], _people(MEANS[name]))
    return [
        _trace(mode="lines", x=grid, y=[most_of_size(MEANS[name], size) for size in grid], line=line, **axes),
        _trace(
            mode="lines+text",
            x=[KEY, KEY + 22],
            y=[height, height],
            text=["", "\u00a0" + label],
            textposition="middle right",
            line=line,
            **axes,
        ),
    ]


def _recorded(shown: dict, lang: str) -> dict:
    known = [meeting for meeting in RECORDED if meeting[0] <= shown["year"]]
    return _trace(
        mode="markers",
        x=[people for _, people, _ in known],
        y=[0 for _ in known],
        customdata=[f"{year} {label[lang]} {number(people)}" for year, people, label in known],
        hovertemplate="%{customdata}<extra></extra>",
        hoverinfo="text",
        marker={"symbol": "triangle-up", "size": 12, "color": chart.COLORS[1]},
        xaxis="x2",
        yaxis="y2",
    )


def _reader(shown: dict) -> dict:
    bound = most_of_size(MEANS[shown["totals"]], shown["size"])
    return _trace(
        mode="markers+text",
        x=[shown["size"]],
        y=[bound],
        text=[percent(bound)],
        textposition="top left" if shown["size"] > 0.85 * LARGEST else "top right",
        marker={"symbol": "star", "size": 14, "color": "#d62246", "line": {"width": 1, "color": "#ffffff"}},
        xaxis="x2",
        yaxis="y2",
    )
