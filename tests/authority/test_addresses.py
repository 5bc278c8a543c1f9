"""From where somebody asks."""

import pytest
from django.test import RequestFactory

from tracker.authority import client_address


@pytest.mark.parametrize(
    ("proxies", "passed", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.1, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "192.0.2.1", "127.0.0.1"),
        (1, " 2001:db8::1 ", "2001:db8::1"),
        (1, "unknown", None),
    ],
)
def test_only_what_our_own_proxies_say_of_the_address_is_believed(settings, proxies, passed, address):
    settings.PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": passed} if passed else {}
    assert client_address(RequestFactory().get("/", **headers)) == address
