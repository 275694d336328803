"""``datapackage.json`` as Frictionless reads it."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest

from pipeline.publish.version import published_version
from pipeline.tables import TABLES
from tests.sample import sample_tables

KINDS = {
    "string": pa.types.is_string,
    "integer": pa.types.is_integer,
    "number": lambda kind: pa.types.is_decimal(kind) or pa.types.is_floating(kind),
    "boolean": pa.types.is_boolean,
    "date": pa.types.is_date,
    "datetime": pa.types.is_timestamp,
    "array": pa.types.is_list,
}


@pytest.fixture(scope="module")
def package() -> Any:
    return json.loads((sample_tables() / "datapackage.json").read_text(encoding="utf-8"))


def test_it_is_valid_and_complete(package: Any) -> None:
    from frictionless import Package

    assert list(Package.metadata_validate(Package.from_descriptor(package).to_descriptor())) == []
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        assert resource["path"]
        assert all((sample_tables() / path).is_file() for path in resource["path"])
        assert all(field["description"] for field in resource["schema"]["fields"])


@pytest.mark.parametrize("name", TABLES)
def test_the_rows_are_what_it_says(package: Any, name: str) -> None:
    from frictionless import Resource, Schema

    (resource,) = (resource for resource in package["resources"] if resource["name"] == name)
    version = published_version(sample_tables())
    table, fields = version.read(name), resource["schema"]["fields"]
    assert [field["name"] for field in fields] == table.column_names
    assert all(KINDS[field["type"]](table.schema.field(field["name"]).type) for field in fields)
    assert table.num_rows == resource["rows"]
    if table.num_rows:
        schema = {key: value for key, value in resource["schema"].items() if key != "foreignKeys"}
        report = Resource(data=table.to_pylist(), schema=Schema.from_descriptor(schema)).validate()
        assert report.flatten(["rowNumber", "fieldName", "note"]) == []
