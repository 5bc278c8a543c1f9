import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker import settings


@pytest.mark.parametrize(
    ("text", "value"), [("on", True), ("TRUE", True), ("1", True), ("off", False), ("no", False)]
)
def test_a_flag_reads_the_usual_words(text: str, value: bool):
    assert settings.flag(text) is value


def test_a_misspelt_flag_stops_the_start_with_a_hint(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTPS", "onn")

    with pytest.raises(ImproperlyConfigured, match="HTTPS='onn' is not understood: on or off"):
        settings.setting("HTTPS", "off", settings.flag, "on or off")


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_variable_means_the_default(monkeypatch: pytest.MonkeyPatch, empty: str):
    monkeypatch.setenv("ALLOWED_HOSTS", empty)

    assert settings.setting("ALLOWED_HOSTS", "localhost", settings.names, "") == ["localhost"]


@pytest.mark.parametrize("url", ["mysql://host/name", "duixian.sqlite3", "postgres://user@host/"])
def test_an_address_of_no_usable_database_is_refused(url: str):
    with pytest.raises(ValueError, match=r"neither sqlite: nor postgres:|no database name"):
        settings.database(url)


def test_sqlite_writers_queue_up_from_their_first_statement():
    options = settings.database("sqlite://:memory:")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_a_postgresql_socket_is_named_by_the_query(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DATABASE_POOL_SIZE", raising=False)

    config = settings.database("postgresql://me@/duixian?host=/run/postgresql")

    assert (config["NAME"], config["USER"], config["OPTIONS"]) == (
        "duixian",
        "me",
        {"host": "/run/postgresql"},
    )


def test_a_pool_is_made_only_on_request(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_POOL_SIZE", "4")

    config = settings.database("postgres://me:secret@db:5432/duixian")

    assert config["OPTIONS"]["pool"]["max_size"] == 4


def test_an_origin_needs_its_scheme():
    with pytest.raises(ValueError, match=r"duixian\.example"):
        settings.origins("https://a.example, duixian.example")


def test_the_secret_key_is_made_once_and_is_ours_alone(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)

    first, second = settings.secret_key(), settings.secret_key()

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
