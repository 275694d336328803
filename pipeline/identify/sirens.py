"""The SIREN of the body whose act it is, where a SIRET or SIREN of it is printed."""

from __future__ import annotations

import regex
from stdnum.fr import siren as siren_number

from extractors import patterns
from extractors.french import fold

#: "SIRET sous le n° 226 200 012 00012", "SIREN : 462 800 160".
_PRINTED = patterns.compile(
    r"(?<![a-z])sire(?P<kind>[nt])(?![a-z])[^\d\n]{0,40}(?P<number>\d{3}[ .]?\d{3}[ .]?\d{3})(?:[ .]?\d{3}[ .]?\d{2})?(?!\d)"
)

#: How far in front of its number a body is named: an address stands between.
_REACH = 400

#: SIREN of communes, départements, régions and their groupings begin like this; those of companies and associations do not.
_PUBLIC = ("20", "21", "22", "23", "24", "25", "26")

_FILLERS = frozenset(("commune", "ville", "de", "du", "la", "le", "les", "des", "l", "d", "et"))


def find_siren(text: str, collectivity: str | None) -> str | None:
    """The SIREN that is printed right behind the name of the collectivity.

    >>> find_siren("Le Département du Nord, identifié au SIRET sous le n° 225 900 018 00012", "Département du Nord")
    '225900018'

    Args:
        text: the document's.
        collectivity: the body, or None where it is not known: a number alone does not tell whose it is.
    """
    if not collectivity or "sire" not in text.lower():
        return None
    folded = fold(text)
    words = set(regex.findall(r"[a-z]+", fold(collectivity))) - _FILLERS
    for printed in _PRINTED.finditer(folded):
        number = "".join(regex.findall(r"\d", printed["number"]))
        near = set(regex.findall(r"[a-z]+", folded[max(0, printed.start() - _REACH) : printed.start()]))
        if number.startswith(_PUBLIC) and siren_number.is_valid(number) and words <= near:
            return number
    return None
