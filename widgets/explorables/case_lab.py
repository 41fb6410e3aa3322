"""What do the evidence and the codings of a case of one's own allow to say?"""

from collections import namedtuple

from widgets.explorables import blockage, case_lab_report, drivers, typology
from widgets.explorables.case_lab_figure import figure
from widgets.explorables.controls import choice, grouped, settle, text
from widgets.explorables.presets import preset
from widgets.explorables.wording import number, percent
from widgets.models.blockage import SYMPTOMS, diagnose
from widgets.models.blockage import TYPES as BLOCKAGES
from widgets.models.case_profile import (
    DRIVES,
    INDICATORS,
    mechanism_ranges,
    mode_ranges,
    possible_leads,
    possible_verdicts,
    support_ranges,
    type_ranges,
)
from widgets.models.drivers import MODES
from widgets.models.typology import TYPES

NAME = "case_lab"
TITLE = {"zh": "为自己的案例编码", "en": "Code a case of your own"}
QUESTION = {
    "zh": "手头的证据够下什么结论，还不够下什么结论？",
    "en": "What does the evidence at hand allow to conclude, and what not?",
}
SOURCE = {"section": "questions", "citations": ["chapter"]}

HIGHEST = 4  # of the levels that a scale is cut into
NOT_CODED = "not_coded"
UNCHECKED = "unchecked"  # what `blockage` calls it
SHORT_TEXT = 40
YEAR_TEXT = 20
HEADING = 14  # characters of Chinese, or twice as many of English
EVIDENCE_TEXT = 160
CLASH = 0.5  # codings of one thing in two parts that lie further apart call for a second look

Part = namedtuple(
    "Part", ["key", "label", "coded", "total", "verdict", "short", "rows", "missing", "evidence"]
)
Row = namedtuple("Row", ["label", "short", "range", "words"])

PART_LABELS = {
    "typology": {"zh": "类型", "en": "type"},
    "drivers": {"zh": "动力", "en": "drive"},
    "blockage": {"zh": "阻滞", "en": "blockage"},
}
GROUPS = {
    "case": {"zh": "案例", "en": "the case"},
    "typology": {"zh": "一、类型：三种机制", "en": "1 type: three mechanisms"},
    "drivers": {"zh": "二、动力：四种力", "en": "2 drive: four forces"},
    "blockage": {"zh": "三、阻滞：六种症状", "en": "3 blockage: six symptoms"},
}
NOT_CODED_LABEL = {"zh": "未编码", "en": "not coded"}
LEVEL_LABELS = (
    {"zh": "0（无或最低）", "en": "0 (none or lowest)"},
    {"zh": "1", "en": "1"},
    {"zh": "2（居中）", "en": "2 (middle)"},
    {"zh": "3", "en": "3"},
    {"zh": "4（最高）", "en": "4 (highest)"},
)
PARTS = ("typology", "drivers", "blockage")
SPECS = dict(zip(PARTS, (typology, drivers, blockage)))
CODED = {"typology": INDICATORS, "drivers": DRIVES, "blockage": ("stage",) + SYMPTOMS}
ORIGINALS = {
    part: {control["key"]: control for control in spec.CONTROLS if control["key"] in CODED[part]}
    for part, spec in SPECS.items()
}


def _default(part: str, key: str):
    return next(control["default"] for control in SPECS[part].CONTROLS if control["key"] == key)


SHARPNESS = _default("typology", "sharpness")
MIXED_BELOW = _default("typology", "mixed_below")
THRESHOLD = _default("blockage", "threshold")
READING = _default("blockage", "reading")
MIXED = {"zh": "混合", "en": "mixed"}


def _coding(part: str, key: str) -> dict:
    """An indicator of a part's explorable as a question that is at first not answered."""
    asked = dict(ORIGINALS[part][key])
    asked["key"] = f"{part}_{key}"
    if key in SYMPTOMS:
        return asked
    answers = asked.get("options") or [(str(level), label) for level, label in enumerate(LEVEL_LABELS)]
    options = [(NOT_CODED, NOT_CODED_LABEL)] + answers
    return choice(asked["key"], asked["label"], asked["meaning"], options, NOT_CODED)


def _evidence(part: str) -> dict:
    return text(
        f"{part}_evidence",
        {"zh": f"证据说明（{PART_LABELS[part]['zh']}）", "en": f"evidence ({PART_LABELS[part]['en']})"},
        {
            "zh": "哪一份文件、哪一次观察支持这些编码；写到别人能找到",
            "en": "which document or observation supports these codings; so that others can find it",
        },
        "",
        EVIDENCE_TEXT,
        lines=3,
    )


