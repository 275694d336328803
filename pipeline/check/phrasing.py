"""How messages say sums, dates and acts: plain French, understood without the document."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from pipeline.model import Act

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

_KINDS = {
    "deliberation": "Délibération",
    "report": "Rapport",
    "convention": "Convention",
    "order": "Arrêté ou décision",
    "annex": "Annexe",
    "minutes": "Procès-verbal",
}

_LONGEST_TITLE = 70


def euros(value: Decimal) -> str:
    """A sum of money.

    >>> euros(Decimal("1234567.5")), euros(Decimal("800.00"))
    ('1 234 567,50 €', '800 €')
    """
    return f"{number(value)} €"


def number(value: Decimal) -> str:
    """A number with French thousands and decimals.

    >>> number(Decimal("77.50")), number(Decimal("1200.0000"))
    ('77,50', '1 200')
    """
    digits = f"{value:,.2f}" if value % 1 else f"{value:,.0f}"
    return digits.replace(",", "\u202f").replace(".", ",").replace("\u202f", " ")


def percent(value: Decimal) -> str:
    """A share.

    >>> percent(Decimal("77.50")), percent(Decimal(80))
    ('77,5 %', '80 %')
    """
    return f"{value.normalize():f}".replace(".", ",") + " %"


def day(date: dt.date) -> str:
    """A date in full.

    >>> day(dt.date(2025, 4, 1))
    '1er avril 2025'
    """
    return f"{'1er' if date.day == 1 else date.day} {_MONTHS[date.month - 1]} {date.year}"


def count(number: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> count(1, "voix", "voix"), count(3, "présent", "présents")
    ('1 voix', '3 présents')
    """
    return f"{number} {one if number < 2 else many}"


def quoted(text: str, longest: int = 80) -> str:
    """A passage in French quotes, on one line, cut where it is long.

    >>> quoted("le bilan\\n final")
    '« le bilan final »'
    """
    line = " ".join(text.split())
    return f"« {line if len(line) <= longest else line[: longest - 1].rstrip() + '…'} »"


def act_name(act: Act) -> str:
    """What to call an act in front of a message: its kind, its number or else its title."""
    kind = _KINDS.get(act.kind, "Document")
    if act.number:
        return f"{kind} n° {' '.join(act.number.split())}"
    return f"{kind} {quoted(act.title, _LONGEST_TITLE)}" if act.title and act.kind != "minutes" else kind
