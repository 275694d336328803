"""What an item or an act is about: the words between its number and its first sentence."""

from __future__ import annotations

import regex

from extractors.french import SPACE
from pipeline.segment.sheet import Sheet

_S = SPACE

#: A title is no longer than this, and its last word is not one that calls for another.
_LONGEST = 320
_UNFINISHED = regex.compile(
    r"(?:\b(?:de|du|des|d'|la|le|les|l'|et|ou|a|au|aux|en|pour|par|avec|sur|sous|dans|entre|un|une|relative?s?|son|sa|ses|n°)|[-,(/'&:])\s*$"
)

#: The first words of what follows a title: the rapporteur, who speaks, a visa, a recital, the vote.
_OPENER = regex.compile(
    rf"""
    (?<![\w'’])(?:
        (?i:rapporteure?s?|rapport[ée]e?\ par|rapport\ de|r[ée]dig[ée]\ par|pr[ée]sent[ée]e?\ par|expos[ée]\ (?:de|des|par|du)|n°\ d'ordre|vote){_S}*(?::|{_S}[A-ZM])
      | Rapporteur | (?i:apr[èe]s\ en\ avoir)
      | (?:MM?\.|Mmes?|M[rR]s?|Mlle|Monsieur|Madame|Messieurs|Mesdames|MONSIEUR|MADAME){_S}+(?:[A-ZÉÈ]|l[ea]{_S}|L[EA]{_S})
      | (?:L[e’']|LE){_S}?(?:[Mm]aire|MAIRE|[Pp]résident|PRESIDENT|PRÉSIDENT|[Cc]onseil|CONSEIL|[Bb]ureau|[Cc]omité|[Rr]apporteur|quorum|Département{_S}|code{_S}|Code{_S}|projet|présent|budget{_S}|compte{_S}|contrat{_S}|marché{_S}|débat|procès){_S}
      | (?:L[ae]|Les|L[’']){_S}?(?:[a-zà-ÿ]{{3,}}){_S}
      | (?:V[uU]|Considérant|CONSID[EÉ]RANT|Consid[ée]rant|ENTENDU|Entendu)\b
      | (?:Dans|Il|Elle|Par|Conformément|Conform[ée]ment|Afin|Suite|Après|Apr[èe]s|Depuis|Cette|Cet|Ce|Ces|Nous|Je|Chaque|Aux\ termes|Compte\ tenu|Considér|En\ effet
          |En\ application|En\ vertu|En\ raison|En\ conséquence|En\ cons[ée]quence|En\ date|En\ fin|En\ \d{{4}}|Au\ (?:vu|titre|regard|cours)|Le\ \d|Pour\ (?:rappel|mémoire|faire|permettre|ce)|Comme|Lors|Sur\ (?:proposition|rapport|le|la)
          |A\ (?:la|l[’']|ce|compter|partir|cet|l)|À\ (?:la|l[’']|ce|compter|partir|cet)|Lecture|Des|Une|Un|Deux|Trois|Ainsi|Aucun\w*|Rappel|Contexte|Exposé|Objet\ :|DEPARTEMENT|Etes-vous|D[’'](?:une|un)|Décide|DECIDE|DÉCIDE|Approuve|APPROUVE|AUTORISE|Vote\ (?:à|pour|contre|:)|Adopté|Voté|EXPOSE|EXPOS[ÉE]|Unanimité|UNANIMITÉ|Majorité){_S}
      | \*{{3,}} | _{{4,}} | ={{4,}} | \d{{1,3}}{_S}(?:voix{_S})?[Pp]our\b | Article{_S}+(?:1|unique|premier)
      | Délibération{_S}+n | PREND{_S}+ACTE | Résultat
    )
    """,
    regex.VERBOSE,
)

#: What stands between a number and the title behind it.
_BEFORE = regex.compile(r"(?:\s|[-–—:.*#_|]|(?i:objet)\s*:)*+")

