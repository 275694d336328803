"""The number and the title of an act that stands by itself, as its head prints them."""

from __future__ import annotations

import regex

from extractors.french import SPACE
from pipeline.segment.headings import capital_titles
from pipeline.segment.parts import Part
from pipeline.segment.sheet import Sheet
from pipeline.segment.titles import find_title, is_capitals

_S = SPACE

_DIGITS = r"[a-z]{0,6}[-_.]?\d[\w]*(?:(?:[ ]?[-_/.–][ ]?|(?<=20\d\d)[ ]|(?<=20\d\d[ ]\d)[ ]|(?<=20\d\d[ ]\d\d)[ ])[a-z]{0,4}\d?[\w]*\d[\w]*){0,4}(?:/[a-z]\b)?"

#: "N° 2022 7 4", "(N°2025-244)", "DELIBERATION N° 2023/020", "Dossier n° : 2025-01798"; the number may be missing.
_NUMBERED = regex.compile(
    rf"(?P<cited>\b(?:loi|decret|ordonnance|arrete|article|parcelles?|section|lot|tel|siret|siren|sous{_S}le|repertoire|avenant|annexe|page|am|av)\s*\W{{0,2}})?(?<![a-z])(?:n{_S}?[°º]|no\.?(?={_S}?\d)|numero)(?:{_S}+(?:dossier|de{_S}+l'acte|d'ordre|acte))?{_S}{{0,3}}:?{_S}{{0,3}}(?P<number>{_DIGITS})"
)

#: A number without "n°", alone on its line or behind the date of the meeting: "2023/003", "14/25-02-20/C".
_BARE = regex.compile(
    rf"(?<![\w/°-])(?P<number>(?:[a-z]{{1,6}}[-_]?)?(?:20\d\d{_S}?[-/_]{_S}?\d{{1,4}}(?:[-/_]\d{{1,4}})?|\d{{1,3}}/\d\d-\d\d-\d\d(?:/[a-z])?|20\d{{6}}[-_]\d{{1,3}}))(?![\w/])"
)

#: Where the head of an act ends and its reasons begin.
_BODY = regex.compile(
    rf"(?<!\w)(?:vu\b|considerant|apres{_S}+en{_S}+avoir|article{_S}+(?:1|premier|unique)|entre\b{_S}+(?:les|le|la|l')|(?:monsieur|madame|m\.|mme)\b[^.\n]{{0,60}}\b(?:rapporte|expose|rappelle|informe|presente|indique|explique|propose)|rapporteur|fondements{_S}+juridiques|le{_S}+conseil{_S}+\w+,|le{_S}+conseil{_S}+\w+{_S}+d[ue])"
)

_OBJECT = regex.compile(rf"(?<!\w)(?:objet|object|intitule|obiet){_S}*(?::|\n|{_S}(?=de{_S}la{_S}deliberation))")

#: The last words of a roll call: the title stands between them and the rapporteur.
_ROLL_END = regex.compile(
    rf"(?<!\w)(?:absents?\b[^:\n]{{0,120}}:|excuse[^:\n]{{0,80}}:|secretaire{_S}+de{_S}+seance{_S}*:|procurations?{_S}*:|pouvoirs?{_S}*:)[^\n]*"
)

_HEAD = 5000

#: A head that is but a letterhead: words no title consists of.
_LETTERHEAD_LINE = regex.compile(
    rf"[\W_]*(?:republique|departement|region\b|arrondissement|canton|commune|ville\b|mairie|communaute|metropole|conseil\b|commission{_S}+permanente|seance|reunion|session|extrait|registre|deliberations?\b|rapport\b|proces|presidence|presents?|etaient|secretaire|n{_S}?°|nombre|date|pole\b|mission\b|direction\b|service\b|territoires?\b|dossier|publi|accuse|recu|envoye|le\b|l'an|affiche|convention{_S}*$|arrete{_S}*$|page|\d+{_S}*$)|[\W_]*$"
)


def find_number(sheet: Sheet, start: int, stop: int, kind: str) -> str | None:
    """The number of an act, without "N°", as its head prints it."""
    end = _body(sheet, start, stop)
    for match in _NUMBERED.finditer(sheet.folded, start, end):
        if match["cited"] is None and not _is_cited(sheet, match.start()):
            return _shown(sheet.text[match.start("number") : match.end("number")])
    if kind in ("deliberation", "order", "report"):
        for match in _BARE.finditer(sheet.folded, start, end):
            if not _is_cited(sheet, match.start()):
                return _shown(sheet.text[match.start("number") : match.end("number")])
    return None


def _is_cited(sheet: Sheet, offset: int) -> bool:
    before = sheet.folded[max(0, offset - 40) : offset]
    return bool(
        regex.search(
            r"(?:\b(?:la|les|par|vu|cette|sa)\s+(?:\w+\s+)?(?:deliberations?|decisions?|arretes?)|\bloi|decret|ordonnance|article|parcelles?|section|lot|cp|id|:\s*\d[\d-]*-)\W*$",
            before,
        )
    )


def _body(sheet: Sheet, start: int, stop: int) -> int:
    stop = min(stop, start + _HEAD)
    match = _BODY.search(sheet.folded, start + 40, stop)
    return match.start() if match else stop


