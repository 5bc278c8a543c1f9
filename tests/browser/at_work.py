"""Gives the throw-away demo an office with work to do, to be pictured: `python -m tests.browser.at_work`.

The figures are examples, and the document they come from says so.
"""

import os

import django

NAME, PASSWORD = "wangfang", "pictures-only-1"
#: What is pasted into the form of a commitment.
CLAUSE = "力争新增高新技术企业1000家以上，增长25%"
#: What is typed by hand: series, period, value. The second is returned.
TYPED = (
    ("410100.new-hightech-firms", "2025", "1120"),
    ("410100.tech-contract-turnover", "2025", "1205.6"),
    ("410100.gdp-growth", "2025", "5.3"),
)


def main() -> None:
    """Store the example in the database of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from tracker.actions.observations import record_observation
    from tracker.actions.review import RETURN, SUBMIT, advance_one
    from tracker.models import Document, Series

    document = Document.objects.create(
        code="example-of-a-bulletin",
        title="示例：2025年统计公报，非公布内容",
        publisher="示例",
        published_on="2026-04-01",
        reliability="other",
    )
    document.refresh_from_db()
    colleague = _somebody("lina", "李娜", "data entry")
    wangfang = _somebody(NAME, "王芳", "data entry", "reviewer")
    for number, (code, period, value) in enumerate(TYPED):
        series = Series.objects.get(code=code)
        row = record_observation(
            series=series,
            period=period,
            document=document,
            value=value,
            by=wangfang if number == 1 else colleague,
        )
        advance_one(row, SUBMIT, by=colleague)
        if number == 1:
            advance_one(row, RETURN, by=None, comment="公报为1,205.6亿元，请补原文")


def _somebody(name: str, called: str, *roles: str) -> object:
    """An account of Zhengzhou with these roles."""
    from django.contrib.auth.models import Group

    from tracker.models import Jurisdiction, Remit, User

    user = User.objects.create_user(name, password=PASSWORD, last_name=called, is_staff=True)
    user.groups.set(Group.objects.filter(name__endswith=f" {role}").get() for role in roles)
    Remit.objects.create(user=user, jurisdiction=Jurisdiction.objects.get(code="410100"))
    return User.objects.get(pk=user.pk)


if __name__ == "__main__":
    main()
