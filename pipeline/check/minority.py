"""A decision that was taken although more voices were against it."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, place
from pipeline.check.votes_cast import shown

_DECIDES = patterns.compile(
    r"\b(?:decide(?:nt)?|approuve(?:nt)?|adopte(?:nt)?|autorise(?:nt)?|de \s donner|emet(?:tent)?|accepte(?:nt)?|fixe(?:nt)?)\b",
    regex.VERBOSE,
)
_REFUSES = patterns.compile(
    r"""\b(?: rejet\w* | refus\w* | n'est \s pas \s adopt | n'(?:approuve|adopte|autorise|accepte) \s pas
      | ne \s (?:pas|decide \s pas)
      | repouss\w* | non \s adopt | decide \s de \s ne \s pas | ajourn )""",
    regex.VERBOSE,
)
_REACH = 200


def check_minority(reading: Reading) -> Iterator[Finding]:
    """Votes with more voices against than for, behind or before which the assembly decides all the same."""
    for act in reading.acts:
        for vote in reading.rows_of("votes", act):
            favour, against = vote["votes_for"], vote["votes_against"]
            if favour is None or against is None or against <= favour:
                continue
            before = reading.folded[max(0, vote["char_start"] - _REACH) : vote["char_start"]]
            behind = reading.folded[vote["char_end"] : vote["char_end"] + _REACH]
            if _REFUSES.search(before + behind) or not _DECIDES.search(before + behind):
                continue
            yield Finding(
                message=f"plus de voix contre que pour ({shown(vote)}), et l'assemblée décide pourtant.",
                places=(place(vote),),
                act=act,
            )


CHECK = Check(
    code="minority",
    severity="error",
    says="Plus de voix contre que pour, et la décision est pourtant prise.",
    silent="Les deux nombres ne sont pas imprimés, ou le texte dit la proposition rejetée.",
    find=check_minority,
)
