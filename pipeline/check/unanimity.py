"""Unanimity with somebody against."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.votes_cast import shown

_WORD = patterns.compile(r"unanimi|unanimement")

# "à l'unanimité des suffrages exprimés": those who abstain cast none.
_EXPRESSED = patterns.compile(r"(?:suffrages?|voix|votes?|votants)\s+(?:valablement\s+)?exprime|des\s+votants|moins\b")

# A vote that is told of somebody else, and a form that offers both answers.
_OTHERS = patterns.compile(r"\b(?:conseil|commission|comite|bureau|commune|s'est\s+prononce)\b|a\s+la\s+majorite")

_REACH = 120


def check_unanimity(reading: Reading) -> Iterator[Finding]:
    """Votes that are called unanimous and count dissent."""
    for act in reading.acts:
        votes = reading.rows_of("votes", act)
        for vote, behind in zip_longest(votes, votes[1:]):
            end = min(behind["char_start"] if behind else len(reading.folded), vote["char_end"] + _REACH)
            words = reading.folded[vote["char_start"] : end]
            against, abstentions = vote["votes_against"] or 0, vote["abstentions"] or 0
            if not (against or abstentions) or not _claims(reading, vote) or (not against and _EXPRESSED.search(words)):
                continue
            yield Finding(
                message=f"le vote est dit unanime, mais compte {shown(vote) if vote['votes_for'] is not None else _dissent(vote)}.",
                places=(place(vote),),
                act=act,
            )


def _claims(reading: Reading, vote: Row) -> bool:
    """Whether the word stands in the vote itself, and is said of it."""
    words = reading.folded[vote["char_start"] : vote["char_end"]]
    return bool(_WORD.search(words)) and not _OTHERS.search(words)


def _dissent(vote: Row) -> str:
    return f"{vote['votes_against'] or 0} voix contre et {vote['abstentions'] or 0} abstention(s)"


CHECK = Check(
    code="unanimity",
    severity="warning",
    says="Le vote est dit unanime, et compte des voix contre ou des abstentions.",
    silent="L'unanimité est celle « des suffrages exprimés » et personne n'est contre.",
    find=check_unanimity,
)
