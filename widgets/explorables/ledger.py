"""What does it take to rewrite a public record?"""

from widgets.explorables import chart
from widgets.explorables.controls import choice, settle, slider, text, toggle
from widgets.explorables.wording import number, percent
from widgets.models.ledger import catch_up_probability, confirmations_needed, first_broken_block, seal

NAME = "ledger"
TITLE = {"zh": "改一条公开的记录，要付出什么？", "en": "What does it take to rewrite a public record?"}
QUESTION = {
    "zh": "改动藏在哪里，谁能看出来，要改成功须有多少算力？",
    "en": "Where does an alteration show, who can see it, and how much hash power does it take?",
}
SOURCE = {"section": "blockchain", "citations": ["nakamoto2008bitcoin"]}

LONGEST = 60
SHORT = 6  # digits of a digest that the figure shows
SMALL_RISK = 0.001
MOST_CONFIRMATIONS = 50
DEFAULT_RECORDS = [
    {"zh": "拨付老旧小区改造款 80 万元", "en": "Grant 800,000 yuan for estate renewal"},
    {"zh": "维修基金支出 12 万元，业主表决通过", "en": "Repairs 120,000 yuan, owners voted for it"},
    {"zh": "电梯工程中标公告", "en": "Award of the lift contract"},
    {"zh": "工程验收合格", "en": "Works accepted"},
    {"zh": "尾款结清", "en": "Final payment made"},
]
RECORD_KEYS = ["record%d" % place for place in range(1, len(DEFAULT_RECORDS) + 1)]
NOBODY = "none"


def _record(place: int) -> dict:
    return text(
        RECORD_KEYS[place],
        {"zh": f"第 {place + 1} 条记录", "en": f"record {place + 1}"},
        {"zh": f"第 {place + 1} 块里写的内容", "en": f"what block {place + 1} says"},
        DEFAULT_RECORDS[place]["zh"],
        LONGEST,
    )


CONTROLS = [
    choice(
        "altered",
        {"zh": "事后改动哪一条", "en": "which record is altered"},
        {"zh": "链已经封好，再有人改这一条", "en": "the chain is sealed; then somebody alters this one"},
        [(NOBODY, {"zh": "不改", "en": "none"})]
        + [
            (key, {"zh": f"第 {place + 1} 条", "en": f"record {place + 1}"})
            for place, key in enumerate(RECORD_KEYS)
        ],
        RECORD_KEYS[1],
    ),
    text(
        "altered_text",
        {"zh": "改成", "en": "altered to"},
        {"zh": "改动后的内容", "en": "what it says afterwards"},
        "维修基金支出 92 万元，业主表决通过",
        LONGEST,
    ),
    toggle(
        "reseal",
        {"zh": "连同后面的区块一起重算", "en": "re-seal the later blocks"},
        {
            "zh": "改动者把这一块和后面各块的摘要全部重算",
            "en": "the digests of this block and all later ones are computed anew",
        },
        False,
    ),
    slider(
        "q",
        {"zh": "攻击者的算力份额", "en": "attacker's share of hash power"},
        {
            "zh": "攻击者找到下一块的机会占全网的比例",
            "en": "the attacker's chance to find the next block, as a share of the network's",
        },
        0,
        0.5,
        0.01,
        0.1,
    ),
    slider(
        "z",
        {"zh": "确认次数", "en": "confirmations"},
        {"zh": "记录上面又接了多少块", "en": "how many blocks were added on top of the record"},
        0,
        MOST_CONFIRMATIONS,
        1,
        6,
        unit={"zh": " 块", "en": " blocks"},
    ),
] + [_record(place) for place in range(len(RECORD_KEYS))]

