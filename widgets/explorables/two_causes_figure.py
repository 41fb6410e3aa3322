"""The figure of `two_causes`: both curves, what the datum looks like, how the worlds overlap in it."""

import math

from widgets.explorables import chart
from widgets.explorables.tables import rows
from widgets.explorables.two_causes_worlds import (
    PROVINCES,
    RANKED,
    RUNS,
    YEARS,
    contagious,
    moved,
    paths,
    typical,
    values_of,
)
from widgets.models.two_causes import Verdict, mean_path

STATISTICS = {
    "totals": {"zh": "平均采纳年份", "en": "mean year of adoption"},
    "map": {"zh": "邻省日期的接近程度", "en": "closeness of neighbours' dates"},
    "alike": {"zh": "贫富相近者日期的接近程度", "en": "closeness of dates of those alike"},
    "wealth": {"zh": "富省在先的名次相关", "en": "rank correlation, rich first"},
    "spread": {"zh": "比通常快或慢的年数", "en": "years faster or slower than usual"},
}


def figure(shown: dict, verdict: Verdict, lang: str) -> dict:
    """Three rows: mean curves; the datum in a typical innovation of A and of B; its distributions."""
    layout = chart.layout(640, {"l": 40, "r": 14, "t": 6, "b": 46})
    layout["xaxis"] = _axis([0, YEARS + 0.3], anchor="y", tickvals=[5, 10, 15], ticktext=_years(lang))
    layout["yaxis"] = _axis([-0.03, 1.5], domain=[0.73, 1], tickvals=[0, 0.5, 1])
    layout["yaxis"]["ticktext"] = ["0%", "50%", "100%"]
    exhibit = EXHIBITS[shown["datum"]]
    data = _mean_curves(shown, lang)
    for world, places in enumerate((("x2", "y2", [0, 0.47]), ("x3", "y3", [0.53, 1]))):
        x, y, domain = places
        data += _placed(exhibit(shown, world, lang), x, y)
        layout.update(_exhibit_axes(shown, world, domain, lang))
    data += _placed(_bells(shown, verdict, lang), "x4", "y4")
    low, high = _datum_range(shown, verdict)
    layout["xaxis4"] = _axis([low, high], anchor="y4")
    layout["xaxis4"]["title"] = {"text": STATISTICS[shown["datum"]][lang], "font": {"size": 13}}
    layout["yaxis4"] = _axis([-0.62, 1.62], domain=[0, 0.28], tickvals=[], anchor="x4")
    return {"data": data, "layout": layout}


def _years(lang: str) -> list:
    return {"zh": ["第 5 年", "10", "15"], "en": ["year 5", "10", "15"]}[lang]


def _axis(limits: list, **more) -> dict:
    axis = {"range": limits, "fixedrange": True, "zeroline": False, "showgrid": False}
    axis.update(more)
    return axis


def _placed(traces: list, x: str, y: str) -> list:
    for trace in traces:
        trace.update({"type": "scatter", "xaxis": x, "yaxis": y, "cliponaxis": False})
        trace["hoverinfo"] = trace.get("hoverinfo", "skip")
        trace["textposition"] = trace.get("textposition", "middle right")
    return traces


def _title(text: str, x: float, y: float, color: str | None = None) -> dict:
    trace: dict = {"mode": "text", "x": [x], "y": [y], "text": [text]}
    if color:
        trace["textfont"] = {"color": color}
    return trace


COLOR = (chart.COLORS[0], chart.COLORS[1])
FILL = ("rgba(200,88,26,0.28)", "rgba(44,127,184,0.28)")


