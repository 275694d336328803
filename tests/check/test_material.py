"""Real documents: the contradictions that careful readers found in them are flagged, and what they found right is not.

The lists hold names of files, codes of checks and figures, and nothing of what the documents say.
"""

from __future__ import annotations

import functools
import shutil
from pathlib import Path

import pytest

from benchmarks.faults import measured_rows
from benchmarks.links import reader
from benchmarks.material import tables_of
from pipeline.check.base import Row
from pipeline.link import link
from pipeline.options import Options
from pipeline.publish.version import published_version
from pipeline.run import run
from tests.generated import ROOT

SHARED = ROOT.parent / "shared"

#: Document, check, and a figure or a number of the message.
FOUND = (
    ("001__pv.cr__CC-de-Gâtine-Racan.txt", "two_statuses", "présents"),
    ("009__pv.cr__CC-Sud-Roussillon.txt", "taxes", "206 520"),
    ("014__acte.delib__Labastide-Saint-Pierre.txt", "weekday", "6 février 2023"),
    ("014__acte.delib__Labastide-Saint-Pierre.txt", "financing_plan", "162 720"),
    ("CR_reunion_20210409.pdf", "named_twice", "deux fois"),
    ("Compte_rendu_du_28_avril_2022.pdf", "attendance", "11"),
    ("Compte_rendu_du_28_avril_2022.pdf", "before_vote", "2002"),
    ("Compte_rendu_du_28_avril_2022.pdf", "identifier_date", "20220610"),
    ("proces-verbal__PV.pdf", "minority", "11 contre"),
    ("proces-verbal__PV.pdf", "number_year", "2021-051"),
    ("proces-verbal__PV.pdf", "number_year", "2021-052"),
    ("proces-verbal__PV.pdf", "product", "1 044,71"),
    ("042__pv.full__Figeac.txt", "effect_dates", "1er mai 2023"),
    ("cm20140522__2014-05-22-0000072186.pdf", "credit_lines", "21358"),
    ("compte-rendu-10-04-2018.pdf", "two_ballots", "pour, puis contre"),
    ("cm20140424__2014-04-24-0000071276.pdf", "published_early", "25 avril 2014"),
    ("cm20140522__2014-05-22-0000072185.pdf", "published_early", "23 mai 2014"),
    ("cm20140522__2014-05-22-0000072186.pdf", "published_early", "23 mai 2014"),
    ("cm20140522__2014-05-22-0000072187.pdf", "published_early", "23 mai 2014"),
    ("cm20140522__2014-05-22-0000072215.pdf", "published_early", "27 mai 2014"),
    ("000_ead596cf47b2c4c5.txt", "deadlines", "1er décembre 2025"),
    ("000_ead596cf47b2c4c5.txt", "deciding_act", "16 juin 2025"),
    ("000_ead596cf47b2c4c5.txt", "deciding_act", "15 avril 2024"),
    ("000_ead596cf47b2c4c5.txt", "two_dates", "2017-619"),
    ("000_ead596cf47b2c4c5.txt", "siren_name", "18620009300083"),
    ("000_ead596cf47b2c4c5.txt", "blanks", "IBAN"),
    ("000_ead596cf47b2c4c5.txt", "parts_of_case", "170 813"),
    ("002_f9a1d1675b788cfb.txt", "two_dates", "2017-619"),
    ("002_f9a1d1675b788cfb.txt", "siren_name", "18620009300083"),
    ("002_f9a1d1675b788cfb.txt", "recused_counted", "43 voix"),
    ("002_f9a1d1675b788cfb.txt", "blanks", "IBAN"),
    ("002_f9a1d1675b788cfb.txt", "unfunded", "104 €"),
    ("002_f9a1d1675b788cfb.txt", "same_day", "2025-244"),
    ("004_4748924328a78cb9.txt", "visa_twice", "deux fois"),
    ("004_4748924328a78cb9.txt", "article_reference", "article 7"),
    ("004_4748924328a78cb9.txt", "siren_name", "44067202000037"),
    ("004_4748924328a78cb9.txt", "recused_counted", "42 voix"),
    ("004_4748924328a78cb9.txt", "blanks", "IBAN"),
)

