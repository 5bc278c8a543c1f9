"""The desk: Django's admin over every table, with writes that span tables going through `actions`."""

from . import (
    changesets,
    commitments,
    imports,
    indicators,
    observations,
    people,
    places,
    plans,
    sources,
    targets,
    verdicts,
)

__all__ = [
    "changesets",
    "commitments",
    "imports",
    "indicators",
    "observations",
    "people",
    "places",
    "plans",
    "sources",
    "targets",
    "verdicts",
]
