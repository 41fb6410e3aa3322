"""A small drawing of shares over years that a notebook shows and a static page keeps."""

from html import escape
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from widgets.explorables.chart import COLORS

WIDTH, HEIGHT = 360, 250
LEFT, RIGHT, TOP, BOTTOM = 38, 350, 10, 226


class Line(NamedTuple):
    """Shares over time.

    Attributes
    ----------
    label : str
    years : array_like
        Ascending.
    shares : array_like
        0 to 1.
    steps : bool
        Whether the share holds until the next year is reached.
    """

    label: str
    years: ArrayLike
    shares: ArrayLike
    steps: bool = False


class GrowthChart:
    """Lines of shares from 0 to 1 and a band behind them; shows itself in a notebook.

    Parameters
    ----------
    lines : list of Line
        At most seven, drawn in the order of the book's colours.
    description : str
        What the drawing shows, for those who cannot see it.
    band : tuple, optional
        Label, years, low and high shares.

    Examples
    --------
    >>> chart = GrowthChart([Line("one", [2015, 2016], [0.2, 0.4])], "A line that rises.")
    >>> chart._repr_html_().count("<path")
    1
    """

    def __init__(
        self,
        lines: list[Line],
        description: str,
        band: tuple[str, ArrayLike, ArrayLike, ArrayLike] | None = None,
    ) -> None:
        self.lines, self.description, self.band = lines, description, band
        years = [np.asarray(line.years, dtype=float) for line in lines]
        self._first, self._last = float(min(map(np.min, years))), float(max(map(np.max, years)))

    def _repr_html_(self) -> str:
        body = "".join([*self._axes(), *self._band(), *self._drawn_lines(), *self._legend()])
        return (
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(self.description)}" '
            'style="width:100%;max-width:36rem;height:auto" font-family="system-ui, sans-serif" '
            f'font-size="11" fill="currentColor">{body}</svg>'
        )

    def _x(self, year: float) -> float:
        return LEFT + (RIGHT - LEFT) * (year - self._first) / (self._last - self._first)

    def _y(self, share: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * share

    def _axes(self) -> list[str]:
        parts = []
        for percent in (0, 25, 50, 75, 100):
            y = self._y(percent / 100)
            parts.append(
                f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}" stroke="currentColor" opacity=".2"/>'
            )
            parts.append(f'<text x="{LEFT - 5}" y="{y + 4}" text-anchor="end">{percent}%</text>')
        for year in np.arange(np.ceil(self._first), np.floor(self._last) + 1, 2):
            x = self._x(year)
            parts.append(f'<text x="{x:.1f}" y="{BOTTOM + 16}" text-anchor="middle">{year:.0f}</text>')
        return parts

    def _points(self, years: ArrayLike, shares: ArrayLike, steps: bool = False) -> str:
        pairs = list(zip(np.asarray(years, dtype=float), np.asarray(shares, dtype=float), strict=True))
        points = [f"{self._x(pairs[0][0]):.1f} {self._y(pairs[0][1]):.1f}"]
        for (_, before), (year, share) in pairwise(pairs):
            if steps:
                points.append(f"{self._x(year):.1f} {self._y(before):.1f}")
            points.append(f"{self._x(year):.1f} {self._y(share):.1f}")
        return " L".join(points)

    def _band(self) -> list[str]:
        if self.band is None:
            return []
        _, years, low, high = self.band
        back = self._points(np.asarray(years)[::-1], np.asarray(low)[::-1])
        outline = f"M{self._points(years, high)} L{back} Z"
        return [f'<path d="{outline}" fill="{COLORS[0]}" opacity=".18"/>']

    def _drawn_lines(self) -> list[str]:
        return [
            f'<path d="M{self._points(*line[1:])}" fill="none" stroke="{color}" stroke-width="2"/>'
            for line, color in zip(self.lines, COLORS, strict=False)
        ]

    def _legend(self) -> list[str]:
        entries = [(line.label, color, 2) for line, color in zip(self.lines, COLORS, strict=False)]
        if self.band is not None:
            entries.append((self.band[0], COLORS[0], 8))
        parts = []
        for row, (label, color, thick) in enumerate(entries):
            y = TOP + 12 + 16 * row
            faint = ' opacity=".3"' if thick > 2 else ""
            parts.append(
                f'<line x1="{LEFT + 8}" x2="{LEFT + 26}" y1="{y - 4}" y2="{y - 4}" '
                f'stroke="{color}" stroke-width="{thick}"{faint}/>'
                f'<text x="{LEFT + 32}" y="{y}">{escape(label)}</text>'
            )
        return parts
