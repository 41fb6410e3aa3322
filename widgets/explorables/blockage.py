"""Which blockage is this, what is still missing to tell, and what would clear it?"""

from widgets.explorables import chart
from widgets.explorables.controls import choice, settle, slider
from widgets.explorables.presets import preset
from widgets.explorables.tables import rows
from widgets.explorables.wording import number, percent
from widgets.models.blockage import SYMPTOMS, TYPES, chances, checks_left, diagnose, signs_at, type_of

NAME = "blockage"
TITLE = {"zh": "卡在哪里，凭什么这样说？", "en": "Where is it stuck, and how do you know?"}
QUESTION = {
    "zh": "这是哪一种阻滞？证据够不够？还差哪一项检查？",
    "en": "Which blockage is this, is the evidence enough, and which check is missing?",
}
SOURCE = {"section": "blockage", "citations": ["chapter", "wang2024passive"]}

STAGE_LABELS = {
    "initiation": {"zh": "发起", "en": "initiation"},
    "diffusion": {"zh": "扩散", "en": "diffusion"},
    "institutionalisation": {"zh": "制度化", "en": "institutionalisation"},
}
CRITERION_LABELS = {
    "formalism": {"zh": "形式化", "en": "formalism"},
    "low_efficiency": {"zh": "低效化", "en": "inefficiency in adoption"},
    "short_life": {"zh": "短期化", "en": "short-termism"},
}
TYPE_LABELS = {
    "original": {"zh": "原生型阻滞", "en": "origin-type blockage"},
    "diffusion": {"zh": "扩散型阻滞", "en": "diffusion-type blockage"},
    "sustaining": {"zh": "持续型阻滞", "en": "persistence-type blockage"},
}
SHORT = {
    "original": {"zh": "▲ 原生型", "en": "▲ origin"},
    "diffusion": {"zh": "■ 扩散型", "en": "■ diffusion"},
    "sustaining": {"zh": "● 持续型", "en": "● persistence"},
}
SYMPTOM_LABELS = {
    "copied_execution": {"zh": "照搬式执行", "en": "copied execution"},
    "formal_makeover": {"zh": "形式化改造", "en": "formal makeover"},
    "wait_and_see": {"zh": "观望", "en": "waiting and seeing"},
    "surface_spread": {"zh": "表面扩散", "en": "surface spread"},
    "short_lived": {"zh": "昙花一现", "en": "short-lived"},
    "in_name_only": {"zh": "名存实亡", "en": "in name only"},
}
MEANINGS = {
    "copied_execution": (
        "直接套用上级或别处的办法，没有按本地的条件考虑",
        "what superiors or others do is applied without regard to local conditions",
    ),
    "formal_makeover": (
        "只改外表和细节，没有动根本",
        "only the outside and details are changed, not the core",
    ),
    "wait_and_see": (
        "掂量利弊，迟迟不动；慢本身还不是观望",
        "weighs gains and losses and does not move; slow alone is not yet waiting",
    ),
    "surface_spread": (
        "学了动作和名称，没有用来解决问题",
        "motions and names are adopted, not to solve a problem",
    ),
    "short_lived": ("刚做就停", "stopped soon after it began"),
    "in_name_only": ("名义还在，没有实际运行", "the name remains and nothing runs"),
}
VERDICT_LABELS = {
    "blocked": {"zh": "阻滞", "en": "blocked"},
    "mixed": {"zh": "混合", "en": "mixed"},
    "type_open": {"zh": "类型未定", "en": "type open"},
    "not_blocked": {"zh": "没有阻滞", "en": "not blocked"},
    "stage_mismatch": {"zh": "阶段不合", "en": "stage mismatch"},
    "not_enough_evidence": {"zh": "证据不足", "en": "not enough evidence"},
}
STATUS_LABELS = {
    "seen": {"zh": "见到", "en": "seen"},
    "open": {"zh": "未定", "en": "open"},
    "ruled_out": {"zh": "排除", "en": "ruled out"},
    "not_at_stage": {"zh": "不在本阶段", "en": "not at stage"},
}
STRENGTHS = {"unchecked": None, "none": 0, "weak": 0.3, "medium": 0.6, "strong": 0.9}
STRENGTH_LABELS = {
    "unchecked": {"zh": "未查", "en": "not looked for"},
    "none": {"zh": "查过，未见", "en": "looked for, not found"},
    "weak": {"zh": "弱", "en": "weak"},
    "medium": {"zh": "中", "en": "medium"},
    "strong": {"zh": "强", "en": "strong"},
}
SAME = 1e-9  # pieces of information closer than this are called equal
CELLS = {(row["row"], row["column"]): row for row in rows("blockage_comparison")}


