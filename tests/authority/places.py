"""Places and departments with rows of theirs, and a plain look at whom a row belongs to."""

from itertools import product
from types import SimpleNamespace

from tests import factories as make
from tracker.models import (
    Commitment,
    Evidence,
    Observation,
    PathPoint,
    Plan,
    Remark,
    Revision,
    Series,
    Target,
)

TABLES = (Commitment, Target, Evidence, PathPoint, Remark, Revision, Series, Observation, Plan)
PLACES, DEPARTMENTS = (None, "henan", "zhengzhou", "hubei"), (None, "science", "finance")
REMITS = [(), *(((place, department),) for place, department in product(PLACES, DEPARTMENTS))]
REMITS += [(("zhengzhou", "science"), ("hubei", None)), (("kaifeng", None), (None, "finance"))]


def make_world() -> SimpleNamespace:
    """A province with two cities and another beside it; a commitment of each place, some with departments.

    `owners` has for every row whom it belongs to.
    """
    henan = make.make_jurisdiction("410000", name="河南省", level="province")
    zhengzhou = make.make_jurisdiction("410100", parent=henan)
    kaifeng = make.make_jurisdiction("410200", name="开封市", parent=henan)
    hubei = make.make_jurisdiction("420000", name="湖北省", level="province")
    science, finance = make.make_department("science"), make.make_department("finance")
    answers = {
        henan: (science,), zhengzhou: (science, finance), kaifeng: (), hubei: (finance,),
    }  # fmt: skip
    for number, (place, departments) in enumerate(answers.items(), start=1):
        series = make.make_series(jurisdiction=place)
        plan = make.make_plan(f"{place.code}-2021", jurisdiction=place)
        commitment = make.make_commitment(series=series, plan=plan, number=number, state="draft")
        commitment.departments.set(departments)
        make.make_path_point(commitment.targets.get(), "2021-06-30", 40)
        make.make_evidence(commitment)
        make.make_remark(commitment)
        make.make_revision(commitment)
        make.make_observation(series, "80")
    return SimpleNamespace(
        henan=henan,
        zhengzhou=zhengzhou,
        kaifeng=kaifeng,
        hubei=hubei,
        science=science,
        finance=finance,
        owners={row: owner_of(row) for table in TABLES for row in table.objects.all()},
    )


def owner_of(row) -> tuple:
    """The place and departments of a row, found the plain way."""
    if isinstance(row, Plan):
        return row.jurisdiction, None
    if isinstance(row, Series | Observation):
        series = row if isinstance(row, Series) else row.series
        pledges = series.commitments.all()
        return series.jurisdiction, {each for pledge in pledges for each in pledge.departments.all()}
    if isinstance(row, PathPoint):
        row = row.target
    commitment = row if isinstance(row, Commitment) else row.commitment
    return commitment.plan.jurisdiction, set(commitment.departments.all())


def is_below(place, root) -> bool:
    while place is not None and place != root:
        place = place.parent
    return place is not None


def plainly_covered(parts, owner: tuple) -> bool:
    """Whether remits, or the parts of a token, cover a row, by a look at whom it belongs to."""
    place, departments = owner
    return any(
        (remit.jurisdiction is None or is_below(place, remit.jurisdiction))
        and (remit.department is None or (departments is not None and remit.department in departments))
        for remit in parts
    )
