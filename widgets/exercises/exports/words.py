"""Words that exports add to the items, in both languages."""

WORDS = {
    "book": {"zh": "政府创新", "en": "Government innovation"},
    "unit": {"zh": "单位：{unit}。只填数，不写单位。", "en": "Unit: {unit}. Give the number without it."},
    "number": {"zh": "答：", "en": "Answer:"},
    "starter": {"zh": "从这里写起：", "en": "Begin with this:"},
    "checks": {"zh": "程序须通过的检验：", "en": "Checks that the program must pass:"},
    "words": {"zh": "篇幅：{low}—{high} 字。", "en": "Length: {low} to {high} characters."},
    "readings": {"zh": "可以参考：{titles}。", "en": "Readings: {titles}."},
    "checklist": {"zh": "写完自查：", "en": "Check yourself:"},
    "misplaced": {"zh": "放错时要想的：", "en": "To think of where it went wrong:"},
    "solution": {"zh": "参考程序", "en": "Reference solution"},
    "hidden": {"zh": "不公开的检验", "en": "Hidden checks"},
    "model_points": {"zh": "要点", "en": "What a good answer may say"},
    "common_errors": {"zh": "常见的错误", "en": "Common errors"},
    "model_answer": {"zh": "参考答案", "en": "Model answer"},
    "rubric": {"zh": "评分标准：{dimension}", "en": "Rubric: {dimension}"},
    "concepts": {"zh": "概念", "en": "concepts"},
    "evidence": {"zh": "证据", "en": "evidence"},
    "reasoning": {"zh": "推理", "en": "reasoning"},
    "limits": {"zh": "限度", "en": "limits"},
    "level": {"zh": "{points} 分：{says}", "en": "{points}: {says}"},
    "hints": {"zh": "提示", "en": "Hints"},
    "points": {"zh": "{points} 分", "en": "{points} points"},
    "worksheet": {"zh": "练习单", "en": "Worksheet"},
    "key": {"zh": "答案", "en": "Answer key"},
    "for_instructor": {"zh": "供教师使用，请勿发给学生", "en": "For the instructor, not for students"},
    "name": {"zh": "姓名", "en": "Name"},
    "date": {"zh": "日期", "en": "Date"},
    "score": {"zh": "得分", "en": "Score"},
    "total": {"zh": "共 {items} 题，{points} 分", "en": "{items} items, {points} points"},
    "how_single": {"zh": "选一项。", "en": "Choose one."},
    "how_multiple": {"zh": "选出所有对的。", "en": "Choose all that are right."},
    "how_truefalse": {"zh": "在后面画圈。", "en": "Circle one."},
    "how_match": {"zh": "在括号里填类别的字母。", "en": "Write the letter of a class in each bracket."},
    "how_order": {"zh": "在括号里填次序：1、2、3……", "en": "Number the steps in the brackets: 1, 2, 3 …"},
    "no_answer": {"zh": "答案在教师的私有目录里。", "en": "The answer is in the instructor's tree."},
    "by_hand": {"zh": "由教师评阅。", "en": "Marked by the instructor."},
}


def word(key: str, lang: str, **values: object) -> str:
    """Words for `key` in the language, with what they are about.

    Examples
    --------
    >>> word("points", "en", points=3)
    '3 points'
    """
    return WORDS[key][lang].format(**values)
