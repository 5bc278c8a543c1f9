"""The thirteen statuses a judgement can give, in the order of their rules: the first match wins."""

from enum import StrEnum


class Status(StrEnum):
    """How a commitment stands. The values are stored, so they never change."""

    WITHDRAWN = "withdrawn"
    NOT_RATEABLE = "not_rateable"
    MET = "met"
    NEARLY_MET = "nearly_met"
    MISSED = "missed"
    UNREPORTED = "unreported"
    NO_DATA = "no_data"
    ACHIEVED = "achieved"
    REGRESSING = "regressing"
    FAR_BEHIND = "far_behind"
    BEHIND = "behind"
    AHEAD = "ahead"
    ON_TRACK = "on_track"
