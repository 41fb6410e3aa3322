"""Global, local, failed or altered: what decides how an innovation spreads?"""

from widgets.explorables import chart
from widgets.explorables.controls import choice, settle, slider, toggle
from widgets.explorables.presets import preset
from widgets.explorables.tables import rows
from widgets.explorables.wording import number, percent
from widgets.models.diffusion import (
    OUTCOMES,
    ROUTES,
    adoption_path,
    bass_peak,
    effects,
    luck,
    outcome,
    simulate,
)

NAME = "diffusion"
TITLE = {"zh": "一项创新怎样走遍各省", "en": "How an innovation travels through the provinces"}
QUESTION = {
    "zh": "同一项创新，有时遍及全国，有时停在几个省，有时走了样。是什么在决定？",
    "en": "One innovation reaches the whole country, another stays with a few provinces, a third "
    "loses its form. What decides?",
}
SOURCE = {
    "section": "diffusion",
    "citations": ["chapter", "berry1990lottery", "bass1969growth"],
}

YEARS = 15
UNITS = [row for row in rows("provinces") if row["has_data"] == "true"]
WITHOUT_DATA = [row for row in rows("provinces") if row["has_data"] != "true"]
CODES = [row["code"] for row in UNITS]
RECORDS = rows("policy_years")
NOWHERE = "none"
WIDESPREAD, FEW, CHANGED = 0.8, 0.2, 0.5


def _borders() -> list:
    near: list = [[] for _ in CODES]
    for row in rows("province_borders"):
        one, other = CODES.index(row["code_a"]), CODES.index(row["code_b"])
        near[one].append(other)
        near[other].append(one)
    return near


BORDERS = _borders()

# Policy, calendar year of the model's year 0, and the year in which units are counted that are
# known to have adopted but not when (None: not counted).
SERIES = {
    "open_data": ("open_data_platform", 2014, None),
    "open_data_placed": ("open_data_platform", 2014, 2022),
    "river_chief": ("river_chief", 2003, None),
}
SERIES_LABELS = {
    "none": {"zh": "不比较", "en": "none"},
    "open_data": {
        "zh": "省级开放数据平台，只算有年份的（第 1 年是 2015 年）",
        "en": "provincial open-data platforms, dated ones alone (year 1 is 2015)",
    },
    "open_data_placed": {
        "zh": "省级开放数据平台，年份不明的四省算在 2022 年（第 1 年是 2015 年）",
        "en": "provincial open-data platforms, four undated ones put in 2022 (year 1 is 2015)",
    },
    "river_chief": {
        "zh": "全面建立河长制，承诺的年份（第 14 年是 2017 年）",
        "en": "river chiefs in full, years promised (year 14 is 2017)",
    },
}


def observed(series: str) -> dict:
    """Share of the 31 units that had adopted, by year of the model; years without a record left out.

    Examples
    --------
    >>> round(31 * observed("river_chief")[14])
    23
    """
    policy, start, undated = SERIES[series]
    records = [row for row in RECORDS if row["policy"] == policy]
    dates = [int(row["year"]) - start for row in records if row["year"]]
    if undated:
        dates += [undated - start for row in records if row["status"] == "not_stated"]
    last = min(YEARS, max(dates))
    return {year: sum(date <= year for date in dates) / len(UNITS) for year in range(min(dates), last + 1)}


def _strength(key: str, label: tuple, meaning: tuple, default: float, needs: str | None = None) -> dict:
    return slider(
        key,
        {"zh": label[0], "en": label[1]},
        {"zh": meaning[0], "en": meaning[1]},
        0,
        1,
        0.01 if key == "own" else 0.05,
        default,
        illustrative=True,
        needs=needs,
    )


def _route(key: str, label: tuple, meaning: tuple, default: bool) -> dict:
    return toggle(key, {"zh": label[0], "en": label[1]}, {"zh": meaning[0], "en": meaning[1]}, default)