def _about(key: str, zh: str, en: str, meaning_zh: str, meaning_en: str, longest: int) -> dict:
    return text(key, {"zh": zh, "en": en}, {"zh": meaning_zh, "en": meaning_en}, "", longest)


CONTROLS = grouped(
    GROUPS["case"],
    [
        _about("name", "案例名称", "name", "这项创新叫什么", "what the innovation is called", SHORT_TEXT),
        _about(
            "place", "地点", "place", "哪一级、哪个地方的政府", "which government, at what level", SHORT_TEXT
        ),
        _about("year", "时间", "time", "编码所看的年份", "the years that are judged", YEAR_TEXT),
    ],
)
for _name in PARTS:
    CONTROLS += grouped(GROUPS[_name], [_coding(_name, key) for key in CODED[_name]] + [_evidence(_name)])

REAL = ("democratic-consultation", "shanghai-ftz")


def _coded_case(case: dict, coder: str, zh: str, en: str) -> dict:
    settings = {
        "name": case["name_zh"],
        "place": case["place"],
        "year": case["year_start"],
        "typology_evidence": f"编码{zh}的打分，未留逐项证据；资料：{case['source']}",
    }
    for indicator in INDICATORS:
        settings["typology_" + indicator] = case[f"{indicator}_{coder}"]
    return preset(
        f"{case['id']}-{coder}",
        f"{case['name_zh']}（编码{zh}）",
        f"{case['name_en']} (coder {en})",
        settings,
        {"zh": "真实案例（只有类型一部分有编码）", "en": "real cases (only the type is coded)"},
    )


PRESETS = [
    _coded_case(case, coder, zh, en)
    for case in typology.CASES
    if case["id"] in REAL
    for coder, zh, en in (("a", "甲", "A"), ("b", "乙", "B"))
]

PREDICTION: dict = {
    "question": {
        "zh": "某案例只编码了控制的两个指标，都是最高分 4；其余四个指标还没有看。类型能定了吗？",
        "en": "Only the two indicators of control are coded, both at the highest score 4; the other four "
        "were not looked at. Is the type settled?",
    },
    "kind": "choice",
    "options": [
        ("settled", {"zh": "能定，是中央主导型", "en": "yes, centrally led"}),
        ("open", {"zh": "不能定", "en": "no"}),
    ],
    "setting": {"typology_c1": "4", "typology_c2": "4"},
}


def predicted() -> str:
    """The model's answer to PREDICTION.

    Examples
    --------
    >>> predicted()
    'open'
    """
    shown = settle(CONTROLS, PREDICTION["setting"])
    return (
        "settled"
        if len(possible_verdicts(mechanism_ranges(_values(shown, "typology", INDICATORS)))) == 1
        else "open"
    )


def replications() -> list:
    """Published values that the model reproduces: none, it joins three models of the book.

    Examples
    --------
    >>> replications()
    []
    """
    return []


def subject(**inputs) -> str:
    """What a saved profile is about: the name of the case.

    Examples
    --------
    >>> subject(name="温岭民主恳谈")
    '温岭民主恳谈'
    """
    return settle(CONTROLS, inputs)["name"]


def respond(lang: str = "zh", **inputs) -> dict:
    """What the codings of a case say, and what they leave open.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        name, place, year: texts. For each indicator of `typology`, `drivers` and `blockage`, with the
        explorable's name before its key: "not_coded" or "0" to "4", spread evenly over its scale;
        blockage_stage: "not_coded" or a stage. typology_evidence, drivers_evidence,
        blockage_evidence: texts.

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
    >>> coded = dict(zip(["typology_" + key for key in INDICATORS], "441200"))
    >>> respond(lang="en", **coded)["headline"].split(";")[0]
    'Type: centrally led innovation (95%)'
    """
    shown = settle(CONTROLS, inputs, lang)
    parts = _parts(shown, lang)
    return {
        "shown": shown,
        "headline": _headline(parts, lang),
        "notes": _notes(parts, shown, lang),
        "table": _results(parts, shown, lang),
        "details": _all_codings(shown, lang),
        "measures": _measures(parts, lang),
        "figure": figure(parts, lang),
    }


