"""A small drawing of series over years that a notebook shows and a static page keeps."""

from html import escape
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from widgets.explorables.chart import COLORS

WIDTH, HEIGHT = 360, 250
LEFT, RIGHT, TOP, BOTTOM = 38, 342, 10, 226
LEGEND_RIGHT = 180
DASHES = {"line": "", "steps": "", "dashes": ' stroke-dasharray="6 4"'}


class Series(NamedTuple):
    """Values over time.

    Attributes
    ----------
    label : str
    years : array_like
        Ascending.
    values : array_like
        From 0 to the chart's `top`; what lies outside is not drawn.
    style : {"line", "dashes", "steps", "dots"}
        A step holds until the next year is reached.
    """

    label: str
    years: ArrayLike
    values: ArrayLike
    style: str = "line"


class TimeChart:
    """Series over years and a band behind the first; shows itself in a notebook.

    Parameters
    ----------
    series : list of Series
        At most seven, drawn in the order of the book's colours.
    description : str
        What the drawing shows, for those who cannot see it.
    band : tuple, optional
        Label, years, low and high values.
    top : float, default 1
        Upper end of the scale; 1 is written as 100 %.
    falling : bool
        True puts the legend to the right, where falling series leave room.
    low : bool
        True puts the legend at the foot, where high values leave room.

    Examples
    --------
    >>> chart = TimeChart([Series("one", [2015, 2016], [0.2, 0.4])], "A line that rises.")
    >>> chart._repr_html_().count("<path")
    1
    """

    def __init__(
        self,
        series: list[Series],
        description: str,
        band: tuple[str, ArrayLike, ArrayLike, ArrayLike] | None = None,
        top: float = 1.0,
        falling: bool = False,
        low: bool = False,
    ) -> None:
        self.series, self.description, self.band = series, description, band
        self.top, self.falling, self.low = top, falling, low
        years = [np.asarray(one.years, dtype=float) for one in series]
        self._first, self._last = float(min(map(np.min, years))), float(max(map(np.max, years)))

    def _repr_html_(self) -> str:
        body = "".join([*self._axes(), *self._band(), *self._drawn(), *self._legend()])
        return (
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(self.description)}" '
            'style="width:100%;max-width:36rem;height:auto" font-family="system-ui, sans-serif" '
            f'font-size="11" fill="currentColor">{body}</svg>'
        )

    def _x(self, year: float) -> float:
        return LEFT + (RIGHT - LEFT) * (year - self._first) / (self._last - self._first)

    def _y(self, value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * value / self.top

    def _axes(self) -> list[str]:
        parts = []
        for part in (0, 0.25, 0.5, 0.75, 1):
            y = self._y(part * self.top)
            name = f"{100 * part:.0f}%" if self.top == 1 else f"{part * self.top:g}"
            parts.append(
                f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}" stroke="currentColor" opacity=".2"/>'
            )
            parts.append(f'<text x="{LEFT - 5}" y="{y + 4}" text-anchor="end">{name}</text>')
        for year in np.arange(np.ceil(self._first), np.floor(self._last) + 1, 2):
            x = self._x(year)
            parts.append(f'<text x="{x:.1f}" y="{BOTTOM + 16}" text-anchor="middle">{year:.0f}</text>')
        return parts

    def _places(self, years: ArrayLike, values: ArrayLike) -> list[tuple[float, float]]:
        """Pixels of the points that lie on the scale."""
        pairs = zip(np.asarray(years, dtype=float), np.asarray(values, dtype=float), strict=True)
        return [(self._x(year), self._y(value)) for year, value in pairs if 0 <= value <= self.top]

    def _path(self, places: list[tuple[float, float]], steps: bool = False) -> str:
        points = [places[0]]
        for (_, before), (x, y) in pairwise(places):
            points += [(x, before), (x, y)] if steps else [(x, y)]
        return " L".join(f"{x:.1f} {y:.1f}" for x, y in points)

    def _band(self) -> list[str]:
        if self.band is None:
            return []
        _, years, low, high = self.band
        edges = [self._places(years, np.clip(edge, 0, self.top)) for edge in (high, low)]
        outline = f"M{self._path(edges[0])} L{self._path(edges[1][::-1])} Z"
        return [f'<path d="{outline}" fill="{COLORS[0]}" opacity=".18"/>']

    def _drawn(self) -> list[str]:
        return [self._one(one, color) for one, color in zip(self.series, COLORS, strict=False)]

    def _one(self, one: Series, color: str) -> str:
        places = self._places(one.years, one.values)
        if one.style == "dots":
            return "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>' for x, y in places)
        path = self._path(places, one.style == "steps")
        return f'<path d="M{path}" fill="none" stroke="{color}" stroke-width="2"{DASHES[one.style]}/>'

    def _legend(self) -> list[str]:
        keys = self._keys()
        start = LEGEND_RIGHT if self.falling else LEFT
        first = BOTTOM + 8 - 16 * len(keys) if self.low else TOP + 12
        parts = []
        for row, (label, key) in enumerate(keys):
            y = first + 16 * row
            parts.append(f'<g transform="translate({start + 8} {y - 4})">{key}</g>')
            parts.append(f'<text x="{start + 32}" y="{y}">{escape(label)}</text>')
        return parts

    def _keys(self) -> list[tuple[str, str]]:
        keys = []
        for one, color in zip(self.series, COLORS, strict=False):
            if one.style == "dots":
                keys.append((one.label, f'<circle cx="9" cy="0" r="4" fill="{color}"/>'))
            else:
                line = f'<line x1="0" x2="18" stroke="{color}" stroke-width="2"{DASHES[one.style]}/>'
                keys.append((one.label, line))
        if self.band is not None:
            line = f'<line x1="0" x2="18" stroke="{COLORS[0]}" stroke-width="8" opacity=".3"/>'
            keys.append((self.band[0], line))
        return keys
