"""A convention that was signed, paid or over before the assembly decided it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import day
from pipeline.model import Act

_PAYS = patterns.compile(r"\b(?:vers(?:ee?s?|ement)|pay(?:ee?s?|ement)|paiement|mandat(?:ee?s?|ement))\b[^.;]{0,60}\Z")
_EARLIER = patterns.compile(r"\bdeliberation|\bacompte|\bavance|deja|anterieur|precedent")

#: So many years before its own year nothing takes effect.
_LONG_AGO = 9

#: What runs for a calendar or a school year is decided in its course everywhere.
_NEW_YEARS = ((1, 1), (9, 1), (7, 1))


def check_before_vote(reading: Reading) -> Iterator[Finding]:
    """Conventions joined to the deliberation that decides them, with a date that comes too early."""
    yield from _slips(reading)
    decided = [act for act in reading.acts if act.kind == "deliberation"]
    if len(decided) != 1 or decided[0].date is None:
        return
    vote = decided[0].date
    for act in reading.acts:
        for row in reading.rows_of("dates", act) if act.kind == "convention" else ():
            if row["precision"] == "day" and row["date"] < vote and (message := _fault(reading, act, row, vote)):
                yield Finding(message=message, places=(place(row),), act=act)


def _slips(reading: Reading) -> Iterator[Finding]:
    """Decisions for a year that take effect many years before it: a digit slipped."""
    for act in reading.acts:
        for row in reading.rows_of("dates", act) if act.date and act.kind in ("deliberation", "convention") else ():
            if row["role"] != "period_start" or not act.date or act.date.year - row["date"].year < _LONG_AGO:
                continue
            before = reading.folded[max(0, row["char_start"] - 160) : row["char_start"]]
            if f"annee {act.date.year}" in " ".join(before.split()):
                yield Finding(
                    message=f"la décision prend effet le {day(row['date'])}, mais elle est prise pour l'année {act.date.year}.",
                    places=(place(row),),
                    act=act,
                )


def _fault(reading: Reading, act: Act, row: Row, vote: dt.date) -> str | None:
    date, role = row["date"], row["role"]
    if role == "signature":
        return f"signée le {day(date)}, avant la délibération qui la décide ({day(vote)})."
    if role == "period_end" and (vote - date).days < 3 * 366 and _is_own(reading, row):
        return f"la convention prend fin le {day(date)}, avant la délibération qui la décide ({day(vote)})."
    if (
        role == "period_start"
        and (date.month, date.day) not in _NEW_YEARS
        and (vote - date).days < 3 * 366
        and _is_own(reading, row)
    ):
        return f"la convention prend effet le {day(date)}, avant la délibération qui la décide ({day(vote)})."
    before = reading.folded[max(0, row["char_start"] - 90) : row["char_start"]]
    if role in ("deadline", "other", "event") and _PAYS.search(before) and not _EARLIER.search(before):
        return f"un paiement est prévu le {day(date)}, avant la délibération qui le décide ({day(vote)})."
    return None


_OWN = patterns.compile(
    r"\b(?:convention|contrat|bail|partenariat|avenant|elle|il)\b[^.;]{0,80}\b(?:s'applique|prend|prendra|entre|entrera|est\s+conclue?|est\s+etablie?|couvre|court|debute|du|pour\s+la\s+periode)\b[^.;]{0,60}\Z"
)


def _is_own(reading: Reading, row: Row) -> bool:
    """Whether the period is that of the convention itself."""
    return bool(_OWN.search(reading.folded, max(0, row["char_start"] - 200), row["char_start"]))


CHECK = Check(
    code="before_vote",
    severity="warning",
    says="La convention est signée, payée, en vigueur ou finie avant la délibération qui la décide.",
    silent="Elle prend effet au début d'une année civile ou scolaire ; la délibération n'est pas dans le même document.",
    find=check_before_vote,
)
