"""What a total and its parts come to, in words; a difference is told and never repaired."""

from django.utils.translation import gettext as _

from tracker.progress.parts import Sum
from tracker.reports.quantities import amount_text


def sum_text(found: Sum) -> str:
    """How the parts add up to their total, in one sentence."""
    sums, words = found.decomposition, _words(found)
    if sums.total is None:
        return _("The parts come to %(parts)s; the total has no such number to hold them against.") % words
    if sums.missing:
        return (
            _("%(missing)s of %(number)s parts have no such number; the rest come to %(parts)s of %(total)s.")
            % words
        )
    if not sums.gap:
        return _("The parts add up to the total: %(total)s.") % words
    if sums.gap > 0:
        return _("The parts come to %(parts)s, %(gap)s more than the total of %(total)s.") % words
    return _("The parts come to %(parts)s, %(gap)s less than the total of %(total)s.") % words


def gap_text(found: Sum) -> str:
    """The sum of the parts less the total, with its sign; empty where it cannot be told."""
    gap = found.decomposition.gap
    if gap is None:
        return ""
    return ("+" if gap > 0 else "") + amount_text(gap, found.unit)


def _words(found: Sum) -> dict[str, object]:
    sums = found.decomposition
    return {
        "parts": amount_text(sums.parts, found.unit),
        "total": "" if sums.total is None else amount_text(sums.total, found.unit),
        "gap": "" if sums.gap is None else amount_text(abs(sums.gap), found.unit),
        "missing": sums.missing,
        "number": len(found.each),
    }
