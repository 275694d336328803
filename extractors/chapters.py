"""Lines of a budget that stand in running text: "65 Autres charges de gestion courante 12 000 €".

The chapters of French public budgets have the same names everywhere (instructions M14, M57, M4); a line that is called by
one of them is a line of a budget, with its number or without. Any other account counts where an act votes or changes one.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.accounts import BudgetPlace
from extractors.base import Passage

#: The names of the chapters, as far as they differ, folded.
_CHAPTERS = (
    r"charges? a caractere general|charges? de personnel|attenuations? de (?:produits|charges)|autres charges de gestion"
    r"|charges? (?:financieres?|exceptionnelles?|specifiques?)|dotations? aux (?:amortissements|provisions)"
    r"|depenses? imprevues?|virement (?:a|de) la section|operations? (?:d'ordre|patrimoniales?)|produits? des services"
    r"|impots? et taxes?|fiscalite locale|impositions? directes|dotations?,? (?:subventions?,? )?et participations?"
    r"|autres produits de gestion|produits? (?:financiers?|exceptionnels?|specifiques?)|reprises? sur (?:amortissements|provisions)"
    r"|(?:resultat|excedent|deficit|solde)[^\d€:;\n]{0,50} reporte|excedents? de fonctionnement capitalise"
    r"|emprunts? et dettes? assimile|immobilisations? (?:in)?corporelles?|immobilisations? en cours|subventions? d'equipement"
    r"|autres immobilisations? financieres?|dotations?,? fonds divers|subventions? d'investissement|depots et cautionnements"
)
_CHAPTER = patterns.compile(rf"(?:{_CHAPTERS})")

#: What says that an act votes a budget or changes it, and how far behind its lines may stand.
_VOTED = patterns.compile(
    r"\b(?:decisions?\s+(?:budgetaires?\s+)?modificatives?|virements?\s+de\s+credits?|ouvertures?\s+(?:anticipees?\s+)?de\s+credits?"
    r"|budgets?\s+(?:primitifs?|supplementaires?|annexes?|principal|general)|(?:augmentation|diminution)s?\s+(?:de|sur)\s+credits?"
    r"|compte\s+(?:administratif|financier))"
)
_FAR = 3000

#: An account or a chapter with its name, up to the sum: "article 2158 - Matériel : + ", "60612 Énergie 3 000 € ".
_LINE = patterns.compile(
    r"""
    (?: (?P<named> \b(?:chapitre|chap\.?|article|art\.?|compte) \s? (?:n°\s?)? )?
        (?<! [\w/.,-] | [+-]\s | \d\s ) (?P<code> 0\d\d | \d{2,6} (?: [/-]\d{1,6} )? ) \s{0,2} [-:]? \s{0,2} )?
    (?P<label> \b[a-z] [^\d€:;+]{3,80}? ) \s{0,2} (?: \(\d{3,4}\) )? (?: [:.…\s-]{0,40} )
    (?P<sums> (?: -? \d[\d .]{0,14} (?:,\d\d)? \s? € \s{0,3} ){0,3} ) [+-]? \s{0,2} \Z
    """,
    regex.VERBOSE,
)
_YEAR = patterns.compile(r"(?:19[5-9]|20[12])\d")
_REACH = 190

#: What makes a sentence of what stands behind a number, and words that are no name of a line.
_SAID = patterns.compile(r"\b(?:est|sont|sera|seront|soit|total|totaux|habitants|euros)\b")
_OPENED = patterns.compile(r"(?:le|la|les|l'|un|une|des?|du|d'|pour|aux?|en|et|sur|par)\b")

#: What the lines of a section are: the title of their column, where one is printed.
_SIDE = patterns.compile(
    r"\b(?:depenses?|recettes?)\b(?:\s+(?:reelles?\s+)?(?:de\s+|d')(?:fonctionnement|investissement|exploitation))?"
)
_SIDE_REACH = 700


def find_votes_of_budget(passage: Passage) -> Iterator[int]:
    """Yield where a passage speaks of a budget that is voted or changed; run it through ``passage.find``."""
    yield from (match.start() for match in _VOTED.finditer(passage.folded))


def chapter_line(passage: Passage, start: int) -> tuple[BudgetPlace, str | None] | None:
    """The line of a budget that the words in front of a sum name, and the title it stands under, or None.

    >>> text = "Décision modificative : dépenses de fonctionnement 60612 Énergie : + 900 €"
    >>> chapter_line(Passage(text), 69)
    (BudgetPlace(operation=None, account='60612', label='Énergie'), 'dépenses de fonctionnement')
    """
    votes = passage.find(find_votes_of_budget)
    place = bisect.bisect_left(votes, start)
    if not place or start - votes[place - 1] > _FAR:
        return None
    match = _line(passage.folded, start)
    if match is None:
        return None
    label = " ".join(passage.text[match.start("label") : match.end("label")].split()).strip(" -–:")
    start = match.start("named" if match["named"] else "code")
    account = passage.text[start : match.end("code")] if match["code"] else None
    sides = list(_SIDE.finditer(passage.folded, max(0, match.start() - _SIDE_REACH), match.start()))
    side = passage.text[sides[-1].start() : sides[-1].end()] if sides else None
    opened = _OPENED.match(match["label"]) is not None
    return BudgetPlace(None, account, None if opened else label), " ".join(side.split()) if side else None


def _line(folded: str, start: int) -> regex.Match[str] | None:
    """The nearest account or chapter whose name and figures reach up to ``start``."""
    since = max(0, start - _REACH)
    found = None
    while match := _LINE.search(folded, since, start):
        found = match if _counts(match) else found
        since = match.start("label") + 1
    return found


def _counts(match: regex.Match[str]) -> bool:
    code, label = match["code"], match["label"]
    if _SAID.search(label):
        return False
    if _CHAPTER.match(
        label
    ):  # "Chapitre 21 - Immobilisations corporelles" is the heading of what follows, if nothing leads to its sum
        return not (match["named"] or "").startswith("chap") or match[0].rstrip()[-1:] in ":+-"
    if code is None or match["sums"] or _YEAR.fullmatch(code):
        return False
    return bool(match["named"]) or (len(code) > 3 and code[0] in "12467" and not _OPENED.match(label))
