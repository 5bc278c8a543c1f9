"""The registered methods in words: what each measures, where it comes from, how its answers read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.assessment import DEFAULT_RULES, METHODS, Judgement, Method, Status
from tracker.models import QuantityKind
from tracker.reports.figures import number, percent, plain_decimal, points
from tracker.reports.measures import BEHIND_LIMITS, REACHED_LIMITS, ratio_text

#: The statuses a pace earns, from good to bad; every other status is given by all methods alike.
PACES: Final = (Status.AHEAD, Status.ON_TRACK, Status.BEHIND, Status.FAR_BEHIND, Status.REGRESSING)
NOT_APPLICABLE: Final = "not_applicable"


@dataclass(frozen=True, kw_only=True)
class MethodWords:
    """A method as its page tells it; `source` repeats the registry's, so that it can be translated."""

    title: Promise | str
    formula: Promise | str
    never: Promise | str
    source: Promise | str


_WORDS: Final[dict[str, MethodWords]] = {
    "schedule": MethodWords(
        title=gettext_lazy("Schedule"),
        formula=gettext_lazy(
            "The share done less the share of time gone, in percentage points. Done is the actual ÷ the "
            "target for what adds up within a year, and the way gone from the baseline to the target for "
            "levels and ratios. Time counts in complete months up to the figure's period; where a plan "
            "announced values along the way, they take the place of the straight line. Rates, ranks and "
            "ceilings are held against the target directly."
        ),
        never=gettext_lazy(
            "Nothing is excluded, but the straight line from the baseline is our own extension: growth that "
            "compounds lags behind it at first."
        ),
        source=gettext_lazy(
            "时序进度 as Chinese offices publish it: completion less complete months ÷ all months; "
            "for stocks and ratios a linear extension of our own, from the baseline. "
            "Classes of the gap as PEPFAR sets them: ±10 and −25 points."
        ),
    ),
    "cagr": MethodWords(
        title=gettext_lazy("Compound growth"),
        formula=gettext_lazy(
            "The yearly compound growth so far ÷ the yearly compound growth that would lead from the "
            "baseline to the target when due; positive in the desired direction."
        ),
        never=gettext_lazy(
            "Not for what adds up within its period, ceilings to hold, targets for each of several "
            "bodies, and wherever a value is zero or signs differ: no rate compounds to them."
        ),
        source=gettext_lazy(
            "Eurostat, Sustainable development in the European Union, annex, "
            "as Open SDG 2.4 and Statistics Canada apply it."
        ),
    ),
    "extrapolation": MethodWords(
        title=gettext_lazy("Extrapolation"),
        formula=gettext_lazy(
            "The compound growth since the baseline is carried on to the due date; the share of the way from "
            "baseline to target that the value then reached would cover."
        ),
        never=gettext_lazy(
            "Not for what adds up within its period, a baseline beyond the target, targets for each of "
            "several bodies, and wherever a value is zero or signs differ."
        ),
        source=gettext_lazy("United Nations Statistics Division, SDG Progress Chart 2023, technical note."),
    ),
    "trend": MethodWords(
        title=gettext_lazy("Recent trend"),
        formula=gettext_lazy(
            "The yearly linear change of the recent past (since the newest figure of at least three years "
            "before, else since the baseline) ÷ the yearly linear change needed from baseline to target."
        ),
        never=gettext_lazy(
            "Not for what adds up within its period, a baseline beyond the target, and targets for each "
            "of several bodies. Experimental: no published cases exist to check it against."
        ),
        source=gettext_lazy(
            "Sustainable Development Solutions Network, Sustainable Development Report, trend arrows."
        ),
    ),
}


def words_of(method: Method) -> MethodWords:
    """The words of a method; of one nobody wrote about yet, what the registry says."""
    bare = MethodWords(title=method.name, formula="", never="", source=method.source)
    return _WORDS.get(method.name, bare)


def method_title(name: str) -> str:
    """The name of a method in the language of the moment; an unknown one comes back as it is."""
    return str(words_of(METHODS[name]).title) if name in METHODS else name


def never_for(method: Method) -> list[str]:
    """The quantity kinds it must not be used for, in words."""
    return [str(QuantityKind(kind).label) for kind in method.never_for]


def bounds(method: Method) -> dict[str, str]:
    """What each status of a pace takes, by status; those the method never gives are left out."""
    return dict(_ratio_bounds(method) if method.classes else _gap_bounds())


def _gap_bounds() -> Iterator[tuple[str, str]]:
    """From the rule set: the bound belongs to the better class."""
    rules = DEFAULT_RULES
    signed = {name: points(getattr(rules, name), signed=True) for name in ("ahead", "behind", "far_behind")}
    yield Status.AHEAD, _("gap above %(ahead)s") % signed
    yield Status.ON_TRACK, _("gap from %(behind)s to %(ahead)s") % signed
    yield Status.BEHIND, _("gap from %(far_behind)s, below %(behind)s") % signed
    yield Status.FAR_BEHIND, _("gap below %(far_behind)s") % signed
    yield Status.REGRESSING, _("progress below 0")


def _ratio_bounds(method: Method) -> Iterator[tuple[str, str]]:
    above = None
    for status, bound in method.classes:
        if bound is not None:
            yield status, f"R ≥ {plain_decimal(bound)}"
            above = bound
        elif above is not None:
            yield status, f"R < {plain_decimal(above)}"


def applies(judgement: Judgement) -> bool:
    """Whether the method may be used where it gave this judgement."""
    return NOT_APPLICABLE not in judgement.reasons


def number_of(judgement: Judgement) -> str:
    """What the method classed by, with enough digits to agree with its answer; empty for none."""
    if judgement.ratio is not None:
        return ratio_text(judgement)
    if judgement.gap is not None:
        return points(judgement.gap, limits=BEHIND_LIMITS, signed=True)
    if judgement.completion is not None:
        return percent(judgement.completion, limits=REACHED_LIMITS)
    return ""


def steps_of(judgement: Judgement) -> list[tuple[str, str]]:
    """The numbers on the way to an answer, each with its name, in the order they are worked out."""
    steps = [
        (_("Completion"), judgement.completion, percent),
        (_("Progress"), judgement.progress, percent),
        (_("Time gone"), judgement.elapsed, percent),
        (_("Projection"), judgement.projected, number),
    ]
    return [(name, write(value)) for name, value, write in steps if value is not None]
