"""Where a map's boxes stand and its links run: columns of boxes, and lines in the gaps between them.

Lengths along the page are shares of the map's width in per cent, lengths down it are in rem, so that the
drawing fits every width. `widgets/page/styles/diagram.css` keeps the same sizes.
"""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import combinations, pairwise, permutations
from typing import NamedTuple

Rows = dict[str, dict[str, str]]
Arrows = list[dict[str, str]]

GAP = 0.56  # width of a gap in columns
BOX, AIR, PAUSE = 2.2, 0.35, 0.65  # height of a box, and what is free below it and before a branch
TRACK = 1.1  # between lines that run side by side
BELOW = 1.1  # from the last box to a line that goes around
LINE = 1.2  # height of a link's words
ASIDE = 0.45  # from the middle of a box, where another link ends opposite
SHARE = 0.42  # rem in one per cent of the narrowest map


class Place(NamedTuple):
    """Column of a box, from 0, and height of its middle."""

    column: int
    middle: float


class Point(NamedTuple):
    """Corner of a line: per cent of the map's width, rem from its top."""

    across: float
    down: float


class Map:
    """Boxes and links of a figure whose layout is `map`.

    Parameters
    ----------
    rows : dict of dict
        Nodes as `widgets.book.records.diagram_nodes` gives them; those without a parent head the columns.
    arrows : list of dict
        Links as `widgets.book.records.diagram_arrows` gives them.

    Examples
    --------
    >>> rows = {name: {"parent": parent} for name, parent in [("a", ""), ("a1", "a"), ("b", "")]}
    >>> drawn = Map(rows, [])
    >>> drawn.places["a1"].column, drawn.places["b"].column
    (0, 1)
    """

    def __init__(self, rows: Rows, arrows: Arrows) -> None:
        self.rows = rows
        self.arrows = arrows
        self.tops = [node for node, row in rows.items() if row["parent"] == ""]
        self.column = 100 / (len(self.tops) + GAP * (len(self.tops) - 1))
        self.places: dict[str, Place] = {}
        for number, top in enumerate(self.tops):
            self._stack(number, top)
        self.height = max((place.middle for place in self.places.values()), default=0) + BOX / 2
        self._tracks = self._ordered_tracks()
        self._words = self._placed_words()

    def _stack(self, number: int, top: str) -> None:
        """Boxes of a column from its head down, with a pause before each branch."""
        down = 0.0
        for node in self._branch(top):
            if self.rows[node]["parent"] == top:
                down += PAUSE
            self.places[node] = Place(number, down + BOX / 2)
            down += BOX + AIR

    def _branch(self, node: str) -> Iterable[str]:
        yield node
        for below, row in self.rows.items():
            if row["parent"] == node:
                yield from self._branch(below)

    def path(self, arrow: dict[str, str]) -> list[Point]:
        """Corners of a link, from the side of its first box to the side of the second.

        Neighbouring columns are joined through the gap between them, others around the foot of the map.
        """
        start, end = self._ends(arrow)
        rightwards = end.column > start.column
        corners = [Point(self._side(start.column, rightwards), start.middle)]
        level = start.middle
        for gap, turn in self._ways(arrow):
            across = self._track(arrow, gap)
            corners += [Point(across, level), Point(across, turn)]
            level = turn
        corners.append(Point(self._side(end.column, not rightwards), end.middle))
        return [corner for i, corner in enumerate(corners) if i == 0 or corner != corners[i - 1]]

    def words_at(self, arrow: dict[str, str]) -> Point:
        """Middle of a link's words."""
        return self._words[self.arrows.index(arrow)]

    def _placed_words(self) -> list[Point]:
        """For each link a place on its longest stretch, clear of the words before it."""
        taken: list[Point] = []
        for arrow in self.arrows:
            choices = self._along(arrow)
            clear = [choice for choice in choices if not any(_is_near(choice, other) for other in taken)]
            taken.append((clear or choices)[0])
        return taken

    def _along(self, arrow: dict[str, str]) -> list[Point]:
        """Places on the longest stretch, its middle first; above it where it is level or short."""
        path = self.path(arrow)
        first, last = max(pairwise(path), key=_length)
        if abs(path[0].down - path[-1].down) < LINE and len(self._ways(arrow)) == 1:
            top = min(path[0].down, path[-1].down) - LINE / 2
            return [Point((path[0].across + path[-1].across) / 2, top)]
        return [
            Point(
                first.across + part * (last.across - first.across),
                first.down + part * (last.down - first.down),
            )
            for part in (0.5, 0.35, 0.65, 0.2, 0.8)
        ]

    def _ends(self, arrow: dict[str, str]) -> tuple[Place, Place]:
        """Where a link leaves and arrives, moved aside if one between other boxes ends opposite."""
        start, end = self.places[arrow["from"]], self.places[arrow["to"]]
        return self._moved(arrow, start, end), self._moved(arrow, end, start)

    def _moved(self, arrow: dict[str, str], place: Place, other: Place) -> Place:
        rightwards = other.column > place.column
        opposite = Place(place.column + (1 if rightwards else -1), place.middle)
        joined = {arrow["from"], arrow["to"]}
        rivals = [rival for rival in self.arrows if not joined & {rival["from"], rival["to"]}]
        if not any(self._faces(rival, opposite, place.column) for rival in rivals):
            return place
        return place._replace(middle=place.middle + (-ASIDE if rightwards else ASIDE))

    def _faces(self, arrow: dict[str, str], opposite: Place, column: int) -> bool:
        """Whether a link ends at the place opposite, on the side of the column."""
        start, end = self.places[arrow["from"]], self.places[arrow["to"]]
        for near, far in ((start, end), (end, start)):
            towards = (far.column - near.column) * (column - near.column) > 0
            if near.column == opposite.column and towards and abs(near.middle - opposite.middle) < 2 * ASIDE:
                return True
        return False

    def _side(self, column: int, right: bool) -> float:
        return self.column * (column * (1 + GAP) + right)

    def _ways(self, arrow: dict[str, str]) -> list[tuple[int, float]]:
        """Gaps that a link uses, each with the height at which it leaves it."""
        start, end = self._ends(arrow)
        if abs(start.column - end.column) == 1:
            return [(min(start.column, end.column), end.middle)]
        around = self.height + BELOW
        return [(start.column, around), (end.column - 1, end.middle)]

    def _track(self, arrow: dict[str, str], gap: int) -> float:
        tracks = self._tracks[gap]
        middle = self.column * ((gap + 1) * (1 + GAP) - GAP / 2)
        return middle + TRACK * (tracks.index(arrow) - (len(tracks) - 1) / 2)

    def _ordered_tracks(self) -> list[Arrows]:
        """Links of each gap from left to right, in the order with the fewest crossings."""
        tracks = []
        for gap in range(len(self.tops) - 1):
            users = [arrow for arrow in self.arrows if gap in [way for way, _ in self._ways(arrow)]]
            tracks.append(list(min(permutations(users), key=lambda order: self._crossings(list(order), gap))))
        return tracks

    def _crossings(self, order: Sequence[dict[str, str]], gap: int) -> int:
        spans = [self._span(arrow, gap) for arrow in order]
        return sum(_cross(left, right) for left, right in combinations(spans, 2))

    def _span(self, arrow: dict[str, str], gap: int) -> tuple[float, float]:
        """Heights at which a link meets the left and the right side of a gap."""
        start, end = self._ends(arrow)
        around = self.height + BELOW
        if abs(start.column - end.column) > 1:
            return (start.middle, around) if gap == start.column else (around, end.middle)
        return (start.middle, end.middle) if start.column < end.column else (end.middle, start.middle)


