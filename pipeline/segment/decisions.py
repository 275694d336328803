"""The words by which an assembly decides, and those by which it puts off, informs or closes."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

import regex

from extractors.french import SPACE

_S = SPACE

#: "Après en avoir délibéré, à l'unanimité", "VOTE : 13 POUR", "15 voix pour", "Le conseil municipal décide", "(Adopté)".
#: "Le conseil est invité à délibérer" is an invitation: the verb must be in the third person, with no "invité à" before.
_DECISION = regex.compile(
    rf"""
    \bapres{_S}+(?:en{_S}+)?(?:avoir|etre)?{_S}*(?:[a-z]+ment{_S}+)?delibere
    | \ben{_S}+(?:avoir|ayant){_S}+(?:[a-z]+ment{_S}+)?delibere
    | \bunanim(?:ite|ement|e)\b
    | \b(?:a|de){_S}+la{_S}+majorite\b
    | \bmajorite{_S}+(?:\(|des{_S}+(?:suffrages|voix|membres|votants))
    | \bvotes?{_S}*:
    | \b(?:\d{{1,3}}|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt){_S}*
        (?:voix|votes?|suffrages?)?{_S}*\(?pour\b(?![ ]{{0,2}}(?:\d+[ ]?(?:ans?|mois|jours|heures|semaines|personnes|habitants|agents|€|%|euros)|(?:le|la|les|l|un|une|des|ce|cet|cette|toute?|chaque|l')\b))
    | \bpour{_S}*:{_S}*\d
    | \babstentions?{_S}*(?:\(s\))?{_S}*:?{_S}*\d | \bcontre{_S}*:{_S}*\d
    | \b(?:decide|adopte|approuve|autorise|accepte|valide|vote|fixe|emet|designe|donne|accorde|prend{_S}+acte|entend|elit|refuse
        |rejette|retient|charge|ratifie|sollicite|arrete|confirme|attribue|desapprouve|renonce){_S}*:
    | \bprend(?:s|re)?{_S}+(?:bonne{_S}+)?(?:acte|note)\b
    | \b(?:conseil|assemblee|bureau|comite|commission|communaute|commune|conseillers|membres|elus)\b
        (?:(?!\binvite|\.{_S}|\bpropose\b|\bsollicite{_S}+par).){{0,160}}?
        \b(?:decident|adoptent|approuvent|decide|adopte|approuve|autorise|accepte|valide|fixe|emet|designe|donne|accorde|elit|refuse|rejette|ratifie|votent|vote{_S}+(?:a|l|la|le|les|pour|contre)|retient|confirme|attribue|se{_S}+prononce|entend|retiennent|acceptent|valident|desapprouve)(?:{_S}|[.:;,])
    | \((?:adopte|rejete|vote)e?s?\b | \b(?:adopte|approuve|vote|rejete)(?:e|es|s)?{_S}+(?:a{_S}+l|par{_S}+\d|au{_S}+scrutin)
    | \ba{_S}+ete{_S}+(?:adoptee?|approuvee?|proclamee?|elue?)\b | \bsont{_S}+(?:elus|elues|proclamee?s)\b
    | \bavis{_S}+(?:favorable|defavorable)\b
    | \b(?:approuvee|adoptee|rejetee|ajournee)\b
    """,
    regex.VERBOSE | regex.DOTALL,
)

#: A manner of vote: what closes an item. Weaker words ("décide") may come several times in one item.
_VOTE = regex.compile(
    rf"""
    \bvotes?{_S}*:
    | \b\d{{1,3}}{_S}*(?:voix{_S}+|votes?{_S}+)?pour\b
    | \bpour{_S}*:{_S}*\d
    | \bunanim(?:ite|ement|e)\b
    | \ba{_S}+la{_S}+majorite\b
    """,
    regex.VERBOSE,
)

#: "Décisions du maire", "rend compte des décisions prises": what follows is a list, until the assembly takes note of it.
_REPORT = regex.compile(
    rf"\bdecisions?{_S}+(?:municipales?{_S}+|communautaires?{_S}+)?(?:prises?\b|du{_S}+(?:maire|president)\b|de{_S}+(?:la{_S}+)?(?:maire|presidente)\b)|\bl\.?{_S}?2122-22\b"
)

#: A list of reported decisions is not longer.
_REPORT_SIZE = 20_000

_DELIBERATED = regex.compile(rf"\b(?:apres|en){_S}+(?:en{_S}+)?(?:avoir|ayant)?{_S}*(?:[a-z]+ment{_S}+)?delibere\b")

#: "Ce point est reporté", "Pas de vote", "retirée de l'ordre du jour": the assembly did not decide.
_POSTPONED = regex.compile(
    rf"""
    \b(?:reporte|ajourne|retire|differe)(?:e|es|s)?{_S}+(?:a|au|de{_S}+l'ordre|du|lors|ulterieurement|sine)\b
    | \bpas{_S}+de{_S}+vote\b | \bsans{_S}+vote\b | \bpoint{_S}+(?:reporte|ajourne|retire|annule)
    """,
    regex.VERBOSE,
)

#: The end of the meeting: what follows belongs to the frame.
_CLOSING = regex.compile(
    rf"""
    l'ordre{_S}+du{_S}+jour{_S}+(?:\w+{_S}+)?(?:etant|est){_S}+(?:\w+{_S}+)?(?:epuise|termine|clos)
    | \b(?:la{_S}+)?seance{_S}+(?:est|a{_S}+ete|etant)?{_S}*(?:levee|close|cloturee)\b
    | \b(?:leve|clot|cloture){_S}+la{_S}+(?:seance|reunion)
    | \b(?:fin|cloture|levee){_S}+de{_S}+(?:la{_S}+)?seance\b
    | \bplus{_S}+(?:rien|personne|aucun\w*)(?:{_S}+\w+){{0,4}}{_S}+(?:ordre{_S}+du{_S}+jour|parole|question)
    | \breunion{_S}+(?:terminee|levee|close)\b
    """,
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Decisions:
    """Where a text decides; asked for stretches, in logarithmic time.

    Attributes:
        decided, votes, postponed, closings: offsets of the words that say so.
        reports: offsets where the executive reports what it decided by itself.
        deliberated: offsets of "après en avoir délibéré", behind which an act decides.
        everything: the document is a list of what was decided, and need not say it again.
    """

    decided: tuple[int, ...]
    votes: tuple[int, ...]
    postponed: tuple[int, ...]
    closings: tuple[int, ...]
    reports: tuple[int, ...] = ()
    deliberated: tuple[int, ...] = ()
    everything: bool = False

    def between(self, start: int, end: int) -> bool:
        """Whether something is decided in the stretch, and not merely put off."""
        if self.everything:
            return start < end
        return _any(self.decided, start, end) and (not _any(self.postponed, start, end) or _any(self.votes, start, end))

    def first(self, start: int, end: int) -> int | None:
        """Offset of the first decision in the stretch."""
        index = bisect.bisect_left(self.decided, start)
        return self.decided[index] if index < len(self.decided) and self.decided[index] < end else None

    def is_reported(self, offset: int) -> bool:
        """Whether the place stands in a list of decisions that the executive reports."""
        index = bisect.bisect_left(self.reports, offset)
        return (
            index > 0
            and self.first_vote(self.reports[index - 1], offset) is None
            and offset - self.reports[index - 1] < _REPORT_SIZE
        )

    def votes_in(self, start: int, end: int) -> tuple[int, ...]:
        """Offsets of the manners of vote in the stretch."""
        return self.votes[bisect.bisect_left(self.votes, start) : bisect.bisect_left(self.votes, end)]

    def first_vote(self, start: int, end: int) -> int | None:
        """Offset of the first manner of vote in the stretch."""
        return next(iter(self.votes_in(start, end)), None)

    def operative(self, start: int, end: int) -> int | None:
        """Where the operative part of an act begins: it deliberates, or for want of that votes, or decides."""
        index = bisect.bisect_left(self.deliberated, start)
        if index < len(self.deliberated) and self.deliberated[index] < end:
            return self.deliberated[index]
        return self.first(start, end)

    def count_votes(self, start: int, end: int) -> int:
        """How many manners of vote are printed in the stretch."""
        return bisect.bisect_left(self.votes, end) - bisect.bisect_left(self.votes, start)

    def closing(self, start: int, end: int) -> int | None:
        """Offset where the meeting is closed, in the stretch."""
        index = bisect.bisect_left(self.closings, start)
        return self.closings[index] if index < len(self.closings) and self.closings[index] < end else None


def find_decisions(folded: str) -> Decisions:
    """The decisions of a text.

    >>> found = find_decisions("le conseil municipal, apres en avoir delibere, decide : la seance est levee")
    >>> len(found.decided), found.closing(0, 100)
    (1, 53)
    """
    return Decisions(
        decided=tuple(m.start() for m in _DECISION.finditer(folded)),
        votes=tuple(m.start() for m in _VOTE.finditer(folded)),
        postponed=tuple(m.start() for m in _POSTPONED.finditer(folded)),
        reports=tuple(m.start() for m in _REPORT.finditer(folded)),
        deliberated=tuple(m.start() for m in _DELIBERATED.finditer(folded)),
        closings=tuple(m.start() for m in _CLOSING.finditer(folded)),
    )


def _any(places: tuple[int, ...], start: int, end: int) -> bool:
    index = bisect.bisect_left(places, start)
    return index < len(places) and places[index] < end
