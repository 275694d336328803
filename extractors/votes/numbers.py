"""How many votes: a number of one to three figures, or in words."""

from __future__ import annotations

import functools

_UNITS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip

_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100}

_NONE = ("zero", "aucun", "aucune", "neant", "nul", "nulle", "sans")

_UNIT = "(?:" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")"
_TEN = "(?:quatre[- ]vingts?|" + "|".join(sorted(_TENS, key=len, reverse=True)) + ")"

#: "14", "quatorze", "vingt et une", "quatre-vingt-dix-neuf", "aucune"; on folded text. "quatorze (14)" is one number.
NUMBER = (
    rf"(?:\d{{1,3}}(?![\d.,/]*\d)|{_TEN}(?:[- ](?:et[- ])?{_UNIT}(?:[- ](?:sept|huit|neuf))?)?|dix[- ](?:sept|huit|neuf)"
    rf"|{_UNIT}|{'|'.join(_NONE)})(?!\w)(?:\s?\(\s?\d{{1,3}}\s?\))?"
)


@functools.lru_cache(maxsize=4096)
def parse_number(text: str) -> int:
    """The value of what :data:`NUMBER` matched.

    >>> [parse_number(n) for n in ("14", "vingt et une", "quatre-vingt-dix-neuf", "soixante-douze", "aucune", "six (6)")]
    [14, 21, 99, 72, 0, 6]
    """
    if text[:1].isdigit():
        return int(text.split("(")[0])
    total = 0
    for word in text.split("(")[0].replace("-", " ").split():
        if word.startswith("vingt") and total % 100 == 4:
            total += 76
        else:
            total += _UNITS.get(word) or _TENS.get(word) or 0
    return total
