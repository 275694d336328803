"""What a sum is for, from the words around it.

The words near a sum mostly name its role ("une avance de", "un loyer de", "dans la limite de"); the list or the table
it stands in says the rest. Where nothing does, the role is ``other``.
"""

from __future__ import annotations

import regex

from extractors.amounts.cells import MoneyCell
from extractors.french import fold

#: How far the words that belong to a sum reach, in front of it and behind it.
_BEFORE, _BEHIND, _LIST = 240, 70, 700

#: Cues in front of a sum, with how many characters of distance each is worth: "sollicite une subvention de" is a
#: request although "subvention" stands nearer, "le plafond de la garantie de" a cap.
_CUES: tuple[tuple[str, int, str], ...] = (
    ("cap", 150, r"plafon\w+|maxim\w+|minim\w+|jusqu'a|au plus|au moins|dans la limite|compris\w* entre|depass\w+|inferieure?s? a|superieure?s? a"
     r"|exced(?:er|e|ent pas)\b|seuils?|mini?\s?:|maxi?\s?:|fourchette|a partir de|bons? d'achat"),
    ("request", 130, r"sollicit\w+|demand(?:e|es|ee|ees|er|ons|ent|ant|era)\b|besoins?|requete"),
    ("guarantee", 60, r"garanti\w*|caution\w*"),
    ("advance", 80, r"avances?|acomptes?"),
    ("balance", 60, r"solde|deficit\w*|excedent\w*|resultats?"),
    ("instalment", 70, r"versements?|echeances?|mensualites?|annuites?|tranches?|fractions?|en \w+ fois"),
    ("loan", 60, r"emprunt\w*|prets?|preteur|ligne de tresorerie|capital restant|encours"),
    ("price", 40, r"prix|tarifs?|loyers?|cout (?:unitaire|moyen|horaire)|redevances?|forfait\w*|indemnites?|devis|moyennant|honoraires|cotisations?"
     r"|adhesions?|factur\w+|offres?|cession|ventes?|vend\w*|achats?|acqui[est]\w+|marches?|contrats?|valeur|cautions?|remunerations?"
     r"|vacations?|droits? (?:de place|d'entree)|penalites?|amendes?|commission|frais|repas|loue\w*|location|montant unitaire|formule"),
    ("revenue", 40, r"recettes?|produits?|percevoir|percu\w*|encaiss\w+|collect\w+|dotations? (?:globale|de l'etat)|titre de recettes?|emettre"
     r"|rembours\w+|taxes?|compensations?|accorde\w*s|subventions? (?:accordees|obtenues|acquises|notifiees)|deja accord\w+"),
    ("budget", 30, r"budgets?|credits?|inscri\w+|autorisations?|chapitres?|imputations?|nature|provisions?|prevu\w*|previsionn\w+"
     r"|enveloppes?|reserve|compte \d+|virement|affect\w+"),
    ("total", 30, r"total\w*|totaux|globale?|cumul\w*"),
    ("grant", 30, r"attribu\w+|allou\w+|allocation|octro\w+|vers(?:er|e|ee|es)\b|accord(?:er|e|ee|ant)\b|subventions?|aides?|participations?|soutien"
     r"|dons?\b|dotation|bourses?|secours|recompenses?|laureats?"),
    ("expense", 15, r"depens\w+|couts?|travaux|estim\w+|s'elev\w+|charges?|invest\w+|operation|realis\w+|chantier|evalu\w+|financer|projet"),
)  # fmt: skip

#: Cues behind a sum, in order of strength: ``30 € par élève``, ``10 000 € maximum``, ``256 000 € d'emprunts``.
_BEHIND_CUES: tuple[tuple[str, str], ...] = (
    ("cap", r"(?:au |a titre )?(?:maxim|minim|maxi\b|mini\b)"),
    ("price", r"(?:brute?s?|net)?\s?(?:/|par\s+\w+|(?:du|le|au)\s+(?:m2|m3|m²|m³|ml|km|kg|kwh|metre|repas|mois)\b|l'(?:unite|heure|emplacement|entree|are|hectare)"
     r"|la\s+(?:place|journee|demi|nuit|nuitee|part|tonne|seance|semaine)|de\s+l'heure|symbolique|pour les? (?:enfant|adulte|repas|ecolier))"),
    ("loan", r"(?:d'emprunt|de\s+(?:pret|credit)|empruntes)"),
    ("guarantee", r"(?:de\s+(?:garanti|caution)|garanti)"),
    ("balance", r"(?:de|d')\s?(?:deficit|excedent|solde)\b(?!\s+\w+\s+report)"),
    ("request", r"(?:(?:ont|est|sont|a)\s+)?(?:ete\s+)?(?:demand|sollicit)"),
    ("revenue", r"(?:(?:ont|sont|est|a)\s+)?(?:ete\s+)?(?:collect|percu|obtenu|encaiss|accordes)"),
    ("grant", r"(?:(?:sont|seront|est|sera)\s+)?(?:ete\s+)?(?:attribue|alloue|verse|octroye)"),
    ("expense", r"(?:(?:sont|seront|est|sera)\s+)(?:preleve|impute|pris|paye)"),
)  # fmt: skip

