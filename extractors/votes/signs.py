"""The signs of one vote put together: a tally, words, or both, printed side by side or far apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.votes.figures import Tally
from extractors.votes.manners import Manner, find_bare_outcomes, find_elections, find_manners
from extractors.votes.tallies import find_tallies

# Something else is put to the vote between two signs: they are two votes.
_NEW_QUESTION = patterns.compile(
    r"""(?<!\w) (?: delibere | propos(?:e|ent|ition) | (?<!l')expose | rappelle | informe | precise \s que | d'accord \s pour
        | il \s est \s demande | demande \s (?:au|aux) | mise? \s aux? \s v | vote \s? : | question \s suivante | rapport \s n
        | deliberation \s n | objet \s? : )""",
    regex.VERBOSE,
)

# "à la majorité, approuve... Vote : 2 contre": the label stands before the figures of the same vote.
_LABELLED = patterns.compile(r"vote\s?:[\s-]{0,6}$")

_SENTENCE_END = patterns.compile(r"[.;]\s|\n\s*\n")

_DELIBERATION = patterns.compile(
    r"(?<!\w)(?:vu|considerant|delibere|decide|approuve|propose|expose|rapporteur|article|vote\s?:)(?!\w)"
)

# An answer given once the act is over: "Adopté à l'unanimité", "Délibération votée à la majorité".
_RESULT = patterns.compile(r"(?<!\w)(?:adopt|approuv|vot)ee?s?\s[^.;\n]{0,30}$|(?<!\w)(?:adopt|approuv|vot)ee?s?\s?$")

# Votes on how to vote, on the secretary and on earlier minutes: no row of their own in an act about something else.
_ON_PROCEDURE = patterns.compile(r"secretaire|proces[- ]verbal|compte[- ]rendu|scrutin\ssecret|main\slevee|bulletin|huis\sclos")

#: Two signs this close speak of the same vote.
_ADJACENT = 60

#: What a sentence says of somebody's vote stands this close to the result.
_TOLD_REACH = 400

#: Between "à la majorité" and the figures below the decision.
_LONGEST_DECISION = 3000

#: A word that contradicts the figures ("à l'unanimité et une abstention") is of the same vote only when this close.
_TOUCHING = 40


@dataclass(frozen=True, slots=True)
class Signs:
    """What belongs to one vote: a tally, words, or both."""

    start: int
    end: int
    tally: Tally | None = None
    manner: Manner | None = None

    @property
    def kind(self) -> str:
        """``tally``, or the kind of its words."""
        return self.manner.kind if self.manner else "tally"

    @property
    def is_unanimous(self) -> bool:
        """Whether the word stands there."""
        return self.manner is not None and self.manner.kind == "unanimity"

    def count(self, position: str) -> int | None:
        """The figure printed for a position."""
        if position == "for" and self.manner and self.manner.votes_for is not None:
            return self.manner.votes_for
        return self.tally.value(position) if self.tally else None

    @property
    def has_dissent(self) -> bool:
        """Whether somebody is counted against, or abstains."""
        return bool(self.count("against") or self.count("abstain"))


def find_signs(passage: Passage) -> list[Signs]:
    """One entry per vote of a passage, in reading order: signs that tell the same vote are put together."""
    decided = _DELIBERATION.search(passage.folded) if passage.kind == "deliberation" else None
    head = decided.start() if decided else (len(passage.text) if passage.kind == "deliberation" else 0)
    votes: list[Signs] = []
    for sign in _single_signs(passage):
        if votes and _is_same_vote(passage, votes[-1], sign, head):
            votes[-1] = _together(votes[-1], sign)
        else:
            votes.append(sign)
    return _without_procedure(passage, votes)


def _single_signs(passage: Passage) -> list[Signs]:
    """Every sign of a vote, in reading order, without overlap."""
    tallies = [Signs(t.start, t.end, tally=t) for t in passage.find(find_tallies)]
    manners = [*find_elections(passage), *find_manners(passage), *find_bare_outcomes(passage)]
    kept: list[Signs] = []
    for signs in sorted([*tallies, *(Signs(m.start, m.end, manner=m) for m in manners)], key=lambda s: s.start):
        if not kept or signs.start >= kept[-1].end:
            kept.append(signs)
    return kept


def _is_same_vote(passage: Passage, first: Signs, second: Signs, head: int) -> bool:
    """Whether two signs, one after the other, tell the same vote.

    In the ``head`` of a deliberation, before anything is decided, a tally tells what is told again below.
    """
    gap = passage.folded[first.end : second.start]
    if _is_told(first) or _is_told(second):
        return _completes(first, second, gap)
    new_question = _NEW_QUESTION.search(gap) is not None
    if first.tally and second.tally and _positions(first.tally) & _positions(second.tally):
        again = first.is_unanimous and len(gap) <= _TOUCHING // 2
        return _repeats(first.tally, second.tally) and (again or first.start < head)
    if (first.is_unanimous and second.has_dissent) or (second.is_unanimous and first.has_dissent):
        told_below = passage.kind == "deliberation" and second.tally is not None
        touching = len(gap) <= _TOUCHING and not _SENTENCE_END.search(gap)
        return (touching or told_below) and not new_question
    if first.tally and first.start < head:
        return True
    if first.kind == "majority" and second.tally:
        return len(gap) <= _LONGEST_DECISION and not _NEW_QUESTION.search(_LABELLED.sub("", gap))
    return not new_question and _agree(passage, first, second, len(gap))


def _is_told(signs: Signs) -> bool:
    return signs.tally is not None and signs.tally.is_told and signs.manner is None


def _completes(first: Signs, second: Signs, gap: str) -> bool:
    """Whether a sentence about somebody's vote and the result beside it tell one vote: the result prints no such figure."""
    if first.tally and second.tally and _positions(first.tally) & _positions(second.tally):
        return _repeats(first.tally, second.tally) and len(gap) <= _TOLD_REACH
    return len(gap) <= _TOLD_REACH and _NEW_QUESTION.search(gap) is None


def _agree(passage: Passage, first: Signs, second: Signs, distance: int) -> bool:
    """Whether two signs between which nothing else is put to the vote are of one vote."""
    in_one_act = passage.kind == "deliberation"
    kinds = {first.kind, second.kind}
    if kinds & {"bare", "noted"}:
        return distance <= _LONGEST_DECISION // 2 or in_one_act
    if "election" in kinds:
        return distance <= 5 * _ADJACENT and len(kinds) == 2
    if len(kinds) == 1:
        return in_one_act and _is_result(passage, second) and not _is_result(passage, first)
    return distance <= _ADJACENT or (in_one_act and (_is_result(passage, second) or second.kind == "tally"))


def _positions(tally: Tally) -> set[str]:
    return {figure.position for figure in tally.figures}


def _repeats(first: Tally, second: Tally) -> bool:
    """Whether a tally prints again what another has printed."""
    common = _positions(first) & _positions(second)
    return all(first.value(position) == second.value(position) for position in common)


def _is_result(passage: Passage, signs: Signs) -> bool:
    return _RESULT.search(passage.folded[max(0, signs.start - 60) : signs.start]) is not None


def _together(first: Signs, second: Signs) -> Signs:
    """Two signs of one vote; the span covers both when they are close, else the one that tells more."""
    tally = first.tally or second.tally
    if first.tally and second.tally and first.tally is not second.tally:
        tally = Tally((*first.tally.figures, *(f for f in second.tally.figures if f.position not in _positions(first.tally))))
    manners = [s.manner for s in (first, second) if s.manner]
    manner = min(manners, key=lambda m: ("unanimity", "election", "majority", "noted", "bare").index(m.kind), default=None)
    if first.kind == "noted" and manner and second.start - first.end <= _TOUCHING:
        manner = replace(manner, outcome="noted")
    if second.kind in ("bare", "noted"):
        return Signs(first.start, first.end, tally, manner)
    if second.start - first.end <= _ADJACENT or (first.tally and second.tally):
        return Signs(first.start, second.end, tally, manner)
    main = first if first.tally or not second.tally else second
    return Signs(main.start, main.end, tally, manner)


def _without_procedure(passage: Passage, votes: list[Signs]) -> list[Signs]:
    """The votes without those on how to vote, on the secretary and on earlier minutes, where an act decides something else.

    In minutes these stand for themselves, but for the decision to vote by show of hands. What somebody says of their own
    vote in the debate is none where the result is printed.
    """
    votes = [vote for vote in votes if not _is_told(vote)] or votes
    if passage.kind != "deliberation" or len(votes) < 2:
        return votes
    kept = [v for v in votes if v.tally or not _ON_PROCEDURE.search(passage.folded, max(0, v.start - 110), v.end + 110)]
    return kept or votes
