"""What holds for every test: no network, a throw-away key, quick passwords, and who touches the database."""

import atexit
import gc
import ipaddress
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Generator

# Before Django reads its settings: the tests leave no key and no file behind and start no pool of
# connections.
os.environ["SECRET_KEY"] = "tests-only"
os.environ["IMPORT_ROOT"] = tempfile.mkdtemp(prefix="duixian-imports-")
atexit.register(shutil.rmtree, os.environ["IMPORT_ROOT"], ignore_errors=True)
for name in (
    "DATABASE_POOL_SIZE",
    "DATABASE_PREPARED",
    "DEBUG",
    "HTTPS",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "OFFICE",
    "PUBLIC_READING",
    "CORS_ORIGINS",
    "TOKEN_MAX_DAYS",
):
    os.environ.pop(name, None)

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from tests.distribution import ByFile

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "admin_user", "admin_client"}


class OutsideConnection(RuntimeError):
    """A test tried to reach another machine. No OSError: code under test may well swallow those."""


def _refuse_outside(event: str, arguments: tuple) -> None:
    if event in ("socket.connect", "socket.sendto"):
        connection, address = arguments
        if connection.family in (socket.AF_INET, socket.AF_INET6):
            _refuse_host(address[0])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        _refuse_host(arguments[0])


def _refuse_host(host: str | bytes | None) -> None:
    text = host.decode() if isinstance(host, bytes) else host
    if text in (None, "", "localhost"):
        return
    try:
        inside = ipaddress.ip_address(text).is_loopback or ipaddress.ip_address(text).is_unspecified
    except ValueError:
        inside = False
    if not inside:
        raise OutsideConnection(f"tests talk to this machine only, not to {text}")


# An audit hook sees every socket of the process, in every thread, whoever opened it.
sys.addaudithook(_refuse_outside)


# A shared machine is slow now and then; that is no property of the code.
hypothesis.settings.register_profile(
    "suite", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")


def pytest_configure() -> None:
    # The default hasher is slow on purpose, and static files need no index made anew for every test client.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    # One address asks all there is to ask; the settings were read before this file was.
    settings.THROTTLE_ADDRESS = settings.THROTTLE_TOKEN = None


@pytest.fixture(autouse=True)
def chinese():
    """Whatever language a test before asked for: a test begins in the language of the program."""
    translation.activate(settings.LANGUAGE_CODE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Also a test that asks for the database through a fixture belongs on both engines.
    for item in items:
        asks = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        either = item.get_closest_marker("either_engine")
        if (asks or item.get_closest_marker("django_db")) and not either:
            item.add_marker(pytest.mark.database)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile | None:
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    # What collecting makes stays to the end; looked through again and again it took a third of that time.
    gc.disable()
    try:
        return (yield)
    finally:
        # Most of what a test makes goes without being looked for: what is left is looked for more seldom.
        gc.set_threshold(20_000, 20, 50)
        gc.enable()


def pytest_collection_finish() -> None:
    # Thousands of tests and all that is imported stay to the end: none of it needs looking through again.
    gc.collect()
    gc.freeze()
