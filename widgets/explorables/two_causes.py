"""Two causes, one curve: which datum tells contagion from a common push?"""

import math

from widgets.explorables.controls import choice, settle, slider, toggle
from widgets.explorables.presets import preset
from widgets.explorables.two_causes_figure import STATISTICS, figure
from widgets.explorables.two_causes_worlds import paths, verdict_of
from widgets.explorables.wording import number, percent
from widgets.models.two_causes import Verdict

NAME = "two_causes"
TITLE = {"zh": "两个原因，一条曲线", "en": "Two causes, one curve"}
QUESTION = {
    "zh": "互相学习与一次共同的推动，各年的总数可以完全一样。再要哪一项资料，才分得清？",
    "en": "Copying and a common push can give the same yearly totals. Which further datum tells them apart?",
}
SOURCE = {
    "section": "diffusion",
    "citations": [
        "volden2008formal",
        "vandenbulte2001medical",
        "shalizi2011homophily",
        "manski2000economic",
        "berry1990lottery",
        "geary1954contiguity",
        "hanley1982meaning",
    ],
}

CLEAR = 0.9  # chance from which a datum is said to tell the worlds apart
SCORE_OF_CLEAR = 1.2816  # point of the normal distribution below which it lies with that probability
HARDLY = 0.02  # chances closer than this to one half are called a toss of a coin
OBSERVED = (1, 2, 5, 10, 20)

CONTROLS = [
    choice(
        "datum",
        {"zh": "要哪一项资料", "en": "datum asked for"},
        {
            "zh": "档案里只给你这一项，凭它认出哪一份出自传染",
            "en": "all that you get from the files to tell which one comes from contagion",
        },
        [
            ("totals", {"zh": "各年的总数", "en": "yearly totals"}),
            ("map", {"zh": "地图：谁与谁接壤", "en": "the map: who borders whom"}),
            ("alike", {"zh": "谁与谁贫富相近", "en": "who is like whom in wealth"}),
            ("wealth", {"zh": "富省是否在先", "en": "whether the rich come first"}),
            ("spread", {"zh": "各项创新快慢之差", "en": "how innovations differ in speed"}),
        ],
        "totals",
    ),
    slider(
        "innovations",
        {"zh": "观察几项创新", "en": "innovations observed"},
        {
            "zh": "每份档案里有几项同类的创新",
            "en": "how many innovations of one kind are in each file",
        },
        1,
        20,
        1,
        10,
        unit={"zh": " 项", "en": ""},
        illustrative=True,
    ),
    choice(
        "channel",
        {"zh": "甲：向谁学", "en": "A: whom they copy"},
        {
            "zh": "甲世界是传染：看到这些省采纳了，自己采纳的机会上升",
            "en": "world A is contagion: a province is likelier to adopt once these have",
        },
        [
            ("near", {"zh": "接壤的省", "en": "bordering provinces"}),
            ("alike", {"zh": "贫富相近的省", "en": "provinces alike in wealth"}),
            ("all", {"zh": "全国任何省", "en": "any province"}),
        ],
        "near",
    ),
    toggle(
        "rich_start",
        {"zh": "富省先试", "en": "the rich start"},
        {
            "zh": "开：每项创新由最富的五省之一首先采纳；关：哪个省都可能。甲、乙相同",
            "en": "on: one of the five richest has each innovation first; off: any may. Same in A and B",
        },
        False,
    ),
    slider(
        "advantage",
        {"zh": "乙：推动偏向富省", "en": "B: push towards the rich"},
        {
            "zh": "乙世界无人学人，只有推动：人均产值高一个标准差的省，被推动的机会是几倍",
            "en": "world B is a push alone: how many times likelier it moves a province richer by one "
            "standard deviation",
        },
        1,
        4,
        0.5,
        1,
        unit={"zh": " 倍", "en": " times"},
        illustrative=True,
    ),
    toggle(
        "same_push",
        {"zh": "乙：推动次次相同", "en": "B: the same push each time"},
        {
            "zh": "关：推动因创新而异，每项创新各年的总数都与甲相同；开：推动次次一样强，平均的总数与甲相同",
            "en": "off: each innovation has its own push and the totals of one in A; on: the push is the "
            "same each time and the totals equal A's on average",
        },
        False,
    ),
]


PRESETS = [
    preset("useless", "没有用：总数再多", "useless: ever more totals", {"innovations": 20}),
    preset("telling", "一看就清：地图", "telling: the map", {"datum": "map", "innovations": 3}),
    preset(
        "false_contagion",
        "误导：地图上的假传染",
        "misleading: contagion seen on the map",
        {"datum": "map", "channel": "all", "advantage": 3},
    ),
    preset(
        "false_capacity",
        "误导：富省在先的假象",
        "misleading: the rich come first",
        {"datum": "wealth", "channel": "alike", "rich_start": True},
    ),
    preset(
        "only_spread",
        "只有快慢之差能分",
        "only the differences in speed tell",
        {"datum": "spread", "channel": "all", "same_push": True},
    ),
]

