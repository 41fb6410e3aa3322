"""Who borders on whom, as the models of diffusion take it: the provinces, and a made-up country."""

import numpy as np
from scipy.spatial import Delaunay

from widgets.analysis.ensembles import MOST_SEED
from widgets.analysis.provinces import neighbours
from widgets.models.bounds import require_between
from widgets.models.diffusion import MOST_PLACES

FEWEST_PLACES = 4
PREFECTURE_LEVEL = 337


def province_borders() -> list[list[int]]:
    """Borders of the 31 provinces, Guangdong and Hainan by sea.

    Returns
    -------
    list of list of int
        For each of `widgets.analysis.provinces.mainland` the numbers of its neighbours.

    Examples
    --------
    >>> province_borders()[0]
    [1, 2]
    """
    return [np.flatnonzero(row).tolist() for row in neighbours()]


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
    points = np.random.default_rng(seed).random((places, 2))
    starts, joined = Delaunay(points).vertex_neighbor_vertices
    return [sorted(near.tolist()) for near in np.split(joined, starts[1:-1])]