YEAR_UNIT = {"zh": " 年", "en": ""}
CONTROLS = [
    slider(
        "year",
        {"zh": "地图上的年份", "en": "year on the map"},
        {"zh": "从起点算起的第几年；可以逐年播放", "en": "years since the start; can be played"},
        0,
        YEARS,
        1,
        YEARS,
        plays=True,
    ),
    choice(
        "origin",
        {"zh": "起点", "en": "origin"},
        {
            "zh": "最先有这项创新的省；没有起点时，只能靠某个省自己试出来",
            "en": "the province that has it first; without one, some province must try it unprompted",
        },
        [(NOWHERE, {"zh": "没有起点", "en": "none"})]
        + [(row["code"], {"zh": row["name_zh"], "en": row["name_en"]}) for row in UNITS],
        "33",
    ),
    _strength(
        "own",
        ("自主尝试", "own trial"),
        (
            "一个省没有先例也采纳的概率，每年；巴斯模型的 p",
            "chance per year to adopt without an example; Bass's p",
        ),
        0.01,
    ),
    _route(
        "by_neighbours",
        ("横向：邻省", "horizontal: neighbours"),
        ("采纳与否受陆上相邻各省影响", "land neighbours count"),
        True,
    ),
    _strength(
        "neighbours",
        ("邻省效应", "neighbour effect"),
        (
            "邻省全部采纳时，每年增加的采纳概率",
            "added chance per year once all land neighbours have adopted",
        ),
        0.3,
        "by_neighbours",
    ),
    _route(
        "by_peers",
        ("横向：全国同级", "horizontal: all peers"),
        ("采纳与否受全国采纳比例影响，不论远近", "the share of all provinces counts, near or far"),
        True,
    ),
    _strength(
        "peers",
        ("同级效应", "peer effect"),
        (
            "各省全部采纳时，每年增加的采纳概率；巴斯模型的 q",
            "added chance per year once all provinces have adopted; Bass's q",
        ),
        0.15,
        "by_peers",
    ),
    _route(
        "by_endorsement",
        ("纵向：自下而上的认可", "vertical: endorsement"),
        (
            "采纳者多到一定比例，中央认可并倡导（诱导，不强制）",
            "once enough have adopted, the centre endorses: it induces, it does not order",
        ),
        False,
    ),
    _strength(
        "threshold",
        ("认可的门槛", "threshold of endorsement"),
        ("采纳比例达到多少，中央才认可", "share of adopters at which the centre endorses"),
        0.3,
        "by_endorsement",
    ),
    _strength(
        "endorsement",
        ("认可的作用", "effect of endorsement"),
        ("认可以后每年增加的采纳概率", "added chance per year after the endorsement"),
        0.3,
        "by_endorsement",
    ),
    _route(
        "by_mandate",
        ("纵向：自上而下的指令", "vertical: mandate"),
        ("中央下令采纳，不问当地条件", "the centre orders adoption, whatever the local conditions"),
        False,
    ),
    slider(
        "mandate_year",
        {"zh": "指令年份", "en": "year of the mandate"},
        {"zh": "指令从第几年起有效", "en": "first year in which the order holds"},
        1,
        YEARS,
        1,
        8,
        illustrative=True,
        needs="by_mandate",
    ),
    _strength(
        "mandate",
        ("指令的力度", "strength of the mandate"),
        ("指令下达后，一个省每年照办的概率", "chance per year that a province complies"),
        0.7,
        "by_mandate",
    ),
    _strength(
        "fit",
        ("本地适配", "local fit"),
        (
            "这项创新适合多大比例的省；不适合的省只在指令下采纳，并且只保留名目",
            "share of provinces that it suits; the others adopt on order alone, and in name only",
        ),
        0.9,
    ),
    _strength(
        "fidelity",
        ("保真", "fidelity"),
        (
            "采纳者保留要点的概率；照抄走了样的，也跟着走样",
            "chance that an adopter keeps the essentials; who copies an altered form copies the alteration",
        ),
        0.95,
    ),
    slider(
        "chance",
        {"zh": "第几份运气", "en": "which luck"},
        {
            "zh": "一份运气决定全部随机数；换一份，看结果有多少出于偶然",
            "en": "one luck fixes all random numbers; change it to see how much is accident",
        },
        1,
        50,
        1,
        1,
    ),
    slider(
        "runs",
        {"zh": "模拟次数", "en": "runs"},
        {"zh": "平均和区间由多少次模拟得出", "en": "number of runs behind the mean and the band"},
        10,
        100,
        10,
        40,
    ),
    choice(
        "series",
        {"zh": "与真实的曲线比较", "en": "compare with a real course"},
        {
            "zh": "把真实的采纳比例画在一起，并算出误差",
            "en": "draws the recorded shares and states the error",
        },
        [(key, SERIES_LABELS[key]) for key in ["none"] + sorted(SERIES)],
        "none",
    ),
]


