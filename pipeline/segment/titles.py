"""What an item or an act is about: the words between its number and its first sentence."""

from __future__ import annotations

import regex

from extractors import patterns
from extractors.french import SPACE
from pipeline.segment.sheet import Sheet

_S = SPACE

#: A title is no longer than this, runs over no more lines, and is not over before a few letters.
_LONGEST = 320
_MOST_LINES = 6
_SHORTEST = 8

#: Words and signs that call for another word: the title goes on.
_UNFINISHED = patterns.compile(
    rf"""
    (?:\b(?:de|du|des|d'|la|le|les|l'|et|ou|a|au|aux|en|pour|par|avec|sur|sous|dans|entre|un|une|relative?s?|son|sa|ses|n°)
      |[-,(/'&]){_S}*$
    """,
    regex.VERBOSE,
)

#: The first words of what follows a title, by how they are printed: ``always``, or only as the first word of a sentence,
#: because a title in capitals may hold them too. The rapporteur, who speaks, a visa, a recital, a decision, a vote.
_OPENER = patterns.compile(
    rf"""
    (?<![\w'])(?:
      (?P<always>
          rapporteure?s?\b | rapporte?{_S}(?:par|de){_S}*: | (?:redige|presente|expose){_S}(?:par|de|des|du)\b | vote{_S}*:
        | apres{_S}en{_S}avoir | n°{_S}d'ordre | delibere
        | (?:mm?\.|mmes?|mrs?|mlle|monsieur|madame|messieurs|mesdames){_S}+(?:[a-z](?!'))
        | l[ea']{_S}?(?:maire|presidente?|conseil|bureau|comite|rapporteur|quorum)(?:{_S}|,)
        | (?:vu|considerant|entendu)\b | (?:decide|approuve|autorise|prend{_S}acte|expose|unanimite|departement){_S}
        | article{_S}+(?:1|unique|premier)\b | deliberation{_S}+n | \d{{1,3}}{_S}(?:voix{_S})?pour\b)
    | (?P<sentence>
          l(?:[ea]|es|'){_S}?\p{{L}}{{3,}}{_S}
        | (?:dans|il|elle|par|conformement|afin|suite|apres|depuis|cette|cet|ce|ces|nous|je|chaque|comme|lors|lecture|des|une
          |un|deux
            |trois|ainsi|aucune?|rappel|contexte|expose|majorite|adoptee?|resultat|etes-vous|considerant|decide){_S}
        | (?:aux{_S}termes|compte{_S}tenu|au{_S}(?:vu|titre|regard|cours))\b
        | en{_S}(?:effet|application|vertu|raison|consequence|date|fin|\d{{4}})\b
        | personne{_S}ne\b | au{_S}moment{_S}de | nombre{_S}(?:de{_S}|des{_S})?(?:membres|conseillers|votants)\b
        | le{_S}\d | pour{_S}(?:rappel|memoire|faire|permettre|ce)\b | sur{_S}(?:proposition|rapport|le|la)\b
        | d'une?{_S} | objet{_S}:
        | a{_S}(?:la|l'|ce|cet|compter|partir)\b | vote{_S}(?:a|pour|contre)\b)
    | (?P<sign>\*{{3,}}|_{{4,}}|={{4,}})
    )
    """,
    regex.VERBOSE,
)

#: A word or a sign that in running text stands before a name beginning with a capital: "de La Ville", "et Les Amis".
_LINK = patterns.compile(
    rf"""
    (?:\b(?:de|du|des|d'|a|au|aux|et|en|sur|pour|par|avec|entre|la|le|les|l'|dite?|chez|vers|sous|n°
      |saint){_S}*|[('\"/-]{_S}*)$
    """,
    regex.VERBOSE,
)

#: What bears a name: "l'école Les Tilleuls", "rue M. Vernier", but not "de l'école Le maire expose".
_NAMED = patterns.compile(rf"\b(?:association|societe|rue|avenue|place|ville|commune|ecole|salle){_S}*$")

#: What stands between a number and the title behind it.
_BEFORE = patterns.compile(r"(?:\s|[-–—:.*#_|]|(?i:objet)\s*:)*+")

#: Where a title without an end is cut, best first: behind its sentence, at a colon, where its capitals end.
_CUTS = (
    patterns.compile(r"[.!?]\s+(?=[A-ZÉÈÀ])"),
    patterns.compile(r"\s:\s"),
    patterns.compile(r"(?<=[A-ZÉÈÀ]{3}.{0,3})\s(?=[A-ZÉÈÀ][a-zà-ÿ]+\s[a-zà-ÿ])"),
)
_CUT = 160

