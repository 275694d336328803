"""Numbers of members that do not agree with the names."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, place
from pipeline.check.phrasing import count
from pipeline.check.roll import Roll, rolls

# "qui ont pris part à la délibération : 11 dont 2 procurations"
_TOOK_PART = patterns.compile(
    r"(?:ont|ayant) \s+ pris \s+ part \s+ (?:a \s+ la \s+ deliberation|au \s+ vote) \s*:?\s* (?P<number>\d{1,3}) (?!\d|\s*[/h])",
    regex.VERBOSE,
)

#: The list is misread, or goes on elsewhere, where more than so many are missing from it.
_FEW = 5


def check_attendance(reading: Reading) -> Iterator[Finding]:
    """Printed numbers of those present that the printed names contradict."""
    own = [roll for roll in reading.share(rolls).values() if roll.own]
    for roll in own:
        if not roll.moves and not roll.recused:
            yield from _present(roll)
            yield from _took_part(reading, roll) if len(own) == 1 else ()


def _present(roll: Roll) -> Iterator[Finding]:
    """More names than the number says: a list that goes on elsewhere has fewer."""
    if "present" not in roll.printed:
        return
    number, at = roll.printed["present"]
    if 0 < len(roll.present) - number < _FEW and number > 1:
        yield Finding(
            message=f"{count(number, 'présent annoncé', 'présents annoncés')}, mais {len(roll.present)} noms parmi les présents.",
            places=(at, place(roll.present[0])),
            act=roll.act,
        )


def _took_part(reading: Reading, roll: Roll) -> Iterator[Finding]:
    """The first such number: each page may repeat it. In a scan a name may have been lost."""
    folded, named = reading.folded, len(roll.present) + len(roll.represented)
    lost = sum(page.source == "ocr" for page in reading.document.pages) > 0
    for match in list(_TOOK_PART.finditer(folded))[:1] if "pris part" in folded else ():
        number = int(match["number"])
        if number > named + len(roll.excused) + lost:
            yield Finding(
                message=f"{number} membres auraient pris part à la délibération, mais l'appel nomme "
                f"{count(len(roll.present), 'présent', 'présents')} et {count(len(roll.represented), 'pouvoir', 'pouvoirs')}, "
                f"soit {named}.",
                places=(match.span(), place(roll.present[0])),
                act=roll.act,
            )


CHECK = Check(
    code="attendance",
    severity="warning",
    says="Le nombre de présents ou de votants annoncé n'est pas celui des noms imprimés.",
    silent="Quelqu'un arrive ou part en cours de séance, ou la liste est incomplète.",
    find=check_attendance,
)