REAL = {"zh": "真实的过程", "en": "real courses"}

PRESETS = [
    preset(
        "open_data",
        "省级开放数据平台：没有指令",
        "provincial open-data platforms: no mandate",
        {
            "origin": NOWHERE,
            "own": 0.09,
            "by_neighbours": False,
            "peers": 0.15,
            "fit": 1,
            "fidelity": 1,
            "series": "open_data",
        },
        REAL,
    ),
    preset(
        "open_data_placed",
        "同上，年份不明的四省算在 2022 年",
        "the same, four undated ones put in 2022",
        {
            "origin": NOWHERE,
            "own": 0.07,
            "by_neighbours": False,
            "peers": 0.35,
            "fit": 1,
            "fidelity": 1,
            "series": "open_data_placed",
        },
        REAL,
    ),
    preset(
        "river_chief",
        "河长制：先有起点，后有指令",
        "river chiefs: an origin first, an order later",
        {
            "own": 0,
            "neighbours": 0.05,
            "by_peers": False,
            "by_mandate": True,
            "mandate_year": 14,
            "mandate": 0.75,
            "fit": 1,
            "fidelity": 1,
            "series": "river_chief",
        },
        REAL,
    ),
    preset(
        "threshold",
        "等待认可：门槛决定有没有第二波",
        "waiting for endorsement: the threshold decides on a second wave",
        {
            "own": 0.02,
            "by_neighbours": False,
            "peers": 0.1,
            "fit": 1,
            "fidelity": 1,
            "by_endorsement": True,
            "endorsement": 0.5,
        },
    ),
    preset(
        "global",
        "全局扩散：先行，后认可",
        "global: first tried, then endorsed",
        {"by_endorsement": True, "endorsement": 0.5},
    ),
    preset(
        "local",
        "局部扩散：只适合一部分省",
        "local: it suits only some",
        {"fit": 0.5},
    ),
    preset(
        "failed",
        "扩散失灵：没有人学邻居",
        "failed: nobody learns from neighbours",
        {"by_neighbours": False, "own": 0, "peers": 0.05},
    ),
    preset(
        "altered",
        "扩散变异：指令压过适配",
        "altered: an order overrides fit",
        {"fit": 0.35, "by_mandate": True, "mandate_year": 5, "mandate": 0.9},
    ),
]

