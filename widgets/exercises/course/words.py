"""Words that a course's notebooks, reports and forms add to the items, in both languages."""

WORDS = {
    "how": {
        "zh": "在每题下面的单元格里写答案，再运行它后面的检查单元格。标题、题目和检查单元格请不要改；"
        "可以在任何地方添加自己的单元格。交之前，请重启内核并从头运行一遍。",
        "en": "Write your answer in the cell below each question, then run the check after it. Leave titles, "
        "questions and checks as they are; add cells of your own anywhere. Before handing in, restart and "
        "run all.",
    },
    "points": {"zh": "{points} 分", "en": "{points} points"},
    "alone": {
        "zh": "程序写在一个单元格里，要能单独运行：用到的导入和常量也写在里面。会检查：",
        "en": "Write the program in one cell that runs by itself, with its imports and constants. Checked:",
    },
    "classes": {"zh": "类别：", "en": "Classes:"},
    "words": {"zh": "篇幅：{low}—{high} 字。", "en": "Length: {low} to {high} characters."},
    "checklist": {"zh": "写完自查：", "en": "Check yourself:"},
    "write_here": {"zh": "（在这里写）", "en": "(write here)"},
    "hidden_checks": {
        "zh": "另有 {all} 项不公开的检验，通过 {passed} 项。",
        "en": "{passed} of {all} further checks passed.",
    },
    "right": {"zh": "✓ 正确。", "en": "✓ Right."},
    "partial": {"zh": "部分正确。", "en": "Partly right."},
    "wrong": {"zh": "✗ 不对。", "en": "✗ Not right."},
    "status_not submitted": {"zh": "没有收到", "en": "not submitted"},
    "status_corrupt": {"zh": "文件读不出来", "en": "the file cannot be read"},
    "status_wrong kernel": {"zh": "不是 Python 笔记本", "en": "not a Python notebook"},
    "status_timed out": {"zh": "运行超时", "en": "ran out of time"},
    "status_stopped": {
        "zh": "运行中断（内存、输出或程序自行退出）",
        "en": "broke off (memory, output or its own exit)",
    },
    "status_missing cell": {"zh": "缺单元格", "en": "a cell is missing"},
    "status_tampered": {
        "zh": "改动了不应改的单元格，已复原",
        "en": "locked cells were changed; they were restored",
    },
    "status_awaiting manual grading": {"zh": "等待教师评阅", "en": "awaits the instructor"},
    "status_graded": {"zh": "已评", "en": "graded"},
    "status_no answer": {"zh": "没有作答", "en": "no answer"},
    "status_not readable": {"zh": "答案的写法不对", "en": "the answer is not of the form asked for"},
    "author": {"zh": "［作者］", "en": "[author]"},
    "peer_title": {"zh": "同伴互评", "en": "Peer review"},
    "peer_how": {
        "zh": "先读完全部文章，再在 form.csv 里给每一篇填四个分数，写下最强的一条理由、"
        "最弱的一条理由和一个问题。文章只有代号；作者也不知道评阅人是谁。四个方面：",
        "en": "Read all essays first. Then give each four marks in form.csv, with its strongest reason, its "
        "weakest and a question. Essays have codes, not names; authors do not learn who read them. The four "
        "dimensions:",
    },
    "peer_essay": {"zh": "文章", "en": "Essay"},
    "peer_concepts": {"zh": "概念：用得准不准", "en": "concepts: used exactly?"},
    "peer_evidence": {
        "zh": "证据：有没有出处，撑不撑得住论点",
        "en": "evidence: with sources, and does it carry the claim?",
    },
    "peer_reasoning": {"zh": "推理：每一步跟不跟得上", "en": "reasoning: does each step follow?"},
    "peer_limits": {"zh": "限度：说没说清哪里不成立", "en": "limits: does it say where it does not hold?"},
    "report_title": {"zh": "班级报告", "en": "Class report"},
    "report_statuses": {"zh": "状态", "en": "Statuses"},
    "report_status": {"zh": "状态", "en": "status"},
    "report_small": {
        "zh": "只有 {students} 份运行过的作业：下面的难度和区分度只能当作线索。",
        "en": "Only {students} submissions were run: take difficulty and discrimination below as hints.",
    },
    "report_distribution": {"zh": "总分的分布", "en": "Distribution of totals"},
    "report_distribution_how": {
        "zh": "读不出来和没有交的不在内；等待评阅的题目前按零分计。",
        "en": "Without what could not be read or was not handed in; items that await a mark count as zero.",
    },
    "report_difficulty": {"zh": "难度", "en": "Difficulty"},
    "report_difficulty_how": {
        "zh": "横条是平均得分率：越长越容易。细线是均值的百分之九十五区间（t 分布）。",
        "en": "Bars: mean share of the points, the longer the easier. Lines: its 95% interval (Student's t).",
    },
    "report_discrimination": {"zh": "区分度", "en": "Discrimination"},
    "report_discrimination_how": {
        "zh": "一题的得分与其余各题平均得分的相关。接近零或为负的题，先检查题目和答案，再看学生。",
        "en": "Correlation of an item with the mean of the others. Near zero or below: check the item first.",
    },
    "report_time_line": {"zh": "收到作业的时间", "en": "When work came in"},
    "report_time_line_how": {
        "zh": "到每个时刻为止收到的份数。",
        "en": "Submissions received by each moment.",
    },
    "report_items": {"zh": "各题", "en": "Items"},
    "report_item": {"zh": "题", "en": "item"},
    "report_students": {"zh": "人数", "en": "students"},
    "report_mean": {"zh": "平均得分率", "en": "mean share"},
    "report_interval": {"zh": "95% 区间", "en": "95% interval"},
    "report_class": {"zh": "全班", "en": "Class"},
    "report_student": {"zh": "学生", "en": "student"},
    "report_total": {"zh": "总分", "en": "total"},
    "axis_points": {"zh": "总分", "en": "total points"},
    "axis_students": {"zh": "人数", "en": "students"},
    "axis_share": {"zh": "平均得分率", "en": "mean share of points"},
    "axis_item": {"zh": "", "en": ""},
    "axis_correlation": {"zh": "相关系数", "en": "correlation"},
    "axis_time": {"zh": "时间", "en": "time"},
    "axis_handed_in": {"zh": "已收到", "en": "received"},
    "fill_single": {"zh": '填一个字母，例如 "b"', "en": 'one letter, as in "b"'},
    "fill_multiple": {"zh": '填字母的列表，例如 ["a", "c"]', "en": 'a list of letters, as in ["a", "c"]'},
    "fill_truefalse": {"zh": "填 True 或 False", "en": "True or False"},
    "fill_numeric": {"zh": "填一个数，不写单位", "en": "a number, without its unit"},
    "fill_match": {"zh": "冒号后面填类别前的代号", "en": "after each colon the key of a class"},
    "fill_order": {
        "zh": '按正确的先后填字母，例如 ["b", "a", "c"]',
        "en": 'letters in the right order, as in ["b", "a", "c"]',
    },
}


def word(key: str, lang: str) -> str:
    """Words for `key` in the language."""
    return WORDS[key][lang]
