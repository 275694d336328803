"""How fast the explorer answers over a base of 100,000 facts: ``python -m benchmarks.explorer [FACTS]``.

The sample is published, and its documents are told again and again, each time as those of other places and years. The first
and the best of a few answers, without a network, by the clock and of the processor: only the second is worth anything on a busy
machine, and it decides about the bar (first page 1 s, full-text search 2 s).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.publish.version import Version, published_version
from pipeline.run import run
from pipeline.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
_FACTS, _TIMES = 100_000, 5

Row = dict[str, Any]

#: What is asked for, and the bar in seconds.
QUESTIONS = (
    ("first page", "/", 1.0),
    ("all facts with facets", "/recherche", 1.0),
    ("full text, rare", "/recherche?q=p%C3%AAcheurs", 2.0),
    ("full text, in every act", "/recherche?q=subvention+association", 2.0),
    ("full text, two facets", "/recherche?q=subvention&annee=2015&nature=grants", 2.0),
    ("full text of pages", "/recherche?dans=pages&q=subvention", 2.0),
    ("facet", "/recherche?nature=members&departement=12", 1.0),
    ("collectivités", "/collectivites", 1.0),
    ("beneficiaries", "/beneficiaires", 1.0),
    ("people", "/personnes", 1.0),
    ("table with facets", "/delib/facts", 2.0),
)


def told_again(rows: list[Row], time: int) -> Iterator[Row]:
    """The rows of the sample as those of other documents, places and years."""
    for row in rows:
        new = {name: f"{time:x}-{said}" if name.endswith("_id") and said else said for name, said in row.items()}
        for name, said in row.items():
            if isinstance(said, dt.date) and not isinstance(said, dt.datetime):
                new[name] = said.replace(year=2005 + time % 20, day=min(said.day, 28))
        for name in ("source_path", "collectivity", "beneficiary", "name"):
            if row.get(name):
                new[name] = f"{row[name]} {time % 97}"
        if "siren" in row and "collectivity" in row:
            new |= {"siren": None, "department": f"{time % 95 + 1:02}"}
        yield new


def enlarge(version: Version, folder: Path, facts: int) -> Version:
    """A version with so many facts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = {name: list(version.rows(name)) for name in TABLES}
    own = sum(len(rows) for name, rows in tables.items() if TABLES[name].key == ("fact_id",))
    parts = []
    for name, rows in tables.items():
        more = [row for time in range(-(-facts // own)) for row in told_again(rows, time)]
        (folder / name).mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(more, TABLES[name].schema), folder / name / "part-0.parquet")
        parts.append({"table": name, "bucket": "", "name": "part-0.parquet", "rows": len(more), "bytes": 0})
    package = {**version.package, "delib": {**version.package["delib"], "parts": parts}}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return published_version(folder)


def long_document(version: Version, pages: int = 200) -> tuple[str, dict[str, list[Row]]]:
    """The longest document of the sample with its pages told again until there are so many: its id, and the rows to change."""
    document = max(version.rows("documents"), key=lambda row: row["page_count"] or 0)["document_id"]
    own = [row for row in version.rows("pages") if row["document_id"] == document]
    length = sum(len(row["text"]) for row in own)
    changed: dict[str, list[Row]] = {}
    for name, table in TABLES.items():
        if name != "pages" and table.key != ("fact_id",):
            continue
        rows = [row for row in version.rows(name) if row["document_id"] == document]
        changed[name] = [_moved(row, time, len(own), length) for time in range(pages // len(own)) for row in rows]
    return document, changed


def _moved(row: Row, time: int, pages: int, length: int) -> Row:
    moved = {**row, "page": row["page"] + time * pages, "char_start": row["char_start"] + time * length}
    if "fact_id" in row:
        moved |= {"fact_id": f"{time:x}-{row['fact_id']}", "char_end": row["char_end"] + time * length}
    return moved


def seconds(app: Any, address: str) -> tuple[float, float, int]:
    """How long one answer takes by the clock and of the processor, and how many bytes it has."""
    import httpx

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1", timeout=60) as client:
            return await client.get(address)

    start, cpu = time.perf_counter(), time.process_time()
    answer = asyncio.run(ask())
    assert answer.status_code == 200, (address, answer.status_code)
    return time.perf_counter() - start, time.process_time() - cpu, len(answer.content)


def main(facts: int = _FACTS) -> int:
    """Print the figures; 1 when a bar is missed."""
    from pipeline.serve.guard import Guard
    from pipeline.serve.keeper import Keeper
    from pipeline.serve.site import Shown
    from pipeline.serve.sources import Sources

    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([ROOT / "data" / "raw"], folder / "out")
        version = enlarge(published_version(folder / "out"), folder / "large", facts)
        start, cpu = time.perf_counter(), time.process_time()
        shown = Shown(sources=Sources([], folder), public=False)
        keeper = Keeper(version.folder, folder / "cache", shown)
        size = next(folder.glob("cache/bases/*/delib.db")).stat().st_size
        print(
            f"base built in {time.perf_counter() - start:.1f} s ({time.process_time() - cpu:.1f} s processor), {size / 1e6:.0f} MB"
        )
        app = Guard(keeper, "127.0.0.1")
        for what, address, bar in QUESTIONS:
            missed += _report(what, [seconds(app, address)[:2] for _ in range(_TIMES)], bar)
        keeper.close()
        missed += _long(published_version(folder / "out"), folder, shown)
    return int(missed > 0)


def _report(what: str, times: list[tuple[float, float]], bar: float) -> bool:
    """Print how long something took; whether the bar is missed by the processor alone, however busy the machine is."""
    walls, cpus = zip(*times, strict=True)
    figures = f"first {walls[0]:6.3f} s, best {min(walls):6.3f} s; processor first {cpus[0]:6.3f} s, best {min(cpus):6.3f} s"
    print(f"{what:28} {figures}; bar {bar:g} s")
    return max(cpus) > bar


def _long(version: Version, folder: Path, shown: Any) -> bool:
    """Print how a document of 200 pages is answered."""
    from pipeline.serve.guard import Guard
    from pipeline.serve.keeper import Keeper
    from tests.serve.published import with_rows

    document, changed = long_document(version)
    keeper = Keeper(with_rows(version.folder, folder / "long", **changed), folder / "long-cache", shown)
    times = [seconds(Guard(keeper, "127.0.0.1"), f"/document/{document}") for _ in range(_TIMES)]
    keeper.close()
    facts = sum(len(rows) for name, rows in changed.items() if name != "pages")
    what = f"{len(changed['pages'])} pages, {facts} facts, {times[0][2] / 1e6:.1f} MB"
    return _report(what, [time[:2] for time in times], 2.0)


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:2])))
