"""Gold files drafted from what is published, for a person to correct by hand: the start of measuring one's own documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError, output_errors
from pipeline.evaluate.matching import IDENTITY, Fact, Row
from pipeline.publish.version import Version

#: For each table of a gold file: the published table, and what its columns are called in gold.
_TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "votes": (
        "votes",
        {"for": "votes_for", "against": "votes_against", "abstain": "abstentions", "absent": "absent"}
        | {name: name for name in ("unanimous", "outcome")},
    ),
    "vote_groups": ("vote_groups", {"position": "position", "group": "group_name"}),
    "members": ("members", {name: name for name in ("name", "status", "proxy")}),
    "roles": ("members", {name: name for name in ("name", "role")}),
    "amounts": ("amounts", {name: name for name in ("value", "raw", "role")}),
    "grants": ("grants", {name: name for name in ("beneficiary", "value")}),
    "dates": ("dates", {"value": "date", "raw": "raw", "role": "role"}),
    "articles": ("articles", {name: name for name in ("number", "heading")}),
    "references": ("citations", {name: name for name in ("kind", "code", "number", "date", "title")}),
    "parties": ("parties", {name: name for name in ("name", "role", "siren", "siret")}),
}

#: A row is in its gold table only when this column says something: who presides stands in ``roles``, not in ``members``.
_NEEDED = {"members": "status", "roles": "role"}


def draft_gold(version: Version, folder: Path, names: Sequence[str] = ()) -> list[Path]:
    """Write one gold file for each published document, or for those named; files that exist are never written over.

    Args:
        version: the published tables.
        folder: where the gold files go.
        names: file names or ids of documents; all when empty.

    Raises:
        UsageError: when no published document has such a name, or a gold file would be lost.
        OutputError: when the folder cannot be written.
    """
    documents = [row for row in version.rows("documents") if row["status"] == "extracted" and row["duplicate_of"] is None]
    wanted = [row for row in documents if not names or row["file_name"] in names or row["document_id"] in names]
    unknown = set(names) - {row[key] for row in wanted for key in ("file_name", "document_id")}
    if unknown:
        raise UsageError(f"no published document {', '.join(sorted(unknown))}")
    paths = [folder / f"{row['file_name']}.json" for row in wanted]
    twice = [path.stem for path in paths if paths.count(path) > 1]
    if twice:
        raise UsageError(f"several documents are called {twice[0]}: name the one that is meant by its id")
    there = [path.name for path in paths if path.exists()]
    if there:
        raise UsageError(f"{there[0]} is there already: gold made by hand is never written over")
    rows = _rows(version, {row["document_id"] for row in wanted})
    with output_errors():
        folder.mkdir(parents=True, exist_ok=True)
        for path, document in zip(paths, wanted, strict=True):
            gold = _gold(document, rows.get(document["document_id"], {}))
            path.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return paths


def _rows(version: Version, documents: set[str]) -> dict[str, dict[str, list[Row]]]:
    found: dict[str, dict[str, list[Row]]] = {}
    for table in {"acts", "budget_lines", *(table for table, _ in _TABLES.values())}:
        for row in version.rows(table):
            if row["document_id"] in documents:
                found.setdefault(row["document_id"], {}).setdefault(table, []).append(row)
    return found


def _gold(document: Row, rows: dict[str, list[Row]]) -> dict[str, Any]:
    acts = sorted(rows.get("acts", []), key=lambda row: row["ordinal"])
    short = {act["act_id"]: f"a{act['ordinal']}" for act in acts}
    gold: dict[str, Any] = {
        "source": document["file_name"],
        "document": {name: _plain(document[name]) for name in IDENTITY if document[name] is not None},
        "acts": [{"act": short[a["act_id"]]} | _fact(a, {n: n for n in ("kind", "number", "date", "title")}) for a in acts],
    }
    for name, (table, columns) in _TABLES.items():
        needed = _NEEDED.get(name)
        facts = (row for row in rows.get(table, []) if needed is None or row[needed] is not None)
        gold[name] = [{"act": short.get(row["act_id"])} | _fact(row, columns) for row in facts]
    gold["budget_lines"] = list(_budget_lines(rows.get("budget_lines", []), short))
    return gold


def _fact(row: Row, columns: dict[str, str]) -> Fact:
    fact = {name: _plain(row[column]) for name, column in columns.items() if row[column] is not None}
    if row.get("precision") == "month":
        fact |= {name: fact[name][:7] for name, column in columns.items() if column == "date"}
    return fact


def _budget_lines(rows: Iterable[Row], short: dict[str, str]) -> Iterator[Fact]:
    """One fact for each printed line: its cells stand in one row each."""
    lines: dict[tuple[str, int | None], Fact] = {}
    for row in rows:
        key = (row["act_id"], row["line"])
        start: Fact = {"act": short.get(row["act_id"]), **{n: row[n] for n in ("operation", "account", "label")}, "values": {}}
        lines.setdefault(key, start)["values"][row["measure"] or ""] = _plain(row["value"])
    yield from lines.values()


def _plain(value: Any) -> Any:
    """A value as gold files have it: sums and dates are strings."""
    return value if value is None or isinstance(value, (bool, int, str)) else _text(value)


def _text(value: Any) -> str:
    return f"{value:.2f}" if hasattr(value, "quantize") else str(value.isoformat())