PREDICTION: dict = {
    "question": {
        "zh": "甲世界的省互相学，全国任何省都可作榜样；乙世界的省不看别人，只受上面推动，不偏贫富。"
        "两边各有二十项创新，各年的总数相同。哪一项资料能认出传染？",
        "en": "In world A provinces copy any other; in world B they ignore each other and are pushed from "
        "above, rich and poor alike. Each has twenty innovations with the same yearly totals. Which datum "
        "reveals contagion?",
    },
    "kind": "choice",
    "options": [
        ("totals", {"zh": "各年的总数", "en": "the yearly totals"}),
        ("map", {"zh": "地图", "en": "the map"}),
        ("wealth", {"zh": "富省是否在先", "en": "whether the rich come first"}),
        ("none", {"zh": "都不能", "en": "none of them"}),
    ],
    "setting": {"channel": "all", "innovations": 20},
}


def predicted() -> str:
    """Of the data in PREDICTION, the one that tells the worlds apart.

    Examples
    --------
    >>> predicted()
    'none'
    """
    chances = [
        (identified(**dict(PREDICTION["setting"], datum=datum)).chance, datum)
        for datum, _ in PREDICTION["options"]
        if datum != "none"
    ]
    best, datum = max(chances)
    return datum if best >= CLEAR else "none"


def replications() -> list:
    """Published values that the model reproduces: none, it is simulated and illustrative."""
    return []


def identified(**inputs) -> Verdict:
    """How surely the chosen datum tells which file comes from contagion.

    Parameters
    ----------
    **inputs
        As in `respond`.

    Returns
    -------
    Verdict
        As `told_apart` returns it, for the reading of the datum that textbooks give.

    Raises
    ------
    ValueError
        As `respond`.

    Examples
    --------
    >>> identified(datum="totals", innovations=20).chance
    0.5
    """
    return verdict_of(_shown(settle(CONTROLS, inputs)))


def respond(lang: str = "zh", **inputs) -> dict:
    """How often a datum identifies contagion when the yearly totals cannot.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        datum (totals, map, alike, wealth, spread); innovations in [1, 20], taken down to a whole
        number; channel (near, alike, all); rich_start, same_push, bools; advantage in [1, 4].

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
    >>> respond(lang="en")["headline"].split(". ")[1]
    'By the yearly totals alone the guess is right 50% of the time: a coin toss.'
    """
    shown = _shown(settle(CONTROLS, inputs, lang))
    verdict = verdict_of(shown)
    return {
        "shown": shown,
        "headline": _headline(shown, verdict, lang),
        "notes": [_reading(shown, lang), _because(shown, verdict, lang), _curves(shown, lang)],
        "table": _table(shown, lang),
        "details": _worlds(shown, verdict, lang),
        "measures": _measures(verdict, lang),
        "figure": figure(shown, verdict, lang),
    }


def _shown(values: dict) -> dict:
    shown = dict(values)
    shown["innovations"] = int(values["innovations"])
    return shown


def _is_toss(verdict: Verdict) -> bool:
    return abs(verdict.chance - 0.5) <= max(HARDLY, 2 * verdict.error)


def _percent(share: float) -> str:
    """Whole per cent; what is nearly certain or nearly impossible is not called so."""
    if share >= 0.995:
        return ">99%"
    if share < 0.005:
        return "<1%"
    return percent(share)


def _chance(verdict: Verdict) -> str:
    error = number(100 * verdict.error, 0)
    return _percent(verdict.chance) + ("" if error == "0" else f" ± {error}")


def _label(key: str, value: str, lang: str) -> str:
    options = next(control["options"] for control in CONTROLS if control["key"] == key)
    return next(label[lang] for option, label in options if option == value)


DATA = {
    "totals": {"zh": "各年的总数", "en": "the yearly totals"},
    "map": {"zh": "地图", "en": "the map"},
    "alike": {"zh": "贫富是否相近", "en": "likeness in wealth"},
    "wealth": {"zh": "富省是否在先", "en": "the order of rich and poor"},
    "spread": {"zh": "快慢之差", "en": "the differences in speed"},
}


def _headline(shown: dict, verdict: Verdict, lang: str) -> str:
    if _is_toss(verdict):
        found = {"zh": "与掷硬币没有差别", "en": "a coin toss"}
    elif verdict.chance < 0.5:
        found = {"zh": "它指向错的一边", "en": "it points the wrong way"}
    elif verdict.chance < CLEAR:
        found = {"zh": "有帮助，还不够", "en": "of some help, not enough"}
    else:
        found = {"zh": "分得清", "en": "it tells them apart"}
    datum, chance = DATA[shown["datum"]][lang], _chance(verdict)
    return {
        "zh": f"两份档案各有 {shown['innovations']} 项创新，只凭{datum}认哪一份出自传染，"
        f"认对的机会是 {chance}：{found['zh']}。",
        "en": f"Innovations in each file: {shown['innovations']}. By {datum} alone the guess is right "
        f"{chance} of the time: {found['en']}.",
    }[lang]


