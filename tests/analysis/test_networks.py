"""Networks: borders go both ways; the made-up country looks like a map."""

import pytest
from scipy.sparse.csgraph import connected_components

from tests.analysis.borders import PROVINCES
from widgets.analysis.ensembles import neighbour_matrix
from widgets.analysis.networks import synthetic_borders

EACH_SIZE = pytest.mark.parametrize("places", [4, 5, 31, 337, 2000])


@EACH_SIZE
def test_borders_go_both_ways_and_lead_from_no_place_to_itself(places):
    matrix = neighbour_matrix(synthetic_borders(places)).toarray()
    assert (matrix == matrix.T).all()
    assert not matrix.diagonal().any()
    assert matrix.max() == 1


@EACH_SIZE
def test_every_place_of_the_made_up_country_can_be_reached(places):
    assert connected_components(neighbour_matrix(synthetic_borders(places)))[0] == 1


@EACH_SIZE
def test_no_more_borders_than_a_map_can_have(places):
    """Euler: a planar graph has at most 3n - 6 edges."""
    assert sum(map(len, synthetic_borders(places))) / 2 <= 3 * places - 6


def test_a_seed_gives_one_country():
    assert synthetic_borders(50, seed=2) == synthetic_borders(50, seed=2)
    assert synthetic_borders(50, seed=2) != synthetic_borders(50, seed=3)


def test_provinces_reach_each_other_over_their_borders():
    assert len(PROVINCES) == 31
    assert connected_components(neighbour_matrix(PROVINCES))[0] == 1


def test_bad_input_is_refused_by_name():
    for name, arguments in {"places": (3, 1), "seed": (31, -1)}.items():
        with pytest.raises(ValueError, match=rf"^{name}: got {arguments[name == 'seed']}"):
            synthetic_borders(*arguments)
