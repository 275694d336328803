"""What the explorer refuses, and what it says of itself."""

from __future__ import annotations

import asyncio
import csv
import io
import socket
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest

from pipeline.errors import InputMissing, UsageError
from pipeline.forget import forget
from pipeline.options import Options
from pipeline.publish.version import current_version, published_version
from pipeline.run import run
from pipeline.serve import serve
from pipeline.serve.base import build
from pipeline.serve.cache import cache_folder
from pipeline.serve.sources import Sources
from tests.fiction import act, make_raw
from tests.serve.conftest import Explorer, Published


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_reading(explorer: Explorer, method: str) -> None:
    assert explorer("/delib?sql=select+1", method).status_code == 405


_WRITING = ("drop table facts", "attach 'x.db' as x", "pragma query_only=off", "select load_extension('x')")


@pytest.mark.parametrize("sql", _WRITING)
def test_sql_cannot_write(explorer: Explorer, sql: str) -> None:
    assert explorer(f"/delib.json?{urlencode({'sql': sql})}").status_code == 400


_OUTSIDE = (
    "/-/databases", "/-/databases.json", "/-/settings", "/-/plugins", "/_internal", "/_memory", "/delib.db",
    "/statique/../base.py", "/statique/%2e%2e/base.py", "/document/..%2f..%2fx/original.pdf",
)  # fmt: skip


@pytest.mark.parametrize("address", _OUTSIDE)
def test_nothing_about_this_machine(explorer: Explorer, address: str) -> None:
    assert explorer(address).status_code in (302, 403, 404)


@pytest.mark.parametrize(
    ("host", "status"), [("127.0.0.1:80", 200), ("localhost", 200), ("[::1]:1", 200), ("evil.example", 421), ("", 421)]
)
def test_pages_of_others_cannot_lead_a_browser_here(explorer: Explorer, host: str, status: int) -> None:
    assert explorer("/", host=host or "x").status_code == status


def test_formulas_of_documents_are_harmless_in_every_csv(published: Published, tmp_path: Path) -> None:
    explorer = Explorer(published.version, tmp_path)
    try:
        for address in (
            "/delib.csv?sql=select+'=1%2B1'+as+a,+'%2B2%2B2'+as+b,+-3+as+c",
            "/delib/facts.csv?_stream=on",
            "/recherche.csv?q=subvention",
        ):
            text = explorer(address).text.removeprefix("\ufeff")
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert len(cells) > 3
            assert not [cell for cell in cells if cell.startswith(("=", "+", "@")) or (cell.startswith("-") and cell != "-3")]
    finally:
        explorer.keeper.close()


def test_a_new_version_is_taken_up_while_running(tmp_path: Path) -> None:
    raw = make_raw(tmp_path / "raw", 1)
    run([raw], tmp_path / "out", Options(workers=1))
    explorer = Explorer(tmp_path / "out", tmp_path / "cache")
    try:
        assert not asyncio.run(explorer.keeper.refresh())
        (raw / "b.txt").write_text(act("2024-08", "9 876"), encoding="utf-8")
        assert "9\u202f876" not in explorer("/").text
        run([raw], tmp_path / "out", Options(workers=1))
        assert asyncio.run(explorer.keeper.refresh())
        assert "9\u202f876" in explorer("/").text
        assert not (tmp_path / "out" / "current" / "delib.db").exists()
    finally:
        explorer.keeper.close()


def test_a_base_is_built_once_for_each_version(published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []

    def count(version: object, target: Path, public: bool = False) -> None:
        built.append(target)
        build(version, target, public)  # type: ignore[arg-type]

    monkeypatch.setattr("pipeline.serve.keeper.build", count)
    for public in (False, False, True):
        Explorer(published.out, tmp_path, public=public).keeper.close()
    assert len(built) == 2
    assert current_version(published.out) is not None


def test_what_is_to_be_forgotten_is_kept_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    raw = make_raw(tmp_path / "raw", 2)
    run([raw], tmp_path / "out", Options(workers=1))
    explorer = Explorer(tmp_path / "out", cache_folder(tmp_path / "out"), raw)
    explorer.keeper.close()
    assert list((tmp_path / "home").rglob("delib.db"))
    (document,) = [row for row in published_version(tmp_path / "out").rows("documents") if row["file_name"] == "a1.txt"]
    place = Sources([raw], tmp_path / "out").place("a1.txt", document["source_sha256"])
    assert place is not None
    forget(tmp_path / "out", ["a1.txt"], (), Options(workers=1), [raw])
    assert not list((tmp_path / "home").rglob("delib.db"))
    assert Sources([raw], tmp_path / "out").place("a1.txt", document["source_sha256"]) is None


def test_wrong_use_is_told(published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(InputMissing, match="no published tables"):
        serve(tmp_path, port=0)
    with pytest.raises(InputMissing, match="check the path of --raw"):
        serve(published.out, raws=[tmp_path / "gone"], port=0)
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="try another --port"):
        serve(published.out, port=taken.getsockname()[1])


def test_a_missing_datasette_is_told(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(UsageError, match=r"pip install 'delib\[explore\]'"):
        serve(published.out)


def test_letting_others_in_is_said_loudly() -> None:
    from pipeline.serve import _notices

    assert not [line for line in _notices("127.0.0.1", 8001, drawn=True, public=False) if "WARNING" in line]
    (warning,) = [line for line in _notices("0.0.0.0", 8001, drawn=True, public=False) if "WARNING" in line]
    assert "--public" in warning
    assert "without their images" in " ".join(_notices("127.0.0.1", 1, drawn=False, public=False))
