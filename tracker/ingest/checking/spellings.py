"""Suggests known names for a misspelt one, quickly enough for a file that is wrong in every row."""

import heapq
from collections import Counter, defaultdict

_LONGEST = 60
_NEAR = 0.4


class Spellings:
    """Names that can be asked for their likes.

    Two names are alike by the pairs of neighbouring letters they share (Dice's coefficient: twice the
    shared pairs ÷ the pairs of both), the beginning and the end counting as letters.
    """

    def __init__(self, names: dict[str, str]) -> None:
        """Index `names`: each as it is shown, with the form it is compared in."""
        self._sizes: dict[str, int] = {}
        self._holders: dict[str, list[str]] = defaultdict(list)
        self._answers: dict[str, list[str]] = {}
        for name, compared in names.items():
            pairs = _pairs(compared)
            self._sizes[name] = len(pairs)
            for pair in pairs:
                self._holders[pair].append(name)

    def nearest(self, text: str) -> list[str]:
        """Up to three names like `text` (in the form names are compared in), the most alike first."""
        text = text[:_LONGEST]
        if text not in self._answers:
            self._answers[text] = self._find(_pairs(text))
        return self._answers[text]

    def _find(self, wanted: set[str]) -> list[str]:
        shared = Counter(name for pair in wanted for name in self._holders.get(pair, ()))
        likeness = {name: 2 * both / (len(wanted) + self._sizes[name]) for name, both in shared.items()}
        near = [(-value, name) for name, value in likeness.items() if value >= _NEAR]
        return [name for _value, name in heapq.nsmallest(3, near)]


def _pairs(name: str) -> set[str]:
    letters = f"^{name}$"
    return {letters[place : place + 2] for place in range(len(letters) - 1)}