OUTCOME_LABELS = {
    "global": {"zh": "全局扩散", "en": "global diffusion"},
    "local": {"zh": "局部扩散", "en": "local diffusion"},
    "failed": {"zh": "扩散失灵", "en": "diffusion failure"},
    "altered": {"zh": "扩散变异", "en": "diffusion with mutation"},
}
OUTCOME_RULES = {
    "global": {"zh": "采纳的省不少于 80%", "en": "at least 80% of provinces adopt"},
    "local": {"zh": "采纳的省在 20% 与 80% 之间", "en": "20% to 80% of provinces adopt"},
    "failed": {"zh": "采纳的省不到 20%", "en": "fewer than 20% of provinces adopt"},
    "altered": {
        "zh": "采纳的省不少于 20%，其中过半走样",
        "en": "at least 20% adopt and more than half of them altered it",
    },
}
ROUTE_LABELS = {
    "origin": {"zh": "起点", "en": "origin"},
    "own": {"zh": "自主尝试", "en": "own trial"},
    "neighbours": {"zh": "邻省", "en": "neighbours"},
    "peers": {"zh": "全国同级", "en": "peers"},
    "endorsement": {"zh": "认可", "en": "endorsement"},
    "mandate": {"zh": "指令", "en": "mandate"},
}

PREDICTION: dict = {
    "question": {
        "zh": "一项创新只适合约三分之一的省。第五年，中央下令全国采纳，力度很大。"
        "十五年后，最常见的是哪一种结果？",
        "en": "An innovation suits about a third of the provinces. In year five the centre orders all to "
        "adopt, with great force. Which outcome is the most frequent after fifteen years?",
    },
    "kind": "choice",
    "options": [(key, OUTCOME_LABELS[key]) for key in OUTCOMES],
    "setting": next(each["settings"] for each in PRESETS if each["key"] == "altered"),
}


def predicted() -> str:
    """The model's answer to PREDICTION: the most frequent outcome.

    Examples
    --------
    >>> predicted()
    'altered'
    """
    return _most_frequent(_ended(_spread(settle(CONTROLS, PREDICTION["setting"]))))


def respond(lang: str = "zh", **inputs) -> dict:
    """Map of one run at a year, curves of all runs, and the outcome with its rule.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        year in [0, 15]; origin, a province's code or "none"; own, neighbours, peers, threshold,
        endorsement, mandate, fit, fidelity in [0, 1]; by_neighbours, by_peers, by_endorsement,
        by_mandate, bools; mandate_year in [1, 15]; chance in [1, 50]; runs in [10, 100];
        series, "none" or a key of SERIES.

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
    >>> respond(lang="en", year=0)["headline"].split(":")[0]
    'Year 0'
    """
    shown = settle(CONTROLS, inputs, lang)
    for key in ("year", "mandate_year", "chance", "runs"):
        shown[key] = int(shown[key])
    spread = _spread(shown)
    ended = _ended(spread)
    paths = _paths(spread)
    return {
        "shown": shown,
        "headline": _headline(shown, spread[0], ended, lang),
        "notes": _notes(shown, spread, ended, paths, lang),
        "table": _outcome_table(ended, lang),
        "details": _province_table(shown, spread[0], lang),
        "measures": _measures(shown, spread[0], ended, paths, lang),
        "figure": _figure(shown, spread, paths, lang),
    }


_kept: dict = {}


def _remembered(part: str, asked: list, compute) -> list:
    """Result of `compute`, kept until something else is asked of this part: playing must be quick."""
    if _kept.get(part, (None,))[0] != asked:
        _kept[part] = (asked, compute())
    return _kept[part][1]


def causes(shown: dict) -> dict:
    """What the model takes from a setting: the strengths of the routes that are on.

    Parameters
    ----------
    shown : dict
        A value for each control, as `settle` gives it.

    Examples
    --------
    >>> causes(settle(CONTROLS, {"by_peers": False}))["peers"]
    0.0
    """
    return effects(
        own=shown["own"],
        neighbours=shown["neighbours"] * shown["by_neighbours"],
        peers=shown["peers"] * shown["by_peers"],
        endorsement=shown["endorsement"] * shown["by_endorsement"],
        threshold=shown["threshold"],
        mandate=shown["mandate"] * shown["by_mandate"],
        mandate_year=shown["mandate_year"],
        fit=shown["fit"],
        fidelity=shown["fidelity"],
    )


