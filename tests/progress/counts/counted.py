"""Every count there is: from what is kept, and by going through all commitments."""

from types import MappingProxyType

from django.db.models import Q

from tracker.models import Commitment
from tracker.progress import summarise, summarise_total, tallied, tallied_total
from tracker.progress.counts.summary import GROUPS

NOTHING = MappingProxyType({})
PATHS = {
    "department": "departments__code__in",
    "due_year": "due__year__in",
    "binding": "binding__in",
    "modality": "modality__in",
}
FLAGS = {
    "method_sensitive": "current_verdict__method_sensitive",
    "vintage_sensitive": "current_verdict__vintage_sensitive",
    "headline": "headline",
    "checkable": "checkable",
}


def recount(narrowed=NOTHING):
    """Every count by going through all commitments that are left."""
    rows = Commitment.objects.published()
    for name, keys in narrowed.items():
        rows = rows.filter(pk__in=Commitment.objects.filter(_asked(name, keys)).values("pk"))
    return {by: told(summarise(rows, by=by)) for by in GROUPS}, summarise_total(rows).counts


def kept(narrowed=NOTHING):
    """The same from what is kept."""
    groups = {by: told(tallied(by=by, narrowed=narrowed)) for by in GROUPS}
    return groups, tallied_total(narrowed=narrowed).counts


def told(rows):
    """Groups with what is counted of them."""
    return [(row.key, row.label, row.counts) for row in rows if row.counts]


def _asked(name, keys):
    if name in FLAGS:
        return Q(**{FLAGS[name]: keys == ["true"]})
    return Q(**{PATHS.get(name, f"{name}__code__in"): keys})