READINGS = {
    "totals": {
        "zh": "读法：总数只说快慢。两个世界的快慢本来就设成一样。",
        "en": "Reading: totals tell only the speed, and both worlds are set to the same speed.",
    },
    "map": {
        "zh": "读法：接壤的省日期相近，算传染的迹象。"
        "接近程度是一减去“邻省相差的年数与任意两省相差的年数之比”，日期抽签决定时平均为 0。",
        "en": "Reading: close dates of bordering provinces count as a sign of contagion. Closeness is 1 "
        "less the ratio of the years between neighbours to those between any two; with dates by lot it is 0 "
        "on average.",
    },
    "alike": {
        "zh": "读法：贫富名次相差不过三的省日期相近，算互相学习的迹象。算法与地图相同，"
        "只是把邻省换成名次相近的省。",
        "en": "Reading: close dates of provinces at most three ranks apart in wealth count as a sign of "
        "copying; computed as for the map.",
    },
    "wealth": {
        "zh": "读法：富省在先，算各省自身条件在起作用的迹象；先后与贫富无关，算传染的迹象。"
        "名次相关为 1 表示完全按贫富先后。",
        "en": "Reading: the rich coming first counts as a sign that each acts by its own means, no such "
        "order as a sign of contagion. A rank correlation of 1 is the exact order of wealth.",
    },
    "spread": {
        "zh": "读法：各项创新有快有慢，算传染的迹象，因为榜样的作用会把开头的运气放大。"
        "这里取每项比通常快或慢几年。",
        "en": "Reading: innovations that differ in speed count as a sign of contagion, because examples "
        "amplify the luck of the start. Measured as the years by which each is faster or slower than usual.",
    },
}


def _reading(shown: dict, lang: str) -> str:
    return READINGS[shown["datum"]][lang]


def _because(shown: dict, verdict: Verdict, lang: str) -> str:
    if _is_toss(verdict):
        reason = _why_toss(shown)
    elif verdict.chance < 0.5:
        reason = _why_misled(shown)
    else:
        reason = _why_told(shown)
    text = reason[lang]
    if verdict.chance > 0.5 and not _is_toss(verdict) and verdict.chance < CLEAR:
        text += _more_needed(shown, verdict, lang)
    return text


def _why_toss(shown: dict) -> dict:
    datum = shown["datum"]
    if datum == "totals":
        return {
            "zh": "原因：把各省加成总数，就丢掉了谁先谁后；而两个原因的差别正在谁先谁后。"
            "观察再多也补不回来。",
            "en": "Why: adding provinces up discards who came first, and that is where the causes differ. "
            "No number of innovations brings it back.",
        }
    if datum == "spread":
        return {
            "zh": "原因：乙的推动也时强时弱，快慢之差与甲一样。只有确知推动次次相同，这一项才有用。",
            "en": "Why: the push in B varies too, and with it the speed. The datum helps only where the "
            "push is known to be the same each time.",
        }
    if shown["channel"] == "all" and shown["advantage"] == 1:
        return {
            "zh": "原因：甲的榜样遍布全国，乙的推动不分贫富，两边谁先谁后都像抽签。日期里没有痕迹，要认，"
            "须问日期以外的资料。",
            "en": "Why: A copies anybody and B is pushed without regard to wealth, so both orders are by "
            "lot. Dates hold no trace; one must ask for something other than dates.",
        }
    return {
        "zh": "原因：两个世界在这一项上的平均相差很小，凭现有的观察看不出来。",
        "en": "Why: the worlds hardly differ in this datum, less than so many innovations can show.",
    }


def _why_misled(shown: dict) -> dict:
    if shown["datum"] == "map":
        return {
            "zh": "原因：乙没有传染，但富省多与富省接壤，偏向富省的推动就在地图上连成片。照常读，"
            "会把推动认作传染。",
            "en": "Why: B has no contagion, but rich provinces border on rich ones, so a push towards the "
            "rich shows as a cluster on the map and is taken for contagion.",
        }
    if shown["datum"] == "alike":
        return {
            "zh": "原因：推动按贫富先后到达，贫富相近的省自然同时采纳。这是条件相同，不是互相学习。",
            "en": "Why: the push arrives in the order of wealth, so provinces alike adopt together. They "
            "share a condition; they do not copy.",
        }
    return {
        "zh": "原因：甲的创新从富省出发，再一省一省传开，看上去像富省凭自身条件先做。照常读，"
        "会把传染认作各自的能力。",
        "en": "Why: in A innovations start from the rich and then pass on from one to the next, which looks "
        "as if the rich acted by their own means.",
    }