PRESETS = [
    {
        "key": "sound",
        "group": {"zh": "链", "en": "the chain"},
        "label": {"zh": "没有人改动", "en": "nobody alters it"},
        "settings": {"altered": NOBODY},
    },
    {
        "key": "resealed",
        "group": {"zh": "链", "en": "the chain"},
        "label": {"zh": "改了再全部重算", "en": "altered and re-sealed"},
        "settings": {"altered": RECORD_KEYS[1], "reseal": True},
    },
    {
        "key": "nakamoto_10",
        "group": {"zh": "中本聪的两张表", "en": "Nakamoto's two tables"},
        "label": {"zh": "份额 0.1，五次确认", "en": "share 0.1, five confirmations"},
        "settings": {"q": 0.1, "z": 5},
    },
    {
        "key": "nakamoto_30",
        "group": {"zh": "中本聪的两张表", "en": "Nakamoto's two tables"},
        "label": {"zh": "份额 0.3，五次确认", "en": "share 0.3, five confirmations"},
        "settings": {"q": 0.3, "z": 5},
    },
]

PREDICTION: dict = {
    "question": {
        "zh": "算力份额 0.1 时，五次确认就把被追上的概率压到千分之一以下。份额升到 0.3，要多少次确认？",
        "en": "At a share of 0.1 five confirmations bring the chance below 0.1 %. How many at 0.3?",
    },
    "kind": "number",
    "minimum": 0,
    "maximum": 50,
    "step": 1,
    "unit": {"zh": " 次", "en": " confirmations"},
    "near": 2,
    "setting": {"q": 0.3, "z": 24},
}


def predicted() -> int:
    """The model's answer to PREDICTION.

    Examples
    --------
    >>> predicted()
    24
    """
    needed = confirmations_needed(PREDICTION["setting"]["q"], SMALL_RISK)
    return -1 if needed is None else needed


def replications() -> list:
    """Values printed in Nakamoto (2008), section 11.

    Examples
    --------
    >>> len(replications())
    6
    """
    printed = [
        (0.1, 1, 0.2045873),
        (0.1, 5, 0.0009137),
        (0.1, 10, 0.0000012),
        (0.3, 5, 0.1773523),
        (0.3, 25, 0.0006132),
        (0.3, 50, 0.0000006),
    ]
    return [
        {
            "quantity": {
                "zh": f"追上的概率，份额 {share}，确认 {blocks} 次",
                "en": f"chance to catch up, share {share}, {blocks} confirmations",
            },
            "published": value,
            "ours": catch_up_probability(share, blocks),
            "tolerance": 5e-8,
            "source": "nakamoto2008bitcoin",
            "place": {"zh": "第 11 节", "en": "section 11"},
        }
        for share, blocks, value in printed
    ]


def respond(lang: str = "zh", **inputs) -> dict:
    """Which blocks no longer fit, and how likely an attacker overtakes the chain.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        record1 ... record5 and altered_text, texts of at most 60 characters; altered,
        "none" or the key of a record; reseal, bool; q in [0, 0.5]; z, a whole number
        from 0 to 50 (between two, the lower one).

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
    >>> respond(lang="en", altered="none", q=0.1, z=5)["measures"][1]["text"]
    '0.0009137'
    """
    shown = settle(CONTROLS, inputs, lang)
    records = [shown[key] for key in RECORD_KEYS]
    sealed = seal(records)
    chain = _tampered(sealed, shown)
    broken = first_broken_block(chain)
    probability = catch_up_probability(shown["q"], int(shown["z"]))
    hidden = broken is None and chain[-1]["digest"] != sealed[-1]["digest"]
    return {
        "shown": shown,
        "headline": _chain_sentence(shown, broken, hidden, lang) + _race_sentence(shown, probability, lang),
        "notes": [_who_notices(sealed, chain, broken, hidden, lang), _needed(shown["q"], lang)],
        "table": _blocks_table(chain, broken, lang),
        "details": _race_table(shown["q"], lang),
        "measures": [
            {
                "label": {"zh": "对不上的区块", "en": "blocks that do not fit"}[lang],
                "text": number(0 if broken is None else len(chain) - broken),
            },
            {
                "label": {"zh": "追上的概率", "en": "chance to catch up"}[lang],
                "text": number(probability, 7),
            },
        ],
        "figure": _figure(chain, broken, shown, probability, lang),
    }


