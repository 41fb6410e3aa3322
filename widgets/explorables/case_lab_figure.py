"""The profile of a case in one picture: ranges that shrink to points as the case is coded."""

from widgets.explorables import chart

COLORS = {"typology": chart.COLORS[0], "drivers": chart.COLORS[1], "blockage": chart.COLORS[3]}
INDENT = {"zh": 86, "en": 150}  # pixels for the names of the rows
STEP = 1.0
GAP = 1.7  # a heading and the space before it


def figure(parts: list, lang: str) -> dict:
    """Lines and points of all parts, one below the other.

    Parameters
    ----------
    parts : list
        Of the profile; each has key, label, coded, verdict and rows with short, range.
    lang : {"zh", "en"}

    Returns
    -------
    dict
        A plotly figure: for each part tracks, ranges, points and words, under a heading.
    """
    traces: list = []
    ticks: list = []
    headings: list = []
    indent = INDENT[lang]
    height = 0.0
    for part in parts:
        heading = height - STEP
        places = [heading - STEP * (place + 1) for place in range(len(part.rows))]
        traces += _part_traces(part, places)
        headings.append(_heading(part, heading, indent))
        ticks += [(place, row.short) for place, row in zip(places, part.rows)]
        height = places[-1] - GAP + STEP
    layout = chart.layout(400, {"l": indent, "r": 14, "t": 4, "b": 24})
    layout["xaxis"] = {
        "range": [-0.02, 1.02],
        "tickvals": [0, 0.5, 1],
        "fixedrange": True,
        "zeroline": False,
    }
    layout["yaxis"] = {
        "range": [height + 0.4, -0.3],
        "tickvals": [place for place, _ in ticks],
        "ticktext": [name for _, name in ticks],
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
    }
    layout["annotations"] = headings
    return {"data": traces, "layout": layout}


def _part_traces(part, places: list) -> list:
    color = COLORS[part.key] if part.coded else chart.NEUTRAL
    tracks: tuple = ([], [])
    spans: tuple = ([], [])
    points: tuple = ([], [])
    words: list = []
    for place, row in zip(places, part.rows):
        if row.range is None:
            words.append((place, row.words))
            continue
        low, high = row.range
        _add(tracks, [0, 1, None], place)
        if high - low < 0.005:
            _add(points, [low], place)
        else:
            _add(spans, [low, high, None], place)
    return [
        _trace(
            mode="lines", x=tracks[0], y=tracks[1], line={"color": chart.NEUTRAL, "width": 1, "dash": "dot"}
        ),
        _trace(mode="lines", x=spans[0], y=spans[1], line={"color": color, "width": 7}, opacity=0.55),
        _trace(mode="markers", x=points[0], y=points[1], marker={"color": color, "size": 12}),
        _trace(
            mode="text",
            x=[0.02 for _ in words],
            y=[place for place, _ in words],
            text=[text for _, text in words],
            textposition="middle right",
        ),
    ]


def _heading(part, place: float, indent: int) -> dict:
    """The part's name and verdict, from the left edge of the drawing."""
    return {
        "text": f"<b>{part.label}</b> {part.short}",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -indent,
        "y": place,
        "yanchor": "middle",
        "showarrow": False,
    }


def _add(line: tuple, x: list, y: float) -> None:
    line[0].extend(x)
    line[1].extend([y] * len(x))


def _trace(**more) -> dict:
    trace = {"type": "scatter", "hoverinfo": "skip", "cliponaxis": False}
    trace.update(more)
    return trace
