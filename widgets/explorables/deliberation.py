"""How can talk change the outcome?"""

from widgets.explorables import chart
from widgets.explorables.controls import choice, settle, slider, toggle
from widgets.explorables.presets import preset
from widgets.explorables.wording import number, percent
from widgets.models.deliberation import drawn, groups, last_change, mean_opinion, rounds

NAME = "deliberation"
TITLE = {"zh": "谈，能把结果改变多少？", "en": "How far can talk change the outcome?"}
QUESTION = {
    "zh": "交谈怎样改变结果：谁来、听得进多远、谈几轮、主持人说不说？",
    "en": "How can talk change the outcome: who comes, who is heard, how long, and does the chair speak?",
}
SOURCE = {
    "section": "wenling_revisited",
    "citations": ["hegselmann2002opinion", "hegselmann2015signals", "kurahashi2016robust"],
}

MOST_ROUNDS = 30
FULL = 100  # opinions are shown from 0 to 100
LABELLED = 0.1  # groups with a smaller share get no label
APART = 6  # labels nearer than this would overlap
SAME = 1e-6
_kept: dict = {}  # the last talk to the end, for each weight of the chair: playing must be quick

CONTROLS = [
    choice(
        "town",
        {"zh": "全镇的意见", "en": "opinions in town"},
        {
            "zh": "居民对一个项目的支持程度怎样分布，0 是完全反对，100 是完全支持",
            "en": "how residents' support for a project is spread, 0 wholly against to 100 wholly for",
        },
        [
            ("even", {"zh": "均匀", "en": "even"}),
            ("camps", {"zh": "两派", "en": "two camps"}),
            ("skewed", {"zh": "多数反对", "en": "most against"}),
        ],
        "even",
    ),
    slider(
        "participants",
        {"zh": "到场人数", "en": "participants"},
        {"zh": "来开会的居民", "en": "residents who come to the meeting"},
        5,
        60,
        1,
        50,
    ),
    slider(
        "selection",
        {"zh": "自愿到场的偏向", "en": "self-selection"},
        {
            "zh": "0 是抽签，人人机会相等；1 是越支持的人越会来",
            "en": "0: by lot, all with the same chance; 1: the more in favour, the likelier to come",
        },
        0,
        1,
        0.05,
        0,
        illustrative=True,
    ),
    slider(
        "luck",
        {"zh": "运气", "en": "luck"},
        {
            "zh": "0 是没有运气，各种意见按比例到场；1 到 20 是二十次不同的抽选",
            "en": "0: none, all opinions come in proportion; 1 to 20: twenty different draws",
        },
        0,
        20,
        1,
        0,
    ),
    slider(
        "openness",
        {"zh": "听得进的距离", "en": "openness"},
        {
            "zh": "别人的意见与自己相差多少以内，才听得进去",
            "en": "how far from one's own a view may be to be heard",
        },
        0,
        60,
        1,
        20,
        unit={"zh": " 分", "en": " points"},
    ),
    slider(
        "hearing",
        {"zh": "远处意见的分量", "en": "weight of distant views"},
        {
            "zh": "距离以外的意见还能占几成：分组、轮流发言、主持都为了提高它",
            "en": "what a view beyond that distance still weighs: mixed groups and turns aim to raise it",
        },
        0,
        20,
        1,
        0,
        unit={"zh": "%", "en": "%"},
        illustrative=True,
    ),
    toggle(
        "chair_speaks",
        {"zh": "主持人表态", "en": "the chair speaks"},
        {
            "zh": "开：主持人说出自己的意见，并且不再改变",
            "en": "on: the chair tells a view of his own and never changes it",
        },
        False,
    ),
    slider(
        "chair",
        {"zh": "主持人的意见", "en": "the chair's view"},
        {"zh": "0 是反对，100 是支持", "en": "0 against, 100 in favour"},
        0,
        100,
        5,
        80,
        needs="chair_speaks",
    ),
    slider(
        "weight",
        {"zh": "主持人的分量", "en": "the chair's weight"},
        {
            "zh": "听得进他的人，把他当作多少个参与者",
            "en": "as how many participants the chair counts for those who hear him",
        },
        0,
        40,
        1,
        10,
        illustrative=True,
        needs="chair_speaks",
    ),
    slider(
        "rounds",
        {"zh": "轮数", "en": "rounds"},
        {"zh": "谈了几轮；每轮所有人同时调整意见", "en": "rounds of talk; in each all adjust at once"},
        0,
        MOST_ROUNDS,
        1,
        10,
        plays=True,
    ),
]

