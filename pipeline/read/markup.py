"""Small signs that HTML, Markdown and LaTeX write in marks of their own."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """What stands in superscript, as plain characters: letters follow the word, digits stay raised.

    A note's number behind a sum would otherwise become one more digit of it.

    >>> "1" + raised("er"), "12 500 €" + raised("2"), "m" + raised("2")
    ('1er', '12 500 €²', 'm²')
    """
    return text.strip().translate(_RAISED)