def report(lang: str = "zh", **inputs) -> str:
    r"""The whole profile as Markdown; what the reader typed stands in it as text.

    Parameters
    ----------
    lang : {"zh", "en"}
    **inputs
        As in `respond`.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        As `respond` does.

    Examples
    --------
    >>> report(name="<b>温岭</b>").split(chr(10))[0]
    '# 案例档案：\\<b\\>温岭\\</b\\>'
    """
    shown = settle(CONTROLS, inputs, lang)
    parts = _parts(shown, lang)
    codings = [_codings_of(part.key, shown, lang) for part in parts]
    return case_lab_report.markdown(shown, parts, codings, _notes(parts, shown, lang), lang)


def _parts(shown: dict, lang: str) -> list:
    return [_typology(shown, lang), _drivers(shown, lang), _blockage(shown, lang)]


def _is_coded(shown: dict, part: str, key: str) -> bool:
    return shown[f"{part}_{key}"] not in (NOT_CODED, UNCHECKED)


def _value(shown: dict, part: str, key: str) -> float | None:
    """What the part's model is given for an indicator; None if it is not coded."""
    level = shown[f"{part}_{key}"]
    if not _is_coded(shown, part, key):
        return None
    if key in SYMPTOMS:
        return blockage.STRENGTHS[level]
    low, high = ORIGINALS[part][key]["minimum"], ORIGINALS[part][key]["maximum"]
    return float(low + (high - low) * int(level) / HIGHEST)


def _values(shown: dict, part: str, keys: tuple) -> dict:
    return {key: _value(shown, part, key) for key in keys}


def _part(part: str, verdict: str, rows: list, missing: list, shown: dict, lang: str) -> Part:
    coded = [key for key in CODED[part] if _is_coded(shown, part, key)]
    verdict = verdict if coded else NOT_CODED_LABEL[lang]
    return Part(
        part,
        PART_LABELS[part][lang],
        len(coded),
        len(CODED[part]),
        verdict,
        _short(verdict),
        rows,
        [ORIGINALS[part][key]["label"][lang] for key in missing],
        shown[part + "_evidence"].strip(),
    )


def _short(verdict: str) -> str:
    """A verdict as a heading has room for it."""
    if len(verdict) <= HEADING or len(verdict.encode()) <= 2 * HEADING:
        return verdict
    return verdict.split("（")[0].split(" (")[0]


def _missing(part: str, shown: dict) -> list:
    return [key for key in CODED[part] if not _is_coded(shown, part, key)]


def _one_of(names: list, lang: str) -> str:
    listed = {"zh": "或", "en": " or "}[lang].join(names)
    return {"zh": f"未定（{listed}）", "en": f"open ({listed})"}[lang]


def _typology(shown: dict, lang: str) -> Part:
    mechanisms = mechanism_ranges(_values(shown, "typology", INDICATORS))
    chances = type_ranges(mechanisms, SHARPNESS)
    verdicts = possible_verdicts(mechanisms, SHARPNESS, MIXED_BELOW)
    names = [MIXED[lang] if verdict == "mixed" else _short_type(verdict, lang) for verdict in verdicts]
    if len(verdicts) == 1 and verdicts != ["mixed"]:
        share = {"zh": f"（{_percent(chances[verdicts[0]])}）", "en": f" ({_percent(chances[verdicts[0]])})"}
        verdict = typology.TYPE_LABELS[verdicts[0]][lang] + share[lang]
    else:
        verdict = names[0] if len(names) == 1 else _one_of(names, lang)
    rows = [
        Row(
            {"zh": f"{_short_type(kind, 'zh')}的概率", "en": f"probability: {_short_type(kind, 'en')}"}[lang],
            _short_type(kind, lang),
            chances[kind],
            _percent(chances[kind]),
        )
        for kind in TYPES
    ]
    missing = _missing("typology", shown) if len(verdicts) > 1 else []
    return _part("typology", verdict, rows, missing, shown, lang)


def _drivers(shown: dict, lang: str) -> Part:
    modes = mode_ranges(_values(shown, "drivers", DRIVES))
    leads = possible_leads(modes)
    names = [_lead_name(lead, lang) for lead in leads]
    rows = [
        Row(
            {
                "zh": f"{drivers.MODE_LABELS[mode]['zh']}的起点",
                "en": f"start: {drivers.MODE_LABELS[mode]['en']}",
            }[lang],
            drivers.MODE_LABELS[mode][lang],
            modes[mode],
            _strength(modes[mode]),
        )
        for mode in MODES
    ]
    missing = _missing("drivers", shown) if len(leads) > 1 else []
    return _part("drivers", names[0] if len(names) == 1 else _one_of(names, lang), rows, missing, shown, lang)


