"""The order in which the tests are handed to the cores."""

from pathlib import Path

import pytest

from tests.distribution import FOLDERS, LONG, ByFile, Numbered

ROOT = Path(__file__).resolve().parent.parent


class Core:
    """A core that runs nothing and notes what it was told to run."""

    shutting_down = False

    def __init__(self):
        self.told = []

    def send_runtest_some(self, numbers):
        self.told += numbers

    def shutdown(self):
        self.shutting_down = True


@pytest.fixture
def handed_out(pytestconfig, monkeypatch):
    """What the first core is told to run of a collection."""

    def hand_out(*collection):
        monkeypatch.setattr(pytestconfig.option, "loadscopereorder", True)
        monkeypatch.setattr(pytestconfig.option, "tx", ["popen"])
        scheduler, core = ByFile(pytestconfig), Core()
        scheduler.add_node(core)
        scheduler.add_node_collection(core, list(collection))
        scheduler.schedule()
        return [collection[number] for number in core.told]

    return hand_out


@pytest.mark.parametrize("path", [*FOLDERS, *LONG])
def test_what_is_named_exists(path):
    assert (ROOT / path).exists()


def test_what_takes_long_is_begun_first_and_the_most_tests_follow(handed_out):
    told = handed_out("tests/a.py::a", *(f"tests/b.py::{name}" for name in "bcde"), f"{LONG[0]}::f")

    assert told == [f"{LONG[0]}::f", *(f"tests/b.py::{name}" for name in "bcde")]


def test_a_folder_stays_together(handed_out):
    folder = FOLDERS[0]
    told = handed_out(*(f"{folder}{name}.py::a" for name in "abcd"), "tests/b.py::a")

    assert told == [f"{folder}{name}.py::a" for name in "abcd"]


def test_a_collection_knows_where_each_test_stands():
    collection = Numbered(["tests/a.py::a", "tests/a.py::b"])

    assert collection == ["tests/a.py::a", "tests/a.py::b"]
    assert [collection.index(nodeid) for nodeid in collection] == [0, 1]
