"""Documents read by a dask cluster of several processes of this machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import execute
from pipeline.errors import DelibError, UsageError
from pipeline.fingerprint import fingerprint
from pipeline.ingest import find_inputs
from pipeline.ledger import Ledger
from pipeline.limits import Limits
from pipeline.options import Options
from pipeline.run import run
from pipeline.spool import Spool
from pipeline.workers import Request
from tests.fiction import act, make_raw
from tests.test_bundles import bundle, write, zipped
from tests.test_run import documents_of, from_scratch, tables_of

distributed = pytest.importorskip("distributed", reason="the extra [cluster] is not installed")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster of two processes."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_same_tables_though_a_worker_is_killed(tmp_path: Path, scheduler: str) -> None:
    from pipeline.cluster import dask_engine

    raw, out = make_raw(tmp_path / "raw", 60), tmp_path / "out"
    write(raw, bundle())
    (raw / "envoi.zip").write_bytes(zipped({"a.txt": act("88"), "b.txt": "Rien."}))
    (raw / "empty.txt").touch()
    (raw / "long.txt").write_text(act() * 200, encoding="utf-8")
    killed: list[int] = []

    def kill_one(done: int, count: int) -> None:
        if done > 5 and not killed:
            with distributed.Client(scheduler, set_as_default=False) as client:
                killed.extend(client.run(os.getpid).values())
            os.kill(killed[0], signal.SIGKILL)

    with dask_engine(scheduler) as engine:
        report = run([raw], out, Options(engine=engine), progress=kill_one)
    assert killed
    assert (report.files, report.read) == (68, 68)
    assert tables_of(out) == from_scratch(raw, tmp_path)


def test_a_bomb_costs_itself_alone(tmp_path: Path, scheduler: str) -> None:
    raw, out = make_raw(tmp_path / "raw", 3), tmp_path / "out"
    (raw / "long.txt").write_text(act() * 20_000, encoding="utf-8")
    options = ["--engine", "dask", "--scheduler", scheduler, "--timeout", "1"]
    assert execute(["run", str(raw), "--out", str(out), *options]) == 0
    reasons = {path: row["reason_code"] for path, row in documents_of(out).items()}
    assert reasons == {"a1.txt": None, "a2.txt": None, "a3.txt": None, "long.txt": "timeout"}


def test_what_a_killed_run_has_read_is_not_read_again(tmp_path: Path, scheduler: str) -> None:
    from pipeline.cluster import dask_engine

    raw, out = make_raw(tmp_path / "raw", 3), tmp_path / "out"

    def stop(done: int, count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([raw], out, Options(workers=1), progress=stop)
    spool = Spool(out / ".work" / fingerprint(Limits()))
    before = set(spool.keys())
    assert before
    for key in before:
        spool._path(key).write_bytes(b"\0\0\0\0")  # would be written anew if it were read again
    with dask_engine(scheduler) as engine:
        looks = list(engine(requests_of(raw), spool, Limits()))
    assert len(looks) == 3
    assert [spool.packed(key) for key in before] == [b"\0\0\0\0"] * len(before)


def requests_of(raw: Path) -> list[Request]:
    return list(Ledger(find_inputs([raw], raw / "out").sources, None, Limits()).documents_to_read())


def test_workers_that_would_read_otherwise_are_refused(tmp_path: Path) -> None:
    from pipeline.cluster import look_here

    with pytest.raises(DelibError, match="other code"):
        look_here([], frozenset(), Limits(), "another")


def test_wrong_use_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.cluster import dask_engine

    raw = make_raw(tmp_path / "raw", 1)
    assert execute(["run", str(raw), "--out", str(tmp_path / "out"), "--engine", "dask"]) == 2
    assert "needs --scheduler" in capsys.readouterr().err
    with pytest.raises(UsageError, match="no address"), dask_engine("nonsense://x"):
        pass
