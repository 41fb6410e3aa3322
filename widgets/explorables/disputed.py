"""The disputed figures: what each reading makes of them, and the claims that rest on it.

Every figure is read from data/facts.csv by its id; nothing is typed anew.
"""

from collections import namedtuple

from widgets.explorables.tables import rows
from widgets.models.contradictions import (
    Interval,
    difference,
    printed,
    quotient,
    reduction,
    rounded,
    total,
)

Dispute = namedtuple("Dispute", ["key", "label", "quantity", "unit", "readings", "claims", "settles"])
# `same` is False for a figure of another unit, base or time: shown, but no side of the contradiction.
Reading = namedtuple("Reading", ["label", "value", "same"])
Claim = namedtuple("Claim", ["text", "threshold", "at_least"])

ROUNDS = {"e045": 6, "f132": 8}  # rounds of the award that a total covers, as its row says
FACTS = {row["id"]: row for row in rows("facts")}
SOURCES = {
    "ccpri2016conference": ("当代中国政治研究所，2016", "conference report, 2016"),
    "cctv2023waste": ("央视，2023", "CCTV, 2023"),
    "chapter": ("教材", "the chapter"),
    "chinadaily2014award": ("《中国日报》，2014", "China Daily, 2014"),
    "chinanews2010award": ("中新网，2010", "China News, 2010"),
    "ftzreport2019": ("自贸试验区发展报告，2019", "free-trade-zone report, 2019"),
    "govcn2015cadre": ("中国政府网", "gov.cn"),
    "mofcom2023ftz": ("商务部发布会，2023", "ministry's press conference, 2023"),
    "people2001shenzhen": ("《人民日报》，2001", "People's Daily, 2001"),
    "sina2010award": ("新浪，2010", "Sina, 2010"),
    "sz2004cleanup": ("深圳市政府，2004", "Shenzhen government, 2004"),
    "wenling2024zhengce": ("《政策瞭望》，2024（未读到）", "Zhengce Liaowang, 2024 (not read)"),
    "wlrb2012kentan": ("《温岭日报》，2012", "Wenling Daily, 2012"),
    "xinhua2017zuiduo": ("新华社，2017", "Xinhua, 2017"),
    "xinhua2020waste": ("新华社，2020", "Xinhua, 2020"),
    "yu2012speech": ("俞可平致辞，2012", "Yu Keping's speech, 2012"),
    "yu2019sustain": ("俞可平，2019", "Yu Keping, 2019"),
    "zj_zuiduo": ("浙江省的介绍，2017", "account of Zhejiang, 2017"),
    "sina2025qingdao": ("新浪，2025", "Sina, 2025"),
    "chinadaily2017list": ("《中国日报》，2017", "China Daily, 2017"),
    "globaltimes2017list": ("《环球时报》，2017", "Global Times, 2017"),
}


class Reader:
    """Reads figures by id under a slack, and keeps which it has read.

    Parameters
    ----------
    slack : float
        As in `widgets.models.contradictions.printed`.

    Examples
    --------
    >>> read = Reader(0)
    >>> read("f078").low, read.year("f067"), read.ids
    (395.0, 2023, ['f078', 'f067'])
    """

    def __init__(self, slack: float) -> None:
        self.slack = slack
        self.ids: list = []

    def __call__(self, fact_id: str) -> Interval:
        """What the figure allows."""
        return printed(self._row(fact_id)["value"], self.slack)

    def year(self, fact_id: str) -> int:
        """Year to which the figure refers."""
        return int(self._row(fact_id)["as_of"][:4])

    def _row(self, fact_id: str) -> dict:
        if fact_id not in self.ids:
            self.ids.append(fact_id)
        return FACTS[fact_id]


def _times(interval: Interval, factor: float) -> Interval:
    return Interval(interval.low * factor, interval.high * factor)


def _ratio(top: str, bottom: str, factor: float = 1):
    return lambda read: _times(quotient(read(top), read(bottom)), factor)


def _cut(after):
    return lambda read: _times(reduction(read("f077"), after(read)), 100)


def _left_by_per_cent(read: Reader) -> Interval:
    base = quotient(read("e033"), _times(rounded(read("e035").low, 1), 1 / 100))
    gone = read("e033").low
    return Interval(base.low - gone, base.high - gone)


def _per_year(total_id: str):
    def value(read: Reader) -> Interval:
        years = read.year(total_id) - read.year("f061")
        return _times(read(total_id), 1 / years)

    return value


def _against_first_rounds(latest):
    """Applications of a round, in per cent of the mean of the first six."""

    def value(read: Reader) -> Interval:
        mean = _times(read("e045"), 1 / ROUNDS["e045"])
        return _times(quotient(latest(read), mean), 100)

    return value


