"""What a sum is for, from the words around it.

The words near a sum mostly name its role ("une avance de", "un loyer de", "dans la limite de"); in a table it is the
title of the column, in a list the sentence that announces it. Where nothing does, the role is ``other``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import regex

from extractors.accounts import place_of
from extractors.amounts.cells import MoneyCell
from extractors.amounts.cues import ASKS, AWARDS, CONTRACT, DEPOSIT, FUNDER, PAYER, SHARE, Cue, find_cues
from extractors.amounts.sums import find_sums
from extractors.base import Passage
from extractors.french import fold
from extractors.tables import Row

#: How far the words that belong to a sum reach: in its own sentence, behind it, and up to what announces its list.
_BEFORE, _BEHIND, _LIST = 240, 70, 700

#: Cues behind a sum, in order of strength: "30 € par élève", "10 000 € maximum", "256 000 € d'emprunts".
_BEHIND_CUES: tuple[tuple[str, str], ...] = (
    ("cap", r"(?:au |a titre )?(?:maxim|minim|maxi\b|mini\b)"),
    (
        "price",
        r"brut\b|(?:nets?\s)?/\s?(?!an\b)\w|(?:nets?\s)?par\s+(?!an\b|la\b|le\b|les\b|des?\b|l')\w+"
        r"|(?:du|le)\s+(?:m2|m3|m²|m³|ml|km|kg|kwh|metre|repas|mois)\b"
        r"|l'(?:unite|heure|emplacement|entree|are|hectare)|la\s+(?:place|journee|demi|nuit|nuitee|part|tonne|seance|semaine)\b"
        r"|de\s+l'heure|symbolique|pour\s+(?:les?|un|une|chaque)\s+(?:enfant|adulte|repas|ecolier|personne|famille|foyer)",
    ),
    ("loan", r"(?:d'emprunt|de\s+(?:pret|credit)|empruntes)"),
    ("guarantee", r"(?:de\s+(?:garanti|caution)|garanti)"),
    ("other", r"(?:d'economie|de\s+(?:perte|fonds propres)|(?:de|d')\s?(?:deficit|excedent|affectation))"),
    ("expense", r"(?:(?:sont|seront|est|sera)\s+)(?:preleve|impute|pris|paye)"),
    ("budget", r"(?:(?:sont|seront|est|sera)\s+)(?:prevu|inscrit|ouvert)|\([^)]{0,60}(?:chapitre|compte|article)\s\d"),
    ("request", r"(?:(?:ont|est|sont|a|avait|avaient|etait)\s+(?:donc\s+)?)?(?:ete\s+)?(?:demandee?s?\b(?!\s+d)|sollicit)"),
    (
        "revenue",
        r"(?:(?:ont|sont|est|a)\s+)?(?:ete\s+)?(?:collect|percu|obtenu|encaiss|accordes)"
        r"|(?:a|ont|est|sont)\s+(?:ete\s+)?(?:attribue|alloue|verse|octroye|accorde)e?s?\s+par\s+l(?:[ea]\s+|')"
        r"(?!commune|ville|conseil\s+municipal|communaute|collectivite)",
    ),
    ("grant", r"(?:(?:sont|seront|est|sera)\s+)?(?:ete\s+)?(?:attribue|alloue|verse|octroye)"),
)

#: Titles of columns: the first that fits. Those of ``_WEAK_TITLES`` give way to what the titles beside them say:
#: "Prévisionnel 2025" beside "Produits" is revenue.
_TITLES: tuple[tuple[str, str], ...] = (
    ("request", r"sollicit|\bdemand|besoins\b"),
    ("cap", r"\bplafon|\bmaxi|\bmini(?:m|\b)"),
    ("advance", r"\bavance|acompte"),
    (
        "budget",
        r"\bbudg|\bbp\b|\bbs\b|\bdm\b|\bcp\b|\bae\b|\bap\b|disponible|credits?|\brea\b|\bca\b|\bcfu\b|\brar\b"
        r"|propositions? (?:du|nouv)"
        r"|mandats",
    ),
    (
        "grant",
        r"attribu|alloue|vote[es]?\b|report\w*|subventions? (?:20|verse|propos|accord|municip|commun)|montant de la subvention"
        r"|propose (?:20|pour)",
    ),
    ("price", r"prix|tarif|loyer|unitaire|cout horaire|redevance|cotisation|\bpart\b"),
    ("loan", r"emprunt|\bprets?\b"),
    ("total", r"^tota(?:l|ux)|^ensemble"),
    ("expense", r"^proposition\b|depenses?\b|couts?\b"),
    ("balance", r"\bsolde|resultat|excedent|deficit"),
    ("revenue", r"recettes?|produits?|ressources|titres"),
    ("grant", r"subventions?|associations?|beneficiaires?|aides?\b|structures?\b"),
)
#: The words of a line that name its role where its column does not: "Dépenses | 664 221,39".
_LABELS: tuple[tuple[str, str], ...] = (
    ("revenue", r"^recettes?\b"),
    ("expense", r"^depenses?\b"),
    ("balance", r"^(?:resultats?|soldes?|excedents?|deficits?)\b"),
    (
        "other",
        r"^(?:auto ?financement|fonds propres|reste a charge|part (?:communale|de la commune))\b|subventionnable"
        r"|^(?:la )?(?:commune|ville|collectivite|communaute de communes)$",
    ),
    ("revenue", r"^(?:subventions?|participations?|aides?) (?:de l'|de la |du |d'etat|etat|region|departement|detr|dsil|fnadt)"),
    ("grant", r"^(?:subventions?|aides?) (?:de la )?(?:ville|commun|departementale|regionale|accord|attribu|propos)"),
)

_WEAK_TITLES: tuple[tuple[str, str], ...] = (
    ("budget", r"budg|charges|prevision|propositions?|realise|modificati|inscri|ouvert|chapitres?|imputation"),
    ("expense", r"montant (?:ht|ttc)|travaux"),
    ("other", r"accord|participation|capital"),
)

_BEHIND_CUE = regex.compile(
    r"\s*+(?:(?:ht|ttc)\b|\(|,)?\s*+(?:" + "|".join(f"(?P<{role}>{pattern})" for role, pattern in _BEHIND_CUES) + ")"
)
_LIMIT = regex.compile(
    r"(?:jusqu'a|dans la limite de|plafonne\w* a|(?:maximum|minimum|plafond|seuil) de|au (?:plus|moins)|(?:infer|super)ieure?s? a"
    r"|depass\w+"
    r"|exced\w+)\s{1,3}\Z"
)
_TIMES = regex.compile(r"\d?\s[x×*]\s?\Z")
_TITLE_CUE = [(role, regex.compile(pattern)) for role, pattern in _TITLES]
_LABEL_CUE = [(role, regex.compile(pattern)) for role, pattern in _LABELS]
_WEAK_TITLE_CUE = [(role, regex.compile(pattern)) for role, pattern in _WEAK_TITLES]
_TOTAL = regex.compile(r"\W{0,4}(?:sous[ -]?)?tota(?:l|ux)\b|\W{0,4}montant total")

#: The line of an account in a printed budget: "65 Autres charges de gestion courante".
_PLACE = regex.compile(r"(?:chapitre|compte|chap\.|article|art\.|imputation)\s?\d")
_ACCOUNTED = (None, "grant", "expense", "revenue", "price", "loan")
_ACCOUNT = regex.compile(r"(?:^|\n)\s{0,4}\d{2,6}\s[a-z]")

#: Where a sentence ends: not behind an abbreviation of one letter, not inside a number.
_BREAK = regex.compile(r"\n\s{0,6}[-•*●▪o]\s|\s[•●▪✓✔➢➤►❖⇒]\s|\s-\s(?=\w)|(?<=[\w)»\"€]{2})[.;!?]\s|\n\s*\n")

#: An item of a list takes the role that the list was announced with, unless its own words name one that is stronger.
_ITEM = regex.compile(r"[-•*●▪✓✔➢➤►❖⇒]")
_YIELDING = (None, "budget", "expense", "grant")

#: How far the title of an act reaches, and the roles that its lists may take from it.
_OPENING = 250
_TITLED = ("price", "grant", "loan", "guarantee", "request")

#: A "demande" this near is one for the sum itself.
_ASKED = 30

#: A noun with its complement: "plafond de dépenses", "prix de la location"; the sum is that of the first. Verbs and nouns of
#: an action ("versement de la subvention") only say what is done with it.
_GOVERNING = ("cap", "guarantee", "advance", "balance", "price", "budget", "loan", "expense")
_OF = regex.compile(r"\s{1,3}(?:(?:de|des|du|au|aux|sur)\s{1,3}|d'\s?|de\s+l[a']\s{0,3})(?:(?:la|le|les|un|une)\s{1,3}|l'\s?)?")

#: The roles of what is none by itself, where nothing else decides.
_PLAIN = {AWARDS: "grant", SHARE: "grant", CONTRACT: "price"}

#: What says nothing without the word in front of it.
_HALF = (ASKS, DEPOSIT, PAYER, FUNDER)

#: What turns into a request or into a revenue by who asks for it, and who gives it.
_GIFTS = ("grant", AWARDS, SHARE, FUNDER)

#: The two sides of a budget or of a plan: which of them is a weaker word than what the row itself is called.
_SIDES = ("expense", "revenue")

#: What a total is a total of says more than that it is one: "le titre d'un montant total de".
_SORTS = ("price", "revenue", "budget", "loan", "guarantee")

#: How far the one who pays stands behind what he pays: "la participation 2025 des familles".
_COMPLEMENT = 25

#: The same sum in other words, or the one that it takes the place of: "100 € HT, soit 120 € TTC", "5 € au lieu de 4 €".
_SAME = regex.compile(r"\b(?:soit|ou|puis|au lieu de?s?|contre)(?:\s(?:\w{2,5}|\w{2,20}ment))?\s{1,3}\Z")

#: A line of a list: "Comité des fêtes : 500 €".
_LISTED = regex.compile(r"\n[^\n:]{2,90}:\s{0,3}\Z")

#: Two sums this near are one row of figures: "TOTAUX 3 250 € 3 900 €".
_ADJACENT = 8

#: Sums so near to each other may be one column with its total; small ones add up by chance.
_RUN, _LONGEST_RUN, _SMALLEST_TOTAL = 120, 12, 1000
_ADDABLE = ("expense", "revenue", "other", "budget", "request")

#: Further than one line of a list, and behind the end of a sentence, a sum shares nothing with the one before.
_LINE = 90

#: What announces a list: a sentence that ends with a colon.
_ANNOUNCED = regex.compile(r":\s{0,3}(?:\n|[-•*●▪]\s)")


def find_roles(passage: Passage) -> Iterator[str]:
    """Yield the role of each of the passage's sums, in order; one that nothing names shares the role of the one before it.

    >>> list(find_roles(Passage("un loyer de 80 €, une avance de 100 € et une garantie de 50 €")))
    ['price', 'advance', 'guarantee']
    """
    folded = passage.folded
    floor, last, listed = 0, "other", "other"
    opening = _opening(passage)
    run = list[Decimal]()
    for found in passage.find(find_sums):
        run = run[-_LONGEST_RUN:] if found.start - floor <= _RUN else []
        role = role_in_table(folded, found.cell) if found.cell else None
        told = None if role else _beside(folded, found.start, found.end)
        if role is None:
            beside = folded[floor : found.start] if found.start - floor <= _ADJACENT else "("
            carried = listed if "(" in beside and not _SAME.search(folded, max(floor, found.start - 45), found.start) else last
            role = told or role_in_text(folded, found.start, floor, carried)
            if opening != "other" and (
                (role == "other" and found.cell) or (role in ("other", "budget") and _is_listed(folded, found.start, floor))
            ):
                role = opening
            if role in _ADDABLE and _adds_up(found.value, run):
                role = "total"
        yield role
        floor, last = found.end, role
        listed = listed if told or role == "total" else role
        run.append(found.value)


def _opening(passage: Passage) -> str:
    """The role that the title of a deliberation or an order gives to lists which nothing else names: "Tarifs 2025"."""
    if passage.kind not in ("deliberation", "order"):
        return "other"
    roles = (_PLAIN.get(cue.role, cue.role) for cue in find_cues(passage.folded, 0, _OPENING))
    return next((role for role in roles if role in _TITLED), "other")


def _is_listed(folded: str, start: int, floor: int) -> bool:
    """Whether a sum stands behind a name at the head of its line, and nothing there says what it is."""
    line = _LISTED.search(folded, max(floor, start - 100), start)
    return line is not None and not any(True for _ in find_cues(folded, line.start(), start))


def _adds_up(value: Decimal, run: list[Decimal]) -> bool:
    """Whether a sum is the total of those just before it: what a table says that was poured into one line."""
    total, terms = Decimal(0), 0
    for earlier in reversed(run) if value >= _SMALLEST_TOTAL else ():
        total, terms = total + earlier, terms + (earlier > 0)
        if total == value and terms > 1:
            return True
    return False


def role_in_text(folded: str, start: int, floor: int = 0, carried: str = "other") -> str:
    """The role that the words in front of a sum give it.

    Args:
        folded: the folded text.
        start: where the sum begins.
        floor: where the sum before it ends.
        carried: the role of that sum.

    >>> role_in_text("une avance de 100 €", 14)
    'advance'
    """
    since = max(0, start - _BEFORE, floor)
    breaks = list(_BREAK.finditer(folded, since, start))
    sentence = breaks[-1].end() if breaks else since
    if _TOTAL.match(folded, sentence):
        return "total"
    named = _nearest(folded, sentence, start)
    if named in _YIELDING:
        announced = _announced(folded, start, sentence) if breaks and _ITEM.search(breaks[-1][0]) else None
        if announced in ("request", "cap") or (announced and named != "grant"):
            return announced
    told = named or _nearest(folded, since, sentence)
    if told == DEPOSIT:  # in a list of prices it is one of them
        return "price" if carried == "price" else "other"
    return told or (carried if not breaks or _ITEM.search(breaks[-1][0]) or start - floor < _LINE else "other")


def _beside(folded: str, start: int, end: int) -> str | None:
    """The role that the words at both sides of a sum give it: "jusqu'à", "par élève", "maximum"."""
    if _LIMIT.search(folded, max(0, start - 30), start):
        return "cap"
    if _TIMES.search(folded, max(0, start - 5), start):
        return "price"
    match = _BEHIND_CUE.match(folded, end, end + _BEHIND)
    return match.lastgroup if match else None


def _announced(folded: str, start: int, sentence: int) -> str | None:
    """The role that the sentence in front of a list gives to its items."""
    colons = [m.start() for m in _ANNOUNCED.finditer(folded, max(0, start - _LIST), sentence)]
    if not colons:
        return None
    ends = [m.end() for m in _BREAK.finditer(folded, max(0, colons[-1] - _LIST), colons[-1])]
    cues = find_cues(folded, ends[-1] if ends else max(0, colons[-1] - _LIST), colons[-1])
    roles = [_PLAIN.get(cue.role, cue.role) for cue in cues if cue.role not in _HALF]
    if "request" in roles:  # offers are asked for, too
        return "price" if "price" in roles and "grant" not in roles else "request"
    return roles[0] if roles else None


def _nearest(folded: str, start: int, end: int) -> str | None:
    """The role named last before ``end``, each cue counted nearer by what it is worth."""
    best, nearest, sort, asking, contracting, giving, given = None, 10_000, None, 0, False, False, -_BEFORE
    for cue in _heads(folded, start, end):
        role, distance = cue.role, end - cue.end - cue.reach
        if role == ASKS:
            asking = cue.reach
            if given >= cue.start - _COMPLEMENT:  # "la subvention demandée"
                role = "request"
            elif end - cue.end > _ASKED:
                continue
            else:
                role, distance = "request", end - cue.end
        elif asking and role in _GIFTS:
            role, distance = "request", end - cue.end - asking
        elif role in (PAYER, FUNDER):
            if given < cue.start - _COMPLEMENT:
                continue
            role = "price" if role == PAYER else "revenue"
        elif role == CONTRACT or (role == AWARDS and contracting):
            role, contracting = "price", True
        else:
            role = _PLAIN.get(role, role)
        given = cue.end if cue.role in (SHARE, "grant") else given
        giving = giving or role in ("grant", "revenue") or cue.role in _GIFTS
        sort = role if role in _SORTS else sort
        if distance <= nearest:
            best, nearest = role, distance
    if best is None and asking:
        return "request"
    if best == "total" and sort:
        return sort
    if best == "request" and sort == "price" and not giving:
        return "price"
    if best in _ACCOUNTED and _ACCOUNT.search(folded, max(0, start - 1), end):
        return "budget"
    return best


def _heads(folded: str, start: int, end: int) -> Iterator[Cue]:
    """The cues of a sentence, without those that only complete another: the "prix" of a "prix de cession"."""
    head: Cue | None = None
    for cue in find_cues(folded, start, end):
        if head and head.role in _GOVERNING and _OF.fullmatch(folded, head.end, cue.start):
            head = replace(head, end=cue.end)
            continue
        if head:
            yield head
        head = cue
    if head:
        yield head


def role_in_table(folded: str, money: MoneyCell) -> str | None:
    """The role that a table gives to one of its sums, or None where it says nothing.

    The title of its own column goes first, then the words of its row, the columns beside it from near to far, the line
    above the table and the section it stands in. What is printed beside an account of the budget is money of the budget.
    """
    row, table = money.row, money.table
    if any(_TOTAL.match(fold(cell.text)) for cell in row.cells[: money.column]):
        return "total"
    own = fold(row.titles[money.column])
    label = fold(row.words_before(money.column))
    beside = [fold(row.titles[i]) for i in reversed(range(money.column)) if not row.cells[i].is_quantity]
    role = _titled(own, _TITLE_CUE)
    if role in _SIDES and _is_budgeted(row):
        return "budget"
    return (
        (_titled(label, _LABEL_CUE) if role in _SIDES else None)
        or role
        or _titled(label, _LABEL_CUE)
        or _first(beside, _TITLE_CUE)
        or _titled(own, _WEAK_TITLE_CUE)
        or ("budget" if any(_PLACE.match(fold(cell.text)) for cell in row.cells[: money.column]) else None)
        or _titled(fold(table.caption), _TITLE_CUE + _WEAK_TITLE_CUE)
        or _first(beside, _WEAK_TITLE_CUE)
        or _titled(fold(row.section), _TITLE_CUE + _WEAK_TITLE_CUE)
        or (
            _announced(folded, table.start, table.start)
            if folded[max(0, table.start - 8) : table.start].strip()[-1:] == ":"
            else None
        )
    )


def _is_budgeted(row: Row) -> bool:
    """Whether a row is the line of an account, and no other of its columns holds the credits that it is spent from."""
    return place_of(row) is not None and not any(_titled(fold(title), _TITLE_CUE) == "budget" for title in row.titles)


def _first(titles: list[str], cues: list[tuple[str, regex.Pattern[str]]]) -> str | None:
    return next((role for title in titles if (role := _titled(title, cues))), None)


def _titled(title: str, cues: list[tuple[str, regex.Pattern[str]]]) -> str | None:
    return next((role for role, cue in cues if cue.search(title)), None) if title else None