def origins(shown: dict) -> list:
    """Numbers of the places that have the innovation in year 0.

    Examples
    --------
    >>> origins({"origin": "none"}), origins({"origin": "11"})
    ([], [0])
    """
    return [] if shown["origin"] == NOWHERE else [CODES.index(shown["origin"])]


def _spread(shown: dict) -> list:
    """All runs for a setting; the first is the one on the map."""
    drives, starts = causes(shown), origins(shown)
    drawn = [int(shown["runs"]), int(shown["chance"])]
    chances = _remembered("luck", drawn, lambda: luck(len(CODES), *drawn))
    return _remembered(
        "spread", [drives, starts, drawn], lambda: simulate(BORDERS, drives, YEARS, chances, starts)
    )


def _ended(spread: list) -> list:
    return [outcome(run, WIDESPREAD, FEW, CHANGED) for run in spread]


def _most_frequent(ended: list) -> str:
    return max(OUTCOMES, key=lambda kind: (ended.count(kind), -OUTCOMES.index(kind)))


def _paths(spread: list) -> dict:
    """Mean, fifth and ninety-fifth percentile of the share of adopters, and the run on the map."""
    by_year = [sorted(shares) for shares in zip(*[adoption_path(run, YEARS) for run in spread])]
    low = int(0.05 * (len(spread) - 1))
    return {
        "mean": [sum(shares) / len(shares) for shares in by_year],
        "low": [shares[low] for shares in by_year],
        "high": [shares[len(spread) - 1 - low] for shares in by_year],
        "one": adoption_path(spread[0], YEARS),
    }


def _by_then(run: dict, year: int) -> list:
    """Places that have adopted by the year."""
    return [place for place, when in enumerate(run["year"]) if when is not None and when <= year]


def _headline(shown: dict, run: dict, ended: list, lang: str) -> str:
    kind = _most_frequent(ended)
    share = percent(ended.count(kind) / len(ended))
    count, year = len(_by_then(run, shown["year"])), shown["year"]
    return {
        "zh": f"第 {year} 年：地图上有 {count} 个省采纳，共 {len(CODES)} 个；"
        f"{len(ended)} 次模拟到第 {YEARS} 年，{share} 是{OUTCOME_LABELS[kind]['zh']}。",
        "en": f"Year {year}: {count} of {len(CODES)} provinces on the map have adopted; "
        f"of {len(ended)} runs to year {YEARS}, {share} end in {OUTCOME_LABELS[kind]['en']}.",
    }[lang]


def _notes(shown: dict, spread: list, ended: list, paths: dict, lang: str) -> list:
    notes = [_rule(spread[0], ended[0], lang), _by_route(spread[0], lang), _bass(shown, lang)]
    if shown["series"] != "none":
        notes.insert(0, _compared(shown["series"], paths, lang))
    return notes


def _rule(run: dict, kind: str, lang: str) -> str:
    adopters = _by_then(run, YEARS)
    altered = sum(1 for place in adopters if run["altered"][place])
    share = percent(len(adopters) / len(CODES))
    changed = percent(altered / len(adopters)) if adopters else percent(0)
    rule = OUTCOME_RULES[kind][lang]
    return {
        "zh": f"地图上的这一次：到第 {YEARS} 年采纳 {share}，采纳者中走样 {changed}。"
        f"规则是“{rule}”，判为{OUTCOME_LABELS[kind]['zh']}（界限是示意）。",
        "en": f"The run on the map: {share} have adopted by year {YEARS}, {changed} of them altered it. "
        f"By the rule “{rule}” this is {OUTCOME_LABELS[kind]['en']} (limits illustrative).",
    }[lang]


