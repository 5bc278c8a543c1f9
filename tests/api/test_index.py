"""Where version 1 begins."""

from tests.api.fitting import routes


def test_every_list_is_named_with_its_address(api):
    lists = [address for address, method in routes() if method == "GET" and "<" not in address]
    of_one = {"", "imports/template/"}
    assert api.get("").json() == {
        address.rstrip("/"): f"http://testserver/api/v1/{address}"
        for address in lists
        if address not in of_one
    }


def test_the_addresses_are_those_of_the_host_that_was_asked(db, client, settings):
    settings.ALLOWED_HOSTS = ["figures.example"]
    found = client.get("/api/v1/", headers={"host": "figures.example"}).json()
    assert found["plans"] == "http://figures.example/api/v1/plans/"
