"""A real Chromium, the one Debian packages, and pages that notice whatever should not happen."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests import factories
from tracker.models import Commitment, Topic
from tracker.progress import refresh

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def chromium(live_server) -> Iterator[Browser]:
    """Closed before the server is: what it keeps open would be closed while the server goes."""
    # Playwright keeps an event loop in this thread, and Django would take every query here for one inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Watched:
    """A page of one width, with what its console complained of and which hosts it asked."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)

    def open(self, path: str) -> Page:
        answer = self.page.goto(self.home + path)
        assert answer is not None
        assert answer.status == 200
        return self.page

    def _heard(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.elsewhere.append(request.url)


@pytest.fixture
def watch(chromium: Browser, live_server, data: Commitment):
    """Call with a width, and `scripts=False` for a reader without JavaScript, for a page over the data."""
    contexts = []

    def opened(width: int = 1280, *, scripts: bool = True) -> Watched:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, locale="zh-CN"
        )
        contexts.append(context)
        return Watched(context, live_server.url)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def data(transactional_db) -> Commitment:
    """A few commitments of several statuses; the one returned has figures, vintages and a chart."""
    series = factories.make_series(
        kind="rate", unit="%", name="地区生产总值增速", name_en="GDP growth", code="gdp-growth"
    )
    commitment = factories.make_commitment(
        series=series,
        number=1,
        statement="地区生产总值增长7.5%以上",
        statement_en="GDP to grow by at least 7.5%",
        target={"value": "7.5", "wording": "at_least"},
    )
    factories.make_observation(series, "3.0", "2020", published="2021-03-01")
    factories.make_observation(series, "4.7", published="2022-01-26", obs_status="provisional")
    factories.make_observation(series, "4.8", published="2023-02-01", derivation="12691/12003")
    topic = factories.make_topic("innovation", name="科技创新", name_en="Innovation", position=2)
    for value, name in (("306.5", "技术合同成交额"), ("", "新建创新平台"), ("99", "引进机构")):
        other = factories.make_series(unit="亿元", name=name, name_en=name, topic=topic)
        factories.make_commitment(series=other, statement=name * 12)
        if value:
            factories.make_observation(other, value)
    plan_a_path(topic)
    refresh()
    return commitment


def plan_a_path(topic: Topic) -> None:
    """A flow with a planned path, a figure on the way, and parts that come to more than it."""
    series = factories.make_series(unit="个", name="技改项目", name_en="Upgrade projects", topic=topic)
    whole = factories.make_commitment(
        series=series, number=900, statement="实施技改项目500个", target={"value": "500"}
    )
    for month, value in ((3, 100), (6, 220), (9, 380)):
        factories.make_path_point(whole.targets.get(), f"2021-{month:02}-30", value)
    factories.make_observation(series, "200", "2021-H1", published="2021-07-20")
    factories.make_observation(series, "510", published="2022-02-01")
    for number in (901, 902, 903):
        other = factories.make_series(
            unit="个", name=f"技改项目第{number}类", name_en="Of one kind", topic=topic
        )
        part = factories.make_commitment(
            series=other, number=number, part_of=whole, statement="其中200个", target={"value": "200"}
        )
        factories.make_observation(part.series, "170", published="2022-02-01")