def _by_route(run: dict, lang: str) -> str:
    counts = [run["route"].count(number_of) for number_of in range(len(ROUTES))]
    used = [
        f"{ROUTE_LABELS[name][lang]} {counts[number_of]}"
        for number_of, name in enumerate(ROUTES)
        if counts[number_of]
    ]
    if not used:
        return {
            "zh": "没有起点，也没有人自主尝试或得到指令：没有路，就没有扩散。",
            "en": "No origin, no own trial, no order: without a route nothing spreads.",
        }[lang]
    waiting = run["route"].count(None)
    return {
        "zh": "各省由哪条路采纳：" + "，".join(used) + f"；没有采纳 {waiting}。",
        "en": "By which route: " + ", ".join(used) + f"; not adopted {waiting}.",
    }[lang]


def _bass(shown: dict, lang: str) -> str:
    p, q = shown["own"], shown["peers"]
    others = shown["by_neighbours"] or shown["by_endorsement"] or shown["by_mandate"]
    if shown["by_peers"] and not others and 0 < p < q and p + q <= 1:
        peak = number(bass_peak(p, q), 1)
        return {
            "zh": f"只有自主尝试和同级效应时，这是巴斯模型，采纳最密的时刻是 ln(q/p)/(p+q)，约第 {peak} 年。",
            "en": f"With own trial and peers alone this is Bass's model; adoptions peak at ln(q/p)/(p+q), "
            f"about year {peak}.",
        }[lang]
    return {
        "zh": "换设置时运气不变：曲线的差别全部来自你移动的那个量，不是另一次抽签。",
        "en": "The luck stays when a setting changes: what differs is due to what you moved, not to "
        "another draw.",
    }[lang]


def fit_error(series: str, mean: list) -> float:
    """Root mean square difference between a real course and a mean path, as a share.

    Parameters
    ----------
    series : str
        A key of SERIES.
    mean : list of float
        Mean share of adopters by year of the model.

    Examples
    --------
    >>> round(fit_error("river_chief", [0.0] * 14 + [23 / 31, 1.0]), 3)
    0.0
    """
    shares = observed(series)
    return (sum((mean[year] - shares[year]) ** 2 for year in shares) / len(shares)) ** 0.5


def _compared(series: str, paths: dict, lang: str) -> str:
    shares = observed(series)
    inside = sum(1 for year in shares if paths["low"][year] <= shares[year] <= paths["high"][year])
    error = number(100 * fit_error(series, paths["mean"]), 1)
    name = {
        "zh": SERIES_LABELS[series]["zh"].split("（")[0],
        "en": SERIES_LABELS[series]["en"].split(" (")[0],
    }
    return {
        "zh": f"与真实的曲线（{name['zh']}）相比，平均路径的均方根误差是 {error} 个百分点；"
        f"{len(shares)} 个有记录的年份中，{inside} 个落在模拟的 90% 区间里。曲线相合，不等于机制相同。",
        "en": f"Against the recorded course of {name['en']} the mean path errs by {error} points "
        f"(root mean square); {inside} of {len(shares)} recorded years lie in the runs' 90% band. "
        f"A curve that fits does not make the mechanism right.",
    }[lang]


def _outcome_table(ended: list, lang: str) -> dict:
    return {
        "caption": {
            "zh": f"{len(ended)} 次模拟的结果",
            "en": f"Outcomes of {len(ended)} runs",
        }[lang],
        "columns": {
            "zh": ["结果", "规则（示意）", "占全部模拟", "地图上的这一次"],
            "en": ["outcome", "rule (illustrative)", "share of runs", "run on the map"],
        }[lang],
        "rows": [
            [
                OUTCOME_LABELS[kind][lang],
                OUTCOME_RULES[kind][lang],
                percent(ended.count(kind) / len(ended)),
                "✓" if ended[0] == kind else "–",
            ]
            for kind in OUTCOMES
        ],
    }


