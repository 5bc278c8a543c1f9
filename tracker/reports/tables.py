"""What tables for spreadsheets share, whichever door hands them out."""

import re

#: What a formula begins with, and what a number is, also as a pattern of PostgreSQL.
FORMULA = "=+-@\t\r"
NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?"
_NUMBER = re.compile(NUMBER)


def spreadsheet_safe(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula.

    A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is run when the file is opened; an
    apostrophe in front makes it plain text (OWASP, CSV injection). A signed number stays a number.
    """
    if text and text[0] in FORMULA and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
