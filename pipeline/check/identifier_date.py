"""The day in the identifier of an act, against the meeting."""

from __future__ import annotations

from collections.abc import Iterator

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading
from pipeline.check.phrasing import day
from pipeline.check.printed_ids import actes_ids


def check_identifier_date(reading: Reading) -> Iterator[Finding]:
    """Identifiers whose day is that of no act of the document."""
    days = {act.date for act in reading.acts if act.date}
    told = set(days)
    for found in reading.share(actes_ids) if days else ():
        if found.day and found.day not in told:
            told.add(found.day)
            yield Finding(
                message=f"l'identifiant {found.text} date l'acte du {day(found.day)}, mais le document est du {day(max(days))}"
                f"{_ADOPTED if found.day > max(days) and _is_minutes(reading) else ''}.",
                places=((found.start, found.end),),
            )


#: Minutes are sent once the next meeting has adopted them, and some bodies give them its date.
_ADOPTED = " ; c'est peut-être la date de la séance qui a adopté ce procès-verbal"

_NAMED_MINUTES = patterns.compile(r"[-_ ](?:pv|cr)(?=[-_\d])")


def _is_minutes(reading: Reading) -> bool:
    """Whether the document is minutes: by its acts, or by the number that the body gave it."""
    if any(act.kind == "minutes" for act in reading.acts):
        return True
    return any(_NAMED_MINUTES.search(found.text.lower()) for found in reading.share(actes_ids))


CHECK = Check(
    code="identifier_date",
    severity="warning",
    says="L'identifiant @CTES de l'acte porte une autre date que la séance.",
    silent="Le document n'imprime pas d'identifiant, ou n'est pas daté.",
    find=check_identifier_date,
)