def _blockage(shown: dict, lang: str) -> Part:
    symptoms = _values(shown, "blockage", SYMPTOMS)
    stage = shown["blockage_stage"] if _is_coded(shown, "blockage", "stage") else None
    ranges = support_ranges(stage, symptoms)
    if stage is None:
        unknown = {"zh": "未定（阶段未编码）", "en": "open (the stage is not coded)"}[lang]
        rows = [_blockage_row(kind, ranges[kind], NOT_CODED_LABEL[lang], lang) for kind in BLOCKAGES]
        return _part("blockage", unknown, rows, ["stage"], shown, lang)
    found: dict = diagnose(stage, symptoms, READING, THRESHOLD)
    statuses = [blockage.STATUS_LABELS[found["evidence"][kind]["status"]][lang] for kind in BLOCKAGES]
    rows = [_blockage_row(kind, ranges[kind], status, lang) for kind, status in zip(BLOCKAGES, statuses)]
    verdict = blockage.VERDICT_LABELS[found["verdict"]][lang]
    types = [blockage.TYPE_LABELS[kind][lang] for kind in found["types"]]
    listed = {"zh": "、", "en": ", "}[lang].join(types)
    if found["verdict"] == "blocked":
        verdict = listed
    elif types:
        verdict = {"zh": f"{verdict}（{listed}）", "en": f"{verdict} ({listed})"}[lang]
    missing = found["missing"] if found["verdict"] in ("type_open", "not_enough_evidence") else []
    return _part("blockage", verdict, rows, missing, shown, lang)


def _blockage_row(kind: str, range_: tuple | None, status: str, lang: str) -> Row:
    label = {
        "zh": f"{blockage.TYPE_LABELS[kind]['zh']}的证据",
        "en": f"evidence: {blockage.TYPE_LABELS[kind]['en']}",
    }
    return Row(label[lang], blockage.TYPE_LABELS[kind][lang], range_, status)


def _short_type(kind: str, lang: str) -> str:
    return typology.TYPE_LABELS[kind][lang].replace(" innovation", "").replace("创新", "")


def _lead_name(lead: tuple, lang: str) -> str:
    if not lead:
        return {"zh": "没有动力", "en": "none"}[lang]
    return {"zh": "、", "en": " and "}[lang].join([drivers.MODE_LABELS[mode][lang] for mode in lead])


def _range(texts: list) -> str:
    return texts[0] if texts[0] == texts[1] else "–".join(texts)


def _percent(range_: tuple) -> str:
    return _range([percent(bound) for bound in range_])


def _strength(range_: tuple) -> str:
    return _range([number(bound, 2) for bound in range_])


def _headline(parts: list, lang: str) -> str:
    if not any(part.coded for part in parts):
        return {
            "zh": "三部分都还没有编码：现在什么结论都不能下。",
            "en": "None of the three parts is coded yet: nothing can be concluded.",
        }[lang]
    colon, semicolon, stop = {"zh": ("：", "；", "。"), "en": (": ", "; ", ".")}[lang]
    sentence = semicolon.join([part.label + colon + part.verdict for part in parts]) + stop
    return sentence[0].upper() + sentence[1:]


def _notes(parts: list, shown: dict, lang: str) -> list:
    missing = [_missing_note(part, lang) for part in parts if part.coded and part.missing]
    if missing:
        missing.append(
            {
                "zh": "未编码的指标，什么取值都可能；模型不替它取中间值，所以结果是范围。",
                "en": "What is not coded may take any value; no middle value stands in for it: hence ranges.",
            }[lang]
        )
    return missing + [_evidence_note(parts, lang)] + _clashes(shown, lang) + [_defaults_note(lang)]


def _missing_note(part: Part, lang: str) -> str:
    listed = {"zh": "、", "en": ", "}[lang].join(part.missing)
    return {
        "zh": f"{part.label}还不能定，未编码的有：{listed}。",
        "en": f"The {part.label} is open; not coded: {listed}.",
    }[lang]


def _evidence_note(parts: list, lang: str) -> str:
    bare = [part.label for part in parts if part.coded and not part.evidence]
    if bare:
        listed = {"zh": "、", "en": ", "}[lang].join(bare)
        return {
            "zh": f"缺证据说明的部分：{listed}。没有证据说明的编码，别人无法核对。",
            "en": f"Without an evidence note: {listed}. Nobody can check such codings.",
        }[lang]
    if any(part.coded for part in parts):
        return {
            "zh": "有编码的部分都附了证据说明；证据够不够，模型不判断。",
            "en": "Each coded part has its evidence note; whether it suffices, no model can tell.",
        }[lang]
    return {
        "zh": "先写证据说明，再打分：分数应当从证据来。",
        "en": "Write the evidence first and code then: a score should follow from evidence.",
    }[lang]


