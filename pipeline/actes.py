"""What the préfecture's electronic counter (@CTES) prints on acts: identifiers and stamps, clean or damaged by OCR."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.french import MONTHS, fold

#: All patterns here run on folded text. Stamps fall anywhere, also in the cells of a table.
_GAP = r"[ \t\n]{1,3}"
_MAY = r"[ \t\n]{0,3}"

#: "préfecture", "sous-préfecture", and what OCR makes of them: "prefeciure", "crefecture".
_PREFECTURE = r"(?:sous[- ]?)?[a-z]?refe[a-z]{2,7}"

#: "03/02/2023", "21 juillet 2023", and damaged ones such as "21/1212022", whose place is still that of a date.
_DAY = rf"(?:\d{{1,2}}(?:er)?[ ](?:{'|'.join(MONTHS)})[ ]\d{{4}}|\d{{1,2}}[ ]?[/.-][\d/.oil-]{{3,9}}(?<=\d)|\d{{4}}-\d\d-\d\d)"

# "068-200073963-20230110-2023-10-01-3-DE": département, SIREN, day of the decision, own number, nature. The number may
# hold spaces and dashes; OCR turns dashes into dots and loses the département.
_ID = r"""(?<![\d.])(?:(?P<department>\d{3}|02[ab])[ ]?[-.][ ]?)?(?P<siren>\d{9})[ ]?[-.][ ]?(?P<day>(?:19|20)\d{6})[ ]?[-.][ ]?
    (?P<number>[a-z0-9_][a-z0-9_ ./-]{0,40}?)[ ]?[-.][ ]?(?P<nature>de|ar|ai|cc|bf|au)(?![a-z0-9])"""
_ACTES_ID = patterns.compile(_ID, regex.VERBOSE)

#: Some counters add the rank of the file: "-DE-1-1".
_RANK = r"(?:-\d{1,2}-\d{1,2})?"
_BARE_ID = regex.sub(r"\?P<\w+>", "?:", _ID) + _RANK

#: No stamp is without a préfecture, the ministry or a SIREN.
_ANY_STAMP = patterns.compile(r"refe|de l'[ \n]?interieur|\d{9}")

# Items that only a stamp has.
_SURE = patterns.compile(
    rf"""\b(?:
    # "Envoyé en préfecture le 03/02/2023", "Reçu en préfecture le"
    (?:envoye|re[cg]u){_GAP}en{_GAP}{_PREFECTURE}{_GAP}le\b(?:{_MAY}:)?(?:{_MAY}{_DAY})?
    # "Accusé de réception en préfecture 068-...-DE", "AR Préfecture 082-...-DE", "Visa de la Préfecture : 026-...-DE / 27-02-2020"
    | (?:ac[a-z]{{1,5}}{_GAP}de{_GAP}rece[a-z]{{2,6}}{_GAP}en{_GAP}{_PREFECTURE}
        | ar{_GAP}{_PREFECTURE} | visa{_GAP}de{_GAP}la{_GAP}{_PREFECTURE}
        | identifiant{_GAP}unique{_GAP}de{_GAP}l'acte ) (?:{_MAY}:)? (?:{_MAY}{_BARE_ID}(?:{_MAY}/{_MAY}{_DAY})?)?
    # "ID : 065-216502260-20230123-2023009-DE"; one whose dashes are lost is still known by its label
    | id{_MAY}:?{_MAY}(?:{_BARE_ID}|\d{{3}}[-. ]?\d{{9}}\b[^ \t\n]{{0,40}})
    # "Date de télétransmission : 12/01/2023", "Date de réception préfecture : 12/01/2023", "Date de réception AR : 21/12/2022"
    | date{_GAP}de{_GAP}(?:la{_GAP})?(?:tele-?transmission | transmission{_GAP}(?:de{_GAP}l'acte|en{_GAP}{_PREFECTURE})
        | reception{_GAP}(?:(?:en|par|de){_GAP})?(?:la{_GAP})?(?:{_PREFECTURE}|(?:l')?(?:ar|accuse{_GAP}de{_GAP}reception)\b))
        (?:{_MAY}:)?(?:{_MAY}{_DAY})?
    # "Accusé de réception – Ministère de l'Intérieur", "Acte certifié exécutoire"
    | accuse{_GAP}de{_GAP}reception{_MAY}-{_MAY}ministere{_GAP}de{_GAP}l'{_MAY}interieur
    # "Envoi Préfecture : Réception en Préfecture : 26/05/2014 26/05/2014": the labels first, then their dates
    | (?:envoi|reception)(?:{_GAP}(?:en|par){_GAP}(?:la|le)?)?{_MAY}(?:{_PREFECTURE}|prefet){_MAY}:
        (?:{_MAY}(?:reception|retour){_GAP}(?:(?:en|par){_GAP})?(?:la{_GAP}|le{_GAP})?(?:{_PREFECTURE}|prefet){_MAY}:)?(?:{_MAY}{_DAY}){{0,3}}
    # "Numéro de l'acte : 7_202274", "Matières de l'acte : 8.8-Environnement"
    | numero{_GAP}de{_GAP}l'acte{_MAY}:?{_MAY}[a-z0-9_./-]{{1,30}}
    | (?:matieres?|nature){_GAP}de{_GAP}(?:l')?acte{_MAY}:{_MAY}(?:\d\.\d{{1,2}}(?:\.\d{{1,2}})?(?:[ ]?-[ ]?)?)?[a-z]{{0,25}}
    )""",
    regex.VERBOSE,
)

# Items that acts also print themselves: they belong to a stamp only beside other items of it.
_BESIDE = patterns.compile(
    rf"""\b(?:
    (?:publiee?|affichee?|notifiee?|recu|mise?{_GAP}en{_GAP}ligne){_GAP}le\b(?:{_MAY}:)?(?:{_MAY}{_DAY})?
    | (?:date{_GAP}d[e']{_MAY})?(?:affichage|publication(?:{_GAP}electronique)?|notification){_MAY}(?:le|du)?{_MAY}:{_MAY}{_DAY}
    | (?:acte|accuse){_GAP}(?:rendu{_GAP})?certifie{_GAP}executoire
    )""",
    regex.VERBOSE,
)

#: How far an item may stand from the one before it, and from the identifier that closes its stamp.
_BEHIND, _BEFORE = 100, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ActesId:
    """One printed identifier of an act.

    Attributes:
        start, end: where it stands.
        text: as printed, without the rank of the file.
        department: its code, or None where it is not legible.
        siren: of the body whose act it is.
        day: of the decision, or None when it is no possible day.
    """

    start: int
    end: int
    text: str
    department: str | None
    siren: str
    day: dt.date | None


def find_actes_ids(text: str) -> Iterator[ActesId]:
    """Yield the identifiers that stand in a text.

    >>> [(i.siren, i.text) for i in find_actes_ids("ID : 065-216502260-20230123-2023009-DE")]
    [('216502260', '065-216502260-20230123-2023009-DE')]
    """
    for found in _ACTES_ID.finditer(fold(text)):
        department = found["department"]
        yield ActesId(
            start=found.start(),
            end=found.end(),
            text=text[found.start() : found.end()],
            department=department.upper() if department else None,
            siren=found["siren"],
            day=_day(found["day"]),
        )


def short_department(code: str | None) -> str | None:
    """The code of a département as everybody writes it: the counter fills it up to three characters.

    >>> short_department("085"), short_department("02A"), short_department("974")
    ('85', '2A', '974')
    """
    return code and (code if code.startswith("9") and code > "970" else code[1:])


def _day(digits: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(digits, "%Y%m%d").date()
    except ValueError:
        return None


def find_stamps(text: str) -> list[tuple[int, int]]:
    """Where the items of stamps stand in a text: each is a label with what belongs to it, in reading order.

    >>> text = "Envoyé en préfecture le 03/02/2023 EXTRAIT DU REGISTRE Publié le 04/02/2023"
    >>> [text[start:end] for start, end in find_stamps(text)]
    ['Envoyé en préfecture le 03/02/2023', 'Publié le 04/02/2023']
    """
    folded = fold(text)
    if not _ANY_STAMP.search(folded):
        return []
    sure = [found.span() for found in _SURE.finditer(folded) if text[found.start()].isupper()]
    sure += [found.span() for found in _ACTES_ID.finditer(folded)]
    if not sure:
        return []
    beside = [found.span() for found in _BESIDE.finditer(folded) if text[found.start()].isupper()]
    identifiers = sorted(start for start, _ in sure if folded[start].isdigit() or folded.startswith("id", start))
    certain, items = set(sure), list[tuple[int, int]]()
    for start, end in sorted({*sure, *beside}, key=lambda span: (span[0], -span[1])):
        if items and start < items[-1][1]:
            continue
        if (start, end) not in certain and not (_follows(items, start) or _leads(identifiers, end)):
            continue
        items.append((start, end))
    return items


def _follows(items: list[tuple[int, int]], start: int) -> bool:
    return bool(items) and start - items[-1][1] <= _BEHIND


def _leads(identifiers: list[int], end: int) -> bool:
    at = bisect.bisect_left(identifiers, end)
    return at < len(identifiers) and identifiers[at] - end <= _BEFORE
