"""The translation catalogue: texts collected from code and templates, kept in one .po file, compiled to .mo.

Django's own `makemessages` and `compilemessages` need GNU gettext on the machine; Babel, a development
dependency, does both from pip.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.conf import settings
from django.utils.translation.template import templatize

LOCALE = "zh_Hans"
PO_FILE = settings.BASE_DIR / "tracker" / "locale" / LOCALE / "LC_MESSAGES" / "django.po"
MO_FILE = PO_FILE.with_suffix(".mo")

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "both": None,  # the command line's, tracker.management.bilingual
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def update() -> list[str]:
    """Bring the .po file in step with the sources and compile it; return what still lacks a translation."""
    PO_FILE.parent.mkdir(parents=True, exist_ok=True)
    PO_FILE.write_bytes(_as_po(_in_step()))
    catalog = _read()
    MO_FILE.write_bytes(_as_mo(catalog))
    return _faults(catalog)


def check() -> list[str]:
    """Name, changing nothing, whatever keeps catalogue, sources and compiled file out of step."""
    if not PO_FILE.exists():
        return [f"{PO_FILE.name} is missing: run `make messages`"]
    stored, wanted = _read(), _in_step()
    known = {message.id for message in stored}
    faults = [f"not collected: {message.id!r}" for message in wanted if message.id not in known]
    if not MO_FILE.exists() or MO_FILE.read_bytes() != _as_mo(stored):
        faults.append(f"{MO_FILE.name} is not what {PO_FILE.name} compiles to")
    return faults + _faults(stored)


def collect() -> Catalog:
    """Gather every text marked for translation in `tracker/` and `templates/`."""
    catalog = Catalog(locale=LOCALE)
    for path, source in _sources():
        for _line, text, comments, context in extract(
            "python", io.BytesIO(source.encode()), KEYWORDS, comment_tags=("Translators:",)
        ):
            location = path.relative_to(settings.BASE_DIR).as_posix()
            catalog.add(text, locations=[(location, 0)], auto_comments=comments, context=context)
    return catalog


def _sources() -> Iterator[tuple[Path, str]]:
    for path in sorted((settings.BASE_DIR / "tracker").rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, path.read_text(encoding="utf-8")
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.*")):
        if path.suffix in (".html", ".txt", ".svg"):
            yield path, _as_python(path)


def _as_python(template: Path) -> str:
    # Django turns a template into calls of gettext between blanked-out text; its indentation means nothing.
    calls = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    return "\n".join(line.strip() for line in calls.splitlines())


def _in_step() -> Catalog:
    found, catalog = collect(), _read()
    # A text that left and came back finds its translation again.
    for message in list(catalog.obsolete.values()):
        if message.id not in catalog:
            catalog[message.id] = message
    found.creation_date = catalog.creation_date
    catalog.update(found, no_fuzzy_matching=True)
    return catalog


def _read() -> Catalog:
    if not PO_FILE.exists():
        return Catalog(
            LOCALE,
            project="Duixian",
            version="1",
            header_comment="# What Duixian says, in simplified Chinese.",
            msgid_bugs_address="the project's issues",
            last_translator="the Duixian project",
            language_team="the Duixian project",
            fuzzy=False,
        )
    with PO_FILE.open("rb") as file:
        return pofile.read_po(file, locale=LOCALE)


def _as_po(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    # Sorted, and without line numbers: an edit elsewhere in a source changes nothing here.
    pofile.write_po(buffer, catalog, width=100, sort_output=True, include_lineno=False)
    return buffer.getvalue()


def _as_mo(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    mofile.write_mo(buffer, catalog)
    return buffer.getvalue()


def _faults(catalog: Catalog) -> list[str]:
    messages = [message for message in catalog if message.id]
    untranslated = [
        f"no translation: {message.id!r}" for message in messages if not _translated(message.string)
    ]
    fuzzy = [f"marked fuzzy: {message.id!r}" for message in messages if message.fuzzy]
    wrong = [f"{fault}: {message.id!r}" for message in messages for fault in message.check(catalog)]
    return untranslated + fuzzy + wrong


def _translated(string: object) -> bool:
    # A text with a plural has one string for each of its forms.
    return all(string) if isinstance(string, tuple | list) else bool(string)
