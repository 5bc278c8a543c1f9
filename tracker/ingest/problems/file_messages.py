"""What can be wrong with a file as a whole: what it is, and what to do about it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

#: code: (what is wrong, what to do). Parameters in %(…)s come from the problem's `params`.
FILE_MESSAGES: dict[str, tuple[Any, Any]] = {
    "empty_file": (_("the file is empty"), _("Choose a file with a header row and at least one figure.")),
    "no_rows": (_("there is a header but no row below it"), _("Add at least one figure.")),
    "too_large": (
        _("the file is larger than %(limit)s MB"),
        _("Split it, or have the limit (IMPORT_MAX_MB) raised."),
    ),
    # Text
    "not_text": (
        _("this is not a text table: it holds zero bytes"),
        _("Save the sheet as CSV (UTF-8) and choose that file."),
    ),
    "mixed_encodings": (
        _("line %(line)s is not in the encoding of the lines before it, or in neither UTF-8 nor GB18030"),
        _("Open the table in one program and save it again as CSV (UTF-8)."),
    ),
    "wrong_encoding": (
        _("line %(line)s is not in the encoding %(encoding)s"),
        _("Choose another encoding, or leave it to be detected."),
    ),
    "cut_off": (
        _("the file ends in the middle of a character, in line %(line)s"),
        _("It was cut off on its way: have it sent or saved again."),
    ),
    "line_too_long": (
        _("line %(line)s is longer than any row of a table"),
        _("Check that this is the table, and that its rows end with line breaks."),
    ),
    "broken_table": (
        _("from this row on the table cannot be read: a quotation mark is never closed, or text follows one"),
        _("Check the quotation marks in this row; inside a text they stand twice."),
    ),
    "web_page": (
        _("this is a web page or XML under the name of a table"),
        _("Open it in a spreadsheet program and save it as XLSX or CSV (UTF-8)."),
    ),
    # Workbooks
    "broken_workbook": (
        _("the workbook cannot be read: %(error)s"),
        _("Open it in a spreadsheet program and save it again as XLSX."),
    ),
    "other_workbook": (
        _("this kind of workbook is not read"),
        _("Save it as XLSX or CSV (UTF-8) and choose that file."),
    ),
    "password_protected": (
        _("the workbook is protected by a password"),
        _("Save it without a password and choose that file."),
    ),
    "too_much_inside": (
        _("the workbook unpacks to more than a table holds (limit %(limit)s MB)"),
        _("Copy the table alone into a new workbook, or have the limit (IMPORT_MAX_UNPACKED_MB) raised."),
    ),
    "no_such_sheet": (
        _("there is no sheet “%(sheet)s”"),
        _("Choose one of: %(sheets)s."),
    ),
    # What is no fault, but should be known
    "other_sheets": (
        _("the workbook has other sheets, which are not read: %(sheets)s"),
        _("Choose the sheet, if one of them is meant."),
    ),
    "unit_above": (
        _("the unit %(unit)s, stated above the table, is taken for rows that state none"),
        _("Give the unit in a column or a header, if that is not meant."),
    ),
    "period_above": (
        _("no column tells the period: %(period)s, named above the table, is taken for all rows"),
        _("Give the period in a column, or with the file, if that is not meant."),
    ),
    # The header
    "missing_column": (
        _("the column %(column)s is missing"),
        _("Add it, under one of these headers: %(headers)s."),
    ),
    "column_twice": (
        _("this column and “%(other)s” both mean %(column)s"),
        _("Keep one of the two."),
    ),
    "too_many_columns": (
        _("the header has %(found)s columns; a table has at most %(limit)s"),
        _("Check the separator, or remove the columns that hold no figures."),
    ),
    "no_such_row": (
        _("there is no header in row %(line)s"),
        _("Choose another header row, or leave it to be detected."),
    ),
    "bad_layout": (
        _("“%(part)s” of the layout is not what it should be"),
        _("Set out the columns again."),
    ),
}
