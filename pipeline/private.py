"""Which beneficiaries are private persons, whose names have no place in what is published.

Grants to associations and firms are public; aid to a family is not, although the same acts decide it. The rule reads the name
first: a civil title, or given name and family name without any word of a body. A bare name counts only where the act is about
aid to persons, by its matter in the nomenclature of ACTES or by its own words: "Marie Curie" may be a school.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import regex

from extractors import patterns
from extractors.french import fold

#: Aid to persons (8.2), and everything about the staff (4.x).
_MATTERS = patterns.compile(r"8\.2|4\.\d")

_AID = patterns.compile(
    r"\baides? (?:sociales?|aux? (?:personnes?|familles?|particuliers?|jeunes|etudiants?|vacances|logement|permis))"
    r"|\b(?:secours|remise gracieuse|bourses?|fonds de solidarite (?:pour le )?logement|fsl|bafa|permis de conduire)\b"
    r"|\ballocation personnalisee|\bprestation de compensation|\brevenu de solidarite|\b(?:apa|pch|rsa)\b"
    r"|\baide (?:individuelle|alimentaire|exceptionnelle a la famille|a la renovation|a l'achat d'un velo|a l'habitat)"
    r"|\bravalement de facades?|\bobseques\b|\bcreances? irrecouvrables?|\badmissions? en non[- ]valeur"
)

#: "M. Paul Roch", "Mme X", "M. et Mme Roch", "les époux Roch", "la famille Roch", "Consorts Roch"
_TITLED = patterns.compile(
    r"^(?:a |au |aux |pour |la |les |l')*(?:(?:monsieur|madame|mademoiselle|messieurs|mesdames|mmes?|mlles?|mm|mr|m)\b\.?|"
    r"epoux|epouse|famille|consorts|menage|foyer de m)(?:\s|$)"
)

#: Who holds an office acts for a body.
_OFFICE = patterns.compile(
    r"\b(?:maire|president|presidente|prefet|prefete|directeur|directrice|tresorier|tresoriere|comptable|ministre|"
    r"proviseur|principal|notaire|gerant|gerante|adjoint|adjointe|representant|representante)\b"
)

#: Words that a body is called by. "Amis", "club" and "comité" are as good as "association".
_BODY = patterns.compile(
    r"\b(?:association|amicale|club|comite|federation|union|societe|syndicat|groupement|fondation|cooperative|compagnie|ecole|"
    r"college|lycee|universite|centre|maison|mairie|commune|ville|communaute|departement|region|office|etablissement|entreprise|"
    r"ets|sarl|sas|sasu|eurl|sci|sa|scop|gaec|earl|gie|ccas|cias|sivu|sivom|epci|hopital|clinique|residence|theatre|cinema|"
    r"festival|orchestre|harmonie|chorale|ensemble|troupe|academie|institut|musee|bibliotheque|mediatheque|radio|sport|sportive?s?|"
    r"football|rugby|tennis|judo|basket|handball|petanque|amis|anciens|jeunes|parents|eleves|secours populaire|croix|restos|"
    r"banque|caisse|mission|agence|chambre|conseil|collectif|foyer rural|foyer socio|cercle|ligue|mouvement|paroisse|"
    r"de|du|des|la|le|les|d|l|et|pour|en|sur)\b"
)

#: One to three given names and a family name; particles are words of bodies, and names with them are taken by their title only.
_NAME = patterns.compile(r"^\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’.-]*){1,3}$")


def is_private_person(
    name: str | None, *, matter: str | None = None, words: Iterable[str | None] = (), siret: str | None = None
) -> bool:
    """Whether a beneficiary is a private person.

    Args:
        name: as printed.
        matter: of the act, in the nomenclature of ACTES.
        words: what the act says it is about: its title, the purpose of the grant.
        siret: whoever has one acts as a business or a body.

    >>> is_private_person("Mme Odile Varenne"), is_private_person("Monsieur le Maire"), is_private_person("Amicale des Pêcheurs")
    (True, False, False)
    >>> is_private_person("Odile VARENNE"), is_private_person("Odile VARENNE", words=["Secours d'urgence"])
    (False, True)
    """
    if not name or siret:
        return False
    folded = " ".join(fold(name).split())
    if _TITLED.match(folded):
        return not _OFFICE.search(folded)
    if _BODY.search(folded) or not _NAME.match(" ".join(name.split())):
        return False
    return is_aid_to_persons(matter, words)


def is_aid_to_persons(matter: str | None, words: Iterable[str | None] = ()) -> bool:
    """Whether an act is about aid to persons, by its matter or by its own words.

    >>> is_aid_to_persons("8.2"), is_aid_to_persons("7.5", ["Aux clubs"]), is_aid_to_persons(None, ["Bourses au permis"])
    (True, False, True)
    """
    if matter and _MATTERS.fullmatch(matter):
        return True
    return any(_AID.search(fold(" ".join(text.split()))) for text in words if text)


class Veil:
    """Takes the names of private persons out of texts, one block for one character, so that every offset stays.

    Args:
        names: as printed.

    >>> Veil(["Mme Odile Varenne"])("Secours à Mme Odile\\nVARENNE : 150 €")
    'Secours à █████████████████ : 150 €'
    """

    def __init__(self, names: Iterable[str]) -> None:
        words = {_pattern(name) for name in names if name.strip()}
        self._pattern = regex.compile("|".join(sorted(words, key=lambda word: (-len(word), word)))) if words else None

    def __call__(self, text: str) -> str:
        """The text without the names."""
        if self._pattern is None:
            return text
        parts, at = [], 0
        for match in self._pattern.finditer(fold(text)):
            parts += [text[at : match.start()], "█" * (match.end() - match.start())]
            at = match.end()
        return "".join(parts) + text[at:]

    def hides(self, text: str | None) -> bool:
        """Whether one of the names stands in a text."""
        return bool(text and self._pattern and self._pattern.search(fold(text)))


_TITLE = patterns.compile(r"^(?:monsieur|madame|mademoiselle|mme|mlle|mr|m)\b\.?\s*")


def _pattern(name: str) -> str:
    """A name in folded text, its words parted by any white space; the civil title before it may be there or not."""
    folded = fold(name).strip()
    bare = _TITLE.sub("", folded) or folded
    words = r"\s+".join(regex.escape(word) for word in bare.split())
    return rf"(?<!\w)(?:(?:monsieur|madame|mademoiselle|mme|mlle|mr|m)\.?\s+)?{words}(?!\w)"


Row = Mapping[str, Any]

#: "Mme Odile Varenne", "M. Paul ROCH" within a title.
_TITLED_WITHIN = patterns.compile(
    r"(?<!\w)(?:M\.|Mme|Mlle|MM\.|Monsieur|Madame|Mademoiselle)\s+\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’-]*){0,3}"
)


def names_by_document(acts: Iterable[Row], beneficiaries: Iterable[Row]) -> dict[str, set[str]]:
    """The names of private persons in each document that has any.

    Args:
        acts: rows of the table ``acts``; those about aid to persons may name one in their title.
        beneficiaries: rows of ``grants``, ``amounts`` and others with a column ``beneficiary``.
    """
    found: dict[str, set[str]] = defaultdict(set)
    by_id = {}
    for act in acts:
        by_id[act["act_id"]] = act
        title = act["title"] or ""
        if is_aid_to_persons(act["matter"], [title]):
            names = (match[0] for match in _TITLED_WITHIN.finditer(title))
            found[act["document_id"]].update(name for name in names if is_private_person(name))
    for row in beneficiaries:
        act = by_id.get(row["act_id"], {})
        words = (act.get("title"), row.get("purpose"))
        if is_private_person(row["beneficiary"], matter=act.get("matter"), words=words, siret=row.get("beneficiary_siret")):
            found[row["document_id"]].add(row["beneficiary"])
    return {document: names for document, names in found.items() if names}
