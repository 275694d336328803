"""The end of an act: its signatures, the certificates under them, the ways of appeal."""

from __future__ import annotations

import regex

from extractors.french import SPACE
from pipeline.segment.decisions import Decisions
from pipeline.segment.sheet import Sheet

_S = SPACE

#: "Pour extrait conforme", "Fait et délibéré", "Le Maire,", "Signé", "Publié le", "Tribunal administratif".
_SIGNATURE = regex.compile(
    rf"""
    (?<![\w'])(?:
      pour{_S}+(?:extrait|copie|expedition|ampliation) | copie{_S}+conforme | certifiee?{_S}+(?:conforme|executoire) | (?:ainsi{_S}+)?fait{_S}+(?:et{_S}+delibere|a{_S}+\w+|les?{_S}+jour)
    | signe{_S}*(?=[:\n]|par) | ont{_S}+signe | suivent{_S}+les{_S}+signatures | sont{_S}+les{_S}+signatures | acte{_S}+(?:rendu|certifie){_S}+executoire | rendu{_S}+executoire
    | tribunal{_S}+administratif | telerecours | delai{_S}+de{_S}+(?:deux|2){_S}+mois | (?:publiee?|affichee?|transmise?|recue?|notifiee?|mise{_S}+en{_S}+ligne|mis{_S}+en{_S}+ligne){_S}+(?:le\b|en{_S}+(?:prefecture|sous))
    | date{_S}+de{_S}+(?:reception|publication|affichage|transmission) | pour{_S}+le{_S}+(?:maire|president)
    | (?P<function>l[ea]{_S}+(?:maire|presidente?|secretaire{_S}+de{_S}+seance|directrice|directeur)[^.\n]{{0,60}}(?:,{_S}*(?=\n)|,?{_S}*\n)) | l[ea]{_S}+secretaire{_S}+de{_S}+seance{_S}*[,:]
    | delibere{_S}+(?:en{_S}+seance|les{_S}+jours?|a{_S}+\w+,?{_S}+le)
    )
    """,
    regex.VERBOSE,
)

#: A line that is but a name, a function or a date, as under a signature.
_NAME = regex.compile(
    r"[\s*_#>.…-]*(?:(?:M\.|Mme|Monsieur|Madame)\s+)?(?:[A-ZÀ-Ý][a-zà-ÿ]+(?:[- ][A-ZÀ-Ý][a-zà-ÿ]+)?\s+[A-ZÀ-Ý][A-ZÀ-Ý' -]+s?|[A-ZÀ-Ý-]{3,}\s+[A-ZÀ-Ý][a-zà-ÿ-]+|[Ss](?:igné|IGNE)|\S{0,3}|[A-ZÀ-Ý][\w' -]{2,30},?\s+le\s+\d.{0,24})[\s*_.]*$"
)

#: Signatures follow each other closely; what is further on is another's.
_NEXT = 450


def find_signature_end(sheet: Sheet, decisions: Decisions, start: int, stop: int) -> int | None:
    """Offset behind the signatures of the act that is decided between ``start`` and ``stop``, or None if it is not signed there."""
    decided = decisions.operative(start, stop)
    if decided is None:
        decided = start
    end: int | None = None
    for match in _SIGNATURE.finditer(sheet.folded, decided, stop):
        if end is not None and match.start() - end > _NEXT:
            break
        if match["function"] and not (sheet.opens(match.start()) and sheet.text[match.start()].isupper()):
            continue
        end = match.end()
    return None if end is None else _behind_names(sheet, end, stop)


def _behind_names(sheet: Sheet, end: int, stop: int) -> int:
    """Offset behind the names and dates that follow the last words of a signature."""
    if sheet.is_flat(end):
        name = regex.compile(r"[^.]{0,60}?[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?\s+[A-ZÀ-Ý-]{3,}\b|[^.]{0,80}\.").match(
            sheet.text, end, stop
        )
        return name.end() if name else end
    line = sheet.line_at(end)
    end = min(stop, line[1])
    seen = end
    while seen < stop:
        low, high = sheet.line_at(seen + 1) if seen + 1 < len(sheet.text) else (stop, stop)
        if high <= seen or not _NAME.match(sheet.text[low:high]):
            break
        seen = high
        if sheet.text[low:high].strip():
            end = min(stop, high)
    return min(stop, end + 1)
