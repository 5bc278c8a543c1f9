"""What holds for the tree as a whole: sizes, names, imports, pins, links, and the fences around the tests."""

import ast
import re
import socket
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TRACKER = sorted(path for path in (ROOT / "tracker").rglob("*.py") if "migrations" not in path.parts)
PURE = [
    path for path in TRACKER if path.relative_to(ROOT).parts[1] in ("quantities", "assessment", "extraction")
]
OURS = [*TRACKER, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]

FILE_LINES, FUNCTION_LINES, CLASS_LINES = 300, 40, 200
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc"}
# A pure function gets the day and the data handed in: it looks at no clock, file, network, process or dice.
IMPURE = {
    "asyncio",
    "io",
    "os",
    "pathlib",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "tempfile",
    "time",
    "urllib",
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path, *kinds: type[ast.AST]) -> list:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, kinds)]


def imported(path: Path) -> set[str]:
    """The modules a file imports by absolute name, as written."""
    plain = {alias.name for node in nodes(path, ast.Import) for alias in node.names}
    return plain | {node.module for node in nodes(path, ast.ImportFrom) if not node.level and node.module}


@pytest.mark.parametrize("path", TRACKER, ids=name)
def test_a_file_stays_short(path: Path):
    assert sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip()) <= FILE_LINES


@pytest.mark.parametrize("path", TRACKER, ids=name)
def test_functions_and_classes_stay_short(path: Path):
    limits = {
        ast.FunctionDef: FUNCTION_LINES,
        ast.AsyncFunctionDef: FUNCTION_LINES,
        ast.ClassDef: CLASS_LINES,
    }
    sizes = {node: node.end_lineno - node.lineno + 1 for node in nodes(path, *limits)}

    assert not [f"{node.name}: {size}" for node, size in sizes.items() if size > limits[type(node)]]


@pytest.mark.parametrize("path", OURS, ids=name)
def test_no_module_is_a_drawer_for_everything(path: Path):
    assert not DRAWERS.intersection((*path.relative_to(ROOT).parts[:-1], path.stem))


@pytest.mark.parametrize("path", PURE, ids=name)
def test_a_pure_room_needs_only_the_standard_library(path: Path):
    allowed = ("tracker.quantities", "tracker.assessment", "tracker.extraction", "tracker.exceptions")
    foreign = {
        module
        for module in imported(path)
        if module.partition(".")[0] not in sys.stdlib_module_names
        and not any(module == room or module.startswith(f"{room}.") for room in allowed)
    }

    assert not foreign | {module for module in imported(path) if module.partition(".")[0] in IMPURE}


@pytest.mark.parametrize("path", PURE, ids=name)
def test_a_pure_room_looks_at_no_clock_and_opens_no_file(path: Path):
    calls = [node.func for node in nodes(path, ast.Call)]
    asked = {call.attr for call in calls if isinstance(call, ast.Attribute)} & {"now", "today", "utcnow"}

    assert not asked | (
        {call.id for call in calls if isinstance(call, ast.Name)} & {"open", "print", "input"}
    )


@pytest.mark.parametrize("path", TRACKER, ids=name)
def test_nothing_listens_for_signals(path: Path):
    assert not {
        module for module in imported(path) if module.endswith("signals") or module == "django.dispatch"
    }


@pytest.mark.parametrize("listing", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_says_what_it_is_for(listing: str):
    explained, unexplained = False, []
    for line in (ROOT / listing).read_text(encoding="utf-8").splitlines():
        if re.match(r"[A-Za-z]", line):
            assert re.match(r"[\w.-]+(\[[\w,]+\])?==[\w.]+(\s+# via .+)?$", line), line
            if "# via" not in line and not explained:
                unexplained.append(line)
        explained = line.startswith("#")

    assert not unexplained


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_between_pages_lead_somewhere(page: Path):
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [
        target for target in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:|#", target)
    ]

    assert not [target for target in targets if not (page.parent / target.partition("#")[0]).exists()]


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("duixian.example", 443)])
def test_a_test_reaches_no_other_machine(address: tuple[str, int]):
    with pytest.raises(RuntimeError, match="this machine only"):
        socket.create_connection(address, timeout=1)


def test_a_test_may_talk_to_its_own_machine():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as there,
    ):
        assert there.getpeername() == server.getsockname()
