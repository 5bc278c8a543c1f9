"""Gives a commitment of the throw-away demo a planned path to be pictured: `python -m tests.browser.planned`.

No document of the demo announces values for quarters, so these are an example and say so on the picture.
"""

import datetime
import os

import django

CODE = "410100-2021-054"
DAY = "2021-06-30"
ANNOUNCED = datetime.date(2021, 2, 20)
PLANNED = {"2021-03-31": 1000, "2021-04-30": 1400, "2021-06-30": 2200, "2021-09-30": 3500}


def main() -> None:
    """Store the example in the database of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from tracker.models import Document, PathPoint, Target

    document = Document.objects.create(
        code="example-of-a-planned-path",
        title="示例：分季序时计划，非公布内容",
        publisher="示例",
        published_on=ANNOUNCED,
        reliability="other",
    )
    target = Target.objects.get(commitment__code=CODE)
    for day, value in PLANNED.items():
        PathPoint.objects.create(
            target=target,
            by=datetime.date.fromisoformat(day),
            document=document,
            value=value,
            published_on=ANNOUNCED,
            known_from=ANNOUNCED,
        )


if __name__ == "__main__":
    main()
