"""Timing a few ways to do one thing, and the table of what came out."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """One measured way of doing one thing.

    `seconds` is the median of the rounds for all `items`; `ratio` relates it to that of the first way.
    """

    subject: str
    way: str
    items: int
    seconds: float
    ratio: float


def compare(
    subject: str, items: int, ways: Mapping[str, Callable[[], object]], rounds: int = ROUNDS
) -> list[Figure]:
    """Time each way `rounds` times and relate the medians to the first way's.

    The ways take turns, so that a noisy minute of the machine falls on all; each runs once beforehand.
    """
    for work in ways.values():
        work()
    times: dict[str, list[float]] = {way: [] for way in ways}
    for _round in range(rounds):
        for way, work in ways.items():
            times[way].append(_seconds(work))
    medians = {way: statistics.median(taken) for way, taken in times.items()}
    first = next(iter(medians.values()))
    return [Figure(subject, way, items, seconds, seconds / first) for way, seconds in medians.items()]


def table(figures: list[Figure]) -> str:
    """Lay the figures out in columns: subject, way, items, milliseconds, items a second, ratio."""
    heads = ("subject", "way", "items", "ms", "items/s", "ratio")
    rows = [heads, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return "\n".join(_line(row, widths) for row in rows)


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _cells(figure: Figure) -> tuple[str, ...]:
    speed = f"{figure.items / figure.seconds:,.0f}"
    size = f"{figure.items:,}"
    return figure.subject, figure.way, size, f"{figure.seconds * 1000:,.1f}", speed, f"{figure.ratio:.2f}"


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    words = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
    numbers = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
    return "  ".join((*words, *numbers)).rstrip()
