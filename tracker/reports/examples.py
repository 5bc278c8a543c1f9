"""The worked examples of the methods' page: fixed figures, judged anew by the program on every rendering."""

import datetime
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.assessment import DEFAULT_RULES, METHODS, Figure, Judgement, Target, assess

_START: Final = datetime.date(2020, 12, 31)
_NOW: Final = datetime.date(2023, 12, 31)
_DUE: Final = datetime.date(2025, 12, 31)
_ASKED: Final = datetime.date(2024, 1, 31)


@dataclass(frozen=True, kw_only=True)
class Example:
    """A case anybody can check by hand. `told` says it in words."""

    told: Promise
    target: Target
    baseline: Figure | None
    observations: tuple[Figure, ...]
    as_of: datetime.date = _ASKED

    def judged(self) -> dict[str, Judgement]:
        """The answer of every registered method, by name."""
        return {
            name: assess(
                target=self.target,
                baseline=self.baseline,
                observations=self.observations,
                as_of=self.as_of,
                rules=DEFAULT_RULES,
                method=name,
            )
            for name in METHODS
        }


def _target(kind: str, value: str, **fields: Any) -> Target:
    usual = {"form": "level", "comparator": "at_least", "direction": "up", "start": _DUE, "due": _DUE}
    return Target(**{**usual, "kind": kind, "value": Fraction(value), **fields})


def _level(key: int, value: str, day: datetime.date) -> Figure:
    return Figure(key=key, value=Fraction(value), start=day, end=day)


def _climb(told: Promise, first: str, now: str, aim: str, **fields: Any) -> Example:
    """A level on its way over five years, three of them gone."""
    return Example(
        told=told,
        target=_target("stock", aim, **fields),
        baseline=_level(1, first, _START),
        observations=(_level(1, first, _START), _level(2, now, _NOW)),
    )


_YEAR: Final = {"start": datetime.date(2023, 1, 1), "due": _NOW}
_DOWN: Final = {"comparator": "at_most", "direction": "down"}

#: The first is worked out step by step, by every method; all of them are compared.
EXAMPLES: Final[tuple[Example, ...]] = (
    _climb(
        _("Firms from 2000 (end of 2020) to 3000 (end of 2025); 2500 at the end of 2023."),
        "2000", "2500", "3000",
    ),
    _climb(_("The same firms, fallen to 1900."), "2000", "1900", "3000"),
    _climb(
        _("Fine dust from 45 (end of 2020) down to 35 (end of 2025); 38 at the end of 2023."),
        "45", "38", "35", **_DOWN,
    ),
    _climb(_("The same dust, still at 45."), "45", "45", "35", **_DOWN),
    Example(
        told=_("Contracts worth 240 in 2023; 100 by the end of June."),
        target=_target("flow", "240", **_YEAR),
        baseline=None,
        observations=(
            Figure(
                key=1, value=Fraction(100), start=datetime.date(2023, 1, 1), end=datetime.date(2023, 6, 30)
            ),
        ),
        as_of=datetime.date(2023, 7, 31),
    ),
    Example(
        told=_("Growth in 2023 of at least 7.5 percent; 7.8 percent in the first half."),
        target=_target("rate", "7.5", **_YEAR),
        baseline=None,
        observations=(
            Figure(
                key=1, value=Fraction("7.8"), start=datetime.date(2023, 1, 1), end=datetime.date(2023, 6, 30)
            ),
        ),
        as_of=datetime.date(2023, 7, 31),
    ),
)  # fmt: skip
