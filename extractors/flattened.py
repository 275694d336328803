"""Budget tables whose cells a text extraction has poured out one after the other.

"Code Opération Imputation Libellé CP € Dépense € B07-1 6568 Culture 100 000,00 15 600,00" still is a table: its titles
are known words in a row, and each of its lines ends with as many sums as there are titles of money.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import GAP, SPACE
from extractors.tables import Cell, Row, Table

_CODES = (
    rf"(?:code{GAP}(?:de{GAP}l')?operation|n°{GAP}(?:d')?operation|imputations?(?:{GAP}budgetaires?)?|chapitres?|articles?|comptes?"
    rf"|natures?|(?:sous[ -])?fonctions?|operations?|codes?|lignes?(?:{GAP}de{GAP}credits?)?)"
)
_LABEL = rf"(?:libelles?|intitules?|designations?|objets?)(?:{GAP}(?:de{GAP}l')?(?:operations?|imputations?|comptes?|articles?))?"
_MEASURE = (
    rf"(?:cp|ae|ap|bp|bs|dm|budget(?:{GAP}primitif)?|credits?(?:{GAP}(?:ouverts|votes|inscrits))?|depenses?|recettes?|disponibles?"
    rf"|propositions?|ouvertures?|soldes?|montants?|tota(?:l|ux)|prevus?|realises?|votes?)(?:{GAP}(?:20\d\d|n[-+]\d))?"
    rf"(?:{SPACE}{{0,3}}\(?(?:en{GAP})?(?:€|euros)\)?)?"
)

#: "Code Opération Imputation budgétaire Libellé Opération CP € Dépense €".
_HEADING = patterns.compile(
    rf"\b(?P<codes>{_CODES}{GAP}(?:{_CODES}{GAP}){{0,3}}+)(?P<label>{_LABEL}){GAP}(?P<measures>(?:{_MEASURE}(?!\w){SPACE}{{0,6}}+){{1,8}}+)"
)
_CODE_TITLE, _MEASURE_TITLE = patterns.compile(_CODES), patterns.compile(_MEASURE + r"(?!\w)")

#: "B07-12Q", "B07- 12Q", "6568//93", "65".
_CODE = rf"(?:[a-z]{{0,3}}\d[\w./]{{0,20}}+(?:-{SPACE}?\w{{1,12}}+){{0,3}}+)"
_SUM = (
    rf"(?:-{SPACE}?)?(?:\d{{1,3}}(?:[ \u00a0\u202f.]\d{{3}}){{0,4}}+,\d\d(?!\d)(?:{SPACE}?€)?"
    rf"|(?:\d{{1,3}}(?:[ \u00a0\u202f.]\d{{3}}){{1,4}}+|\d{{1,6}}+){SPACE}?€)"
)

#: Most lines that one heading is followed for.
_MOST_ROWS = 60


def find_flattened_tables(passage: Passage) -> Iterator[Table]:
    """Yield the budget tables of a passage that have no tabs, in reading order; run it through ``passage.find``.

    >>> text = "Code Opération Imputation Libellé CP € Dépense € B07-1 6568 Culture 100 000,00 15 600,00"
    >>> table, = find_flattened_tables(Passage(text))
    >>> [(cell.text, title) for row in table.rows[1:] for cell, title in zip(row.cells, row.titles)][-2:]
    [('100 000,00', 'CP €'), ('15 600,00', 'Dépense €')]
    """
    text, folded = passage.text, passage.folded
    for match in _HEADING.finditer(folded) if "libelle" in folded or "intitule" in folded else ():
        if "\t" in text[match.start() : match.end()]:
            continue
        heading = [_cell(passage, *m.span()) for m in _CODE_TITLE.finditer(folded, *match.span("codes"))]
        codes = len(heading)
        heading.append(_cell(passage, *match.span("label")))
        heading += [_cell(passage, *m.span()) for m in _MEASURE_TITLE.finditer(folded, *match.span("measures"))]
        titles = tuple(" ".join(cell.text.split()) for cell in heading)
        plain = tuple(" ".join(cell.folded.split()) for cell in heading)
        rows = list(_rows(passage, match.end(), codes, titles, plain))
        if rows:
            first = Row(match.start(), match.end(), tuple(heading), titles, "", is_heading=True, folded_titles=plain)
            yield Table(match.start(), rows[-1].end, "", (first, *rows))


def _rows(passage: Passage, at: int, codes: int, titles: tuple[str, ...], plain: tuple[str, ...]) -> Iterator[Row]:
    """The lines under a heading: its codes, words, and one sum for each title of money."""
    sums = len(titles) - codes - 1
    line = regex.compile(
        rf"\s*+(?P<code>{_CODE}\s+){{{codes}}}(?P<label>[^\t]{{2,160}}?)(?:\s+(?P<sum>{_SUM})){{{sums}}}(?!\S)",
    )
    for _ in range(_MOST_ROWS):
        match = line.match(passage.folded, at)
        if not match:
            return
        spans = [*match.spans("code"), match.span("label"), *match.spans("sum")]
        cells = tuple(_cell(passage, *span) for span in spans)
        yield Row(spans[0][0], spans[-1][1], cells, titles, "", is_heading=False, folded_titles=plain)
        at = match.end()


def _cell(passage: Passage, start: int, end: int) -> Cell:
    piece = passage.text[start:end]
    start, end = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
    return Cell(start, end, piece.strip(), passage.folded[start:end])
