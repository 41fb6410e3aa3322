"""Rows of the book's CSV files, read alike in the kernel and in the page."""

_FOLDER = __file__.replace("\\", "/").rsplit("/", 3)[0] + "/data/"
_read: dict = {}


def rows(name: str) -> list:
    """Rows of ``data/NAME.csv`` as dicts of text.

    A spec reads its tables when it is imported: the page gets the files that are read by then.

    Parameters
    ----------
    name : str
        File name without ending.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> len({row["column"] for row in rows("type_comparison")})
    3
    """
    if name not in _read:
        with open(_FOLDER + name + ".csv", encoding="utf-8") as file:
            header, *records = parse(file.read())
        _read[name] = [dict(zip(header, record)) for record in records]
    return _read[name]


def names_read() -> list:
    """Names of the files read so far, sorted.

    Examples
    --------
    >>> table = rows("type_comparison")
    >>> "type_comparison" in names_read()
    True
    """
    return sorted(_read)


def parse(text: str) -> list:
    r"""Records of a CSV text (RFC 4180), each a list of fields. MicroPython has no csv module.

    Examples
    --------
    >>> parse('a,b\n1,"x, ""y"" z"\n')
    [['a', 'b'], ['1', 'x, "y" z']]
    """
    records = [[""]]
    pieces = text.replace("\r\n", "\n").rstrip("\n").split('"')
    for place, piece in enumerate(pieces):
        if place % 2:
            records[-1][-1] += piece
        elif piece == "" and 0 < place < len(pieces) - 1:
            records[-1][-1] += '"'
        else:
            _append_unquoted(records, piece)
    return records


def _append_unquoted(records: list, piece: str) -> None:
    for line_number, line in enumerate(piece.split("\n")):
        if line_number:
            records.append([""])
        first, *others = line.split(",")
        records[-1][-1] += first
        records[-1].extend(others)
