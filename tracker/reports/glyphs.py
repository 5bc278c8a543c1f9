"""The shape of each status, so that no colour is needed to tell them apart: on pages and in documents."""

from typing import Any, Final

from tracker.models import Status

#: Strokes on a field of 16 by 16.
GLYPHS: Final[dict[Any, str]] = {
    Status.MET: "M4 8.6l2.7 2.7L12 5.3",
    Status.ACHIEVED: "M5.5 13V3.5h6L10 6l1.5 2.5h-6",
    Status.AHEAD: "M4 10.3l4-4.6 4 4.6",
    Status.ON_TRACK: "M3.5 8h8.5M8.7 4.7L12 8l-3.3 3.3",
    Status.NEARLY_MET: "M3.5 9.6c1.4-3 3-3 4.5-1.4s3.1 1.6 4.5-1.4",
    Status.BEHIND: "M4 5.7l4 4.6 4-4.6",
    Status.FAR_BEHIND: "M4 3.6l4 4 4-4M4 8.4l4 4 4-4",
    Status.REGRESSING: "M12.5 8H4M7.3 4.7L4 8l3.3 3.3",
    Status.MISSED: "M4.7 4.7l6.6 6.6M11.3 4.7l-6.6 6.6",
    Status.UNREPORTED: "M5.7 6.1a2.3 2.3 0 1 1 3.5 1.9c-.9.6-1.2 1-1.2 1.8M8 12.3v.1",
    Status.NO_DATA: "M4 8h.1M8 8h.1M12 8h.1",
    Status.NOT_RATEABLE: "M4.5 8h7",
    Status.WITHDRAWN: "M4.7 11.3l6.6-6.6",
}
