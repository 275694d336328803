"""A convention that names another deliberation than the one that decides it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from extractors import patterns
from extractors.french import fold
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import day
from pipeline.model import Act

# "représenté par son président, dûment autorisé par délibération ... en date du 15 avril 2024"
_AUTHORISED = patterns.compile(r"(?:autorisee?|habilitee?|agissant|mandatee?)\b[^.;]{0,90}\Z")
_GENERAL = patterns.compile(r"delegation|election|attributions|installation|2\d{3}\s+portant|portant\s+deleg")

#: A deliberation that is named without a title, in these many days around the meeting, is meant to be that of the meeting.
_AROUND = 45


def check_deciding_act(reading: Reading) -> Iterator[Finding]:
    """Conventions joined to a deliberation that name its date or its body otherwise."""
    decided = [act for act in reading.acts if act.kind == "deliberation"]
    if len(decided) != 1 or decided[0].date is None:
        return
    act, date = decided[0], decided[0].date
    for convention in reading.acts:
        if convention.kind != "convention":
            continue
        cited = [r for r in reading.rows_of("citations", convention) if r["kind"] == "deliberation" and r["precision"] == "day"]
        authority = [row for row in cited if _authorises(reading, row)]
        rest = [row for row in cited if row not in authority]
        for row in authority:
            if row["date"] != date:
                yield _finding(convention, act, date, row, "autoriserait à signer")
        if authority and all(row["date"] == date for row in authority):
            continue
        if not any(row["date"] == date for row in rest):
            near = [r for r in rest if not (r["title"] or r["number"]) and 0 < abs((r["date"] - date).days) <= _AROUND]
            for row in near[-1:]:
                yield _finding(convention, act, date, row, "est visée")


def _authorises(reading: Reading, row: Row) -> bool:
    """Whether the deliberation is named as what lets somebody sign; a general delegation is another matter."""
    around = reading.folded[max(0, row["char_start"] - 20) : row["char_end"] + 60]
    before = reading.folded[max(0, row["char_start"] - 120) : row["char_start"]]
    return bool(_AUTHORISED.search(before)) and not _GENERAL.search(around) and row["date"] is not None


def _finding(convention: Act, act: Act, date: dt.date, row: Row, what: str) -> Finding:
    number = f"n° {act.number} " if act.number else ""
    body = f" ({act.body})" if act.body else ""
    other = " d'une autre assemblée" if act.body and not _same_body(act.body, row["raw"]) else ""
    return Finding(
        message=f"la délibération{other} du {day(row['date'])} {what}, mais celle qui décide est la délibération {number}du "
        f"{day(date)}{body}.",
        places=(place(row),),
        act=convention,
    )


def _same_body(body: str, raw: str) -> bool:
    """Whether the words of the citation may name the body: a permanent commission is not the council it belongs to."""
    return ("commission" in fold(body)) == ("commission" in fold(raw))


CHECK = Check(
    code="deciding_act",
    severity="error",
    says="La convention nomme une autre délibération, ou une autre date, que celle qui la décide dans le même document.",
    silent="Le document compte plusieurs délibérations ; la délibération citée est une délégation générale ou porte un titre.",
    find=check_deciding_act,
)
