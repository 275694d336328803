"""An evaluation as it is printed."""

from __future__ import annotations

from pipeline.evaluate import JUDGED, Evaluation
from pipeline.evaluate.lines import lines
from pipeline.evaluate.tally import Tally


def evaluation() -> Evaluation:
    tallies = {table: Tally() for table in JUDGED}
    tallies["amounts"] = Tally(found=3, missed=[{"act": "a1", "value": "1500.00", "role": None}], extra=[])
    tallies["grants"] = Tally(found=1)
    return Evaluation(documents={"acte.pdf": tallies}, proof=(4, 4), dates={"acte.pdf": ("2025-03-12", "")})


def test_every_document_has_its_line() -> None:
    (line,) = [line for line in lines(evaluation(), 0) if line.startswith("acte.pdf")]
    assert line.split() == ["acte.pdf", "-", "-", "-", "0.857", "-", "-", "1.000"]


def test_what_was_missed_is_listed_when_asked_for() -> None:
    listed = [line for line in lines(evaluation(), 5) if line.startswith("  missed")]
    assert listed == ["  missed amounts      acte.pdf: {'act': 'a1', 'value': '1500.00'}"]
    assert not [line for line in lines(evaluation(), 0) if line.startswith("  missed")]


def test_figures_of_tables_and_dates() -> None:
    printed = list(lines(evaluation(), 1))
    assert "amounts            4      3      1      0  1.000  0.750  0.857  0.000      -" in printed
    assert "  date   acte.pdf: 2025-03-12, published none" in printed
    assert printed[-1] == "document_date: 0 of 1 right"