def _clashes(shown: dict, lang: str) -> list:
    """Codings of the same thing in two parts that do not fit together."""
    mechanisms = mechanism_ranges(_values(shown, "typology", INDICATORS))
    modes = mode_ranges(_values(shown, "drivers", DRIVES))
    notes = []
    for mechanism, mode, force in (("control", "top_led", "top"), ("embedding", "adaptive", "external")):
        one, other = mechanisms[mechanism], modes[mode]
        if max(one[0] - other[1], other[0] - one[1]) >= CLASH:
            first, second = typology.MECHANISM_LABELS[mechanism][lang], drivers.FORCE_LABELS[force][lang]
            notes.append(
                {
                    "zh": f"{first}是 {_strength(one)}，{second}是 {_strength(other)}：两处问的相近，"
                    "编码却相差很大，请回到证据。",
                    "en": f"{first} is {_strength(one)}, {second} {_strength(other)}: close questions, "
                    "distant codings; look at the evidence again.",
                }[lang]
            )
    return notes


def _defaults_note(lang: str) -> str:
    sharp, mixed, threshold = number(SHARPNESS), number(MIXED_BELOW, 2), number(THRESHOLD)
    return {
        "zh": f"锐度 {sharp}、混合门槛 {mixed}、阻滞的门槛 {threshold}，阻滞按阶段读："
        "都用各页的初始设置（示意）。",
        "en": f"Sharpness {sharp}, mixed threshold {mixed}, threshold of blockage {threshold} and its "
        "reading by stage are those the pages start with (illustrative).",
    }[lang]


def _results(parts: list, shown: dict, lang: str) -> dict:
    nothing = {"zh": "未填", "en": "none given"}[lang]
    about = [control for control in CONTROLS if control["key"] in ("name", "place", "year")]
    table_rows = [[control["label"][lang], shown[control["key"]].strip() or nothing] for control in about]
    for part in parts:
        table_rows.append([part.label, f"{part.verdict} · {part.coded}/{part.total}"])
        table_rows += [[row.label, row.words] for row in part.rows]
        table_rows.append(
            [
                {"zh": f"证据（{part.label}）", "en": f"evidence ({part.label})"}[lang],
                part.evidence or nothing,
            ]
        )
    return {
        "caption": {
            "zh": "案例档案（一个范围表示：未编码的指标可能使它落在其中任何一处）",
            "en": "Profile of the case (a range: what is not coded may put it anywhere in it)",
        }[lang],
        "columns": {"zh": ["项目", "结果"], "en": ["item", "result"]}[lang],
        "rows": table_rows,
    }


def _codings_of(part: str, shown: dict, lang: str) -> list:
    """Label, coding in words and value for the model of each indicator."""
    controls = {control["key"]: control for control in CONTROLS}
    listed = []
    for key in CODED[part]:
        control = controls[f"{part}_{key}"]
        level = shown[control["key"]]
        words = next(label[lang] for option, label in control["options"] if option == level)
        value = None if key == "stage" else _value(shown, part, key)
        listed.append([control["label"][lang], words, "–" if value is None else number(value, 2)])
    return listed


def _all_codings(shown: dict, lang: str) -> dict:
    return {
        "caption": {"zh": "全部编码", "en": "All codings"}[lang],
        "columns": {
            "zh": ["指标", "部分", "编码", "模型中的值"],
            "en": ["indicator", "part", "coding", "value in the model"],
        }[lang],
        "rows": [
            [label, PART_LABELS[part][lang], words, value]
            for part in PARTS
            for label, words, value in _codings_of(part, shown, lang)
        ],
    }


def _measures(parts: list, lang: str) -> list:
    measures = []
    for part in parts:
        measures.append({"label": part.label, "text": part.verdict})
        measures += [{"label": row.label, "text": row.words} for row in part.rows]
    coded, total = sum(part.coded for part in parts), sum(part.total for part in parts)
    noted = len([part for part in parts if part.evidence])
    return measures + [
        {"label": {"zh": "已编码", "en": "coded"}[lang], "text": f"{coded}/{total}"},
        {
            "label": {"zh": "有证据说明的部分", "en": "parts with evidence"}[lang],
            "text": f"{noted}/{len(parts)}",
        },
    ]
