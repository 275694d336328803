"""Who signs, or is bound by, a convention.

The parties stand in its preamble: "Entre <the one>, dont le siège..., représenté par..., ci-après désigné..., d'une part,
Et <the other>..., d'autre part". A preamble cut off before it names a second party tells none.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.base import Extractor, Mention, Passage, column
from extractors.entities import PERSONS, is_model_named, names_in
from extractors.french import fold, matches_at, places_of

#: Where parties are bound: reports and minutes only speak of them.
_KINDS = frozenset({"convention", "annex", "other", "deliberation", "order"})

# "Entre", "ENTRE LES SOUSSIGNÉS :", with a capital; at the start of a line or sentence, or, in flattened text, before
# somebody ("Entre la commune..."). Not "Entre 2014 et 2018".
_OPENING = patterns.compile(
    r"""(?<!\w) (?: Entre | ENTRE )
        (?: (?<=(?:[\n.:;)»]\s{0,6}|^\s{0,6}) (?:Entre|ENTRE))
          | (?= \s+ (?i: les? | la | l['’] | m\. | mme | monsieur | madame ) \b ) )
        (?: \s+ (?:les\s+)?(?:soussign[ée]e?s|parties) | \s+ LES\s+(?:SOUSSIGN[ÉE]E?S|PARTIES) )? \s* :? \s* (?=\D)""",
    regex.VERBOSE,
)

# What shows that somebody is named as a party.
_MARKS = patterns.compile(r"d'une\s+part|d'autre\s+part|ci-?\s?apres\s+(?:de|nomm|appel|l[ea]\s|l')|representee?s?\s+par")

_MARKED = ("d'une", "d'autre", "ci-apres", "ci- apres", "ci-\napres", "ciapres", "ci apres", "ci\napres", "represente")

# Where the preamble ends when "d'autre part" does not say so.
_END = patterns.compile(
    r"""(?<!\w) (?: il \s (?:a \s ete|est) \s (?:\w+ \s){0,4} convenu | (?:ceci|cela) \s (?:etant \s)? expose | preambule
      | article \s+ (?:1|premier|i)\b | (?<=\n\s{0,6}) (?:vu\b|considerant|expose\b|objet\b) )""",
    regex.VERBOSE,
)

# What parts two parties: "d'une part,", and "Et" on its own between them.
_SEPARATOR = patterns.compile(
    r"""[\s,;:.(-]{0,20} (?:d'une|d'autre|de\s(?:premiere|seconde|deuxieme|troisieme)) \s+ (?:premiere\s+|seconde\s+)? part (?!\w)
        [\s,;:.)]{0,20}
      | (?: (?<=[\n,;.»)]) [^\S\n]{0,6} | \n\s{0,8} ) et (?: \s{0,3}:\s{0,8} | \s{1,8} )
        (?= \n | (?:et\s{1,8})? (?: l[ea]s?\s | l' | m\. | mme | monsieur | madame | maitre | societe | association | sci\s
           | sarl\s | sas\s | sa\s ) )""",
    regex.VERBOSE,
)

#: "Entre, d'une part, la commune ... et, d'autre part, ...": what parts the parties stands in front of each.
_LEADING = patterns.compile(r"[\s,:-]{0,6}d'une\s+part\b")

_SIGNS = " \n,;:-("
_LEAD = patterns.compile(r"(?:et\b|[^\w\"])*+")

# A name ends where something is said of the party.
_NAME_END = patterns.compile(
    r"""\s{0,4} (?: [,;(] | \n\s{0,4}\n | \s-\s | : )
      | \s{1,4} (?: dont | representee? | identifiee? | immatriculee? | domiciliee? | demeurant | sise?\b | situee?\b | ayant
           | agissant | ci-?apres | au \s capital | siret | siren | rcs | regie \s par | declaree | enregistree )""",
    regex.VERBOSE,
)

_DETERMINER = patterns.compile(r"^(?:et\s+)?(?:l[ea]s?\s+|l'\s?|d'\s?)+", regex.IGNORECASE)
_LEGAL_FORM = patterns.compile(
    r"^(?:association|societe|entreprise|sarl|sas|sasu|sci|eurl)\s+(?:denommee\s+|dite\s+|loi\s+(?:de\s+)?1901\s+)?(?=\S)",
    regex.IGNORECASE,
)
_TITLE = patterns.compile(r"^(?:monsieur|madame|maitre|mademoiselle|mme|mlle|mr|m\.)\s*(?=\w)", regex.IGNORECASE)
_QUOTED = patterns.compile(r"[«“\"]\s*(?P<name>[^«»“”\"]{2,120}?)\s*[»”\"]")

# "226 200 012 00012", "186 200 093 000 83", "440672020": nine figures, or fourteen.
_IDENTIFIER = patterns.compile(r"(?<!\d[ .]?)\d{3}[ .]?\d{3}[ .]?\d{3}(?P<office>[ .]?\d{3}[ .]?\d{2})?(?!\s?\d)")
_REGISTER = patterns.compile(r"sire[nt]|r\.?c\.?s|registre|immatricul|repertoire|identifi")

_SEAT = patterns.compile(
    r"""(?: dont \s le \s siege (?:\s social)? (?:\s est)? (?:\s (?:situee?|fixee?|etablie?|sis))?
      | ayant \s son \s siege (?:\s social)?
      | sise? | situee? | domiciliee? | demeurant ) \s+ (?: (?:a|au|en|aux) \s+ | :\s* )?""",
    regex.VERBOSE,
)
_SEAT_END = patterns.compile(
    r"\s*[,;.]?\s*(?:\n\s*\n|;|(?:representee?|identifiee?|immatriculee?|ci-?apres|agissant|siret|siren|numero|n°\s?siret)\b|$)"
)

_REPRESENTATIVE = patterns.compile(
    r"representee?s?\s+par\s+(?:(?:son|sa)\s+(?:maire|presidente?|direct(?:eur|rice)|gerante?)"
    r"\s*,?\s*(?:en\s+exercice\s*,?\s*)?)?"
)
_REPRESENTATIVE_END = patterns.compile(
    r"\s*(?:[,;(]|\n\s*\n|\s(?:en\s+(?:sa\s+)?qualite|agissant|dument|habilitee?|son\s|sa\s|ci-apres)|$)"
)

_ALIAS = patterns.compile(
    r"ci-?\s?apres\s+(?:(?:denomm|design|nomm|appel)\w+\s*,?\s+)?(?:par\s+|comme\s+)?[\"\s:]{0,4}(?P<alias>[^\"\n,;.)]{2,60})"
)

#: What a party is called in the convention says what it is.
_ROLES = (
    ("lessor", patterns.compile(r"bailleur|proprietaire|preteur|loueur")),
    ("lessee", patterns.compile(r"preneur|locataire|emprunteur|occupant")),
    ("seller", patterns.compile(r"vendeur|cedant|venderesse")),
    ("buyer", patterns.compile(r"acquereur|acheteur|cessionnaire|acquerante")),
    ("beneficiary", patterns.compile(r"beneficiaire|attributaire")),
    ("grantor", patterns.compile(r"financeur|subventionneur")),
)
_GRANT = patterns.compile(
    r"subvention|(?:participation|aide|contribution)\s+(?:financiere|departementale|communale)|montant\s+de\s+la\s+participation"
)
_PUBLIC = patterns.compile(
    r"(?<!\w)(?:departement|commune|ville|region|communaute|metropole|etat|conseil\s+(?:departemental|regional|municipal)|ccas|mairie)(?!\w)"
)

#: A preamble is no longer than this, and names its first party within so many characters.
_LONGEST, _NEAR = 5000, 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Mention):
    """One party to a convention or a contract."""

    name: str = column("nom de la partie")
    role: str = column(
        "qualité", default="other", values=("grantor", "beneficiary", "seller", "buyer", "lessor", "lessee", "other")
    )
    siren: str | None = column("SIREN imprimé")
    siret: str | None = column("SIRET imprimé")
    identifier_valid: bool | None = column("clé de contrôle du SIREN ou du SIRET")
    address: str | None = column("adresse")
    representative: str | None = column("qui la représente")


def find_parties(passage: Passage) -> Iterator[Party]:
    """Yield the parties named in the preambles of a passage, in reading order.

    >>> text = '''Entre
    ... La commune de Vaubry, représentée par Mme Odile GARNIER, maire, ci-après désignée « la commune », d'une part,
    ... Et l'association Les Moulins, 3 rue du Pré, ci-après le bénéficiaire de la subvention, d'autre part,'''
    >>> [(p.name, p.role, p.representative) for p in find_parties(Passage(text, kind="convention"))]
    [('commune de Vaubry', 'grantor', 'Odile GARNIER'), ('Les Moulins', 'beneficiary', None)]
    """
    if passage.kind not in _KINDS:
        return
    marks = [mark.start() for mark in matches_at(_MARKS, places_of(_MARKED, passage.folded), passage.folded)]
    at = 0
    for opening in _OPENING.finditer(passage.text) if len(marks) > 1 else ():
        near = bisect.bisect_left(marks, opening.end())
        if opening.start() < at or near == len(marks) or marks[near] > opening.end() + _NEAR:
            continue
        spans = list(_party_spans(passage, opening.end()))
        if len(spans) >= 2:
            at = spans[-1][1]
            yield from _parties(passage, spans)


def _party_spans(passage: Passage, start: int) -> Iterator[tuple[int, int]]:
    """Where each party of a preamble is described."""
    folded = passage.folded
    leading = _LEADING.match(folded, start) is not None
    stop = _preamble_end(folded, start, leading=leading)
    at = start
    for separator in _SEPARATOR.finditer(folded, start, stop):
        yield from _span(folded, at, separator.start())
        at = separator.end()
    if leading or "part" not in folded[at - 30 : at]:
        yield from _span(folded, at, stop)


def _preamble_end(folded: str, start: int, *, leading: bool) -> int:
    """Behind the last "d'autre part" before the convention begins, or where it begins."""
    end = _END.search(folded, start, start + _LONGEST)
    stop = end.start() if end else min(len(folded), start + _LONGEST)
    if leading:
        return stop if end else start
    last = folded.rfind("d'autre part", start, stop)
    return last + len("d'autre part") if last >= 0 else stop


def _span(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without "et" and the signs at its ends, if something is said in it."""
    start = _LEAD.match(folded, start, end).end()
    end = start + len(folded[start:end].rstrip(_SIGNS).removesuffix(" et").rstrip(_SIGNS))
    if end - start >= 8:
        yield start, end


def _parties(passage: Passage, spans: list[tuple[int, int]]) -> Iterator[Party]:
    """The parties of one preamble, each with what is said of it."""
    is_grant = _GRANT.search(passage.folded) is not None
    for start, end in spans:
        name = _name(passage.text[start:end])
        if not name:
            continue
        siren, siret = _identifiers(passage.folded, start, end)
        representative = _representative(passage, start, end)
        guessed = None if representative else _representative_by_model(passage, start, end)
        yield Party(
            **passage.at(start, end),
            name=name,
            role=_role(passage.folded[start:end], is_grant=is_grant),
            siren=siren,
            siret=siret,
            identifier_valid=_is_valid(siret or siren),
            address=_address(passage, start, end),
            representative=representative or guessed,
            rule="model" if guessed else "preamble",
            confidence=0.8 if guessed else 0.93,
        )


def _name(text: str) -> str:
    """What the party is called, without determiner, civil title and legal form; what stands in quotes is the name."""
    end = _NAME_END.search(fold(text), 2)
    name = " ".join(text[: end.start() if end else 150].split())
    if quoted := _QUOTED.search(name):
        return str(quoted["name"])
    for pattern in (_DETERMINER, _LEGAL_FORM, _TITLE):
        if lead := pattern.match(fold(name)):
            name = name[lead.end() :]
    return name.strip(' .:-–«»"') if any(c.isalpha() for c in name) and len(name) <= 150 else ""


def _identifiers(folded: str, start: int, end: int) -> tuple[str | None, str | None]:
    """The SIREN, or the SIRET, printed for a party."""
    for match in _IDENTIFIER.finditer(folded, start, end):
        if _REGISTER.search(folded, max(start, match.start() - 70), match.start()):
            digits = "".join(filter(str.isdigit, match[0]))
            return (None, digits) if match["office"] else (digits, None)
    return None, None


def _is_valid(digits: str | None) -> bool | None:
    """Whether the check digit of a SIREN or SIRET is right; None without one."""
    if digits is None:
        return None
    from stdnum.fr import siren, siret

    return bool((siret if len(digits) == 14 else siren).is_valid(digits))


def _role(described: str, *, is_grant: bool) -> str:
    """What a party is in its convention: by what it is called there, else by who it is when money is granted."""
    alias = _ALIAS.search(described)
    if alias:
        for role, words in _ROLES:
            if words.search(alias["alias"]):
                return role
    if is_grant:
        return "grantor" if _PUBLIC.search(described[:80]) else "beneficiary"
    return "other"


def _address(passage: Passage, start: int, end: int) -> str | None:
    """The seat or home of a party, on one line."""
    seat = _SEAT.search(passage.folded, start, end)
    if not seat:
        return None
    stop = _SEAT_END.search(passage.folded, seat.end(), end)
    address = " ".join(passage.text[seat.end() : stop.start() if stop else end].split())
    return address if 5 <= len(address) <= 200 else None


def _representative(passage: Passage, start: int, end: int) -> str | None:
    """Who represents a party, without civil title; None where the name is left blank."""
    lead = _REPRESENTATIVE.search(passage.folded, start, end)
    if not lead:
        return None
    stop = _REPRESENTATIVE_END.search(passage.folded, lead.end(), end)
    name = " ".join(passage.text[lead.end() : stop.start() if stop else end].split())
    name = _without_title(name)
    return name if 3 <= len(name) <= 80 and name[0].isupper() else None


def _representative_by_model(passage: Passage, start: int, end: int) -> str | None:
    """The only person that the user's model names behind "représentée par", without civil title; None without a model."""
    lead = _REPRESENTATIVE.search(passage.folded, start, end) if is_model_named() else None
    names = {_without_title(name) for name in names_in(passage, PERSONS, lead.end(), end)} if lead else set()
    return names.pop() if len(names) == 1 else None


def _without_title(name: str) -> str:
    title = _TITLE.match(fold(name))
    return name[title.end() :] if title else name


EXTRACTOR = Extractor("parties", Party, find_parties, description="Une partie à une convention.")
