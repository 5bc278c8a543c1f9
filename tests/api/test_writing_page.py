"""docs/api-writing.md: its commands are run as they stand, against a server."""

import contextlib
import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests import factories as make
from tests.api.desk.people import ENTERS, rights
from tracker.models import Commitment, Observation, Remark, Revision

TEXT = Path(settings.BASE_DIR / "docs" / "api-writing.md").read_text(encoding="utf-8")
SERVER = "http://127.0.0.1:8000"


def blocks(language):
    return "\n".join(re.findall(rf"```{language}\n(.*?)```", TEXT, flags=re.DOTALL))


@pytest.fixture
def tokens(transactional_db, monkeypatch):
    """What the page takes for granted: three people with tokens, and what their rows refer to."""
    indicator = make.make_indicator("new-hightech-firms", name="新增高新技术企业")
    make.make_observation(make.make_series(indicator), "900", "2020", published="2021-04-01")
    make.make_document("bulletin-2022", "2023-04-01", title="2022年统计公报")
    make.make_document("bulletin-2023", "2024-04-01", title="2023年统计公报")
    make.make_plan("410100-2022", document=make.make_document("report-2022", "2022-01-20"))
    make.make_department("science")
    for name, verbs in (
        ("CLERK", (*ENTERS, "delete")),
        ("REVIEWER", ("view", "review")),
        ("PUBLISHER", ("view", "publish")),
    ):
        make.make_token(
            make.make_worker(name.lower(), *rights(*verbs)),
            secret=f"duixian_{name}",
            writes=True,
            reviews=True,
        )
        monkeypatch.setenv(name, f"duixian_{name}")


@pytest.mark.skipif(not shutil.which("curl"), reason="the page's commands are curl's")
def test_the_commands_do_what_the_page_says(live_server, tokens):
    script = blocks("sh").replace(SERVER, live_server.url)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines() == [
        "new", "submitted", "['correct', 'withdraw']", "returned",
        "submitted", "approved", "published", "approved", "published",
        "410100-2022-001", "True", "submitted", "approved", "published",
        "submitted", "approved", "published",
        "returned", "returned", "submitted",
        "draft", "郑州市2024年政府工作报告", "pathpoint", "science",
    ]  # fmt: skip
    figure = Observation.objects.get(period="2022", withdrawn_reason="重复录入")
    assert (figure.written, figure.obs_status, figure.state) == ("1130", "provisional", "published")
    commitment = Commitment.objects.get()
    assert (commitment.state, commitment.targets.count(), commitment.headline) == ("published", 2, True)
    assert Revision.objects.open().first().commitment == commitment
    assert not Remark.objects.exists()


def test_the_python_of_the_page_runs(live_server, tokens):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(blocks("python").replace(SERVER, live_server.url), {})

    assert said.getvalue().splitlines()[0] == "published"
    assert said.getvalue().splitlines()[1].startswith("403 no_right ")
    assert Observation.objects.published().filter(period="2023", written="1250").exists()