def _tampered(sealed: list, shown: dict) -> list:
    chain = [dict(block) for block in sealed]
    if shown["altered"] == NOBODY:
        return chain
    place = RECORD_KEYS.index(shown["altered"])
    chain[place]["record"] = shown["altered_text"]
    return seal([block["record"] for block in chain]) if shown["reseal"] else chain


def _chain_sentence(shown: dict, broken: int | None, hidden: bool, lang: str) -> str:
    if broken is not None:
        place, last = broken + 1, len(RECORD_KEYS)
        return {
            "zh": f"改了第 {place} 条：从第 {place} 块到第 {last} 块都不再可信；",
            "en": f"Record {place} was altered: blocks {place} to {last} can no longer be trusted; ",
        }[lang]
    if hidden:
        return {
            "zh": "改了又全部重算：这条链自己查不出破绽，只有别人手里的副本能指出来；",
            "en": "Altered and re-sealed: the chain itself looks sound, only copies held by others tell; ",
        }[lang]
    return {"zh": "五个区块首尾相接，没有断裂；", "en": "All five blocks fit; "}[lang]


def _race_sentence(shown: dict, probability: float, lang: str) -> str:
    share, blocks, chance = percent(shown["q"]), number(int(shown["z"])), number(probability, 7)
    return {
        "zh": f"握有 {share} 算力的攻击者，在 {blocks} 次确认之后追上的概率是 {chance}。",
        "en": f"an attacker with {share} of the hash power catches up after {blocks} confirmations with "
        f"probability {chance}.",
    }[lang]


def _who_notices(sealed: list, chain: list, broken: int | None, hidden: bool, lang: str) -> str:
    if broken is not None:
        return {
            "zh": "任何人拿这条链重算一遍就能发现：存下的摘要与内容不符，后面的区块又都以这个摘要为前提。",
            "en": "Anybody who recomputes the chain finds it: the stored digest does not fit the content, "
            "and all later blocks rest on it.",
        }[lang]
    if hidden:
        ours, theirs = chain[-1]["digest"][:SHORT], sealed[-1]["digest"][:SHORT]
        return {
            "zh": f"末块的摘要由 {theirs} 变成 {ours}。链式结构只让改动牵动全链，"
            "发现改动要靠不在改动者手里的副本。",
            "en": f"The last digest changed from {theirs} to {ours}. Chaining only makes an alteration move "
            "everything after it; finding it takes a copy that the alterer does not hold.",
        }[lang]
    return {
        "zh": "链没有断，只说明封存后没有改动，不说明当初写下的内容属实。",
        "en": "An unbroken chain shows that nothing was altered since, not that what was written is true.",
    }[lang]


def _needed(q: float, lang: str) -> str:
    needed = confirmations_needed(q, SMALL_RISK)
    share = percent(q)
    if needed is None:
        return {
            "zh": f"份额 {share} 时，四百次确认也不能把概率压到千分之一以下。",
            "en": f"At a share of {share} even four hundred confirmations leave more than one in a thousand.",
        }[lang]
    return {
        "zh": f"份额 {share} 时，要 {needed} 次确认，概率才低于千分之一。",
        "en": f"At a share of {share} it takes {needed} confirmations to get below one in a thousand.",
    }[lang]


def _fits(place: int, broken: int | None) -> bool:
    return broken is None or place < broken


def _blocks_table(chain: list, broken: int | None, lang: str) -> dict:
    resealed = seal([block["record"] for block in chain])
    return {
        "caption": {
            "zh": "存下的摘要与重算的摘要（前六位）",
            "en": "Stored and recomputed digests (six digits)",
        }[lang],
        "columns": {
            "zh": ["区块", "记录", "存下", "重算"],
            "en": ["block", "record", "stored", "recomputed"],
        }[lang],
        "rows": [
            [
                ("✓ " if _fits(place, broken) else "✗ ") + str(place + 1),
                block["record"],
                block["digest"][:SHORT],
                resealed[place]["digest"][:SHORT],
            ]
            for place, block in enumerate(chain)
        ],
    }


