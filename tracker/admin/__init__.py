"""The desk: Django's admin over every table, with writes that span tables going through `actions`."""

from . import (
    audit,
    changesets,
    commitments,
    imports,
    indicators,
    observations,
    people,
    places,
    plans,
    reviewing,
    sources,
    targets,
    verdicts,
)

__all__ = [
    "audit",
    "changesets",
    "commitments",
    "imports",
    "indicators",
    "observations",
    "people",
    "places",
    "plans",
    "reviewing",
    "sources",
    "targets",
    "verdicts",
]
