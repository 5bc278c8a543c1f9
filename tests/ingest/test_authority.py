"""What somebody may bring in, store and take back: rights and remits in imports."""

from pathlib import Path

import pytest

from tests import factories as make
from tests.ingest.tables import staged, staged_rows
from tracker.exceptions import IngestError
from tracker.ingest import apply_change_set, reverse_change_set
from tracker.models import AuditEntry, ChangeSet, Indicator, Jurisdiction, Observation, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

HERE, ELSEWHERE = {"jurisdiction": "410100"}, {"jurisdiction": "410102"}
OTHER_SERIES = {"jurisdiction": "410100", "indicator": "jobs"}


def worker(*rights: str, place: str = "410100", department=None) -> User:
    user = make.make_worker("", "add_changeset", *rights, everywhere=False)
    make.make_remit(user, Jurisdiction.objects.get(code=place) if place else None, department)
    return user


def department_of(indicator: str = "new-firms"):
    """A department that answers for a commitment on the indicator in 410100."""
    department = make.make_department()
    series = make.make_series(Indicator.objects.get(code=indicator))
    make.make_commitment(series=series).departments.set([department])
    return department


def outcomes(change_set: ChangeSet) -> list[str]:
    return [row.outcome for row in staged_rows(change_set)]


def refused(act, *given, **named) -> str:
    with pytest.raises(IngestError) as caught:
        act(*given, **named)
    return caught.value.code


def test_rows_of_other_places_are_invalid_and_say_why(tmp_path: Path):
    found = staged(tmp_path, HERE, ELSEWHERE, HERE | {"period": "2020", "value": "1100"}, by=worker())

    assert outcomes(found) == ["new", "invalid", "new"]
    assert staged_rows(found)[1].problems[0]["code"] == "outside_remit"


def test_a_department_brings_in_the_series_it_answers_for(tmp_path: Path):
    found = staged(
        tmp_path,
        HERE,
        OTHER_SERIES,
        HERE | {"period": "2020", "value": "1100"},
        by=worker(department=department_of()),
    )

    assert outcomes(found) == ["new", "invalid", "new"]


def test_what_was_read_before_lets_no_other_pair_pass(tmp_path: Path):
    """Both the indicator and the place are known from rows that were right; together they are not."""
    science = department_of()
    user = worker(department=science)
    elsewhere = make.make_series(Indicator.objects.get(code="jobs"), Jurisdiction.objects.get(code="410102"))
    pledge = make.make_commitment(series=elsewhere, number=2)
    pledge.departments.set([science])
    make.make_remit(user, None, science)

    found = staged(
        tmp_path,
        HERE,
        {"indicator": "jobs", **ELSEWHERE},
        {**OTHER_SERIES, "period": "2020"},
        {"indicator": "new-firms", **ELSEWHERE, "period": "2020"},
        by=user,
    )

    assert outcomes(found) == ["new", "new", "invalid", "invalid"]


def test_somebody_else_decides_only_within_their_own_remit(tmp_path: Path):
    found = staged(tmp_path, ELSEWHERE, by=worker(place="410102"))

    assert refused(apply_change_set, found, by=worker()) == "outside_remit"
    assert apply_change_set(found, by=worker(place="")).state == "applied"


def test_a_public_figure_is_not_corrected_by_file_without_a_second_person(tmp_path: Path):
    apply_change_set(staged(tmp_path, HERE), by=None)
    correction = staged(tmp_path, HERE | {"value": "1231"}, by=worker())

    assert refused(apply_change_set, correction, by=correction.created_by, reason="看错") == "corrects_public"
    assert Observation.objects.standing().get().written == "1230"


def test_a_figure_that_waits_is(tmp_path: Path):
    user = worker()
    apply_change_set(staged(tmp_path, HERE, by=user), by=user)
    correction = staged(tmp_path, HERE | {"value": "1231"}, by=user)

    apply_change_set(correction, by=user, reason="看错")
    row = Observation.objects.standing().get()
    assert (row.written, row.state) == ("1231", "submitted")


def test_public_figures_are_taken_back_by_who_may_publish(tmp_path: Path):
    user = worker()
    applied = apply_change_set(staged(tmp_path, HERE, by=user), by=user)
    Observation.objects.update(state="published")

    assert refused(reverse_change_set, applied, by=user, reason="误传") == "reverses_public"
    reverse_change_set(applied, by=worker("publish_observation"), reason="误传")
    assert not Observation.objects.standing().exists()


def test_figures_that_wait_are_taken_back_by_who_brought_them(tmp_path: Path):
    user = worker()
    applied = apply_change_set(staged(tmp_path, HERE, by=user), by=user)

    reverse_change_set(applied, by=user, reason="误传")
    assert not Observation.objects.standing().exists()


def test_the_log_tells_what_became_of_a_set(tmp_path: Path):
    user = worker()
    applied = apply_change_set(staged(tmp_path, HERE, by=user), by=user)
    reverse_change_set(applied, by=user, reason="误传")

    told = [(row.verb, row.by, row.reason) for row in AuditEntry.objects.about(applied)]
    assert told == [("reversed", user, "误传"), ("imported", user, "")]
