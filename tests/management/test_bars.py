"""The bar a command draws on a terminal."""

import io

import pytest
from django.core.management.base import OutputWrapper

from tracker.management.bars import Bar


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    return Terminal()


def test_a_bar_tells_how_far_a_step_has_come(terminal):
    Bar(OutputWrapper(terminal))("read", 3000, 12000)

    drawn = terminal.getvalue()
    assert drawn.startswith("\r█")
    assert " 25% " in drawn
    assert drawn.endswith("3,000 / 12,000")
    assert len(drawn) <= 80


def test_it_is_not_drawn_more_often_than_a_terminal_can_follow(terminal):
    now = iter([0.0, 0.05, 0.2, 0.2])
    bar = Bar(OutputWrapper(terminal), clock=lambda: next(now))

    for done in (1, 2, 3):
        bar("store", done, 10)

    assert terminal.getvalue().count("\r") == 2


def test_a_step_that_is_done_leaves_the_line_clean(terminal):
    bar = Bar(OutputWrapper(terminal))

    bar("read", 1, 2)
    bar("read", 2, 2)
    bar.wipe()

    assert terminal.getvalue().endswith("\r\x1b[K")
    assert terminal.getvalue().count("\x1b[K") == 1


def test_what_is_said_meanwhile_begins_on_a_clean_line(terminal):
    bar = Bar(OutputWrapper(terminal))
    bar("read", 1, 2)

    bar.wiped(OutputWrapper(terminal).write)("row 7")

    assert terminal.getvalue().endswith("\x1b[Krow 7\n")


def test_nothing_is_drawn_where_nobody_watches():
    piped = io.StringIO()

    Bar(OutputWrapper(piped))("read", 1, 2)

    assert piped.getvalue() == ""


def test_a_narrow_terminal_gets_the_figures_alone(monkeypatch):
    monkeypatch.setenv("COLUMNS", "10")
    terminal = Terminal()

    Bar(OutputWrapper(terminal))("store", 1, 2)

    assert "█" not in terminal.getvalue()
