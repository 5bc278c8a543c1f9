"""What is doubtful about a figure, said in both languages with a remedy. All of these can be accepted."""

from typing import Any

from django.utils.translation import gettext_lazy as _

#: code: (what is doubtful, what to do), as in `problems.MESSAGES`.
SANITY_MESSAGES: dict[str, tuple[Any, Any]] = {
    "unit_slip": (
        _("about %(times)s times as much as its neighbours (such as %(near)s)"),
        _("Check 万 and 亿 in value and unit; accept it if the figure was published so."),
    ),
    "percent_slip": (
        _("about a hundred times as much or as little as its neighbours (such as %(near)s)"),
        _("Check whether it is a percentage or a fraction; accept it if the figure was published so."),
    ),
    "outlier": (
        _("far from the %(count)s figures around it (such as %(near)s)"),
        _("Check the digits, the unit and the period; accept it if the figure was published so."),
    ),
    "same_as_before": (
        _("the very digits of a year before (%(period)s)"),
        _("Check whether last year's figure was left standing; accept it if the figure was published so."),
    ),
    "growth_contradicted": (
        _(
            "a growth of %(growth)s does not fit %(level)s after %(before)s, which makes %(implied)s, "
            "whatever was rounded"
        ),
        _("Check the three figures; accept it if the earlier one was revised or the scope changed."),
    ),
    "above_total": (
        _("the parts (%(parts)s) are more than their total (%(total)s)"),
        _("Check which of them is wrong; accept it if they overlap."),
    ),
    "quote_without_number": (
        _("the quote does not hold the number %(written)s"),
        _("Quote the clause that prints it, or give the arithmetic in the column derivation."),
    ),
}
