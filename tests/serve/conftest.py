"""One published version for all tests of the explorer, and one explorer over it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fiction import act
from tests.serve.published import AID, HOSTILE, SAMPLE, checks_on, publish, scanned, with_rows

httpx = pytest.importorskip("httpx", reason="comes with datasette: pip install 'delib[explore]'")
pytest.importorskip("datasette", reason="pip install 'delib[explore]'")


@dataclass(frozen=True)
class Published:
    """Where the tables are.

    Attributes:
        raw: the files.
        out: OUT.
        version: the same tables with a check among them.
    """

    raw: Path
    out: Path
    version: Path


class Explorer:
    """An explorer that is asked without a network."""

    def __init__(self, tables: Path, cache: Path, raw: Path | None = None, public: bool = False) -> None:
        from pipeline.serve.guard import Guard
        from pipeline.serve.keeper import Keeper
        from pipeline.serve.site import Shown
        from pipeline.serve.sources import Sources

        shown = Shown(sources=Sources([raw] if raw else [], tables), public=public)
        self.keeper = Keeper(tables, cache, shown)
        self.app = Guard(self.keeper, "127.0.0.1")

    def __call__(self, address: str, method: str = "GET", host: str = "127.0.0.1:8001") -> httpx.Response:
        """The answer to one request."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
                return await client.request(method, address)

        return asyncio.run(ask())


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("published")
    files = {
        "acte-1.txt": act("2024-01", "1 500").encode(),
        "acte-2.txt": act("2023-07", "2 500", town="SAINT-AUBRAC").replace("2024", "2023").encode(),
        "hostile.txt": HOSTILE.encode(),
        "aide.txt": AID.encode(),
        "partenariat.pdf": (SAMPLE / "haute-sarne" / "partenariat.pdf").read_bytes(),
        "vide.txt": b"",
    }
    if shutil.which("tesseract"):
        files["scan.pdf"] = scanned(files["partenariat.pdf"])
    out = publish(folder, files)
    return Published(folder / "raw", out, with_rows(out, folder / "version", checks=checks_on(out)))


@pytest.fixture(scope="session")
def explorer(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    explorer = Explorer(published.version, tmp_path_factory.mktemp("cache"), published.raw)
    yield explorer
    explorer.keeper.close()
