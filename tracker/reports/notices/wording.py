"""The notice in official wording: title, sections and what stands under the table, built from the numbers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker.models import MET_STATUSES, Reliability, Status
from tracker.progress import Standing, SummaryRow
from tracker.quantities import complete_months
from tracker.reports.charts import Chart
from tracker.reports.explanations import explain
from tracker.reports.figures import percent
from tracker.reports.labels import text_width
from tracker.reports.languages import in_english
from tracker.reports.methods import method_title
from tracker.reports.periods import day_text
from tracker.reports.statuses import counts_text, status_meaning, status_name

from .facts import GOOD, SHORT, SILENT, Grouping, Notice, is_unsettled
from .main_targets import charted

#: So many commitments are told one by one in a section; the table attached holds all of them.
MOST_TOLD: Final = 10
_BREAK: Final = "|"
_TITLE_LINE: Final = 20  # characters of the title's size in a line
_NUMERALS: Final = "一二三四五六七八九十"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the notice: paragraphs, then commitments told one by one, a table of groups, or charts."""

    heading: str
    paragraphs: list[str]
    items: list[str] = field(default_factory=list)
    grouping: Grouping | None = None
    charts: list[tuple[Standing, Chart]] = field(default_factory=list)


def title(notice: Notice) -> str:
    """What the notice is called."""
    return _title(notice).replace(_BREAK, " " if in_english() else "")


def title_lines(notice: Notice) -> list[str]:
    """The title in lines that end where words do; one, where it fits."""
    whole = title(notice)
    return [whole] if text_width(whole, 1) <= _TITLE_LINE else _title(notice).split(_BREAK)


def _title(notice: Notice) -> str:
    # Translators: the bar stands where a title too long for one line is broken.
    return _("Progress notice:|%(scope)s") % {"scope": scope_name(notice).replace(_BREAK, "/")}


def table_title(notice: Notice) -> str:
    """What the table attached to it is called."""
    return _("How each commitment stands: %(scope)s") % {"scope": scope_name(notice)}


def scope_name(notice: Notice) -> str:
    """The plan's name, or what the department answers for."""
    if notice.plan is not None:
        return notice.plan.label
    return _("what %(department)s answers for") % {"department": _department(notice)}


def file_stem(notice: Notice) -> str:
    """The name of its file, without an ending."""
    name = notice.plan.label if notice.plan is not None else _department(notice)
    name = re.sub(r"[\\/:*?\"<>|\x00-\x1f]", "_", name)  # what no system allows in a file's name
    return _("Progress notice %(scope)s %(day)s") % {"scope": name, "day": notice.as_of.strftime("%Y%m%d")}


def opening(notice: Notice) -> str:
    """The sentence before the first section."""
    words = {"day": day_text(notice.as_of)}
    if notice.plan is not None:
        told = _("This notice reports how the commitments of “%(plan)s” stand as of %(day)s.")
        return told % {**words, "plan": notice.plan.label}
    told = _("This notice reports how the commitments %(department)s answers for stand as of %(day)s.")
    return told % {**words, "department": _department(notice)}


def sections(notice: Notice, *, address: str = "") -> list[Section]:
    """Its parts in order, without empty ones. `address` is where its lines can be read."""
    found = [Section(heading=_("Overall"), paragraphs=[summary(notice)])]
    found += [_grouped(grouping) for grouping in notice.groupings if len(grouping.rows) > 1]
    if charts := charted(notice):
        found.append(Section(heading=_("Main targets"), paragraphs=[], charts=charts))
    found += _told(notice, _("Doing well"), GOOD)
    found += _told(notice, _("Missed or behind"), SHORT)
    found += _silent(notice)
    found.append(Section(heading=_("About the data"), paragraphs=list(about(notice, address=address))))
    return found


def numbered(place: int, heading: str) -> str:
    """A heading with its number: 一、总体情况; in English 1. Overall."""
    return f"{place}. {heading}" if in_english() else f"{_NUMERALS[place - 1]}、{heading}"


