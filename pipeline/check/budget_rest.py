"""A budget line whose rest is not what its credits leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from extractors import patterns
from extractors.french import fold
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import euros

_AVAILABLE = patterns.compile(r"disponibles?\b|credits? disponibles?")
_SPENT = patterns.compile(r"(?:depenses?|propositions?|engagements?)\b")
_REST = patterns.compile(r"(?:soldes?|restes?|reliquats?|restant)\b")


def check_budget_rest(reading: Reading) -> Iterator[Finding]:
    """Budget lines where what is available less what is spent is not the printed rest."""
    for act in reading.acts:
        lines: dict[int, dict[str, Row]] = defaultdict(dict)
        for row in reading.rows_of("budget_lines", act):
            if row["line"] and (kind := _kind(fold(row["measure"] or ""))):
                lines[row["line"]].setdefault(kind, row)
        for cells in lines.values():
            base = cells.get("available")
            if not base or "spent" not in cells:
                continue
            left = Decimal(base["value"]) - Decimal(cells["spent"]["value"])
            name = " ".join(part for part in (base["operation"], base["account"], base["label"]) if part)
            if "rest" in cells and abs(left - Decimal(cells["rest"]["value"])) > 1:
                yield Finding(
                    message=f"ligne budgétaire {name} : {euros(base['value'])} disponibles moins {euros(cells['spent']['value'])} "
                    f"laissent {euros(left)}, et non {euros(cells['rest']['value'])}.",
                    places=(place(cells["rest"]), place(base), place(cells["spent"])),
                    act=act,
                )
            elif "rest" not in cells and left < -1:
                yield Finding(
                    message=f"ligne budgétaire {name} : {euros(cells['spent']['value'])} dépensés pour "
                    f"{euros(base['value'])} disponibles.",
                    places=(place(cells["spent"]), place(base)),
                    act=act,
                )


def _kind(measure: str) -> str | None:
    for kind, pattern in (("available", _AVAILABLE), ("rest", _REST), ("spent", _SPENT)):
        if pattern.match(measure):
            return kind
    return None


CHECK = Check(
    code="budget_rest",
    severity="error",
    says="Le solde d'une ligne budgétaire n'est pas ce que laisse la dépense, ou la dépense dépasse le disponible.",
    silent="Les colonnes du disponible, de la dépense et du solde ne sont pas toutes imprimées.",
    find=check_budget_rest,
)
