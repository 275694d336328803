"""A sum in words beside another one in figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row
from pipeline.check.phrasing import euros

# "deux mille euros (2 500 €)": what may stand between the same sum told twice.
_BESIDE = patterns.compile(r"\s*(?:[(]\s*(?:soit\s+)?|,?\s*soit\s+(?:la\s+somme\s+de\s+)?|:\s*)")
_SHUT = patterns.compile(r"\s*(?:€|euros?)?\s*[)]")


def check_words_figures(reading: Reading) -> Iterator[Finding]:
    """Sums told in words and in figures, differently."""
    acts = {act.id: act for act in reading.acts}
    for one, other in pairwise(reading.rows("amounts")):
        if one["act_id"] != other["act_id"] or not 0 < other["char_start"] - one["char_end"] <= 20:
            continue
        if _in_words(one) == _in_words(other) or not _BESIDE.fullmatch(reading.folded[one["char_end"] : other["char_start"]]):
            continue
        if _BESIDE.fullmatch(reading.folded[one["char_end"] : other["char_start"]])[0].strip()[:1] == "(" and not _SHUT.match(
            reading.folded, other["char_end"]
        ):
            continue
        words, figures = (one, other) if _in_words(one) else (other, one)
        if abs(Decimal(words["value"]) - Decimal(figures["value"])) >= 1:
            yield Finding(
                message=f"la somme est de {euros(words['value'])} en toutes lettres et de {euros(figures['value'])} en chiffres.",
                places=((one["char_start"], other["char_end"]),),
                act=acts.get(one["act_id"]),
            )


def _in_words(row: Row) -> bool:
    return not any(map(str.isdigit, row["raw"]))


CHECK = Check(
    code="words_figures",
    severity="error",
    says="Une somme n'est pas la même en lettres et en chiffres.",
    silent="Les deux ne sont pas côte à côte.",
    find=check_words_figures,
)