OFFICIAL = {"openness": 30, "chair_speaks": True, "chair": 80, "weight": 20, "rounds": 30}
LOUDER = {"openness": 30, "chair_speaks": True, "chair": 80, "weight": 30, "rounds": 30}
PRESETS = [
    preset("one", "刚好谈拢", "just agreed", {"openness": 21, "rounds": 30}),
    preset("more_open", "再开放一分", "one point more open", {"openness": 22, "rounds": 30}),
    preset("camps", "两派对立", "two camps", {"town": "camps", "openness": 30, "rounds": 30}),
    preset(
        "bridged",
        "两派对立，有人搭桥",
        "two camps, bridged",
        {"town": "camps", "openness": 30, "hearing": 5, "rounds": 30},
    ),
    preset("chair", "主持人表态", "the chair speaks", OFFICIAL),
    preset("louder", "主持人更用力", "the chair presses harder", LOUDER),
    preset("open_door", "敞开大门", "open doors", {"town": "skewed", "selection": 1, "participants": 60}),
    preset("lot", "抽签", "by lot", {"town": "skewed", "luck": 1, "participants": 60}),
]

PREDICTION: dict = {
    "question": {
        "zh": "五十个人的意见从 0 到 100 均匀排开，各人只听得进相差 20 分以内的意见。"
        "谈了 10 轮，成了两群。再谈 20 轮，这两群会怎样？",
        "en": "Fifty opinions are spread evenly from 0 to 100; each hears only views at most 20 points away. "
        "After 10 rounds there are two groups. What do 20 more rounds do to them?",
    },
    "kind": "choice",
    "options": [
        ("one", {"zh": "合成一群", "en": "they become one"}),
        ("nearer", {"zh": "还是两群，靠近了一些", "en": "still two, but nearer"}),
        ("same", {"zh": "一点不动", "en": "nothing at all"}),
    ],
    "setting": {"rounds": 30},
}


def predicted() -> str:
    """The model's answer to PREDICTION.

    Examples
    --------
    >>> predicted()
    'same'
    """
    path = _path(settle(CONTROLS, PREDICTION["setting"]))
    if len(groups(path[30])) < len(groups(path[10])):
        return "one"
    return "same" if last_change(path) <= 10 else "nearer"


def replications() -> list:
    """Published values beside the model's.

    Examples
    --------
    >>> [abs(r["ours"] - r["published"]) <= r["tolerance"] for r in replications()]
    [True, True, True]
    """
    spaced, even = [groups(rounds(drawn("even", people), 1 / (people - 1), 60)[-1]) for people in (26, 60)]
    compared = [
        (
            {
                "zh": "二十六人等距排开，间隔恰为听得进的距离：最后的群数",
                "en": "final groups of 26 opinions spaced exactly by the bound of confidence",
            },
            9,
            len(spaced),
            {
                "zh": "摘要：两侧各有 [n/6] 群，n 不是 6 的倍数时中间另有一群",
                "en": "abstract: 2 [n/6] groups and one in the middle unless 6 divides n",
            },
        ),
        (
            {"zh": "同上，中间一群的人数", "en": "members of the middle group of the same"},
            2,
            spaced[4]["size"],
            {"zh": "摘要：n 除以 6 的余数", "en": "abstract: n mod 6"},
        ),
        (
            {
                "zh": "六十人同样排开，三人一群的群数",
                "en": "final groups of three of 60 opinions spaced likewise",
            },
            20,
            len([group for group in even if group["size"] == 3]),
            {"zh": "摘要：每群三人，共 2[n/6] 群", "en": "abstract: 2 [n/6] groups of three"},
        ),
    ]
    return [
        {
            "quantity": quantity,
            "published": published,
            "ours": ours,
            "tolerance": 0,
            "source": "hegarty2014equally",
            "place": place,
        }
        for quantity, published, ours, place in compared
    ]


def respond(lang: str = "zh", **inputs) -> dict:
    """Groups after some rounds, and what moved the mean: who came, the talk, the chair.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        town, "even", "camps" or "skewed"; participants in [5, 60]; selection in [0, 1]; luck in
        [0, 20]; openness in [0, 60]; hearing in [0, 20]; chair_speaks, a bool; chair in [0, 100];
        weight in [0, 40]; rounds in [0, 30]. Counts are cut down to whole numbers.

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
    'After 10 rounds the 50 participants form 2 groups, the largest with 50%'
    """
    shown = settle(CONTROLS, inputs, lang)
    for key in ("participants", "luck", "rounds"):
        shown[key] = int(shown[key])
    path = _path(shown)
    moves = _moves(shown, path)
    return {
        "shown": shown,
        "headline": _headline(path, moves, lang),
        "notes": [_more_rounds(shown, path, lang), _who_moved(shown, moves, lang), _vote(path, lang)],
        "table": _table(path, lang),
        "details": _moves_table(moves, lang),
        "measures": _measures(path, moves, lang),
        "figure": _figure(shown, path, moves, lang),
    }