def find_object(sheet: Sheet, part: Part, kind: str) -> str | None:
    """What the act is about, on one line."""
    start, stop = part.start, part.stop
    body = _body(sheet, start, stop)
    for match in _OBJECT.finditer(sheet.folded, start, min(stop, max(body, start + 400) + 600)):
        if sheet.opens(match.start()):
            return _read(sheet, match.end(), stop)
    numbered = [m for m in _NUMBERED.finditer(sheet.folded, start, body) if m["cited"] is None and not _is_cited(sheet, m.start())]
    if numbered and (found := _beside(sheet, numbered[0], start, stop)):
        return found
    if kind == "convention":
        return _shown(sheet.text[part.name : body])[:300] or None
    return _last_lines(sheet, start, body)


def _beside(sheet: Sheet, match: regex.Match[str], start: int, stop: int) -> str | None:
    """The title on the line of the number, or the block above a number that stands alone in brackets."""
    low, high = sheet.line_at(match.start())
    behind = sheet.text[match.end() : min(stop, match.end() + 60)]
    if regex.match(r"[ \t]*[-–—:)]{1,2}[ \t]*[\"«A-ZÉÈÀ]", behind) and not behind.lstrip().startswith(")"):
        return _read(sheet, match.end(), stop)
    dated = regex.match(r"\s*(?:du\s+)?\d{1,2}\S{0,3}\s+\p{L}{3,9}\s+\d{4}\s*[-–:]?\s*(?=[A-ZÉÈÀ]{3,})", behind)
    if dated:
        return _read(sheet, match.end() + dated.end(), stop)
    if sheet.text[match.start() - 1 : match.start()] == "(":
        return _block_above(sheet, start, low)
    return None


def _block_above(sheet: Sheet, start: int, stop: int) -> str | None:
    """The last lines before ``stop`` that stand together and are no roll call."""
    lines: list[str] = []
    at = stop
    while at > start and len(lines) < 6:
        low, high = sheet.line_at(at - 1)
        line = sheet.text[low:high].strip(" *#_\t<>u/")
        if not line and lines:
            break
        if line:
            lines.insert(0, line)
        at = low
        if len(line) > 400:
            return None
    return _shown(" ".join(lines))


def _last_lines(sheet: Sheet, start: int, stop: int) -> str | None:
    """The title between the roll call or the letterhead and the first sentence."""
    if sheet.is_flat(stop - 1 if stop > start else start):
        runs = [span for span in capital_titles(sheet, start, stop) if not _LETTERHEAD_LINE.match(sheet.folded, *span)]
        return _shown(sheet.text[slice(*max(runs, key=lambda span: span[1] - span[0]))]) if runs else None
    ends = [match.end() for match in _ROLL_END.finditer(sheet.folded, start, stop)]
    low = max([start, *ends])
    lines: list[str] = []
    while low < stop:
        line_start, line_end = sheet.line_at(low)
        line = sheet.text[low : min(line_end, stop)].strip(" *#_\t<>/")
        if line and not (not lines and _LETTERHEAD_LINE.match(sheet.folded, low, min(line_end, stop))) and "," not in line[:0]:
            lines.append(line)
        elif lines:
            break
        low = line_end + 1
    return _shown(" ".join(lines[:5]))[:300] if lines and len(" ".join(lines[:5])) > 6 else None


def _read(sheet: Sheet, start: int, stop: int) -> str | None:
    low, high = find_title(sheet, start, stop)
    return _shown(sheet.text[low:high]) or None


def first_line(sheet: Sheet, start: int, stop: int) -> str | None:
    """The heading of a document that carries no number: its first lines that say something."""
    lines: list[str] = []
    low = start
    while low < min(stop, start + 1500) and len(lines) < 3:
        line_start, line_end = sheet.line_at(low)
        line = sheet.text[low : min(line_end, stop)].strip(" *#_\t<>/.|-")
        if sum(character.isalpha() for character in line) > 3:
            lines.append(" ".join(line.split()))
        elif lines:
            break
        low = line_end + 1
    title = " ".join(lines)
    if len(title) > 200:
        title = title[: title.rfind(" ", 0, 160)]
    return title or None


def _shown(text: str) -> str:
    return " ".join(text.split()).strip(" .:-")


def heading_of_minutes(sheet: Sheet, start: int, stop: int, head: int) -> str | None:
    """The heading of minutes: "PROCES-VERBAL DU CONSEIL MUNICIPAL", "Séance du 23 juillet 2020"."""
    end = regex.compile(
        rf"(?<!\w)(?:l'an\b|le{_S}+\w+{_S}+\w+{_S}+deux{_S}+mille|presents?\b|etaient|sous{_S}la|date{_S}+de|nombre|convocation|ordre{_S}+du|le{_S}+conseil{_S}+\w+{_S}*(?:,|de\b|s'est)|la{_S}+seance|assistaient)"
    ).search(sheet.folded, max(start, head), min(stop, head + 300))
    text = sheet.text[start : end.start() if end else min(stop, sheet.line_at(head)[1])]
    shown = _shown(text)
    return shown[-200:] if shown else None


__all__ = ["find_number", "find_object", "first_line", "heading_of_minutes", "is_capitals"]