def summary(notice: Notice) -> str:
    """The figures of the whole, in one paragraph; both denominators always stand together."""
    total = notice.total
    counted = ngettext(
        "%(total)s commitment was made, and %(rateable)s can be rated.",
        "%(total)s commitments were made, and %(rateable)s can be rated.",
        total.total,
    ) % {"total": total.total, "rateable": total.rateable}
    return _joined([counted, _time(notice), _met(notice), _rest(total)])


def about(notice: Notice, *, address: str) -> Iterator[str]:
    """How it was judged, on whose words, and what to be careful with."""
    methods = sorted({(row.judgement.method, row.judgement.version) for row in notice.standings})
    named = [
        _("“%(title)s” (%(name)s, version %(version)s)")
        % {"title": method_title(name), "name": name, "version": version}
        for name, version in methods
    ]
    words = {"methods": pgettext("between items of a list", ", ").join(named), "day": day_text(notice.as_of)}
    yield _("Judged by the method %(methods)s from what had been published by %(day)s.") % words
    if sources := _sources(notice):
        yield sources
    if careful := _careful(notice.standings):
        yield careful
    if address:
        yield _("Line by line, with the words of the documents: %(address)s") % {"address": address}


def meanings(notice: Notice) -> list[tuple[str, str]]:
    """The statuses that occur, each with what it means."""
    return [
        (status_name(code), status_meaning(code)) for code in Status.values if notice.total.counts.get(code)
    ]


def group_heading(grouping: Grouping) -> str:
    """What a grouping is by."""
    return {
        "topic": pgettext("section of a notice", "By topic"),
        "department": pgettext("section of a notice", "By department"),
        "plan": pgettext("section of a notice", "By plan"),
    }[grouping.by]


def nameless(grouping: Grouping) -> str:
    """What stands for the group of those that name none."""
    return _("no department named") if grouping.by == "department" else ""


def _department(notice: Notice) -> str:
    return notice.department.label if notice.department is not None else ""


def _joined(sentences: list[str]) -> str:
    return ("" if not in_english() else " ").join(sentence for sentence in sentences if sentence)


def _time(notice: Notice) -> str:
    """How much of the plan's time has gone; nothing of a department, whose plans differ."""
    plan = notice.plan
    if plan is None or notice.as_of < plan.period_start:
        return ""
    if notice.as_of >= plan.period_end:
        return _("The plan ended on %(end)s.") % {"end": day_text(plan.period_end)}
    words = {
        "start": day_text(plan.period_start),
        "end": day_text(plan.period_end),
        "share": percent(_share_gone(plan.period_start, plan.period_end, notice.as_of)),
    }
    return _("The plan runs from %(start)s to %(end)s; %(share)s of its months have gone.") % words


def _share_gone(start: date, end: date, day: date) -> Fraction:
    before = start - timedelta(days=1)
    return Fraction(complete_months(before, day), complete_months(before, end) or 1)


def _met(notice: Notice) -> str:
    total, early = notice.total, notice.total.counts.get(Status.ACHIEVED, 0)
    if total.met_of_all is None:
        return ""
    words = {
        "day": day_text(notice.as_of),
        "met": total.met,
        "early": early,
        "of_all": percent(total.met_of_all),
        "of_rateable": "—" if total.met_of_rateable is None else percent(total.met_of_rateable),
    }
    if early:
        told = _(
            "By %(day)s %(met)s were met (%(early)s of them early): %(of_all)s of all, %(of_rateable)s of "
            "those that can be rated."
        )
    else:
        told = _(
            "By %(day)s %(met)s were met: %(of_all)s of all, %(of_rateable)s of those that can be rated."
        )
    return told % words


def _rest(total: SummaryRow) -> str:
    rest = {code: count for code, count in total.counts.items() if code not in MET_STATUSES}
    if not rest:
        return ""
    words = {"rest": sum(rest.values()), "counts": counts_text(rest)}
    return _("The other %(rest)s: %(counts)s.") % words


def _grouped(grouping: Grouping) -> Section:
    """Who has most met, in words; the rest is the table's and the picture's."""
    rows = sorted(grouping.rows, key=lambda row: (row.met_of_all or 0, row.met), reverse=True)
    best = rows[0]
    said = []
    if best.met and best.met_of_all is not None:
        words = {
            "name": best.label or nameless(grouping),
            "met": best.met,
            "total": best.total,
            "share": percent(best.met_of_all),
        }
        said.append(_("The highest share met is that of %(name)s: %(met)s of %(total)s (%(share)s).") % words)
    if none := [row.label or nameless(grouping) for row in rows if not row.met]:
        names = pgettext("between items of a list", ", ").join(none)
        said.append(_("None is met yet of: %(names)s.") % {"names": names})
    return Section(
        heading=group_heading(grouping), paragraphs=[_joined(said)] if said else [], grouping=grouping
    )


