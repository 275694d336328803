"""What a table says of its sums: the titles of its columns, the words of its rows, the line above it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

import regex

from extractors import patterns
from extractors.accounts import place_of
from extractors.amounts.cells import MoneyCell
from extractors.amounts.plans import role_in_plan
from extractors.amounts.sentences import announced_role
from extractors.amounts.sums import find_sums
from extractors.base import Passage
from extractors.tables import Row

#: Titles of columns: the first that fits. Those of ``_WEAK_TITLES`` give way to what the titles beside them say:
#: "Prévisionnel 2025" beside "Produits" is revenue.
_TITLES: tuple[tuple[str, str], ...] = (
    ("other", r"^(?!.*(?:recette|produit|loyer|taxe)).*(?:\b(?:percue?s?|recue?s?)\b|pour memoire|\brappel\b)"),
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
        "revenue",
        r"(?:subventions?|aides?|participations?) (?:de l'|de la |du |d')?(?:agence|etat|ademe|europe|drac|detr|dsil|caf)\b",
    ),
    (
        "grant",
        r"attribu|alloue|vote[es]?\b|report\w*|subventions? (?:20|verse|propos|accord|municip|commun)|montant de la subvention"
        r"|propose (?:20|pour)",
    ),
    (
        "price",
        r"\b(?:entreprises?|soumissionnaires?|candidats?|offres?|lots?)\b|gratuit"
        r"|prix|tarif|loyer|unitaire|cout horaire|redevance|cotisation|\bpart\b",
    ),
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
    ("budget", r"report\w* \(?00[12]\b|\b1068\b|capitalise"),
    ("balance", r"^(?:resultats?|soldes?|excedents?|deficits?|(?:besoins?|capacites?) de financement)\b"),
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
    ("expense", r"montant (?:ht|ttc)|travaux|recapitulatif financier"),
    ("other", r"accord|participation|capital"),
)

#: The two sides of a budget or of a plan: which of them is a weaker word than what the row itself is called.
_SIDES = ("expense", "revenue")

_TITLE_CUE = [(role, patterns.compile(pattern)) for role, pattern in _TITLES]
_LABEL_CUE = [(role, patterns.compile(pattern)) for role, pattern in _LABELS]
_WEAK_TITLE_CUE = [(role, patterns.compile(pattern)) for role, pattern in _WEAK_TITLES]
_TOTAL = patterns.compile(r"\W{0,4}(?:sous[ -]?)?tota(?:l|ux)\b|\W{0,4}montant total")

#: A chapter of the budget, and the year of a column.
_CHAPTER, _YEAR = patterns.compile(r"0\d\d|\d\d"), patterns.compile(r"\b20\d\d\b")

#: The line of an account in a printed budget: "65 Autres charges de gestion courante".
_PLACE = patterns.compile(r"(?:chapitre|compte|chap\.|article|art\.|imputation)\s?\d")


def find_total_rows(passage: Passage) -> Iterator[int]:
    """Yield where the rows begin that have no words and hold the totals of the rows above; run it through ``passage.find``."""
    above = dict[int, list[Decimal]]()
    titles, section = tuple[str, ...](), ""
    for row, sums in itertools.groupby((s for s in passage.find(find_sums) if s.cell), key=lambda s: s.cell and s.cell.row):
        if row is None:
            continue
        if section != row.section or any(one != other for one, other in zip(titles, row.titles, strict=False)):
            above.clear()
        titles, section = row.titles, row.section
        cells = [(s.cell.column, s.value) for s in sums if s.cell]
        if not any(character.isalpha() for cell in row.cells for character in cell.text):
            if any(len(above.get(column, ())) > 1 and sum(above[column]) == value for column, value in cells):
                yield row.start
            above.clear()
            continue
        for column, value in cells:
            above.setdefault(column, []).append(value)


def role_in_table(money: MoneyCell) -> str | None:
    """The role that a table gives to one of its sums in so many words, or None.

    The title of its own column goes first, then the words of its row, and the columns beside it from near to far. What is
    printed beside an account of the budget is money of the budget.
    """
    row = money.row
    if any(_TOTAL.match(cell.folded) for cell in row.cells[: money.column]):
        return "total"
    label = row.folded_before(money.column)
    role = _titled(row.folded_titles[money.column], _TITLE_CUE)
    if (role in _SIDES and _is_budgeted(row)) or (role == "grant" and _CHAPTER.fullmatch(row.cells[0].text)):
        return "budget"
    if role in (None, "grant") and _is_past(row.folded_titles, money.column):
        return "other"
    return (
        (_titled(label, _LABEL_CUE) if role in _SIDES else None)
        or role
        or _titled(label, _LABEL_CUE)
        or _first(_titles_beside(money), _TITLE_CUE)
        or ("budget" if any(_PLACE.match(cell.folded) for cell in row.cells) else None)
    )


def role_around_table(folded: str, money: MoneyCell, *, planned: bool = False) -> str | None:
    """The role that the weaker words of a table give to one of its sums, or what stands around it, or None.

    Args:
        folded: the text that the table stands in.
        money: the cell.
        planned: whether the table is a plan of financing, where the words of a row name who pays.
    """
    row, table = money.row, money.table
    announced = folded[max(0, table.start - 8) : table.start].strip()[-1:] == ":"
    return (
        _titled(row.folded_titles[money.column], _WEAK_TITLE_CUE)
        or _titled(table.folded_caption, _TITLE_CUE + _WEAK_TITLE_CUE)
        or _first(_titles_beside(money), _WEAK_TITLE_CUE)
        or _titled(row.folded_section, _TITLE_CUE + _WEAK_TITLE_CUE)
        or (role_in_plan(row.folded_before(money.column)) if planned else None)
        or (announced_role(folded, table.start, table.start) if announced else None)
    )


def _is_past(titles: tuple[str, ...], column: int) -> bool:
    """Whether a column is that of an earlier year than what is asked for or voted beside it, in a later year or in none."""
    own = _YEAR.search(titles[column])
    later = [title for title in titles if own and any(year[0] > own[0] for year in _YEAR.finditer(title))]
    if own and _titled(titles[column], _TITLE_CUE) == "grant":
        later += [title for title in titles[column + 1 :] if not _YEAR.search(title)]
    return any(_titled(title, _TITLE_CUE) in ("request", "grant") for title in later)


def _titles_beside(money: MoneyCell) -> list[str]:
    """The titles of the columns in front of a sum that hold no other, from near to far."""
    row = money.row
    return [row.folded_titles[i] for i in reversed(range(money.column)) if not row.cells[i].is_quantity]


def _is_budgeted(row: Row) -> bool:
    """Whether a row is the line of an account, and no other of its columns holds the credits that it is spent from."""
    return place_of(row) is not None and not any(_titled(title, _TITLE_CUE) == "budget" for title in row.folded_titles)


def _first(titles: list[str], cues: list[tuple[str, regex.Pattern[str]]]) -> str | None:
    return next((role for title in titles if (role := _titled(title, cues))), None)


def _titled(title: str, cues: list[tuple[str, regex.Pattern[str]]]) -> str | None:
    return next((role for role, cue in cues if cue.search(title)), None) if title else None
