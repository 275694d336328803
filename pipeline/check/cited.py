"""Cited texts as checks compare them: number, words of the title, what to call them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import regex

from extractors import patterns
from extractors.french import fold
from pipeline.check.phrasing import quoted

_KINDS = {
    "law": "la loi",
    "decree": "le décret",
    "ordinance": "l'ordonnance",
    "order": "l'arrêté",
    "deliberation": "la délibération",
    "circular": "la circulaire",
}
_WORD = patterns.compile(r"[a-z]{3,}")
_EMPTY = frozenset(
    [
        "portant",
        "adoption",
        "relatif",
        "relative",
        "les",
        "des",
        "aux",
        "pour",
        "par",
        "sur",
        "dans",
        "une",
        "annee",
        "exercice",
        "conseil",
        "commission",
        "approbation",
    ]
)


def norm_number(number: str | None) -> str | None:
    """A number without what is written in several ways; leading zeros of its parts are gone.

    >>> norm_number("2017 / 0619"), norm_number("84 - 53")
    ('2017-619', '84-53')
    """
    if not number:
        return None
    parts = [part.lstrip("0") or "0" for part in regex.split(r"[\s/_.-]+", fold(number).strip()) if part]
    return "-".join(parts) or None


def title_words(title: str | None) -> frozenset[str]:
    """The telling words of a title, folded.

    >>> sorted(title_words("portant adoption du Budget citoyen - Année 2018"))
    ['budget', 'citoyen']
    """
    return frozenset(word for word in _WORD.findall(fold(title or "")) if word not in _EMPTY)


def cited_name(row: dict[str, Any]) -> str:
    """What to call a cited text."""
    name = _KINDS.get(row["kind"], "le texte")
    if row["number"]:
        return f"{name} n° {' '.join(row['number'].split())}"
    return f"{name} {quoted(row['title'], 70)}" if row["title"] else name


def years_apart(one: dt.date, other: dt.date) -> bool:
    """Whether two dates are the same but for the year, which slips in typing."""
    return (one.month, one.day) == (other.month, other.day) and one.year != other.year
