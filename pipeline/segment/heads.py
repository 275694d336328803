"""The parts of a file: where a deliberation, a report, a convention, an order, minutes or an annex begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.french import SPACE
from pipeline.segment.decisions import Decisions
from pipeline.segment.sheet import Sheet
from pipeline.segment.signatures import find_signature_end
from pipeline.segment.titles import is_capitals

_S = SPACE

#: The words each kind of act announces itself with. Of two at one place the first in this list wins.
_HEADS = regex.compile(
    rf"""
    (?<![\w'-])(?:
      (?P<compilation>recueil{_S}+des{_S}+actes{_S}+administratifs)
    | (?P<list>(?:liste|releve|repertoire|recapitulatif)(?:{_S}+chronologique)?{_S}+des{_S}+(?:deliberations|decisions{_S}+(?:du{_S}+conseil|prises{_S}+(?:par{_S}+le{_S}+conseil|en{_S}+conseil|lors))))
    | (?P<extract>extrait(?:{_S}+conforme)?(?:{_S}*\W{{1,3}})?{_S}+(?:du|des){_S}+(?:registres?|proces(?:-|{_S})*verba(?:l|ux))(?:{_S}+[^\n]{{0,60}}?\bdes?)?{_S}*[\W_]*(?:deliberations?|arretes|decisions)?
        | registre{_S}+des{_S}*[\W_]*{_S}*deliberations)
    | (?P<minutes>proces{_S}?(?:-|{_S}){_S}?verba(?:l|ux)(?!{_S}+(?:d[ue'](?:{_S}+la)?{_S}*(?:precedent|derniere)|arrete))|compte[s]?{_S}?(?:-|{_S}){_S}?rendus?(?!{_S}+(?:d[e']|des){_S}*(?:decisions?|delegations?|activites?|commissions))|(?<=\n|^)cr{_S}+du{_S}+conseil|pv{_S}+du{_S}+(?:conseil|\d))
    | (?P<deliberation>deliberations?{_S}+(?:du{_S}+(?:conseil|bureau|comite)|de{_S}+(?:la{_S}+commission|l'assemblee))|(?:projet{_S}+de{_S}+)?deliberation{_S}*n{_S}?[°o]?{_S}?:?{_S}*[\w/.-]*\d|deliberation{_S}*(?=\n))
    | (?P<report>rapport{_S}+(?:n{_S}?[°o]{_S}*:?{_S}*\d|de{_S}+(?:presentation|m\.|monsieur|madame|mme|la{_S}+president)|du{_S}+(?:president|maire)|au{_S}+(?:conseil|bureau|comite)|d'orientations?{_S}+budgetaires?)|note{_S}+(?:explicative{_S}+)?de{_S}+synthese|expose{_S}+des{_S}+motifs(?={_S}*\n))
    | (?P<convention>(?:projet{_S}+de{_S}+)?(?:convention|avenant|contrat|protocole|bail)\b)
    | (?P<order>arrete{_S}+(?:municipal|du{_S}+(?:maire|president)|n{_S}?[°o]|permanent|temporaire|portant|de{_S}+(?:voirie|police|circulation|delegation))|decision{_S}+(?:municipale{_S}*(?:n|\n)|du{_S}+(?:maire|president)|n{_S}?[°o]{_S}*[\d:]|de{_S}+(?:la{_S}+maire|la{_S}+presidente|m\.|monsieur|madame)))
    | (?P<annex>annexes?(?:{_S}+n{_S}?[°o]?)?{_S}*(?:[a-z\d]{{1,2}}\b)?(?={_S}*(?:\n|:|-|\d|a{_S}+la{_S}+(?:deliberation|convention)))|convocation\b|pouvoir{_S}*\n)
    )
    """,
    regex.VERBOSE,
)

#: The lines above a head that belong to it: who issues the act, which service prepared it.
_LETTERHEAD = regex.compile(
    rf"[\W_]*(?:republique|liberte|departement|region|arrondissement|canton|commune|ville|mairie|communaute|metropole|syndicat|pole|mission|direction|service|secretariat|cabinet|conseil|etablissement|extrait|seance|reunion|session|n{_S}?°|cellule|bureau)\b[^.;]{{0,90}}$|[\W_]*$"
)

#: The two sides of a convention: "Entre ... d'une part", "ci-après dénommé", "Entre les soussignés".
_PARTIES = regex.compile(
    rf"\bentre\b(?:(?!\n{_S}*article).){{0,2500}}?(?:d'une{_S}+part|d'autre{_S}+part|ci-?{_S}?apres|denomme|designe|represente|soussigne)",
    regex.DOTALL,
)

#: "Délibération du conseil du 3 mars portant ...": the act is cited, in the list of what another one rests on.
_CITING = regex.compile(
    rf"[^\n:]{{0,60}}?(?:\b(?:portant|approuvant|relative|adopte|autorisant|fixant|en{_S}+date|du{_S}+\d{{1,2}}(?:er)?{_S}+\w+{_S}+\d{{4}})\b|\")"
)

_AGENDA = regex.compile(rf"\bordre{_S}+du{_S}+jour\b")

#: What an order consists of.
_OPERATIVE = regex.compile(
    rf"(?<!\w)(?:arrete|decide|decidons|arretons){_S}*:?{_S}*\W{{0,3}}{_S}*(?:article|de\b|d'|-|1)|(?<!\w)article{_S}+(?:1|premier|unique)"
)

#: "Approbation du procès-verbal", "le compte rendu": minutes that are spoken of.
_SPOKEN_OF = regex.compile(
    rf"(?:\b(?:d[ue]s?|l[ea]|les|au|ce|approbation|adoption|validation|lecture|dernier|precedent){_S}+|[•-]{_S}*)$"
)

_MEETING = regex.compile(r"\b(?:seance|reunion|conseil|comite|bureau|assemblee|deliberations)\b")

#: The first words of minutes, which need no other head.
_MET = regex.compile(rf"\b(?:l'an{_S}+deux|quorum|(?:etaient{_S}+)?presents?{_S}*:|se{_S}+sont{_S}+reunis|s'est{_S}+reuni)")

#: Heads that running text may hold too: they count at the beginning of the file or of a page.
_WEAK = frozenset(("minutes", "list", "report", "order", "annex"))

#: Lead that is no part of its own: letterheads, logos read by OCR, stamps.
_LEAD = 700


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a file that is one act, or minutes with the items in it.

    Attributes:
        kind: as :attr:`pipeline.model.Act.kind`, or ``list`` and ``compilation`` for minutes of their kind, or ``""`` for what has no head.
        start, stop: the stretch.
        head: offset behind the words that gave the kind away.
        name: offset where these words begin.
    """

    kind: str
    start: int
    stop: int
    head: int
    name: int = 0


def find_parts(sheet: Sheet, decisions: Decisions) -> list[Part]:
    """The parts of a file, in reading order; together they are the whole of it."""
    openings: list[tuple[str, int, int, int]] = []
    for kind, low, high in _openings(sheet):
        start = _with_letterhead(sheet, low, openings[-1][2] if openings else 0)
        if not openings:
            if kind in _WEAK and low > 2500 and not _is_page_top(sheet, low):
                continue
            if (kind == "annex" and low > 200) or (kind in ("minutes", "list") and low > 300 and _MET.search(sheet.folded, 0, low)):
                continue
            if start > _LEAD and len(sheet.text[:start].split()) > 60:
                openings.append(("", 0, 0, 0))
            else:
                start = 0
        elif not _follows(sheet, decisions, openings[-1], kind, start, low):
            continue
        openings.append((kind, start, high, low))
    if not openings:
        openings = [("", 0, 0, 0)]
    stops = [*(start for _, start, _, _ in openings[1:]), len(sheet.text)]
    parts = [Part(kind, start, stop, head, name) for (kind, start, head, name), stop in zip(openings, stops, strict=True)]
    return [piece for part in parts for piece in _without_annex(sheet, decisions, part)]


def _openings(sheet: Sheet) -> Iterator[tuple[str, int, int]]:
    """Every place where the words of a head stand as one: first on their line, or in capitals."""
    for match in _HEADS.finditer(sheet.folded):
        kind = match.lastgroup or ""
        low, high = match.span()
        if not sheet.opens(low) or not (sheet.text[low].isupper() or (low < 200 and kind == "compilation")):
            continue
        flat = sheet.is_flat(low)
        if kind == "report" and flat and _AGENDA.search(sheet.folded, max(0, low - 6000), low):
            continue
        if kind == "deliberation" and _CITING.match(sheet.folded, high, high + 160):
            continue
        if kind == "order" and not _OPERATIVE.search(sheet.folded, high, high + 6000):
            continue
        printed = sheet.text[low:high]
        if (
            flat
            and not is_capitals(printed)
            and kind not in ("extract", "compilation")
            and not (low < 200 and kind in ("minutes", "list", "deliberation"))
        ):
            continue
        if kind in ("convention",) and not _has_parties(sheet, low, flat):
            continue
        if kind in ("minutes", "list") and _SPOKEN_OF.search(sheet.folded, max(0, low - 40), low):
            continue
        if kind in ("minutes", "list") and not _MEETING.search(sheet.folded, max(0, low - 120), high + 200):
            continue
        if not flat and kind not in ("extract", "list") and len(sheet.text[low : sheet.line_at(low)[1]].split()) > 22:
            continue
        yield ("deliberation" if kind == "extract" else kind), low, high


def _has_parties(sheet: Sheet, low: int, flat: bool) -> bool:
    line = sheet.text[low : sheet.line_at(low)[1]]
    if not flat and not (is_capitals(line) or len(line.split()) <= 12):
        return False
    return bool(_PARTIES.search(sheet.folded, low, min(len(sheet.text), low + 4000))) and bool(
        regex.compile(r"\bentre\b").search(sheet.folded, low, min(len(sheet.text), low + 1200))
    )


def _is_page_top(sheet: Sheet, offset: int) -> bool:
    page = sheet.page_starts[sheet.page_of(offset) - 1]
    return 0 < page and offset - page < 400


def _with_letterhead(sheet: Sheet, low: int, least: int) -> int:
    """Where the act begins whose head stands at ``low``: at the top of its page, or of the lines that name its author."""
    page = sheet.page_starts[max(0, sheet.page_of(low) - 1)] if sheet.page_starts else 0
    if page >= least and 0 < page and low - page < 400:
        return page
    start = low
    for _ in range(14):
        if start <= least:
            break
        line = sheet.line_at(start - 1)
        if line[0] < least or line[1] - line[0] > 110 or not _LETTERHEAD.match(sheet.folded, line[0], line[1]):
            break
        start = line[0]
    while start < low and sheet.text[start] in "\n\r":
        start += 1
    return max(start, least)


def _follows(sheet: Sheet, decisions: Decisions, before: tuple[str, int, int, int], kind: str, start: int, low: int) -> bool:
    """Whether a head opens a new part, or merely stands in the part before it."""
    current, since, _, _ = before
    if current in ("minutes", "list", "compilation"):
        return kind == "convention" and decisions.closing(since, start) is not None
    if kind == "minutes" and current != "deliberation":
        return current in ("annex", "")
    if current in ("deliberation", "order"):
        return (
            find_signature_end(sheet, decisions, since, start) is not None
            if kind in ("deliberation", "order", "report", "convention", "annex", "list")
            else False
        )
    if current == "":
        return kind != "annex"
    if current == "annex":
        return kind in ("deliberation", "minutes", "list", "report", "order", "convention") and low - since > 60
    if current in ("report", "convention"):
        return (
            kind in ("deliberation", "report", "order")
            and low - since > 800
            or (kind == "convention" and low - since > 3000 and current == "report")
        )
    return False


def _without_annex(sheet: Sheet, decisions: Decisions, part: Part) -> Iterator[Part]:
    """The part, parted from what is joined to it behind its signature."""
    end = find_signature_end(sheet, decisions, part.head, part.stop) if part.kind in ("deliberation", "order") else None
    if end is None or len(sheet.text[end : part.stop].split()) < 50:
        yield part
    else:
        yield Part(part.kind, part.start, end, part.head, part.name)
        yield Part("annex", end, part.stop, end, end)