#: Where a title without an end is cut, best first.
_CUTS = (
    regex.compile(r"[.!?]\s+(?=[A-ZÉÈÀ])"),
    regex.compile(r"\s:\s"),
    regex.compile(r"(?<=[A-ZÉÈÀ]{3}.{0,3})\s(?=[A-ZÉÈÀ][a-zà-ÿ]+\s[a-zà-ÿ])"),
)

#: A word that in running text stands before a name beginning with a capital: "de La Ville", "et Les Amis".
_LINK = regex.compile(
    r"(?:\b(?:de|du|des|d'|a|au|aux|et|en|sur|pour|par|avec|entre|la|le|les|l'|dit|dite|chez|vers|sous|n°|association|societe|rue|avenue|place|ville|commune|saint|ecole|salle)\s*|[('\"/«-]\s*)$"
)

#: Agenda points that the assembly does not decide.
_FRAME_TITLE = regex.compile(
    rf"""
    ^[\W\d]*(?:
        (?:les{_S}+)?(?:questions?|informations?|infos?|affaires|points?|sujets?|communications?|divers|reponses?){_S}+(?:et{_S}+\w+{_S}+)?(?:diverse?s?|orales?|generales{_S}*$|d'actualites?|municipales|ecrites?|communautaires|a{_S}+l|de{_S}+m|du{_S}+(?:maire|president|public)|sur|des|au{_S}+conseil)
      | informations?{_S}*[:.]?{_S}*$ | informations?{_S}+(?:relatives?|concernant) | communications?{_S}*[:.]?{_S}*$ | (?:questions?{_S}+)?divers{_S}*[:.]?{_S}*$ | divers{_S}*:
      | (?:compte[s]?(?:-|{_S})+rendus?{_S}+)?(?:des{_S}+|les{_S}+|liste{_S}+des{_S}+|releve{_S}+des{_S}+|information{_S}+sur{_S}+les{_S}+|rendu{_S}+compte{_S}+des{_S}+)?decisions?{_S}+(?:prises?|du{_S}+(?:maire|president)|de{_S}+(?:m\.|mme|monsieur|madame)|municipales|communautaires|dans{_S}+le{_S}+cadre)
      | compte(?:-|{_S})+rendu{_S}+(?:de{_S}+(?:la{_S}+)?)?(?:des{_S}+)?(?:delegations?|decisions?|actes{_S}+pris|commissions?|reunions?)
      | delegations?{_S}+(?:de{_S}+competences?|du{_S}+conseil{_S}+municipal{_S}+au|au{_S}+maire|consenties)
      | tour{_S}+de{_S}+table | agenda\b | dates?{_S}+a{_S}+retenir | calendrier\b | prochaines?{_S}+(?:reunion|seance|conseil|date) | date{_S}+(?:du{_S}+)?(?:prochain|de{_S}+la{_S}+prochaine)
      | ordre{_S}+du{_S}+jour | sommaire | table{_S}+des{_S}+matieres | ouverture{_S}+de | cloture{_S}+de{_S}+la | levee{_S}+de | appel{_S}+(?:nominal|des) | quorum | verification{_S}+du | pouvoirs?{_S}*: | (?:les{_S}+)?(?:membres{_S}+)?(?:presents?|absents?|excuses?)\b
      | remerciements | interventions? | signatures? | annexes?\b | tour{_S}+des | vie{_S}+(?:municipale|de{_S}+la{_S}+commune){_S}*$ | parole{_S}+au | point{_S}+(?:d'information|d'etape|sur{_S}+l)
    )
    """,
    regex.VERBOSE,
)