def _last_two(read: Reader) -> Interval:
    return _times(difference(read("f132"), read("e045")), 1 / (ROUNDS["f132"] - ROUNDS["e045"]))


def _finalists_by_sum(read: Reader) -> Interval:
    return _times(quotient(read("e103"), total(read("e045"), read("e046"))), 100)


def _dissatisfied(fact_id: str):
    def value(read: Reader) -> Interval:
        satisfied = read(fact_id)
        return Interval(100 - satisfied.high, 100 - satisfied.low)

    return value


def _age(fact_id: str):
    def value(read: Reader) -> Interval:
        years = float(read.year("f159") - read.year(fact_id))
        return Interval(years, years)

    return value


def _both(zh: str, en: str) -> dict:
    return {"zh": zh, "en": en}


PER_CENT = _both("%", "%")
SINCE_AWARD = Reader(0).year("f159") - Reader(0).year("f131")  # years from its end to the latest source

DISPUTES = [
    Dispute(
        "wenling",
        _both("温岭恳谈的两组总数", "Wenling: two pairs of totals"),
        _both("平均一场恳谈的人数", "people per meeting"),
        _both("人", "people"),
        [
            Reading(_both("教材开篇", "opening case"), _ratio("f008", "f007"), True),
            Reading(_both("教材第一节", "section 1"), _ratio("f093", "f092"), True),
            Reading(_both("两组各取较大的", "larger of each"), _ratio("f093", "f007"), False),
            Reading(_both("松门后三届论坛", "Songmen's next three"), _ratio("e423", "e424"), False),
        ],
        [
            Claim(_both("平均一场不到一百人", "under a hundred at a meeting"), 100, False),
            Claim(_both("平均一场超过五十人", "over fifty at a meeting"), 50, True),
        ],
        _both(
            "两处引的是同一篇文章：找到原文，看它写的是哪一对数，算到哪一天，“场”是否把村和企业的会也算在内。",
            "Both places cite one article: find it, see which pair it prints, up to which day, and whether "
            "village and company meetings are counted.",
        ),
    ),
    Dispute(
        "shenzhen",
        _both("深圳两轮后的审批事项", "Shenzhen: approvals after two rounds"),
        _both("两轮合计减少的比例", "cut by both rounds"),
        PER_CENT,
        [
            Reading(_both("教材", "the chapter"), _cut(lambda read: read("f078")), True),
            Reading(
                _both("报道的两数相减", "report, by subtraction"),
                _cut(lambda read: difference(read("e032"), read("e033"))),
                True,
            ),
            Reading(_both("由报道的减幅倒推", "report, by its rate"), _cut(_left_by_per_cent), True),
            Reading(
                _both("三年后的清理", "review three years later"), _cut(lambda read: read("e419")), False
            ),
        ],
        [
            Claim(_both("两轮减去六成以上", "cut by over 60%"), 60, True),
            Claim(_both("两轮减去六成半以上", "cut by over 65%"), 65, True),
        ],
        _both(
            "第二轮的文件应列出减后的事项清单：数它的条目，并看审批与核准是否一起计算。",
            "The decision of round two should list what was left: count its items, and see whether approval "
            "and verification are counted together.",
        ),
    ),
    Dispute(
        "ftz",
        _both("自贸试验区推广的经验", "Free-trade zones: items replicated"),
        _both("平均每年推广的项数", "items replicated a year"),
        _both("项", "items"),
        [
            Reading(_both("教材", "the chapter"), _per_year("f067"), True),
            Reading(_both("商务部", "the ministry"), _per_year("e029"), True),
            Reading(_both("发展报告：已形成的", "report: formed by then"), _per_year("e425"), False),
        ],
        [
            Claim(_both("每年推广十项以上", "over ten a year"), 10, True),
            Claim(_both("每年推广二十项以上", "over twenty a year"), 20, True),
        ],
        _both(
            "按批次查国务院的推广通知，一批一批相加，把“改革试点经验”与“最佳实践案例”分开。",
            "Add up the State Council's notices batch by batch, with pilot experience apart from best cases.",
        ),
    ),
    Dispute(
        "award",
        _both("创新奖最后两届的申报", "The award: applications at the end"),
        _both("每届申报占前六届平均的比例", "applications against the first six rounds"),
        PER_CENT,
        [
            Reading(
                _both("八届总数减前六届", "eight rounds less six"), _against_first_rounds(_last_two), True
            ),
            Reading(
                _both("第七届的报道", "report on round seven"),
                _against_first_rounds(lambda read: read("e046")),
                True,
            ),
            Reading(
                _both("第五届（对照）", "round five, to compare"),
                _against_first_rounds(lambda read: read("e105")),
                False,
            ),
        ],
        [
            Claim(_both("不到前六届平均的一半", "under half of the mean"), 50, False),
            Claim(_both("不到前六届平均的两成", "under a fifth of the mean"), 20, False),
        ],
        _both(
            "要第七、八两届各自的申报数，并说明“申报”与“候选”是不是同一道门槛。",
            "One needs the applications of rounds seven and eight, and whether candidates are all who "
            "applied.",
        ),
    ),
    Dispute(
        "finalists",
        _both("创新奖的入围率", "The award: share of finalists"),
        _both("入围项目占申报的比例", "finalists of applications"),
        PER_CENT,
        [
            Reading(_both("论文的总数", "totals of the article"), _ratio("f102", "f132", 100), True),
            Reading(_both("各届报道相加", "sum of reports"), _finalists_by_sum, True),
            Reading(_both("只除以有效申报", "valid applications only"), _ratio("f102", "f133", 100), False),
            Reading(_both("只算前五届", "first five rounds only"), _ratio("e101", "e100", 100), False),
        ],
        [
            Claim(_both("入围的不到一成", "under one in ten"), 10, False),
            Claim(_both("十一个里至少有一个", "at least one in eleven"), 100 / 11, True),
        ],
        _both(
            "差一个入围项目几乎不改变比例；要先写明分母是全部申报还是有效申报。",
            "One finalist more hardly matters; say first whether the base is all or valid applications.",
        ),
    ),
    Dispute(
        "satisfaction",
        _both("“最多跑一次”的满意率", "At Most One Visit: satisfaction"),
        _both("不满意的比例", "share of the dissatisfied"),
        PER_CENT,
        [
            Reading(_both("省里的介绍", "account of the province"), _dissatisfied("e042"), True),
            Reading(_both("新华社所报的抽查", "sample in Xinhua"), _dissatisfied("e043"), True),
        ],
        [
            Claim(_both("多数人满意", "most are satisfied"), 50, False),
            Claim(_both("不满意的不到一成", "under a tenth are not"), 10, False),
        ],
        _both(
            "要两次调查的问卷、抽样和无回答的人数；“比较满意”算不算满意，就能差出这么多。",
            "One needs questionnaire, sample and non-response of both; whether fairly satisfied counts can "
            "make the difference.",
        ),
    ),
    Dispute(
        "dates",
        _both("“迷茫症”报道的日期", "Date of the report on officials"),
        _both("比教材所引的最新材料早几年", "years before the chapter's latest source"),
        _both("年", "years"),
        [
            Reading(_both("脚注印的日期", "printed date"), _age("f135"), True),
            Reading(_both("网址里的日期", "date in the address"), _age("e052"), True),
        ],
        [
            Claim(_both("不早于创新奖中止的那年", "not before the award ended"), SINCE_AWARD, False),
            Claim(_both("是近五年的情况", "of the last five years"), 5, False),
        ],
        _both(
            "打开网页看发布日期；网址里的日期由系统生成，比手抄的日期可靠。",
            "Open the page; the date in an address is made by the system, not copied by hand.",
        ),
    ),
    Dispute(
        "waste",
        _both("垃圾分类做到的城市", "Waste sorting: cities that do it"),
        _both("次年做到的地级以上城市", "cities that did it a year later"),
        PER_CENT,
        [
            Reading(_both("“启动”算做到", "started counts"), _ratio("f148", "e055", 100), True),
            Reading(_both("小区覆盖七成才算", "70% covered counts"), _ratio("e053", "e055", 100), True),
        ],
        [
            Claim(_both("次年已全部做到", "all did"), 100, True),
            Claim(_both("次年过半已做到", "more than half did"), 50, True),
        ],
        _both(
            "先定什么叫“做到”：发文、启动、小区覆盖，还是分出来的量；分母也要用同一年的城市数。",
            "Define it: a document, a start, coverage or what is sorted; and take the cities of that year.",
        ),
    ),
]


def source_names(fact_id: str, lang: str) -> str:
    """Where a figure comes from, in a few words.

    Parameters
    ----------
    fact_id : str
        Id in data/facts.csv.
    lang : {"zh", "en"}

    Examples
    --------
    >>> source_names("e032", "en")
    "People's Daily, 2001"
    """
    place = {"zh": 0, "en": 1}[lang]
    keys = FACTS[fact_id]["source"].split(";")
    return {"zh": "；", "en": "; "}[lang].join(SOURCES[key][place] for key in keys)
