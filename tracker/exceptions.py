"""What can go wrong in the product's own terms.

Every error carries a stable `code` and the values its message needs, so that a door (page, command, API) can
catch `DuixianError` and say it in the reader's language; `str()` is a short English sentence for logs.
Nothing below the doors catches these except to add the place where it happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_SHOWN = 60  # characters of an offending text worth repeating in a sentence


class DuixianError(Exception):
    """Base of all errors the product raises on purpose.

    `code` is stable and never shown as such; `detail` holds the parameters of the message as texts. The
    name of a row is made when it is read: what is said in two languages names the row in each.
    """

    def __init__(self, code: str, detail: Mapping[str, Any] | None = None) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail: dict[str, Any] = dict(detail or {})

    def __str__(self) -> str:
        parts = ", ".join(f"{key}={value}" for key, value in self.detail.items())
        return f"{self.code} ({parts})" if parts else self.code


_QUANTITY_SENTENCES = {
    "empty": "holds nothing to read",
    "too_long": "is too long to be one figure",
    "not_a_number": "is not a number",
    "ambiguous_number": "can be read as more than one number",
    "unknown_unit": "is not a known unit",
    "mixed_units": "joins two units that do not belong together",
    "reversed_range": "ends before it begins",
    "contradictory_bounds": "states bounds that contradict each other",
    "ambiguous_comparator": "holds figures with different comparators",
    "unknown_direction": "is not a direction (up, down, none)",
    "not_a_period": "is not a period",
    "not_a_date": "is not a date",
    "ambiguous_period": "can be read as more than one period",
    "impossible_date": "names a date that does not exist or lies outside 1900 to 2100",
}


class QuantityError(DuixianError):
    """A number, unit, quantity, comparator or period that cannot be read without guessing.

    `text` is the offending text as given. The codes are the keys of the table above this class; a code
    that names a part of a longer text (`unknown_unit` in "30个什么") puts that part into `detail["part"]`.
    """

    def __init__(self, code: str, text: str, detail: Mapping[str, str] | None = None) -> None:
        super().__init__(code, detail)
        self.args = (code, text, detail)  # what pickling passes to __init__
        self.text = text

    def __str__(self) -> str:
        sentence = _QUANTITY_SENTENCES.get(self.code, self.code)
        part = self.detail.get("part")
        return f"{_shown(self.text)} {sentence}" + (f": {_shown(part)}" if part else "")


class AssessmentError(DuixianError):
    """A target or rule set that contradicts itself, so that no method could judge by it."""


class IngestError(DuixianError):
    """A file that cannot be read as a table at all; a bad row is not an error but an outcome of the plan."""


class ActionError(DuixianError):
    """A write refused because it would break a rule that spans several tables."""


class DoubtError(ActionError):
    """A write that waits until somebody has looked at what is doubtful about it and accepted its code."""


class AuthorityError(ActionError):
    """A write refused because its user lacks the right, or the row lies outside their remits."""


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
