"""How two classifications of the same cases agree: cross table and Rand index."""


def cross_table(
    first: list[str], second: list[str], first_classes: list[str], second_classes: list[str]
) -> list[list[list[int]]]:
    """Which cases fall into each pair of classes.

    Parameters
    ----------
    first, second : list of str
        The class of each case under two schemes, case by case.
    first_classes, second_classes : list of str
        All classes of the schemes, in the order wanted.

    Returns
    -------
    list of list of list of int
        Entry [i][j] lists the indices of the cases in class i of the first and class j
        of the second scheme.

    Raises
    ------
    ValueError
        If the lists differ in length or a class is unknown.

    Examples
    --------
    >>> cross_table(["a", "b", "a"], ["x", "x", "y"], ["a", "b"], ["x", "y"])
    [[[0], [2]], [[1], []]]
    """
    if len(first) != len(second):
        raise ValueError(f"second: got {len(second)} classes, expected {len(first)}, one for each case")
    table: list[list[list[int]]] = [[[] for _ in second_classes] for _ in first_classes]
    for index, (row, column) in enumerate(zip(first, second)):
        if row not in first_classes or column not in second_classes:
            raise ValueError(f"case {index}: got class {row!r}, {column!r}, expected one of the scheme")
        table[first_classes.index(row)][second_classes.index(column)].append(index)
    return table


def rand_index(first: list[str], second: list[str]) -> float:
    """Share of pairs of cases on which two classifications agree.

    Two schemes agree on a pair if both put it into one class or both into different
    classes. 1 means the same partition, whatever the classes are called.

    Parameters
    ----------
    first, second : list of str
        The class of each of the same n >= 2 cases under each scheme.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        If the lists differ in length or hold fewer than two cases.

    Notes
    -----
    Source: Rand, W. M. (1971), Objective criteria for the evaluation of clustering
    methods, JASA 66(336), 846-850.

    Examples
    --------
    >>> rand_index(["a", "a", "b"], ["x", "x", "y"])
    1.0
    >>> round(rand_index(["a", "a", "b"], ["x", "y", "y"]), 4)
    0.3333
    """
    if len(first) != len(second) or len(first) < 2:
        raise ValueError(
            f"second: got {len(second)} classes beside {len(first)}, expected the same number, at least 2"
        )
    pairs = [(i, j) for i in range(len(first)) for j in range(i)]
    agreed = sum((first[i] == first[j]) == (second[i] == second[j]) for i, j in pairs)
    return agreed / len(pairs)
