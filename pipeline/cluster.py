"""Past one machine: the same looks, taken by the workers of a dask cluster.

A worker of the cluster reads each document in a child process of its own, with the limits and the second goes that it has on
one machine: a document that hangs or crashes costs itself alone, whatever it does to its process. What was read comes back as it
stands in the worker's spool, a few handfuls at a time, so that the memory of all is bounded and a run that was killed goes on.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import DelibError, UsageError
from pipeline.fingerprint import fingerprint
from pipeline.limits import Limits
from pipeline.pool import may_have_children
from pipeline.spool import Spool
from pipeline.workers import Engine, Look, Request, chunks, look_at_all

if TYPE_CHECKING:
    from distributed import Client, Future

#: A handful is so many times as large as on one machine: it travels further.
_TIMES = 4

#: How many handfuls each thread of the cluster has waiting.
_AHEAD = 3

#: Seconds to wait for the scheduler, and for its first worker.
_PATIENCE = 30

#: How often a handful may be lost with its worker. The cluster has tried each time on several of them by then.
_TRIES = 3


@contextlib.contextmanager
def dask_engine(scheduler: str) -> Iterator[Engine]:
    """An engine whose work is done by the workers of a dask cluster; they need delib, the same files and the same storage.

    Args:
        scheduler: its address, such as ``tcp://10.0.0.1:8786``.

    Raises:
        UsageError: when dask is not installed, or the address is none.
        DelibError: when there is no scheduler, or no worker.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--engine dask needs more libraries: pip install 'delib[cluster]'") from error
    # What goes wrong is said by us, on one line.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except ValueError as error:
        raise UsageError(f"{scheduler!r} is no address of a scheduler: write tcp://host:8786") from error
    except OSError as error:
        raise DelibError(f"no dask scheduler answers at {scheduler}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise DelibError(f"the dask scheduler at {scheduler} has no workers") from error
        yield functools.partial(_look_at_all, client)


def _look_at_all(client: Client, requests: Sequence[Request], spool: Spool, limits: Limits) -> Iterator[Look]:
    """One look for every request, in the order in which they are done."""
    from distributed import as_completed

    threads = sum(client.nthreads().values()) or 1
    waiting = [(chunk, 0) for chunk in chunks(requests, threads, _TIMES)][::-1]
    if not waiting:
        return
    look = functools.partial(look_here, limits=limits, code=fingerprint(limits))
    done = client.submit(frozenset, list(spool.keys()), pure=False)  # made again, should it be lost with a worker
    running: dict[Future, tuple[list[Request], int]] = {}
    finished = as_completed(loop=client.loop)
    while waiting or running:
        while waiting and len(running) < _AHEAD * threads:
            chunk, deaths = waiting.pop()
            future = client.submit(look, chunk, done, pure=False)
            running[future] = (chunk, deaths)
            finished.add(future)
        future = next(finished)
        chunk, deaths = running.pop(future)
        if (error := future.exception()) is None:
            yield from _taken_over(future.result(), spool)
        else:
            waiting.append((chunk, _deaths(error, deaths)))


def _deaths(error: Any, deaths: int) -> int:
    """How often a handful was lost with its worker.

    Raises:
        DelibError: when that was too often, or something else went wrong.
    """
    from distributed import KilledWorker

    if isinstance(error, DelibError):
        raise error
    if not isinstance(error, KilledWorker) or deaths + 1 == _TRIES:
        raise DelibError(f"the cluster cannot go on: {type(error).__name__}: {error}")
    return deaths + 1


def _taken_over(looks: Sequence[tuple[Look, str, bytes | None]], spool: Spool) -> Iterator[Look]:
    for look, key, packed in looks:
        if packed is not None:
            spool.take_over(key, packed)
        yield look


def look_here(requests: Sequence[Request], done: frozenset[str], limits: Limits, code: str) -> list[tuple[Look, str, bytes | None]]:
    """The looks at some files, taken on this machine, each with what the file says unless that is known already.

    Raises:
        DelibError: when this machine would read them otherwise than the one that asks.
    """
    if _code_here(limits) != code:
        raise DelibError(
            "a worker of the cluster has other code, other libraries or no tesseract: install the same on all machines"
        )
    keys = {request.number: request.key for request in requests}
    asked = [replace(request, known=request.known | done) for request in requests]
    with tempfile.TemporaryDirectory(prefix="delib-") as folder:
        spool = Spool(Path(folder))
        may_have_children()
        looks = list(look_at_all(asked, spool, limits, 1))
        named = [(look, keys[look.number](look.sha256) if look.sha256 else "") for look in looks]
        return [(look, key, spool.packed(key) if key else None) for look, key in named]


@functools.cache
def _code_here(limits: Limits) -> str:
    return fingerprint(limits)