def _symptom_control(symptom: str) -> dict:
    zh, en = MEANINGS[symptom]
    options = [(level, STRENGTH_LABELS[level]) for level in ("unchecked", "none", "weak", "medium", "strong")]
    return choice(symptom, SYMPTOM_LABELS[symptom], {"zh": zh, "en": en}, options, "unchecked")


CONTROLS = [
    choice(
        "stage",
        {"zh": "阶段", "en": "stage"},
        {"zh": "这项创新在本地走到了哪一步", "en": "how far the innovation has come here"},
        [(stage, STAGE_LABELS[stage]) for stage in ("initiation", "diffusion", "institutionalisation")],
        "diffusion",
    )
]
CONTROLS += [_symptom_control(symptom) for symptom in SYMPTOMS]
CONTROLS += [
    choice(
        "reading",
        {"zh": "类型的读法", "en": "reading of the types"},
        {
            "zh": "教材有两种说法：类型由阶段决定，或者由表现决定；只在扩散阶段不同",
            "en": "the chapter has two: the stage decides the type, or the symptom; they differ at diffusion",
        },
        [
            ("stage", {"zh": "按阶段（图2-6）", "en": "by stage (Figure 2-6)"}),
            ("symptom", {"zh": "按表现（表2-3 与正文）", "en": "by symptom (Table 2-3, text)"}),
        ],
        "stage",
    ),
    slider(
        "threshold",
        {"zh": "门槛", "en": "threshold"},
        {
            "zh": "证据强到什么程度才算见到；弱、中、强记作 0.3、0.6、0.9",
            "en": "how strong evidence must be to count as seen; weak, medium, strong are 0.3, 0.6, 0.9",
        },
        0.1,
        0.9,
        0.1,
        0.5,
        illustrative=True,
    ),
    slider(
        "chance",
        {"zh": "未定之项的可能", "en": "chance of what is open"},
        {
            "zh": "没有查清的每一项，真去查会见到的概率，彼此独立",
            "en": "probability that a check still open would find its symptom, each on its own",
        },
        0,
        1,
        0.01,
        0.5,
        illustrative=True,
    ),
]

