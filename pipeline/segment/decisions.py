"""The words by which an assembly decides, and those by which it puts off, informs or closes."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.french import SPACE, matches_at, places_of

_S = SPACE

#: Words that no decision is without, one of them at least: most of a text is passed over by this pattern alone.
_ANCHOR = patterns.compile(
    r"""
    \b(?:
      (?P<deliberation>delibere)\b
    | (?P<certain>unanim(?:ite|ement|e)|approuvee|adoptee|rejetee|ajournee)\b
    | (?P<majority>majorite)\b
    | (?P<tally>votes?|pour|contre|abstentions?)\b
    | (?P<verb>decide(?:nt)?|adopte(?:nt)?|approuve(?:nt)?|autorise|accepte(?:nt)?|valide(?:nt)?|fixe|emet|designe|donne
      |accorde|elit|refuse|rejette
        |ratifie|votent|vote|retien(?:t|nent)|confirme|attribue|prononce|entend|desapprouve|charge|sollicite|arrete|renonce)\b
    | (?P<note>pren(?:ds?|dre))\b
    | (?P<participle>adopte|approuve|vote|rejete|elu|proclame)(?:e|s|es)?\b
    | (?P<opinion>avis)\b
    )
    """,
    regex.VERBOSE,
)

#: What the pattern above begins with; so too the tuples behind the patterns below.
_ANCHORS = (
    "delibere", "unanim", "approuve", "adopte", "rejete", "ajournee", "majorite", "vote", "pour", "contre", "abstention", "decide",
    "autorise", "accepte", "valide", "fixe", "emet", "designe", "donne", "accorde", "elit", "refuse", "rejette", "ratifie",
    "retien", "confirme", "attribue", "prononce", "entend", "desapprouve", "charge", "sollicite", "arrete", "renonce", "pren",
    "elu", "proclame", "avis",
)  # fmt: skip

#: "15 voix pour", "deux votes pour": not "70 € pour 30 ans", nor "2 agents pour le mois".
_COUNTED = patterns.compile(
    rf"""
    \b(?:\d{{1,3}}|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt){_S}*
    (?:voix|votes?|suffrages?)?{_S}*\(?$
    """,
    regex.VERBOSE,
)
_PURPOSE = patterns.compile(
    r"""
    [ ]{0,2}(?:\d+[ ]?(?:ans?|mois|jours|heures|semaines|personnes|habitants|agents|€|%|euros)|(?:le|la|les|l|un|une|des|ce|cet
      |cette|toute?|chaque)\b)
    """,
    regex.VERBOSE,
)

#: "Le conseil municipal ... décide": who decides stands shortly before, in the same sentence, and is not invited to.
_ASSEMBLY = patterns.compile(r"\b(?:conseil|assemblee|bureau|comite|commission|communaute|commune|conseillers|membres|elus)\b")
_NOT_YET = patterns.compile(rf"\binvite|\.{_S}|\bpropose\b|\bsollicite{_S}+par")
#: How far around a word that decides it is looked: a pattern let loose searches all the rest of the text for its rarest letters.
_REACH = 160

_COLON = patterns.compile(rf"{_S}*:")
_FIGURE = patterns.compile(rf"{_S}*(?:\(s\))?{_S}*:?{_S}*\d")
_COLON_FIGURE = patterns.compile(rf"{_S}*:{_S}*\d")
_AFTER_VERB = patterns.compile(rf"{_S}|[.:;,]")
_VOTES = patterns.compile(rf"{_S}+(?:a|l|la|le|les|pour|contre)\b")
_BY = patterns.compile(rf"{_S}+(?:a{_S}+l|par{_S}+\d|au{_S}+scrutin)")
_BEEN = patterns.compile(rf"\b(?:a{_S}+ete|ont{_S}+ete|sont|est){_S}+$|\($")
_PASSIVE = frozenset(("decide", "adopte", "approuve", "accepte", "valide", "refuse", "ratifie", "vote"))
#: Verbs that, like their participles, say other things too: they decide in front of a colon only.
_PLAIN = frozenset(("charge", "sollicite", "arrete", "renonce"))

_ACT = patterns.compile(rf"{_S}+(?:bonne{_S}+)?(?:acte|note)\b")
_FAVOURABLE = patterns.compile(rf"{_S}+(?:favorable|defavorable)\b")
_AFTER = patterns.compile(rf"\b(?:apres|en){_S}+(?:en{_S}+)?(?:avoir|ayant|etre)?{_S}*(?:[a-z]+ment{_S}+)?$")
_OF_VOTES = patterns.compile(rf"{_S}+(?:\(|des{_S}+(?:suffrages|voix|membres|votants))")
_BY_A = patterns.compile(rf"\b(?:a|de){_S}+la{_S}+$")

#: "Ce point est reporté", "Pas de vote", "retirée de l'ordre du jour": the assembly did not decide.
_POSTPONED = patterns.compile(
    rf"""
    \b(?:(?:reporte|ajourne|retire|differe)(?:e|es|s)?{_S}+(?:a|au|de{_S}+l'ordre|du|lors|ulterieurement|sine)\b
    | (?:pas{_S}+de|sans){_S}+vote\b | point{_S}+(?:reporte|ajourne|retire|annule))
    """,
    regex.VERBOSE,
)

_POSTPONING = ("reporte", "ajourne", "retire", "differe", "pas ", "pas\n", "sans ", "sans\n", "point")

#: The end of the meeting: what follows belongs to the frame.
_CLOSING = patterns.compile(
    rf"""
    \b(?:l'ordre{_S}+du{_S}+jour{_S}+(?:\w+{_S}+)?(?:etant|est){_S}+(?:\w+{_S}+)?(?:epuise|termine|clos)
    | seance{_S}+(?:est|a{_S}+ete|etant)?{_S}*(?:levee|close|cloturee)\b
    | (?:leve|clot|cloture){_S}+la{_S}+(?:seance|reunion)
    | (?:fin|cloture|levee){_S}+de{_S}+(?:la{_S}+)?seance\b
    | plus{_S}+(?:rien|personne|aucun\w*)\b[^.]{{0,40}}?\b(?:ordre{_S}+du{_S}+jour|parole|question)
    | reunion{_S}+(?:terminee|levee|close)\b)
    """,
    regex.VERBOSE,
)

_CLOSERS = ("l'ordre", "seance", "leve", "clot", "fin ", "fin\n", "plus ", "plus\n", "reunion")

#: "Décisions du maire", "rend compte des décisions prises": what follows is a list, until the assembly takes note of it.
_REPORT = patterns.compile(
    rf"""
    \b(?:decisions?{_S}+(?:municipales?{_S}+|communautaires?{_S}+)?(?:prises?\b|du{_S}+(?:maire|president)\b
      |de{_S}+(?:la{_S}+)?(?:maire|presidente)\b)
    | l\.?{_S}?2122-22\b)
    """,
    regex.VERBOSE,
)

_REPORTING = ("decision", "l2122", "l.2122", "l 2122", "l\n2122", "l. 2122", "l.\n2122")

#: A list of reported decisions is not longer.
_REPORT_SIZE = 20_000


@dataclass(frozen=True, slots=True)
class Decisions:
    """Where a text decides; asked for stretches, in logarithmic time.

    Attributes:
        decided: offsets of the words that say so.
        votes: those among them that tell a manner of vote: what closes an item.
        deliberated: those of "après en avoir délibéré", behind which an act decides.
        postponed: offsets where something is put off.
        closings: offsets where the meeting is closed.
        reports: offsets where the executive reports what it decided by itself.
        everything: the document is a list of what was decided, and need not say it again.
    """

    decided: tuple[int, ...]
    votes: tuple[int, ...]
    deliberated: tuple[int, ...]
    postponed: tuple[int, ...]
    closings: tuple[int, ...]
    reports: tuple[int, ...]
    everything: bool = False

    def between(self, start: int, end: int) -> bool:
        """Whether something is decided in the stretch, and not merely put off."""
        if self.everything:
            return start < end
        return _any(self.decided, start, end) and (not _any(self.postponed, start, end) or _any(self.votes, start, end))

    def operative(self, start: int, end: int) -> int | None:
        """Where the operative part of an act begins: it deliberates, or for want of that votes, or decides."""
        deliberated = _first(self.deliberated, start, end)
        return _first(self.decided, start, end) if deliberated is None else deliberated

    def deliberates(self, start: int, end: int) -> bool:
        """Whether the assembly is said to have deliberated in the stretch."""
        return _any(self.deliberated, start, end)

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

    def count_votes(self, start: int, end: int) -> int:
        """How many manners of vote are printed in the stretch."""
        return len(self.votes_in(start, end))

    def first_vote(self, start: int, end: int) -> int | None:
        """Offset of the first manner of vote in the stretch."""
        return _first(self.votes, start, end)

    def closing(self, start: int, end: int) -> int | None:
        """Offset where the meeting is closed, in the stretch."""
        return _first(self.closings, start, end)


def find_decisions(folded: str) -> Decisions:
    """The decisions of a text.

    >>> found = find_decisions("le conseil, apres en avoir delibere, adopte le budget. la seance est levee")
    >>> found.deliberated, found.between(0, 60), found.closing(0, 80)
    ((27,), True, 58)
    """
    found = list(_decisions(folded))
    return Decisions(
        decided=tuple(at for at, _ in found),
        votes=tuple(at for at, sort in found if sort == "vote"),
        deliberated=tuple(at for at, sort in found if sort == "deliberation"),
        postponed=tuple(m.start() for m in matches_at(_POSTPONED, places_of(_POSTPONING, folded), folded)),
        closings=tuple(m.start() for m in matches_at(_CLOSING, places_of(_CLOSERS, folded), folded)),
        reports=tuple(m.start() for m in matches_at(_REPORT, places_of(_REPORTING, folded), folded)),
    )


def _decisions(folded: str) -> Iterator[tuple[int, str]]:
    """Offsets of the words that decide, and whether they tell a ``vote``, a ``deliberation`` or no more than a ``decision``."""
    for match in matches_at(_ANCHOR, places_of(_ANCHORS, folded), folded):
        start, end = match.span()
        sort = match.lastgroup or ""
        if sort == "deliberation":
            if _AFTER.search(folded, max(0, start - 40), start):
                yield start, "deliberation"
        elif sort == "certain":
            yield start, "vote" if match[0].startswith("unanim") else "decision"
        elif sort == "majority":
            if _BY_A.search(folded, max(0, start - 12), start) or _OF_VOTES.match(folded, end, end + _REACH):
                yield start, "vote"
        elif sort == "tally":
            if _is_tally(folded, match[0], start, end):
                yield start, "decision" if match[0][0] in "ac" else "vote"
        elif _is_decision(folded, sort, match[0], start, end):
            yield start, "decision"


def _is_tally(folded: str, word: str, start: int, end: int) -> bool:
    """Whether "vote", "pour", "contre" or "abstention" belongs to the result of a vote."""
    if word.startswith("vote"):
        return _COLON.match(folded, end, end + _REACH) is not None or (word == "vote" and _says(folded, word, start, end))
    if word == "pour":
        counted = _COUNTED.search(folded, max(0, start - 30), start) and not _PURPOSE.match(folded, end, end + _REACH)
        return bool(counted) or _COLON_FIGURE.match(folded, end, end + _REACH) is not None
    if word == "contre":
        return _COLON_FIGURE.match(folded, end, end + _REACH) is not None
    return _FIGURE.match(folded, end, end + _REACH) is not None


def _is_decision(folded: str, sort: str, word: str, start: int, end: int) -> bool:
    if sort == "verb":
        return _says(folded, word, start, end)
    if sort == "note":
        return _ACT.match(folded, end, end + _REACH) is not None
    if sort == "opinion":
        return _FAVOURABLE.match(folded, end, end + _REACH) is not None
    return _BY.match(folded, end, end + _REACH) is not None or _BEEN.search(folded, max(0, start - 14), start) is not None


def _says(folded: str, word: str, start: int, end: int) -> bool:
    """Whether the verb says what the assembly does: it is named before, or a colon leads to what is decided."""
    if _COLON.match(folded, end, end + _REACH) or (word not in _PLAIN and _BY.match(folded, end, end + _REACH)):
        return True
    if word in _PASSIVE and _BEEN.search(folded, max(0, start - 14), start):
        return True
    if (
        word in _PLAIN
        or not _AFTER_VERB.match(folded, end, end + _REACH)
        or (word == "vote" and not _VOTES.match(folded, end, end + _REACH))
    ):
        return False
    subjects = list(_ASSEMBLY.finditer(folded, max(0, start - _REACH), start))
    return bool(subjects) and _NOT_YET.search(folded, subjects[-1].end(), start) is None


def _any(places: tuple[int, ...], start: int, end: int) -> bool:
    return _first(places, start, end) is not None


def _first(places: tuple[int, ...], start: int, end: int) -> int | None:
    index = bisect.bisect_left(places, start)
    return places[index] if index < len(places) and places[index] < end else None
