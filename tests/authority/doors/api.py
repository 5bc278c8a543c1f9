"""What can be done through the API, by a token that may do all its owner may."""

from tests.api.sender import Sender
from tests.authority.doors.desk import Try
from tests.authority.spots import Spot, make_row
from tests.importing import row
from tracker.models import Observation, User


def look_at_commitment(user: User, spot: Spot) -> bool:
    """Ask for a public commitment."""
    found = make_row("commitment", spot, "published")
    return Sender(user).get(f"commitments/{found.code}/").status_code == 200


def enter_figure(user: User, spot: Spot) -> bool:
    """Send a figure."""
    before = Observation.objects.count()
    cells = {
        "indicator": spot.series.indicator.code,
        "jurisdiction": spot.place.code,
        "source_title": spot.document.code,
    }
    Sender(user).post("observations/", {"rows": [row("90", **cells)]})
    return Observation.objects.count() == before + 1


ACTS: dict[tuple[str, str], Try] = {
    ("commitment", "look at a public one"): look_at_commitment,
    ("figure", "enter"): enter_figure,
}
