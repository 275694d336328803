"""Published tables to explore: acts of town halls that do not exist, with everything that pages can show."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.options import Options
from pipeline.publish.version import published_version
from pipeline.run import run
from pipeline.tables import TABLES

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "raw"

#: What a page must show and never obey: markup, templates, SQL, formulas, a link that runs.
PAYLOADS = (
    "<script>document.title='PWNED'</script>",
    "<img src=x onerror=\"document.title='PWNED'\">",
    '"><svg/onload=document.title=1>',
    "</title></textarea><script>document.title='PWNED'</script>",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "javascript:document.title='PWNED'",
    "' OR '1'='1'; DROP TABLE facts; --",
    '=HYPERLINK("http://127.0.0.1/?x="&A1)',
    "&lt;b&gt;gras&lt;/b&gt;",
)

HOSTILE = f"""COMMUNE DE VALRIVE
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL

Séance du 21 mars 2024

Délibération n° 2024-09

Étaient présents : M. Paul MARTEL, Mme Claire DUPRÉ {PAYLOADS[0]}, Mme Anne LENOIR.
Secrétaire de séance : Mme Claire DUPRÉ.

Objet : Subventions {PAYLOADS[1]} {PAYLOADS[3]} {PAYLOADS[7]}

Le conseil municipal, après en avoir délibéré,
DÉCIDE
Article 1er : d'attribuer une subvention de 1 234 € à l'association {PAYLOADS[0]} {PAYLOADS[2]}.
Article 2 : {PAYLOADS[4]} {PAYLOADS[5]} {PAYLOADS[6]} {PAYLOADS[8]}

Vote : Pour : 14 - Contre : 0 - Abstention : 1
"""

AID = """COMMUNE DE VALRIVE
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL

Séance du 28 mars 2024

Délibération n° 2024-11

Étaient présents : M. Paul MARTEL, Mme Claire DUPRÉ, Mme Anne LENOIR.

Objet : Aide sociale - secours d'urgence à Mme Odile VARENNE

Le conseil municipal, après en avoir délibéré,
DÉCIDE
Article 1er : d'attribuer une aide de 150 € à Mme Odile VARENNE pour l'école de ses enfants.
Article 2 : d'autoriser le maire à signer.

Vote : à l'unanimité
"""


def publish(folder: Path, files: dict[str, bytes]) -> Path:
    """OUT of a run over some files; RAW is beside it, under ``raw``."""
    for name, content in files.items():
        path = folder / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    run([folder / "raw"], folder / "out", Options(workers=1))
    return folder / "out"


def scanned(pdf: bytes) -> bytes:
    """A PDF whose first page is that of another one, as an image."""
    import pypdfium2 as pdfium

    image = pdfium.PdfDocument(pdf)[0].render(scale=2.2).to_pil().convert("L")
    buffer = io.BytesIO()
    image.save(buffer, "PDF", resolution=158)
    return buffer.getvalue()


def with_rows(version: Path, folder: Path, **tables: Sequence[dict[str, Any]]) -> Path:
    """A copy of a version in which some tables hold other rows."""
    old = published_version(version)
    shutil.copytree(old.folder, folder)
    package = old.package
    parts = [part for part in package["delib"]["parts"] if part["table"] not in tables]
    for name, rows in tables.items():
        (folder / name).mkdir(exist_ok=True)
        pq.write_table(pa.Table.from_pylist(list(rows), TABLES[name].schema), folder / name / "part-other.parquet")
        parts.append({"table": name, "bucket": "", "name": "part-other.parquet", "rows": len(rows), "bytes": 0})
    package["delib"]["parts"] = parts
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def checks_on(version: Path) -> list[dict[str, Any]]:
    """A check that shows two places of different documents."""
    grants = sorted(published_version(version).rows("grants"), key=lambda row: row["document_id"])
    first, last = grants[0], grants[-1]
    assert first["document_id"] != last["document_id"]
    places = [{name: row[name] for name in ("document_id", "char_start", "char_end", "raw")} for row in (first, last)]
    said = {"check": "sum_of_grants", "severity": "error", "message": "Le total annoncé n’est pas la somme des subventions."}
    return [{"check_id": "c0ffee", **said, "document_id": first["document_id"], "act_id": first["act_id"], "evidence": places}]
