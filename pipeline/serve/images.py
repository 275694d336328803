"""Images of pages: drawn when they are asked for, kept in a folder that does not grow beyond its bound."""

from __future__ import annotations

import contextlib
import os
import threading
from concurrent.futures import Future
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import Unreadable
from pipeline.pool import server, without_main
from pipeline.serve import render
from pipeline.serve.sources import Place

#: Bytes of all images that are kept, how long one may take to be drawn, and how many are drawn before the process is renewed.
_MOST_BYTES, _SECONDS, _TASKS = 400 << 20, 20, 500


class Images:
    """Draws pages, one at a time, in a process of its own.

    Args:
        folder: where images are kept.
        most: bytes of all of them.
    """

    def __init__(self, folder: Path, most: int = _MOST_BYTES) -> None:
        self._folder = folder
        self._most = most
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()
        self._added = 0

    def image(self, place: Place, number: int) -> bytes:
        """The image of a page.

        Raises:
            Unreadable: when it cannot be drawn.
        """
        path = self._folder / place.sha256[:2] / f"{place.sha256}-{number}.webp"
        with contextlib.suppress(OSError):
            kept = path.read_bytes()
            os.utime(path)
            return kept
        drawn = self._draw(place, number)
        with contextlib.suppress(OSError):  # a full disk costs time, not the image
            self._keep(path, drawn)
        return drawn

    def close(self) -> None:
        """End the process that draws."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool.join()
                self._pool = None

    def _draw(self, place: Place, number: int) -> bytes:
        try:
            drawn: bytes = self._schedule(place, number).result()
        except TimeoutError as error:
            raise Unreadable("timeout", f"more than {_SECONDS} s") from error
        except MemoryError as error:
            raise Unreadable("memory") from error
        except (ProcessExpired, OSError, RuntimeError) as error:
            raise Unreadable("crashed", str(error)) from error
        return drawn

    def _schedule(self, place: Place, number: int) -> Future[bytes]:
        """Ask for a page; the process is started when it is first needed, and again when it could not be."""
        with self._lock, without_main():
            if self._pool is None or not self._pool.active:
                self._pool = ProcessPool(max_workers=1, max_tasks=_TASKS, initializer=render.start, context=server())
            future: Future[bytes] = self._pool.schedule(render.draw, (place, number), timeout=_SECONDS)
            return future

    def _keep(self, path: Path, image: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
        draft.write_bytes(image)
        os.replace(draft, path)
        self._added += len(image)
        if self._added > self._most // 10:
            self._added = 0
            self._tidy()

    def _tidy(self) -> None:
        """Throw away what was looked at longest ago, once there is too much."""
        kept = sorted(
            ((path.stat().st_mtime_ns, path.stat().st_size, path) for path in self._folder.glob("*/*.webp")), reverse=True
        )
        total = 0
        for _, size, path in kept:
            total += size
            if total > self._most:
                path.unlink(missing_ok=True)
