"""How the assembly voted.

A vote is told by figures (:mod:`extractors.votes.tallies`), by words (:mod:`extractors.votes.manners`), or by both: then
the two are one row (:mod:`extractors.votes.signs`). A commission's vote, a rule of law and the vote of an earlier meeting
are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors import patterns
from extractors.base import Extractor, Mention, Passage, column
from extractors.votes.attendance import Attendance, read_attendance
from extractors.votes.figures import Figure
from extractors.votes.manners import find_ballot, find_outcome
from extractors.votes.signs import Signs, find_signs
from extractors.votes.tallies import find_tallies

#: What these acts say of votes is told of others: a report proposes, an annex belongs to somebody else.
_NO_VOTE = frozenset({"report", "annex", "convention", "stamp"})

# No passage without one of these holds a vote.
_GATES = ("unanim", "majorit", "voix", "abst", "contre", "vote", "adopt")
_RARER_GATE = patterns.compile(r"prend\sacte|\d\spour|\boui\s{1,3}:?\s{0,3}\d|\d\s{1,3}oui\b|\bc\s?[:=]\s?\d|pour\s?:\s?\d")

# "rejette par 12 voix contre 9", "par 12 voix contre 9, le conseil refuse"
_REJECTS = patterns.compile(r"(?<!\w)(?:rejette(?:nt)?|rejetee?s?|repoussee?s?)\s+(?:par\s+)?$")
_REFUSES = patterns.compile(
    r"[\s,:)]{0,4}(?:(?:le|la|les)\s\w{1,15}(?:\s\w{1,15})?,?\s)?(?:refuse(?:nt)?\b(?!\sde\svote)|rejette(?:nt)?\b|repousse(?:nt)?\b)"
)


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


def find_votes(passage: Passage) -> Iterator[Vote]:
    """Yield the votes of a passage, in reading order.

    A figure that is not printed stays empty. Where only names are printed they are counted.

    >>> (vote,) = find_votes(Passage("Le conseil municipal, par 14 voix pour et 2 abstentions, adopte le budget."))
    >>> (vote.votes_for, vote.votes_against, vote.abstentions, vote.unanimous, vote.outcome)
    (14, None, 2, False, 'adopted')
    >>> [v.unanimous for v in find_votes(Passage("Le comité syndical, à l'unanimité, approuve la convention."))]
    [True]
    """
    folded = passage.folded
    if passage.kind in _NO_VOTE or not (any(word in folded for word in _GATES) or _RARER_GATE.search(folded)):
        return
    votes = find_signs(passage)
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


def _vote(passage: Passage, signs: Signs, floor: int, ceiling: int) -> Vote:
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
        outcome=_outcome(signs, words, rejects=_rejects(folded, before, signs)),
        ballot=None if ballot == "secret" and signs.is_unanimous else ballot,
        rule=rule,
        confidence=confidence,
    )


def _rejects(folded: str, before: int, signs: Signs) -> bool:
    """Whether the figures count who rejects, as the verb beside them says."""
    return _REJECTS.search(folded, before, signs.start) is not None or _REFUSES.match(folded, signs.end) is not None


def _closed(text: str, start: int, end: int) -> int:
    """The end of a vote with the parenthesis that closes it: "à l'unanimité (13 voix pour)"."""
    opened = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if opened and text[end : end + 1] == ")" else end


def _unanimous(signs: Signs) -> bool | None:
    """True where the word stands or all printed figures are for, False where figures or words say otherwise, else None."""
    if signs.is_unanimous:
        return True
    if signs.has_dissent or signs.kind == "majority":
        return False
    if signs.count("for") and signs.count("against") == 0 and signs.count("abstain") == 0:
        return True
    return None


def _outcome(signs: Signs, words: str | None, *, rejects: bool) -> str:
    """What became of the vote: figures decide first, then words; a vote of which nothing more is said was carried.

    ``rejects``: the verb right beside the figures is one of rejection, so that they count who rejects.
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


def _trust(signs: Signs) -> tuple[str, float]:
    """The rule and how often it is right; figures that their own names contradict are doubtful."""
    if signs.tally:
        doubtful = any(f.printed and f.names and f.value != len(f.names) for f in signs.tally.figures)
        return "tally", 0.6 if doubtful else 0.97
    return signs.kind, {"unanimity": 0.95, "majority": 0.88, "election": 0.85}.get(signs.kind, 0.85)


EXTRACTOR = Extractor(
    "votes", Vote, find_votes, description="Un vote de l'assemblée par ligne ; un chiffre qui n'est pas imprimé reste vide."
)
