"""Runs of parts of the files, and the run that joins them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import pipeline.publish as publish
from pipeline.errors import UsageError
from pipeline.ingest import read_source
from pipeline.limits import Limits
from pipeline.options import Options
from pipeline.run import run
from pipeline.shards import Share, parse_share
from pipeline.spool import Spool
from pipeline.workers import Look, Request
from tests.fiction import act, make_raw
from tests.test_bundles import bundle, write, zipped
from tests.test_run import documents_of, from_scratch, tables_of, version_of

COUNT = 3


def run_parts(raw: Path, tmp_path: Path) -> list[Path]:
    """The OUT of each part."""
    outs = [tmp_path / f"part-{number}" for number in range(1, COUNT + 1)]
    for number, out in enumerate(outs, start=1):
        run([raw], out, Options(share=Share(number, COUNT), workers=1))
    return outs


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "a/b", "-1/3", "1/0", ""])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no share"):
        parse_share(text)


def test_every_file_belongs_to_one_part() -> None:
    shares = [parse_share(f"{number}/{COUNT}") for number in range(1, COUNT + 1)]
    paths = [f"d/a{number}.txt" for number in range(300)]
    held = [[path for path in paths if share.holds(path)] for share in shares]
    assert sorted(path for part in held for path in part) == sorted(paths)
    assert all(70 < len(part) < 130 for part in held)


def test_joined_parts_equal_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_BUCKET_DOCUMENTS", 2)
    raw, out = make_raw(tmp_path / "raw", 12), tmp_path / "out"
    write(raw, bundle())
    (raw / "envoi.zip").write_bytes(zipped({"a.txt": act("88"), "b.txt": "Rien."}))
    (raw / "empty.txt").touch()
    shutil.copy(raw / "a1.txt", raw / "z.txt")
    outs = run_parts(raw, tmp_path)
    held = [documents_of(part) for part in outs]
    whole = from_scratch(raw, tmp_path)
    assert sorted(path for part in held for path in part) == [row["source_path"] for row in whole["documents"]]
    report = run([raw], out, Options(joined=outs))
    assert tables_of(out) == whole
    assert report.read > 0
    assert not run([raw], out, Options(joined=outs)).published


def hash_only(requests: Sequence[Request], spool: Spool, limits: Limits) -> Iterator[Look]:
    """An engine that cannot read documents."""
    for request in requests:
        content, signature = read_source(request.path, limits.size)
        sha256 = hashlib.sha256(content).hexdigest()
        assert request.key(sha256) in request.known
        yield Look(number=request.number, sha256=sha256, signature=signature)


def test_what_was_joined_is_not_read_again(tmp_path: Path) -> None:
    raw = make_raw(tmp_path / "raw", 6)
    outs = run_parts(raw, tmp_path)
    run([raw], tmp_path / "out", Options(joined=outs, engine=hash_only))
    copy = shutil.copytree(raw, tmp_path / "copy" / "raw")  # another machine: no inode is the same
    run([copy], tmp_path / "other", Options(joined=outs, engine=hash_only))
    assert len(tables_of(tmp_path / "out")["amounts"]) == 6
    assert tables_of(tmp_path / "other") == tables_of(tmp_path / "out")


def test_a_part_never_replaces_the_whole(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 4), tmp_path / "out"
    run([raw], out)
    with pytest.raises(UsageError, match="holds the tables of all files"):
        run([raw], out, Options(share=Share(1, COUNT)))
    run([raw], tmp_path / "part", Options(share=Share(1, COUNT)))
    with pytest.raises(UsageError, match=r"holds a part \(1/3\)"):
        run([raw], tmp_path / "part")
    assert version_of(tmp_path / "part").share == "1/3"
    assert version_of(out).share is None


def test_parts_read_with_other_limits_are_refused(tmp_path: Path) -> None:
    raw = make_raw(tmp_path / "raw", 2)
    run([raw], tmp_path / "part", Options(share=Share(1, COUNT), limits=Limits(seconds=19)))
    with pytest.raises(UsageError, match="other code or limits"):
        run([raw], tmp_path / "out", Options(joined=[tmp_path / "part"]))