def _race_table(q: float, lang: str) -> dict:
    return {
        "caption": {"zh": "不同确认次数下追上的概率", "en": "Chance to catch up by confirmations"}[lang],
        "columns": {"zh": ["确认次数", "概率"], "en": ["confirmations", "probability"]}[lang],
        "rows": [[str(z), number(catch_up_probability(q, z), 7)] for z in (0, 1, 2, 5, 10, 20, 30, 50)],
    }


def _figure(chain: list, broken: int | None, shown: dict, probability: float, lang: str) -> dict:
    layout = chart.layout(420, {"l": 44, "r": 20, "t": 12, "b": 48})
    layout["xaxis"] = {"domain": [0, 1], "range": [0.5, 5.5], "visible": False, "fixedrange": True}
    layout["yaxis"] = {"domain": [0.74, 1], "range": [0, 1], "visible": False, "fixedrange": True}
    layout["xaxis2"] = {
        "anchor": "y2",
        "range": [-1, MOST_CONFIRMATIONS + 1],
        "fixedrange": True,
        "zeroline": False,
        "title": {"text": {"zh": "确认次数", "en": "confirmations"}[lang]},
    }
    layout["yaxis2"] = {
        "domain": [0, 0.62],
        "anchor": "x2",
        "type": "log",
        "range": [-7, 0.2],
        "dtick": 1,
        "exponentformat": "power",
        "fixedrange": True,
    }
    layout["annotations"] = [
        {
            "text": {"zh": "追上的概率", "en": "chance to catch up"}[lang],
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": 0.66,
            "xanchor": "left",
            "yanchor": "bottom",
            "showarrow": False,
        }
    ]
    return {
        "data": _block_traces(chain, broken) + _race_traces(shown, probability),
        "layout": layout,
    }


def _block_traces(chain: list, broken: int | None) -> list:
    places = list(range(1, len(chain) + 1))
    good = [_fits(place - 1, broken) for place in places]
    links = {
        "type": "scatter",
        "mode": "lines",
        "x": places,
        "y": [0.6] * len(places),
        "line": {"color": chart.NEUTRAL, "width": 2},
        "hoverinfo": "skip",
    }
    blocks = {
        "type": "scatter",
        "mode": "markers+text",
        "x": places,
        "y": [0.6] * len(places),
        "text": ["✓" if fits else "✗" for fits in good],
        "marker": {
            "symbol": "square",
            "size": 34,
            "opacity": 1,
            "color": ["#9ccfa0" if fits else "#f0a3a3" for fits in good],
            "line": {"width": 2, "color": [chart.COLORS[2] if fits else "#c03030" for fits in good]},
        },
        "textfont": {"size": 16},
        "hoverinfo": "skip",
    }
    digests = {
        "type": "scatter",
        "mode": "text",
        "x": places,
        "y": [0.1] * len(places),
        "text": [block["digest"][:SHORT] for block in chain],
        "textfont": {"size": 11},
        "hoverinfo": "skip",
    }
    return [links, blocks, digests]


def _race_traces(shown: dict, probability: float) -> list:
    steps = list(range(MOST_CONFIRMATIONS + 1))
    curve = {
        "type": "scatter",
        "mode": "lines",
        "xaxis": "x2",
        "yaxis": "y2",
        "x": steps,
        "y": [catch_up_probability(shown["q"], z) for z in steps],
        "line": {"color": chart.COLORS[1], "width": 2},
        "hovertemplate": "%{x}: %{y:.7f}<extra></extra>",
    }
    reader = {
        "type": "scatter",
        "mode": "markers",
        "xaxis": "x2",
        "yaxis": "y2",
        "x": [int(shown["z"])],
        "y": [probability],
        "marker": {"symbol": "star", "size": 16, "color": "#d62246"},
        "hoverinfo": "skip",
    }
    return [curve, reader]
