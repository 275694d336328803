"""How the assembly voted.

A vote is told by figures (:mod:`extractors.votes.tallies`), by words (:mod:`extractors.votes.manners`), or by both: then
the two are one row. A commission's vote, a rule of law and the vote of an earlier meeting are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extractors.base import Extractor, Mention, Passage, column
from extractors.votes.attendance import Attendance, read_attendance
from extractors.votes.manners import Manner, find_ballot, find_bare_outcomes, find_elections, find_manners, find_outcome
from extractors.votes.tallies import Figure, Tally, find_tallies

#: What these acts say of votes is told of others: a report proposes, an annex belongs to somebody else.
_NO_VOTE = frozenset({"report", "annex", "convention", "stamp"})

# No passage without one of these holds a vote.
_GATE = regex.compile(r"unanim|majorit|voix|abst|contre|vote|adopt|prend\sacte|\d\spour")

# Something else is put to the vote between two signs: they are two votes.
_NEW_QUESTION = regex.compile(
    r"""(?<!\w) (?: delibere | propos(?:e|ent|ition) | expose | rappelle | informe | precise \s que | d'accord \s pour
        | il \s est \s demande | demande \s (?:au|aux) | mise? \s aux? \s v | vote \s? : | question \s suivante | rapport \s n
        | deliberation \s n | objet \s? : )""",
    regex.VERBOSE,
)

# "à la majorité, approuve... Vote : 2 contre": the label stands before the figures of the same vote.
_LABELLED = regex.compile(r"vote\s?:[\s-]{0,6}$")

_SENTENCE_END = regex.compile(r"[.;]\s|\n\s*\n")

_DELIBERATION = regex.compile(
    r"(?<!\w)(?:vu|considerant|delibere|decide|approuve|propose|expose|rapporteur|article|vote\s?:)(?!\w)"
)

# An answer given once the act is over: "Adopté à l'unanimité", "Délibération votée à la majorité".
_RESULT = regex.compile(r"(?<!\w)(?:adopt|approuv|vot)ee?s?\s[^.;\n]{0,30}$|(?<!\w)(?:adopt|approuv|vot)ee?s?\s?$")

# "rejette par 12 voix contre 9"
_REJECTS = regex.compile(r"(?<!\w)(?:rejette(?:nt)?|rejetee?s?|repoussee?s?)\s+(?:par\s+)?$")

# Votes on how to vote, on the secretary and on earlier minutes: no row of their own in an act about something else.
_ON_PROCEDURE = regex.compile(r"secretaire|proces[- ]verbal|compte[- ]rendu|scrutin\ssecret|main\slevee|bulletin|huis\sclos")

#: Two signs this close speak of the same vote.
_ADJACENT = 60

#: Between "à la majorité" and the figures below the decision.
_LONGEST_DECISION = 3000

#: A word that contradicts the figures ("à l'unanimité et une abstention") is of the same vote only when this close.
_TOUCHING = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Mention):
    """One vote of the assembly."""

    votes_for: int | None = column("voix pour")
    votes_against: int | None = column("voix contre")
    abstentions: int | None = column("abstentions")
    absent: int | None = column("absents comptés dans le vote lui-même")
    not_taking_part: int | None = column("ne prenant pas part au vote")
    in_office: int | None = column("membres en exercice")
    present: int | None = column("membres présents")
    represented: int | None = column("membres représentés")
    unanimous: bool | None = column("unanimité, quand le mot est imprimé ou que tous les chiffres sont pour")
    outcome: str | None = column("issue du vote", values=("adopted", "rejected", "adjourned", "noted"))
    ballot: str | None = column("mode de scrutin", values=("show_of_hands", "secret", "roll_call"))
    derived_for: int | None = column("voix pour, déduites et non lues")
    derived_against: int | None = column("voix contre, déduites et non lues")
    derived_abstentions: int | None = column("abstentions, déduites et non lues")


@dataclass(frozen=True, slots=True)
class _Signs:
    """What belongs to one vote: a tally, words, or both."""

    start: int
    end: int
    tally: Tally | None = None
    manner: Manner | None = None

    @property
    def kind(self) -> str:
        return self.manner.kind if self.manner else "tally"

    @property
    def is_unanimous(self) -> bool:
        return self.manner is not None and self.manner.kind == "unanimity"

    def count(self, position: str) -> int | None:
        """The figure printed for a position."""
        if position == "for" and self.manner and self.manner.votes_for is not None:
            return self.manner.votes_for
        return self.tally.value(position) if self.tally else None

    @property
    def has_dissent(self) -> bool:
        return bool(self.count("against") or self.count("abstain"))


def find_votes(passage: Passage) -> Iterator[Vote]:
    """Yield the votes of a passage, in reading order.

    A figure that is not printed stays empty. Where only names are printed they are counted.

    >>> (vote,) = find_votes(Passage("Le conseil municipal, par 14 voix pour et 2 abstentions, adopte le budget."))
    >>> (vote.votes_for, vote.votes_against, vote.abstentions, vote.unanimous, vote.outcome)
    (14, None, 2, False, 'adopted')
    >>> [v.unanimous for v in find_votes(Passage("Le comité syndical, à l'unanimité, approuve la convention."))]
    [True]
    """
    if passage.kind in _NO_VOTE or not _GATE.search(passage.folded):
        return
    votes = _without_procedure(passage, _merged(passage, _signs(passage)))
    attendance = read_attendance(passage.folded) if votes else Attendance()
    for i, signs in enumerate(votes):
        floor = votes[i - 1].end if i else 0
        ceiling = votes[i + 1].start if i + 1 < len(votes) else len(passage.text)
        yield replace(
            _vote(passage, signs, floor, ceiling),
            in_office=attendance.in_office,
            present=attendance.present,
            represented=attendance.represented,
        )


def find_voted_figures(passage: Passage) -> Iterator[Figure]:
    """Yield the figures of the tallies that are votes of the assembly, with the names and groups under them."""
    votes = iter(passage.find(find_votes))
    vote = next(votes, None)
    for tally in passage.find(find_tallies):
        while vote and vote.end < tally.end:
            vote = next(votes, None)
        if vote and vote.start <= tally.start:
            yield from tally.figures


def _signs(passage: Passage) -> list[_Signs]:
    """Every sign of a vote, in reading order, without overlap; bare outcomes only where nothing else is near."""
    tallies = [_Signs(t.start, t.end, tally=t) for t in passage.find(find_tallies)]
    elections = [_Signs(m.start, m.end, manner=m) for m in find_elections(passage)]
    manners = [_Signs(m.start, m.end, manner=m) for m in find_manners(passage)]
    bare = [_Signs(m.start, m.end, manner=m) for m in find_bare_outcomes(passage)]
    kept: list[_Signs] = []
    for signs in sorted([*elections, *tallies, *manners, *bare], key=lambda s: s.start):
        if not kept or signs.start >= kept[-1].end:
            kept.append(signs)
    return kept


def _merged(passage: Passage, signs: list[_Signs]) -> list[_Signs]:
    """One entry per vote: signs that tell the same vote twice are put together."""
    votes: list[_Signs] = []
    for sign in signs:
        if votes and _is_same_vote(passage, votes[-1], sign):
            votes[-1] = _together(votes[-1], sign)
        else:
            votes.append(sign)
    return votes


def _is_same_vote(passage: Passage, first: _Signs, second: _Signs) -> bool:
    """Whether two signs, one after the other, tell the same vote."""
    gap = passage.folded[first.end : second.start]
    if first.tally and second.tally and any(f.position in _positions(second.tally) for f in first.tally.figures):
        again = first.is_unanimous and len(gap) <= _TOUCHING // 2
        return _repeats(first.tally, second.tally) and (again or _is_in_head(passage, first))
    conflict = (first.is_unanimous and second.has_dissent) or (second.is_unanimous and first.has_dissent)
    if first.tally and not conflict and _is_in_head(passage, first):
        return True
    if "election" in (first.kind, second.kind) and "bare" not in (first.kind, second.kind):
        return len(gap) <= 300 and first.kind != second.kind and not _NEW_QUESTION.search(gap)
    if conflict:
        told_below = passage.kind == "deliberation" and second.tally is not None
        touching = len(gap) <= _TOUCHING and not _SENTENCE_END.search(gap)
        return (touching or told_below) and not _NEW_QUESTION.search(gap)
    if first.kind == "majority" and second.tally:
        return len(gap) <= _LONGEST_DECISION and not _NEW_QUESTION.search(_LABELLED.sub("", gap))
    if _NEW_QUESTION.search(gap):
        return False
    if "bare" in (first.kind, second.kind) or "noted" in (first.kind, second.kind):
        return len(gap) <= 1500 or passage.kind == "deliberation"
    if first.kind == second.kind:
        return _is_result(passage, second) and not _is_result(passage, first) and passage.kind == "deliberation"
    return len(gap) <= _ADJACENT or (passage.kind == "deliberation" and (_is_result(passage, second) or second.kind == "tally"))


def _is_in_head(passage: Passage, signs: _Signs) -> bool:
    """Whether a vote is printed in the head of a deliberation, before anything is decided: it may be told again below."""
    return passage.kind == "deliberation" and not _DELIBERATION.search(passage.folded, 0, signs.start)


def _positions(tally: Tally) -> set[str]:
    return {figure.position for figure in tally.figures}


def _repeats(first: Tally, second: Tally) -> bool:
    """Whether a tally prints again what another has printed."""
    common = _positions(first) & _positions(second)
    return all(first.value(position) == second.value(position) for position in common)


def _is_result(passage: Passage, signs: _Signs) -> bool:
    return _RESULT.search(passage.folded[max(0, signs.start - 60) : signs.start]) is not None


def _together(first: _Signs, second: _Signs) -> _Signs:
    """Two signs of one vote; the span covers both when they are close, else the one that tells more."""
    tally = first.tally or second.tally
    if first.tally and second.tally and first.tally is not second.tally:
        tally = Tally((*first.tally.figures, *(f for f in second.tally.figures if f.position not in _positions(first.tally))))
    manners = [s.manner for s in (first, second) if s.manner]
    manner = min(manners, key=lambda m: ("unanimity", "election", "majority", "noted", "bare").index(m.kind), default=None)
    if first.kind == "noted" and manner and second.start - first.end <= _TOUCHING:
        manner = replace(manner, outcome="noted")
    if second.kind in ("bare", "noted"):
        return _Signs(first.start, first.end, tally, manner)
    if second.start - first.end <= _ADJACENT or (first.tally and second.tally):
        return _Signs(first.start, second.end, tally, manner)
    main = first if first.tally or not second.tally else second
    return _Signs(main.start, main.end, tally, manner)


def _without_procedure(passage: Passage, votes: list[_Signs]) -> list[_Signs]:
    """The votes without those on how to vote, on the secretary and on earlier minutes, where an act decides something else.

    In minutes these stand for themselves, but for the decision to vote by show of hands.
    """
    if passage.kind != "deliberation" or len(votes) < 2:
        return votes
    kept = [v for v in votes if v.tally or not _ON_PROCEDURE.search(passage.folded, max(0, v.start - 110), v.end + 110)]
    return kept or votes


def _vote(passage: Passage, signs: _Signs, floor: int, ceiling: int) -> Vote:
    """The row of one vote."""
    folded = passage.folded
    counts = {p: signs.count(p) for p in ("for", "against", "abstain", "absent", "not_taking_part")}
    rule, confidence = _trust(signs)
    # Nobody sees that a secret ballot was unanimous but by its figures: a rule was recalled there.
    ballot = find_ballot(folded, max(floor, signs.start - 600), min(ceiling, signs.end + 150))
    before, after = max(floor, signs.start - 150), min(ceiling, signs.end + 200)
    words = find_outcome(folded, before, signs.start, signs.end, after)
    return Vote(
        **passage.at(signs.start, _closed(passage.text, signs.start, signs.end)),
        votes_for=counts["for"],
        votes_against=counts["against"],
        abstentions=counts["abstain"],
        absent=counts["absent"],
        not_taking_part=counts["not_taking_part"],
        unanimous=_unanimous(signs),
        outcome=_outcome(signs, words, rejects=_REJECTS.search(folded, before, signs.start) is not None),
        ballot=None if ballot == "secret" and signs.is_unanimous else ballot,
        rule=rule,
        confidence=confidence,
    )


def _closed(text: str, start: int, end: int) -> int:
    """The end of a vote with the parenthesis that closes it: "à l'unanimité (13 voix pour)"."""
    opened = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if opened and text[end : end + 1] == ")" else end


def _unanimous(signs: _Signs) -> bool | None:
    """True where the word stands or all printed figures are for, False where figures or words say otherwise, else None."""
    if signs.is_unanimous:
        return True
    if signs.has_dissent or signs.kind == "majority":
        return False
    if signs.count("for") and signs.count("against") == 0 and signs.count("abstain") == 0:
        return True
    return None


def _outcome(signs: _Signs, words: str | None, *, rejects: bool) -> str:
    """What became of the vote: figures decide first, then words; a vote of which nothing more is said was carried.

    ``rejects``: the verb right before the figures is one of rejection, so that they count who rejects.
    """
    if rejects:
        return "rejected"
    favour, against = signs.count("for"), signs.count("against")
    if words in ("adjourned", "noted"):
        return words
    if favour is not None and against is not None and favour != against:
        return "adopted" if favour > against else "rejected"
    if signs.manner and signs.manner.outcome:
        return signs.manner.outcome
    return words or "adopted"


def _trust(signs: _Signs) -> tuple[str, float]:
    """The rule and how often it is right; figures that their own names contradict are doubtful."""
    if signs.tally:
        doubtful = any(f.printed and f.names and f.value != len(f.names) for f in signs.tally.figures)
        return "tally", 0.8 if doubtful else 0.97
    return signs.kind, {"unanimity": 0.95, "majority": 0.92, "election": 0.85}.get(signs.kind, 0.85)


EXTRACTOR = Extractor(
    "votes", Vote, find_votes, description="Un vote de l'assemblée par ligne ; un chiffre qui n'est pas imprimé reste vide."
)
