"""What a document says commands nothing: no formula in a spreadsheet, nothing on a terminal."""

from __future__ import annotations

#: What spreadsheets take for the beginning of a formula, also behind blanks they drop.
_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")


def in_cell(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula; numbers stay numbers.

    >>> in_cell("=1+1"), in_cell("-12.5"), in_cell("Amicale"), in_cell(" @SUM(A1)")
    ("'=1+1", '-12.5', 'Amicale', "' @SUM(A1)")
    """
    start = text.lstrip(" \u00a0\u202f\n")
    return f"'{text}" if start.startswith(_SIGNS) and not _is_number(text) else text


def on_terminal(text: str, kept: str = "") -> str:
    """The text without what commands a terminal or begins a line: blanks stand in its place.

    Args:
        text: as a document says it.
        kept: signs that may stay all the same, such as line ends.

    >>> on_terminal("a\\x1b[2Jb\\nc"), on_terminal("b\\nc", kept="\\n")
    ('a [2Jb c', 'b\\nc')
    """
    return "".join(c if c.isprintable() or c in kept else " " for c in text)


def _is_number(text: str) -> bool:
    if not text.isascii():
        return False
    try:
        return float(text) == float(text)
    except ValueError:
        return False
