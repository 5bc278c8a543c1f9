"""What can be done by file, through the pages of the import."""

from django.urls import reverse

from tests.authority.doors.desk import Try, browser
from tests.authority.spots import Spot, make_row
from tests.importing import csv_file, newest, row
from tracker.models import ChangeSet, Observation, User


def bring_in(user: User, spot: Spot) -> bool:
    """Send a file with one figure and store it; whether it is stored."""
    client, before = browser(user), Observation.objects.count()
    cells = {
        "indicator": spot.series.indicator.code,
        "jurisdiction": spot.place.code,
        "source_title": spot.document.code,
    }
    client.post(reverse("web:import_new"), {"file": csv_file(row("90", **cells))})
    if ChangeSet.objects.exists():
        client.post(reverse("web:import_apply", args=[newest().pk]))
    return Observation.objects.count() == before + 1


def look_at_rows(user: User, spot: Spot) -> bool:
    """Open the page of a file."""
    found = make_row("file", spot, "applied")
    return browser(user).get(reverse("web:import", args=[found.pk])).status_code == 200


ACTS: dict[tuple[str, str], Try] = {
    ("figure", "bring in by file"): bring_in,
    ("file", "look at its rows"): look_at_rows,
}