#: What stays in the frame of minutes unless the document numbers it as an item.
_ROUTINE_TITLE = regex.compile(
    rf"""
    ^[\W\d]*(?:
        (?:approbation|adoption|lecture|validation|arret){_S}+(?:et{_S}+\w+{_S}+)?(?:des?|du|de{_S}+la|le){_S}+(?:precedents?{_S}+|dernier{_S}+)?(?:comptes?(?:-|{_S})+rendus?|pv\b|proces|cr\b|registre|relev)
      | (?:proces(?:-|{_S})+verbal|compte(?:-|{_S})+rendu){_S}+(?:de{_S}+(?:la{_S}+)?(?:seance|reunion)|du{_S}+(?:conseil|precedent|\d))
      | (?:designation|nomination|election|choix){_S}+(?:d[ue']|de{_S}+la){_S}*(?:un{_S}+|une{_S}+)?(?:secretaire)
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
    lead = _BEFORE.match(sheet.text, start, stop)
    start = lead.end() if lead else start
    end = _end_of_sentence(sheet, start, stop)
    if not sheet.is_flat(start):
        end = min(end, _end_of_lines(sheet, start, end))
    while end > start and sheet.text[end - 1] in " \n\t\r\u00a0:;,|-–—*_#.":
        end -= 1
    return start, max(start, end)


def _end_of_sentence(sheet: Sheet, start: int, stop: int) -> int:
    """Offset where the first sentence behind the title begins, or the end of the stretch."""
    for match in _OPENER.finditer(sheet.text, start + 1, stop):
        if match.start() - start < 8:
            continue
        if not _LINK.search(sheet.folded, max(start, match.start() - 14), match.start()):
            return int(match.start())
    return stop if stop - start < _LONGEST else _cut(sheet, start, stop)


def _cut(sheet: Sheet, start: int, stop: int) -> int:
    """Where a title that never seems to end is cut: behind its first sentence, or its capitals."""
    for pattern in _CUTS:
        match = pattern.search(sheet.text, start + 12, stop)
        if match:
            return int(match.start())
    return sheet.text.rfind(" ", start + 12, start + 160) if stop - start > 160 else stop


def _end_of_lines(sheet: Sheet, start: int, stop: int) -> int:
    """Offset behind the last line of a title that may run over several."""
    end = min(stop, sheet.line_at(start)[1])
    cell = sheet.text.find("\t", start, end)
    if cell > start:
        return cell
    for _ in range(5):
        if end >= stop:
            break
        low, high = sheet.line_at(end + 1)
        if not (_goes_on(sheet.text[start:end], sheet.folded[start:end], sheet.text[low:high]) or _is_only_dash(sheet, low, high)):
            break
        end = min(stop, high)
    return end


def _is_only_dash(sheet: Sheet, low: int, high: int) -> bool:
    """Whether the line, begun with a dash, is the only one of its kind: a subtitle and no list."""
    following = sheet.text[slice(*sheet.line_at(high + 1))] if high + 1 < len(sheet.text) else ""
    return sheet.text[low:high].lstrip().startswith("- ") and high - low < 120 and not following.lstrip().startswith("-")


def _goes_on(title: str, folded: str, line: str) -> bool:
    """Whether the next line is still the title: the title is not finished, or both are printed in capitals."""
    line = line.strip(" *#_\t")
    if not line or line[0] in "-•➢✓":
        return False
    if _UNFINISHED.search(folded.rstrip()) and not folded.rstrip().endswith(":"):
        return True
    if is_capitals(title) and is_capitals(line):
        return True
    return (line[0].islower() and not title.rstrip().endswith((".", ":"))) or (
        len(title.rsplit("\n", 1)[-1]) > 75
        and len(line) < 75
        and not line.endswith((".", ",", ";"))
        and not title.rstrip().endswith((".", ":"))
    )


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
    return bool(_OPENER.match(sheet.text, start))


def is_frame(folded_title: str) -> bool:
    """Whether the title names a point that is no decision: questions diverses, informations, décisions du maire..."""
    return bool(_FRAME_TITLE.match(folded_title))


def is_routine(folded_title: str) -> bool:
    """Whether the title names the approval of earlier minutes or the choice of a secretary."""
    return bool(_ROUTINE_TITLE.match(folded_title))
