"""The folder OUT: one writer at a time, and readers who only ever see a finished version."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import OutputBusy, OutputError, output_errors
from pipeline.publish.draft import Draft, sync
from pipeline.publish.version import PACKAGE, RUNS, VERSIONS, Version, current_version, version_at
from pipeline.storage import Place
from pipeline.tables import TABLES

#: How many versions before the current one stay, if nothing else is asked for, for those who are still reading them.
OLD_VERSIONS = 3


class Output:
    """OUT, held for writing.

    Args:
        folder: where versions are made.
        keep: how many versions before the current one stay.

    Attributes:
        place: where readers look.
    """

    def __init__(self, folder: Path, keep: int = OLD_VERSIONS) -> None:
        self.folder = folder
        self.place: Place = folder
        self.keep = keep
        self.work = folder / ".work"
        self.versions = folder / VERSIONS

    def previous(self, fingerprint: str) -> Version | None:
        """The published version, when it is whole and was read with the same code."""
        version = current_version(self.folder)
        return version if version and version.fingerprint == fingerprint and version.is_whole() else None

    def spool(self, fingerprint: str) -> Path:
        """Where finished documents wait; what other code or a killed run left behind is thrown away."""
        with output_errors():
            self.work.mkdir(exist_ok=True)
            for path in self.work.iterdir():
                if path.name != fingerprint:
                    shutil.rmtree(path)
        return self.work / fingerprint

    def draft(self, run_id: str, previous: Version | None) -> Draft:
        """A new version to be filled."""
        return Draft(self.work / f"draft-{run_id}", run_id, previous)

    def publish(self, draft: Draft, report: Mapping[str, Any]) -> None:
        """Make a finished draft the current version, in one step."""
        target = self.versions / draft.run_id
        self.versions.mkdir(exist_ok=True)
        self._link_tables()
        waiting = self._report(draft.run_id, report)
        os.rename(draft.folder, target)
        sync(self.versions)
        point(self.folder / "current", target.relative_to(self.folder))
        sync(self.folder)
        with contextlib.suppress(OSError):
            waiting.replace(waiting.with_name(f"{draft.run_id}.json"))

    def report(self, run_id: str, report: Mapping[str, Any]) -> None:
        """Write down what a run did that published nothing."""
        with output_errors():
            self._report(run_id, report).replace(self.folder / RUNS / f"{run_id}.json")

    def push(self) -> None:
        """Let readers elsewhere see what is published here; there are none."""

    def tidy(self, erasures: str) -> None:
        """Remove what nobody needs any more; what cannot be removed now will be next time.

        Args:
            erasures: a code of what has to be forgotten.
        """
        shutil.rmtree(self.work, ignore_errors=True)
        current = current_version(self.folder)
        names = [path.name for path in self.versions.iterdir() if current and path.name != current.run_id]
        for name in self.outdated(self.versions, names, erasures):
            shutil.rmtree(self.versions / name, ignore_errors=True)

    def outdated(self, versions: Place, names: Iterable[str], erasures: str) -> Iterator[str]:
        """Of the versions that are not read any more those that are too many, or may hold what has to be forgotten since."""
        for number, name in enumerate(sorted(names, reverse=True)):
            version = version_at(versions / name) if number < self.keep else None
            if version is None or version.erasures != erasures:
                yield name

    def _report(self, run_id: str, report: Mapping[str, Any]) -> Path:
        """The report under a hidden name: its place on disk is taken before anything is published."""
        path = self.folder / RUNS / f".{run_id}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(report, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
        return path

    def _link_tables(self) -> None:
        for name in (*TABLES, PACKAGE):
            link = self.folder / name
            if not link.is_symlink():
                if link.exists():
                    raise OutputError(f"{link} is in the way: OUT must be a folder of delib's own")
                link.symlink_to(Path("current", name))


def point(link: Path, target: Path) -> None:
    """Let a link show somewhere else, in one step for those who follow it."""
    draft = link.with_name(f".{link.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    os.replace(draft, link)


@contextlib.contextmanager
def hold(out: Path, keep: int = OLD_VERSIONS) -> Iterator[Output]:
    """OUT, made if need be, with nobody else writing to it.

    Args:
        out: where it is.
        keep: how many versions before the current one stay.

    Raises:
        OutputBusy: when another run holds it.
        OutputError: when it cannot be written.
    """
    import filelock

    with output_errors():
        out.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(out / ".lock")
        try:
            lock.acquire(blocking=False)
        except filelock.Timeout as error:
            raise OutputBusy(f"another run is writing to {out}: wait for it to end") from error
    try:
        yield Output(out, keep)
    finally:
        lock.release()