def _province_table(shown: dict, run: dict, lang: str) -> dict:
    adopted = _by_then(run, shown["year"])
    words = {
        "zh": ("尚未采纳", "走样", "保留要点", "没有数据"),
        "en": ("not yet", "altered", "kept", "no data"),
    }[lang]
    listed = []
    for place, row in enumerate(UNITS):
        if place in adopted:
            form = words[1] if run["altered"][place] else words[2]
            cells = [str(run["year"][place]), ROUTE_LABELS[ROUTES[run["route"][place]]][lang], form]
        else:
            cells = [words[0], "–", "–"]
        listed.append([row["name_" + lang]] + cells)
    listed += [[row["name_" + lang], words[3], "–", "–"] for row in WITHOUT_DATA]
    return {
        "caption": {
            "zh": f"地图的文字版：到第 {shown['year']} 年各省的情形",
            "en": f"The map in words: every province by year {shown['year']}",
        }[lang],
        "columns": {
            "zh": ["省级单位", "采纳的年份", "路径", "内容"],
            "en": ["unit", "year of adoption", "route", "content"],
        }[lang],
        "rows": listed,
    }


def _measures(shown: dict, run: dict, ended: list, paths: dict, lang: str) -> list:
    labelled = [
        ({"zh": "地图上采纳的省", "en": "adopters on the map"}, str(len(_by_then(run, shown["year"])))),
        (
            {"zh": f"第 {YEARS} 年平均采纳", "en": f"mean adoption in year {YEARS}"},
            percent(paths["mean"][YEARS]),
        ),
    ]
    labelled += [(OUTCOME_LABELS[kind], percent(ended.count(kind) / len(ended))) for kind in OUTCOMES]
    return [{"label": label[lang], "text": text} for label, text in labelled]


# Shape as well as colour tells the routes apart.
TILES = {
    "origin": (chart.COLORS[0], "star"),
    "own": (chart.COLORS[4], "pentagon"),
    "neighbours": (chart.COLORS[1], "circle"),
    "peers": (chart.COLORS[3], "diamond"),
    "endorsement": (chart.COLORS[2], "hexagon"),
    "mandate": (chart.COLORS[5], "square"),
}
WAITING, UNKNOWN = "waiting", "unknown"
TILE_LABELS = {
    WAITING: {"zh": "尚未采纳", "en": "not yet"},
    UNKNOWN: {"zh": "没有数据", "en": "no data"},
}
ALTERED_MARK = "*"


def _figure(shown: dict, spread: list, paths: dict, lang: str) -> dict:
    layout = chart.layout(720, {"l": 44, "r": 8, "t": 8, "b": 40})
    columns = [int(row["col"]) for row in rows("provinces")]
    lines = [int(row["row"]) for row in rows("provinces")]
    layout["showlegend"] = True
    layout["legend"] = {
        "orientation": "h",
        "x": 0,
        "y": 0.425,
        "yanchor": "top",
        "itemclick": False,
        "itemdoubleclick": False,
        "font": {"size": 11},
    }
    hidden = {"visible": False, "fixedrange": True}
    layout["xaxis"] = dict(hidden)
    layout["xaxis"].update({"range": [min(columns) - 0.6, max(columns) + 0.6], "constrain": "domain"})
    layout["yaxis"] = dict(hidden)
    layout["yaxis"].update(
        {
            "range": [max(lines) + 0.6, min(lines) - 0.6],
            "domain": [0.44, 1],
            "scaleanchor": "x",
            "constrain": "domain",
        }
    )
    layout["xaxis2"] = {
        "anchor": "y2",
        "range": [0, YEARS + 0.2],
        "title": {"text": {"zh": "年", "en": "year"}[lang], "standoff": 4},
        "fixedrange": True,
    }
    layout["yaxis2"] = {
        "anchor": "x2",
        "domain": [0, 0.22],
        "range": [0, 1.04],
        "tickformat": ".0%",
        "nticks": 4,
        "fixedrange": True,
    }
    return {"data": _map_traces(shown, spread[0], lang) + _curve_traces(shown, paths, lang), "layout": layout}


