"""Processes for the readers of documents, started from a server that has imported all they need.

This module imports next to nothing: the server can be started first, and gets ready while its client does.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext
from typing import Any

#: Threads in which the workers of a pool are being ended.
ending: list[threading.Thread] = []

_PR_SET_PDEATHSIG = 1

#: Who wants the main script hidden, and what of it is.
_lock = threading.Lock()
_inside: list[None] = []
_hidden: dict[str, Any] = {}


def server() -> ForkServerContext:
    """The context in which workers are started."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.ready"])
    return context


def confine(memory: int) -> None:
    """Make this process one that reads what strangers wrote: it may die at any time, and does no harm before it does.

    Args:
        memory: bytes of address space it may have.
    """
    import ctypes
    import logging

    # Nobody may outlive the run, however it ends: the kernel sees to it.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # What it started, tesseract, ends with it.
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, lambda *_: os.killpg(os.getpid(), signal.SIGKILL))
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))
    # What parsers print is the attacker's, in size and content.
    logging.disable(logging.CRITICAL)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def warm_up() -> None:
    """Start the server, and do not wait for it."""
    server()
    with without_main():
        forkserver.ensure_running()


def stop() -> None:
    """End the server and all it started, and wait for them: nobody is left behind when the command is over."""
    while ending:
        ending.pop().join()
    tracker: Any = resource_tracker._resource_tracker
    server: Any = forkserver._forkserver
    for helper, pid in ((server, server._forkserver_pid), (tracker, tracker._pid)):
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            helper._stop()


def may_have_children() -> None:
    """Let this process start others although whoever started it did not mean it to: dask makes its workers so."""
    current: Any = multiprocessing.current_process()
    current._config["daemon"] = False


@contextlib.contextmanager
def without_main() -> Iterator[None]:
    """Keep processes started meanwhile from running the script that started us once more: they need nothing of it.

    Threads may be in here together; the last one out puts everything back.
    """
    main = vars(sys.modules["__main__"])
    with _lock:
        _inside.append(None)
        _hidden.update({name: main.pop(name) for name in ("__file__", "__spec__") if len(_inside) == 1 and name in main})
        main["__spec__"] = None
    try:
        yield
    finally:
        with _lock:
            _inside.pop()
            if not _inside:
                main.update(_hidden)
                _hidden.clear()
