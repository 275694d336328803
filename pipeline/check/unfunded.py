"""A budget of expenses whose request does not cover it, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import euros

# "Total des charges  15 000 €"
_WHOLE = patterns.compile(r"\btotal\s+(?:general\s+|previsionnel\s+)?(?:des\s+)?(?:charges|depenses)\b[^\d\n]{0,40}\Z")
# "nous sollicitons la commune ... à hauteur de 14 900 €"
_ASKED = patterns.compile(
    r"\b(?:sollicit\w+|demand(?:e|ons|ent|er)\b)[^.\n]{0,200}\b(?:a\s+hauteur\s+de|d'un\s+montant\s+de|de|:)\s*\Z"
)
#: What else may pay.
_OTHERS = patterns.compile(
    r"\b(?:recettes?|produits|ressources?\s+propres|financeurs?|autofinanc\w+|cofinanc\w+|fonds\s+propres|plan\s+de\s+financement"
    r"|reste\s+a\s+charge|participation\s+des|adhesions|cotisations|arrondi\w*)\b"
)

#: How far behind the total the request stands, and which share of it may be missing: who asks for a part expects others to pay.
_REACH, _MISSING = 600, Decimal("0.05")


def check_unfunded(reading: Reading) -> Iterator[Finding]:
    """Requests for a little less than the whole expense, where no other resource is told."""
    for act in reading.acts:
        folded = reading.folded_act(act)
        if "total" not in folded or not ("charges" in folded or "depenses" in folded):
            continue
        rows = [row for row in reading.rows_of("amounts", act) if row["currency"] == "EUR"]
        for at, whole in enumerate(rows):
            if _WHOLE.search(reading.folded, max(0, whole["char_start"] - 80), whole["char_start"]):
                asked = next((row for row in rows[at + 1 :] if _is_asked(reading, whole, row)), None)
                if asked and not _OTHERS.search(reading.folded, max(0, whole["char_start"] - _REACH), asked["char_end"] + _REACH):
                    yield from _finding(reading, whole, asked)


def _is_asked(reading: Reading, whole: Row, row: Row) -> bool:
    start = row["char_start"]
    if start - whole["char_end"] > _REACH:
        return False
    return bool(_ASKED.search(reading.folded, max(whole["char_end"], start - 240), start))


def _finding(reading: Reading, whole: Row, asked: Row) -> Iterator[Finding]:
    missing = Decimal(whole["value"]) - Decimal(asked["value"])
    if 1 <= missing <= whole["value"] * _MISSING:
        yield Finding(
            message=f"la demande est de {euros(asked['value'])}, pour des charges de {euros(whole['value'])} : "
            f"{euros(missing)} n'ont pas de financement.",
            places=(place(asked), place(whole)),
            act=reading.act_at(asked["char_start"]),
        )


CHECK = Check(
    code="unfunded",
    severity="warning",
    says="La somme demandée ne couvre pas tout à fait les charges prévues, et rien ne dit qui paie le reste.",
    silent="Des recettes ou d'autres financeurs sont nommés, ou plus de 5 % des charges restent.",
    find=check_unfunded,
)
