"""One deadline, two dates."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.french import fold
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import day, quoted

# What is due: "le bilan final d'exécution", "le compte rendu financier", "le rapport d'activité".
_DUE = patterns.compile(
    r"""\b(?: bilan | rapport | compte[ -]rendu | justificatifs? | demande \s de \s (?:solde|versement|paiement) | attestation
        | travaux | action | dossier )
      (?: \s+ (?: final[es]? | finaux | definiti\w+ | intermediaire | financiers? | qualitatif | moral | annuel
        | (?:d'|de \s (?:l'|la \s)?)(?:execution|activites?|realisation|operation|utilisation|achevement) | d'emploi ) ){0,3}""",
    regex.VERBOSE,
)
_BEFORE, _BEHIND = 220, 90
_STOP = patterns.compile(r"[.;!?]\s|\n\s*\n")

#: A duty that comes back every year has a date for each.
_YEARLY = patterns.compile(
    r"""\b(?: chaque | annuel | tous \s les \s ans | par \s an | premiere \s annee | deuxieme | troisieme | respectivement | tranche
      | phase | (?:annee|exercice|saison|edition)s? \s (?:19|20)\d\d )""",
    regex.VERBOSE,
)


def check_deadlines(reading: Reading) -> Iterator[Finding]:
    """Conventions that want one and the same thing by two dates."""
    for act in reading.acts:
        if act.kind != "convention":
            continue
        due: dict[str, Row] = {}
        for row in reading.rows_of("dates", act):
            if row["role"] != "deadline" or row["precision"] != "day" or not (what := _what(reading, row)):
                continue
            first = due.setdefault(fold(what), row)
            if first["date"] != row["date"]:
                yield Finding(
                    message=f"{quoted(what)} est dû le {day(first['date'])}, et plus loin le {day(row['date'])}.",
                    places=(place(row), place(first)),
                    act=act,
                )


def _what(reading: Reading, row: Row) -> str | None:
    """What is due at a date: what its sentence names, in more words than one, and nothing that comes back."""
    start, end = row["char_start"], row["char_end"]
    folded = reading.folded
    stops = [stop.end() for stop in _STOP.finditer(folded, max(0, start - _BEFORE), start)]
    begin = stops[-1] if stops else max(0, start - _BEFORE)
    stop = _STOP.search(folded, end, end + _BEHIND)
    behind = stop.start() if stop else end + _BEHIND
    if _YEARLY.search(folded, begin, start) or _YEARLY.search(folded, end, behind):
        return None
    named = list(_DUE.finditer(folded, begin, start)) or list(_DUE.finditer(folded, end, behind))[:1]
    what = " ".join(reading.text[named[-1].start() : named[-1].end()].split()) if named else None
    return what if what and " " in what and fold(what) != "compte rendu" else None


CHECK = Check(
    code="deadlines",
    severity="error",
    says="Une convention fixe deux dates pour la même échéance.",
    silent="Ce qui est dû n'est pas nommé dans la phrase de la date, ou revient chaque année.",
    find=check_deadlines,
)
