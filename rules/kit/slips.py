"""How far a typed word is from another: slips of the finger."""

from __future__ import annotations


def slips(typed: str, meant: str, most: int) -> int:
    """Return how many slips lie between two words: a letter wrong, missing, too many, or changed places with the next.

    Any more than `most` come as one more. Of all that a letter may do wrong it does one (optimal string alignment).
    """
    # A slip changes at most two of the letters there are: most words are told apart by that alone.
    if abs(len(typed) - len(meant)) > most or len(set(typed) ^ set(meant)) > 2 * most:
        return most + 1
    last: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(typed):
        before_last, last, row = last, row, [i + 1]
        for j, its in enumerate(meant):
            fewest = min(last[j] + (letter != its), last[j + 1] + 1, row[j] + 1)
            if i and j and letter == meant[j - 1] and its == typed[i - 1]:
                fewest = min(fewest, before_last[j - 1] + 1)
            row.append(fewest)
    return min(row[-1], most + 1)