def _path(shown: dict, factor: float = 1) -> list:
    """Opinions from 0 to 1 before the talk and after each round, the chair's weight times `factor`."""
    weight = factor * shown["weight"] if shown["chair_speaks"] else 0
    asked = [shown[key] for key in ("town", "participants", "selection", "luck", "openness", "hearing")]
    asked += [weight, shown["chair"]]
    if _kept.get(factor, (None,))[0] != asked:
        come = drawn(shown["town"], int(shown["participants"]), shown["selection"], int(shown["luck"]))
        talk = rounds(
            come,
            shown["openness"] / FULL,
            MOST_ROUNDS,
            hearing=shown["hearing"] / 100,
            chair=shown["chair"] / FULL,
            weight=weight,
        )
        _kept[factor] = (asked, talk)
    return _kept[factor][1][: int(shown["rounds"]) + 1]


def _mean(opinions: list) -> float:
    return FULL * sum(opinions) / len(opinions)


def _median(opinions: list) -> float:
    ordered = sorted(opinions)
    middle = len(ordered) // 2
    return FULL * (ordered[middle] + ordered[-middle - 1]) / 2


def _moves(shown: dict, path: list) -> dict:
    """Mean of the town, then what those who came, the talk and the chair each added."""
    town, came, end = FULL * mean_opinion(shown["town"]), _mean(path[0]), _mean(path[-1])
    talked = _mean(_path(shown, factor=0)[-1])
    return {"town": town, "came": came - town, "talk": talked - came, "chair": end - talked, "end": end}


def _points(value: float) -> str:
    return number(value, 1)


def _signed(value: float) -> str:
    text = number(abs(value), 1)
    return text if text == "0.0" else ("+" if value > 0 else "−") + text


def _headline(path: list, moves: dict, lang: str) -> str:
    found = groups(path[-1])
    largest = percent(max(group["size"] for group in found) / len(path[0]))
    before, after = _points(moves["town"] + moves["came"]), _points(moves["end"])
    away = _signed(moves["end"] - moves["town"])
    many, count, people = len(found), len(path) - 1, len(path[0])
    split = {
        "zh": "意见一致" if many == 1 else f"分成 {many} 群，最大的占 {largest}",
        "en": "are of one view" if len(found) == 1 else f"form {many} groups, the largest with {largest}",
    }[lang]
    return {
        "zh": f"谈了 {count} 轮，{people} 人{split}；平均意见 {before} → {after}，与全镇平均相差 {away}。",
        "en": f"After {count} rounds the {people} participants {split}; "
        f"mean {before} → {after}, {away} from the town's.",
    }[lang]


def _widest_gap(shown: dict, opinions: list) -> float:
    """Largest distance between neighbouring voices with participants on both sides."""
    voices = [FULL * opinion for opinion in opinions]
    if shown["chair_speaks"] and shown["weight"] and min(voices) < shown["chair"] < max(voices):
        voices.append(shown["chair"])
    voices.sort()
    return max([voices[place] - voices[place - 1] for place in range(1, len(voices))])


def _more_rounds(shown: dict, path: list, lang: str) -> str:
    """Whether further rounds can still bring the groups together."""
    gap = _widest_gap(shown, path[-1])
    if len(groups(path[-1])) == 1:
        text = {
            "zh": "大家的意见已经相差不到 1 分。一致本身不说明它代表谁，也不说明它对。",
            "en": "All views are within a point of each other. Agreement tells neither whom it represents "
            "nor that it is right.",
        }
    elif shown["hearing"] > 0:
        text = {
            "zh": f"远处的意见也占 {number(shown['hearing'])}%，群与群会继续靠拢：这时多谈几轮才有用。",
            "en": f"Distant views weigh {number(shown['hearing'])}%, so groups keep drawing nearer: "
            "here more rounds do help.",
        }
    elif gap > shown["openness"] + SAME:
        text = {
            "zh": f"再谈多少轮也合不拢：有两种相邻的意见相距 {_points(gap)} 分，"
            f"超过听得进的 {number(shown['openness'])} 分，这样的缺口不会再合上。",
            "en": f"No number of rounds will close it: two neighbouring views are {_points(gap)} points "
            f"apart, more than the {number(shown['openness'])} that are heard; such a gap never closes.",
        }
    else:
        text = {
            "zh": "相邻的意见都还听得见，群还没有定下来，可以再谈几轮看看。",
            "en": "All neighbouring views still hear each other; nothing is settled yet, try more rounds.",
        }
    return text[lang]


