# Nothing but Python >= 3.11 and make is needed; everything else goes into .venv.
.PHONY: run install test test-browser check messages bench fuzz-api clean
.DEFAULT_GOAL := run

PORT ?= 8000
# More arguments for pytest, e.g. make test ARGS="-k numbers"
ARGS ?=
# The first interpreter that is new enough; name another with PYTHON=
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
# The web server shares a busy port with whoever has it, and visitors would reach now one, now the other.
define PORT_IS_FREE
import socket, sys
try:
    socket.create_server(("127.0.0.1", $(PORT))).close()
except (OSError, OverflowError) as error:
    sys.exit(f"Port $(PORT) cannot be used ({error}). Take another: make run PORT=8001")
endef
export PORT_IS_FREE
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# The server and, beside it, what works through the files brought in; whichever way it ends, both end. A terminal sends
# Ctrl-C to all of them at once, and one of the server's own processes may miss the request to stop: hence the timeout.
define RUN
asked=
stop() { trap '' INT TERM HUP; kill -TERM $$server $$worker 2>/dev/null; }
trap 'asked=1; stop' INT TERM HUP
$(BIN)/python manage.py db_worker --verbosity 0 --interval 0.5 & worker=$$!
$(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 1 --blocking-threads 4 \
	--workers-kill-timeout 1 --no-ws --log-level error tracker.wsgi:application & server=$$!
wait $$server; ended=$$?
stop; wait
[ $$asked ] || exit $$ended
endef
export RUN

run: $(VENV)/installed
	@$(BIN)/python -c "$$PORT_IS_FREE"
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed
	@echo "Duixian: http://127.0.0.1:$(PORT)   (Ctrl-C stops it)"
	@exec sh -c "$$RUN"

install: $(VENV)/installed-dev

# Installed again only when the list has changed since.
$(VENV)/installed: requirements.txt | $(BIN)/python
	@echo "Installing what the program needs into $(VENV) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installing what the tests and checks need into $(VENV) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $(VENV)/installed $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python >= 3.11 found. Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian: apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }

test: $(VENV)/installed-dev
	@$(BIN)/python -m tests.engines $(ARGS)

test-browser: $(VENV)/installed-dev
	@test -x /usr/bin/chromium || { echo "The browser tests need Chromium: apt-get install chromium" >&2; exit 1; }
	@command -v soffice >/dev/null || { echo "The tests of notices need LibreOffice:" \
		"apt-get install --no-install-recommends libreoffice-writer libreoffice-calc" >&2; exit 1; }
	@DATABASE_URL=sqlite://:memory: $(BIN)/python -m pytest -q -m browser \
		--numprocesses=auto --maxprocesses=4 --dist=worksteal $(ARGS)

# Changes nothing: a throw-away key, a database in memory, every tool in its reporting mode.
check: export SECRET_KEY = only-for-the-checks-0123456789-abcdefghijklmnopqrstuvwxyz
check: export DATABASE_URL = sqlite://:memory:
check: $(VENV)/installed-dev
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py makemigrations --check --dry-run
	HTTPS=on $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py messages --check
	$(BIN)/python -m pytest -q tests/test_project.py

# Collects new texts into tracker/locale and compiles the translations.
messages: $(VENV)/installed-dev
	@$(BIN)/python manage.py messages

bench: $(VENV)/installed-dev
	@$(BIN)/python -m benchmarks $(ARGS)

# Requests made up from the contract, against a server on a PostgreSQL of its own with the demo.
MINUTES ?= 20
fuzz-api: $(VENV)/installed-dev
	@$(BIN)/python -m tests.fuzzing $(MINUTES)

# The database in var/ stays: it may hold work.
clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
