"""On which terms a subsidy is paid, as far as its act says so: at once or in parts, when, and whether Brussels is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors.french import fold
from pipeline.export.scdl.corpus import Row

_SENTENCE_END = regex.compile(r"[.;](?=\s|\Z)|\n\s*\n")
_PAYMENT = regex.compile(r"\b(?:vers(?:e|ee|es|ees|er|era|eront|ement|ements)|mandate\w*|paye\w*|paiement\w*|liquide\w*)\b")

_ONCE = regex.compile(r"\ben\s+(?:une|1)\s+(?:seule\s+)?fois\b|\bversement\s+unique\b|\ben\s+un\s+(?:seul\s+)?versement\b")
_IN_PARTS = regex.compile(
    r"\ben\s+(?:deux|trois|quatre|plusieurs|[2-9])\s+(?:fois|versements|tranches|parts|echeances|acomptes)\b"
    r"|\bacomptes?\b|\bechelonne\w*|\b(?:premier|second|deuxieme)\s+versement\b|\ble\s+solde\b"
)
_UNTIL = regex.compile(r"\b(?:au\s+plus\s+tard|avant|jusqu'au|d'ici)\b")

_NOT_NOTIFIED = regex.compile(
    r"\b(?:ne\s+(?:sont|est|seront|sera)\s+pas\s+|non\s+|exemptee?s?\s+de\s+)notifi\w+\s[^.;]{0,40}\bcommission\s+europeenne"
    r"|\bde\s+minimis\b|\bne\s+constitu\w+\s+pas\s+(?:une\s+)?aides?\s+d'etat\b"
)
_NOTIFIED = regex.compile(r"\bnotifiee?s?\s+a\s+la\s+commission\s+europeenne\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of the subsidies of one act; None is what it does not say.

    Attributes:
        conditions: ``unique`` or ``échelonné``.
        period: a day, or a first and a last day parted by a stroke.
        period_is_worked_out: whether its first day is that of the decision: nothing is paid before.
        notified: whether the European Commission is told of the aid.
    """

    conditions: str | None = None
    period: str | None = None
    period_is_worked_out: bool = False
    notified: bool | None = None


def read_terms(text: str, start: int, dates: Sequence[Row], decided: dt.date | None) -> Terms:
    """What an act says of the payment of what it awards.

    >>> read_terms("Elle est versée en deux fois. Elle relève du régime de minimis.", 0, [], None)
    Terms(conditions='échelonné', period=None, period_is_worked_out=False, notified=False)

    Args:
        text: of the act.
        start: its place in the document.
        dates: rows of the table ``dates`` of the act.
        decided: the date of the act.
    """
    folded = fold(text)
    payments = list(_payments(folded))
    said = " ; ".join(folded[first:last] for first, last in payments)
    once, parts = bool(_ONCE.search(said)), bool(_IN_PARTS.search(said))
    printed = [d for d in dates if any(first <= d["char_start"] - start < last for first, last in payments)]
    period, worked_out = _period(printed, said, decided)
    return Terms(
        conditions={(True, False): "unique", (False, True): "échelonné"}.get((once, parts)),
        period=period,
        period_is_worked_out=worked_out,
        notified=_is_notified(folded),
    )


def _payments(folded: str) -> Iterator[tuple[int, int]]:
    """Where the sentences stand that speak of paying."""
    at = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(folded)), len(folded)]:
        if _PAYMENT.search(folded, at, end):
            yield at, end
        at = end


def _period(dates: Sequence[Row], said: str, decided: dt.date | None) -> tuple[str | None, bool]:
    """When it is paid, and whether the first day of it is worked out."""
    days = sorted({date["date"] for date in dates if date["precision"] == "day" and date["date"]})
    if len(days) == 2:
        return f"{days[0].isoformat()}/{days[1].isoformat()}", False
    if len(days) != 1 or (decided and days[0] < decided):
        return None, False
    if not _UNTIL.search(said):
        return days[0].isoformat(), False
    return (f"{decided.isoformat()}/{days[0].isoformat()}", True) if decided else (None, False)


def _is_notified(folded: str) -> bool | None:
    no, yes = bool(_NOT_NOTIFIED.search(folded)), bool(_NOTIFIED.search(_NOT_NOTIFIED.sub("", folded)))
    return None if no == yes else yes
