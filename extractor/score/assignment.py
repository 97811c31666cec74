"""The exact best one-to-one assignment of two small lists, without scipy.

The Hungarian algorithm in its shortest-augmenting-path form (Jonker and Volgenant 1987): a few
dozen events an article take well under a millisecond.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["best_assignment"]


def best_assignment(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs ``(row, column)`` with the largest total, in order of rows.

    ``worth[row][column]`` is the score of a pair. Pairs with 0 or less are never made, so a row or
    column may stay alone. Raises ``ValueError`` for rows of unequal length.
    """
    rows = len(worth)
    columns = len(worth[0]) if rows else 0
    if any(len(row) != columns for row in worth):
        raise ValueError("all rows must be equally long")
    if not rows or not columns:
        return []
    # A square cost matrix; a pair without worth costs as much as staying alone.
    size = max(rows, columns)
    cost = [
        [-max(worth[i][j], 0.0) if i < rows and j < columns else 0.0 for j in range(size)]
        for i in range(size)
    ]
    row_of = _columns_to_rows(cost)
    pairs = [(row, column) for column, row in enumerate(row_of) if row < rows and column < columns]
    return sorted((row, column) for row, column in pairs if worth[row][column] > 0)


def _columns_to_rows(cost: Sequence[Sequence[float]]) -> list[int]:
    """For each column of a square cost matrix its row in the cheapest assignment.

    Rows are added one at a time along the shortest augmenting path; ``row_price`` and
    ``column_price`` are the dual variables. Index 0 stands for "none"; rows and columns count from
    1.
    """
    size = len(cost)
    infinity = float("inf")
    row_price = [0.0] * (size + 1)
    column_price = [0.0] * (size + 1)
    row_of = [0] * (size + 1)
    for new_row in range(1, size + 1):
        row_of[0] = new_row
        column = 0
        shortest = [infinity] * (size + 1)
        before = [0] * (size + 1)
        done = [False] * (size + 1)
        while row_of[column]:
            done[column] = True
            row = row_of[column]
            step, following = infinity, 0
            for other in range(1, size + 1):
                if done[other]:
                    continue
                reduced = cost[row - 1][other - 1] - row_price[row] - column_price[other]
                if reduced < shortest[other]:
                    shortest[other], before[other] = reduced, column
                if shortest[other] < step:
                    step, following = shortest[other], other
            for other in range(size + 1):
                if done[other]:
                    row_price[row_of[other]] += step
                    column_price[other] -= step
                else:
                    shortest[other] -= step
            column = following
        while column:
            row_of[column] = row_of[before[column]]
            column = before[column]
    return [row - 1 for row in row_of[1:]]