#: Points of an agenda that the assembly does not decide.
_FRAME_TITLE = patterns.compile(
    rf"""
    [\W\d]*(?:[ivx]{{1,5}}\b\W*)?(?:
      (?:les{_S}+)?(?:questions?|informations?|infos?|affaires|points?|sujets?|communications?|divers
        |reponses?){_S}+(?:et{_S}+\w+{_S}+)?
        (?:diverse?s?|orales?|generales{_S}*$|d'actualites?|municipales|ecrites?|communautaires|a{_S}+l|de{_S}+m|sur|des
          |au{_S}+conseil
        |du{_S}+(?:maire|president|public))
    | (?:informations?|communications?|(?:questions?{_S}+)?divers){_S}*[:.]?{_S}*$
    | divers{_S}+(?:l[ea]s?\b|l'|m\.|mme\b|monsieur\b|madame\b) | informations?{_S}+(?:relatives?
      |concernant) | divers{_S}*:
    | (?:comptes?(?:-|{_S})+rendus?{_S}+)?(?:(?:des|les|liste{_S}+des|releve{_S}+des|information{_S}+sur{_S}+les
      |rendu{_S}+compte{_S}+des){_S}+)?
        decisions?{_S}+(?:prises?|du{_S}+(?:maire|president)|de{_S}+(?:m\.|mme|monsieur|madame)|municipales|communautaires
          |dans{_S}+le{_S}+cadre)
    | compte(?:-|{_S})+rendu{_S}+(?:de{_S}+(?:la{_S}+)?)?(?:des{_S}+)?(?:delegations?|decisions?|actes{_S}+pris|commissions?
      |reunions?)
    | delegations?{_S}+(?:de{_S}+competences?|du{_S}+conseil{_S}+municipal{_S}+au|au{_S}+maire|consenties)
    | tour{_S}+de{_S}+table | agenda\b | dates?{_S}+a{_S}+retenir | calendrier\b | prochaines?{_S}+(?:reunion|seance|conseil|date)
    | date{_S}+(?:du{_S}+)?(?:prochain|de{_S}+la{_S}+prochaine) | ordre{_S}+du{_S}+jour | sommaire | table{_S}+des{_S}+matieres
    | (?:ouverture|levee){_S}+de | cloture{_S}+de{_S}+la | appel{_S}+(?:nominal|des) | quorum | verification{_S}+du
      | pouvoirs?{_S}*:
    | (?:les{_S}+)?(?:membres{_S}+)?(?:presents?|absents?|excuses?)\b | remerciements | interventions? | signatures?
      | annexes?\b | tour{_S}+des
    | vie{_S}+(?:municipale|de{_S}+la{_S}+commune){_S}*$ | parole{_S}+au | point{_S}+(?:d'information|d'etape|sur{_S}+l)
    )
    """,
    regex.VERBOSE,
)

#: What stays in the frame of minutes unless the document numbers it as an item.
_ROUTINE_TITLE = patterns.compile(
    rf"""
    [\W\d]*(?:
      (?:approbation|adoption|lecture|validation|arret){_S}+(?:et{_S}+\w+{_S}+)?(?:des?|du|de{_S}+la
        |le){_S}+(?:precedents?{_S}+|dernier{_S}+)?
        (?:comptes?(?:-|{_S})+[rt]endus?|pv\b|proces|cr\b|registre|relev)
    | approbation{_S}+d[ue]s?(?:\W+\w{{1,3}})?\W*$
    | (?:proces(?:-|{_S})+verbal|compte(?:-|{_S})+rendu){_S}+(?:de{_S}+(?:la{_S}+)?(?:seance|reunion)|(?:du{_S}+)?conseil
      |du{_S}+(?:precedent|\d))
    | (?:designation|nomination|election|choix){_S}+(?:d[ue']|de{_S}+la){_S}*(?:un{_S}+|une{_S}+)?secretaire
    | secretaires?{_S}+de{_S}+seance
    )
    """,
    regex.VERBOSE,
)


def find_title(sheet: Sheet, start: int, stop: int) -> tuple[int, int]:
    """Where the title stands that begins at ``start``; no further than ``stop``.

    A title ends with its paragraph, or where a sentence begins; a title that runs over several lines is taken whole.
    """
    stop = min(stop, start + _LONGEST)
    before = _BEFORE.match(sheet.text, start, stop)
    start = before.end() if before else start
    end = _end_of_sentence(sheet, start, stop)
    if not sheet.is_flat(start):
        end = min(end, _end_of_lines(sheet, start, end))
    while end > start and sheet.text[end - 1] in " \n\t\r\u00a0:;,|-–—*_#.":
        end -= 1
    return start, max(start, end)


