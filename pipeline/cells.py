"""Cells of spreadsheets: what a document says must not become a formula in one."""

from __future__ import annotations

#: What spreadsheets take for the beginning of a formula, also behind blanks they drop.
_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")


def harmless(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula; numbers stay numbers.

    >>> harmless("=1+1"), harmless("-12.5"), harmless("Amicale"), harmless(" @SUM(A1)")
    ("'=1+1", '-12.5', 'Amicale', "' @SUM(A1)")
    """
    start = text.lstrip(" \u00a0\u202f\n")
    return f"'{text}" if start.startswith(_SIGNS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    if not text.isascii():
        return False
    try:
        return float(text) == float(text)
    except ValueError:
        return False
