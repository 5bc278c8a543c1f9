"""Reads settings from the environment; a value that cannot be understood stops the start and says why."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from environ import Env

Value = TypeVar("Value")

#: After how often the driver has a statement prepared of itself: never, but when it is told to. Without any
#: such number, as Django has it, it would not do so even then.
PREPARED_ON_REQUEST = 2**31


def setting(name: str, default: str, parse: Callable[[str], Value], hint: str) -> Value:
    """Read one environment variable; unset and empty both mean `default`.

    Raises ImproperlyConfigured with `hint` when `parse` refuses the text.
    """
    text = os.environ.get(name, "").strip() or default
    try:
        return parse(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={text!r} is not understood: {hint} ({error})") from error


def flag(text: str) -> bool:
    """Read on or off. Anything else is an error, so that a misspelt word never switches a protection off."""
    if text.lower() in ("on", "true", "yes", "1"):
        return True
    if text.lower() in ("off", "false", "no", "0"):
        return False
    raise ValueError("neither on nor off")


def names(text: str) -> list[str]:
    """Split a list at its commas; blanks around a name do not count."""
    return [name.strip() for name in text.split(",") if name.strip()]


def positive(text: str) -> int:
    """Read a whole number from 1 on."""
    if (number := int(text)) < 1:
        raise ValueError("less than 1")
    return number


def natural(text: str) -> int:
    """Read a whole number from 0 on."""
    if (number := int(text)) < 0:
        raise ValueError("less than 0")
    return number


def origins(text: str) -> list[str]:
    """Split a list of origins, each with its scheme."""
    found = names(text)
    if bare := [origin for origin in found if "://" not in origin]:
        raise ValueError(f"no scheme in {bare[0]!r}")
    return found


def any_origin(text: str) -> list[str]:
    """Split a list of origins, or take `*` for all of them."""
    return ["*"] if text == "*" else origins(text)


def rate(text: str) -> tuple[int, int] | None:
    """Read how often something may be done: a number and a span in seconds; None for `off`."""
    if text.lower() == "off":
        return None
    count, _slash, span = text.partition("/")
    spans = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
    if span.strip() not in spans:
        raise ValueError(f"not one of {', '.join(spans)}")
    return positive(count), spans[span.strip()]


def database(url: str) -> dict[str, Any]:
    """Turn a database address into Django's settings for it; SQLite and PostgreSQL only."""
    if url.startswith("sqlite:"):
        return _sqlite(Env.db_url_config(url))
    if url.startswith(("postgres:", "postgresql:")):
        return _postgresql(Env.db_url_config(url))
    raise ValueError("neither sqlite: nor postgres:")


def _sqlite(config: dict[str, Any]) -> dict[str, Any]:
    if config["NAME"] != ":memory:":
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    options = {
        # Readers go on while one writes; a writer waits its turn from the first statement on, instead of
        # failing halfway when two readers both turn into writers.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
    return {**config, "OPTIONS": {**options, **config.get("OPTIONS", {})}}


def _postgresql(config: dict[str, Any]) -> dict[str, Any]:
    if not config["NAME"]:
        raise ValueError("no database name")
    prepared = setting("DATABASE_PREPARED", "on", flag, "on, or off behind a pooler that knows no statements")
    options = {**config.get("OPTIONS", {}), "prepare_threshold": PREPARED_ON_REQUEST if prepared else None}
    if size := setting("DATABASE_POOL_SIZE", "0", int, "a number of connections, 0 for no pool"):
        options["pool"] = {"min_size": 1, "max_size": size, "timeout": 10}
        # One whose server has gone without a word is known to be dead after a minute and a half.
        options = {"keepalives_idle": 60, "keepalives_interval": 10, "keepalives_count": 3} | options
    return {**config, "ENGINE": "tracker.database", "OPTIONS": options}
