"""One deadline, two dates."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
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
            first = due.setdefault(what, row)
            if first["date"] != row["date"]:
                yield Finding(
                    message=f"{quoted(what)} est dû le {day(first['date'])}, et plus loin le {day(row['date'])}.",
                    places=(place(row), place(first)),
                    act=act,
                )


def _what(reading: Reading, row: Row) -> str | None:
    """What is due at a date: what its sentence names, in more words than one, and nothing that comes back."""
    start, end = row["char_start"], row["char_end"]
    before = _STOP.split(reading.folded[max(0, start - _BEFORE) : start])[-1]
    behind = _STOP.split(reading.folded[end : end + _BEHIND])[0]
    if _YEARLY.search(before) or _YEARLY.search(behind):
        return None
    named = [m[0] for m in _DUE.finditer(before)] or [m[0] for m in _DUE.finditer(behind)][:1]
    what = " ".join(named[-1].split()) if named else None
    return what if what and " " in what and what != "compte rendu" else None


CHECK = Check(
    code="deadlines",
    severity="error",
    says="Une convention fixe deux dates pour la même échéance.",
    silent="Ce qui est dû n'est pas nommé dans la phrase de la date, ou revient chaque année.",
    find=check_deadlines,
)
