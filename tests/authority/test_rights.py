"""What may be done: both a right and a remit are needed."""

import pytest

from tests import factories as make
from tracker import authority
from tracker.exceptions import AuthorityError
from tracker.models import Revision

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rights", "everywhere", "code"),
    [((), True, "no_right"), (("change_commitment",), False, "outside_remit")],
)
def test_both_right_and_remit_are_needed(rights, everywhere, code):
    user = make.make_worker("", *rights, everywhere=everywhere)

    with pytest.raises(AuthorityError) as refused:
        authority.require(user, authority.CHANGE, make.make_commitment())
    assert refused.value.code == code


def test_with_both_it_may_be_done():
    user = make.make_worker("", "review_observation")

    assert authority.may(user, authority.REVIEW, make.make_observation())
    assert not authority.may(user, authority.REVIEW, make.make_commitment())


def test_a_new_version_takes_the_right_over_what_it_is_of():
    commitment = make.make_commitment()

    assert authority.right("review", Revision(commitment=commitment)) == "tracker.review_commitment"
    assert authority.right("review", Revision(series=commitment.series)) == "tracker.review_observation"
