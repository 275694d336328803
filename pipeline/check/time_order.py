"""Steps of an act in an order that the law does not know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import day

#: Each step, and those that cannot come after it.
_ORDER = (
    ("convocation", "meeting", "la convocation", "la séance"),
    ("meeting", "signature", "la séance", "la signature"),
    ("meeting", "transmitted", "la séance", "l'envoi en préfecture"),
    ("meeting", "received", "la séance", "la réception en préfecture"),
    ("meeting", "published", "la séance", "la publication"),
    ("transmitted", "received", "l'envoi en préfecture", "la réception en préfecture"),
)

# "dûment convoqué le 12 mars": behind the meeting it is not taken for a convocation.
_CONVENED = patterns.compile(r"\bconvoque\w*\s+le\s+\Z|\bdate\s+de\s+(?:la\s+)?convocation\s*:?\s*(?:le\s+)?\Z")

# "Fait à Valrive, le 3 mars 2025"
_DONE = patterns.compile(r"\bfait\s+(?:et\s+delibere\s+)?a\s+[^.;]{2,50}\Z")

#: Further apart than this, one of the two belongs to something else, or is damaged.
_FARTHEST = dt.timedelta(days=400)


def check_time_order(reading: Reading) -> Iterator[Finding]:
    """Files with one decision, whose convocation, meeting, signature, transmission and publication are out of order."""
    acts = [act for act in reading.acts if act.kind in ("deliberation", "order", "minutes")]
    dated = {act.date for act in acts if act.date}
    if len(dated) != 1 or (len(acts) > 1 and not any(act.kind == "minutes" for act in acts)):
        return
    (meeting,) = dated
    steps = {role: step_of(reading, role) for role in ("convocation", "signature", "transmitted", "received", "published")}
    for earlier, later, first, second in _ORDER:
        one = steps.get(earlier)
        other = steps.get(later)
        before = meeting if earlier == "meeting" else one and one["date"]
        behind = meeting if later == "meeting" else other and other["date"]
        if before and behind and dt.timedelta() < before - behind < _FARTHEST:
            rows = [row for row in (one, other) if row]
            if acts[0].kind == "order" and "meeting" in (earlier, later) and "convocation" not in (earlier, later):
                first = "la signature" if earlier == "meeting" else first
                if later == "signature":
                    continue
            yield Finding(
                message=f"{second} ({day(behind)}) vient avant {first} ({day(before)}).",
                places=tuple(place(row) for row in rows),
                act=acts[0],
            )


def step_of(reading: Reading, role: str) -> Row | None:
    """The date of a step, where all that is printed of it agrees; those of the transmission are what the stamp says."""
    rows = [row for row in reading.rows("dates") if row["role"] == role and row["precision"] == "day"]
    if role in ("transmitted", "received", "published"):
        own = getattr(reading.about, role)
        rows = [row for row in rows if role == "published" or _is_stamp(reading, row)]
        return next((row for row in rows if row["date"] == own and not _is_scanned(reading, row)), None)
    if role == "convocation" and not rows:
        rows = [row for row in reading.rows("dates") if row["precision"] == "day" and row["role"] in ("event", "other")]
        rows = [row for row in rows if _CONVENED.search(reading.folded, max(0, row["char_start"] - 70), row["char_start"])]
    if role == "signature":
        rows = [row for row in rows if _DONE.search(reading.folded, max(0, row["char_start"] - 80), row["char_start"])]
    return rows[0] if rows and len({row["date"] for row in rows}) == 1 else None


def _is_stamp(reading: Reading, row: Row) -> bool:
    """Whether the préfecture stands beside the date: a letter may be sent too."""
    around = reading.folded[max(0, row["char_start"] - 90) : row["char_end"] + 60]
    return "refect" in around or "legalite" in around or "teletransm" in around


def _is_scanned(reading: Reading, row: Row) -> bool:
    """Whether a machine read the stamp: small and crossed by other print, it loses digits first."""
    return reading.document.page_at(row["char_start"]).source == "ocr"


CHECK = Check(
    code="time_order",
    severity="warning",
    says="Convocation, séance, signature, envoi, réception et publication ne sont pas dans l'ordre que veut la loi.",
    silent="Le document porte des décisions de plusieurs jours, ou plusieurs dates pour une étape ; le tampon est numérisé.",
    find=check_time_order,
)
