"""What a run leaves in ``OUT/runs`` besides its report: the journal while it works, the page when it is over."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import DelibError
from pipeline.report import Report
from pipeline.report.history import forget_old_runs
from pipeline.report.journal import journal, note
from pipeline.report.page import page
from pipeline.storage import Place, write_file


@contextlib.contextmanager
def told(folder: Path, place: Place, report: Report) -> Iterator[None]:
    """Tell what the run inside does, also when it fails; what cannot be written is no reason for it to fail.

    Args:
        folder: where it is written.
        place: where all that is told of runs is kept.
        report: of this run.
    """
    with journal(folder, report.run_id):
        note("run begins", run=report.run_id, **(report.settings | report.versions))
        try:
            yield
            _note_the_end(report)
        except Exception as error:
            report.failure = str(error) if isinstance(error, DelibError) else f"{type(error).__name__}: {error}"
            report.stop()
            note("run failed", level=logging.ERROR, failure=report.failure)
            _put(folder / f"{report.run_id}.json", json.dumps(report.as_dict(), ensure_ascii=False, indent=1, default=str) + "\n")
            raise
        finally:
            shown = page(report)
            for name in (report.run_id, "latest"):
                _put(folder / f"{name}.html", shown)
            with contextlib.suppress(OSError):
                forget_old_runs(place)


def note_what_was_read(report: Report) -> None:
    """Write down which files are put aside, and how many were read."""
    for path, reason in report.quarantined.items():
        note("put aside", level=logging.WARNING, path=path, reason=reason)
    note("documents read", read=report.read, seconds=report.stages["read"], **report.states)


def _note_the_end(report: Report) -> None:
    for oddity in report.oddities:
        note("odd", level=logging.WARNING, code=oddity.code, subject=oddity.subject, before=oddity.before, now=oddity.now)
    note("run ends", published=report.published, seconds=report.duration_s, rows=sum(report.rows.values()))


def _put(path: Path, text: str) -> None:
    """Write a file in one step, or not at all."""
    with contextlib.suppress(OSError):
        write_file(path, text.encode())
