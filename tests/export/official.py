"""The rules of the national open-data files: their Table Schemas, and the checks that no Table Schema can say."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from stdnum.fr import siret

Record = dict[str, str]

SCHEMAS = Path(__file__).parent / "schemas"

_VOTES = ("VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")
_LEVELS = (
    "commande publique", "urbanisme", "domaine et patrimoine", "fonction publique", "institutions et vie politique",
    "libertés publiques et pouvoirs de police", "finances locales", "domaines de compétences par thèmes",
    "autres domaines de compétences",
)  # fmt: skip


def rows_of(path: Path) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults(path: Path, name: str) -> list[str]:
    """What the official rules have against a file."""
    checks = {"deliberations": _deliberation, "subventions": _subsidy}[name]
    return [*_schema_faults(path, name), *_custom(path, checks)]


def _schema_faults(path: Path, name: str) -> Iterator[str]:
    from frictionless import Resource, Schema, system

    with system.use_context(trusted=True):
        schema = Schema.from_descriptor(str(SCHEMAS / f"{name}.json"))
        report = Resource(path=str(path), schema=schema, encoding="utf-8").validate()
    for row, field, note in report.flatten(["rowNumber", "fieldName", "note"]):
        yield f"row {row}: {field}: {note}"


def _custom(path: Path, check: Callable[[Record], Iterator[str]]) -> Iterator[str]:
    for number, row in enumerate(rows_of(path), start=2):
        yield from (f"row {number}: {fault}" for fault in check(row))


def _deliberation(row: Record) -> Iterator[str]:
    if not siret.is_valid(row["COLL_SIRET"]):
        yield "COLL_SIRET is no SIRET"
    level, slash, label = row["DELIB_MATIERE_NOM"].partition("/")
    if _LEVELS[int(row["DELIB_MATIERE_CODE"][0]) - 1] != level or not slash or not label or label != label.strip():
        yield "DELIB_MATIERE_NOM does not fit DELIB_MATIERE_CODE"
    if set(",()") & set(label) or label != label.lower():
        yield "DELIB_MATIERE_NOM is not spelled as it has to be"
    if bool(row["BUDGET_ANNEE"]) != bool(row["BUDGET_NOM"]):
        yield "BUDGET_ANNEE and BUDGET_NOM go together"
    if row["PREF_DATE"] and dt.date.fromisoformat(row["PREF_DATE"]) < dt.date.fromisoformat(row["DELIB_DATE"]):
        yield "received before it was adopted"
    filled = [row[name] for name in _VOTES if row[name]]
    if filled and len(filled) < len(_VOTES):
        yield "some figures of the vote are missing"
    elif filled:
        office, real, *cast = map(int, filled)
        if office < real or real != sum(cast):
            yield "the figures of the vote do not add up"


def _subsidy(row: Record) -> Iterator[str]:
    for name in ("idAttribuant", "idBeneficiaire"):
        if row[name] and not siret.is_valid(row[name]):
            yield f"{name} is no SIRET"
    if not row["idBeneficiaire"] and not row["rnaBeneficiaire"]:
        yield "the beneficiary has no identifier"
    first, _, last = row["datesPeriodeVersement"].partition("/")
    if dt.date.fromisoformat(last or first) < dt.date.fromisoformat(first):
        yield "it is paid until before it begins"
    if row["conditionsVersement"] not in ("unique", "échelonné", "autre"):
        yield "conditionsVersement is not from the list"
