"""Which files there are to read, and their bytes; nothing here looks at what they say."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import InputMissing, Unreadable, UsageError
from pipeline.storage import Place, Remote, find_object, list_objects, read_object

#: Size, time of change of the content, time of change of the inode, inode: who keeps all four keeps the content. An object has
#: its size, the time of its last change, and a number for its ETag.
Signature = tuple[int, int, int, int]
SIGNATURE = ("size", "mtime_ns", "ctime_ns", "inode")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """A place in an archive.

    Attributes:
        archive: ``source_path`` of the archive.
        index: number of the file in it.
    """

    archive: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input file, not yet opened.

    Attributes:
        path: where it is.
        source_path: how the tables name it: relative to its RAW, readable as UTF-8 whatever its bytes.
        signature: what tells whether it changed, or None where nothing could be asked; that of its archive, if it is in one.
        problem: why it is not to be opened, or None.
        reason: the code for that.
        inside: where it is in an archive, or None.
    """

    path: Place
    source_path: str
    signature: Signature | None
    problem: str | None = None
    reason: str = "unreadable"
    inside: Inside | None = None


@dataclass(slots=True)
class Inputs:
    """All input files, in the order of their ``source_path``.

    Attributes:
        sources: the files.
        closed: folders that could not be listed.
        empty: the prefix that the files of each RAW without any file would have.
    """

    sources: list[Source] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


def find_inputs(raws: Sequence[Place], out: Place) -> Inputs:
    """Every file under the given files and folders, whatever its kind.

    OUT itself is left out where it lies inside a RAW. Links are never followed: they are listed with their problem.

    Raises:
        InputMissing: when one of them is not there.
        UsageError: when OUT is, or holds, one of them.
    """
    inputs = Inputs()
    out = out.resolve() if isinstance(out, Path) else out
    roots = _roots(raws, out)
    prefixes = _prefixes(list(roots)) if len(roots) > 1 else [""]
    for (root, given), prefix in zip(roots.items(), prefixes, strict=True):
        count = len(inputs.sources)
        name = readable(os.fsencode(prefix))
        if isinstance(root, Remote):
            inputs.sources += _objects(root, name, out)
        elif root.is_dir():
            inputs.sources += _walk(os.fsencode(root), name, os.fsencode(str(out)), inputs.closed)
        else:
            inputs.sources.append(_source(os.fsencode(root), readable(os.fsencode(prefix or given.name)), root.stat()))
        if len(inputs.sources) == count:
            inputs.empty.append(f"{name}/" if prefix else "")
    inputs.sources.sort(key=lambda source: source.source_path)
    return inputs


def _roots(raws: Sequence[Place], out: Place) -> dict[Place, Place]:
    """Each RAW by its real path, as it was given."""
    roots: dict[Place, Place] = {}
    for raw in raws:
        try:
            real = raw.resolve(strict=True) if isinstance(raw, Path) else raw
        except (OSError, RuntimeError) as error:
            raise InputMissing(f"{raw} is not there: check the path, or whether the disk that holds it is mounted") from error
        if _lies_under(real, out):
            raise UsageError(f"{raw} lies inside OUT ({out}): publish somewhere else")
        roots.setdefault(real, raw)
    return roots


def _lies_under(place: Place, folder: Place) -> bool:
    return type(place) is type(folder) and place.parts[: len(folder.parts)] == folder.parts


def _objects(root: Remote, prefix: str, out: Place) -> Iterator[Source]:
    """Every object below a RAW in object storage, or the one that it is.

    Storage knows no empty folders: where nothing is found, nothing tells that it was the right place.
    """
    try:
        found = [(place, place.key[len(root.key) :].lstrip("/"), signature) for place, signature in list_objects(root)]
        if not found and (alone := find_object(root)):
            found = [(root, "" if prefix else root.name, alone)]
    except OSError as error:
        raise InputMissing(f"{root} cannot be listed: {error}") from error
    if not found:
        raise InputMissing(f"nothing lies under {root}: check the bucket and the folder")
    for place, name, signature in found:
        if not _lies_under(place, out):
            path = "/".join(part for part in (prefix, readable(os.fsencode(name))) if part)
            yield Source(path=place, source_path=path, signature=signature)


