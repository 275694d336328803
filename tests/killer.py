"""Kills the processes that read documents, as a machine short of memory does."""

from __future__ import annotations

import contextlib
import multiprocessing.forkserver
import os
import signal
import threading
import time
from pathlib import Path

from pipeline.options import Options
from pipeline.run import Report, run

#: Processor time, in ticks of the kernel, after which a process is well at work, however slow the machine.
_AT_WORK = 0.05 * os.sysconf("SC_CLK_TCK")


def workers() -> list[int]:
    """Processes that are at work on documents: the children of the server that starts them."""
    server = multiprocessing.forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == server and int(fields[11]) + int(fields[12]) >= _AT_WORK:
            found.append(int(status.parent.name))
    return found


def run_with_killer(raw: Path, out: Path, kills: int) -> Report:
    """A run whose workers are killed so often, at least once."""
    over = threading.Event()
    killed: list[int] = []

    def kill() -> None:
        while len(killed) < kills and not over.is_set():
            for pid in workers():
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
            time.sleep(0.02)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        return run([raw], out, Options(workers=1))
    finally:
        over.set()
        killer.join()
        assert killed