def _told(notice: Notice, heading: str, statuses: tuple[Any, ...]) -> list[Section]:
    """Commitments of some statuses one by one, each with its verdict in words."""
    rows = notice.having(statuses)
    if not rows:
        return []
    counts = Counter(row.status for row in rows)
    words = {"number": len(rows), "counts": counts_text(counts), "told": MOST_TOLD}
    if len(rows) > MOST_TOLD:
        first = _("%(number)s in all (%(counts)s). The first %(told)s, the others in the table attached:")
    else:
        first = _("%(number)s in all (%(counts)s):")
    items = [_item(notice, row) for row in rows[:MOST_TOLD]]
    return [Section(heading=heading, paragraphs=[first % words], items=items)]


def _item(notice: Notice, row: Standing) -> str:
    """A commitment, who answers for it, and its verdict in words."""
    words = {
        "commitment": row.commitment.label.rstrip("。.；;"),
        "departments": departments_of(notice, row),
        "explanation": explain(row),
    }
    if words["departments"]:
        return _("%(commitment)s (%(departments)s). %(explanation)s") % words
    return _("%(commitment)s. %(explanation)s") % words


def departments_of(notice: Notice, row: Standing) -> str:
    """Who answers for a commitment besides whom the notice is about; empty where nobody is named."""
    return pgettext("between items of a list", ", ").join(notice.departments_of(row))


def _silent(notice: Notice) -> list[Section]:
    """Those without a figure that decides: their names, since there is nothing else to tell."""
    rows = notice.having(SILENT)
    if not rows:
        return []
    names = pgettext("between items of a list", "; ").join(
        row.commitment.label.rstrip("。.；;") for row in rows[:MOST_TOLD]
    )
    words = {"number": len(rows), "counts": counts_text(Counter(row.status for row in rows)), "names": names}
    if len(rows) > MOST_TOLD:
        told = _("%(number)s in all (%(counts)s), among them: %(names)s; the others in the table attached.")
    else:
        told = _("%(number)s in all (%(counts)s): %(names)s.")
    asked = _("Whoever answers for them is asked to say whether a figure has been published, and where.")
    return [Section(heading=_("Without a deciding figure"), paragraphs=[_joined([told % words, asked])])]


def _sources(notice: Notice) -> str:
    """On whose publications the verdicts rest; nothing where they rest on none."""
    figures = notice.figures()
    if not figures:
        return ""
    by = Counter(row.document.reliability for row in figures)
    said = [
        _("%(source)s %(count)s") % {"source": label, "count": by[code]}
        for code, label in Reliability.choices
        if by[code]
    ]
    first = _("Of the %(number)s figures the verdicts rest on, by source: %(sources)s.") % {
        "number": len(figures),
        "sources": pgettext("between items of a list", ", ").join(said),
    }
    derived, unsettled = sum(bool(row.derivation) for row in figures), sum(map(is_unsettled, figures))
    doubts = []
    if derived:
        doubts.append(_("worked out, not printed: %(number)s") % {"number": derived})
    if unsettled:
        doubts.append(_("provisional, estimated or only a bound: %(number)s") % {"number": unsettled})
    listed = _("Among them: %(doubts)s.") % {"doubts": pgettext("between items of a list", "; ").join(doubts)}
    return _joined([first, listed if doubts else ""])


def _careful(rows: list[Standing]) -> str:
    """Whose status hangs on a choice."""
    method, vintage = sum(row.method_sensitive for row in rows), sum(row.vintage_sensitive for row in rows)
    said = []
    if vintage:
        told = _("%(number)s would have another status by another published figure of the same period.")
        said.append(told % {"number": vintage})
    if method:
        told = _("On %(number)s methods disagree whether it stands well or badly.")
        said.append(told % {"number": method})
    return _joined(said)