_CASES = {"zh": "教材的案例（照教材的描述编码）", "en": "the chapter's cases (coded from its own words)"}
_SITUATIONS = {"zh": "证据的几种情形（示意）", "en": "states of the evidence (illustrative)"}
PRESETS = [
    preset(
        "waste",
        "垃圾分类",
        "waste sorting",
        {
            "stage": "initiation",
            "copied_execution": "strong",
            "formal_makeover": "strong",
            "short_lived": "medium",
        },
        _CASES,
    ),
    preset(
        "complaints",
        "接诉即办的扩散",
        "spread of handling complaints at once",
        {
            "stage": "diffusion",
            "copied_execution": "strong",
            "wait_and_see": "medium",
            "surface_spread": "strong",
        },
        _CASES,
    ),
    preset(
        "doctors",
        "家庭医生签约",
        "contracts with family doctors",
        {"stage": "institutionalisation", "short_lived": "none", "in_name_only": "strong"},
        _CASES,
    ),
    preset(
        "incomplete",
        "只查了一项",
        "one check only",
        {"stage": "diffusion", "wait_and_see": "none"},
        _SITUATIONS,
    ),
    preset(
        "mixed",
        "两种表现都有",
        "signs of two types",
        {
            "stage": "diffusion",
            "copied_execution": "strong",
            "formal_makeover": "none",
            "wait_and_see": "strong",
            "surface_spread": "none",
            "reading": "symptom",
        },
        _SITUATIONS,
    ),
    preset(
        "clear",
        "都查过，都没有",
        "all looked for, none found",
        {
            "stage": "diffusion",
            "copied_execution": "none",
            "formal_makeover": "none",
            "wait_and_see": "none",
            "surface_spread": "none",
        },
        _SITUATIONS,
    ),
    preset(
        "wrong_stage",
        "阶段定错了",
        "the wrong stage",
        {
            "stage": "initiation",
            "copied_execution": "none",
            "formal_makeover": "none",
            "short_lived": "strong",
        },
        _SITUATIONS,
    ),
]

PREDICTION: dict = {
    "question": {
        "zh": "一项做法正在各地扩散。调查组只查了有没有观望，没有见到。应当怎样写结论？",
        "en": "A practice is spreading. The inspectors looked only for waiting and seeing and found none. "
        "What should they conclude?",
    },
    "kind": "choice",
    "options": [
        ("not_blocked", {"zh": "没有阻滞", "en": "not blocked"}),
        ("blocked", {"zh": "是别的阻滞", "en": "some other blockage"}),
        ("not_enough_evidence", {"zh": "证据不足", "en": "not enough evidence"}),
    ],
    "setting": {"stage": "diffusion", "wait_and_see": "none"},
}


def predicted() -> str:
    """The model's answer to PREDICTION.

    Examples
    --------
    >>> predicted()
    'not_enough_evidence'
    """
    return _found(settle(CONTROLS, PREDICTION["setting"]))["verdict"]


def replications() -> list:
    """Published values that the model reproduces: none, its source gives words and no values.

    Examples
    --------
    >>> replications()
    []
    """
    return []


def respond(lang: str = "zh", **inputs) -> dict:
    """Type and criterion of the blockage, or what is missing to tell.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        stage, one of the three; each symptom of Table 2-3, one of unchecked, none, weak, medium,
        strong; reading, "stage" or "symptom"; threshold in [0.1, 0.9].

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
    >>> respond(lang="en", stage="initiation", copied_execution="strong")["headline"]
    'Origin-type blockage: copied execution was seen, which meets the criterion of formalism.'
    """
    shown = settle(CONTROLS, inputs, lang)
    found = _found(shown)
    setting = (shown["stage"], _strengths(shown), shown["reading"], shown["threshold"], shown["chance"])
    checks, likely = checks_left(*setting), chances(*setting)
    return {
        "shown": shown,
        "headline": _headline(found, likely, shown, lang),
        "notes": _notes(found, checks, shown, lang),
        "table": _type_table(found, likely, lang),
        "details": _check_table(checks, lang),
        "measures": _measures(found, likely, lang),
        "figure": _figure(found, checks, likely, shown, lang),
    }


def _strengths(shown: dict) -> dict:
    return {symptom: STRENGTHS[shown[symptom]] for symptom in SYMPTOMS}


def _found(shown: dict) -> dict:
    found: dict = diagnose(shown["stage"], _strengths(shown), shown["reading"], shown["threshold"])
    return found


def _joined(labels: dict, keys: list, lang: str) -> str:
    return {"zh": "、", "en": ", "}[lang].join([labels[key][lang] for key in keys])


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _signs(found: dict, group: str) -> list:
    return [symptom for symptom in SYMPTOMS if any(symptom in found["evidence"][k][group] for k in TYPES)]