def _why_told(shown: dict) -> dict:
    datum, channel = shown["datum"], shown["channel"]
    if (datum, channel) in (("map", "near"), ("alike", "alike")):
        return {
            "zh": "原因：传染走的正是这条路，所以痕迹留在这里。要哪一项资料，取决于怀疑哪一条路。",
            "en": "Why: contagion took just this way and left its trace here. Which datum to ask for "
            "depends on the channel that one suspects.",
        }
    if datum in ("map", "alike"):
        return {
            "zh": "原因：富省多与富省接壤，走另一条路的传染也在这里留下一点痕迹。认出了传染，"
            "却可能认错它走的路。",
            "en": "Why: rich provinces border on rich ones, so contagion by another way leaves some trace "
            "here. One finds contagion, yet may name the wrong channel.",
        }
    if datum == "wealth" and shown["advantage"] > 1:
        return {
            "zh": "原因：乙的推动偏向富省，次序里看得出；甲的次序与贫富的关系较弱。",
            "en": "Why: the push in B favours the rich, which shows in the order; in A the order depends "
            "less on wealth.",
        }
    if datum == "wealth":
        return {
            "zh": "原因：甲里邻省多的省较早采纳，而最富的几个直辖市邻省很少；乙里先后与贫富无关。差别很小。",
            "en": "Why: in A provinces with many neighbours adopt early, and the richest, which are cities, "
            "have few; in B the order has nothing to do with wealth. The difference is small.",
        }
    return {
        "zh": "原因：推动次次相同，乙的快慢只差在各省自己的运气，一加总就抵消；"
        "甲的榜样作用把开头的运气放大。",
        "en": "Why: with the same push each time only each province's own luck differs, which cancels in "
        "the sum; in A examples amplify the luck of the start.",
    }


def _more_needed(shown: dict, verdict: Verdict, lang: str) -> str:
    gap = abs(verdict.means[0] - verdict.means[1])
    joint = math.sqrt(verdict.deviations[0] ** 2 + verdict.deviations[1] ** 2)
    needed = math.ceil(shown["innovations"] * (SCORE_OF_CLEAR * joint / gap) ** 2)
    return {
        "zh": f"要有 {percent(CLEAR)} 的机会认对，约需 {needed} 项创新。",
        "en": f" To be right in {percent(CLEAR)} takes about {needed} innovations.",
    }[lang]


def _curves(shown: dict, lang: str) -> str:
    if not shown["same_push"]:
        return {
            "zh": "甲、乙每一项创新各年的总数逐一相同：曲线的样子不能证明传染，也不能否定它。",
            "en": "Innovation by innovation the yearly totals of A and B are equal: the shape of a curve "
            "neither proves contagion nor rules it out.",
        }[lang]
    gap = number(100 * max(abs(a - b) for a, b in zip(*paths(shown))), 1)
    return {
        "zh": f"两条平均曲线最多相差 {gap} 个百分点：曲线的样子不能证明传染，也不能否定它。",
        "en": f"The mean curves differ by {gap} percentage points at most: the shape of a curve "
        "neither proves contagion nor rules it out.",
    }[lang]


def _table(shown: dict, lang: str) -> dict:
    return {
        "caption": {
            "zh": f"只凭{DATA[shown['datum']]['zh']}认对的机会",
            "en": f"Chance to be right by {DATA[shown['datum']]['en']} alone",
        }[lang],
        "columns": {"zh": ["每份几项创新", "认对的机会"], "en": ["innovations", "right"]}[lang],
        "rows": [[str(count), _chance(verdict_of(shown, count))] for count in OBSERVED],
    }


def _worlds(shown: dict, verdict: Verdict, lang: str) -> dict:
    single = verdict_of(shown, 1)
    names = {"zh": ("甲：传染", "乙：推动"), "en": ("A: contagion", "B: push")}[lang]
    return {
        "caption": STATISTICS[shown["datum"]][lang],
        "columns": {
            "zh": ["世界", "平均", "单项的标准差", f"{shown['innovations']} 项平均的标准差"],
            "en": ["world", "mean", "standard deviation, one", f"of the mean of {shown['innovations']}"],
        }[lang],
        "rows": [
            [name, _plain(mean), _plain(one), _plain(several)]
            for name, mean, one, several in zip(names, single.means, single.deviations, verdict.deviations)
        ],
    }


def _plain(value: float) -> str:
    return number(value if abs(value) >= 0.005 else 0.0, 2)


def _measures(verdict: Verdict, lang: str) -> list:
    return [{"label": {"zh": "认对的机会", "en": "right"}[lang], "text": _percent(verdict.chance)}]
