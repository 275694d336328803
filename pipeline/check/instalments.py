"""Instalments that do not make the sum they are paid for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import euros
from pipeline.check.subset import makes
from pipeline.model import Act

_PAID = ("advance", "balance", "instalment")
_WHOLE = ("grant", "total", "cap", "price", "other", "expense")

_PAYS = patterns.compile(r"\bvers(?:e|ement)|\bacompte|\bavance\b|\becheanc")

# A schedule without its end: what is paid later is not yet a sum.
_OPEN = patterns.compile(
    r"""\b(?: le \s (?:solde|reste|complement) \s (?:sera|est|de \s la|au|a|,|interviendra|sur) | solde \s : \s (?!\d) | par \s an\b
      | annuel | chaque \s annee | mensuel | par \s mois | trimestr | au \s prorata | ajust | maximum | plafon | \d \s? % )""",
    regex.VERBOSE,
)


def check_instalments(reading: Reading) -> Iterator[Finding]:
    """Conventions and decisions that pay a sum in parts which do not make it."""
    for act in reading.acts:
        if act.kind not in ("convention", "deliberation", "order"):
            continue
        rows = [row for row in reading.rows_of("amounts", act) if row["currency"] == "EUR"]
        paid = [row for row in rows if row["role"] in _PAID]
        if len(paid) > 1 and any(row["role"] == "balance" for row in paid):
            yield from _of_act(reading, act, rows, paid)


def _of_act(reading: Reading, act: Act, rows: list[Row], paid: list[Row]) -> Iterator[Finding]:
    """The parts up to the balance, against every sum that is printed: one that they make is the one they are paid for."""
    start, end = paid[0]["char_start"], paid[-1]["char_end"]
    if not _PAYS.search(reading.folded, max(0, start - 200), end):
        return
    if end - start > 1500 or _OPEN.search(reading.folded, start, end + 40):
        return
    parts = [Decimal(row["value"]) for row in rows if start <= row["char_start"] < end]
    wholes = [row for row in rows if row["char_start"] < start and row["role"] in _WHOLE and row["value"] > max(parts)]
    wholes += [row for row in rows if start - 250 <= row["char_start"] < start and row not in wholes and row["value"] > max(parts)]
    if not wholes or any(makes(parts, Decimal(row["value"])) is not False for row in wholes):
        return
    told, whole = sum(parts, Decimal()), min(wholes, key=lambda row: abs(row["value"] - sum(parts, Decimal())))
    if abs(told - whole["value"]) > whole["value"] / 3:
        return
    yield Finding(
        message=f"les versements prévus ({', '.join(euros(part) for part in parts)}) font {euros(told)}, "
        f"et non {euros(whole['value'])}.",
        places=(place(whole), *(place(row) for row in paid)),
        act=act,
    )


CHECK = Check(
    code="instalments",
    severity="error",
    says="L'avance, les acomptes et le solde ne font pas la somme à verser.",
    silent="Le solde n'est pas chiffré, ou dépend de ce qui sera dépensé ; l'avance et le solde font la somme à eux deux.",
    find=check_instalments,
)