def _headline(found: dict, likely: dict, shown: dict, lang: str) -> str:
    seen = _joined(SYMPTOM_LABELS, _signs(found, "for"), lang)
    missing = _joined(SYMPTOM_LABELS, found["missing"], lang)
    elsewhere = _joined(SYMPTOM_LABELS, found["off_stage"], lang)
    types = _joined(TYPE_LABELS, found["types"], lang)
    criteria = _joined(CRITERION_LABELS, found["criteria"], lang)
    stage = STAGE_LABELS[shown["stage"]][lang]
    guess, still = percent(shown["chance"]), percent(likely["any"])
    text = {
        "blocked": {
            "zh": f"{types}：见到{seen}，符合{criteria}的标准。",
            "en": f"{_capitalised(types)}: {seen} was seen, which meets the criterion of {criteria}.",
        },
        "mixed": {
            "zh": f"混合：{types}的表现都见到了（{seen}），归入哪一种都不完整。",
            "en": f"Mixed: signs of {types} were seen ({seen}); neither name alone is whole.",
        },
        "type_open": {
            "zh": f"有阻滞，类型未定：见到{types}的{seen}，还缺{missing}。",
            "en": f"Blocked, type open: {seen} speaks for {types}; still missing: {missing}.",
        },
        "not_blocked": {
            "zh": f"{stage}阶段该查的都查过，都没有：按教材的标准，没有阻滞。",
            "en": f"All that {stage} can show was looked for and not found: not blocked by these criteria.",
        },
        "stage_mismatch": {
            "zh": f"阶段不合：见到的{elsewhere}不是{stage}阶段的表现。",
            "en": f"Stage mismatch: {elsewhere} is no sign of {stage}.",
        },
        "not_enough_evidence": {
            "zh": f"证据不足，还缺{missing}；若各有 {guess} 的可能，受阻的可能仍有 {still}。",
            "en": f"Not enough evidence; missing: {missing}. "
            f"If each has a chance of {guess}, blockage still has {still}.",
        },
    }
    return text[found["verdict"]][lang]


def _notes(found: dict, checks: list, shown: dict, lang: str) -> list:
    notes = [_evidence_note(found, lang), _reading_note(found, shown, lang), _next_note(checks, lang)]
    if found["off_stage"] and found["verdict"] != "stage_mismatch":
        notes.append(_off_stage_note(found, lang))
    if found["types"]:
        notes.append(_clearing_note(found, lang))
    return notes


def _evidence_note(found: dict, lang: str) -> str:
    groups = {group: _signs(found, group) for group, _ in GROUP_WORDS}
    told = _told(groups, lang)
    warning = {"zh": "没有查不等于没有。", "en": " Not looked for is not a no."}[lang]
    return {"zh": f"本阶段的证据：{told}。", "en": f"Evidence of this stage: {told}."}[lang] + (
        warning if groups["missing"] else ""
    )


GROUP_WORDS = (
    ("for", {"zh": "见到", "en": "seen"}),
    ("against", {"zh": "查过未见", "en": "not found"}),
    ("weak", {"zh": "不到门槛", "en": "below the threshold"}),
    ("missing", {"zh": "没有查", "en": "not looked for"}),
)


def _told(evidence: dict, lang: str) -> str:
    parts = [
        word[lang] + " " + _joined(SYMPTOM_LABELS, evidence[group], lang)
        for group, word in GROUP_WORDS
        if evidence[group]
    ]
    return {"zh": "；", "en": "; "}[lang].join(parts)


