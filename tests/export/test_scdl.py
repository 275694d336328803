"""The national open-data files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.export.scdl import FileSummary, export_scdl
from pipeline.export.scdl.deliberations import matter_name
from pipeline.export.scdl.entry import DELIBERATIONS, REASONS, SUBSIDIES
from pipeline.export.scdl.terms import read_terms
from pipeline.nomenclature import MATTERS
from pipeline.publish.version import published_version
from pipeline.run import run
from tests.export.official import faults, rows_of
from tests.sample import sample_tables

BODY, CLUB, OTHER = "21990101400015", "73282932000074", "84123456000016"

ACT = """COMMUNE DE VALRIVE
SIRET : {siret}

EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL

Séance du {date}

Délibération n° {number}

Nombre de membres en exercice : {office}

Objet : {title}

Le conseil municipal, après en avoir délibéré,
DÉCIDE d'attribuer une subvention de {value} € à {beneficiary}.
{terms}
{vote}
"""

TERMS = "La subvention est versée en une seule fois, au plus tard le 30 juin 2024. Elle relève du régime de minimis."
PLAIN = {
    "siret": "219 901 014 00015", "date": "14 mars 2024", "number": "2024-01", "office": "15", "terms": TERMS,
    "title": "Subvention aux associations", "value": "1 500", "beneficiary": f"l'association Judo Club (SIRET {CLUB})",
    "vote": "Vote : Pour : 12 - Contre : 1 - Abstention : 1",
}  # fmt: skip

ACTS: dict[str, dict[str, str]] = {
    "plain": {},
    "again": {},
    "large": {"number": "2024-02", "value": "48 000"},
    "no-terms": {"number": "2024-03", "terms": ""},
    "no-siret": {"number": "2024-04", "beneficiary": "l'association Les Lilas"},
    "private": {"number": "2024-05", "title": "Secours d'urgence à Mme Odile VARENNE", "beneficiary": "Mme Odile VARENNE"},
    "too-many-votes": {"number": "2024-06", "vote": "Vote : Pour : 15 - Contre : 4 - Abstention : 1"},
    "no-matter": {"number": "2024-07", "title": "Point divers", "beneficiary": f"l'association Boule (SIRET {OTHER})"},
    "formula": {"number": "2024-08", "title": "=1+1 Subvention aux associations"},
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("acts")
    for name, changes in ACTS.items():
        text = ACT.format(**PLAIN | changes) + f"\nPage {name}\n" * (name == "again")
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    run([folder], folder / "out")
    return folder / "out"


def exported(out: Path, to: Path, **options: bool) -> dict[str, FileSummary]:
    return {file.name: file for file in export_scdl(published_version(out), to, **options)}


def test_the_sample_passes_the_official_rules(tmp_path: Path) -> None:
    summary = exported(sample_tables(), tmp_path)
    for name, fields in (("deliberations", DELIBERATIONS), ("subventions", SUBSIDIES)):
        path = tmp_path / f"{name}.csv"
        assert faults(path, name) == []
        assert path.read_text(encoding="utf-8").splitlines()[0] == ",".join(fields)
        assert len(rows_of(path)) == summary[path.name].rows >= 20
    assert summary["subventions.csv"].private == 2
    assert not any("PERRAUDEAU" in path.read_text(encoding="utf-8") for path in tmp_path.iterdir())


def test_the_rules_see_faults(tmp_path: Path) -> None:
    exported(sample_tables(), tmp_path)
    path = tmp_path / "deliberations.csv"
    text = path.read_text(encoding="utf-8")
    spoilt = (
        text.replace(",15,12,10,0,2,", ",15,12,10,0,3,"),
        text.replace("2025-04-03", "03/04/2025"),
        text.replace("finances locales/", "Finances locales /"),
        text.replace("20099001800018", "20099001800019"),
        text.replace("DELIB_OBJET", "OBJET"),
    )
    for changed in spoilt:
        assert changed != text
        path.write_text(changed, encoding="utf-8")
        assert faults(path, "deliberations")


def test_what_lacks_a_field_is_rejected_with_the_reason(out: Path, tmp_path: Path) -> None:
    summary = exported(out, tmp_path)
    deliberations, subsidies = summary["deliberations.csv"], summary["subventions.csv"]
    assert deliberations.reasons == Counter(matiere_inconnue=2, doublon=1)
    assert subsidies.reasons == Counter(
        convention_sans_date=1,
        conditions_inconnues=1,
        periode_inconnue=1,
        notification_ue_inconnue=1,
        identifiant_beneficiaire_absent=1,
        doublon=1,
    )
    rejects = {(row["fichier"], row["source_path"]): row for row in rows_of(tmp_path / "rejets.csv")}
    assert len(rejects) == deliberations.rejected + subsidies.rejected
    assert rejects["subventions.csv", "large.txt"]["explication"] == REASONS["convention_sans_date"]
    assert (
        not {row["motifs"] for row in rejects.values()}
        - {*REASONS}
        - {"conditions_inconnues;periode_inconnue;notification_ue_inconnue"}
    )
    for name in ("deliberations", "subventions"):
        assert faults(tmp_path / f"{name}.csv", name) == []


def test_a_row_says_what_the_act_says(out: Path, tmp_path: Path) -> None:
    exported(out, tmp_path)
    row = rows_of(tmp_path / "subventions.csv")[0]
    assert row == dict.fromkeys(SUBSIDIES, "") | {
        "nomAttribuant": "Commune de Valrive",
        "idAttribuant": BODY,
        "dateConvention": "2024-03-14",
        "referenceDecision": "2024-01",
        "nomBeneficiaire": "Judo Club",
        "idBeneficiaire": CLUB,
        "objet": "Subvention aux associations",
        "montant": "1500.00",
        "nature": "aide en numéraire",
        "conditionsVersement": "unique",
        "datesPeriodeVersement": "2024-03-14/2024-06-30",
        "notificationUE": "non",
        "pourcentageSubvention": "1",
    }
    votes = {r["DELIB_ID"]: [r[name] for name in DELIBERATIONS[11:16]] for r in rows_of(tmp_path / "deliberations.csv")}
    assert votes["2024-01"] == ["15", "14", "12", "1", "1"]
    assert votes["2024-06"] == [""] * 5


def test_where_a_row_was_read_is_told(out: Path, tmp_path: Path) -> None:
    exported(out, tmp_path)
    origins = rows_of(tmp_path / "origines.csv")
    assert [row["ligne"] for row in origins if row["fichier"] == "subventions.csv"] == [
        str(number) for number in range(2, 2 + len(rows_of(tmp_path / "subventions.csv")))
    ]
    assert all(row["act_id"] and row["page"] == "1" for row in origins)


def test_private_persons_are_left_out_unless_asked_for(out: Path, tmp_path: Path) -> None:
    summary = exported(out, tmp_path / "public")
    assert summary["subventions.csv"].private == 1
    assert not any("VARENNE" in path.read_text(encoding="utf-8").upper() for path in (tmp_path / "public").iterdir())
    kept = exported(out, tmp_path / "all", with_private=True)
    assert kept["subventions.csv"].private == 0
    assert "Odile VARENNE" in (tmp_path / "all" / "rejets.csv").read_text(encoding="utf-8")


def test_no_formula(out: Path, tmp_path: Path) -> None:
    exported(out, tmp_path)
    (row,) = (row for row in rows_of(tmp_path / "deliberations.csv") if row["DELIB_ID"] == "2024-08")
    assert row["DELIB_OBJET"] == "'=1+1 Subvention aux associations"


def test_a_folder_that_cannot_be_written(out: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="could not be written"):
        exported(out, tmp_path / "file")


@pytest.mark.parametrize("code", MATTERS)
def test_every_matter_has_an_official_name(code: str) -> None:
    name = matter_name(code)
    assert name.count("/") == 1
    assert name == name.lower()
    assert not set(",()") & set(name)


SPRING, SUMMER, WINTER = dt.date(2025, 4, 1), dt.date(2025, 6, 30), dt.date(2025, 1, 15)


@pytest.mark.parametrize(
    ("text", "days", "conditions", "period", "notified"),
    [
        ("Elle sera versée en une fois le 30 juin 2025.", [SUMMER], "unique", "2025-06-30", None),
        (
            "Le versement se fait en trois tranches, du 1er avril au 30 juin.",
            [SPRING, SUMMER],
            "échelonné",
            "2025-04-01/2025-06-30",
            None,
        ),
        ("Elle est versée avant le 30 juin 2025.", [SUMMER], None, "2025-01-15/2025-06-30", None),
        ("Elle est versée en une fois, ou en deux versements.", [], None, None, None),
        ("La fête a lieu le 30 juin 2025. L'aide est versée.", [SUMMER], None, None, None),
        ("Le club joue en deux fois.", [], None, None, None),
        ("L'aide a été notifiée à la Commission européenne.", [], None, None, True),
        ("L'aide n'est pas notifiée ; elle ne constitue pas une aide d'État.", [], None, None, False),
    ],
)
def test_terms(text: str, days: list[dt.date], conditions: str | None, period: str | None, notified: bool | None) -> None:
    at = text.find("30 juin") if days != [SPRING, SUMMER] else text.find("1er")
    dates = [{"date": day, "precision": "day", "char_start": 100 + at} for day in days]
    terms = read_terms(text, 100, dates, WINTER)
    assert (terms.conditions, terms.period, terms.notified) == (conditions, period, notified)
