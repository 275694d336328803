"""When two ways of writing say the same: what the comparison with gold answers leaves out of account."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_CIVILITIES = frozenset(
    ("M", "MM", "MME", "MMES", "MR", "MRS", "MLLE", "MONSIEUR", "MESSIEURS", "MADAME", "MESDAMES", "DR", "ME", "MAITRE")
)

#: Words that do not tell one body, or one title, from another.
_FILLERS = frozenset(
    (
        *("L", "LA", "LE", "LES", "DE", "DU", "DES", "D", "ET", "A", "AU", "AUX", "LIEU", "DIT"),
        *("ASSOCIATION", "SOCIETE", "COMMUNE", "MONSIEUR", "MADAME"),
    )
)

_NO_LETTER_OR_DIGIT = re.compile(r"[^A-Z0-9]+")


def blank(value: object) -> bool:
    """Whether nothing is said."""
    return value is None or value == ""


def plain(text: object) -> str:
    """Upper-case letters and digits only, without accents, words parted by one space.

    >>> plain("Œuvres sociales d'Étampes")
    'OEUVRES SOCIALES D ETAMPES'
    """
    decomposed = unicodedata.normalize("NFKD", "" if blank(text) else str(text).replace("œ", "oe").replace("Œ", "OE"))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).upper()
    return _NO_LETTER_OR_DIGIT.sub(" ", letters).strip()


def compact(text: object) -> str:
    """The same without spaces."""
    return plain(text).replace(" ", "")


def number(text: object) -> str:
    """The number of an act or article: spaces do not count, and one separator is as good as another.

    >>> number("2024 / 035"), number("2024-035")
    ('2024-035', '2024-035')
    """
    squeezed = re.sub(r"\s+", "", "" if blank(text) else str(text))
    return _NO_LETTER_OR_DIGIT.sub("-", unicodedata.normalize("NFKD", squeezed).upper()).strip("-")


def person(name: object) -> str:
    """A name without civility, whatever the order of its words.

    >>> person("Mme Claire DUPRÉ") == person("DUPRÉ Claire")
    True
    """
    return " ".join(sorted(word for word in plain(name).split() if word not in _CIVILITIES))


def money(value: object) -> str:
    """A sum to the cent; its sign is layout in these documents."""
    try:
        return str(abs(Decimal(str(value))).quantize(Decimal("0.01")))
    except (InvalidOperation, ValueError):
        return "?"


def day(value: object, precision: object = None) -> str:
    """A date as ``YYYY-MM-DD``, or ``YYYY-MM`` where only the month is known."""
    text = "" if blank(value) else str(value)[:10]
    return text[:7] if precision == "month" else text


def words(text: object) -> frozenset[str]:
    """The words that tell something; all of them where none does."""
    every = plain(text).split()
    return frozenset(word for word in every if word not in _FILLERS) or frozenset(every)


def same_name(one: object, other: object) -> bool:
    """Whether two names are one in two forms: most words shared, or one is the initials of the other.

    >>> same_name("Union sportive de Valrive", "l'association Union Sportive Valrive"), same_name("USV", "Union Sportive Valrive")
    (True, True)
    """
    mine, theirs = words(one), words(other)
    if not mine or not theirs:
        return False
    initials = {_initials(one), _initials(other)}
    return len(mine & theirs) / max(len(mine), len(theirs)) >= 0.5 or bool({compact(one), compact(other)} & initials)


def _initials(text: object) -> str:
    return "".join(word[0] for word in plain(text).split() if word not in _FILLERS)
