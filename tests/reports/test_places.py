"""Places for long answers: each comes back, whatever becomes of the answer."""

import gc
from contextlib import closing
from threading import BoundedSemaphore

import pytest

from tracker.reports.places import held


@pytest.fixture
def places():
    return BoundedSemaphore()


def is_free(places):
    free = places.acquire(blocking=False)
    if free:
        places.release()
    return free


def nothing():
    yield from ()


def failing():
    yield b"header\n"
    raise RuntimeError("the database has gone")


def failing_at_once():
    raise RuntimeError("the database has gone")
    yield b""


def test_where_none_is_free_there_are_no_blocks(places):
    with closing(held(nothing(), places)):
        assert held(nothing(), places) is None
    assert is_free(places)


def test_a_list_read_to_its_end_gives_its_place_back_before_it_is_closed(places):
    list_of_one = held((line for line in [b"header\n"]), places)
    assert next(list_of_one) == b"header\n"
    assert not is_free(places)
    assert list(list_of_one) == []
    assert is_free(places)


def test_a_list_that_is_broken_off_gives_its_place_back(places):
    broken_off = held(failing(), places)
    next(broken_off)
    broken_off.close()
    assert is_free(places)


def test_a_list_that_never_begins_gives_its_place_back(places):
    held(nothing(), places).close()
    assert is_free(places)


def test_a_list_that_fails_in_the_middle_gives_its_place_back(places):
    fails = held(failing(), places)
    with pytest.raises(RuntimeError):
        list(fails)
    assert is_free(places)


def test_a_list_nobody_closes_gives_its_place_back_once_it_is_forgotten(places):
    forgotten = held(failing(), places)
    next(forgotten)
    del forgotten
    gc.collect()
    assert is_free(places)


def test_a_place_is_given_back_once(places):
    twice = held(nothing(), places)
    assert list(twice) == []
    with closing(held(nothing(), places)):
        twice.close()
        assert not is_free(places)


def test_what_is_begun_is_made_before_it_is_asked_for_and_comes_once(places):
    made = []

    def blocks():
        for name in (b"first\n", b"second\n"):
            made.append(name)
            yield name

    begun = held(blocks(), places)
    begun.begin()
    assert made == [b"first\n"]
    assert list(begun) == [b"first\n", b"second\n"]
    assert is_free(places)


def test_what_fails_when_it_is_begun_gives_its_place_back(places):
    fails = held(failing_at_once(), places)
    with pytest.raises(RuntimeError):
        fails.begin()
    assert is_free(places)
