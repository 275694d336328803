"""From files to published tables: what is new is read, what changed is replaced, all the rest stays as it is."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import platform
import secrets
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.amend import Amendments
from pipeline.amend.corrections import PLACE, Correction, pinned
from pipeline.amend.erasures import read_erasures
from pipeline.bodies import BodyList, read_bodies
from pipeline.check.across import check_across
from pipeline.errors import DelibError, InputMissing, UsageError, output_errors
from pipeline.fingerprint import fingerprint, relations_fingerprint, versions
from pipeline.ingest import Inputs, find_inputs
from pipeline.ledger import Ledger
from pipeline.limits import Limits
from pipeline.link import link
from pipeline.options import Options
from pipeline.proof import prove_all
from pipeline.publish import write_documents
from pipeline.publish.draft import Draft
from pipeline.publish.output import Output
from pipeline.publish.remote import hold_place
from pipeline.publish.version import OVER, RUNS, Code, current_version, published_version
from pipeline.report import Report
from pipeline.report.history import usual_runs
from pipeline.report.journal import note
from pipeline.report.oddities import find_oddities
from pipeline.report.telling import note_what_was_read, told
from pipeline.shards import joining
from pipeline.spool import Spool
from pipeline.storage import Place
from pipeline.tables import spare_pandas
from pipeline.workers import Engine, Request, look_at_all

if TYPE_CHECKING:
    import pyarrow as pa

#: Told how many files are done, and of how many.
Progress = Callable[[int, int], None]

#: What there is to look at next.
Stage = Callable[[], list[Request]]

#: A file that changes under our eyes is read again, but not for ever.
_ROUNDS = 5


def run(raws: Sequence[Place], out: Place, options: Options | None = None, progress: Progress | None = None) -> Report:
    """Read files and folders, and publish what they say as tables under OUT.

    Args:
        raws: files, and folders of any depth.
        out: where the tables are published.
        options: how to go about it.
        progress: told how far it is.

    Raises:
        UsageError: when what others published was read with other code, OUT holds another part of the files or tables, or the
            list is none.
        InputMissing: when a RAW is not there, or has suddenly become empty.
        OutputBusy: when another run holds OUT.
        OutputError: when OUT could not be written.
    """
    options = options or Options()
    now = dt.datetime.now(dt.UTC)
    report = Report(run_id=f"{now:%Y%m%dT%H%M%S%f}Z-{secrets.token_hex(4)}", started_at=now)
    report.versions = {"python": platform.python_version()} | versions()
    report.settings = {"raw": [str(raw.absolute()) if isinstance(raw, Path) else str(raw) for raw in raws]} | options.as_dict()
    bodies = read_bodies(options.bodies) if options.bodies else None
    with report.stage("list"):
        inputs = find_inputs(raws, out)
    inputs.sources = inputs.sources[: options.limit]
    spare_pandas()
    engine = _engine(options)
    with hold_place(out, options.keep) as output, told(output.folder / RUNS, output.place / RUNS, report):
        _refuse_sudden_emptiness(inputs, output.folder)
        _refuse_another_part(options.part, out, output.folder)
        _run(inputs, output, report, options, bodies, functools.partial(_read, engine, options.limits, progress))
    return report


def _engine(options: Options) -> Engine:
    """Who looks at the files; what other runs have published is taken over without a look."""
    engine = options.engine or functools.partial(look_at_all, workers=options.processes)
    if not options.joined:
        return engine
    return joining(engine, [published_version(place) for place in options.joined], fingerprint(options.limits))


def _refuse_another_part(part: str | None, out: Place, folder: Path) -> None:
    """Files and rows that this run does not take would be held for removed ones."""
    version = current_version(folder)
    if version and version.share != part:
        held = f"a part ({version.share})" if version.share else "the tables of all files"
        raise UsageError(f"{out} holds {held}: each part, and the whole, needs an OUT of its own")


def _refuse_sudden_emptiness(inputs: Inputs, folder: Path) -> None:
    """An empty RAW whose files are published is more likely a disk that is not mounted than a wish."""
    version = current_version(folder) if inputs.empty else None
    if version is None:
        return
    paths = [str(path) for path in version.read("documents", ["source_path"])["source_path"].to_pylist()]
    for prefix in inputs.empty:
        if any(path.startswith(prefix) for path in paths):
            raise InputMissing(
                f"RAW {prefix or 'folder'} is empty, but its files are published: is the disk mounted? Nothing was changed"
            )


def _run(
    inputs: Inputs, output: Output, report: Report, options: Options, bodies: BodyList | None, read: Callable[[Ledger, Spool], int]
) -> None:
    pins = tuple(correction for correction in options.corrections if correction.linked)
    erasures = read_erasures(output.place)
    code = Code(fingerprint(options.limits), relations_fingerprint(*pins), erasures.code)
    report.code = code.documents
    previous = output.previous(code.documents)
    spool = Spool(output.spool(code.documents))
    amendments = Amendments(corrections=tuple(options.corrections), erasures=erasures)
    ledger = Ledger(inputs.sources, previous, options.limits, options.share, amendments, bodies)
    note(
        "files listed",
        files=len(inputs.sources),
        closed=len(inputs.closed),
        code=code.documents,
        starts_from=previous and previous.run_id,
    )
    with report.stage("read"):
        report.read = read(ledger, spool)
    report.files, report.closed, report.quarantined = ledger.files, inputs.closed, dict(ledger.quarantined())
    documents, signatures = ledger.documents(report.run_id, report.started_at), ledger.inputs()
    report.describe(documents)
    note_what_was_read(report)
    if previous and previous.relations == code.relations and ledger.says_nothing_new(documents, signatures):
        report.finish(previous.package["delib"]["parts"])
        output.report(report.run_id, report.as_dict())
    else:
        with output_errors():
            draft = output.draft(report.run_id, previous)
            with report.stage("write"):
                draft.add("documents", documents)
                keys = ledger.keys()
                digits = write_documents(draft, ledger.contents(), lambda document: spool.get(keys[document]) or {})
            _relate(draft, report, pins)
            with report.stage("publish"):
                draft.finish(signatures, code, digits, options.part)
            _look_back(report, draft, output, documents)
            with _undisturbed():
                output.publish(draft, report.as_dict())
    output.push()
    output.tidy(erasures.code)


def _look_back(report: Report, draft: Draft, output: Output, documents: pa.Table) -> None:
    """Count what is published, and find in what it differs oddly from what was published before."""
    report.published = True
    report.finish([asdict(part) for part in draft.parts])
    before = current_version(output.folder)
    known = before.read("documents", ["collectivity"]) if before else None
    report.oddities = find_oddities(report, usual_runs(output.place), known, documents)


def _read(engine: Engine, limits: Limits, progress: Progress | None, ledger: Ledger, spool: Spool) -> int:
    """Look at every file that is new or changed, until it is known what became of each.

    Archives come first, then the messages that tell of other files, then those: they are read with what is told of them.
    """
    count = done = 0
    settle: Stage = functools.partial(ledger.settle, spool)
    stages: list[Stage] = [ledger.archives, ledger.messages, ledger.documents_to_read, *[settle] * _ROUNDS]
    for stage in stages:
        requests = stage()
        if stage is not settle:
            count += len(requests)
        elif not requests:
            return done
        for look in engine(requests, spool, limits):
            ledger.note(look)
            done += 1
            if progress:
                progress(min(done, count), count)
    raise DelibError("files keep changing while they are read: run again when they are at rest")


def _relate(draft: Draft, report: Report, pins: Sequence[Correction]) -> None:
    """What only shows over all documents: who is who, and what does not add up. What people know of it stands above it."""
    with report.stage("link"):
        links = link(draft.read)
        for table, columns in links.columns.items():
            mine = [pin for pin in pins if pin.table == table]
            places = draft.read(table, PLACE) if mine else None
            draft.fill(table, pinned(columns, places, mine) if places else columns)
        for table, rows in links.rows.items():
            draft.add(table, prove_all(table, rows))
    with report.stage("check"):
        if found := check_across(draft.read):
            draft.add("checks", prove_all("checks", found), OVER)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """A signal that comes while the new version is put in its place comes too late to stop it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
