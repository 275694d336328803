"""Places without a number where an item of minutes may begin: a title in capitals, one followed by its rapporteur."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.french import SPACE
from pipeline.segment.decisions import Decisions
from pipeline.segment.numbers import Mark
from pipeline.segment.sheet import Sheet
from pipeline.segment.titles import is_capitals, opens_sentence

_S = SPACE

#: "Rapporteur : M. Durand" stands under the title of an item, seldom anywhere else.
_RAPPORTEUR = patterns.compile(rf"(?<!\w)(?:rapporteure?s?{_S}*:|rapporteur{_S}+(?:m\.|mme|monsieur|madame))")

#: "Objet : ..." opens an item where nothing else does.
_OBJECT = patterns.compile(rf"(?<!\w)objet{_S}*:")

#: No two objects begin with so many characters alike, let alone three.
_NAME, _REPEATED = 30, 3

#: At least three words in capitals. The length of the first is bounded: in "12/12/12/..." a word may begin at every sign.
_CAPITALS = patterns.compile(
    r"""
    (?<![\w’'])(?:[A-ZÀ-Ý][A-ZÀ-Ý'’.\-]{0,60}+|\d[\d/]{0,20}+|[(«:,&–-])
    (?:[ \t\u00a0]+(?:[A-ZÀ-Ý][A-ZÀ-Ý'’.,:()/\-]*|\d[\d/]*|[«»:,&–-]|[àÀ])){2,}(?![\w’'])
    """,
    regex.VERBOSE,
)

#: Capitals that are the letterhead, the roll call or the operative words of an act, and no title.
_NO_TITLE = patterns.compile(
    rf"""
    [\W\d]*(?:republique|departement|arrondissement|canton|commune|ville|mairie|communaute|conseil|seance|reunion|session
      |extrait|registre|proces|compte(?:-|{_S})rendu
        |deliberation|ordre{_S}du|present|absent|excuse|etaient|pouvoir|procuration|secretaire|nombre|date|membres|le{_S}maire
          |la{_S}maire|le{_S}president|le{_S}conseil
        |apres|vu\b|considerant|decide|approuve|autorise|adopte|dit\b|donne|charge|precise|accepte|fixe|prend|vote{_S}*(?::|$)
          |article|total|pour\b|contre|abstention|a{_S}l'unanimite
        |recettes|depenses|fonctionnement{_S}*$|investissement{_S}*$|section|chapitre|monsieur|madame|mme|mr?\b(?=\.|{_S}+[a-z])|mm\b|annexe
          |page|convocation|affiche|publie|envoye|recu{_S}+en|i?d{_S}*:|fait|signe|l'an\b|le{_S}quorum|resultat
        |montant|budget{_S}*$|intitule|designation{_S}+(?:montant|des{_S}travaux)|collectivite|operation|libelle|nom\b|noms\b
          |euros?|ttc|ht\b)
    """,
    regex.VERBOSE,
)


#: "SIVOM - CONSEIL SYNDICAL DU 3 MARS 2024 2": the running head of a page.
_RUNNING = patterns.compile(r"\b(?:conseil|comite|bureau|seance|reunion)\b[^\n]{0,60}\b(?:19|20)\d\d\b")


def is_running_head(sheet: Sheet, start: int, stop: int) -> bool:
    """Whether the stretch names a meeting and its date, and nothing that was decided in it."""
    return _RUNNING.search(sheet.folded, start, stop) is not None


def find_headings(sheet: Sheet, decisions: Decisions, start: int, stop: int) -> list[Mark]:
    """Titles in capitals that come first behind a decision; those behind them are headings inside the item."""
    found: list[Mark] = []
    for low, high in capital_titles(sheet, start, stop):
        if not found or decisions.between(found[-1].start, low):
            found.append(Mark(start=low, end=low, family="capitals", number=None))
        elif high - low > 0 and not decisions.between(found[-1].start, low) and len(found) == 1:
            found[-1] = Mark(start=low, end=low, family="capitals", number=None)
    return found


def capital_titles(sheet: Sheet, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches in capitals that may be a title."""
    for match in _CAPITALS.finditer(sheet.text, start, stop):
        low, high = match.span()
        flat = sheet.is_flat(low)
        letters = sum(map(str.isalpha, match[0]))
        if letters < (24 if flat else 10) or not sheet.opens(low) or _NO_TITLE.match(sheet.folded, low, high):
            continue
        line = sheet.text[slice(*sheet.line_at(low))]
        words = match[0].split()
        if match[0].count(",") > 2 or sum(len(word) == 1 for word in words) * 2 > len(words):
            continue  # a list of names; letters that are spaced out
        if is_running_head(sheet, low, high):
            continue
        if "\t" in line or (not flat and not is_capitals(line[:80])):
            continue
        yield low, high


def find_reported(sheet: Sheet, start: int, stop: int) -> list[Mark]:
    """Titles followed by the name of their rapporteur."""
    found = []
    for match in _RAPPORTEUR.finditer(sheet.folded, start, stop):
        low = _title_before(sheet, max(start, match.start() - 400), match.start())
        if low is not None:
            found.append(Mark(start=low, end=low, family="rapporteur", number=None))
    return found


def find_objects(sheet: Sheet, start: int, stop: int) -> list[Mark]:
    """Places where an item begins with the word "Objet"; what pages repeat beside the text is the name of the meeting."""
    places = [match.span() for match in _OBJECT.finditer(sheet.folded, start, stop) if sheet.opens(match.start())]
    names = [" ".join(sheet.folded[end : end + 2 * _NAME].split())[:_NAME] for _, end in places]
    repeats = Counter(names)
    return [
        Mark(start=low, end=high, family="objet", number=None)
        for (low, high), name in zip(places, names, strict=True)
        if repeats[name] < _REPEATED
    ]


_SENTENCE_END = patterns.compile(r"[.!;»]\s+(?=[A-ZÉÈÀ\d])")


def _title_before(sheet: Sheet, start: int, stop: int) -> int | None:
    """Where the title begins that ends at ``stop``: behind the last sentence, or the lines that belong together."""
    if sheet.is_flat(stop):
        runs = [m.start() for m in _CAPITALS.finditer(sheet.text, start, stop) if sum(c.isalpha() for c in m[0]) >= 12]
        ends = [m.end() for m in _SENTENCE_END.finditer(sheet.text, start, stop - 8)]
        return max(runs[-1:] + ends[-1:], default=None) if not runs else runs[-1]
    low = sheet.line_at(stop)[0]
    if sheet.text[low:stop].strip(" -*\t"):
        return low if sheet.opens(low) else None
    for _ in range(4):
        before = sheet.line_at(max(start, low - 1))
        if before[0] < start or before[0] >= low:
            break
        line = sheet.text[before[0] : before[1]].strip()
        if not line and sheet.text[low:stop].strip():
            break
        if line.endswith((".", ";", ":")) and sheet.text[low:stop].strip():
            break
        low = before[0]
    while low < stop and sheet.text[low].isspace():
        low += 1
    return low if low < stop else None


#: A line of the tally: "- Pour : 15", "Adopté à l'unanimité", "15 pour".
_TALLY = patterns.compile(
    rf"""
    [\W_]*+(?:votes?{_S}*(?::|$)|pour\b|contre\b|abstentions?\b|\d+{_S}*(?:voix{_S}+|votes?{_S}+)?(?:pour|contre|abstention)
      |(?:adopte|approuve|vote)e?s?\b[^.]{{0,30}}unanim|(?:a{_S}+)?l'?unanim|unanim|resultats?{_S}+du{_S}+vote|ne{_S}+(?:prend
      |participe))
    """,
    regex.VERBOSE,
)


#: A title is no longer than this, the first line of what it names no shorter than that.
_TITLE, _PARAGRAPH = 90, 40

#: The rest of a tally that runs over several lines, with the names of those who voted.
_TALLIED = patterns.compile(rf"\b(?:pour|contre|abstentions?){_S}*:|\bmm?\.{_S}?[a-z]|\bmmes?{_S}+[a-z]")


def find_successors(sheet: Sheet, decisions: Decisions, start: int, stop: int) -> list[Mark]:
    """Short lines that follow the tally of a vote: the title of the next item, where items carry no number."""
    found: list[Mark] = []
    for vote in decisions.votes_in(start, stop):
        low, high = sheet.line_at(vote)
        if high - low > 160 or (found and low < found[-1].start):
            continue
        for _ in range(8):
            low, high = sheet.line_at(high + 1) if high + 1 < stop else (stop, stop)
            line = sheet.folded[low:high].strip()
            if low >= stop or (line and not _TALLY.match(line)):
                break
        if low < stop and is_title_line(sheet, low, high):
            first = low + len(sheet.text[low:high]) - len(sheet.text[low:high].lstrip())
            found.append(Mark(start=first, end=first, family="successor", number=None))
    return found


def find_titled(sheet: Sheet, start: int, stop: int) -> list[Mark]:
    """Short lines between an empty one and a paragraph: the titles of items that carry no number."""
    found: list[Mark] = []
    empty = False
    for (low, high), following in itertools.pairwise(sheet.lines(start, stop)):
        if empty and following[1] - following[0] >= _PARAGRAPH and high - low <= _TITLE and is_title_line(sheet, low, high):
            first = low + len(sheet.text[low:high]) - len(sheet.text[low:high].lstrip())
            if not is_title_line(sheet, *following):
                found.append(Mark(start=first, end=first, family="titled", number=None))
        empty = not sheet.text[low:high].strip()
    return found


def is_title_line(sheet: Sheet, low: int, high: int) -> bool:
    """Whether a line reads like a title: short, begun with a capital, no sentence, no row of a table."""
    line = sheet.text[low:high].strip()
    return (
        8 < len(line) <= 110
        and (line[0].isupper() or line[0].isdigit())
        and sum(character.isalpha() for character in line) >= 8
        and "\t" not in line
        and not line.endswith((".", ";", ","))
        and line.count(",") < 3
        and not _TALLIED.search(sheet.folded, low, high)
        and not opens_sentence(sheet, low)
        and not _NO_TITLE.match(sheet.folded, low, high)
    )


def find_subjects(sheet: Sheet, start: int, stop: int) -> list[int]:
    """Offsets of the lines in an item that are each followed at once by a vote of their own."""
    found = []
    for (low, high), following in itertools.pairwise(sheet.lines(start, stop)):
        if (
            low > start
            and _TALLY.match(sheet.folded, *following)
            and not _TALLY.match(sheet.folded, low, high)
            and is_title_line(sheet, low, high)
        ):
            found.append(low)
    return found if len(found) > 1 else []


#: "a. REMPLACEMENT DU POELE", "b) Achat de bancs": matters under one number.
_LETTERED = patterns.compile(r"(?m)^[ \t]{0,8}(?P<letter>[a-z])[ \t]?[.)/-][ \t]{1,3}(?=\w)")


def find_lettered(sheet: Sheet, start: int, stop: int) -> list[tuple[int, int]]:
    """Where the matters under a heading begin that are told apart by letters, and where their titles do."""
    found: list[tuple[int, int]] = []
    for match in _LETTERED.finditer(sheet.folded, start, stop):
        wanted = "abcdefghijklmnopqrstuvwxyz"[len(found) : len(found) + 1]
        if (
            match["letter"] == wanted
            and not sheet.is_flat(match.end())
            and match.end() < stop
            and sheet.text[match.end()].isupper()
        ):
            found.append((match.start("letter"), match.end()))
    return found


#: "A/ Tarifs", "c) Achat de bancs": the matters of a meeting told apart by letters.
_LETTER = patterns.compile(r"(?m)^[ \t]{0,8}(?P<letter>[a-z])(?P<sign>[ \t]?[.)/]|[ \t][-–])[ \t]{0,3}(?=[a-z])")


def find_letters(sheet: Sheet, start: int, stop: int) -> list[Mark]:
    """Places where a letter stands for the number of an item."""
    return [
        Mark(
            start=match.start("letter"),
            end=match.end(),
            family=f"{match['sign'].strip()} {'A' if sheet.text[match.start('letter')].isupper() else 'a'} letter",
            value=(ord(match["letter"]) - ord("a") + 1,),
        )
        for match in _LETTER.finditer(sheet.folded, start, stop)
        if sheet.text[match.end()].isupper() and not sheet.is_flat(match.end())
    ]


#: A line of a list: its bullet, or the sign that reading made of it.
_BULLET = patterns.compile(r"(?m)^[ \t]*(?:[•▪■●◦➢➤✓✔×❖*-]|\uf0b7|o(?=\s))[ \t]+(?=[A-ZÀ-Ý])")


def find_entries(sheet: Sheet, start: int, stop: int) -> list[Mark]:
    """The lines of a list that begin with a bullet."""
    return [Mark(start=m.end(), end=m.end(), family="bullet", number=None) for m in _BULLET.finditer(sheet.text, start, stop)]
