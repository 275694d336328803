"""OUT in object storage: a version is made in a folder of this machine, and laid down there as a whole.

The one object that all readers ask for is ``current.json``; it is written only if nobody else has written it since it was read.
The folder stays for the next run, which then has to fetch nothing; it may be removed at any time when no run is at work.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import OutputBusy, output_errors
from pipeline.publish.output import OLD_VERSIONS, Output, hold, point
from pipeline.publish.version import ERASURES, POINTER, RUNS, VERSIONS, current_version
from pipeline.storage import Place, Remote, filesystem, get_object, list_objects, put_object_if, read_file

#: Names the version that the folder was last known to share with storage, and what had to be forgotten by then.
_BASE, _ERASED = ".base", ".erased"


@dataclass(frozen=True, slots=True)
class Pointer:
    """What ``current.json`` says, and the ETag by which it is recognised."""

    run_id: str
    etag: str


class RemoteOutput(Output):
    """OUT in object storage, with the folder of this machine in which versions are made."""

    def __init__(self, out: Remote, folder: Path, keep: int) -> None:
        super().__init__(folder, keep)
        self.out = self.place = out
        self.pointer: Pointer | None = None

    def pull(self) -> None:
        """Start from the published version; one that was finished here on top of it, but not laid down, is taken up again."""
        with output_errors(self.out):
            self.pointer = _read_pointer(self.out)
            published = self.pointer.run_id if self.pointer else ""
            current = current_version(self.folder)
            if current and current.run_id != published and self._base() != published:
                (self.folder / "current").unlink()
                current = None
            if self.pointer and current is None:
                self._fetch(self.pointer.run_id)
            self._forget_what_others_forgot()

    def push(self) -> None:
        """Lay down what was made here, and let readers know, unless somebody else has published meanwhile.

        Raises:
            OutputBusy: when somebody else has.
            OutputError: when storage does not take it.
        """
        with output_errors(self.out):
            version = current_version(self.folder)
            if version and (self.pointer is None or version.run_id != self.pointer.run_id):
                self._upload(version.run_id)
                self._swap(version.run_id)
            (self.folder / _BASE).write_text(version.run_id if version else "")

    def tell(self) -> None:
        """Lay down what runs told of themselves here; what storage does not take now waits here for the next run."""
        with contextlib.suppress(OSError):
            for path in sorted(self.folder.glob(f"{RUNS}/[!.]*")):
                _put(path, self.out / RUNS / path.name)
                path.unlink()

    def tidy(self, erasures: str) -> None:
        """Remove what nobody needs any more, here and there."""
        super().tidy(erasures)
        with contextlib.suppress(OSError):
            current = _read_pointer(self.out)
            names = {place.parts[len(self.out.parts) + 1] for place, _ in list_objects(self.out / VERSIONS)}
            # A later one is perhaps just being laid down by somebody else.
            old = [name for name in names if current and name < current.run_id]
            for name in self.outdated(self.out / VERSIONS, old, erasures):
                filesystem().delete_dir((self.out / VERSIONS / name).path)

    def _forget_what_others_forgot(self) -> None:
        """Throw away what runs told here if it may name what had to be forgotten since, perhaps on another machine."""
        erased = hashlib.sha256(read_file(self.out / ERASURES) or b"").hexdigest()
        kept = self.folder / _ERASED
        if read_file(kept) != erased.encode():
            shutil.rmtree(self.folder / RUNS, ignore_errors=True)
            kept.write_text(erased)

    def _base(self) -> str:
        try:
            return (self.folder / _BASE).read_text()
        except FileNotFoundError:
            return ""

    def _fetch(self, run_id: str) -> None:
        """Have the published version here as well; files that an older one here has too are not asked for again."""
        source, target = self.out / VERSIONS / run_id, self.versions / run_id
        draft = self.work / f"fetch-{run_id}"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        for place, _ in list_objects(source):
            name = "/".join(place.parts[len(source.parts) :])
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            _get(place, draft / name)
        self.versions.mkdir(exist_ok=True)
        draft.rename(target)
        point(self.folder / "current", target.relative_to(self.folder))
        (self.folder / _BASE).write_text(run_id)

    def _upload(self, run_id: str) -> None:
        """Lay down a version, ``datapackage.json`` last: what is there stays, what the published one has is copied in storage."""
        source, target = self.versions / run_id, self.out / VERSIONS / run_id
        there = {place: signature[0] for place, signature in list_objects(target)}
        before = self.out / VERSIONS / self.pointer.run_id if self.pointer else None
        sizes = {place: signature[0] for place, signature in list_objects(before)} if before else {}
        files = [path for path in sorted(source.rglob("*")) if path.is_file()]
        for path in sorted(files, key=lambda path: path.suffix == ".json"):
            name = path.relative_to(source)
            size = path.stat().st_size
            if there.get(target / name) == size:
                continue
            # The name of a part is made from its content.
            if before and path.suffix == ".parquet" and sizes.get(before / name) == size:
                filesystem().copy_file((before / name).path, (target / name).path)
            else:
                _put(path, target / name)

    def _swap(self, run_id: str) -> None:
        content = json.dumps({"run_id": run_id, "version": f"{VERSIONS}/{run_id}"}) + "\n"
        if put_object_if(self.out / POINTER, content.encode(), self.pointer.etag if self.pointer else None):
            return
        now = _read_pointer(self.out)
        if now is None or now.run_id != run_id:  # else it was written, and only the answer got lost
            with contextlib.suppress(OSError):
                filesystem().delete_dir((self.out / VERSIONS / run_id).path)
            raise OutputBusy(f"another run has published to {self.out} meanwhile: run again, what was read is kept")


def _read_pointer(out: Remote) -> Pointer | None:
    found = get_object(out / POINTER)
    return Pointer(json.loads(found[0])["run_id"], found[1]) if found else None


def _put(path: Path, place: Remote) -> None:
    with path.open("rb") as source, filesystem().open_output_stream(place.path) as target:
        shutil.copyfileobj(source, target, 1 << 20)


def _get(place: Remote, path: Path) -> None:
    with filesystem().open_input_stream(place.path) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def folder_of(out: Place) -> Path:
    """The folder of this machine in which versions for a place are made."""
    if isinstance(out, Path):
        return out
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "delib" / hashlib.sha256(str(out).encode()).hexdigest()[:16]


@contextlib.contextmanager
def hold_remote(out: Remote, keep: int) -> Iterator[RemoteOutput]:
    """OUT in object storage, with nobody else on this machine writing to it.

    Raises:
        OutputBusy: when another run of this machine holds it.
        OutputError: when it cannot be read, or the folder here cannot be written.
    """
    folder = folder_of(out)
    with hold(folder):
        output = RemoteOutput(out, folder, keep)
        output.pull()
        try:
            yield output
        finally:
            output.tell()


def hold_place(out: Place, keep: int = OLD_VERSIONS) -> contextlib.AbstractContextManager[Output]:
    """OUT, wherever it is, with nobody else on this machine writing to it.

    Raises:
        OutputBusy: when another run holds it.
        OutputError: when it cannot be read or written.
    """
    return hold(out, keep) if isinstance(out, Path) else hold_remote(out, keep)
