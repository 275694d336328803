"""Documents are read in processes that may die: whatever one of them does costs that document alone."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import math
import os
import resource
import shutil
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool

from pipeline.amend import NONE, Amendments
from pipeline.amend.erasures import BLOT
from pipeline.bundle import digest
from pipeline.errors import DelibError, Unreadable
from pipeline.ingest import Signature, read_source
from pipeline.limits import Limits
from pipeline.model import Envelope
from pipeline.outcome import Outcome, quarantined
from pipeline.pool import confine, ending, server, without_main
from pipeline.spool import Spool
from pipeline.storage import Place
from pipeline.tables import spare_pandas
from pipeline.unpack import Archive, Member, archive_type, is_document

if TYPE_CHECKING:
    from pipeline.read.message import Message

#: A handful of small files makes one task: handing over a task costs as much as reading a short text.
_CHUNK_FILES, _CHUNK_BYTES = 16, 512 * 1024

#: How often a document may be found in a process that died before it is held to be the reason.
_TRIES = 3

#: How often all processes are started anew, and after how many seconds, when none of them gets anything done.
_RESTARTS, _REST = 30, 0.5

#: The variable that tells the reader where to keep recognised pages.
_CACHE = "DELIB_CACHE"

#: A document has so much processor time; while tesseract works for it, more time goes by, and on a busy machine still more.
_PATIENCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A file to be looked at.

    Attributes:
        number: its place in the caller's list.
        path: where it is.
        name: what the tables call it.
        size: in bytes.
        known: keys that need no reading, should the content have one of them.
        envelope: what came with it when it was sent to the préfecture.
        inside: its number in the archive at ``path``, or None.
        signature: of that archive.
        amendments: what people have said of documents.
    """

    number: int
    path: Place
    name: str
    size: int
    known: frozenset[str] = frozenset()
    envelope: Envelope | None = None
    inside: int | None = None
    signature: Signature | None = None
    amendments: Amendments = NONE

    def key(self, sha256: str) -> str:
        """The key under which the file is read, should this be its content."""
        return key_of(sha256, self.name, self.envelope, self.amendments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look at a file gave; what the file says is in the spool then.

    Attributes:
        number: of the request.
        sha256: of the content, or None when it could not be read.
        signature: of the file when its content was read.
        reason: why the content could not be read, or None.
        detail: more about the reason.
        message: what the file says of those beside it, if it is a message of @CTES.
        members: the files that it holds, if it is an archive.
    """

    number: int
    sha256: str | None = None
    signature: Signature | None = None
    reason: str | None = None
    detail: str | None = None
    message: Message | None = None
    members: Sequence[Member] = ()


@dataclass(slots=True)
class _Task:
    """Files that are handed to a process together.

    Attributes:
        requests: the files.
        deaths: how often a process died of them.
        pages: how many pages were recognised so far.
        failure: why a file that is alone cannot be read: it is merely opened once more, to tell what was in it.
    """

    requests: Sequence[Request]
    deaths: int = 0
    pages: int = 0
    failure: BaseException | None = None

    def seconds(self, limits: Limits) -> float:
        """The time for each file: more for a scan that gets on, half in a first go with others, which are tried alone after it."""
        return limits.seconds / 2 if len(self.requests) > 1 else limits.seconds + self.pages


#: Looks at all requests, in any order; what files say is in the spool when their look is given.
Engine = Callable[[Sequence[Request], Spool, Limits], Iterator[Look]]


def key_of(sha256: str, path: str, envelope: Envelope | None = None, amendments: Amendments = NONE) -> str:
    """What decides how a document is read: its bytes, the kind that its name claims, what came with it and what was said of it."""
    suffix = os.path.splitext(path)[1].lower()
    claimed = suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) < 9 else ""
    mark = amendments.mark(sha256)
    return sha256 + claimed + (f"-{digest(envelope)}" if envelope else "") + (f"-{mark}" if mark else "")


def is_message_name(path: str) -> bool:
    """Whether a file may be a message about others, and is to be looked at before them."""
    return path.lower().endswith(".xml")


def look_at_all(requests: Sequence[Request], spool: Spool, limits: Limits, workers: int) -> Iterator[Look]:
    """One look for every request, in the order in which they are done: the engine for one machine.

    Raises:
        OutputError: when the spool could not be written.
        DelibError: when no process can be started.
    """
    tasks = deque(_Task(chunk) for chunk in chunks(requests, workers))
    workers = min(workers, len(tasks))
    broken = 0
    while tasks and broken < _RESTARTS:
        time.sleep(_REST if broken else 0)
        broken += 1
        with without_main(), _pool(workers, limits) as pool:
            for look in _work(pool, tasks, spool, limits, workers):
                broken = 0
                yield look
    if tasks:
        raise DelibError("no process can be started to read documents: check the limits on processes and open files (ulimit -a)")


def chunks(requests: Sequence[Request], workers: int, times: int = 1) -> Iterator[list[Request]]:
    """The requests in handfuls, so many times the usual size, small enough for every worker to have its share.

    Files of an archive share its size.
    """
    most = max(1, min(times * _CHUNK_FILES, len(requests) // (4 * workers)))
    held = Counter(request.path for request in requests)
    chunk: list[Request] = []
    size = 0.0
    for request in requests:
        share = request.size / held[request.path]
        if chunk and (len(chunk) == most or size + share > times * _CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0.0
        chunk.append(request)
        size += share
    if chunk:
        yield chunk


def _work(pool: ProcessPool, tasks: deque[_Task], spool: Spool, limits: Limits, workers: int) -> Iterator[Look]:
    """Work off the tasks. Those that a breakdown of the whole pool leaves undone are back in ``tasks`` at the end."""
    running: dict[Future[list[Look]], _Task] = {}
    try:
        while tasks or running:
            while tasks and len(running) < 2 * workers:
                task = tasks.popleft()
                seconds = task.seconds(limits)
                job = _open_all if task.failure else _look_at
                try:
                    future = pool.schedule(job, (task.requests, spool, limits, seconds), timeout=_patience() * seconds)
                    running[future] = task
                except (RuntimeError, OSError):
                    tasks.appendleft(task)
                    return
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                error = done.exception()
                if isinstance(error, BrokenProcessPool):
                    return
                task = running.pop(done)
                if error:
                    yield from _after_failure(task, error, tasks, limits)
                elif task.failure:
                    yield from _given_up(task, task.failure, done.result()[0], tasks, spool, limits)
                else:
                    yield from done.result()
    finally:
        tasks.extendleft(running.values())


def _patience() -> float:
    """How many seconds may go by for each second of processor time, with others at work on the same machine."""
    try:
        busy = os.getloadavg()[0] / len(os.sched_getaffinity(0))
    except OSError:
        busy = 1.0
    return _PATIENCE * max(1.0, busy)


def _after_failure(task: _Task, error: BaseException, tasks: deque[_Task], limits: Limits) -> Iterator[Look]:
    """Try again what may be innocent; a file that fails alone is opened once more, to be quarantined under its content.

    Strangers wrote it, so that is done in a process that may die too. A file that cannot even be opened is quarantined by name.
    """
    if isinstance(error, DelibError):
        raise error
    if len(task.requests) > 1:
        tasks.extendleft(_Task([request]) for request in reversed(task.requests))
    elif _was_killed(error) and task.deaths + 1 < _TRIES:
        task.deaths += 1
        tasks.appendleft(task)
    elif task.failure is None:
        task.failure = error
        tasks.appendleft(task)
    else:
        reason, detail = _reason(error, limits)
        yield Look(number=task.requests[0].number, reason=reason, detail=detail)


def _given_up(task: _Task, failure: BaseException, look: Look, tasks: deque[_Task], spool: Spool, limits: Limits) -> Iterator[Look]:
    """Quarantine a file for its failure, unless it is a scan that gets on.

    Pages that were recognised are kept, so the time that a scan gets grows with its pages.
    """
    (request,) = task.requests
    if look.sha256 and _out_of_time(failure) and (pages := _pages_recognised(spool, look.sha256)) > task.pages:
        task.failure, task.pages = None, pages
        tasks.appendleft(task)
        return
    if look.sha256:
        spool.put(request.key(look.sha256), quarantined(*_reason(failure, limits)))
    yield look


def _was_killed(error: BaseException) -> bool:
    """Whether the process died of what may have come from outside."""
    return isinstance(error, ProcessExpired) and not _out_of_time(error) and not _out_of_memory(error)


def _out_of_time(error: BaseException) -> bool:
    return isinstance(error, TimeoutError) or getattr(error, "exitcode", None) == -signal.SIGXCPU


def _out_of_memory(error: BaseException) -> bool:
    """Whether the process gave up by itself: PDFium aborts when it is given no memory, and would do so again."""
    return isinstance(error, MemoryError) or getattr(error, "exitcode", None) == -signal.SIGABRT


def _reason(error: BaseException, limits: Limits) -> tuple[str, str]:
    """The code of what a process ended with, and more about it."""
    if _out_of_time(error):
        return "timeout", f"more than {limits.seconds:g} s"
    return ("memory" if _out_of_memory(error) else "crashed"), ""


def _opened(request: Request, limits: Limits) -> tuple[Look, bytes]:
    try:
        if request.inside is None:
            _archive.cache_clear()
            content, signature = read_source(request.path, limits.size)
        else:
            archive, signature = _archive(request.path, limits.size)
            if signature != request.signature:
                raise Unreadable("unreadable", "the archive changed while it was read; the next run reads it again")
            content = archive.read(request.inside, limits.size)
    except Unreadable as failure:
        return Look(number=request.number, reason=failure.code, detail=failure.detail), b""
    return Look(number=request.number, sha256=hashlib.sha256(content).hexdigest(), signature=signature), content


@functools.lru_cache(maxsize=1)
def _archive(path: Path, limit: int) -> tuple[Archive, Signature]:
    """The archive that files are being read from, which stays open until another file is asked for."""
    content, signature = read_source(path, limit)
    return Archive(content), signature


def _recognised(spool: Spool, sha256: str) -> Path:
    """Where the pages of a scan are kept once they were recognised: in ``DELIB_CACHE`` for ever, else until the run is over."""
    return Path(os.environ.get(_CACHE) or spool.folder / "pages", sha256[:2], sha256)


def _pages_recognised(spool: Spool, sha256: str) -> int:
    return sum(1 for _ in _recognised(spool, sha256).rglob("*.tsv"))


def _look_at(requests: Sequence[Request], spool: Spool, limits: Limits, seconds: float) -> list[Look]:
    looks = []
    for request in requests:
        _end_after(seconds)
        looks.append(_look(request, spool, limits))
    return looks


def _open_all(requests: Sequence[Request], _spool: Spool, limits: Limits, seconds: float) -> list[Look]:
    """What can be told of files that are not read."""
    _end_after(seconds)
    return [_opened(request, limits)[0] for request in requests]


def _end_after(seconds: float) -> None:
    """Have the kernel end this process when it has worked so long, whatever it is doing."""
    until = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _look(request: Request, spool: Spool, limits: Limits) -> Look:
    look, content = _opened(request, limits)
    sha256 = look.sha256
    if sha256 is None:
        return look
    # Only processes that look at files need these, and not when all is known.
    from pipeline.process import process_archive, process_document, process_message
    from pipeline.read.message import is_message

    key = request.key(sha256)
    known = key in request.known or key in spool
    if sha256 in request.amendments.erasures.contents:
        outcome = quarantined("forgotten")
    elif request.inside is None and archive_type(request.name) and not is_document(content):
        outcome, members = process_archive(request.name, content, limits.size)
        look = replace(look, members=members)
    elif is_message_name(request.name) and is_message(content):
        outcome, message = process_message(content)
        look = replace(look, message=message)
    elif known:
        return look
    else:
        with _keeping_pages(_recognised(spool, sha256)):
            outcome = process_document(Path(request.name), content, request.envelope, request.amendments, limits.tables)
        if _names_somebody_forgotten(outcome):
            shutil.rmtree(_recognised(spool, sha256), ignore_errors=True)
    if not known:
        spool.put(key, outcome)
    return look


def _names_somebody_forgotten(outcome: Outcome) -> bool:
    """Whether a name was made unreadable, which what was recognised on the pages still says."""
    return "pages" in outcome.tables and any(BLOT in str(text) for text in outcome.tables["pages"]["text"].to_pylist())


@contextlib.contextmanager
def _keeping_pages(folder: Path) -> Iterator[None]:
    """Tell the reader where to keep the pages of a scan that it has recognised."""
    before = os.environ.get(_CACHE)
    os.environ[_CACHE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_CACHE]
        else:
            os.environ[_CACHE] = before


@contextlib.contextmanager
def _pool(workers: int, limits: Limits) -> Iterator[ProcessPool]:
    pool = ProcessPool(max_workers=workers, max_tasks=1000, initializer=_start, initargs=(limits, _settings()), context=server())
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        # The tables can be written while the processes end.
        ending[:] = [thread for thread in ending if thread.is_alive()]
        ending.append(threading.Thread(target=pool.join))
        ending[-1].start()


def _settings() -> dict[str, str]:
    """The variables that those who read documents look up: the server that starts them may be older than what they say."""
    return {name: value for name, value in os.environ.items() if name.startswith(("DELIB_", "AWS_"))}


def _start(limits: Limits, settings: Mapping[str, str]) -> None:
    """Make the process one that may die, and that does no harm before it does."""
    os.environ.update(settings)
    confine(limits.memory)
    spare_pandas()
