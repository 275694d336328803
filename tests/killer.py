"""Kills the processes that read documents, as a machine short of memory does."""

from __future__ import annotations

import multiprocessing.forkserver
import os
import signal
import threading
import time
from pathlib import Path

from pipeline.options import Options
from pipeline.run import Report, run


def workers() -> list[int]:
    """Processes that read documents: the children of the server that starts them."""
    server = multiprocessing.forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == server:
            found.append(int(status.parent.name))
    return found


def run_with_killer(raw: Path, out: Path, kills: int) -> Report:
    """A run whose workers are killed so often."""
    over = threading.Event()

    def kill() -> None:
        left = kills
        while left and not over.is_set():
            for pid in workers():
                time.sleep(0.1)
                left -= 1
                try:
                    os.kill(pid, signal.SIGKILL)
                except OSError:
                    left += 1
            time.sleep(0.02)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        return run([raw], out, Options(workers=1))
    finally:
        over.set()
        killer.join()