def _prefixes(roots: Sequence[Place]) -> list[str]:
    """The name of each RAW; with as many folders in front as it takes to tell it from the others.

    >>> _prefixes([Path("/data/2023/pv"), Path("/data/2024/pv"), Path("/data/arretes")])
    ['2023/pv', '2024/pv', 'arretes']
    """
    depths = [1] * len(roots)
    while True:
        names = ["/".join(root.parts[-depth:]).lstrip("/") for root, depth in zip(roots, depths, strict=True)]
        counts = Counter(names)
        deeper = [
            depth + (counts[name] > 1 and depth < len(root.parts)) for root, depth, name in zip(roots, depths, names, strict=True)
        ]
        if deeper == depths:
            return names
        depths = deeper


def _walk(root: bytes, prefix: str, out: bytes, closed: list[str]) -> Iterator[Source]:
    """Every entry under a folder that is no folder. A stack, not recursion: folders may be nested very deep."""
    folders = [(root, prefix)]
    while folders:
        folder, name = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            closed.append(name or readable(folder))
            continue
        for entry in entries:
            below = f"{name}/{readable(entry.name)}" if name else readable(entry.name)
            if entry.is_dir(follow_symlinks=False):
                if entry.path != out:
                    folders.append((entry.path, below))
            else:
                yield _entry(entry, below)


def _entry(entry: os.DirEntry[bytes], source_path: str) -> Source:
    try:
        return _source(entry.path, source_path, entry.stat(follow_symlinks=False))
    except OSError as error:
        return Source(path=Path(os.fsdecode(entry.path)), source_path=source_path, signature=None, problem=error.strerror)


def _source(path: bytes, source_path: str, status: os.stat_result) -> Source:
    """The file as it is now. Pipes, sockets, devices and links are named, never opened: a pipe blocks for ever."""
    problem = None
    if stat.S_ISLNK(status.st_mode):
        problem = "a symbolic link; give its target as RAW to have it read"
    elif not stat.S_ISREG(status.st_mode):
        problem = "a special file, no document"
    return Source(path=Path(os.fsdecode(path)), source_path=source_path, signature=signature_of(status), problem=problem)


def signature_of(status: os.stat_result) -> Signature:
    """What a file is recognised by without reading it."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def readable(name: bytes) -> str:
    """A file name as the tables print it: ``%`` and bytes that are not UTF-8 stand as %XX.

    >>> readable("séance 100%.pdf".encode()), readable(b"s\\xe9ance.pdf")
    ('séance 100%25.pdf', 's%E9ance.pdf')
    """
    text = name.decode("utf-8", "surrogateescape").replace("%", "%25")
    return text if text.isascii() else "".join(f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in text)


def read_source(path: Place, limit: int) -> tuple[bytes, Signature]:
    """The bytes of a file, and what it is recognised by.

    Raises:
        Unreadable: ``unreadable`` or ``too_large``.
        InputMissing: when object storage does not answer: that is no fault of a document.
    """
    if isinstance(path, Remote):
        return _read_object(path, limit)
    try:
        # What was a file when it was listed may be a pipe or a link by now.
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable("unreadable", "a special file, no document")
            if status.st_size > limit:
                raise Unreadable("too_large", f"{status.st_size} bytes, the limit is {limit}")
            return file.read(limit + 1), signature_of(status)
    except OSError as error:
        raise Unreadable("unreadable", error.strerror or str(error)) from error


def _read_object(place: Remote, limit: int) -> tuple[bytes, Signature]:
    try:
        content, signature = read_object(place, limit)
    except (FileNotFoundError, PermissionError, ValueError) as error:
        raise Unreadable("unreadable", "the object is gone, or may not be read") from error
    except OSError as error:
        if "ACCESS_DENIED" in str(error):
            raise Unreadable("unreadable", "the object may not be read") from error
        raise InputMissing(f"{place} cannot be read: {' '.join(str(error).split())[:200]}") from error
    if signature[0] > limit:
        raise Unreadable("too_large", f"{signature[0]} bytes, the limit is {limit}")
    return content, signature
