"""The reason codes of judgements, in words."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What keeps a verdict from being given stands before what merely qualifies it.
_TEXTS: Final[dict[str, Promise]] = {
    "no_value": _("The target holds no number."),
    "range_reversed": _("The target's range ends below its beginning."),
    "due_before_start": _("The target is due before its period begins."),
    "only_bound": _("A figure that could decide is only a bound, and the target lies on its open side."),
    "no_reference": _("What it refers to has no published figure of the same period."),
    "no_observation": _("No figure of the target's time has been published."),
    "awaiting_report": _("It fell due less than 180 days before: the figure may still be published."),
    "no_measure": _("There is a figure, but it does not tell how far the way to the target is."),
    "not_applicable": _("This method must not be used for a target of this kind, or in this case."),
    "no_compound_growth": _(
        "Baseline, latest figure and target do not share a sign: no rate compounds to them."
    ),
    "entities_unknown": _(
        "Each of several bodies is to reach the number: a figure of them all can refute that, not prove it."
    ),
    "no_baseline": _("No baseline is on record to count the change from."),
    "baseline_is_bound": _("The baseline is only a bound, so no distance is counted from it."),
    "baseline_not_positive": _("The baseline is zero or less, and growth over it has no meaning."),
    "baseline_not_comparable": _("No period like the baseline's ends at the due date."),
    "baseline_not_before_due": _("The baseline ends on or after the due date."),
    "already_met_at_baseline": _("The baseline satisfied the target already: what counts is holding it."),
    "baseline_equals_target": _("Baseline and target are equal: what counts is holding it."),
    "target_against_direction": _(
        "The target asks for the opposite of what the indicator calls better; it is judged by its words."
    ),
    "target_below_previous": _("The target asks for less than the period before had reached."),
    "growth_of_rate": _("A growth of a rate, a rank or a milestone is never worked out."),
    "no_direction": _("Neither more nor less is better here: there is no way to go, only an end to reach."),
    "no_period": _("The period is unknown or shorter than a month, so time gone cannot be told."),
    "derived": _("A figure it rests on is not printed but worked out; the arithmetic stands beside it."),
    "hedged": _("A figure it rests on is printed as approximate and taken at its printed value."),
    "figure_is_bound": _("A bound decides the target, but no share is worked out from a bound."),
    "never_reached_before": _(
        "The pace the rest of the way requires is faster than any so far in this series."
    ),
    "stale": _("The newest figure lies more than six months back."),
}

#: Those that say why there is nothing to judge by, in the order they weigh.
_HINDRANCES: Final = tuple(_TEXTS)[: tuple(_TEXTS).index("already_met_at_baseline")]


def reason_text(code: str) -> str:
    """The reason in one sentence; an unknown code comes back as it is."""
    return str(_TEXTS.get(code, code))


def main_reason(codes: Iterable[str]) -> str:
    """The sentence of the reason that keeps a verdict from being given; empty for none."""
    held = set(codes)
    return next((reason_text(code) for code in _HINDRANCES if code in held), "")
