"""The words that acts of each kind announce themselves with, and the proof that they do more than mention it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.french import SPACE, matches_at, places_of
from pipeline.segment.sheet import Sheet
from pipeline.segment.titles import is_capitals

_S = SPACE

#: Of two at one place the first in this list wins.
_HEADS = patterns.compile(
    rf"""
    (?<![\w'-])(?:
      (?P<compilation>recueil{_S}+des{_S}+actes{_S}+administratifs)
    | (?P<list>(?:liste|releve|repertoire|recapitulatif)(?:{_S}+chronologique)?{_S}+des{_S}+
        (?:deliberations|decisions{_S}+(?:du{_S}+conseil|prises{_S}+(?:par{_S}+le{_S}+conseil|en{_S}+conseil|lors))))
    | (?P<extract>extrait(?:{_S}+conforme)?(?:{_S}*\W{{1,3}})?{_S}+(?:du|des){_S}+(?:registres?|proces{_S}?-?{_S}?verba(?:l|ux))
        (?:{_S}+[^\n]{{0,60}}?\bdes?)?{_S}*[\W_]*(?:deliberations?|arretes|decisions)?
      | registre{_S}+des{_S}*[\W_]*{_S}*deliberations)
    | (?P<minutes>proces{_S}?-?{_S}?verba(?:l|ux)|comptes?{_S}?-?{_S}?rendus?(?!{_S}+(?:d[e']|des
      |du){_S}*(?:\w+{_S}+)?(?:decisions?|delegations?|activites?|commissions))
      | (?<=\n|^)cr{_S}+du{_S}+conseil|pv{_S}+du{_S}+(?:conseil|\d)|transcription{_S}+(?:de{_S}+la{_S}+)?seance)
    | (?P<deliberation>deliberations?{_S}+(?:du{_S}+(?:conseil|bureau|comite)|de{_S}+(?:la{_S}+commission|l'assemblee))
      | (?:projet{_S}+de{_S}+)?deliberation{_S}*n{_S}?[°o]?{_S}?:?{_S}*(?:[a-z]{{1,4}}{_S})?[\w/.-]*\d|deliberation{_S}*(?=\n))
    | (?P<report>rapport{_S}+(?:n{_S}?[°o]{_S}*:?{_S}*\d|de{_S}+(?:presentation|m\.|monsieur|madame|mme|la{_S}+president)
        |du{_S}+(?:president|maire)|au{_S}+(?:conseil|bureau|comite))
      | note{_S}+(?:explicative{_S}+)?de{_S}+synthese|expose{_S}+des{_S}+motifs(?={_S}*\n))
    | (?P<study>rapport{_S}+(?:annuel|d'activites?|sur{_S}+l[ea]{_S}+(?:prix|situation)|d'orientations?{_S}+budgetaires?)
      |debat{_S}+d'orientations?{_S}+budgetaires?)
    | (?P<convention>(?:projet{_S}+de{_S}+)?(?:convention|avenant|contrat|protocole|bail)\b)
    | (?P<order>arrete{_S}+(?:municipal|du{_S}+(?:maire|president)|n{_S}?[°o]|permanent|temporaire|portant|de{_S}+(?:voirie
      |police|circulation|delegation))
      | decision{_S}+(?:municipale{_S}*(?:n|\n)|du{_S}+(?:maire|president)|n{_S}?[°o]{_S}*[\d:]|de{_S}+(?:la{_S}+maire
        |la{_S}+presidente|m\.|monsieur|madame)))
    | (?P<session>l'an{_S}+deux{_S}+mil(?:le)?\b)
    | (?P<annex>annexes?(?:{_S}+n{_S}?[°o]?)?{_S}*(?:[a-z\d]{{1,2}}\b)?(?={_S}*(?:\n|:|-|\d|a{_S}+la{_S}+(?:deliberation
      |convention)))
      | convocation\b|pouvoir{_S}*\n)
    | (?P<state>republique{_S}+francaise{_S}+liberte\W{{1,4}}egalite\W{{1,4}}fraternite\W{{1,4}}
        (?=(?:direction|prefe|ministere|chambre|rectorat|tribunal)))
    )
    """,
    regex.VERBOSE,
)

#: What heads begin with.
_PLACES = functools.partial(
    places_of,
    (
        "recueil", "liste", "releve", "repertoire", "recapitulatif", "extrait", "registre", "proces", "compte", "cr ", "cr\n",
        "pv ", "pv\n", "transcription", "deliberation", "projet", "rapport", "note", "expose", "convention", "avenant", "contrat",
        "protocole", "bail", "debat", "arrete", "decision", "l'an", "annexe", "convocation", "pouvoir", "republique",
    ),
)  # fmt: skip

#: The two sides of a convention: "Entre ... d'une part", "ci-après dénommé", "représenté par".
_BETWEEN = patterns.compile(r"\bentre\b")
_PARTY = patterns.compile(rf"\b(?:d'une{_S}+part|d'autre{_S}+part|ci-?{_S}?apres|denomme|designe|represente|soussigne)")

#: "Délibération du conseil du 3 mars portant ...": the act is cited, in the list of what another one rests on.
_CITING = patterns.compile(
    rf"""
    [^\n:]{{0,60}}?(?:\b(?:portant|approuvant|relative|adopte|autorisant|fixant|en{_S}+date
      |du{_S}+\d{{1,2}}(?:er)?{_S}+\w+{_S}+\d{{4}})\b|")
    """,
    regex.VERBOSE,
)

#: What an order consists of.
_OPERATIVE = patterns.compile(
    rf"""
    (?<!\w)(?:arrete|decide|decidons|arretons){_S}*+:?{_S}*+\W{{0,3}}{_S}*+(?:article|de\b|d'|-|1)|(?<!\w)article{_S}+(?:1|premier
      |unique)
    """,
    regex.VERBOSE,
)

#: "Approbation du procès-verbal", "le compte rendu": minutes that are spoken of.
_SPOKEN_OF = patterns.compile(
    rf"(?:\b(?:d[ue]s?|l[ea]|les|au|ce|approbation|adoption|validation|lecture|dernier|precedent){_S}+|[•-]{_S}*)$"
)
_EARLIER = patterns.compile(rf"{_S}+(?:d[ue'](?:{_S}+la)?{_S}*(?:precedent|derniere)|arrete|(?:a|ont){_S}+ete)")

_MEETING = patterns.compile(r"\b(?:seance|reunion|conseil|comite|bureau|assemblee|deliberations)\b")
_MET = patterns.compile(
    rf"\b(?:l'an{_S}+deux|quorum|presents?{_S}*:|s'est{_S}+reuni|(?:ouverture|ouvre){_S}+(?:de{_S}+)?la{_S}+seance|extrait{_S}+d|delibere\b)"
)
_AGENDA = patterns.compile(rf"\bordre{_S}+du{_S}+jour\b")

#: The top of a page, and its first part, in characters.
_TOP = 400
_OPENING = 1500

#: The lines above a head that belong to it: who issues the act, which service prepared it.
_LETTERHEAD = patterns.compile(
    rf"""
    [\W_]*(?:republique|liberte|departement|region|arrondissement|canton|commune|ville|mairie|communaute|metropole|syndicat
      |pole|mission|direction|service
        |secretariat|cabinet|conseil|etablissement|extrait|seance|reunion|session|n{_S}?°|cellule|bureau)\b[^.;]{{0,90}}$
    | [\W_]*$
    """,
    regex.VERBOSE,
)


#: The same in a text without lines: "COMMUNE DE MONTREVAL DEL012CM240312", from the name of the author on.
_FLAT_LETTERHEAD = patterns.compile(
    r"""
    (?<!\S)(?:R[EÉ]PUBLIQUE|D[EÉ]PARTEMENT|ARRONDISSEMENT|CANTON|COMMUNE|VILLE|MAIRIE|COMMUNAUT[EÉ]|M[EÉ]TROPOLE|SYNDICAT)
    (?:\s+(?:[A-ZÀ-Ý\d][A-ZÀ-Ý\d'’./°()-]*|[-–:|=]+|d[eu]s?|la|Française|Liberté|Egalité|Égalité|Fraternité)(?!\S)){0,24}\s*$
    """,
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Words that open an act.

    Attributes:
        kind: as :attr:`pipeline.model.Act.kind`, or ``list`` (of what was decided), ``compilation`` (of acts) and ``study``
            (a report of many pages that stands alone).
        start: offset where the act begins, its letterhead included.
        name: offset where the words begin.
        end: offset behind them.
    """

    kind: str
    start: int
    name: int
    end: int


#: Heads that give another kind than their name: who only opens a session does not say what kind of act follows.
_KINDS = {"extract": "deliberation", "session": "", "state": "annex"}


def find_heads(sheet: Sheet) -> Iterator[Head]:
    """Every place where an act may begin, in reading order: the words stand out, and what follows bears them out."""
    least = 0
    for match in sorted([*sheet.openings(_HEADS, _PLACES), *_aside(sheet)], key=lambda match: match.start()):
        kind, (low, high) = match.lastgroup or "", match.span()
        if low >= least and _stands_out(sheet, kind, low, high) and _PROOFS.get(kind, _needs_none)(sheet, low, high):
            yield Head(kind=_KINDS.get(kind, kind), start=_with_letterhead(sheet, low, least), name=low, end=high)
            least = high


def _aside(sheet: Sheet) -> Iterator[regex.Match[str]]:
    """Extracts of a register whose heading stands beside a column with the name of the body, at the top of a page."""
    for page in sheet.page_starts:
        top = page + _TOP
        for match in matches_at(_HEADS, _PLACES(sheet.folded, page, top), sheet.folded, top):
            if match["extract"] and is_capitals(sheet.text[match.start() : match.end()]):
                yield match


def _stands_out(sheet: Sheet, kind: str, low: int, high: int) -> bool:
    """Whether the words open a line, or are printed in capitals where there are no lines."""
    if not (sheet.text[low].isupper() or (low < 200 and kind == "compilation")):
        return False
    if sheet.is_flat(low):
        return (
            kind in ("extract", "compilation", "minutes", "state")
            or is_capitals(sheet.text[low:high])
            or (low < 200 and kind in ("list", "deliberation", "study"))
        )
    return kind in ("extract", "list") or len(sheet.text[low : sheet.line_at(low)[1]].split()) <= 22


def _needs_none(_sheet: Sheet, _low: int, _high: int) -> bool:
    return True


def _is_met(sheet: Sheet, low: int, high: int) -> bool:
    """Minutes name the assembly that met; "approbation du procès-verbal" is an item of them."""
    near = (
        (low, high + 60)
        if sheet.is_flat(low) and not is_capitals(sheet.text[low:high]) and low > 200
        else (max(0, low - 120), high + 200)
    )
    return (
        _MEETING.search(sheet.folded, *near) is not None
        and _SPOKEN_OF.search(sheet.folded, max(0, low - 40), low) is None
        and _EARLIER.match(sheet.folded, high) is None
    )


def _has_parties(sheet: Sheet, low: int, _high: int) -> bool:
    """A convention names those between whom it is made, soon."""
    line = sheet.text[low : sheet.line_at(low)[1]]
    if not sheet.is_flat(low) and not is_capitals(line) and len(line.split()) > 12:
        return False
    between = sheet.first(_BETWEEN, low, low + 1200)
    return between is not None and sheet.first(_PARTY, between, between + 2500) is not None


def _is_own(sheet: Sheet, low: int, high: int) -> bool:
    """A deliberation that is not cited by its date and object; the bare word stands at the top of a page."""
    if sheet.text[low:high].strip().isalpha() and low > 600 and not is_page_top(sheet, low):
        return False
    return _CITING.match(sheet.folded, high, high + 160) is None


def _is_operative(sheet: Sheet, _low: int, high: int) -> bool:
    """An order that orders something."""
    return find_operative(sheet, high, len(sheet.text)) is not None


def find_operative(sheet: Sheet, start: int, stop: int) -> int | None:
    """Where an order begins to order: "ARRETE", "Article 1"."""
    return sheet.first(_OPERATIVE, start, min(stop, start + 6000))


def _is_unlisted(sheet: Sheet, low: int, _high: int) -> bool:
    """A report that is not merely announced in an agenda without lines."""
    return not sheet.is_flat(low) or sheet.first(_AGENDA, max(0, low - 6000), low) is None


def _is_whole(sheet: Sheet, low: int, _high: int) -> bool:
    """A study that the file begins with; in minutes and deliberations it is what they speak of."""
    return low < _TOP and _MET.search(sheet.folded, 0, _OPENING) is None


_PROOFS: dict[str, Callable[[Sheet, int, int], bool]] = {
    "minutes": _is_met,
    "list": _is_met,
    "convention": _has_parties,
    "deliberation": _is_own,
    "order": _is_operative,
    "report": _is_unlisted,
    "study": _is_whole,
}


def is_page_top(sheet: Sheet, offset: int) -> bool:
    """Whether the place is at the top of a page behind the first."""
    page = sheet.page_starts[max(0, sheet.page_of(offset) - 1)]
    return page > 0 and offset - page < 400


def _with_letterhead(sheet: Sheet, low: int, least: int) -> int:
    """Where the act begins whose head stands at ``low``: at the top of its page, or of the lines that name its author."""
    page = sheet.page_starts[max(0, sheet.page_of(low) - 1)]
    if page >= least and is_page_top(sheet, low):
        return page
    start = low
    if sheet.is_flat(low) and (printed := _FLAT_LETTERHEAD.search(sheet.text, max(least, low - _TOP), low)):
        return int(printed.start())
    for _ in range(14):
        if start <= least:
            break
        line = sheet.line_at(start - 1)
        if line[0] < least or line[1] - line[0] > 110 or not _LETTERHEAD.match(sheet.folded, *line):
            break
        start = line[0]
    while start < low and sheet.text[start] in "\n\r":
        start += 1
    return max(start, least)
