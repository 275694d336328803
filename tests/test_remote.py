"""RAW and OUT in object storage, played by a server of this machine."""

from __future__ import annotations

import asyncio
import functools
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.api import read_table
from pipeline.cli import execute
from pipeline.errors import InputMissing, OutputBusy, OutputError, UsageError
from pipeline.ingest import find_inputs
from pipeline.options import Options
from pipeline.publish.remote import folder_of
from pipeline.publish.version import POINTER, Version, published_version
from pipeline.run import run as run_batch
from pipeline.storage import Remote, get_object, list_objects, put_object_if, read_file, read_object
from tests.fiction import act, make_raw
from tests.test_run import VOLATILE, tables_of

moto = pytest.importorskip("moto.server", reason="moto is not installed")
boto3 = pytest.importorskip("boto3", reason="the extra [cluster] is not installed")

run = functools.partial(run_batch, options=Options(workers=1))

RAW, OUT = Remote("archives", "raw"), Remote("archives", "out")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    client = boto3.client("s3", endpoint_url=address, region_name="eu-west-3", **keys)
    client.create_bucket(Bucket=RAW.bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    yield address
    server.stop()


@pytest.fixture
def client(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An empty bucket, and nothing here from a run before."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    client = boto3.client("s3", endpoint_url=server)
    for place, _ in list(list_objects(Remote(RAW.bucket, ""))):
        client.delete_object(Bucket=place.bucket, Key=place.key)
    return client


def upload(client: Any, folder: Path, to: Remote = RAW) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            client.upload_file(str(path), to.bucket, (to / path.relative_to(folder)).key)


def rows_of(version: Version) -> dict[str, list[dict[str, Any]]]:
    names = [resource["name"] for resource in version.package["resources"]]
    return {name: [{k: v for k, v in row.items() if k not in VOLATILE} for row in version.rows(name)] for name in names}


def versions(client: Any) -> set[str]:
    return {place.key.split("/")[2] for place, _ in list_objects(OUT / "versions")}


def test_the_tables_equal_those_of_a_local_run(tmp_path: Path, client: Any, capsys: pytest.CaptureFixture[str]) -> None:
    raw = make_raw(tmp_path / "raw", 5)
    (raw / "d").mkdir()
    (raw / "d" / "é 100%.txt").write_text(act("77"), encoding="utf-8")
    (raw / "empty.txt").touch()
    upload(client, raw)
    client.put_object(Bucket=RAW.bucket, Key="raw/d/", Body=b"")  # what some tools make of a folder
    client.put_object(Bucket=RAW.bucket, Key="raw2/other.txt", Body=act("1").encode())
    run([raw], tmp_path / "local")
    assert execute(["run", str(RAW), "--out", str(OUT), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == 7
    assert rows_of(published_version(str(OUT))) == tables_of(tmp_path / "local")
    assert execute(["query", "SELECT count(*) AS n FROM amounts WHERE value > 2000", "--tables", str(OUT), "--format", "csv"]) == 0
    assert capsys.readouterr().out == "n\n4\n"
    assert len(read_table("amounts", str(OUT))) == 6


def test_only_what_changed_is_read_and_laid_down(tmp_path: Path, client: Any) -> None:
    raw = make_raw(tmp_path / "raw", 4)
    upload(client, raw)
    assert run([RAW], OUT).read == 4
    report = run([RAW], OUT)
    assert (report.read, report.published, len(versions(client))) == (0, False, 1)
    shutil.rmtree(folder_of(OUT))  # another machine goes on
    assert run([RAW], OUT).read == 0
    (raw / "a1.txt").write_text(act("2024-01", "9 900"), encoding="utf-8")
    (raw / "a2.txt").unlink()
    client.delete_object(Bucket=RAW.bucket, Key="raw/a2.txt")
    upload(client, raw)  # the same bytes under another date
    report = run([RAW], OUT)
    assert (report.read, report.published) == (3, True)
    run([raw], tmp_path / "local")
    assert rows_of(published_version(OUT)) == tables_of(tmp_path / "local")
    assert {place.name for place, _ in list_objects(OUT / "runs")} >= {f"{report.run_id}.json"}


def test_two_writers_cannot_both_win(tmp_path: Path, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = make_raw(tmp_path / "raw", 2)
    upload(client, raw)

    def publish_elsewhere(done: int, count: int) -> None:
        if done == 1:
            with monkeypatch.context() as patch:
                patch.setenv("XDG_CACHE_HOME", str(tmp_path / "elsewhere"))
                run([RAW], OUT)

    with pytest.raises(OutputBusy, match="has published to s3://archives/out meanwhile"):
        run([RAW], OUT, progress=publish_elsewhere)
    assert len(versions(client)) == 1
    winner = published_version(OUT).run_id
    assert not run([RAW], OUT).published
    assert published_version(OUT).run_id == winner


@pytest.mark.parametrize("etag", [None, '"stale"'])
def test_the_pointer_is_written_on_one_condition(client: Any, etag: str | None) -> None:
    assert put_object_if(OUT / POINTER, b"1", None)
    assert not put_object_if(OUT / POINTER, b"2", etag)
    found = get_object(OUT / POINTER)
    assert found is not None
    assert put_object_if(OUT / POINTER, b"3", found[1])
    assert (get_object(OUT / POINTER) or b"")[0] == b"3"


@pytest.mark.parametrize("step", ["_upload", "_swap"])
def test_a_run_that_died_while_laying_down_goes_on(tmp_path: Path, client: Any, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    upload(client, make_raw(tmp_path / "raw", 2))
    run([RAW], OUT)
    before = published_version(OUT).run_id
    client.put_object(Bucket=RAW.bucket, Key="raw/new.txt", Body=act("88").encode())

    def die(*_: object) -> None:
        raise OSError("the network is gone")

    with monkeypatch.context() as patch:
        patch.setattr(f"pipeline.publish.remote.RemoteOutput.{step}", die)
        with pytest.raises(OutputError, match="the network is gone"):
            run([RAW], OUT)
    assert published_version(OUT).run_id == before
    assert run([RAW], OUT).read == 0, "what was made is laid down now"
    assert len(rows_of(published_version(OUT))["documents"]) == 3


def test_an_answer_that_got_lost_is_no_defeat(tmp_path: Path, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(client, make_raw(tmp_path / "raw", 1))

    def write_and_lose_the_answer(place: Remote, content: bytes, etag: str | None) -> bool:
        put_object_if(place, content, etag)
        return put_object_if(place, content, etag)

    monkeypatch.setattr("pipeline.publish.remote.put_object_if", write_and_lose_the_answer)
    assert run([RAW], OUT).published


def test_old_versions_go(tmp_path: Path, client: Any) -> None:
    for number in range(4):
        client.put_object(Bucket=RAW.bucket, Key="raw/a.txt", Body=act(str(number)).encode())
        run([RAW], OUT, options=Options(workers=1, keep=1))
    assert len(versions(client)) == 2
    assert published_version(OUT).run_id == max(versions(client))


def test_out_inside_raw_and_single_objects(client: Any) -> None:
    for key in ("raw/a.txt", "raw/out/versions/x/b.txt"):
        client.put_object(Bucket=RAW.bucket, Key=key, Body=b"x")
    assert [source.source_path for source in find_inputs([RAW], RAW / "out").sources] == ["a.txt"]
    assert [source.source_path for source in find_inputs([RAW / "a.txt"], OUT).sources] == ["a.txt"]
    several = find_inputs([RAW / "a.txt", RAW / "out"], OUT).sources
    assert [source.source_path for source in several] == ["a.txt", "out/versions/x/b.txt"]
    with pytest.raises(UsageError, match="inside OUT"):
        find_inputs([RAW], Remote(RAW.bucket, ""))


@pytest.mark.parametrize(
    ("act_on", "error", "message"),
    [
        (lambda: run([Remote("archives", "nowhere")], OUT), InputMissing, "nothing lies under s3://archives/nowhere"),
        (lambda: run([Remote("no-bucket", "raw")], OUT), InputMissing, "cannot be listed"),
        (lambda: run([RAW], Remote("no-bucket", "out")), OutputError, "could not be written"),
        (lambda: published_version("s3://archives/nowhere"), InputMissing, "no published tables"),
        (lambda: published_version("s3://"), UsageError, "names no bucket"),
    ],
)
def test_what_is_not_there(client: Any, act_on: Callable[[], object], error: type[Exception], message: str) -> None:
    client.put_object(Bucket=RAW.bucket, Key="raw/a.txt", Body=b"x")
    with pytest.raises(error, match=message):
        act_on()


def test_storage_that_does_not_answer_is_no_fault_of_a_document(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import ingest

    client.put_object(Bucket=RAW.bucket, Key="raw/a.txt", Body=b"x")
    with pytest.raises(ingest.Unreadable, match="gone"):
        ingest.read_source(RAW / "b.txt", 10)
    with pytest.raises(ingest.Unreadable, match="limit is 0"):
        ingest.read_source(RAW / "a.txt", 0)

    def fail(*_: object) -> None:
        raise OSError("AWS Error NETWORK_CONNECTION")

    monkeypatch.setattr(ingest, "read_object", fail)
    with pytest.raises(InputMissing, match="cannot be read"):
        ingest.read_source(RAW / "a.txt", 10)


def test_an_object_is_recognised_by_its_etag(client: Any) -> None:
    seen = set()
    for body in (b"x", b"y"):
        client.put_object(Bucket=RAW.bucket, Key="raw/a.txt", Body=body)
        ((place, listed),) = list_objects(RAW)
        assert read_object(place, 10) == (body, listed)
        seen.add(listed[2])
    assert len(seen) == 2


def told(client: Any) -> dict[str, str]:
    """All that lies beside the versions, by name."""
    places = [place for place, _ in list_objects(OUT) if "versions" not in place.parts]
    return {place.name: (read_file(place) or b"").decode() for place in places}


def test_what_a_run_tells_of_itself_is_laid_down_too(tmp_path: Path, client: Any, capsys: pytest.CaptureFixture[str]) -> None:
    upload(client, make_raw(tmp_path / "raw", 2))
    metrics = str(OUT / "delib.prom")
    assert execute(["run", str(RAW), "--out", str(OUT), "--workers", "1", "--metrics", metrics]) == 0
    name = published_version(OUT).run_id
    found = told(client)
    assert found.keys() == {
        POINTER,
        "delib.prom",
        "latest.html",
        *(f"{name}.{end}" for end in ("json", "html", "log", "log.jsonl")),
    }
    assert 'delib_rows{table="documents"} 2.0' in found["delib.prom"]
    assert found["latest.html"] == found[f"{name}.html"]
    shutil.rmtree(folder_of(OUT))
    client.put_object(Bucket=RAW.bucket, Key="raw/new.txt", Body=act("88").encode())
    second = run([RAW], OUT).run_id
    capsys.readouterr()
    assert execute(["runs", name, second, "--table", "documents", "--tables", str(OUT)]) == 0
    assert "appeared  input" in capsys.readouterr().out
    assert execute(["runs", "--tables", str(OUT), "--json"]) == 0
    assert [one["run_id"] for one in json.loads(capsys.readouterr().out)] == [second, name]


def test_a_failure_is_told_where_others_look(tmp_path: Path, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(client, make_raw(tmp_path / "raw", 1))

    def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("pipeline.publish.draft.Draft.finish", fail)
    with pytest.raises(OutputError, match="the disk is gone"):
        run([RAW], OUT)
    assert "the disk is gone" in told(client)["latest.html"]


def test_what_is_forgotten_goes_from_storage_and_from_every_machine(
    tmp_path: Path, client: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = make_raw(tmp_path / "raw", 2)
    (raw / "aide.txt").write_text(act("2024-07", "350") + "\nBénéficiaire : Mme Zoé HAUTBOIS, de Valrive.\n", encoding="utf-8")
    upload(client, raw)
    run([RAW], OUT)
    elsewhere = folder_of(OUT)
    (elsewhere / "runs" / "left.log").write_text("zoé hautbois.bin was read by a run that was killed", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path / "another machine"))
        assert execute(["forget", "a1.txt", "--person", "Zoé Hautbois", "--tables", str(OUT)]) == 0
        assert "forgotten: a1.txt\nmade unreadable in: aide.txt\n" in capsys.readouterr().out
    assert len(versions(client)) == 1
    assert run([RAW], OUT).read == 0
    rows = str(rows_of(published_version(OUT)))
    assert "HAUTBOIS" not in rows
    assert "1 500 €" not in rows
    assert "zoé hautbois" not in "".join(told(client).values())
    assert [path.name for path in (elsewhere / "versions").iterdir()] == [published_version(OUT).run_id]
    (raw / "b.txt").write_bytes((raw / "a1.txt").read_bytes())
    upload(client, raw)
    run([RAW], OUT)
    states = {row["source_path"]: row["reason_code"] for row in published_version(OUT).rows("documents")}
    assert (states["a1.txt"], states["b.txt"], states["aide.txt"]) == ("forgotten", "forgotten", None)


def test_tables_in_storage_are_explored(tmp_path: Path, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datasette", reason="the extra [explore] is not installed")
    from pipeline.serve.cache import cache_folder
    from pipeline.serve.keeper import Keeper
    from pipeline.serve.site import Shown
    from pipeline.serve.sources import Sources, read_place

    upload(client, make_raw(tmp_path / "raw", 2))
    run([RAW], OUT)
    sources = Sources([RAW], OUT)
    keeper = Keeper(OUT, cache_folder(OUT), Shown(sources=sources, public=False))
    try:
        row = next(published_version(OUT).rows("documents"))
        place = sources.place(row["source_path"], row["source_sha256"])
        assert place is not None
        assert b"1 500" in read_place(place)
        assert not asyncio.run(keeper.refresh())
        client.put_object(Bucket=RAW.bucket, Key="raw/new.txt", Body=act("88").encode())
        run([RAW], OUT)
        assert asyncio.run(keeper.refresh())
    finally:
        keeper.close()
    assert cache_folder(OUT) != folder_of(OUT)
