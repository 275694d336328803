"""The base of the last published version: built when there is none, built anew in the background when a newer one is published."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import hashlib
import logging
import shutil
import sys
from pathlib import Path
from typing import Any

from pipeline.errors import InputMissing
from pipeline.publish.version import Version, published_version
from pipeline.serve.base import build
from pipeline.serve.guard import Message, Receive, Send
from pipeline.serve.site import DATABASE, HERE, Shown, Site
from pipeline.storage import Place

#: How often OUT is looked at, in seconds, and how long an old site stays for answers under way.
_EVERY, _GRACE = 2.0, 30.0

_log = logging.getLogger("delib.serve")


@functools.cache
def _made_by() -> str:
    """What the code that makes bases is told by: another code makes other bases."""
    digest = hashlib.sha256()
    for path in (*sorted(HERE.glob("*.py")), HERE.parent / "private.py", HERE.parent / "tables.py"):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


class Keeper:
    """The ASGI application: it hands every request to the site of the last version.

    Args:
        tables: OUT, or the folder of one version.
        cache: where bases are kept.
        shown: what pages show.
    """

    def __init__(self, tables: Place, cache: Path, shown: Shown) -> None:
        self._tables = tables
        self._cache = cache
        self._shown = shown
        self._version = published_version(tables)
        self._site = Site(self._built(self._version), shown)
        self._watching: asyncio.Task[None] | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request with the version of its beginning."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self._site.app(scope, receive, send)

    def close(self) -> None:
        """Let go of everything."""
        self._site.close()

    def _target(self, version: Version) -> Path:
        name = f"{version.folder.name}-{_made_by()}{'-public' if self._shown.public else ''}"
        return self._cache / "bases" / name / f"{DATABASE}.db"

    def _built(self, version: Version) -> Path:
        target = self._target(version)
        if not target.exists():
            build(version, target, self._shown.public)
        self._tidy(target)
        return target

    def _tidy(self, current: Path) -> None:
        """Throw the bases of other versions away, and the images beside them: what was published may be forgotten by now."""
        version = f"{self._version.folder.name}-"
        for path in current.parent.parent.iterdir():
            if not path.name.startswith(version):
                shutil.rmtree(path, ignore_errors=True)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._watching = asyncio.create_task(self._watch())
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                if self._watching:
                    self._watching.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await self._watching
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_EVERY)
            try:
                await self.refresh()
            except Exception as error:  # the version that is served stays, whatever is wrong with the next one
                _log.warning("the new version could not be taken up: %s", error)

    async def refresh(self) -> bool:
        """Take up a newer version, if there is one; whether there was."""
        try:
            version = await asyncio.to_thread(published_version, self._tables)
        except InputMissing:
            return False
        if version.folder == self._version.folder:
            return False
        target = self._target(version)
        if not target.exists():
            await self._build_apart(version, target)
        old, self._site, self._version = self._site, Site(target, self._shown), version
        asyncio.get_running_loop().call_later(_GRACE, old.close)
        await asyncio.to_thread(self._tidy, target)
        _log.info("serving %s now", version.run_id)
        return True

    async def _build_apart(self, version: Version, target: Path) -> None:
        """Build a base in a process of its own: nobody has to wait for it."""
        arguments: list[Any] = [sys.executable, "-m", "pipeline.serve.base", str(version.folder), target]
        process = await asyncio.create_subprocess_exec(
            *arguments, *(["public"] if self._shown.public else []), stdin=asyncio.subprocess.DEVNULL
        )
        try:
            if await process.wait():
                raise InputMissing(f"no base could be built from {version.folder}")
        finally:
            if process.returncode is None:
                process.kill()