def _map_traces(shown: dict, run: dict, lang: str) -> list:
    adopted = _by_then(run, shown["year"])
    groups: dict = {name: [] for name in ROUTES + (WAITING,)}
    for place in range(len(UNITS)):
        groups[ROUTES[run["route"][place]] if place in adopted else WAITING].append(place)
    traces = []
    for name in ROUTES:
        color, symbol = TILES[name]
        altered = [bool(run["altered"][place]) for place in groups[name]]
        traces.append(
            _tiles(
                [UNITS[place] for place in groups[name]],
                f"{ROUTE_LABELS[name][lang]} {len(groups[name])}",
                {
                    "symbol": symbol,
                    "size": 30,
                    "color": color,
                    "opacity": 0.55,
                    "line": {"width": 1, "color": color},
                },
                lang,
                altered,
            )
        )
    outline = {"symbol": "square-open", "size": 26, "color": chart.NEUTRAL, "line": {"width": 1}}
    waiting = [UNITS[place] for place in groups[WAITING]]
    traces.append(_tiles(waiting, f"{TILE_LABELS[WAITING][lang]} {len(waiting)}", outline, lang))
    blank = {"symbol": "square", "size": 26, "color": chart.NEUTRAL, "opacity": 0.25}
    traces.append(_tiles(WITHOUT_DATA, f"{TILE_LABELS[UNKNOWN][lang]} {len(WITHOUT_DATA)}", blank, lang))
    return traces


def _tiles(units: list, name: str, marker: dict, lang: str, altered: list | None = None) -> dict:
    marks = altered or [False] * len(units)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [int(row["col"]) for row in units],
        "y": [int(row["row"]) for row in units],
        "text": [row["short_zh"] + (ALTERED_MARK if mark else "") for row, mark in zip(units, marks)],
        "hovertext": [row["name_" + lang] for row in units],
        "hoverinfo": "text",
        "textposition": "middle center",
        "textfont": {"size": 13},
        "marker": marker,
        "name": name,
        "showlegend": bool(units),
        "cliponaxis": False,
    }


def _curve_traces(shown: dict, paths: dict, lang: str) -> list:
    years = list(range(YEARS + 1))
    band = chart.COLORS[6]
    shares = observed(shown["series"]) if shown["series"] != "none" else {}
    recorded = sorted(shares)
    names = {
        "zh": ("90% 的模拟", "平均", "地图上的这一次", "真实的记录"),
        "en": ("90% of runs", "mean", "run on the map", "recorded"),
    }[lang]
    line = {"type": "scatter", "mode": "lines", "xaxis": "x2", "yaxis": "y2", "hoverinfo": "skip"}
    curves = [
        {"x": years, "y": paths["low"], "line": {"width": 0}, "showlegend": False},
        {
            "x": years,
            "y": paths["high"],
            "fill": "tonexty",
            "fillcolor": "rgba(95,122,134,0.25)",
            "line": {"width": 0},
            "name": names[0],
        },
        {"x": years, "y": paths["mean"], "line": {"width": 2.5, "color": band}, "name": names[1]},
        {
            "x": years,
            "y": paths["one"],
            "line": {"width": 1.5, "color": chart.COLORS[0], "shape": "hv", "dash": "dot"},
            "name": names[2],
        },
        {
            "x": recorded,
            "y": [shares[year] for year in recorded],
            "mode": "markers",
            "marker": {"symbol": "x", "size": 8, "color": chart.COLORS[1]},
            "name": names[3],
            "showlegend": bool(recorded),
        },
        {
            "x": [shown["year"], shown["year"]],
            "y": [0, 1.04],
            "line": {"width": 1, "color": chart.NEUTRAL},
            "showlegend": False,
        },
    ]
    drawn = []
    for curve in curves:
        trace = dict(line)
        trace.update(curve)
        drawn.append(trace)
    return drawn


def replications() -> list:
    """Published values beside the model's; the simulation itself has none."""
    return []
