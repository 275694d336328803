"""The page that is opened in the morning."""

from __future__ import annotations

from pipeline.errors import REASONS
from pipeline.report import Oddity
from pipeline.report.page import page
from tests.report.reports import report

_ODD = Oddity(
    code="rows_lost", subject="grants", before=1, now=0.2, message="La table grants n'a plus que 0,20 ligne par document."
)


def test_says_in_french_what_became_of_the_night() -> None:
    shown = page(
        report(
            files=12,
            read=3,
            quarantined={"a.pdf": "damaged", "b.pdf": "damaged"},
            rows={"grants": 1234},
            states={"extracted": 10, "quarantined": 2},
            pages={"native": 30, "ocr": 10},
            stages={"read": 75.4},
            oddities=[_ODD],
        )
    )
    for said in (
        "14/03/2024 à 01:02",
        "De nouvelles tables ont été publiées",
        "mis de côté",
        "reconnaissance optique",
        "1\u202f234",
        "1 min 15 s",
    ):
        assert said in shown
    assert shown.index("0,20 ligne") < shown.index("Motifs de mise de côté")
    assert shown.count("<rect") == 2 + 1 + 2 + 1 + 1


def test_says_first_that_a_run_failed() -> None:
    shown = page(report(published=False, failure="OUT could not be written (No space left on device)"))
    assert "Échec : OUT could not be written" in shown
    assert "intactes" in shown


def test_names_of_files_are_text() -> None:
    shown = page(report(quarantined={"<script>alert(1)</script>.pdf": "damaged"}))
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_every_reason_is_said_in_french() -> None:
    shown = page(report(quarantined={f"{code}.pdf": code for code in REASONS}))
    assert "deux lecteurs comptent des pages différentes" in shown
    assert shown.count(".pdf</code>") == len(REASONS)


def test_loads_nothing() -> None:
    shown = page(report())
    assert "default-src 'none'" in shown
    assert not [word for word in ("http://", "https://", "src=") if word in shown]
