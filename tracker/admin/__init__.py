"""The desk: Django's admin over every table, with writes that span tables going through `actions`."""

from . import (
    audit,
    borrowed,
    changesets,
    commitments,
    imports,
    indicators,
    observations,
    people,
    places,
    plans,
    reviewing,
    rights,
    sources,
    targets,
    tokens,
    verdicts,
)

__all__ = [
    "audit",
    "borrowed",
    "changesets",
    "commitments",
    "imports",
    "indicators",
    "observations",
    "people",
    "places",
    "plans",
    "reviewing",
    "rights",
    "sources",
    "targets",
    "tokens",
    "verdicts",
]
