"""Requests and answers as the documentation shows them: a file of JSON for each operation, by its name.

`path` and `query` are values of its parameters, `request` is what is sent, `answers` is what comes back, by
status; an answer that is a text is CSV. Words and figures are those of the demo, or invented. `problem.json`
holds refusals that many operations share; the others are made of what each declares (`api/shown.py`).
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from drf_spectacular.utils import OpenApiExample

_HERE = Path(__file__).parent


@cache
def told(operation: str) -> dict[str, Any]:
    """What the file of an operation holds; nothing where there is none."""
    path = _HERE / f"{operation}.json"
    found: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
    return found


def of_operation(operation: str, *, sent_as: str) -> Iterator[OpenApiExample]:
    """The values of its parameters, the request as the media type `sent_as`, and each answer."""
    found = told(operation)
    for place in ("path", "query"):
        for name, value in found.get(place, {}).items():
            yield OpenApiExample("Example", value=value, parameter_only=(name, place))
    if "request" in found:
        yield OpenApiExample("Example", value=found["request"], request_only=True, media_type=sent_as)
    for status, answer in found.get("answers", {}).items():
        kind = "text/csv" if isinstance(answer, str) else "application/json"
        yield OpenApiExample(
            "Example", value=answer, response_only=True, status_codes=[status], media_type=kind
        )
