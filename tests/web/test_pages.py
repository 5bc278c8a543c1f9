import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests import factories
from tracker.models import Commitment, Status
from tracker.progress import refresh

pytestmark = pytest.mark.django_db

PATHS = [
    "/",
    "/commitments/410100-2021-001/",
    "/jurisdictions/",
    "/jurisdictions/410100/",
    "/jurisdictions/410100/years/",
    "/series/",
    "/documents/",
    "/departments/",
    "/unreported/",
    "/goalposts/",
    "/about/",
]
#: Scripts are files of our own, and nothing stands inside their elements.
OUR_SCRIPTS = re.compile(r'<script src="/static/tracker/[a-z]+\.js" defer></script>')
HEBREW_FROM_THE_RIGHT = "\u202e\u05e9\u05dc\u05d5\u05dd"
HOSTILE = f'<script>alert("x")</script><img src=x onerror=alert(1)>&lt;b&gt;{HEBREW_FROM_THE_RIGHT}'


class Parsed(HTMLParser):
    """Collects what a test asks of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])


@pytest.mark.parametrize("path", PATHS)
def test_a_page_comes_under_a_strict_policy_with_nothing_inline(client: Client, gdp: Commitment, path: str):
    response = client.get(path)

    policy = response.headers["Content-Security-Policy"]
    page = response.content.decode()
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", OUR_SCRIPTS.sub("", page))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.either_engine
def test_a_page_loads_nothing_from_another_host(client: Client, gdp: Commitment, path: str):
    loading = {"src", "srcset", "data", "poster"}
    for tag, attributes in Parsed(client.get(path).content.decode()).elements:
        sources = [attributes[name] for name in loading & set(attributes)]
        if tag == "link" and attributes.get("rel") in ("stylesheet", "icon"):
            sources.append(attributes["href"])
        assert all(source.startswith("/static/") for source in sources)


@pytest.fixture(scope="module")
def resolved() -> set[str]:
    """Links that were followed: they lead the same way from every page."""
    return set()


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.either_engine
def test_every_inside_link_of_a_page_resolves(
    client: Client, gdp: Commitment, resolved: set[str], path: str, language: str
):
    page = Parsed(client.get(f"{language}{path}").content.decode())

    for link in {link for link in page.links if link.startswith("/")} - resolved:
        assert client.get(link, follow=True).status_code == 200, link
        resolved.add(link)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.either_engine
def test_ids_are_unique_and_the_skip_link_has_its_goal(client: Client, gdp: Commitment, path: str):
    page = Parsed(client.get(path).content.decode())

    assert len(page.ids) == len(set(page.ids))
    assert page.links[0] == "#main"
    assert "main" in page.ids


@pytest.mark.parametrize(
    ("path", "language", "text"),
    [
        ("/", "zh-Hans", "分领域"),
        ("/en/", "en", "By topic"),
        ("/commitments/410100-2021-001/", "zh-Hans", "未完成"),
        ("/en/commitments/410100-2021-001/", "en", "2.8 percentage points below: missed."),
        ("/about/", "zh-Hans", "两个比例总是并列给出"),
        ("/en/about/", "en", "Two shares always stand together."),
    ],
)
def test_the_address_chooses_the_language(
    client: Client, gdp: Commitment, path: str, language: str, text: str
):
    page = client.get(path, headers={"Accept-Language": "fr"}).content.decode()

    assert f'<html lang="{language}">' in page
    assert text in page


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/?status=missed&plan=all", "/en/?status=missed&amp;plan=all"),
        ("/en/?q=%E9%AB%98", "/?q=%E9%AB%98"),
        (
            "/commitments/410100-2021-001/?as_of=2022-12-31",
            "/en/commitments/410100-2021-001/?as_of=2022-12-31",
        ),
        ("/en/about/", "/about/"),
    ],
)
def test_the_language_switch_keeps_the_page(client: Client, gdp: Commitment, path: str, other: str):
    assert f'href="{other}"' in client.get(path).content.decode()


def test_an_english_page_says_which_words_are_chinese(client: Client, gdp: Commitment):
    page = client.get("/en/commitments/410100-2021-001/").content.decode()

    assert "GDP to grow by at least 7.5%</h1>" in page
    assert '<p class="original" lang="zh-Hans" dir="auto">地区生产总值增长7.5%以上</p>' in page
    assert '<blockquote lang="zh-Hans" dir="auto">' in page


def test_no_chinese_interface_text_is_left_in_an_english_page(client: Client, gdp: Commitment):
    page = client.get("/en/about/").content.decode()

    assert set(re.findall(r"[\u4e00-\u9fff]+", page)) <= {"中文"}


def test_the_about_page_explains_every_status(client: Client):
    page = client.get("/about/").content.decode()

    assert page.count('<span class="badge') == len(Status)
    assert "严重欠进度" in page


@pytest.mark.parametrize("path", ["/nowhere/", "/en/nowhere/", "/commitments/410100-1999-001/"])
def test_an_unknown_address_gets_a_page_of_ours(client: Client, path: str):
    response = client.get(path)

    assert response.status_code == 404
    assert 'class="masthead"' in response.content.decode()


def test_a_failure_gets_a_page_of_ours(client: Client, gdp: Commitment, monkeypatch: pytest.MonkeyPatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("a fault")

    monkeypatch.setattr("tracker.web.lists.scopes.glances", broken)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    assert "出了差错" in response.content.decode()
    assert "a fault" not in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/commitments/410100-2021-001/", "/en/", "/?q=<script>"])
def test_hostile_text_stays_text(client: Client, gdp: Commitment, path: str):
    Commitment.objects.update(
        statement=HOSTILE, statement_en=HOSTILE, reading_note=HOSTILE * 200, printed_as=HOSTILE
    )
    gdp.series.indicator.name = gdp.series.indicator.name_en = HOSTILE
    gdp.series.indicator.save()
    gdp.evidence.update(quote=HOSTILE, figure="alert")
    gdp.plan.document.title = HOSTILE
    gdp.plan.document.save()
    factories.make_observation(
        gdp.series, "5", "2020", quote=HOSTILE, note=HOSTILE, derivation=HOSTILE, published="2021-01-01"
    )
    refresh()

    page = client.get(path).content.decode()

    page = OUR_SCRIPTS.sub("", page)
    assert not [tag for tag, _attributes in Parsed(page).elements if tag in ("script", "img")]
    assert "<script" not in page


def test_a_document_s_address_is_a_link_that_gives_no_trust(client: Client, gdp: Commitment):
    gdp.plan.document.url = "https://www.example.org/report?a=1&b=2"
    gdp.plan.document.save()

    page = client.get("/commitments/410100-2021-001/").content.decode()

    assert '<a href="https://www.example.org/report?a=1&amp;b=2" rel="noopener nofollow">' in page
