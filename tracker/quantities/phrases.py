"""The figures a clause prints, each with the words around it: 突破240亿元 of 技术合同成交额突破240亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tracker.exceptions import QuantityError
from tracker.quantities.comparators import clause_figures
from tracker.quantities.hedges import Qualifier
from tracker.quantities.quantities import Quantity, parse_quantity
from tracker.quantities.widths import LONGEST

#: Where a sentence pauses; a comma between digits separates thousands.
_PAUSE = re.compile(r"[。；;！!？?\n、]|(?<![0-9０-９])[，,]|[，,](?![0-9０-９])")
_RANGE: Final = "between"
_BARE: Final = "bare"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A figure as a clause prints it: `text` with the words that bound it, `core` the bare figure with its
    unit.

    Both are in plain width, so that a quote in full-width digits does not hold them letter for letter.
    """

    text: str
    core: str
    quantity: Quantity

    @property
    def wording(self) -> str:
        """What the words say of the number: `bare`, a qualifier's name, or `between` for a range."""
        if self.quantity.high is not None:
            return _RANGE
        said = self.quantity.qualifier
        return _BARE if said is Qualifier.EXACT else str(said)


def phrases_of(text: str) -> list[Phrase]:
    """Every figure of a text that can be read without guessing, in its order; dates are no figures.

    What is written in words (三分之二), belongs to a name (PM2.5) or cannot be read is passed over; so is a
    stretch between two pauses that is longer than `LONGEST`.
    """
    return [phrase for part in _PAUSE.split(text) for phrase in _within(part)]


def _within(part: str) -> Iterator[Phrase]:
    if not part.strip() or len(part) > LONGEST:
        return
    for figure, core in clause_figures(part):
        try:
            yield Phrase(figure, core, parse_quantity(figure))
        except QuantityError:
            continue
