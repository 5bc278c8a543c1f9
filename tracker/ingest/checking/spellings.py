"""Suggests known names for a misspelt one, quickly enough for a file that is wrong in every row."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable

_LONGEST = 60
_NEAR = 0.4


class Spellings:
    """Names that can be asked for their likes.

    Two names are alike by the pairs of neighbouring letters they share (Dice's coefficient: twice the
    shared pairs ÷ the pairs of both), the beginning and the end counting as letters.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Index `names`: each as it is shown, with a form it is compared in; a name may have many forms."""
        self._forms: list[tuple[str, int]] = []
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._answers: dict[str, list[str]] = {}
        for number, (name, compared) in enumerate(names):
            pairs = _pairs(compared)
            self._forms.append((name, len(pairs)))
            for pair in pairs:
                self._holders[pair].append(number)

    def nearest(self, text: str) -> list[str]:
        """Up to three names like `text` (in the form names are compared in), the most alike first."""
        text = text[:_LONGEST]
        if text not in self._answers:
            self._answers[text] = self._find(_pairs(text))
        return self._answers[text]

    def _find(self, wanted: set[str]) -> list[str]:
        likeness: dict[str, float] = {}
        shared = Counter(number for pair in wanted for number in self._holders.get(pair, ()))
        for number, both in shared.items():
            name, size = self._forms[number]
            likeness[name] = max(likeness.get(name, 0), 2 * both / (len(wanted) + size))
        near = [(-value, name) for name, value in likeness.items() if value >= _NEAR]
        return [name for _value, name in heapq.nsmallest(3, near)]


def _pairs(name: str) -> set[str]:
    letters = f"^{name}$"
    return {letters[place : place + 2] for place in range(len(letters) - 1)}
