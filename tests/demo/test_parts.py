"""A total of the demo whose printed parts do not add up."""

import pytest

from tracker.models import Commitment
from tracker.progress import standings
from tracker.progress.parts import family_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_five_hundred_projects_are_three_times_two_hundred():
    rows = Commitment.objects.filter(parts__isnull=False).distinct().for_list()
    found = [family_of(standing, as_of=None) for standing in standings(rows)]
    sums = [(len(family.parts), family.targets.decomposition) for family in found if family.targets]

    assert [(number, told.total, told.parts, told.missing, told.gap) for number, told in sums] == [
        (3, 500, 600, 0, 100)
    ]
