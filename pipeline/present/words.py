"""What readers see, in French: names of kinds and values, sums, dates, and how many."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from pipeline.check import CHECKS
from pipeline.nomenclature import MATTERS
from pipeline.tables import TABLES

#: Each table of facts: one, several.
KINDS = {
    "grants": ("subvention", "subventions"),
    "amounts": ("montant", "montants"),
    "budget_lines": ("ligne budgétaire", "lignes budgétaires"),
    "votes": ("vote", "votes"),
    "vote_groups": ("vote d’un groupe", "votes de groupes"),
    "ballots": ("vote nominatif", "votes nominatifs"),
    "members": ("présence", "présences"),
    "dates": ("date", "dates"),
    "citations": ("texte cité", "textes cités"),
    "parties": ("partie à une convention", "parties à une convention"),
    "articles": ("article", "articles"),
}

#: Tables that pages give away.
SHEETS = {
    "facts": "faits", "pages": "pages", "acts": "actes", "meetings": "séances", "matters": "matières", "checks": "constats",
    "years": "années", "cites": "textes cités", "cited_by": "cité par", "proxies_received": "pouvoirs reçus", "evidence": "pièces",
    "check": "constat", "about": "chiffres",
}  # fmt: skip

ACT_KINDS = {
    "deliberation": "délibération", "report": "rapport", "convention": "convention", "order": "arrêté", "annex": "annexe",
    "minutes": "procès-verbal", "other": "autre acte",
}  # fmt: skip

SEVERITIES = {"error": "erreur", "warning": "alerte", "info": "information"}

SOURCES = {
    "native": "texte du PDF", "ocr": "reconnaissance optique (document scanné)", "text": "fichier texte",
    "mixed": "texte du PDF et reconnaissance optique",
}  # fmt: skip

#: Why a file was not read.
REASONS = {
    "empty": "fichier vide",
    "unreadable": "fichier impossible à ouvrir",
    "unsupported": "format non pris en charge",
    "too_large": "trop gros",
    "unsafe": "archive dangereuse",
    "encrypted": "protégé par un mot de passe",
    "damaged": "fichier abîmé",
    "binary": "le contenu n'est pas du texte",
    "needs_ocr": "numérisé, sans tesseract pour le reconnaître",
    "no_text": "aucun texte sur aucune page",
    "page_count_mismatch": "deux lecteurs comptent des pages différentes",
    "timeout": "lecture trop longue",
    "memory": "trop de mémoire",
    "crashed": "le lecteur s'est arrêté net",
    "forgotten": "oublié à la demande de quelqu'un",
    "unproven": "une ligne n'était pas à sa place dans le texte",
    "internal": "erreur du programme",
}

POSITIONS = {
    "for": "pour",
    "against": "contre",
    "abstain": "abstention",
    "not_taking_part": "ne prend pas part au vote",
    "absent": "absent",
}

STATUSES = {
    "present": "présent", "excused": "excusé", "absent": "absent", "represented": "représenté",
    "non_voting_present": "présent sans voix", "non_voting_excused": "excusé, sans voix", "recused": "retiré (déport)",
    "other": "autre",
}  # fmt: skip

#: What closed values mean, by column; a table's own meaning of a column goes before.
_VALUES: dict[str, dict[str, str]] = {
    "status": STATUSES,
    "position": POSITIONS,
    "severity": SEVERITIES,
    "precision": {"day": "au jour", "month": "au mois"},
    "outcome": {"adopted": "adopté", "rejected": "rejeté", "adjourned": "ajourné", "noted": "pris acte"},
    "ballot": {"show_of_hands": "à main levée", "secret": "scrutin secret", "roll_call": "appel nominal"},
    "members.role": {"president": "présidence", "secretary": "secrétariat de séance"},
    "parties.role": {
        "grantor": "financeur", "beneficiary": "bénéficiaire", "seller": "vendeur", "buyer": "acheteur", "lessor": "bailleur",
        "lessee": "preneur", "other": "autre",
    },
    "amounts.role": {
        "grant": "subvention", "advance": "avance", "balance": "solde", "instalment": "acompte", "total": "total",
        "budget": "crédits", "expense": "dépense", "price": "prix", "loan": "emprunt", "guarantee": "garantie",
        "cap": "plafond", "request": "demande", "revenue": "recette", "other": "autre",
    },
    "dates.role": {
        "meeting": "séance", "convocation": "convocation", "citation": "texte cité", "opinion": "avis", "signature": "signature",
        "transmitted": "envoi en préfecture", "received": "réception en préfecture", "posted": "affichage",
        "published": "publication", "period_start": "début de période", "period_end": "fin de période", "deadline": "échéance",
        "request": "demande", "event": "événement", "other": "autre",
    },
    "citations.kind": {
        "code": "code", "law": "loi", "ordinance": "ordonnance", "decree": "décret", "order": "arrêté", "circular": "circulaire",
        "eu": "texte européen", "deliberation": "délibération", "opinion": "avis", "report": "rapport", "plan": "plan",
        "agreement": "convention",
    },
}  # fmt: skip

#: What one act does to another, and what the other undergoes.
RELATIONS = {
    "amends": ("modifie", "modifié par"), "repeals": ("abroge", "abrogé par"), "replaces": ("remplace", "remplacé par"),
}  # fmt: skip

#: How the explorer calls the comparisons of Datasette.
COMPARISONS = {
    "exact": "égal à", "not": "différent de", "contains": "contient", "notcontains": "ne contient pas", "endswith": "finit par",
    "startswith": "commence par", "gt": "plus grand que", "gte": "au moins", "lt": "plus petit que", "lte": "au plus",
    "like": "comme (like)", "notlike": "pas comme (not like)", "glob": "comme (glob)", "in": "un de (virgules)",
    "notin": "aucun de (virgules)", "arraycontains": "la liste contient", "arraynotcontains": "la liste ne contient pas",
    "date": "le jour", "isnull": "sans valeur", "notnull": "avec une valeur", "isblank": "vide", "notblank": "non vide",
}  # fmt: skip

BODY_KINDS = {
    "association": "association", "company": "société", "commune": "commune", "intercommunal": "intercommunalité",
    "departement": "département", "region": "région", "state": "État", "public_body": "établissement public",
    "person": "particulier", "other": "autre organisme",
}  # fmt: skip

_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")


def number(value: float | None) -> str:
    """A whole number with thin spaces between thousands.

    >>> number(12345)
    '12\\u202f345'
    """
    return "" if value is None else f"{value:,.0f}".replace(",", "\u202f")


def euros(value: float | None, currency: str | None = "EUR") -> str:
    """A sum; cents only where there are some.

    >>> euros(1500.5), euros(48000), euros(None), euros(10, "FRF")
    ('1\\u202f500,50\\xa0€', '48\\u202f000\\xa0€', '', '10\\xa0F')
    """
    if value is None:
        return ""
    figures = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    sign = {"FRF": "F", "XPF": "F CFP"}.get(currency or "EUR", "€")
    return figures.replace(",", "\u202f").replace(".", ",") + "\u00a0" + sign


def day(value: object, precision: str | None = "day") -> str:
    """A date as it is read out.

    >>> day("2024-03-01"), day("2025-12-31"), day("2024-03-01", "month"), day(None)
    ('1er\\xa0mars 2024', '31\\xa0décembre 2025', 'mars 2024', '')
    """
    try:
        date = dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return ""
    month = _MONTHS[date.month - 1]
    if precision == "month":
        return f"{month} {date.year:04}"
    return f"{'1er' if date.day == 1 else date.day}\u00a0{month} {date.year:04}"


def percent(value: float | None) -> str:
    """A share.

    >>> percent(0.954)
    '95\\xa0%'
    """
    return "" if value is None else f"{value * 100:.0f}\u00a0%"


def count(many: int, one: str, several: str | None = None) -> str:
    """How many, with the word; zero is singular in French.

    >>> count(1, "fait"), count(0, "fait"), count(1200, "fait")
    ('1\\xa0fait', '0\\xa0fait', '1\\u202f200\\xa0faits')
    """
    return f"{number(many)}\u00a0{one if abs(many) < 2 else several or one + 's'}"


def kind(name: str) -> str:
    """What a fact of a table is called."""
    return KINDS.get(name, (name, name))[0]


def kinds(name: str) -> str:
    """What the facts of a table are called."""
    return KINDS.get(name, (name, name))[1]


def check(code: str) -> str:
    """What a check reports, in a sentence; its code where nobody says.

    >>> check("quorum") != "quorum", check("unknown")
    (True, 'unknown')
    """
    return next((known.says for known in CHECKS if known.code == code), code)


def matter(code: str | None) -> str:
    """A matter of the nomenclature of ACTES, spelled out."""
    return "" if not code else f"{code} {MATTERS[code]}" if code in MATTERS else code


def value(table: str, column: str, said: Any) -> str:
    """A value of a column, for a reader."""
    if said is None or said == "":
        return ""
    if column in ("value", "amount"):
        return euros(float(said))
    meanings = _VALUES.get(f"{table}.{column}") or _VALUES.get(column) or {}
    if isinstance(said, str) and said in meanings:
        return meanings[said]
    if column in ("unanimous", "identifier_valid"):
        return "oui" if said else "non"
    if column in ("date", "first_seen", "last_seen"):
        return day(said)
    return _plain(said)


def _plain(said: Any) -> str:
    """Lists as words, all else as it is."""
    if isinstance(said, str) and said.startswith("["):
        try:
            items = json.loads(said)
        except ValueError:
            return said
        return ", ".join(map(str, items)) if all(isinstance(item, str | int | float) for item in items) else said
    return str(said)


def label(table: str, column: str) -> str:
    """What a column is called: the beginning of its description."""
    for known in TABLES[table].columns if table in TABLES else ():
        if known.name == column:
            return known.description.split(",")[0].split(" (")[0].split(" :")[0]
    return column
