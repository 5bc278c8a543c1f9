"""What tests of the import's doors share: somebody who may bring files in, and files as they send them."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import make_document, make_indicator, make_jurisdiction, make_series, make_worker
from tracker.models import ChangeSet, User

COLUMNS = ("indicator", "jurisdiction", "period", "value", "source_title", "source_publisher", "quote")
RIGHTS = ("add_changeset", "publish_unreviewed")


def store_known() -> None:
    """An indicator with a series, a place and a document that files can speak of."""
    make_series(make_indicator("firms", name="新增企业", name_en="New firms"), make_jurisdiction())
    make_document("gazette", "2022-04-18", title="统计公报", publisher="郑州市统计局")


def make_importer(username: str = "importer", *rights: str, **fields) -> User:
    """Somebody who may bring in and publish, unless other `rights` are named."""
    return make_worker(username, *(rights or RIGHTS), **fields)


def row(value: str = "1230", period: str = "2021", **cells: str) -> dict[str, str]:
    """A row of a table of outcomes."""
    return {
        "indicator": "firms",
        "jurisdiction": "410100",
        "period": period,
        "value": value,
        "source_title": "统计公报",
        **cells,
    }


def csv_bytes(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    """A table of these rows."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def csv_file(*rows: dict[str, str], name: str = "2021.csv", **options) -> SimpleUploadedFile:
    """The same as a browser sends it."""
    return SimpleUploadedFile(name, csv_bytes(*rows, **options), content_type="text/csv")


def titled_file(title: str, *columns: str) -> SimpleUploadedFile:
    """A file whose period stands in its title alone, with more `columns` that nobody knows."""
    rows = csv_bytes(row(), columns=tuple(name for name in COLUMNS if name != "period")).decode("utf-8")
    header, line = rows.splitlines()
    text = f"{title}\r\n{header},{','.join(columns)}\r\n{line}{',x' * len(columns)}\r\n"
    return SimpleUploadedFile("2021.csv", text.encode(), content_type="text/csv")


def newest() -> ChangeSet:
    """The change set opened last."""
    return ChangeSet.objects.order_by("-pk").first()
