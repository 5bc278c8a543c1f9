"""What actions refuse, in the words of the reader, whichever door asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.exceptions import DuixianError

_SENTENCES: dict[str, Any] = {
    "endless": _("Give it in %(unit)s: it has no end there."),
    "other_count": _("The target is counted in %(unit)s."),
    "not_plain": _("A planned value is one plain number, without words around it."),
    "off_the_way": _(
        "A planned value lies after the baseline, in the target's period, and up to its due date."
    ),
    "pathless": _("Rates, ranks and milestones are held against their target directly: they know no path."),
    "path_without_number": _("A target without a number has no planned path."),
    "plan_settled": _("%(plan)s has commitments that hold in its place: it stays there."),
    "referred_to": _("%(row)s stays: others refer to it. %(others)s. Delete or change these first."),
    "already_proposed": _(
        "A new version of this row is waiting already: mend that one, or have it decided first."
    ),
    "already_published": _(
        "This document published a figure of that series and period that day already. "
        "Correct that one, or name the day this one was published."
    ),
    "already_revoked": _("%(token)s has been revoked already."),
    "already_withdrawn": _("This figure has been withdrawn already."),
    "baseline_not_before_due": _("A baseline ends before the target is due."),
    "baseline_of_other_series": _("A baseline belongs to the commitment's series, or to the level it moves."),
    "baseline_without_value": _("A baseline has a value and is not withdrawn."),
    "beyond_token": _("This token was not made for that: make one that may."),
    "cannot_count": _("Only a published figure with a value can be preferred."),
    "changed_meanwhile": _(
        "%(row)s has been changed since this new version was written. Write it anew on what stands there now."
    ),
    "document_of_another_day": _(
        "%(document)s had come out before that day. Correct the day, or add the document of that day first."
    ),
    "entered_already": _(
        "%(commitment)s has been entered from this clause already. Accept to enter another one from it."
    ),
    "last_administrator": _(
        "No administrator would be left: an active account with administrator status has to remain."
    ),
    "needs_review": _("%(row)s is public. Propose a new version; somebody else has to approve it."),
    "no_changes": _("Nothing is different from what stands there already."),
    "no_reason": _("Say why."),
    "no_right": _("Your account may not do this. Ask an administrator for the right group."),
    "no_series": _("Name the indicator: what is to be checked has to be measured by something."),
    "no_topic": _("Name the topic: without an indicator nothing else tells it."),
    "not_a_later_plan": _("%(plan)s is no later plan of the place of %(source)s."),
    "not_a_note": _("Only notes can be mended without a second person."),
    "not_preferred": _("This figure is not preferred."),
    "not_readable": _("“%(text)s” cannot be read."),
    "not_whole": _("A commitment needs a target and evidence before it can be published."),
    "number_not_in_quote": _(
        "The quote does not print %(number)s. Look again; accept where the words mean it all the same."
    ),
    "other_dimension": _("%(unit)s does not measure what %(expected)s does; the indicator is in the latter."),
    "part_of_other_plan": _("A part and its whole are of one plan; %(whole)s is of another."),
    "path_outside": _("The planned path of %(row)s would lie outside: change the path first."),
    "public_stays": _("%(row)s is public: it is withdrawn with a reason, not deleted."),
    "outside_remit": _("%(row)s lies outside the places and departments you work for."),
    "own_entry": _("You entered or changed %(row)s yourself: somebody else has to approve it."),
    "reason_too_long": _("The reason is longer than %(limit)s characters."),
    "too_many_days": _("A token is good for at most %(limit)s days."),
    "words_not_in_text": _(
        "The text of %(document)s does not hold these words. Look again; accept where the text is at fault."
    ),
    "wrong_state": _(
        "%(row)s is not in a state that allows this; somebody may have been quicker. Look again."
    ),
}


#: How many rows of many were left alone, by the reason.
_COUNTS: dict[str, Any] = {
    "already_proposed": _("%(count)d not done: a new version waits already."),
    "already_withdrawn": _("%(count)d not done: withdrawn already."),
    "assigned_already": _("%(count)d not done: assigned so already."),
    "no_right": _("%(count)d not done: your account may not do this."),
    "outside_remit": _("%(count)d not done: outside the places and departments you work for."),
    "own_entry": _("%(count)d not done: you entered or changed them yourself."),
    "wrong_state": _("%(count)d not done: not in a state that allows this."),
    "not_whole": _("%(count)d not done: without a target or evidence."),
}


def count_text(code: str, count: int) -> str:
    """How many rows of many were left alone, and why."""
    return str(_COUNTS[code]) % {"count": count}


def refusal_text(error: DuixianError) -> str:
    """Why something was refused, in the language of the moment; an unforeseen code stays readable."""
    if error.code == "breaks_a_rule":
        return str(error.detail["rule"])  # the constraint's own message
    sentence = _SENTENCES.get(error.code)
    return str(error) if sentence is None else str(sentence) % error.detail
