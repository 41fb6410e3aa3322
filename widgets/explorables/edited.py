"""What the page asks of a model that the reader has changed."""

from widgets import explorables


def recheck(name: str) -> dict:
    """Published values and the guess, by the model as it is now.

    Parameters
    ----------
    name : str
        One of `widgets.explorables.NAMES`.

    Returns
    -------
    dict
        values : list of dict, in the order of the spec's `replications`: ours, and whether it still holds
        within the tolerance; predicted : what the spec's `predicted` gives.

    Examples
    --------
    >>> checked = recheck("ledger")
    >>> all(value["holds"] for value in checked["values"])
    True
    """
    spec = explorables.load(name)
    values = [
        {"ours": check["ours"], "holds": abs(check["ours"] - check["published"]) <= check["tolerance"]}
        for check in spec.replications()
    ]
    return {"values": values, "predicted": spec.predicted()}


def line_in(trace: str, path: str) -> int:
    r"""Line of a file at which an error arose, read from a traceback; 0 if the file has no part in it.

    Parameters
    ----------
    trace : str
        Traceback as Python prints it, the innermost call last.
    path : str
        Path of the file; empty if there is none.

    Examples
    --------
    >>> line_in('File "/a.py", line 7, in f\n  File "/b.py", line 3, in g\nKeyError: x', "/a.py")
    7
    """
    if not path:
        return 0
    places = trace.split(f'File "{path}", line ')[1:]
    return int(places[-1].split("\n")[0].split(",")[0]) if places else 0
