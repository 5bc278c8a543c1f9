"""How far a commitment is from where it should be: in words, and as a small bar beside them."""

from fractions import Fraction
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.progress import Standing
from tracker.reports.differences import difference_text
from tracker.reports.explanations import gap_text
from tracker.reports.figures import percent
from tracker.reports.languages import kept
from tracker.reports.measures import REACHED_LIMITS

_LENGTH: Final = 100


def distance_text(standing: Standing) -> str:
    """`12.5 percentage points behind`, `completion 41%` or `2.8 percentage points below`.

    Empty where no figure decides, or none that can be held against the target.
    """
    judgement = standing.judgement
    if judgement.latest is None:
        return ""
    if judgement.gap is not None:
        return gap_text(judgement.gap)
    if judgement.progress is not None:
        return _("progress %(done)s") % {"done": reached_text(judgement.progress)}
    if judgement.completion is not None:
        return _("completion %(done)s") % {"done": reached_text(judgement.completion)}
    return difference_text(standing)


@kept
def reached_text(share: Fraction) -> str:
    """How much of a target was reached, with digits enough to lie on the decided side."""
    return percent(share, limits=REACHED_LIMITS)


def distance_bar(standing: Standing) -> SafeString:
    """A bar as long as the distance, full at a whole target; nothing where there is none."""
    share = standing.distance
    if not share:
        return SafeString("")
    length = max(1.5, min(abs(share), 1.0) * _LENGTH)
    return format_html(
        '<svg class="distance" viewBox="0 0 {0} 8" width="{0}" height="8" aria-hidden="true">'
        '<rect class="distance-ground" width="{0}" height="8" fill="#eee"/>'
        '<rect class="distance-{1}" width="{2}" height="8" fill="#666"/></svg>',
        _LENGTH, "ahead" if share > 0 else "behind", f"{length:.1f}",
    )  # fmt: skip