def _reading_note(found: dict, shown: dict, lang: str) -> str:
    if not found["ambiguous"]:
        return {
            "zh": "两种读法在这里结果相同。",
            "en": "Both readings of the types agree here.",
        }[lang]
    other = dict(shown)
    other["reading"] = "symptom" if shown["reading"] == "stage" else "stage"
    by_stage, by_symptom = found, _found(other)
    if shown["reading"] == "symptom":
        by_stage, by_symptom = by_symptom, by_stage
    stage_types, symptom_types = [_joined(TYPE_LABELS, f["types"], lang) for f in (by_stage, by_symptom)]
    return {
        "zh": f"两种读法不合：按阶段是{stage_types}，按表现是{symptom_types}。事实一样，名称不同。",
        "en": f"The readings differ: by stage {stage_types}, by symptom {symptom_types}. "
        "The facts are the same, the name is not.",
    }[lang]


def _conclusion(conclusion: dict, lang: str) -> str:
    verdict = VERDICT_LABELS[conclusion["verdict"]][lang]
    types = _joined(TYPE_LABELS, conclusion["types"], lang)
    if conclusion["verdict"] == "blocked":
        return types
    return {"zh": f"{verdict}（{types}）", "en": f"{verdict} ({types})"}[lang] if types else verdict


def _next_note(checks: list, lang: str) -> str:
    if not checks:
        return {
            "zh": "本阶段的检查都有了结果，再查也不会改变结论。",
            "en": "Every check of this stage is settled; no further one can change the conclusion.",
        }[lang]
    best = checks[0]
    if best["information"] < SAME:
        return {
            "zh": "剩下的检查无论结果怎样，类型都不变，可以不查。",
            "en": "Whatever the remaining checks show, the type stays; they can be spared.",
        }[lang]
    equals = [c["symptom"] for c in checks if abs(c["information"] - best["information"]) < SAME]
    names, name = _joined(SYMPTOM_LABELS, equals, lang), SYMPTOM_LABELS[best["symptom"]][lang]
    bits = number(best["information"], 2)
    seen, absent = [_conclusion(best[outcome], lang) for outcome in ("if_seen", "if_absent")]
    return {
        "zh": f"最值得先查{names}（每项 {bits} 比特）。例如{name}：见到，结论是{seen}；没有，是{absent}。",
        "en": f"Look first for {names} ({bits} bits each). If {name} is seen, the conclusion is {seen}; "
        f"if not, {absent}.",
    }[lang]


def _off_stage_note(found: dict, lang: str) -> str:
    names = _joined(SYMPTOM_LABELS, found["off_stage"], lang)
    return {
        "zh": f"另外见到{names}，是别的阶段的表现：可能有几个地方或几段时间混在一起，应当分开诊断。",
        "en": f"Also seen: {names}, signs of another stage. Several places or periods may be mixed; "
        "diagnose them apart.",
    }[lang]


REVERSED = {
    "original": {"zh": "按本地条件改动核心内容", "en": "rework the core to local conditions"},
    "diffusion": {
        "zh": "有效而且较快地吸收条件相近地方的经验",
        "en": "take up, well and quickly, what works in comparable places",
    },
    "sustaining": {"zh": "坚持实际运行，直到取得长期收益", "en": "keep it really running until it pays"},
}


def _clearing_note(found: dict, lang: str) -> str:
    parts = [
        {
            "zh": f"{TYPE_LABELS[kind]['zh']}的不良影响是“{CELLS[('harm', kind)]['text_zh']}”，"
            f"解除即{REVERSED[kind]['zh']}",
            "en": f"{TYPE_LABELS[kind]['en']} does harm ({CELLS[('harm', kind)]['text_en']}); "
            f"to clear it is to {REVERSED[kind]['en']}",
        }[lang]
        for kind in found["types"]
    ]
    return {
        "zh": "教材主张：" + "；".join(parts) + "。这是由判断标准反推的，教材没有给出办法。",
        "en": "The chapter's claim: "
        + "; ".join(parts)
        + ". This only reverses the criteria; the chapter gives no remedy.",
    }[lang]