def _end_of_sentence(sheet: Sheet, start: int, stop: int) -> int:
    """Offset where the first sentence behind the title begins, or the end of the stretch."""
    for match in _OPENER.finditer(sheet.folded, start + _SHORTEST, stop):
        linked = _LINK.search(sheet.folded, max(start, match.start() - 14), match.start())
        if not linked and (match["sentence"] or not match[0].startswith("l")):
            linked = _NAMED.search(sheet.folded, max(start, match.start() - 14), match.start())
        if not linked and _is_printed(sheet, match):
            return int(match.start())
    return stop if stop - start < _LONGEST - _SHORTEST else _cut(sheet, start, stop)


def _is_printed(sheet: Sheet, opener: regex.Match[str]) -> bool:
    """Whether the words are printed as the first of a sentence, and not in the middle of one or of a title in capitals."""
    if opener["sign"] or sheet.text[opener.start()].isdigit():
        return True
    first, *others = (character for character in sheet.text[opener.start() : opener.end() + 2] if character.isalpha())
    return first.isupper() and (opener["always"] is not None or not others or not others[0].isupper())


def _cut(sheet: Sheet, start: int, stop: int) -> int:
    """Where a title that never seems to end is cut."""
    for pattern in _CUTS:
        match = pattern.search(sheet.text, start + _SHORTEST, stop)
        if match:
            return int(match.start())
    return sheet.text.rfind(" ", start + _SHORTEST, start + _CUT) if stop - start > _CUT else stop


def _end_of_lines(sheet: Sheet, start: int, stop: int) -> int:
    """Offset behind the last line of a title that may run over several."""
    end = min(stop, sheet.line_at(start)[1])
    cell = sheet.text.find("\t", start, end)
    if cell > start:
        return cell
    for _ in range(_MOST_LINES - 1):
        if end >= stop:
            break
        low, high = sheet.line_at(end + 1)
        if not (_goes_on(sheet, start, end, sheet.text[low:high]) or _is_subtitle(sheet, low, high)):
            break
        end = min(stop, high)
    return end


def _goes_on(sheet: Sheet, start: int, end: int, line: str) -> bool:
    """Whether the next line is still the title: it is not finished, or wrapped, or both are printed in capitals."""
    title, line = sheet.text[start:end].rstrip(), line.strip(" *#_\t")
    if not line or line[0] in "-•➢✓":
        return False
    if _UNFINISHED.search(sheet.folded, start, end) or (is_capitals(title) and is_capitals(line)):
        return True
    if title.endswith((".", ":")):
        return False
    wrapped = len(title.rsplit("\n", 1)[-1]) > 75 and len(line) < 75 and not line.endswith((".", ",", ";"))
    return line[0].islower() or wrapped


def _is_subtitle(sheet: Sheet, low: int, high: int) -> bool:
    """Whether the line, begun with a dash, is the only one of its kind: a subtitle and no list."""
    following = sheet.text[slice(*sheet.line_at(high + 1))] if high + 1 < len(sheet.text) else ""
    return sheet.text[low:high].lstrip().startswith("- ") and high - low < 120 and not following.lstrip().startswith("-")


def is_capitals(text: str) -> bool:
    """Whether a line is printed in capitals, but for a word or two.

    >>> is_capitals("VOTE DU BUDGET 2024 (M57)"), is_capitals("Vote du budget")
    (True, False)
    """
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 3 and sum(character.isupper() for character in letters) >= 0.8 * len(letters)


def opens_sentence(sheet: Sheet, start: int) -> bool:
    """Whether a sentence begins at ``start``, such as the rapporteur's or a visa, and no title."""
    while start < len(sheet.text) and sheet.text[start] in " \t\u00a0-":
        start += 1
    opener = _OPENER.match(sheet.folded, start)
    return opener is not None and _is_printed(sheet, opener)


def is_frame(folded_title: str) -> bool:
    """Whether the title names a point that is no decision: questions diverses, informations, décisions du maire...

    >>> is_frame("questions diverses"), is_frame("questions de voirie")
    (True, False)
    """
    return _FRAME_TITLE.match(folded_title) is not None


def is_routine(folded_title: str) -> bool:
    """Whether the title names the approval of earlier minutes or the choice of a secretary.

    >>> is_routine("approbation du proces-verbal du 3 mai"), is_routine("approbation du compte de gestion")
    (True, False)
    """
    return _ROUTINE_TITLE.match(folded_title) is not None


def shown(title: str) -> str | None:
    """A title on one line, or None for an empty one."""
    return " ".join(title.split()) or None
