"""What actions refuse, in the words of the reader, whichever door asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.exceptions import DuixianError

_SENTENCES: dict[str, Any] = {
    "already_proposed": _(
        "A new version of this row is waiting already: mend that one, or have it decided first."
    ),
    "already_published": _(
        "This document published a figure of that series and period that day already. "
        "Correct that one, or name the day this one was published."
    ),
    "already_withdrawn": _("This figure has been withdrawn already."),
    "baseline_not_before_due": _("A baseline ends before the target is due."),
    "baseline_of_other_series": _("A baseline belongs to the commitment's series, or to the level it moves."),
    "baseline_without_value": _("A baseline has a value and is not withdrawn."),
    "cannot_count": _("Only a published figure with a value can be preferred."),
    "changed_meanwhile": _(
        "%(row)s has been changed since this new version was written. Write it anew on what stands there now."
    ),
    "last_administrator": _(
        "No administrator would be left: an active account with administrator status has to remain."
    ),
    "needs_review": _("%(row)s is public. Propose a new version; somebody else has to approve it."),
    "no_changes": _("Nothing is different from what stands there already."),
    "no_reason": _("Say why."),
    "no_right": _("Your account may not do this. Ask an administrator for the right group."),
    "not_a_note": _("Only notes can be mended without a second person."),
    "not_preferred": _("This figure is not preferred."),
    "not_readable": _("“%(text)s” cannot be read."),
    "not_whole": _("A commitment needs a target and evidence before it can be published."),
    "other_dimension": _("%(unit)s does not measure what %(expected)s does; the indicator is in the latter."),
    "outside_remit": _("%(row)s lies outside the places and departments you work for."),
    "own_entry": _("You entered or changed %(row)s yourself: somebody else has to approve it."),
    "wrong_state": _(
        "%(row)s is not in a state that allows this; somebody may have been quicker. Look again."
    ),
}


def refusal_text(error: DuixianError) -> str:
    """Why something was refused, in the language of the moment; an unforeseen code stays readable."""
    if error.code == "breaks_a_rule":
        # The constraint's own message, in the language of the moment already.
        return error.detail["rule"]
    sentence = _SENTENCES.get(error.code)
    return str(error) if sentence is None else str(sentence) % error.detail
