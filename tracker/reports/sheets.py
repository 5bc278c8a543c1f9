"""A chart laid out on paper: its axes, and where a value of a day stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from tracker.reports.charts import Chart, Line, Point
from tracker.reports.labels import Box, shortened, text_width
from tracker.reports.scales import Scale, day_number, tick_text, value_ticks, years_wide

#: The size of its letters, in units of the drawing.
TEXT: Final = 13.0
#: Half the size of a figure's mark.
MARK: Final = 5.0
_TOP, _BOTTOM, _RIGHT = 34.0, 30.0, 18.0
_LONGEST_NAME: Final = 7
_NARROW = 500.0  # below it there is no room for the period of a part


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A chart with its axes laid out on paper."""

    chart: Chart
    width: float
    height: float
    left: float
    right: float
    time: Scale
    value: Scale
    ticks: list[Fraction]

    @property
    def floor(self) -> float:
        """Where the axis of time lies."""
        return self.height - _BOTTOM

    @property
    def frame(self) -> Box:
        """Where labels may stand."""
        return Box(self.left, TEXT + 2, self.width, self.floor)

    @property
    def is_narrow(self) -> bool:
        """Whether labels have to be short."""
        return self.width < _NARROW

    @property
    def column(self) -> float:
        """How wide a column is."""
        return max(4.0, min(44.0, years_wide(self.time) * 0.5))

    def spot(self, at: date, value: Fraction) -> tuple[float, float]:
        """Where a value of a day stands."""
        return self.time(day_number(at)), self.value(value)

    def is_column(self, point: Point) -> bool:
        """Whether a figure is drawn as a column."""
        return self.chart.bars and point.whole and point.counts


def laid_out(chart: Chart, width: float) -> Sheet:
    """The chart on paper `width` units wide; room on the right for the names of its lines."""
    height = round(max(230.0, min(width * 0.5, 340.0)))
    ticks = _ticks(chart)
    gutter = max(text_width(tick_text(tick, percent=chart.percent), TEXT) for tick in ticks)
    names = max((text_width(line_name(line), TEXT) for line in chart.lines), default=0.0)
    left, right = gutter + 14, width - max(_RIGHT, names + 10)
    first, last = _time_span(chart)
    bottom, top = float(ticks[0]), float(ticks[-1])
    if chart.upside_down:
        bottom, top = top, bottom
    return Sheet(
        chart=chart,
        width=width,
        height=height,
        left=left,
        right=right,
        ticks=ticks,
        time=Scale(low=day_number(first), high=day_number(last), start=left, end=right),
        value=Scale(low=bottom, high=top, start=height - _BOTTOM, end=_TOP),
    )


def line_name(line: Line) -> str:
    """What stands at the end of a line."""
    return shortened(line.name, _LONGEST_NAME)


def _ticks(chart: Chart) -> list[Fraction]:
    values = [point.value for point in chart.every_point]
    for level in chart.every_level:
        values += [level.value, level.value if level.value_to is None else level.value_to]
    values += [stop.value for stop in chart.stops]
    low, high = min(values), max(values)
    if chart.upside_down:
        return _ranks(low, high)
    if chart.bars or 0 <= low <= high * Fraction(2, 5) or high <= 0:
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    ticks = value_ticks(low, high)
    if ticks[-1] == high:  # room for the label of the highest
        ticks.append(ticks[-1] + ticks[1] - ticks[0])
    return ticks


def _ranks(low: Fraction, high: Fraction) -> list[Fraction]:
    """Ticks of ranks, of which the first is one and none lies between two whole ones."""
    whole = [tick for tick in value_ticks(low, high) if tick >= 1 and tick.denominator == 1]
    return [Fraction(1), *(tick for tick in whole if tick > 1)] if len(whole) > 1 else [Fraction(1), high + 2]


def _time_span(chart: Chart) -> tuple[date, date]:
    """From half a year before the first thing drawn to half a year after the last."""
    days = [point.at for point in chart.every_point]
    days += [level.due for level in chart.every_level]
    days += [end[0] for end in chart.path]
    margin = timedelta(days=max(200, (max(days) - min(days)).days // 12))
    return min(days) - margin, max(days) + margin
