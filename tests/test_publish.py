"""How versions are made and swapped, seen from a reader's side."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pipeline.publish as publish
from pipeline.errors import DelibError, OutputError
from pipeline.options import Options
from pipeline.publish.draft import Draft
from pipeline.publish.output import OLD_VERSIONS, Output
from pipeline.publish.version import current_version
from pipeline.run import run
from pipeline.tables import TABLES
from tests.fiction import act, make_raw
from tests.test_run import amounts_of, tables_of, version_of


def inodes(out: Path) -> dict[str, int]:
    """Every published Parquet file with its inode."""
    folder = version_of(out).folder
    return {str(path.relative_to(folder)): path.stat().st_ino for path in folder.rglob("*.parquet")}


def page_row(document: str, page: int) -> dict[str, Any]:
    return {"document_id": document, "page": page, "char_start": 0, "text": "texte", "text_source": "text"}


def pages(*rows: tuple[str, int]) -> pa.Table:
    return pa.Table.from_pylist([page_row(*row) for row in rows], TABLES["pages"].schema)


def test_readers_find_every_table_with_its_columns(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([make_raw(tmp_path / "raw", 1)], out)
    for name, table in TABLES.items():
        assert [column.name for column in table.columns] == list(pd.read_parquet(out / name).columns)
        assert pq.read_schema(next((out / name).iterdir())).field(0).metadata[b"description"]
    assert duckdb.sql(f"SELECT count(*) FROM read_parquet('{out}/amounts/*.parquet')").fetchall() == [(1,)]


def test_links_lead_nowhere_outside(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([make_raw(tmp_path / "raw", 1)], out)
    links = [path for path in out.rglob("*") if path.is_symlink()]
    assert {path.name for path in links} == {*TABLES, "current", "datapackage.json"}
    assert all(path.resolve().is_relative_to(out) and not os.path.isabs(os.readlink(path)) for path in links)
    shutil.copytree(out, tmp_path / "copy", symlinks=True)
    assert amounts_of(tmp_path / "copy") == ["1500"]


def test_the_package_describes_the_files(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([make_raw(tmp_path / "raw", 1)], out)
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    amounts = next(resource for resource in package["resources"] if resource["name"] == "amounts")
    assert amounts["rows"] == 1
    assert [(out / path).stat().st_size for path in amounts["path"]] == [amounts["bytes"]]
    fields = {field["name"]: field for field in amounts["schema"]["fields"]}
    assert (fields["value"]["type"], fields["page"]["type"], fields["bbox"]["type"]) == ("number", "integer", "array")
    assert fields["fact_id"]["constraints"] == {"required": True}


@pytest.mark.parametrize("keep", [0, OLD_VERSIONS])
def test_only_so_many_old_versions_stay(tmp_path: Path, keep: int) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    for number in range(keep + 3):
        (raw / "a1.txt").write_text(act(amount=f"{number + 1} 000"), encoding="utf-8")
        run([raw], out, Options(keep=keep))
    assert len(list((out / "versions").iterdir())) == keep + 1
    assert amounts_of(out) == [f"{keep + 3}000"]


def test_untouched_buckets_are_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_BUCKET_DOCUMENTS", 2)
    raw, out = make_raw(tmp_path / "raw", 20), tmp_path / "out"
    run([raw], out)
    assert version_of(out).digits == 1
    before, shares = inodes(out), {part.bucket for part in version_of(out).parts("pages")}
    assert len(shares) > 4
    (raw / "a1.txt").write_text(act(amount="9 999"), encoding="utf-8")
    run([raw], out)
    after = inodes(out)
    pages_kept = [path for path in after if path.startswith("pages") and before.get(path) == after[path]]
    assert len(shares) - 2 <= len(pages_kept) < len(shares) + 1
    run([raw], tmp_path / "scratch")
    assert tables_of(out) == tables_of(tmp_path / "scratch")


def test_more_documents_make_smaller_buckets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, out = make_raw(tmp_path / "raw", 6), tmp_path / "out"
    run([raw], out)
    assert version_of(out).digits == 0
    monkeypatch.setattr(publish, "_BUCKET_DOCUMENTS", 2)
    (raw / "new.txt").write_text(act("77"), encoding="utf-8")
    report = run([raw], out)
    assert (version_of(out).digits, report.read) == (1, 1)
    run([raw], tmp_path / "scratch")
    assert tables_of(out) == tables_of(tmp_path / "scratch")


def test_a_version_that_lost_a_file_is_made_again(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 2), tmp_path / "out"
    run([raw], out)
    next((out / "amounts").iterdir()).unlink()
    report = run([raw], out)
    assert (report.published, report.read) == (True, 2)
    assert amounts_of(out) == ["1500", "2500"]


def test_other_limits_read_everything_again(tmp_path: Path) -> None:
    from pipeline.limits import Limits

    raw, out = make_raw(tmp_path / "raw", 2), tmp_path / "out"
    run([raw], out)
    assert run([raw], out, Options(limits=Limits(seconds=19))).read == 2


def test_what_a_killed_run_left_is_used_or_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, out = make_raw(tmp_path / "raw", 3), tmp_path / "out"

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Draft, "finish", fail)
        with pytest.raises(OutputError, match="No space left"):
            run([raw], out)
    assert current_version(out) is None
    (spool,) = [path for path in (out / ".work").iterdir() if not path.name.startswith("draft")]
    entries = [path for path in spool.rglob("*") if path.is_file()]
    assert len(entries) == 3
    entries[0].write_bytes(entries[0].read_bytes()[:-3])  # cut short by a power failure
    report = run([raw], out)
    assert report.read == 4, "three looks, of which two need no reading, and the damaged entry again"
    assert amounts_of(out) == ["1500", "2500", "3500"]
    assert not (out / ".work").exists()


def test_a_key_stands_once(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "draft", "run", None)
    draft.add("pages", pages(("b", 1), ("a", 2), ("a", 1)))
    assert draft.read("pages").select(["document_id", "page"]).to_pylist() == [
        {"document_id": "a", "page": 1},
        {"document_id": "a", "page": 2},
        {"document_id": "b", "page": 1},
    ]
    with pytest.raises(DelibError, match="two rows of pages have the same document_id and page"):
        draft.add("pages", pages(("a", 1), ("a", 1)))


def test_filling_a_column_writes_only_parts_that_change(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    run([raw], out)
    version = version_of(out)
    draft = Draft(tmp_path / "draft", "run", version)
    for part in version.parts("members"):
        draft.keep(part)
    people = [row["person_id"] for row in version.rows("members")]
    assert len(people) >= 3
    kept = list(draft.parts)
    draft.fill("members", pa.table({"person_id": people}))
    assert draft.parts == kept
    draft.fill("members", pa.table({"person_id": ["p1", *people[1:]]}))
    assert draft.parts != kept
    assert [row["person_id"] for row in draft.read("members").to_pylist()] == ["p1", *people[1:]]


def test_a_link_is_swapped_even_if_a_draft_of_it_is_there(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    out.mkdir()
    (out / f".current.{os.getpid()}").symlink_to("nowhere")
    run([raw], out)
    assert amounts_of(out) == ["1500"]
    assert Output(out).previous("other code") is None
