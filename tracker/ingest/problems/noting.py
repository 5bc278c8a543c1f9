"""Problems of a row as they are stored beside it: without the row's number, which the row has itself."""

import json
from collections.abc import Iterable
from typing import Any

from tracker.models import ChangeSet, StagedRow

from .problem import Problem


def noted(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as JSON holds them."""
    return [
        {"code": each.code, "column": each.column, "value": each.value, "params": each.params}
        for each in problems
    ]


def noted_text(problems: Iterable[Problem]) -> str | None:
    """The same as text of a JSON column; None where there are none."""
    found = noted(problems)
    return json.dumps(found, ensure_ascii=False) if found else None


def problems_of(row: StagedRow) -> list[Problem]:
    """What was noticed of a staged row, in the order of its columns."""
    return [Problem(row=row.number, **each) for each in row.problems or ()]


def notes_of(change_set: ChangeSet) -> list[Problem]:
    """What was noticed of a file as a whole that is no fault: what stands above its table, other sheets."""
    return [Problem(**each) for each in change_set.found.get("notes", ())]