def _who_moved(shown: dict, moves: dict, lang: str) -> str:
    came, talk, chair = [_signed(moves[key]) for key in ("came", "talk", "chair")]
    told = {
        "zh": f"平均意见从全镇的 {_points(moves['town'])} 移到 {_points(moves['end'])}："
        f"谁来开会 {came}，交谈本身 {talk}，主持人 {chair}。",
        "en": f"The mean moved from the town's {_points(moves['town'])} to {_points(moves['end'])}: "
        f"who came {came}, the talk itself {talk}, the chair {chair}.",
    }[lang]
    if shown["chair_speaks"]:
        return told + _other_weights(shown, lang)
    return told


def _other_weights(shown: dict, lang: str) -> str:
    """The final mean if the chair counted for half and for twice as many participants."""
    ends = [_points(_mean(_path(shown, factor)[-1])) for factor in (0.5, 2)]
    return {
        "zh": f"主持人的分量减半，谈后平均是 {ends[0]}；加倍，是 {ends[1]}。",
        "en": f" With half the chair's weight the mean ends at {ends[0]}, with twice at {ends[1]}.",
    }[lang]


def _vote(path: list, lang: str) -> str:
    """What a vote would decide, beside the median that it follows."""
    before, after = [_points(_median(opinions)) for opinions in (path[0], path[-1])]
    voted = [f"{_in_favour(opinions)}:{_against(opinions)}" for opinions in (path[0], path[-1])]
    results = [_result(opinions, lang) for opinions in (path[0], path[-1])]
    return {
        "zh": f"若以 50 分为界表决，赞成与反对由 {voted[0]} 变为 {voted[1]}，"
        f"{results[0]} → {results[1]}；中位数 {before} → {after}。",
        "en": f"A vote with 50 as the line goes from {voted[0]} to {voted[1]}, "
        f"{results[0]} → {results[1]}; median {before} → {after}.",
    }[lang]


def _result(opinions: list, lang: str) -> str:
    lead = _in_favour(opinions) - _against(opinions)
    if lead == 0:
        return {"zh": "平手", "en": "a tie"}[lang]
    return {"zh": "通过", "en": "passed"}[lang] if lead > 0 else {"zh": "不通过", "en": "rejected"}[lang]


def _in_favour(opinions: list) -> int:
    return len([opinion for opinion in opinions if opinion > 0.5 + SAME])


def _against(opinions: list) -> int:
    return len([opinion for opinion in opinions if opinion < 0.5 - SAME])


def _table(path: list, lang: str) -> dict:
    names = {
        "zh": ("平均", "中位数", "最低", "最高", "高于 50 的人数", "低于 50 的人数", "群数"),
        "en": ("mean", "median", "lowest", "highest", "above 50", "below 50", "groups"),
    }[lang]
    columns = [_column(opinions) for opinions in (path[0], path[-1])]
    return {
        "caption": {"zh": "谈之前与谈之后", "en": "Before and after the talk"}[lang],
        "columns": {"zh": ["量", "谈之前", "谈之后"], "en": ["quantity", "before", "after"]}[lang],
        "rows": [[name, before, after] for name, before, after in zip(names, columns[0], columns[1])],
    }


def _column(opinions: list) -> list:
    return [
        _points(_mean(opinions)),
        _points(_median(opinions)),
        _points(FULL * min(opinions)),
        _points(FULL * max(opinions)),
        str(_in_favour(opinions)),
        str(_against(opinions)),
        str(len(groups(opinions))),
    ]


def _moves_table(moves: dict, lang: str) -> dict:
    names = {
        "zh": ("全镇平均", "谁来开会", "交谈本身", "主持人", "谈后的平均"),
        "en": ("town's mean", "who came", "the talk itself", "the chair", "mean after the talk"),
    }[lang]
    values = [_signed(moves[key]) for key in ("came", "talk", "chair")]
    values = [_points(moves["town"])] + values + [_points(moves["end"])]
    return {
        "caption": {"zh": "平均意见从哪里移动", "en": "What moved the mean"}[lang],
        "columns": {"zh": ["来源", "分"], "en": ["source", "points"]}[lang],
        "rows": [[name, value] for name, value in zip(names, values)],
    }


