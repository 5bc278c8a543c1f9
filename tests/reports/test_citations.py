import datetime
import re

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tracker.models import Verdict
from tracker.reports.citations import Citation, bibtex, citation, gb_t_7714

URL = "https://duixian.example/commitments/410100-2021-001/verdicts/" + "ab" * 32 + "/"
READ = datetime.date(2026, 11, 27)


def stored(statement: str = "地区生产总值增长7.5%以上", **fields) -> Verdict:
    commitment = factories.make_commitment(
        number=1, statement=statement, statement_en="GDP to grow by at least 7.5%"
    )
    verdict = factories.make_verdict(commitment, status="missed", sha256="ab" * 32, **fields)
    # Late in the evening of the 21st in London it is the 22nd in Zhengzhou.
    moment = datetime.datetime(2026, 11, 21, 17, 30, tzinfo=datetime.UTC)
    Verdict.objects.update(recorded_at=moment)
    verdict.refresh_from_db()
    return verdict


def cited(**fields) -> Citation:
    usual = {
        "key": "duixian-410100-2021-001-abababababab",
        "author": "兑现",
        "title": "关于承诺的判定",
        "subtitle": "未完成",
        "recorded": datetime.date(2026, 11, 22),
        "accessed": READ,
        "url": URL,
        "sha256": "ab" * 32,
    }
    return Citation(**{**usual, **fields})


def fields_of(entry: str) -> dict[str, str]:
    """The fields of an entry, as a reader that counts braces finds them."""
    depth, name, value, found = 0, "", "", {}
    body = entry[entry.index(",") + 1 : entry.rindex("}")]
    for char in body:
        depth += (char == "{") - (char == "}")
        assert depth >= 0
        if depth == 0 and char == ",":
            label, _equals, text = name.partition("=")
            found[label.strip()], name, value = value.strip()[1:], "", ""
            assert text.strip() == ""
        elif depth == 0 and char != "}":
            name += char
        elif depth > 0:
            value += char
    assert depth == 0
    assert name.strip() == ""
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "reference"),
    [
        (
            "zh-hans",
            "兑现. 对承诺“地区生产总值增长7.5%以上”的判定: 未完成（截至2022年12月31日）[EB/OL]. "
            f"(2026-11-22)[2026-11-27]. {URL}.",
        ),
        (
            "en",
            "Duixian. Verdict on the commitment “GDP to grow by at least 7.5%”: missed, as of "
            f"Dec. 31, 2022[EB/OL]. (2026-11-22)[2026-11-27]. {URL}.",
        ),
    ],
)
def test_a_reference_after_the_national_standard(language: str, reference: str):
    with translation.override(language):
        assert gb_t_7714(citation(stored(), url=URL, accessed=READ)) == reference


@pytest.mark.django_db
def test_the_office_that_runs_it_is_the_author(settings):
    settings.OFFICE = "郑州市人民政府督查室"

    assert gb_t_7714(citation(stored(), url=URL, accessed=READ)).startswith("郑州市人民政府督查室. ")


@pytest.mark.django_db
def test_the_day_a_verdict_was_stored_is_the_one_in_china():
    verdict = stored()

    assert timezone.is_aware(verdict.recorded_at)
    assert citation(verdict, url=URL, accessed=READ).recorded == datetime.date(2026, 11, 22)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "title"),
    [
        ("新增企业1000家。", "对承诺“新增企业1000家”的判定"),
        ("第一行\n第二行\t末", "对承诺“第一行 第二行 末”的判定"),
        ("反向\u202e文字", "对承诺“反向 文字”的判定"),
    ],
)
def test_a_statement_becomes_a_title_of_one_line(statement: str, title: str):
    assert citation(stored(statement), url=URL, accessed=READ).title == title


@pytest.mark.django_db
def test_an_entry_names_author_title_days_address_and_hash():
    entry = bibtex(citation(stored(), url=URL, accessed=READ))

    assert entry.startswith("@online{duixian-410100-2021-001-abababababab,\n")
    assert fields_of(entry) == {
        "author": "{兑现}",
        "title": r"{对承诺“地区生产总值增长7.5\%以上”的判定}: 未完成（截至2022年12月31日）",
        "year": "2026",
        "date": "2026-11-22",
        "url": URL,
        "urldate": "2026-11-27",
        "howpublished": rf"\url{{{URL}}}",
        "note": f"判定的SHA-256：{'ab' * 32}；查阅日期：2026-11-27",
        "langid": "chinese",
    }


@given(st.text())
def test_no_text_breaks_an_entry(text: str):
    found = fields_of(bibtex(cited(title=text, author=text)))

    assert set(found) >= {"author", "title", "url", "urldate"}
    assert not re.search(r"(?<!\\)[%#&$_]", found["title"])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("50% & more", r"50\% \& more"),
        ("a_b#c$d", r"a\_b\#c\$d"),
        ("{x}", r"\textbraceleft{}x\textbraceright{}"),
        ("\\~^", r"\textbackslash{}\textasciitilde{}\textasciicircum{}"),
    ],
)
def test_what_tex_would_obey_is_written_out(text: str, written: str):
    assert f"{{{written}}}: 未完成" in bibtex(cited(title=text))
