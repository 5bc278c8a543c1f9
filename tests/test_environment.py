import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker import environment


@pytest.mark.parametrize(
    ("text", "value"), [("on", True), ("TRUE", True), ("1", True), ("off", False), ("no", False)]
)
def test_a_flag_reads_the_usual_words(text: str, value: bool):
    assert environment.flag(text) is value


def test_a_misspelt_flag_stops_the_start_with_a_hint(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTPS", "onn")

    with pytest.raises(ImproperlyConfigured, match="HTTPS='onn' is not understood: on or off"):
        environment.setting("HTTPS", "off", environment.flag, "on or off")


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_variable_means_the_default(monkeypatch: pytest.MonkeyPatch, empty: str):
    monkeypatch.setenv("ALLOWED_HOSTS", empty)

    assert environment.setting("ALLOWED_HOSTS", "localhost", environment.names, "") == ["localhost"]


@pytest.mark.parametrize("url", ["mysql://host/name", "duixian.sqlite3", "postgres://user@host/"])
def test_an_address_of_no_usable_database_is_refused(url: str):
    with pytest.raises(ValueError, match=r"neither sqlite: nor postgres:|no database name"):
        environment.database(url)


def test_sqlite_writers_queue_up_from_their_first_statement():
    options = environment.database("sqlite://:memory:")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_a_postgresql_socket_is_named_by_the_query(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DATABASE_POOL_SIZE", raising=False)

    config = environment.database("postgresql://me@/duixian?host=/run/postgresql")

    assert (config["NAME"], config["USER"], config["OPTIONS"]) == (
        "duixian",
        "me",
        {"host": "/run/postgresql", "prepare_threshold": environment.PREPARED_ON_REQUEST},
    )


def test_a_pool_is_made_only_on_request(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_POOL_SIZE", "4")

    config = environment.database("postgres://me:secret@db:5432/duixian")

    assert config["OPTIONS"]["pool"]["max_size"] == 4


@pytest.mark.parametrize(("told", "threshold"), [("", environment.PREPARED_ON_REQUEST), ("off", None)])
def test_statements_are_prepared_unless_a_pooler_carries_none(
    monkeypatch: pytest.MonkeyPatch, told: str, threshold: int | None
):
    monkeypatch.setenv("DATABASE_PREPARED", told)
    assert environment.database("postgres://me@db/duixian")["OPTIONS"]["prepare_threshold"] == threshold


def test_an_origin_needs_its_scheme():
    with pytest.raises(ValueError, match=r"duixian\.example"):
        environment.origins("https://a.example, duixian.example")


@pytest.mark.parametrize(
    ("text", "read"),
    [("600/minute", (600, 60)), ("5 / second", (5, 1)), ("9/day", (9, 86400)), ("off", None), ("OFF", None)],
)
def test_how_often_is_a_number_for_a_span(text: str, read: tuple[int, int] | None):
    assert environment.rate(text) == read


@pytest.mark.parametrize("text", ["600", "600/fortnight", "0/minute", "-1/minute", "many/hour", "/"])
def test_how_often_is_never_guessed(text: str):
    with pytest.raises(ValueError, match=r"."):
        environment.rate(text)


def test_all_origins_are_a_star():
    assert environment.any_origin("*") == ["*"]
    assert environment.any_origin("https://a.example") == ["https://a.example"]