def _measures(path: list, moves: dict, lang: str) -> list:
    found = groups(path[-1])
    labelled = [
        ({"zh": "群数", "en": "groups"}, str(len(found))),
        (
            {"zh": "最大一群", "en": "largest group"},
            percent(max(group["size"] for group in found) / len(path[0])),
        ),
        ({"zh": "谈后平均", "en": "mean after"}, _points(moves["end"])),
        ({"zh": "谁来开会", "en": "who came"}, _signed(moves["came"])),
        ({"zh": "交谈本身", "en": "the talk"}, _signed(moves["talk"])),
        ({"zh": "主持人", "en": "the chair"}, _signed(moves["chair"])),
    ]
    return [{"label": label[lang], "text": text} for label, text in labelled]


def _figure(shown: dict, path: list, moves: dict, lang: str) -> dict:
    layout = chart.layout(480, {"l": 36, "r": 14, "t": 6, "b": 44})
    layout["xaxis"] = {
        "domain": [0, 0.76],
        "range": [-0.6, MOST_ROUNDS],
        "tickvals": [0, 10, 20, 30],
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "title": {"text": {"zh": "轮", "en": "round"}[lang], "font": {"size": 13}},
    }
    layout["xaxis2"] = {
        "domain": [0.8, 1],
        "range": [0, 1.3 * len(path[0])],
        "tickvals": [],
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "title": {"text": {"zh": "人数", "en": "persons"}[lang], "font": {"size": 13}},
    }
    layout["yaxis"] = {
        "range": [-4, 116],
        "tickvals": [0, 25, 50, 75, 100],
        "fixedrange": True,
        "zeroline": False,
    }
    return {"data": _lines(shown, path, moves, lang) + [_bars(path[-1])], "layout": layout}


def _lines(shown: dict, path: list, moves: dict, lang: str) -> list:
    names = {
        "zh": ("全镇平均", "到场平均", "主持人"),
        "en": ("town mean", "room mean", "chair"),
    }[lang]
    speaks = shown["chair_speaks"] and shown["weight"] > 0
    curves = [
        (names[0], [0, MOST_ROUNDS], [moves["town"]] * 2, chart.NEUTRAL, "dot"),
        (names[1], list(range(len(path))), [_mean(opinions) for opinions in path], chart.COLORS[0], "solid"),
        (names[2], [0, MOST_ROUNDS], [shown["chair"]] * 2 if speaks else [], chart.COLORS[3], "dash"),
    ]
    traces = [_everyone(path)]
    for place, (name, x, y, color, dash) in enumerate(curves):
        line = {"color": color, "width": 2.5, "dash": dash}
        start = 13 * place
        kept = bool(y)
        traces.append({"mode": "lines", "x": x if kept else [], "y": y, "line": line})
        traces.append(
            {
                "mode": "lines+text",
                "x": [start, start + 2.5] if kept else [],
                "y": [110, 110] if kept else [],
                "text": ["", "\u00a0" + name] if kept else [],
                "textposition": "middle right",
                "line": line,
            }
        )
    for trace in traces:
        trace.update({"type": "scatter", "hoverinfo": "skip", "cliponaxis": False})
    return traces


def _everyone(path: list) -> dict:
    """All participants' opinions over the rounds as one trace, with a break after each person.

    A line ends where it joins that of the person who began next below.
    """
    x: list = []
    y: list = []
    last = len(path) - 1
    order = sorted(range(len(path[0])), key=lambda place: (path[0][place], place))
    for rank, place in enumerate(order):
        below = order[rank - 1]
        for time, opinions in enumerate(path):
            x.append(time)
            y.append(int(FULL * FULL * opinions[place] + 0.5) / FULL)
            if rank and time < last and opinions[place] == opinions[below]:
                break
        x.append(None)
        y.append(None)
    return {
        "mode": "markers" if last == 0 else "lines",
        "x": x,
        "y": y,
        "line": {"color": chart.COLORS[1], "width": 1},
        "marker": {"color": chart.COLORS[1], "size": 4},
        "opacity": 0.8,
    }


def _bars(opinions: list) -> dict:
    found = groups(opinions)
    labels = []
    labelled: float = -FULL
    for group in found:
        level = FULL * group["opinion"]
        shows = group["size"] >= LABELLED * len(opinions) and level - labelled > APART
        labels.append(str(group["size"]) if shows else "")
        labelled = level if shows else labelled
    return {
        "type": "bar",
        "orientation": "h",
        "x": [group["size"] for group in found],
        "y": [FULL * group["opinion"] for group in found],
        "width": [2.4 for _ in found],
        "marker": {"color": chart.COLORS[1]},
        "text": labels,
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": 13},
        "constraintext": "none",
        "cliponaxis": False,
        "xaxis": "x2",
        "hoverinfo": "skip",
    }