def _type_table(found: dict, likely: dict, lang: str) -> dict:
    return {
        "caption": {"zh": "三种阻滞的证据", "en": "Evidence for the three types"}[lang],
        "columns": {
            "zh": ["类型", "状态", "可能", "依据"],
            "en": ["type", "status", "chance", "grounds"],
        }[lang],
        "rows": [
            [
                TYPE_LABELS[kind][lang],
                STATUS_LABELS[found["evidence"][kind]["status"]][lang],
                percent(likely[kind]),
                _told(found["evidence"][kind], lang) or "-",
            ]
            for kind in TYPES
        ],
    }


def _check_table(checks: list, lang: str) -> dict:
    table_rows = [
        [
            SYMPTOM_LABELS[check["symptom"]][lang],
            _conclusion(check["if_seen"], lang),
            _conclusion(check["if_absent"], lang),
            number(check["information"], 2),
        ]
        for check in checks
    ]
    return {
        "caption": {"zh": "未定的检查各能决定什么", "en": "What each open check could decide"}[lang],
        "columns": {
            "zh": ["检查", "若见到", "若没有", "信息量（比特）"],
            "en": ["check", "if seen", "if not", "information (bits)"],
        }[lang],
        "rows": table_rows or [[{"zh": "没有", "en": "none"}[lang], "-", "-", "-"]],
    }


def _measures(found: dict, likely: dict, lang: str) -> list:
    none = {"zh": "无", "en": "none"}[lang]
    labelled = [
        ({"zh": "结论", "en": "verdict"}, VERDICT_LABELS[found["verdict"]][lang]),
        ({"zh": "类型", "en": "type"}, _joined(TYPE_LABELS, found["types"], lang) or none),
        ({"zh": "标准", "en": "criterion"}, _joined(CRITERION_LABELS, found["criteria"], lang) or none),
        ({"zh": "未定的检查", "en": "unsettled checks"}, str(len(found["missing"]))),
        ({"zh": "受阻的可能", "en": "chance of blockage"}, percent(likely["any"])),
    ]
    return [{"label": label[lang], "text": text} for label, text in labelled]


TYPE_ROWS = [10.0, 9.0, 8.0]
SYMPTOM_ROWS = [5.4, 4.4, 3.4, 2.4, 1.4, 0.4]
BLANK = "\u00a0"  # an empty text would take its place's successor along when a live figure is updated
WORDS_FROM = 1.04  # beside the scale of evidence
COLORS = dict(zip(TYPES, (chart.COLORS[0], chart.COLORS[1], chart.COLORS[3])))


def _figure(found: dict, checks: list, likely: dict, shown: dict, lang: str) -> dict:
    layout = chart.layout(450, {"l": 92 if lang == "zh" else 132, "r": 4, "t": 4, "b": 28})
    layout["xaxis"] = {
        "range": [0, 1.95],
        "tickvals": [0.3, 0.6, 0.9],
        "ticktext": [STRENGTH_LABELS[level][lang] for level in ("weak", "medium", "strong")],
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
    }
    layout["yaxis"] = {
        "range": [-0.1, 11.4],
        "tickvals": TYPE_ROWS + SYMPTOM_ROWS,
        "ticktext": [SHORT[kind][lang] for kind in TYPES] + [SYMPTOM_LABELS[s][lang] for s in SYMPTOMS],
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
    }
    layout["barmode"] = "overlay"
    return {
        "data": [
            _tracks(found, shown),
            _bars(likely, found, shown),
            _marks(shown),
            _words(found, checks, likely, shown, lang),
            _headings(shown, lang),
            _threshold(shown, lang),
        ],
        "layout": layout,
    }


def _tracks(found: dict, shown: dict) -> dict:
    """The whole scale of every type and symptom that the stage can show."""
    here = signs_at(shown["stage"])
    at_stage = [found["evidence"][kind]["status"] != "not_at_stage" for kind in TYPES]
    at_stage += [symptom in here for symptom in SYMPTOMS]
    return _row_bars([1 if there else 0 for there in at_stage], chart.NEUTRAL, 0.18)