def svg(drawn: Map, arrow: dict[str, str], words: str) -> str:
    """One link as a drawing over the whole map: lines, a head, and its words.

    Nested drawings without a viewBox keep head and words in shape whatever the width of the map.
    """
    path = drawn.path(arrow)
    lines = "".join(
        f'<line x1="{a.across:.2f}%" y1="{a.down:.2f}em" x2="{b.across:.2f}%" y2="{b.down:.2f}em"/>'
        for a, b in pairwise(path)
    )
    tip, before = path[-1], path[-2]
    head = "M-7-4 0 0-7 4" if tip.across > before.across else "M7-4 0 0 7 4"
    place = drawn.words_at(arrow)
    return (
        f'<svg class="link {arrow["status"]}" aria-hidden="true" focusable="false">{lines}'
        f'<svg class="head" x="{tip.across:.2f}%" y="{tip.down:.2f}em"><path d="{head}"/></svg>'
        f'<svg class="label" x="{place.across:.2f}%" y="{place.down:.2f}em">'
        f'<text dy="0.35em">{escape(words)}</text></svg></svg>'
    )


def _cross(left: tuple[float, float], right: tuple[float, float]) -> int:
    """How often two links cross in a gap if the first turns to the left of the second.

    The first one's way out runs under the turn of the second, and the second one's way in over the first.
    """
    return _is_within(left[1], right) + _is_within(right[0], left)


def _is_within(height: float, span: tuple[float, float]) -> bool:
    return min(span) < height < max(span)


def _is_near(one: Point, other: Point) -> bool:
    return abs(one.down - other.down) < 1.5 * LINE and abs(one.across - other.across) * SHARE < 3 * LINE


def _length(ends: tuple[Point, Point]) -> float:
    first, last = ends
    return abs(first.down - last.down) + SHARE * abs(first.across - last.across)
