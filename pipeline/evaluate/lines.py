"""An evaluation as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.evaluate import MISSION, Evaluation
from pipeline.evaluate.tally import Tally

_HEADS = ("facts", "found", "missed", "extra", "prec", "recall", "F1", "act", "role")

#: What proves a fact, or only places it: not shown when one is listed.
_HIDDEN = frozenset(
    {"document_id", "act_id", "fact_id", "optional", "page", "char_start", "char_end", "bbox", "extractor", "text", "values"}
)


def lines(result: Evaluation, misses: int) -> Iterator[str]:
    """The lines of an evaluation: what was missed and what was extra, then figures by document, by table and by confidence.

    Args:
        result: what a comparison gave.
        misses: how many missed and extra facts to list, per document and table.
    """
    yield from _differences(result, misses)
    yield from _by_document(result)
    lost = f": {', '.join(result.lost)}" if result.lost else ""
    yield f"{len(result.documents)} gold documents, {len(result.lost)} not published{lost}"
    yield from _by_table(result)
    yield f"mean F1: mission tables {result.mean_f1():.4f}, other tables {result.mean_f1(mission=False):.4f}"
    yield from _by_confidence(result)
    yield f"proof: {result.proof[1]} of {result.proof[0]} rows equal their slice of the text"
    if result.dates is not None:
        wrong = result.wrong_dates()
        yield from (f"  date   {name}: {want}, published {have or 'none'}" for name, want, have in wrong[: misses * 4])
        yield f"document_date: {len(result.dates) - len(wrong)} of {len(result.dates)} right"


def _differences(result: Evaluation, misses: int) -> Iterator[str]:
    for name, tallies in result.documents.items():
        for table, tally in tallies.items():
            for title, facts in (("missed", tally.missed), ("extra", tally.extra)):
                yield from (f"  {title:6} {table:12} {name[:40]}: {_shown(fact)}" for fact in facts[:misses])


def _shown(fact: dict[str, object]) -> dict[str, str]:
    return {name: str(value)[:60] for name, value in fact.items() if value not in (None, "") and name not in _HIDDEN}


def _by_document(result: Evaluation) -> Iterator[str]:
    yield f"{'F1 by document':42}{''.join(f'{table:>9}' for table in MISSION)}{'others':>9}"
    for name, tallies in result.documents.items():
        others = Tally()
        for table, tally in tallies.items():
            if table not in MISSION:
                others.add(tally)
        scores = [tallies[table].f1 for table in MISSION] + [others.f1]
        yield f"{name[:40]:42}{''.join('        -' if f1 is None else f'{f1:9.3f}' for f1 in scores)}"


def _by_table(result: Evaluation) -> Iterator[str]:
    yield f"{'table':13}{''.join(f'{head:>7}' for head in _HEADS)}"
    for table, tally in result.tables().items():
        figures = tally.figures()
        counts = (tally.found + len(tally.missed), tally.found, len(tally.missed), len(tally.extra))
        shares = (figures[name] for name in ("precision", "recall", "f1", "act", "role"))
        yield f"{table:13}{''.join(f'{n:7}' for n in counts)}{''.join('      -' if x is None else f'{x:7.3f}' for x in shares)}"


def _by_confidence(result: Evaluation) -> Iterator[str]:
    tables = result.reliability()
    heads = "".join(f"{f'{band.low:g}-{band.high:g}':>14}" for band in tables["all"])
    if heads:
        yield "right, of the facts with a confidence of:"
        yield f"{'':13}{heads}"
    for table, bands in tables.items() if heads else ():
        cells = (f"{band.share:.3f} of {band.facts:<6}" if band.share is not None else f"{'-':14}" for band in bands)
        yield f"{table:13}{''.join(f'{cell:>14}' for cell in cells)}".rstrip()
