"""From files to published tables (first, serial form)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.extract import act_rows, extract_facts
from pipeline.identify import identify
from pipeline.read import read_document
from pipeline.segment import segment
from pipeline.tables import TABLES


def process(path: Path) -> dict[str, list[dict[str, Any]]]:
    with read_document(path) as document:
        acts = segment(document)
        identity = identify(document, acts)
        rows = extract_facts(document, acts)
        rows["acts"] = act_rows(document, acts)
        rows["pages"] = [
            {
                "document_id": document.id,
                "page": p.number,
                "char_start": s,
                "text": p.text,
                "text_source": p.source,
                "width": p.width,
                "height": p.height,
            }
            for p, s in zip(document.pages, document.starts, strict=True)
        ]
        rows["documents"] = [
            {
                "source_path": path.name,
                "source_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "status": "extracted",
                "document_id": document.id,
                "file_name": path.name,
                "media_type": document.media_type,
                "page_count": len(document.pages),
                "run_id": "dev",
                "ingested_at": dt.datetime.now(dt.UTC),
                **dataclasses.asdict(identity),
            }
        ]
    return rows


def run(raws: list[Path], out: Path) -> None:
    collected: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for raw in raws:
        for path in sorted(raw.rglob("*")) if raw.is_dir() else [raw]:
            if path.is_file():
                try:
                    for name, rows in process(path).items():
                        collected[name].extend(rows)
                except Exception as error:
                    print(path.name, type(error).__name__, error)
    for name, rows in collected.items():
        (out / name).mkdir(parents=True, exist_ok=True)
        columns = TABLES[name].schema.names
        table = pa.Table.from_pylist([{c: row.get(c) for c in columns} for row in rows], schema=TABLES[name].schema)
        pq.write_table(table, out / name / "part-0.parquet", compression="zstd")