def _mean_curves(shown: dict, lang: str) -> list:
    names = {"zh": ("甲：传染", "乙：推动"), "en": ("A: contagion", "B: push")}[lang]
    heading = {"zh": "已采纳的省占多少（各项平均）", "en": "share that has adopted (mean)"}[lang]
    traces = [_title(f"<b>{heading}</b>", 0, 1.42)]
    for world, path in enumerate(paths(shown)):
        line = {"color": COLOR[world], "width": (6, 2)[world], "dash": ("solid", "dash")[world]}
        start = 0.3 + 7 * world
        traces.append({"mode": "lines", "x": list(range(YEARS + 1)), "y": path, "line": line})
        traces.append(
            {
                "mode": "lines+text",
                "x": [start, start + 1.2],
                "y": [1.18, 1.18],
                "text": ["", "\u00a0" + names[world]],
                "line": line,
            }
        )
    return _placed(traces, "x", "y")


def _exhibit_axes(shown: dict, world: int, domain: list, lang: str) -> dict:
    x, y = ("xaxis2", "yaxis2") if world == 0 else ("xaxis3", "yaxis3")
    across, up = _scales(shown["datum"], lang)
    across.update({"domain": domain, "anchor": y.replace("axis", "")})
    up.update({"domain": [0.345, 0.655], "anchor": x.replace("axis", ""), "showticklabels": world == 0})
    return {x: across, y: up}


def _scales(datum: str, lang: str) -> tuple:
    """Both axes of an exhibit; every one names the same settings, so that none outlives its exhibit."""
    if datum in ("map", "totals"):
        return (
            _axis([-0.9, 7.9], tickvals=[], ticktext=[]),
            _axis([10.3, -1.9], tickvals=[], ticktext=[]),
        )
    if datum == "spread":
        return (
            _axis([0, YEARS + 0.5], tickvals=[5, 10, 15], ticktext=_years(lang)),
            _axis([-0.05, 1.32], tickvals=[0, 0.5, 1], ticktext=["0%", "50%", "100%"]),
        )
    ends = {"zh": ["最富", "最贫"], "en": ["rich", "poor"]}[lang]
    return (
        _axis([-1, 32], tickvals=[3, 29], ticktext=ends),
        _axis([-1, 21], tickvals=[0, 5, 10, 15], ticktext=["0", "5", "10", "15"]),
    )


def _exhibit_title(world: int, several: bool, x: float, y: float, lang: str) -> dict:
    name = {"zh": ("甲", "乙"), "en": ("A", "B")}[lang][world]
    text = {
        "zh": f"<b>{name}的{'八' if several else '一'}项创新</b>",
        "en": f"<b>{'eight' if several else 'one'} in {name}</b>",
    }[lang]
    return _title(text, x, y, COLOR[world])


def _shapes(x: list, y: list, hovertext: list, mode: str = "markers", **marker) -> dict:
    """A trace of an exhibit; every one names the same settings, so that none outlives its exhibit."""
    shape = {"symbol": "circle", "size": 7, "color": chart.NEUTRAL, "opacity": 1}
    shape.update(marker)
    return {
        "mode": mode,
        "x": x,
        "y": y,
        "hoverinfo": "text" if hovertext else "skip",
        "hovertext": hovertext,
        "marker": shape,
        "line": {"color": shape["color"], "width": 1.2},
    }


