"""The words around a figure."""

import pytest

from tracker.quantities import Qualifier
from tracker.quantities.hedges import Mark, peel


@pytest.mark.parametrize(
    ("text", "core", "marks"),
    [
        ("5家", "5家", set()),
        ("约 5家", "5家", {Qualifier.ABOUT}),
        ("预计约5家以上", "5家", {Mark.ESTIMATED, Qualifier.ABOUT, Qualifier.AT_LEAST}),
        ("不低于5家", "5家", {Qualifier.AT_LEAST}),
        ("不超过5家", "5家", {Qualifier.AT_MOST}),
        ("下降到5家", "5家", {Mark.REACHES}),
        ("下降5家", "5家", {Mark.FALLS}),
        ("以上", "", {Qualifier.AT_LEAST}),
    ],
)
def test_the_longest_word_is_taken_off_each_end(text, core, marks):
    peeled = peel(text)
    assert (peeled.core, peeled.marks) == (core, marks)
