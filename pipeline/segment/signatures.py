"""The end of an act: its signatures, the certificates under them, the ways of appeal."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.french import SPACE, matches_at, places_of
from pipeline.segment.decisions import Decisions
from pipeline.segment.heads import find_operative
from pipeline.segment.sheet import Sheet

_S = SPACE

#: "Pour extrait conforme", "Fait et délibéré", "Le Maire,", "Signé", "Publié le", "Tribunal administratif".
_SIGNATURE = patterns.compile(
    rf"""
    (?<![\w'])(?:
      pour{_S}+(?:extrait|copie|expedition|ampliation) | copie{_S}+conforme | certifiee?{_S}+(?:conforme|executoire)
    | (?:ainsi{_S}+)?fait{_S}+(?:et{_S}+delibere|a{_S}+\w+|les?{_S}+jour) | delibere{_S}+(?:en{_S}+seance|les{_S}+jours?
      |a{_S}+\w+,?{_S}+le)
    | signe{_S}*(?=[:\n]|par) | ont{_S}+signe | (?:suivent|sont){_S}+les{_S}+signatures | pour{_S}+le{_S}+(?:maire|president)
    | (?:acte{_S}+certifie|rendu){_S}+executoire
    | (?P<notice>tribunal{_S}+administratif | telerecours | delai{_S}+de{_S}+(?:deux|2){_S}+mois)
    | (?:publiee?|publication|affichee?|transmise?|recue?|notifiee?|mise?{_S}+en{_S}+ligne){_S}+(?:le\b|en{_S}+(?:prefecture|sous))
    | date{_S}+de{_S}+(?:reception|publication|affichage|transmission)
    | (?P<function>(?<!(?:monsieur|madame|m\.|mme){_S})l[ea]{_S}+(?:maire|presidente?|directrice|directeur
      |secretaire{_S}+de{_S}+seance)(?:[^.\n]{{0,60}}(?:,{_S}*(?=\n)|\n)|{_S}?,))
    )
    """,
    regex.VERBOSE,
)

#: What the pattern above begins with.
_WORDS = (
    "pour ", "pour\n", "copie", "certifie", "ainsi", "fait", "delibere", "signe", "ont ", "ont\n", "suivent", "sont ", "sont\n",
    "acte", "rendu", "tribunal", "telerecours", "delai", "publi", "affiche", "transmis", "recu", "notifie", "mis", "date",
    "le ", "le\n", "la ", "la\n",
)  # fmt: skip

#: A line that is but a name, a function or a date, as under a signature.
_NAME = patterns.compile(
    r"""
    [\s*_\#>.…-]*(?:(?:M\.|Mme|Monsieur|Madame)\s+)?
    (?: [A-ZÀ-Ý][a-zà-ÿ]+(?:[-\ ][A-ZÀ-Ý][a-zà-ÿ]+)?\s+[A-ZÀ-Ý][A-ZÀ-Ý'\ -]+s? | [A-ZÀ-Ý-]{3,}\s+[A-ZÀ-Ý][a-zà-ÿ-]+
      | [Ss](?:igné|IGNE) | \S{0,3} | [A-ZÀ-Ý][\w'\ -]{2,30},?\s+le\s+\d.{0,24} )
    [\s*_.]*$
    """,
    regex.VERBOSE,
)

#: The same in a text without lines.
_FLAT_NAME = patterns.compile(r"[^.]{0,60}?[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?\s+[A-ZÀ-Ý-]{3,}\b|[^.]{0,80}\.")

#: Signatures follow each other closely; what is further on is another's.
_NEXT = 450


@dataclass(frozen=True, slots=True)
class Signatures:
    """Where a text is signed: start and end of the words that say so, in reading order.

    ``notices`` tells which of them speak of the ways of appeal: these are printed in the margin of a first page too.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    notices: tuple[bool, ...]


def find_signatures(sheet: Sheet) -> Signatures:
    """The words of a document that only the end of an act has."""
    matches = matches_at(_SIGNATURE, places_of(_WORDS, sheet.folded), sheet.folded)
    found = [match for match in matches if match["function"] is None or _is_line(sheet, match.start())]
    return Signatures(
        starts=tuple(match.start() for match in found),
        ends=tuple(match.end() for match in found),
        notices=tuple(match["notice"] is not None for match in found),
    )


def _is_line(sheet: Sheet, offset: int) -> bool:
    return sheet.opens(offset) and sheet.text[offset].isupper()


def find_end(sheet: Sheet, signatures: Signatures, decisions: Decisions, start: int, stop: int) -> int | None:
    """Offset behind the signatures of the act that is decided between ``start`` and ``stop``, or None if it is not signed there."""
    decided = decisions.operative(start, stop)
    if decided is None:
        decided = find_operative(sheet, start, stop)
    index = bisect.bisect_left(signatures.starts, start if decided is None else decided)
    end: int | None = None
    signed = False
    while index < len(signatures.starts) and signatures.starts[index] < stop:
        at = signatures.starts[index]
        if end is not None and at - end > _NEXT and (signed or decisions.first_vote(end, at) is None):
            break
        end = signatures.ends[index]
        signed = signed or not signatures.notices[index]
        index += 1
    return None if end is None else _behind_names(sheet, end, stop)


def _behind_names(sheet: Sheet, end: int, stop: int) -> int:
    """Offset behind the names and dates that follow the last words of a signature."""
    if sheet.is_flat(end):
        name = _FLAT_NAME.match(sheet.text, end, stop)
        return name.end() if name else end
    end = seen = min(stop, sheet.line_at(end)[1])
    while seen + 1 < stop:
        low, high = sheet.line_at(seen + 1)
        if high <= seen or not _NAME.match(sheet.text[low:high]):
            break
        seen = high
        if sheet.text[low:high].strip():
            end = min(stop, high)
    return min(stop, end + 1)
