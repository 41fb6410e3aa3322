"""Who borders on whom: read from pairs, or made up where no real map is at hand."""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.spatial import Delaunay

from widgets.analysis.ensembles import MOST_SEED
from widgets.models.bounds import require_between
from widgets.models.diffusion import MOST_PLACES

FEWEST_PLACES = 4
PREFECTURE_LEVEL = 337


def borders_between(places: Sequence[str], pairs: Iterable[tuple[str, str]]) -> list[list[int]]:
    """Neighbours of each place, from pairs of places that share a border.

    Parameters
    ----------
    places : sequence of str
        Names or codes, each once; their order numbers the places.
    pairs : iterable of tuple of str
        Each border once or more, in either direction. Pairs with a name that is not among
        the places are left out.

    Returns
    -------
    list of list of int
        For each place the numbers of its neighbours, in ascending order.

    Examples
    --------
    >>> borders_between(["a", "b", "c"], [("a", "b"), ("c", "b"), ("c", "elsewhere")])
    [[1], [0, 2], [1]]
    """
    number = {place: position for position, place in enumerate(places)}
    near: list[set[int]] = [set() for _ in places]
    for one, other in pairs:
        if one in number and other in number:
            near[number[one]].add(number[other])
            near[number[other]].add(number[one])
    return [sorted(numbers) for numbers in near]


def synthetic_borders(places: int = PREFECTURE_LEVEL, seed: int = 1) -> list[list[int]]:
    """Borders of a made-up country whose size, but nothing else, is that of a real one.

    Places are points scattered evenly at random over a square; those that are joined in
    their Delaunay triangulation share a border. As on a map, no two borders cross, every
    place can be reached from every other, and a place has somewhat under six neighbours.

    Parameters
    ----------
    places : int
        4 to 2000. The default has the size of China's prefecture level.
    seed : int
        0 to 4294967295.

    Returns
    -------
    list of list of int
        For each place the numbers of its neighbours, in ascending order.

    Raises
    ------
    ValueError
        If an argument is not a number in its range.

    Notes
    -----
    Synthetic: no result on this network is a finding about any real place.

    Examples
    --------
    >>> borders = synthetic_borders()
    >>> len(borders), all(place in borders[other] for place in range(337) for other in borders[place])
    (337, True)
    """
    places = int(require_between("places", places, FEWEST_PLACES, MOST_PLACES))
    seed = int(require_between("seed", seed, 0, MOST_SEED))
    indptr, neighbours = Delaunay(np.random.default_rng(seed).random((places, 2))).vertex_neighbor_vertices
    return [sorted(near.tolist()) for near in np.split(neighbours, indptr[1:-1])]
