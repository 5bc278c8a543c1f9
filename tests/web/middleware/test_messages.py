"""Messages go with pages, and requests of the API carry none."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("address", "carries"), [("/about/", True), ("/api/v1/plans/", False)])
def test_only_pages_carry_messages(client, address, carries):
    assert hasattr(client.get(address).wsgi_request, "_messages") is carries
