"""Reads rows as of a day, has them judged, stores verdicts, and counts them.

Start at `standings`: how each of some commitments stands on a day. `refresh` stores today's, `glances`
tells a list of them, `summarise` counts them, `goalposts` says whose targets moved, `observations_of` lists
a series with all its vintages, `newest_figures` has the newest of many series, `asked_rows` which figures a
year asks for, `frozen` gives a stored verdict with the rows it rested on, `replay` recomputes it from them,
`replay_all` all of them.
"""

from .asked import Ask, AskedRow, AskedRows, asked_period, asked_rows, seen_of
from .clock import today
from .counts.summary import APART, SummaryRow, summarise, summarise_total, tally, total_of
from .counts.tallies import is_tallied, tallied, tallied_total
from .goalposts import EASIER, Change, Goalpost, Move, Moved, changes_of, goalposts, moved_targets
from .known.newest import newest_figures
from .known.reading import Reading, figures_of, observations_of, read
from .known.rules import current_rule_set
from .lists.glances import glances, statuses_before
from .standing import Standing, amount_unit, expected_of, standings
from .stored.affected import affected_by
from .stored.frozen import Frozen, frozen
from .stored.meanwhile import look_again, refresh_hanging, refresh_shown
from .stored.replay import Difference, replay, replay_all
from .stored.verdicts import refresh

__all__ = [
    "APART",
    "EASIER",
    "Ask",
    "AskedRow",
    "AskedRows",
    "Change",
    "Difference",
    "Frozen",
    "Goalpost",
    "Move",
    "Moved",
    "Reading",
    "Standing",
    "SummaryRow",
    "affected_by",
    "amount_unit",
    "asked_period",
    "asked_rows",
    "changes_of",
    "current_rule_set",
    "expected_of",
    "figures_of",
    "frozen",
    "glances",
    "goalposts",
    "is_tallied",
    "look_again",
    "moved_targets",
    "newest_figures",
    "observations_of",
    "read",
    "refresh",
    "refresh_hanging",
    "refresh_shown",
    "replay",
    "replay_all",
    "seen_of",
    "standings",
    "statuses_before",
    "summarise",
    "summarise_total",
    "tallied",
    "tallied_total",
    "tally",
    "today",
    "total_of",
]
