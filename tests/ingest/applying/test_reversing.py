"""A change set taken back: its figures withdrawn, what it replaced standing again, verdicts as before."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import (
    make_commitment,
    make_document,
    make_observation,
    make_series,
    make_target,
    make_user,
)
from tests.ingest.tables import staged, store_reference
from tracker.actions.invariants import broken_invariants
from tracker.actions.observations import prefer_observation, withdraw_observation
from tracker.exceptions import IngestError
from tracker.ingest import apply_change_set, refresh_pending, reverse_change_set, rows_to_store
from tracker.models import ChangeSet, Commitment, Indicator, Observation, Series, Verdict
from tracker.progress import refresh


def series_of(indicator: str = "new-firms") -> Series:
    return make_series(Indicator.objects.get(code=indicator))


DECIDED = {"accept_warnings": True, "reason": "录入错误"}


def bring_in(folder: Path, *rows: dict[str, str], **options) -> ChangeSet:
    return apply_change_set(staged(folder, *rows, valid_only=True, **DECIDED, **options), by=None)


def reverse(change_set: ChangeSet, reason: str = "文件发错了"):
    return reverse_change_set(change_set, by=None, reason=reason)


def judged() -> dict[str, tuple]:
    """What every current verdict says, by commitment."""
    rows = Commitment.objects.select_related("current_verdict").order_by("pk")
    return {
        row.code: (row.status, verdict.status, verdict.numbers, verdict.reasons, verdict.judged_at)
        for row in rows
        if (verdict := row.current_verdict)
    }


def standing() -> set[tuple]:
    return set(Observation.objects.standing().values_list("pk", "preferred"))


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
class TestReversing:
    def test_what_was_brought_in_is_withdrawn_with_the_reason(self, tmp_path):
        user = make_user(is_superuser=True)
        made = bring_in(tmp_path, {}, {"period": "2020"})

        reversal = reverse_change_set(made, by=user, reason="文件发错了")

        assert (reversal.withdrawn, reversal.restored, reversal.gone, reversal.kept) == (2, 0, 0, [])
        assert (made.state, made.reversed_by, made.reversed_reason) == ("reversed", user, "文件发错了")
        assert made.reversed_at is not None
        rows = Observation.objects.all()
        assert {(row.withdrawn_by, row.withdrawn_reason) for row in rows} == {(user, "文件发错了")}

    def test_verdicts_say_what_they_said_before_and_their_history_grows(self, tmp_path):
        commitment = make_commitment(series=series_of(), target={"value": "1250"})
        bring_in(tmp_path, {"value": "1240"})
        before, history = judged(), Verdict.objects.count()

        made = bring_in(tmp_path, {"value": "1300"})
        assert judged() != before
        reverse(made)

        assert judged() == before
        assert commitment.verdicts.count() == history + 2

    def test_a_figure_that_a_correction_replaced_stands_again(self, tmp_path):
        bring_in(tmp_path, {"value": "1320"})
        wrong = Observation.objects.get()
        made = bring_in(tmp_path, {"value": "1230"})

        reversal = reverse(made)

        assert (reversal.withdrawn, reversal.restored) == (1, 1)
        assert Observation.objects.standing().get() == wrong
        assert list(broken_invariants()) == []

    def test_targets_are_counted_again_from_the_figure_that_was_replaced(self, tmp_path):
        bring_in(tmp_path, {"period": "2020", "value": "880"})
        wrong = Observation.objects.get()
        commitment = make_commitment(series=series_of(), target={"baseline": wrong})
        made = bring_in(tmp_path, {"period": "2020", "value": "800"})
        assert commitment.targets.get().baseline != wrong

        reverse(made)

        assert commitment.targets.get().baseline == wrong

    def test_a_preference_that_the_correction_ended_is_back(self, tmp_path):
        bring_in(tmp_path, {"value": "1320"})
        wrong = Observation.objects.get()
        prefer_observation(observation=wrong, by=None, reason="核对过年鉴")
        before = standing()
        made = bring_in(tmp_path, {"value": "1230"})

        reverse(made)

        assert standing() == before

    def test_a_preference_given_meanwhile_is_left_alone(self, tmp_path):
        bring_in(tmp_path, {"value": "1320"})
        prefer_observation(observation=Observation.objects.get(), by=None, reason="核对过年鉴")
        made = bring_in(tmp_path, {"value": "1230"})
        other = make_observation(series_of(), "1240", document=make_document(published="2022-05-01"))
        prefer_observation(observation=other, by=None, reason="以此为准")

        reverse(made)

        assert list(Observation.objects.standing().filter(preferred=True)) == [other]

    def test_later_vintages_on_top_are_kept_and_told(self, tmp_path):
        commitment = make_commitment(series=series_of(), target={"value": "1250"})
        made = bring_in(tmp_path, {"value": "1240"})
        later = bring_in(tmp_path, {"value": "1300", "source_title": "年鉴", "published_on": "2022-11-01"})
        elsewhere = bring_in(tmp_path, {"period": "2019"})

        reversal = reverse(made)

        assert reversal.kept == list(later.observations.all())
        assert elsewhere.observations.standing().count() == 1
        commitment.refresh_from_db()
        assert commitment.status == "met"

    def test_a_correction_of_what_was_brought_in_is_kept(self, tmp_path):
        first = bring_in(tmp_path, {"value": "1320"})
        second = bring_in(tmp_path, {"value": "1230"})

        reversal = reverse(first)

        assert (reversal.withdrawn, reversal.gone) == (0, 1)
        assert reversal.kept == list(second.observations.all())
        assert Observation.objects.standing().get().written == "1230"

    def test_the_middle_of_three_corrections_gives_nothing_back(self, tmp_path):
        bring_in(tmp_path, {"value": "1320"})
        middle = bring_in(tmp_path, {"value": "1330"})
        bring_in(tmp_path, {"value": "1230"})

        reversal = reverse(middle)

        assert (reversal.withdrawn, reversal.restored, reversal.gone) == (0, 0, 1)
        assert Observation.objects.standing().get().written == "1230"

    def test_what_somebody_withdrew_meanwhile_keeps_its_own_reason(self, tmp_path):
        made = bring_in(tmp_path, {})
        withdraw_observation(observation=Observation.objects.get(), by=None, reason="错行")

        reversal = reverse(made)

        assert (reversal.withdrawn, reversal.gone) == (0, 1)
        assert Observation.objects.get().withdrawn_reason == "错行"

    def test_a_reversed_file_can_be_brought_in_again(self, tmp_path):
        reverse(bring_in(tmp_path, {}))

        again = bring_in(tmp_path, {})

        assert again.counts["new"] == 1
        assert Observation.objects.standing().count() == 1

    def test_figures_whose_beginning_nobody_knows_are_told_apart(self, tmp_path):
        bring_in(tmp_path, {"period": "..2020", "value": "1"})
        made = bring_in(tmp_path, {"period": "..2020", "value": "2"})
        bring_in(tmp_path, {"period": "2020", "value": "3"})

        reversal = reverse(made)

        assert (reversal.restored, reversal.kept) == (1, [])
        assert set(Observation.objects.standing().values_list("period", "written")) == {
            ("..2020", "1"),
            ("2020", "3"),
        }

    def test_documents_and_series_it_made_stay(self, tmp_path):
        made = bring_in(tmp_path, {"source_title": "新公报"})

        reverse(made)

        row = Observation.objects.get()
        assert (row.document.title, row.series.code) == ("新公报", "410100.new-firms")

    @pytest.mark.parametrize("limit", [0, 100])
    def test_verdicts_of_a_large_set_are_pending_until_they_are_refreshed(self, tmp_path, settings, limit):
        make_commitment(series=series_of(), target={"value": "1250"})
        bring_in(tmp_path, {"value": "1240"})
        before = judged()
        made = bring_in(tmp_path, {"value": "1300"})
        settings.IMPORT_VERDICTS_WITH = limit

        reverse(made)

        assert made.verdicts_pending == (limit == 0)
        refresh_pending(made)
        assert (judged(), made.verdicts_pending) == (before, False)

    @pytest.mark.parametrize(
        ("reason", "code"), [("", "no_reason"), ("  ", "no_reason"), ("错" * 301, "reason_too_long")]
    )
    def test_a_reason_is_asked_for(self, tmp_path, reason, code):
        made = bring_in(tmp_path, {})

        with pytest.raises(IngestError) as caught:
            reverse(made, reason)

        assert (caught.value.code, Observation.objects.standing().count()) == (code, 1)

    def test_only_an_applied_import_can_be_reversed(self, tmp_path):
        made = bring_in(tmp_path, {})
        reverse(made)
        by_hand = ChangeSet.objects.create(title="一个数字", state="applied", applied_at=made.applied_at)

        for change_set in (made, staged(tmp_path, {"period": "2019"}), by_hand):
            with pytest.raises(IngestError) as caught:
                reverse(change_set)
            assert caught.value.code == "not_reversible"


ROWS = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(["new-firms", "gdp-growth", "firms"]),
        "period": st.sampled_from(["2019", "2020", "2021", "2021-H1", "..2020"]),
        "value": st.sampled_from(["1", "2", "3.5", "-4", "—", "约5", ""]),
        "source_title": st.sampled_from(["统计公报", "新公报"]),
        "published_on": st.sampled_from(["", "2022-03-01", "2022-11"]),
    }
)


class TestAnyHistory(TestCase):
    """Whatever was stored before and whatever a file brings: reversing it leads back."""

    @classmethod
    def setUpTestData(cls) -> None:
        store_reference()
        for indicator in ("new-firms", "firms"):
            make_commitment(series=series_of(indicator), target={"value": "3"})
        growth = make_commitment(series=series_of("gdp-growth"))
        growth.targets.all().delete()
        make_target(growth, form="reference", reference=series_of("new-firms"))
        refresh()

    @settings(max_examples=20)
    @given(before=st.lists(ROWS, max_size=5), rows=st.lists(ROWS, min_size=1, max_size=5))
    def test_every_verdict_is_as_before_and_history_grows(self, before, rows):
        with TemporaryDirectory() as name:
            self.check(Path(name), before, rows)

    def check(self, folder: Path, before: list[dict[str, str]], rows: list[dict[str, str]]) -> None:
        for row in before:
            self.bring(folder, row)
        said, stand, history = judged(), standing(), Verdict.objects.count()
        pinned = list(Commitment.objects.order_by("pk").values_list("targets__baseline"))

        made = self.bring(folder, *rows)
        if made is not None:
            reverse(made)

        assert judged() == said
        assert standing() == stand
        assert Verdict.objects.count() >= history
        assert list(Commitment.objects.order_by("pk").values_list("targets__baseline")) == pinned

    @staticmethod
    def bring(folder: Path, *rows: dict[str, str]) -> ChangeSet | None:
        plan = staged(folder, *rows, valid_only=True, **DECIDED)
        return apply_change_set(plan, by=None) if rows_to_store(plan, **DECIDED).exists() else None
