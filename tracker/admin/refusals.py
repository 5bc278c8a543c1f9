"""What the rooms below refuse, in the words of the reader."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.exceptions import DuixianError

_SENTENCES: dict[str, Any] = {
    "already_published": _(
        "This document published a figure of that series and period that day already. "
        "Correct that one, or name the day this one was published."
    ),
    "already_withdrawn": _("This figure has been withdrawn already."),
    "baseline_not_before_due": _("A baseline ends before the target is due."),
    "baseline_of_other_series": _("A baseline belongs to the commitment's series, or to the level it moves."),
    "baseline_without_value": _("A baseline has a value and is not withdrawn."),
    "cannot_count": _("Only a published figure with a value can be preferred."),
    "last_administrator": _(
        "No administrator would be left: an active account with administrator status has to remain."
    ),
    "no_reason": _("Say why."),
    "not_readable": _("“%(text)s” cannot be read."),
    "other_dimension": _("%(unit)s does not measure what %(expected)s does; the indicator is in the latter."),
}


def refusal_text(error: DuixianError) -> str:
    """Why something was refused, in the language of the moment; an unforeseen code stays readable."""
    if error.code == "breaks_a_rule":
        # The constraint's own message, in the language of the moment already.
        return error.detail["rule"]
    sentence = _SENTENCES.get(error.code)
    return str(error) if sentence is None else str(sentence) % error.detail
