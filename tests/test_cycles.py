import subprocess
import sys

import pytest

ASKED = "import gc, {0}; print(gc.get_threshold()[0], gc.get_freeze_count() > 1000)"


@pytest.mark.parametrize("server", ["tracker.wsgi", "tracker.asgi"])
def test_a_server_seldom_looks_for_circles(server):
    command = [sys.executable, "-c", ASKED.format(server)]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert told.split() == ["20000", "True"]
