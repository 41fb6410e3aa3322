"""Networks that the tests and the benchmark share."""

from widgets.analysis.networks import province_borders

PROVINCES = province_borders()


def random_borders(draw, places):
    """Any network: in parts or in one, neighbours in no order."""
    near = [set() for _ in range(places)]
    for _ in range(draw.randint(0, 3 * places)):
        one, other = draw.randrange(places), draw.randrange(places)
        if one != other:
            near[one].add(other)
            near[other].add(one)
    return [draw.sample(sorted(numbers), len(numbers)) for numbers in near]
