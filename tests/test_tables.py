"""The one definition of the tables, and the proof that rows keep to it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from extractors import EXTRACTORS
from pipeline.errors import DelibError, Unreadable
from pipeline.proof import prove, prove_all
from pipeline.tables import LINKED, OVER_ALL, TABLES

TEXT = "une subvention de 1 500 € au comité"


def amount(**changes: Any) -> dict[str, Any]:
    row = {
        "fact_id": "f1", "document_id": "d", "act_id": "d-1", "page": 1, "char_start": 18, "char_end": 25, "raw": "1 500 €",
        "bbox": None, "extractor": "amounts/1", "confidence": 0.9, "value": Decimal("1500.0000"), "currency": "EUR",
        "role": "grant",
    }  # fmt: skip
    return row | changes


def test_every_table_of_the_contract_is_there() -> None:
    assert {*OVER_ALL, "checks", "documents", "pages", "acts", *(extractor.name for extractor in EXTRACTORS)} == set(TABLES)
    assert set(LINKED) <= set(TABLES)
    for table in TABLES.values():
        assert set(table.key) <= {column.name for column in table.columns}
        assert table.description
        assert all(column.description for column in table.columns)


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("amounts", "value", pa.decimal128(18, 4)),
        ("amounts", "page", pa.int32()),
        ("amounts", "char_start", pa.int64()),
        ("amounts", "bbox", pa.list_(pa.float32())),
        ("amounts", "confidence", pa.float32()),
        ("grants", "value", pa.decimal128(18, 2)),
        ("dates", "date", pa.date32()),
        ("documents", "pages_unread", pa.list_(pa.int32())),
        ("documents", "ingested_at", pa.timestamp("us", tz="UTC")),
        ("persons", "spellings", pa.list_(pa.string())),
    ],
)
def test_types(table: str, column: str, kind: pa.DataType) -> None:
    assert TABLES[table].schema.field(column).type == kind


def test_evidence_names_the_place() -> None:
    kind = TABLES["checks"].schema.field("evidence").type.value_type
    assert [field.name for field in kind] == ["document_id", "char_start", "char_end", "raw"]


def test_sound_rows_pass() -> None:
    batches = prove({"amounts": [amount()], "dates": []}, TEXT)
    assert list(batches) == ["amounts"]
    assert batches["amounts"].to_pylist()[0]["value"] == Decimal("1500.0000")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"raw": "1 600 €"}, "is not at 18"),
        ({"char_start": 17}, "is not at 17"),
        ({"value": Decimal("12345678901234567890")}, "amounts"),
        ({"page": 3_000_000_000}, "amounts"),
        ({"page": "one"}, "amounts"),
        ({"page": None}, "page is missing"),
        ({"currency": "USD"}, "currency may not be 'USD'"),
        ({"raw": None}, "raw is missing"),
    ],
)
def test_unsound_rows_are_refused(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(Unreadable, match=complaint) as failure:
        prove({"amounts": [amount(**changes)]}, TEXT)
    assert failure.value.code == "unproven"


def test_a_key_stands_once_in_a_document() -> None:
    with pytest.raises(Unreadable, match="the same fact_id"):
        prove({"amounts": [amount(), amount()]}, TEXT)


def test_rows_over_all_documents_are_held_to_the_same() -> None:
    person = {
        "person_id": "p",
        "name": "Claire Dupré",
        "spellings": ["C. DUPRÉ"],
        "document_count": 1,
        "first_seen": dt.date(2024, 3, 14),
    }
    assert prove_all("persons", [person]).num_rows == 1
    assert prove_all("persons", []).schema == TABLES["persons"].schema
    with pytest.raises(DelibError, match="nothing was published: persons: name is missing"):
        prove_all("persons", [person | {"name": None}])


def test_pandas_is_spared() -> None:
    code = (
        "import sys, pyarrow as pa; from pipeline.tables import spare_pandas; spare_pandas();"
        "pa.array([1]); assert 'pandas' not in sys.modules; assert len(pa.table({'a': [1]}).to_pandas()) == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
