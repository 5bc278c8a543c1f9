"""Imports in a process of its own that stops at a step, to be killed there.

Run as `python -m tests.ingest.dying what number [step]` with DATABASE_URL and IMPORT_ROOT of the test.
"""

import os
import sys
import time

import django


def main(what: str, number: int, step: str = "") -> None:
    """Stage or apply a change set; at `package.module.function` say so, and wait for the end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from importlib import import_module

    from tests.ingest.tables import TODAY
    from tracker.ingest import apply_change_set, stage
    from tracker.models import ChangeSet

    if step:
        module, function = step.rsplit(".", 1)
        _stop_after(import_module(f"tracker.ingest.{module}"), function)
    change_set = ChangeSet.objects.get(pk=number)
    if what == "stage":
        stage(change_set, today=TODAY)
    else:
        apply_change_set(change_set, by=None, accept_warnings=True, reason="录入错误")
    sys.stdout.write(f"{change_set.state}\n")


def _stop_after(module: object, function: str) -> None:
    """Let the function do its work once, and the process nothing after it."""
    real = getattr(module, function)

    def then_wait(*args: object, **options: object) -> object:
        answer = real(*args, **options)
        sys.stdout.write("waiting\n")
        sys.stdout.flush()
        time.sleep(600)
        return answer

    setattr(module, function, then_wait)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
