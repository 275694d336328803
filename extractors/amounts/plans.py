"""Plans of financing: what an operation costs, and who pays how much of it.

The lines of a plan seldom say what their sums are: "DETR : 12 000 €" is money that comes in, "Maçonnerie : 12 000 €" money
that goes out, and what the commune pays itself is neither. Who is named on the line tells.
"""

from __future__ import annotations

import bisect

from extractors import patterns
from extractors.base import Passage
from extractors.french import places_of

#: Words that a plan is announced with, and how far its lines may reach.
_ANNOUNCED = ("plan de financement", "plan previsionnel de financement", "financeur", "plan de\nfinancement", "cofinancement")
_REACH = 1200

#: What a line of a plan is, by what it names: the first that fits.
_LINES: tuple[tuple[str, str], ...] = (
    ("request", r"\bsollicit|\bdemand"),
    ("total", r"^\W{0,4}(?:sous[ -]?)?tota(?:l|ux)\b|\bmontant total\b|\btotal\W{0,6}(?:ht|ttc|h\.t\.?)?\W{0,4}$"),
    (
        "other",
        r"auto[ -]?financement|fonds propres|reste a charge|\bparts? communales?\b|\b(?:commune|ville|collectivite|mairie)\b"
        r"|maitre d'ouvrage",
    ),
    ("loan", r"\bemprunt|\bprets?\b"),
    (
        "revenue",
        r"^\W{0,3}(?:(?:aides?|subventions?|participation|fonds)\s(?:de |du |des |de la |de l')?)?(?:etat|detr|dsil|dsid|fnadt"
        r"|fipd|region|departement|conseil (?:regional|departemental|general)|drac|caf|ademe|leader|feder|feader|europe|ars"
        r"|agence|union europ|cd ?\d\d)\b",
    ),
    (
        "expense",
        r"\btravaux|\betudes?\b|maitrise d'|\bhonoraires|\bachats?\b|\bacquisition|\bfournitures?\b|\bdivers\b|imprevus|\bfrais\b"
        r"|\bdepenses?\b|\bcouts?\b|\blots?\b|\bmissions?\b",
    ),
    (
        "revenue",
        r"\b(?:etat|detr|dsil|dsid|fnadt|fipd|fctva|region|departement|drac|caf|ademe|leader|feder|feader|europe|ars|ans|crst)\b"
        r"|\bregional|\bdepartemental|\bcd ?\d\d|\bagence\b|\bfonds (?!de roulement)|\bsubvention|\bparticipation|\baides?\b"
        r"|\bsyndicat|\bmecenat|\brecettes?\b|union europ|\bfederation|\bcommunaute",
    ),
)
#: The name in front of a sum, in a plan that was poured into one line: "DETR 2031 : DETR 40 000 € HT CD99 20 000 €".
_NAME = patterns.compile(r"(?:^|[\n:%€|/;]|\b(?:ht|ttc)\b)[\s.:;|*-]{0,4}(?P<name>[a-z][^\n:%€|/;]{1,60})\Z")
_PAYERS = ("revenue", "other", "loan")

_LINE = [(role, patterns.compile(pattern)) for role, pattern in _LINES]


def find_plans(passage: Passage) -> list[int]:
    """Where the plans of financing of a passage are announced; run it through ``passage.find``."""
    return places_of(_ANNOUNCED, passage.folded)


def is_planned(passage: Passage, start: int) -> bool:
    """Whether a plan of financing is announced close enough in front of ``start``."""
    places = passage.find(find_plans)
    place = bisect.bisect_right(places, start)
    return place > 0 and start - places[place - 1] <= _REACH


def role_in_plan(line: str) -> str | None:
    """The role of the sum behind the folded words of a plan's line, or None where they name nobody.

    >>> role_in_plan("region : "), role_in_plan("financement de la commune"), role_in_plan("travaux")
    ('revenue', 'other', 'expense')
    """
    return next((role for role, pattern in _LINE if pattern.search(line)), None) if line else None


def role_of_payer(folded: str, start: int, end: int) -> str | None:
    """The role of the sum at ``end`` where the words between it and what stands before name who pays, or None.

    >>> text = "plan de financement : detr 40 000 € ht cd99 20 000 €"
    >>> role_of_payer(text, 19, 27), role_of_payer(text, 35, 44), role_of_payer("les travaux : maconnerie 20 €", 0, 25)
    ('revenue', 'revenue', None)
    """
    name = _NAME.search(folded, start, end)
    role = role_in_plan(name["name"]) if name else None
    return role if role in _PAYERS else None