def _path_exhibit(shown: dict, world: int, lang: str) -> list:
    adoptions = (contagious, moved)[world](shown)
    years: list = []
    shares: list = []
    for run in range(0, RUNS, RUNS // 8 + 1):
        years += list(range(YEARS + 1)) + [None]
        shares += mean_path([adoptions[run]], YEARS) + [None]
    return [
        _exhibit_title(world, True, 0, 1.2, lang),
        _shapes(years, shares, [], mode="lines", color=COLOR[world]),
        _shapes([], [], []),
        _title("", 0, 0),
    ]


def _date(year: int, lang: str) -> str:
    if year > YEARS:
        return {"zh": "未采纳", "en": "not adopted"}[lang]
    return {"zh": f"第 {year} 年", "en": f"year {year}"}[lang]


def _named(row: dict, text: str, lang: str) -> str:
    return row[{"zh": "name_zh", "en": "name_en"}[lang]] + " " + text


def _map_exhibit(shown: dict, world: int, lang: str) -> list:
    adoption = typical(shown, world)
    empty = [row for row in rows("provinces") if row["has_data"] != "true"]
    without = {"zh": "无数据", "en": "no data"}[lang]
    key = {
        "zh": "星首个，浓早淡晚，空未采纳，灰无数据",
        "en": "star first, strong early, hollow never",
    }[lang]
    return [
        _exhibit_title(world, False, -0.8, -1.3, lang),
        _shapes(
            [int(row["col"]) for row in PROVINCES],
            [int(row["row"]) for row in PROVINCES],
            [_named(row, _date(year, lang), lang) for row, year in zip(PROVINCES, adoption)],
            symbol=[_tile(year) for year in adoption],
            size=13,
            color=COLOR[world],
            opacity=[1 - 0.055 * year if year <= YEARS else 0.6 for year in adoption],
        ),
        _shapes(
            [int(row["col"]) for row in empty],
            [int(row["row"]) for row in empty],
            [_named(row, without, lang) for row in empty],
            symbol="square",
            size=13,
            opacity=0.25,
        ),
        _title("" if world else key, -0.9, 9.9),
    ]


def _tile(year: int) -> str:
    if year == 0:
        return "star"
    return "square" if year <= YEARS else "square-open"


def _rank_exhibit(shown: dict, world: int, lang: str) -> list:
    adoption = typical(shown, world)
    return [
        _exhibit_title(world, False, -0.5, 19.3, lang),
        _shapes(
            list(range(1, len(RANKED) + 1)),
            [adoption[place] for place in RANKED],
            [_named(PROVINCES[place], _date(adoption[place], lang), lang) for place in RANKED],
            mode="lines+markers" if shown["datum"] == "alike" else "markers",
            symbol=["star" if adoption[place] == 0 else "circle" for place in RANKED],
            color=COLOR[world],
        ),
        _shapes([], [], []),
        _title("", 0, 0),
    ]


# Totals are shown by what they leave out.
EXHIBITS = {
    "totals": _map_exhibit,
    "map": _map_exhibit,
    "alike": _rank_exhibit,
    "wealth": _rank_exhibit,
    "spread": _path_exhibit,
}


def _datum_range(shown: dict, verdict: Verdict) -> list:
    values = [value for world in values_of(shown) for value in world]
    for mean, deviation in zip(verdict.means, verdict.deviations):
        values += [mean - 3 * deviation, mean + 3 * deviation]
    low, high = min(values), max(values)
    edge = 0.04 * (high - low)
    return [low - edge, high + edge]


def _bells(shown: dict, verdict: Verdict, lang: str) -> list:
    low = _datum_range(shown, verdict)[0]
    count = shown["innovations"]
    heading = {
        "zh": f"{count} 项平均的分布（点为单项）",
        "en": f"mean of {count} (dots: single ones)",
    }[lang]
    caption = {"zh": "两座山重叠越多，越分不清", "en": "the more overlap, the less telling"}[lang]
    traces = [_title(f"<b>{heading}</b>", low, 1.5), _title(caption, low, 1.22)]
    tallest = 1 / min(verdict.deviations)
    for world in (0, 1):
        traces.append(_bell(verdict.means[world], verdict.deviations[world], tallest, world))
        traces.append(_singles(shown, world))
    return traces


def _bell(mean: float, deviation: float, tallest: float, world: int) -> dict:
    steps = [mean + deviation * (step / 8 - 4) for step in range(65)]
    return {
        "mode": "lines",
        "x": steps,
        "y": [math.exp(-(((x - mean) / deviation) ** 2) / 2) / deviation / tallest for x in steps],
        "line": {"color": COLOR[world], "width": 2, "dash": ("solid", "dash")[world]},
        "fill": "tozeroy",
        "fillcolor": FILL[world],
    }


def _singles(shown: dict, world: int) -> dict:
    values = values_of(shown)[world][:62]
    return {
        "mode": "markers",
        "x": values,
        "y": [-0.14 - 0.24 * world - 0.03 * (place % 5) for place in range(len(values))],
        "marker": {"color": COLOR[world], "size": 4, "opacity": 0.55},
    }
