"""docs/api-writing.md: its commands are run as they stand, in their order, against the served demo."""

import contextlib
import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tracker.management.seeding import seed
from tracker.models import Commitment, Observation, Remark, Revision

TEXT = Path(settings.BASE_DIR / "docs" / "api-writing.md").read_text(encoding="utf-8")
SERVER = "http://127.0.0.1:8000"


#: In the first block: makes the accounts and their tokens in the folder of the program.
_MADE_BY_SHELL = re.compile(
    r"eval \"\$\(\S+ manage\.py shell [^\n]*<<'PYTHON'\n(.*?)PYTHON\n\)\"\n", re.DOTALL
)


def blocks(language):
    return "\n".join(re.findall(rf"```{language}\n(.*?)```", TEXT, flags=re.DOTALL))


def said_by(python):
    """What a piece of the page writes, line by line."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(python, {})
    return said.getvalue().splitlines()


@pytest.fixture
def demo(transactional_db):
    """As `make run` fills its database; stored, since a server reads it."""
    seed(say=lambda line: None)


@pytest.mark.either_engine
@pytest.mark.skipif(not shutil.which("curl"), reason="the page's commands are curl's")
def test_the_page_does_on_the_demo_what_it_says(live_server, demo, monkeypatch):
    (accounts,) = _MADE_BY_SHELL.findall(blocks("sh"))
    for line in said_by(accounts):
        monkeypatch.setenv(*line.removeprefix("export ").split("="))

    script = _MADE_BY_SHELL.sub("", blocks("sh")).replace(SERVER, live_server.url)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines() == [
        "undecided", "submitted", "['correct', 'withdraw']", "returned",
        "submitted", "approved", "published", "approved", "published",
        "410100-2024-013", "True", "submitted", "approved", "published",
        "submitted", "approved", "published",
        "returned", "returned", "submitted",
        "draft", "郑州市2024年科技创新工作要点", "pathpoint", "zhengzhou-science-bureau",
    ]  # fmt: skip
    figure = Observation.objects.get(withdrawn_reason="重复录入")
    assert (figure.written, figure.obs_status, figure.state) == ("1130", "provisional", "published")
    commitment = Commitment.objects.get(code="410100-2024-013")
    assert (commitment.state, commitment.targets.count(), commitment.headline) == ("published", 2, True)
    assert Revision.objects.open().first().commitment == commitment
    assert not Remark.objects.exists()

    published, refused = said_by(blocks("python").replace(SERVER, live_server.url))

    assert published == "published"
    assert refused.startswith("403 beyond_token ")
    assert Observation.objects.published().filter(period="2024", written="1250").exists()
