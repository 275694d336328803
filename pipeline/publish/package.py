"""``datapackage.json``: what the tables are, for people and for Frictionless tools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from pipeline.publish.version import Code, Part
from pipeline.tables import TABLES, Column, Table

#: The version of what is promised about names, meanings and types of columns.
CONTRACT_VERSION = "1.0"

_TYPES = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    Decimal: "number",
    dt.date: "date",
    dt.datetime: "datetime",
}


def package(run_id: str, code: Code, digits: int, parts: Sequence[Part], share: str | None = None) -> dict[str, Any]:
    """The description of one version."""
    return {
        "name": "delib",
        "title": "Ce que décident les collectivités territoriales, en tables",
        "version": CONTRACT_VERSION,
        "resources": [_resource(table, [part for part in parts if part.table == table.name]) for table in TABLES.values()],
        "delib": {
            "run_id": run_id,
            "fingerprint": code.documents,
            "relations": code.relations,
            "erasures": code.erasures,
            "bucket_digits": digits,
            "share": share,
            "parts": [asdict(part) for part in parts],
        },
    }


def _resource(table: Table, parts: Sequence[Part]) -> dict[str, Any]:
    return {
        "name": table.name,
        "description": table.description,
        "path": [part.path.as_posix() for part in parts],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": sum(part.bytes for part in parts),
        "rows": sum(part.rows for part in parts),
        "schema": _table_schema(table),
    }


def _table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema: what is missing is null, and an empty text is a text."""
    schema = {"fields": [_field(column) for column in table.columns], "missingValues": [], "primaryKey": list(table.key)}
    if table.name == "acts" or all(column.name != "act_id" for column in table.columns):
        return schema
    return schema | {"foreignKeys": [{"fields": ["act_id"], "reference": {"resource": "acts", "fields": ["act_id"]}}]}


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    field = {"name": column.name, "type": _TYPES.get(column.kind, "array"), "description": column.description}
    return field | ({"constraints": constraints} if constraints else {})