#: Titles of columns, captions and sections, the first that fits.
_TITLES: tuple[tuple[str, str], ...] = (
    ("request", r"sollicite|demande|besoins?\b|projections?"),
    ("cap", r"plafond|maxi|mini"),
    ("advance", r"\bavance|acompte"),
    ("grant", r"attribu|accorde|alloue|vote[es]?\b|report\w* a|a reporter|subventions? (?:20|verse|propos)|montant de la subvention|propose (?:20|pour)"),
    ("price", r"prix|tarif|loyer|unitaire|cout horaire|redevance|cotisation|\bpart\b"),
    ("loan", r"emprunt|\bprets?\b|capital"),
    ("total", r"^total|^totaux|^ensemble"),
    ("expense", r"^(?:proposition|depenses?)\b|depenses? (?:impute|realise|eligible|subventionn)|couts?\b|montant (?:ht|ttc)"),
    ("balance", r"\bsolde|resultat|excedent|deficit"),
    ("budget", r"budg|\bbp\b|\bbs\b|\bdm\b|\bcp\b|\bae\b|\bap\b|disponible|credits?|\brea\b|\bca\b|\brar\b|ouvert|charges|prevision"
     r"|propositions?|mandats?|realise|modificati|vote|inscri"),
    ("revenue", r"recettes?|produits?|ressources|titres|financeurs?"),
    ("expense", r"depenses?|travaux|montant (?:de l'operation|du projet)"),
    ("grant", r"subventions?|associations?|beneficiaires?"),
    ("other", r"\bmontants?\b.*participation"),
)  # fmt: skip

_CUE = regex.compile("|".join(rf"\b(?P<{role}>{pattern})" for role, _, pattern in _CUES))
_REACH = {role: reach for role, reach, _ in _CUES}
_BEHIND_CUE = [(role, regex.compile(rf"\s*+(?:ht|ttc|nets?\b|\(|,)?\s*+{pattern}")) for role, pattern in _BEHIND_CUES]
_TITLE_CUE = [(role, regex.compile(pattern)) for role, pattern in _TITLES]
_TOTAL = regex.compile(r"\W{0,4}(?:sous[ -]?)?tota(?:l|ux)\b|\W{0,4}montant total")

#: Where a sentence ends: not behind an abbreviation of one letter, not inside a number.
_BREAK = regex.compile(r"(?<=[\w)»\"€]{2})[.;!?]\s|\n\s*\n|\n\s{0,4}[-•*●▪o]\s|\s[•●▪]\s")


def role_in_text(folded: str, start: int, end: int) -> str:
    """The role that the words around the sum at ``start:end`` give it.

    >>> role_in_text("une avance de 100 €", 14, 19), role_in_text("soit 30 € par élève", 5, 9)
    ('advance', 'price')
    """
    for role, cue in _BEHIND_CUE:
        if cue.match(folded, end, end + _BEHIND):
            return role
    since = max(0, start - _BEFORE)
    ends = [m.end() for m in _BREAK.finditer(folded, since, start)]
    sentence = ends[-1] if ends else since
    if _TOTAL.match(folded, sentence):
        return "total"
    return _nearest(folded, sentence, start) or _nearest(folded, max(0, start - _LIST), sentence) or "other"


def _nearest(folded: str, start: int, end: int) -> str | None:
    """The role named last before ``end``, each cue counted nearer by what it is worth."""
    best, nearest = None, 10_000
    for match in _CUE.finditer(folded, start, end):
        role = match.lastgroup or "other"
        distance = end - match.end() - _REACH[role]
        if distance <= nearest:
            best, nearest = role, distance
    return best


def role_in_table(folded: str, money: MoneyCell) -> str | None:
    """The role that a table gives to one of its sums, or None where it says nothing.

    The title of the column counts first, then the caption, the section and the title of the words beside it; a list
    without any title has the role that the paragraph above it announces.
    """
    row, table = money.row, money.table
    if any(_TOTAL.match(fold(cell.text)) for cell in row.cells[: money.column]):
        return "total"
    titles = dict.fromkeys([row.titles[money.column], row.section, row.titles[0], table.caption])
    for title in titles:
        for role, cue in _TITLE_CUE:
            if title and cue.search(fold(title)):
                return role
    return _nearest(folded, max(0, table.start - _LIST), table.start)
