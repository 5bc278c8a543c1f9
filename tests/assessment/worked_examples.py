"""The tables of docs/methods.md, worked out by the program itself.

`python -m tests.assessment.worked_examples` prints them.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tests.assessment.makers import day, figure, judge, target
from tracker.assessment import METHODS, Judgement, Reason

NOW, LATER = "2024-02-01", "2026-09-01"
FIRMS = target("stock", "2025", "at_least", 3000)
AIR = target("ratio", "2025", "at_most", 35, "down")
WORKLESS = target("ratio", "2021..2025", "at_most", "4.3", "down")
FREIGHT = target("flow", "2025", "at_least", 120)
YEAR = target("flow", "2023", "at_least", 1200)
QUARTERS = ((day("2023-03-31"), Fraction(100)), (day("2023-06-30"), Fraction(300)))

#: What is aimed at, in words; the target; its baseline; the figures since; the day of judgement.
EXAMPLES = [
    ("firms 2000 → 3000, now 2500", FIRMS, figure("2020!", 2000), [figure("2023!", 2500)], NOW),
    ("firms 2000 → 3000, now 1900", FIRMS, figure("2020!", 2000), [figure("2023!", 1900)], NOW),
    ("PM2.5 45 → 35, now 38", AIR, figure("2020", 45), [figure("2023", 38)], NOW),
    ("PM2.5 45 → 35, now 45", AIR, figure("2020", 45), [figure("2023", 45)], NOW),
    ("unemployment kept ≤ 4.3 from 4.0, now 3.57", WORKLESS, figure("2020", 4),
     [figure("2023", "3.57")], NOW),
    ("freight of the year 60 → 120, now 96", FREIGHT, figure("2020", 60), [figure("2023", 96)], NOW),
    ("1200 in the year, 600 by June", YEAR, None, [figure("2023-01..06", 600)], "2023-08-01"),
    ("GDP growth ≥ 7.5, first half 8.2", target("rate", "2023", "at_least", "7.5"), None,
     [figure("2023-01..06", "8.2")], "2023-08-01"),
    ("firms, due, reached 2950", FIRMS, figure("2020!", 2000), [figure("2025!", 2950)], LATER),
]  # fmt: skip


def level(aim: int, *, comparator: str = "at_least", direction: str = "up"):
    return target("stock", "2025", comparator, aim, direction)


def ways(baseline: int, *now: int) -> tuple:
    return figure("2020!", baseline), [figure("2023!", value) for value in now]


#: Input that contradicts itself, says too little, or lies on a bound.
BAD_INPUT = [
    ("target opposite to what is better: ≥ 150 where less is better, 100 → 130",
     level(150, direction="down"), *ways(100, 130), NOW),
    ("baseline equal to the target: > 100 from 100, now 100",
     level(100, comparator="more_than"), *ways(100, 100), NOW),
    ("baseline beyond the target, then lost: ≥ 100 from 120, now 90", level(100), *ways(120, 90), NOW),
    ("zero baseline: ≥ 100 from 0, now 60", level(100), *ways(0, 60), NOW),
    ("zero target: ≤ 0 from 100, now 30",
     level(0, comparator="at_most", direction="down"), *ways(100, 30), NOW),
    ("all negative: ≥ −4 from −10, now −5", level(-4), *ways(-10, -5), NOW),
    ("change of sign: ≥ 20 from −10, now 8", level(20), *ways(-10, 8), NOW),
    ("one point: ≥ 100, now 60, no baseline", target("stock", "2025", "at_least", 100), None,
     [figure("2025-06!", 60)], "2025-08-01"),
    ("one period twice: 160 worked out, 180 printed; ≥ 200 from 100", level(200), figure("2020!", 100),
     [figure("2023!", 160, derived=True), figure("2023!", 180)], NOW),
    ("no figure at all: ≥ 200 from 100", level(200), figure("2020!", 100), [], NOW),
    ("only a bound: ≥ 200 from 100, more than 150", level(200), figure("2020!", 100),
     [figure("2023!", 150, "more_than")], NOW),
    ("due before its period begins", target("flow", "2025", "at_least", 1, due=day("2024-12-31")), None,
     [figure("2025", 1)], NOW),
    ("time gone exactly 11/12, gap exactly −10: 980 of 1200", YEAR, None,
     [figure("2023-01..11", 980)], "2023-12-20"),
    ("gap exactly +10: 720 of 1200 by June", YEAR, None, [figure("2023-01..06", 720)], "2023-08-01"),
    ("way exactly nine tenths gone when due: 190 of 100 → 200", level(200), figure("2020!", 100),
     [figure("2025!", 190)], LATER),
    ("deadline passed, reached a year later: 150 of 100 → 200", level(200), figure("2020!", 100),
     [figure("2025!", 150), figure("2026-06!", 220)], LATER),
]  # fmt: skip

#: Paces and the range ahead.
AHEAD = [
    ("firms 2000 → 3000: 2150 in 2021, 2500 in 2023", FIRMS, figure("2020!", 2000),
     [figure("2021!", 2150), figure("2023!", 2500)], NOW),
    ("firms 2000 → 3000: 2480 in 2022, 2500 in 2023", FIRMS, figure("2020!", 2000),
     [figure("2022!", 2480), figure("2023!", 2500)], NOW),
    ("1200 in the year: 300 by March, 500 by June", YEAR, None,
     [figure("2023-01..03", 300), figure("2023-01..06", 500)], "2023-08-01"),
    ("the same, planned 100 by March and 300 by June",
     target("flow", "2023", "at_least", 1200, path=QUARTERS), None,
     [figure("2023-01..03", 300), figure("2023-01..06", 500)], "2023-08-01"),
]  # fmt: skip


def shown(number: Fraction | None, places: int) -> str:
    """Rounded half up, with a typographic minus; a dash where absent."""
    if number is None:
        return "–"
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return str(rounded).replace("-", "−")


def percent(share: Fraction | None) -> str:
    return "–" if share is None else f"{shown(share * 100, 1)} %"


def answers(aim, baseline, figures, as_of) -> list[Judgement]:
    return [judge(aim, *figures, baseline=baseline, as_of=as_of, method=name) for name in METHODS]


def cell(judgement: Judgement) -> str:
    """What one method says: its status, what that rests on, and its reasons."""
    measured = ""
    if judgement.gap is not None:
        measured = f" {shown(judgement.gap, 1)}"
    elif judgement.ratio is not None:
        measured = f" R {shown(judgement.ratio, 3)}"
    reasons = "".join(f" `{code}`" for code in judgement.reasons)
    return f"{judgement.status}{measured}{reasons}"


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def examples() -> Iterator[str]:
    """How the methods judge the same targets, with the numbers `schedule` rests on."""
    yield row("target", "progress", "time gone", *(f"`{name}`" for name in METHODS))
    yield row(*["---"] * (3 + len(METHODS)))
    for words, *asked in EXAMPLES:
        found = answers(*asked)
        yield row(words, percent(found[0].progress), percent(found[0].elapsed), *map(cell, found))


def bad_input() -> Iterator[str]:
    """What each method answers to input nothing should be invented for."""
    yield row("input", *(f"`{name}`" for name in METHODS))
    yield row(*["---"] * (1 + len(METHODS)))
    for words, *asked in BAD_INPUT:
        yield row(words, *map(cell, answers(*asked)))


def ahead() -> Iterator[str]:
    """Paces a month, what was expected by now, and the range of projections."""
    yield row("target", "expected by now", "pace", "required", "projected", "range", "points", "reasons")
    yield row(*["---"] * 8)
    for words, *asked in AHEAD:
        found = answers(*asked)[0]
        yield row(
            words,
            shown(found.expected, 1),
            shown(found.actual_pace, 1),
            shown(found.required_pace, 1),
            shown(found.projected, 1),
            f"{shown(found.projected_low, 1)} … {shown(found.projected_high, 1)}",
            shown(found.points, 0),
            " ".join(f"`{code}`" for code in found.reasons) or "–",
        )


def classes() -> Iterator[str]:
    """The methods of the registry with the bounds of their classes."""
    yield row("method", "version", "measure", "classes", "never for")
    yield row(*["---"] * 5)
    for method in METHODS.values():
        bounds = [
            f"{status.value} ≥ {shown(bound, 2)}" if bound is not None else f"{status.value} below"
            for status, bound in method.classes
        ]
        name = f"`{method.name}`" + (" (experimental)" if method.experimental else "")
        formula = method.formula.replace("|", "\\|")
        yield row(
            name,
            method.version,
            formula,
            " · ".join(bounds) or "the rule set's",
            ", ".join(method.never_for) or "–",
        )


def reasons() -> Iterator[str]:
    """Every reason code with its meaning."""
    yield row("code", "meaning")
    yield row("---", "---")
    for reason in Reason:
        yield row(f"`{reason.value}`", reason.meaning)


TABLES = {
    "classes": classes,
    "examples": examples,
    "ahead": ahead,
    "bad input": bad_input,
    "reasons": reasons,
}


if __name__ == "__main__":
    for title, table in TABLES.items():
        print(f"\n## {title}\n", *table(), sep="\n")  # noqa: T201
