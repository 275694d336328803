"""One grant, told with another sum by the deliberation, its report, its convention or its budget line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import euros, quoted
from pipeline.check.subset import makes
from pipeline.model import Act

_SPENT = ("Dépense", "Dépenses", "Proposition", "Montant", "Engagement", "Dépense proposée")


def check_sums_of_case(reading: Reading) -> Iterator[Finding]:
    """Files with one deliberation that awards one grant, and papers joined to it that never come to its sum."""
    acts = [act for act in reading.acts if act.kind == "deliberation"]
    grants = reading.rows_of("grants", acts[0]) if len(acts) == 1 else ()
    if len(grants) != 1:
        return
    grant = grants[0]
    known = [Decimal(row["value"]) for row in reading.rows_of("amounts", acts[0]) if row["currency"] == "EUR"]
    yield from _of_budget(reading, acts[0], grant)
    for act in reading.acts:
        if act.kind in ("convention", "report"):
            yield from _of_paper(reading, act, grant, known)


def _of_budget(reading: Reading, act: Act, grant: Row) -> Iterator[Finding]:
    """The budget lines under the decision spend what it awards."""
    lines = [row for row in reading.rows_of("budget_lines", act) if row["measure"] in _SPENT]
    if not lines or makes([Decimal(row["value"]) for row in lines], Decimal(grant["value"])) is not False:
        return
    told = sum((Decimal(row["value"]) for row in lines), Decimal())
    yield Finding(
        message=f"la décision accorde {euros(grant['value'])}, mais l'imputation budgétaire porte {euros(told)}.",
        places=(place(grant), *(place(row) for row in lines)),
        act=act,
    )


def _of_paper(reading: Reading, act: Act, grant: Row, known: Sequence[Decimal]) -> Iterator[Finding]:
    """A convention or a report prints the sum itself, parts that make it, or a whole that it completes an advance to."""
    rows = [row for row in reading.rows_of("amounts", act) if row["currency"] == "EUR"]
    telling = [row for row in rows if row["role"] in ("grant", "cap", "total", "request")]
    value = Decimal(grant["value"])
    if not telling or len(rows) > 40:
        return
    sums = [Decimal(row["value"]) for row in rows]
    wholes = {value, *(value + other for other in known if other != value)}
    if any(abs(s - w) < 1 for s in sums for w in wholes) or makes(sums, value) is not False:
        return
    first = next((row for row in telling if row["role"] == "grant"), telling[0])
    kind = "la convention" if act.kind == "convention" else "le rapport"
    yield Finding(
        message=f"la délibération accorde {euros(value)} à {quoted(grant['beneficiary'] or 'un bénéficiaire', 60)}, "
        f"mais {kind} ne parle jamais de cette somme : {euros(first['value'])}.",
        places=(place(first), place(grant)),
        act=act,
    )


CHECK = Check(
    code="sums_of_case",
    severity="error",
    says="La délibération, son rapport, sa convention et son imputation budgétaire ne disent pas la même somme.",
    silent="Le document accorde plusieurs subventions ; la somme est faite de parts, ou d'une avance et d'un solde.",
    find=check_sums_of_case,
)
