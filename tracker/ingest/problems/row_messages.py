"""What can be wrong with a row or a cell, said in both languages with a remedy."""

from typing import Any

from django.utils.translation import gettext_lazy as _

#: code: (what is wrong, what to do). Parameters in %(…)s come from the problem's `params`.
ROW_MESSAGES: dict[str, tuple[Any, Any]] = {
    # A row as a whole
    "too_many_cells": (
        _("the row has more cells than the header"),
        _("Put text with commas in quotation marks."),
    ),
    "merged_value": (
        _("the cell is merged with one further up, and no figure can stand for two rows"),
        _("Split the cell, and give each row the figure that is its own."),
    ),
    "duplicate_in_file": (
        _("the same series, period, source and date stand in row %(other)s, and the two rows differ"),
        _("Keep the right one; a revision carries its own publication date."),
    ),
    # Cells
    "empty": (_("nothing stands here"), _("Fill it in.")),
    "too_long": (_("the text is longer than %(limit)s characters"), _("Shorten it to one clause.")),
    "control_character": (_("the text holds a control character"), _("Type the text again.")),
    "unknown_indicator": (
        _("no indicator has this code, name or alias"),
        _("Use a known name (nearest: %(nearest)s), or have it added first."),
    ),
    "ambiguous_indicator": (
        _("several indicators have this name: %(candidates)s"),
        _("Use the code, or a unit that tells them apart."),
    ),
    "unknown_jurisdiction": (
        _("no jurisdiction has this code or name"),
        _("Use the six digits of GB/T 2260, or a known name (nearest: %(nearest)s)."),
    ),
    "ambiguous_jurisdiction": (
        _("several jurisdictions have this name: %(candidates)s"),
        _("Use the six digits of GB/T 2260."),
    ),
    "outside_remit": (
        _("this figure lies outside the places and departments you work for"),
        _("Leave the row out, or have somebody bring it in who works for them."),
    ),
    "not_a_period": (
        _("not a period that can be read without guessing"),
        _("Write 2021, 2021-H1, 2021-Q1, 2021-06, 2021-01..06 or 2021年上半年."),
    ),
    "not_a_number": (
        _("not one number that can be read without guessing"),
        _("Write one number such as 1,282.9, 4.65万 or 74.5%%; leave the cell empty if there is none."),
    ),
    "unknown_unit": (
        _("not a known unit"),
        _("Use a known unit (nearest: %(nearest)s), or have it added first."),
    ),
    "other_dimension": (
        _("%(unit)s does not measure this indicator, which is counted in %(expected)s"),
        _("Check the unit, or choose the indicator that is counted in %(unit)s."),
    ),
    "two_units": (_("the value says %(found)s, the unit %(unit)s"), _("Keep one of the two.")),
    "two_qualifiers": (_("the value says %(found)s, the column %(given)s"), _("Keep one of the two.")),
    "range_not_figure": (_("a range, not one figure"), _("Enter the figure that was published.")),
    "unsigned_fall": (
        _("a fall, but the indicator is neither a change nor a rate"),
        _("Enter the level that was reached, or choose the indicator of the change."),
    ),
    "unknown_choice": (_("not one of the words that can stand here"), _("Use one of: %(choices)s.")),
    "not_a_date": (_("not a date"), _("Write 2022-01-26, or 2022-01 or 2022 when no more is known.")),
    "published_in_future": (_("a day that has not come yet"), _("Check the date of publication.")),
    "published_before_period": (
        _("published before the period %(period)s had begun"),
        _("Check the period and the date of publication."),
    ),
    "not_an_address": (
        _("not an http:// or https:// address"),
        _("Give the whole address, or leave it empty."),
    ),
    "not_an_offset": (_("not an offset"), _("Give a whole number from 0, or leave it empty.")),
    "no_source": (_("the figure has no source"), _("Give source_title and source_publisher.")),
    "ambiguous_source": (
        _("several known documents can be meant: %(candidates)s"),
        _("Give the publisher and the date of the right one, or its code as source_title."),
    ),
    # Warnings to accept
    "new_document": (
        _("this document is not known yet and would be added"),
        _("Accept it, or use a known title (nearest: %(nearest)s)."),
    ),
    "newer_document": (
        _("the known document of this title is older (%(known)s); a new one of this date would be added"),
        _("Accept it, or correct the date of publication."),
    ),
    "period_in_future": (_("the period has not ended yet"), _("Accept it if the figure is a published one.")),
    "negative_fall": (
        _("a negative value of a fall means a rise"),
        _("Accept it if that is meant; otherwise enter it without the sign."),
    ),
    "sign_turned": (
        _("this name and %(indicator)s give a fall opposite signs: it would be stored as %(stored)s"),
        _("Accept it if that is meant; otherwise use the indicator's own name and sign."),
    ),
    "other_reliability": (
        _("the document is known as “%(known)s”"),
        _("The known reliability stays; have the document corrected if it is wrong."),
    ),
    # What stands in the way of a correction
    "correction_needs_reason": (
        _("the same source, period and date, but another %(fields)s (so far %(old)s)"),
        _("If the stored figure is our mistake, give a reason (--reason); a revision carries its own date."),
    ),
}
#: The remedy of a code where no known name is like the one given (its `nearest` is empty).
NOTHING_NEAR: dict[str, Any] = {
    "unknown_indicator": _("Use a known name, or have it added first; none is like this one."),
    "unknown_jurisdiction": _("Use the six digits of GB/T 2260, or a known name; none is like this one."),
    "unknown_unit": _("Use a known unit, or have it added first; none is like this one."),
    "new_document": _("Accept it, or use a known title; none is like this one."),
}
