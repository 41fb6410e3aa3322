"""What a story of motives says about dated acts, and what a total says about single meetings."""

from widgets.models.bounds import require_between

MOTIVES = ("reality", "interest", "ambition", "central")
PROOF = 3  # the code of an act that cannot be explained without the motive


def story(reality: float, interest: float, ambition: float, central: float) -> dict[str, float]:
    """Shares of four motives in a reader's story.

    Parameters
    ----------
    reality : float
        Weight of answering real problems, in [0, 1].
    interest : float
        Weight of the government's own interest, in [0, 1].
    ambition : float
        Weight of officials' ambition, in [0, 1].
    central : float
        Weight of responding to the centre, in [0, 1].

    Returns
    -------
    dict
        A share in [0, 1] for each of `MOTIVES`; they sum to 1, or are all 0 if every weight is.

    Raises
    ------
    ValueError
        If a weight is not a number in [0, 1].

    Notes
    -----
    The four motives are the source chapter's, section 案例收束. It gives no weights.

    Examples
    --------
    >>> story(0.5, 0.5, 0, 0)["reality"]
    0.5
    """
    weights = [
        require_between(name, value, 0, 1)
        for name, value in zip(MOTIVES, (reality, interest, ambition, central))
    ]
    total = sum(weights)
    return {name: weight / total if total else 0.0 for name, weight in zip(MOTIVES, weights)}


def support(codes: dict[str, int], shares: dict[str, float]) -> float:
    """How well an act fits a story.

    Parameters
    ----------
    codes : dict
        For each of `MOTIVES` what the act is evidence of: 0 silent, 1 compatible,
        2 points to the motive, 3 cannot be explained without it.
    shares : dict
        What `story` returns.

    Returns
    -------
    float
        The mean code by share, over `PROOF`; in [0, 1], and 1 only for proof.

    Raises
    ------
    ValueError
        If a code or a share is out of range.

    Examples
    --------
    >>> acts = {"reality": 2, "interest": 1, "ambition": 0, "central": 0}
    >>> round(support(acts, story(1, 0, 0, 0)), 4)
    0.6667
    """
    return (
        sum(
            require_between(name, codes[name], 0, PROOF) * require_between(name, shares[name], 0, 1)
            for name in MOTIVES
        )
        / PROOF
    )


def has_a_say(codes: dict[str, int], shares: dict[str, float], least: int = 1) -> bool:
    """Whether a story accounts for an act by at least one of its motives.

    Parameters
    ----------
    codes, shares : dict
        As for `support`.
    least : int
        The weakest evidence that counts: 1 compatible, 2 points to the motive.

    Raises
    ------
    ValueError
        If `least` is not in [1, 3].

    Examples
    --------
    >>> acts = {"reality": 1, "interest": 0, "ambition": 0, "central": 0}
    >>> has_a_say(acts, story(1, 1, 1, 1)), has_a_say(acts, story(1, 1, 1, 1), least=2)
    (True, False)
    """
    require_between("least", least, 1, PROOF)
    return any(shares[name] > 0 and codes[name] >= least for name in MOTIVES)


def coverage(acts: list[dict[str, int]], shares: dict[str, float], least: int = 1) -> int:
    """Number of acts about which a story has something to say.

    Parameters
    ----------
    acts : list of dict
        The codes of each act.
    shares, least
        As for `has_a_say`.

    Examples
    --------
    >>> silent = {"reality": 0, "interest": 0, "ambition": 0, "central": 0}
    >>> coverage([silent], story(1, 1, 1, 1))
    0
    """
    return sum(has_a_say(codes, shares, least) for codes in acts)


def fit(acts: list[dict[str, int]], shares: dict[str, float]) -> float:
    """Mean support of acts.

    It is linear in the shares: a mixture of motives never fits better than the best of them alone.

    Parameters
    ----------
    acts : list of dict
        The codes of each act, at least one.
    shares : dict
        What `story` returns.

    Raises
    ------
    ValueError
        If there is no act.

    Examples
    --------
    >>> act = {"reality": 2, "interest": 0, "ambition": 0, "central": 0}
    >>> round(fit([act], story(1, 1, 0, 0)), 4)
    0.3333
    """
    if not acts:
        raise ValueError("acts: got none, expected at least one")
    return sum(support(codes, shares) for codes in acts) / len(acts)


def months_between(first: str, second: str) -> int:
    """Calendar months from one date to another, days left out.

    Parameters
    ----------
    first, second : str
        ``YYYY-MM`` or ``YYYY-MM-DD``.

    Returns
    -------
    int
        Negative if the second is the earlier.

    Examples
    --------
    >>> months_between("2000-11-08", "2003-08-08")
    33
    """
    months = [12 * int(date[:4]) + int(date[5:7]) for date in (first, second)]
    return months[1] - months[0]


def mean_size(persons: float, meetings: float) -> float:
    """People at a meeting on average, from two totals.

    Parameters
    ----------
    persons : float
        Person-times, in [0, 1e9].
    meetings : float
        Meetings, in [1, 1e9].

    Raises
    ------
    ValueError
        If a total is out of range.

    Examples
    --------
    >>> mean_size(1800000, 24000)
    75.0
    """
    return require_between("persons", persons, 0, 1e9) / require_between("meetings", meetings, 1, 1e9)


def most_of_size(mean: float, size: float) -> float:
    """Largest share of meetings that can have had so many people or more, given the mean.

    If a share q has at least `size`, the mean is at least q * size, whatever the others have;
    so q <= mean / size. This is Markov's inequality.

    Parameters
    ----------
    mean : float
        Mean number of people, in [0, 1e6].
    size : float
        People at a meeting, in [1, 1e6].

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> most_of_size(75, 150), most_of_size(75, 50)
    (0.5, 1.0)
    """
    return min(1.0, require_between("mean", mean, 0, 1e6) / require_between("size", size, 1, 1e6))
