import pytest
from django.utils import translation

from tests import factories
from tests.reports.standing import AS_OF, rate, stand, stock
from tracker.models import Commitment
from tracker.progress import standings
from tracker.reports.measures import measures

pytestmark = pytest.mark.django_db


def told(standing) -> dict[str, str]:
    with translation.override("zh-hans"):
        return {measure.code: measure.text for measure in measures(standing)}


def test_a_stock_underway_shows_progress_paces_and_projection():
    shown = told(stand(stock()))

    assert shown["progress"] == "44.4%"
    assert shown["elapsed"] == "40%"
    assert shown["gap"] == "+4.4个百分点"
    assert shown["projected"] == "4.1万家"


def test_a_due_rate_shows_no_share_of_its_target():
    assert "completion" not in told(stand(rate(actual="4.7")))


def test_a_share_short_of_nine_tenths_is_never_shown_as_ninety_percent():
    series = factories.make_series(kind="flow", unit="家")
    commitment = factories.make_commitment(series=series, target={"value": "100000"})
    factories.make_observation(series, "89999")

    standing = stand(commitment)

    assert (standing.status, told(standing)["completion"]) == ("missed", "89.999%")


# Expected by now


def meant(standing, code: str) -> str:
    with translation.override("zh-hans"):
        return next(measure.meaning for measure in measures(standing) if measure.code == code)


def test_what_should_be_there_by_the_day_is_shown_with_the_day():
    standing = stand(stock())

    # 2.5 of 5 years gone by the day asked for, though the newest figure is of the second year's end.
    assert told(standing)["expected_now"] == "3.55万家"
    assert meant(standing, "expected_now") == "截至2023年6月30日，按时间匀速推算"


def test_it_is_shown_also_before_any_figure():
    assert told(stand(stock(actual=""))) == {"expected_now": "3.55万家"}


def test_on_a_planned_path_it_says_so():
    commitment = stock()
    factories.make_path_point(commitment.targets.get(), "2023-06-30", "3.2")
    standing = stand(commitment)

    assert told(standing)["expected_now"] == "3.2万家"
    assert meant(standing, "expected_now") == "截至2023年6月30日，按公布的序时计划"


def test_the_share_of_a_planned_path_is_not_called_one_of_months():
    commitment = stock()
    assert meant(stand(commitment), "elapsed") == "已过的整月数÷总月数"
    factories.make_path_point(commitment.targets.get(), "2022-12-31", "3.2")

    assert meant(stand(commitment), "elapsed") == "计划到当时应完成的份额"


def test_a_target_to_hold_is_expected_on_every_day():
    standing = stand(rate(target={"period": "2023"}))

    assert told(standing)["expected_now"] == "7.5%"
    assert meant(standing, "expected_now") == "截至2023年6月30日：即目标本身，须保持到期满"


@pytest.mark.parametrize("commitment", [lambda: rate(actual="4.7"), lambda: stock(due="2022")])
def test_once_due_the_target_says_it_all(commitment):
    assert "expected_now" not in told(stand(commitment()))


def test_amounts_of_a_growth_are_in_the_indicator_s_unit():
    percent = factories.make_unit("%")
    standing = stand(stock(form="growth", value="50", unit=percent))

    assert told(standing)["expected_now"] == "3.875万家"


# Where it leads


def test_a_range_of_projections_names_its_number_of_figures():
    commitment = stock()
    factories.make_observation(commitment.series, "3.4", "2021", published="2022-01-20")
    standing = stand(commitment)

    assert told(standing)["projected_range"] == "3.8万家至4.199万家"
    assert meant(standing, "projected_range") == "按历来各段速度推算，依据3个数字；不是概率"


def test_paces_that_lead_to_one_value_are_no_range():
    assert "projected_range" not in told(stand(stock(actual="3.1")))


@pytest.mark.parametrize(
    ("method", "text"), [("trend", "R = 1.11"), ("extrapolation", "R = 1.22"), ("cagr", "R = 1.2")]
)
def test_another_method_shows_what_it_classes_by(method: str, text: str):
    rows = Commitment.objects.for_list().filter(pk=stock().pk)
    [standing] = standings(rows, as_of=AS_OF, method=method)

    assert told(standing)["ratio"] == text


def test_a_due_target_without_a_share_does_not_tell_that_all_time_is_gone():
    assert told(stand(rate(actual="4.7"))) == {}