def _bars(likely: dict, found: dict, shown: dict) -> dict:
    kinds = list(TYPES) + [type_of(symptom, shown["stage"], shown["reading"]) for symptom in SYMPTOMS]
    colors = [COLORS.get(kind or "", chart.NEUTRAL) for kind in kinds]
    is_open = [found["evidence"][kind]["status"] == "open" for kind in TYPES]
    opacities = [0.45 if unsure else 1 for unsure in is_open]
    opacities += [0.45 if 0 < _strength(s, shown) < shown["threshold"] else 1 for s in SYMPTOMS]
    lengths = [likely[kind] for kind in TYPES] + [_strength(symptom, shown) for symptom in SYMPTOMS]
    return _row_bars(lengths, colors, opacities)


def _row_bars(lengths: list, color, opacity) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "x": lengths,
        "y": TYPE_ROWS + SYMPTOM_ROWS,
        "width": 0.62,
        "marker": {"color": color, "opacity": opacity},
        "hoverinfo": "skip",
    }


def _strength(symptom: str, shown: dict) -> float:
    return STRENGTHS[shown[symptom]] or 0


def _marks(shown: dict) -> dict:
    """A question mark on what was not looked for, a cross where nothing was found."""
    here = signs_at(shown["stage"])
    marks = []
    for symptom in SYMPTOMS:
        unchecked, absent = symptom in here and shown[symptom] == "unchecked", shown[symptom] == "none"
        marks.append("?" if unchecked else "✕" if absent else BLANK)
    return _texts([0.02 for _ in SYMPTOMS], SYMPTOM_ROWS, marks)


def _texts(x: list, y: list, words: list) -> dict:
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": words,
        "textposition": "middle right",
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _words(found: dict, checks: list, likely: dict, shown: dict, lang: str) -> dict:
    words = [_type_word(kind, found, likely, lang) for kind in TYPES]
    words += [_sign_word(symptom, checks, shown, lang) for symptom in SYMPTOMS]
    return _texts([WORDS_FROM for _ in words], TYPE_ROWS + SYMPTOM_ROWS, words)


def _type_word(kind: str, found: dict, likely: dict, lang: str) -> str:
    status = found["evidence"][kind]["status"]
    word = STATUS_LABELS[status][lang]
    return f"{word} {percent(likely[kind])}" if status == "open" else word


def _sign_word(symptom: str, checks: list, shown: dict, lang: str) -> str:
    """What the figure says beside a symptom: for which type it counts, or how much its check would tell."""
    if symptom not in signs_at(shown["stage"]):
        return STATUS_LABELS["not_at_stage"][lang]
    for check in checks:
        if check["symptom"] == symptom:
            bits = number(check["information"], 2)
            return {"zh": f"未定 {bits} 比特", "en": f"open {bits} bits"}[lang]
    if shown[symptom] == "none":
        return {"zh": "未见", "en": "not found"}[lang]
    return SHORT[type_of(symptom, shown["stage"], shown["reading"]) or ""][lang]


def _headings(shown: dict, lang: str) -> dict:
    stage = STAGE_LABELS[shown["stage"]][lang]
    words = [
        {"zh": "<b>类型成立的可能</b>", "en": "<b>chance of each type</b>"}[lang],
        {"zh": f"<b>{stage}阶段：证据的强弱</b>", "en": f"<b>evidence at {stage}</b>"}[lang],
    ]
    return _texts([0, 0], [10.9, 6.9], words)


def _threshold(shown: dict, lang: str) -> dict:
    line = _texts(
        [shown["threshold"], shown["threshold"]],
        [-0.1, 6.1],
        [BLANK, BLANK + {"zh": "门槛", "en": "threshold"}[lang]],
    )
    line.update({"mode": "lines+text", "line": {"color": chart.NEUTRAL, "width": 1.5, "dash": "dash"}})
    return line
