"""The number and the title of an act that stands by itself, as its head prints them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.french import SPACE
from pipeline.segment.headings import capital_titles
from pipeline.segment.parts import Part
from pipeline.segment.sheet import Sheet
from pipeline.segment.titles import find_title, is_capitals, opens_sentence, shown

_S = SPACE

#: "2024-035", "2024 / 035", "2024 7 4", "D24-003", "12/03-04-24/C": signs of one kind between figures, and no words.
_FIGURES = r"""
    (?:(?!du|de|la|le|en|et|au)[a-z]{2,4}[ ](?=20\d\d[-_/.]\d))?
    [a-z]{0,6}[-_.]?\d\w*
    (?:(?:[ ]?[-_/.][ ]?|(?<=20\d\d)[ ]|(?<=20\d\d[ ]\d)[ ]|(?<=20\d\d[ ]\d\d)[ ])[a-z]{0,4}\d?\w*\d\w*
      |[-_/.][a-z]{1,6}(?=[-_/.]\d)){0,5}
    (?:/[a-z]\b)?
"""

#: "N° 2024-035", "(N°2024-035)", "Dossier n° : 2024-01798"; what is cited by its number is no act of this file.
_NUMBERED = patterns.compile(
    rf"""
    (?P<cited>\b(?:loi|decret|ordonnance|arrete|article|parcelles?|section|lot|tel|siret|siren|sous{_S}le|repertoire|avenant|annexe
        |page|am|av)\s*\W{{0,2}})?
    (?<![a-z])(?:n{_S}?[°º]|no\.?(?={_S}?\d)|numero)(?:{_S}*(?:dossier|de{_S}+l'acte|d'ordre|acte|(?:de{_S}+(?:la{_S}+)?)?deliberation))?{_S}{{0,3}}:?{_S}{{0,3}}
    (?P<number>{_FIGURES})
    """,
    regex.VERBOSE,
)

#: A number without "n°", behind the date of the meeting or alone: "2024/003", "14/25-02-24/C", "DEL012CM240312".
_BARE = patterns.compile(
    rf"""
    (?<![\w/°-])
    (?P<number>(?:[a-z]{{1,6}}[-_]?)?20\d\d{_S}?[-/_]{_S}?\d{{1,4}}(?:[-/_]\d{{1,4}})?|\d{{1,3}}/\d\d-\d\d-\d\d(?:/[a-z])?
      |20\d{{6}}[-_]\d{{1,3}}|(?:del|delib|dcm|dcc)[-_]?\d{{1,4}}[a-z]{{0,8}}[-_]?\d{{2,8}})
    (?![\w/])
    """,
    regex.VERBOSE,
)

#: "DELIBERATION 24-017", "Délibération : 2024-CM-017": what the act calls itself, then its number, which is no date.
_NAMED = patterns.compile(
    rf"""
    (?<![a-z])(?<!\b(?:la|les|par|vu|cette|sa|de)\s)(?:deliberation|arrete|decision){_S}*:?{_S}{{0,3}}
    (?!\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)\d\d)
    (?P<number>(?=\w*[-_./]?\w*\d)(?=[a-z\d]*\d[\w]*[-_./]\w|[a-z]+[-_.]?\d|20\d\d){_FIGURES})
    (?![\w/]|\s+(?:du|de|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b)
    """,
    regex.VERBOSE,
)

#: "Dossier n° 2024-": the number was never filled in.
_YEAR = patterns.compile(r"(?:19|20)\d\d")

#: "la délibération n°", "loi", "ID : 012-": the number that follows is another's.
_CITED = patterns.compile(
    r"""
    (?:\b(?:la|les|par|vu|cette|sa)\s+(?:\w+\s+)?(?:deliberations?|decisions?|arretes?)
    |\bloi|decret|ordonnance|article|parcelles?|section|lot|cp|id|:\s*\d[\d-]*-)\W*$
    """,
    regex.VERBOSE,
)

#: Where the head of an act ends and its reasons begin.
_BODY = patterns.compile(
    rf"""
    (?<!\w)(?:vu\b|considerant|apres{_S}+en{_S}+avoir|article{_S}+(?:1|premier|unique)|entre\b{_S}+(?:les|le|la|l')|rapporteur
      |fondements{_S}+juridiques
      |(?:monsieur|madame|m\.|mme)\b[^.\n]{{0,60}}\b(?:rapporte|expose|rappelle|informe|presente|indique|explique|propose)
      |le{_S}+conseil{_S}+\w+,)
    """,
    regex.VERBOSE,
)

_OBJECT = patterns.compile(rf"(?<!\w)(?:objet|object|intitule|o?bi?j?iet|bjet){_S}*(?::|\n|{_S}(?=de{_S}la{_S}deliberation))")

#: The last words of a roll call: the title stands between them and the rapporteur.
_ROLL_END = patterns.compile(
    rf"(?<!\w)(?:absents?\b[^:\n]{{0,120}}:|excuse[^:\n]{{0,80}}:|(?:secretaire{_S}+de{_S}+seance|procurations?|pouvoirs?){_S}*:)[^\n]*"
)

_REASONS = patterns.compile(rf"(?<!\w)(?:vu{_S}+l|considerant|apres{_S}+en{_S}+avoir|article{_S}+(?:1|premier|unique))")

#: Lines of a head that are no title: whose act it is, when they met, who was there.
_LETTERHEAD = patterns.compile(
    rf"""
    [\W_]*(?:republique|departement|region\b|arrondissement|canton|commune|ville\b|mairie|communaute|metropole|conseil\b
      |commission{_S}+permanente
      |seance|reunion|session|extrait|registre|deliberations?\b|rapport\b|proces|presidence|presents?|etaient|secretaire
        |n{_S}?°|nombre|date
      |pole\b|mission\b|direction\b|service\b|territoires?\b|dossier|publi|accuse|recu|envoye|le{_S}+(?:\d|lundi|mardi|mercredi|jeudi|vendredi|samedi)|l'an|affiche|page
      |(?:convention|arrete|\d+){_S}*$)
    | [\W_]*$
    """,
    regex.VERBOSE,
)

#: A line of the roll call: names in the usual form, with the family name in capitals.
_NAMES = patterns.compile(r"(?:[A-ZÀ-Ý][a-zà-ÿ]+(?:[- ][A-ZÀ-Ý][a-zà-ÿ]+)*,? [A-ZÀ-Ý][A-ZÀ-Ý' -]+[,.]?\s*)+")

#: What follows a number: a title behind a dash; or the date of the act, and then its title in capitals.
_DASHED = patterns.compile(r"[ \t]*[-–—:/!]{1,2}[ \t]*(?=[\"«A-ZÉÈÀ])")
_DATED = patterns.compile(r"\s*(?:du\s+)?\d{1,2}\S{0,3}\s+\p{L}{3,9}\s+\d{4}\s*[-–:]?\s*(?=[A-ZÉÈÀ]{3,})")

#: The first words behind the heading of minutes.
_MINUTES_BODY = patterns.compile(
    rf"""
    (?<!\w)(?:l'an\b|le{_S}+\w+{_S}+\w+{_S}+deux{_S}+mille|presents?\b|etaient|le{_S}+quorum|secretaire|sous{_S}la|date{_S}+de|nombre|convocation
      |ordre{_S}+du|assistaient
      |le{_S}+conseil{_S}+\w+{_S}*(?:,|de\b|s'est)|(?<!de{_S})la{_S}+seance|le{_S}+\w+{_S}+\d{{1,2}}{_S}+\w+{_S}+20\d\d,)
    """,
    regex.VERBOSE,
)

#: The second line of a heading: "Séance du 3 juillet 2024".
_WHEN = patterns.compile(r"[\W_]*(?:seance|reunion|session|du\b)[^\n]{0,50}\b\d{4}\b")

#: The head of an act is not longer, nor its title.
_HEAD = 5000
_TITLE = 300
_TITLE_LINES = 5

_MARGIN = " *#_\t<>/.|-"


def find_number(sheet: Sheet, start: int, stop: int, kind: str) -> str | None:
    """The number of an act, without "N°", as its head prints it."""
    body = _body(sheet, start, stop)
    found = next(_numbered(sheet, start, body), None)
    if found is None and kind in ("deliberation", "order"):
        found = next((m for m in _NAMED.finditer(sheet.folded, start, body) if not _YEAR.fullmatch(m["number"])), None)
    if found is None and kind in ("deliberation", "order", "report"):
        found = next((m for m in _BARE.finditer(sheet.folded, start, body) if not _is_cited(sheet, m.start())), None)
    return _plain(sheet.text[found.start("number") : found.end("number")]) if found else None


def _numbered(sheet: Sheet, start: int, stop: int) -> Iterator[regex.Match[str]]:
    for match in _NUMBERED.finditer(sheet.folded, start, stop):
        if match["cited"] is None and not _is_cited(sheet, match.start()) and not _YEAR.fullmatch(match["number"]):
            yield match


def _is_cited(sheet: Sheet, offset: int) -> bool:
    return _CITED.search(sheet.folded, max(0, offset - 40), offset) is not None


def _body(sheet: Sheet, start: int, stop: int) -> int:
    """Offset where the head of the act ends: at its first reason, behind the roll call."""
    stop = min(stop, start + _HEAD)
    reasons = _BODY.search(sheet.folded, _roll_end(sheet, start, stop) + 1, stop)
    return int(reasons.start()) if reasons else stop


def _roll_end(sheet: Sheet, start: int, stop: int) -> int:
    """Offset behind the roll call, which stands before the act reasons."""
    reasons = _REASONS.search(sheet.folded, start, stop)
    ends = [match.end() for match in _ROLL_END.finditer(sheet.folded, start, reasons.start() if reasons else stop)]
    return max(start + 40, *ends) if ends else start + 40


def find_object(sheet: Sheet, part: Part, kind: str) -> str | None:
    """What an act is about, on one line: what follows "Objet :", its number or its roll call, or for a convention its name."""
    start, stop = part.start, part.stop
    body = _body(sheet, start, stop)
    for match in _OBJECT.finditer(sheet.folded, start, min(stop, max(body, start + 400) + 600)):
        if sheet.opens(match.start()):
            return _title(sheet, match.end(), stop)
    number = next(_numbered(sheet, start, body), None)
    if number and (found := _beside(sheet, number, start, stop)):
        return found
    if kind == "convention":
        return _plain(sheet.text[part.name : body])[:_TITLE] or None
    return _in_capitals(sheet, start, body) if sheet.is_flat(max(start, body - 1)) else _behind_roll(sheet, start, body)


def _beside(sheet: Sheet, number: regex.Match[str], start: int, stop: int) -> str | None:
    """The title on the line of the number, or the lines above a number that stands alone in brackets."""
    parted = _DASHED.match(sheet.text, number.end(), stop) or _DATED.match(sheet.text, number.end(), stop)
    if parted:
        return _title(sheet, parted.end(), stop)
    if sheet.text[number.start() - 1 : number.start()] == "(":
        return _above(sheet, start, sheet.line_at(number.start())[0])
    return None


def _above(sheet: Sheet, start: int, stop: int) -> str | None:
    """The last lines before ``stop`` that stand together; one empty line may part a title in capitals."""
    lines: list[str] = []
    at, gaps = stop, 0
    while at > start and len(lines) <= _TITLE_LINES:
        low, high = sheet.line_at(at - 1)
        line = sheet.text[low:high].strip(_MARGIN)
        capitals = bool(lines) and is_capitals(lines[0])
        if len(line) > _TITLE or (capitals and line and not is_capitals(line)):
            break
        if lines and not line:
            gaps += 1
            if gaps > 1 or not capitals:
                break
        elif line:
            lines.insert(0, line)
        at = low
    return _plain(" ".join(lines)) or None


def _in_capitals(sheet: Sheet, start: int, stop: int) -> str | None:
    """The longest title in capitals, where there are no lines to go by."""
    runs = [span for span in capital_titles(sheet, start, stop) if not _LETTERHEAD.match(sheet.folded, *span)]
    if not runs:
        return None
    low, high = max(runs, key=lambda span: span[1] - span[0])
    while low < high and not sheet.text[low].isalpha():
        low += 1
    return _title(sheet, low, stop)


def _behind_roll(sheet: Sheet, start: int, stop: int) -> str | None:
    """The first lines behind the roll call that are neither letterhead nor sentence."""
    low = _roll_end(sheet, start, stop) if _ROLL_END.search(sheet.folded, start, stop) else start
    lines: list[str] = []
    while low < stop and len(lines) < _TITLE_LINES:
        high = min(stop, sheet.line_at(low)[1])
        line = sheet.text[low:high].strip(_MARGIN)
        if lines and opens_sentence(sheet, low):
            break
        if line and (lines or not (_LETTERHEAD.match(sheet.folded, low, high) or _NAMES.fullmatch(line))):
            lines.append(line)
        elif lines:
            break
        low = max(high, low) + 1
    title = _plain(" ".join(lines))[:_TITLE]
    return title if len(title) > 6 else None


def _title(sheet: Sheet, start: int, stop: int) -> str | None:
    low, high = find_title(sheet, start, stop)
    return shown(sheet.text[low:high])


def first_lines(sheet: Sheet, start: int, stop: int) -> str | None:
    """The heading of a document that carries no number: its first lines that say something."""
    lines: list[str] = []
    low = start
    while low < min(stop, start + 1500) and len(lines) < 3:
        high = min(stop, sheet.line_at(low)[1])
        line = sheet.text[low:high].strip(_MARGIN)
        if sum(map(str.isalpha, line)) > 3:
            lines.append(line)
        elif lines:
            break
        low = max(high, low) + 1
    title = " ".join(" ".join(lines).split())
    return (title[: title.rfind(" ", 0, 160)] if len(title) > 200 else title) or None


def minutes_heading(sheet: Sheet, part: Part, first: int) -> str | None:
    """The heading of minutes, down to the roll call or the first item: "PROCES-VERBAL DU CONSEIL Séance du 3 juillet 2024"."""
    stop = min(first, part.head + _TITLE)
    behind = _MINUTES_BODY.search(sheet.folded, max(part.start, part.head), stop)
    end = behind.start() if behind else min(first, sheet.line_at(part.head)[1])
    following = sheet.line_at(end + 1) if not behind and end + 1 < first else (end, end)
    if _WHEN.match(sheet.folded, *following):
        end = min(first, following[1])
    start = max(part.start, end - 200)
    if not part.kind and opens_sentence(sheet, start):
        return None
    if start > part.start:
        start = sheet.text.find(" ", start, end) + 1
    return _plain(sheet.text[start:end]) or None


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .:-")
