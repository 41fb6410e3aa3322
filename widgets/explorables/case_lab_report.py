"""The profile of a case as Markdown, to hand in, to discuss, to code a second time."""

SPECIAL = "\\`*_[]<>|#~&"
PAGE = "questions.html#explorable-case_lab"

CAVEATS = {
    "zh": (
        "编码是判断，不是事实；请另一个人不看这份编码，独立再编一次，比较一致的程度。",
        "概率和强度由本书的示意模型算出，不是测量。",
        "档案说明这个案例像什么，不说明它的效果好不好，也不说明原因。",
    ),
    "en": (
        "Codings are judgements, not facts; have somebody else code the case, unaware of these, and compare.",
        "Probabilities and strengths come from the book's illustrative models; they are not measurements.",
        "The profile says what the case is like, not whether it worked, nor why.",
    ),
}


def markdown(shown: dict, parts: list, codings: list, notes: list, lang: str) -> str:
    """The report.

    Parameters
    ----------
    shown : dict
        All inputs.
    parts : list
        Of the profile: key, label, verdict, rows, evidence.
    codings : list
        For each part, rows of indicator, coding, value.
    notes : list of str
        What is uncertain or missing.
    lang : {"zh", "en"}

    Returns
    -------
    str
    """
    words = {
        "zh": ("案例档案", "未命名", "地点", "时间", "未填", "政府创新", "案例编码", "保留与提醒", "生成于"),
        "en": (
            "Case profile",
            "unnamed",
            "Place",
            "Time",
            "none given",
            "Government Innovation",
            "Code a case",
            "Caveats",
            "Made with",
        ),
    }[lang]
    title, unnamed, place, year, nothing, book, lab, caveats, made = words
    colon = {"zh": "：", "en": ": "}[lang]
    lines = [
        f"# {title}{colon}{escaped(shown['name']) or unnamed}",
        "",
        f"- {place}{colon}{escaped(shown['place']) or nothing}",
        f"- {year}{colon}{escaped(shown['year']) or nothing}",
    ]
    for part, listed in zip(parts, codings):
        lines += _section(part, listed, colon, nothing, lang)
    lines += ["", f"## {caveats}", ""] + [f"- {escaped(note)}" for note in notes]
    lines += [f"- {caveat}" for caveat in CAVEATS[lang]]
    lines += ["", f"{made}{colon}{book} · [{lab}]({PAGE})", ""]
    return "\n".join(lines)


def escaped(text: str) -> str:
    r"""Text on one line in which no sign acts as Markdown or HTML.

    Examples
    --------
    >>> escaped("a|b <i>")
    'a\\|b \\<i\\>'
    """
    return "".join(["\\" + char if char in SPECIAL else char for char in " ".join(text.split())])


def _section(part, codings: list, colon: str, nothing: str, lang: str) -> list:
    result, evidence = {"zh": ("结论", "证据说明"), "en": ("Result", "Evidence")}[lang]
    heads = {
        "zh": (["指标", "编码", "模型中的值"], ["结果", "数值"]),
        "en": (["indicator", "coding", "value in the model"], ["result", "value"]),
    }[lang]
    lines = [
        "",
        f"## {part.label[0].upper() + part.label[1:]}",
        "",
        f"{result}{colon}{escaped(part.verdict)}",
        "",
        f"{evidence}{colon}{escaped(part.evidence) or nothing}",
        "",
    ]
    return (
        lines + _table(heads[0], codings) + [""] + _table(heads[1], [[r.label, r.words] for r in part.rows])
    )


def _table(head: list, body: list) -> list:
    rows = [head, ["---"] * len(head)] + [[escaped(cell) for cell in row] for row in body]
    return ["| " + " | ".join(row) + " |" for row in rows]