#: All the checks that may speak of a document that was read by hand; what is not named here is right, or no matter of checks.
MAY = {
    "001__pv.cr__CC-de-Gâtine-Racan.txt": {"two_statuses"},
    "009__pv.cr__CC-Sud-Roussillon.txt": {"taxes"},
    "014__acte.delib__Labastide-Saint-Pierre.txt": {"weekday", "financing_plan"},
    "019__dlao.autres__La-Châtre.txt": set(),
    "033__pv.cr__Sébazac-Concourès.txt": set(),
    "042__pv.full__Figeac.txt": {"effect_dates"},
    "044__acte.arrete__Soisy-sous-Montmorency.txt": set(),
    "055__pv.cr__CC-Osartis-Marquion.txt": set(),
    "066__pv.full__Orsay.txt": set(),
    "076__acte.delib__Ibos.txt": set(),
    "107__pv.cr__SM-central-de-traitement-des-ordures-mén.txt": set(),
    "129__acte.delib__Mazères.txt": {"share_of_base"},
    "151__pv.cr__Val-de-Marne.txt": set(),
    "153__pv.cr__Étueffont.txt": set(),
    "159__pv.cr__CC-Touraine-Est-Vallées.txt": {"share_of_base"},
    "172__dlao.autres__CC-de-la-Région-de-Molsheim-Mutzig.txt": set(),
    "175__pv.cr__Pluvigner.txt": set(),
    "179__dlao.autres__Coarraze.txt": set(),
    "CM-01-MARS-2022.pdf": set(),
    "CR_reunion_20210409.pdf": {"named_twice", "votes_missing"},
    "Compte_rendu_du_28_avril_2022.pdf": {"attendance", "before_vote", "identifier_date"},
    "cm20140424__2014-04-24-0000071276.pdf": {"published_early"},
    "cm20140522__2014-05-22-0000072185.pdf": {"published_early"},
    "cm20140522__2014-05-22-0000072186.pdf": {"published_early", "credit_lines"},
    "cm20140522__2014-05-22-0000072187.pdf": {"published_early"},
    "cm20140522__2014-05-22-0000072215.pdf": {"published_early"},
    "compte-rendu-10-04-2018.pdf": {"two_ballots"},
    "proces-verbal__PV.pdf": {"minority", "number_year", "product"},
    "000_ead596cf47b2c4c5.txt": {"deadlines", "deciding_act", "two_dates", "siren_name", "blanks", "parts_of_case"},
    "001_1fe0fb96b0d830d3.txt": set(),
    "002_f9a1d1675b788cfb.txt": {"two_dates", "siren_name", "recused_counted", "blanks", "unfunded", "same_day"},
    "003_c736807884017adc.txt": set(),
    "004_4748924328a78cb9.txt": {"visa_twice", "article_reference", "siren_name", "recused_counted", "blanks"},
}


#: Read by OCR: slow without the pages that an earlier run has kept.
SCANS = ("Compte_rendu_du_28_avril_2022.pdf",)


@functools.cache
def files() -> dict[str, Path]:
    return {path.name: path for path in sorted(SHARED.rglob("*")) if path.suffix in (".pdf", ".txt") and "gold" not in path.parts}


@functools.cache
def rows(name: str) -> tuple[Row, ...]:
    if name not in files():
        pytest.skip(f"no {name} beside the checkout")
    if name in SCANS and not shutil.which("tesseract"):
        pytest.skip("no tesseract")
    return tuple(measured_rows(name, files()[name].read_bytes()))


@pytest.mark.parametrize(("name", "check", "figure"), FOUND)
def test_what_readers_found_is_flagged(name: str, check: str, figure: str) -> None:
    assert any(row["check"] == check and figure in row["message"] for row in rows(name)), [row["message"] for row in rows(name)]


@pytest.mark.parametrize("name", MAY)
def test_what_readers_found_right_is_left_in_peace(name: str) -> None:
    assert {row["check"] for row in rows(name)} <= MAY[name]


def test_what_differs_between_documents_is_flagged(tmp_path: Path) -> None:
    seeds = SHARED / "seeds"
    if not seeds.is_dir():
        pytest.skip("no seeds beside the checkout")
    run([seeds], tmp_path / "out", Options(workers=1))
    found = {row["check"]: row["message"] for row in published_version(tmp_path / "out").rows("checks")}
    assert "2017-619" in found["cited_dates"]
    assert "2022-360" in found["cited_numbers"]
    assert "shared_number" not in found


def test_acts_cited_between_real_documents_are_found() -> None:
    """The acts of one département that cite one another: by number, by date within a file, by date and title."""
    paths = sorted((SHARED / "seeds").glob("*.txt"))
    if not paths:
        pytest.skip("no seeds beside the checkout")
    tables, _ = tables_of({path.stem: path.read_text(encoding="utf-8") for path in paths})
    numbers = {row["act_id"]: row["number"] for row in tables["acts"]}
    cited = link(reader(tables)).columns["citations"]["cited_act_id"].to_pylist()
    told = {(numbers[row["act_id"]], numbers[act]) for row, act in zip(tables["citations"], cited, strict=True) if act}
    assert told == {("2025-406", "2025-244"), (None, "2025-406"), ("35", "2025-243"), (None, "2023-122")}
