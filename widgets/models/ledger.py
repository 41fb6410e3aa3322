"""A chain of sealed records, and what it takes to rewrite one unnoticed."""

import hashlib
import math

from widgets.models.bounds import require_between

GENESIS = "0" * 64
MOST_CONFIRMATIONS = 400
NEGLIGIBLE = 1e-18


def seal(records: list[str]) -> list[dict[str, str]]:
    """Chain records: each block's digest covers its record and the digest before it.

    Parameters
    ----------
    records : list of str
        What each block records, oldest first.

    Returns
    -------
    list of dict
        One per record: record; previous, the digest of the block before (64 zeros for
        the first); digest, SHA-256 of previous and record as 64 hexadecimal digits.

    Raises
    ------
    ValueError
        If the records are not a list of texts.

    Notes
    -----
    Source: chaining of digests, Nakamoto (2008), section 3; SHA-256, FIPS 180-4.

    Examples
    --------
    >>> chain = seal(["拨款", "验收"])
    >>> chain[1]["previous"] == chain[0]["digest"]
    True
    """
    if isinstance(records, str):
        raise ValueError(f"records: got {records!r}, expected a list of texts")
    chain: list[dict[str, str]] = []
    previous = GENESIS
    for place, record in enumerate(records):
        if not isinstance(record, str):
            raise ValueError(f"records: got {record!r} at {place}, expected text")
        digest = _digest(previous, record)
        chain.append({"record": record, "previous": previous, "digest": digest})
        previous = digest
    return chain


def first_broken_block(chain: list[dict[str, str]]) -> int | None:
    """Index of the first block that does not fit its content or the block before it.

    Parameters
    ----------
    chain : list of dict
        As `seal` returns it, perhaps altered since.

    Returns
    -------
    int or None
        None if every digest fits. A chain that was sealed anew after an alteration is
        sound by itself: only a copy held by somebody else shows the difference.

    Raises
    ------
    ValueError
        If a block lacks record, previous or digest, or one of them is not text.

    Notes
    -----
    Source: Nakamoto (2008), section 3.

    Examples
    --------
    >>> chain = seal(["a", "b", "c"])
    >>> chain[1]["record"] = "B"
    >>> first_broken_block(chain)
    1
    """
    previous = GENESIS
    for place, block in enumerate(chain):
        _require_block(block, place)
        if block["previous"] != previous or block["digest"] != _digest(previous, block["record"]):
            return place
        previous = block["digest"]
    return None


def catch_up_probability(q: float, z: int) -> float:
    """Probability that an attacker ever catches up with a chain that is z blocks ahead.

    While the honest nodes find z blocks, the attacker finds a number that is Poisson
    with mean z q / p, where p = 1 - q; from a deficit of d he catches up with
    probability (q / p)^d:

    P = 1 - sum_{k=0}^{z} Poisson(k; z q/p) (1 - (q/p)^(z-k)).

    Parameters
    ----------
    q : float
        The attacker's share of the hash power, 0 to 1. From 0.5 on he succeeds surely.
    z : int
        Confirmations: blocks on top of the record, 0 to 400.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        If q is outside [0, 1], or z not a whole number from 0 to 400.

    Notes
    -----
    Source: Nakamoto (2008), Bitcoin: A Peer-to-Peer Electronic Cash System, section 11.

    Examples
    --------
    >>> round(catch_up_probability(0.1, 5), 7)
    0.0009137
    """
    q = require_between("q", q, 0, 1)
    z_checked = require_between("z", z, 0, MOST_CONFIRMATIONS)
    if z_checked != int(z_checked):
        raise ValueError(f"z: got {z!r}, expected a whole number from 0 to {MOST_CONFIRMATIONS}")
    blocks = int(z_checked)
    if q >= 0.5 or blocks == 0:
        return 1.0
    if q == 0:
        return 0.0
    ratio = q / (1 - q)
    expected = blocks * ratio
    term = math.exp(-expected)
    total = term * ratio**blocks
    k = 0
    # The same sum without its 1 - ..., whose cancellation would swallow small chances.
    while k < blocks or term > total * NEGLIGIBLE:
        k += 1
        term *= expected / k
        total += term * ratio ** max(0, blocks - k)
    return min(1.0, total)


def confirmations_needed(q: float, risk: float) -> int | None:
    """Fewest confirmations that bring the attacker's chance below a risk.

    Parameters
    ----------
    q : float
        The attacker's share of the hash power, 0 to 1.
    risk : float
        Between 0.000001 and 1.

    Returns
    -------
    int or None
        None if no number up to 400 is enough, as from q = 0.5 on.

    Raises
    ------
    ValueError
        If q or the risk is out of range.

    Notes
    -----
    Source: Nakamoto (2008), section 11, "Solving for P less than 0.1%".

    Examples
    --------
    >>> confirmations_needed(0.1, 0.001), confirmations_needed(0.3, 0.001)
    (5, 24)
    """
    risk = require_between("risk", risk, 0.000001, 1)
    too_few, enough = -1, MOST_CONFIRMATIONS
    if catch_up_probability(q, enough) >= risk:
        return None
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if catch_up_probability(q, middle) < risk:
            enough = middle
        else:
            too_few = middle
    return enough


def _require_block(block: object, place: int) -> None:
    for part in ("record", "previous", "digest"):
        if not isinstance(block, dict) or not isinstance(block.get(part), str):
            raise ValueError(f"chain: got {block!r} at {place}, expected record, previous and digest as text")


def _digest(previous: str, record: str) -> str:
    data = hashlib.sha256((previous + record).encode("utf-8")).digest()
    return "".join("%02x" % byte for byte in data)
