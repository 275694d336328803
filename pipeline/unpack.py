"""Archives: what they hold is read in memory, by its number. Nothing is laid down on disk, and names are only shown.

An archive is taken whole or not at all, and is given up where it unfolds beyond all reason.
"""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

from pipeline.errors import Unreadable

#: How many files an archive may hold: a year of a large town, sent in one piece.
_MOST_MEMBERS = 10_000

#: How many bytes an archive may unfold to, and how many times its own size once it is over the second figure: PDF files do not
#: get smaller in an archive, XML gets twenty times smaller.
_MOST_BYTES, _HARMLESS, _MOST_TIMES = 1 << 30, 32 << 20, 100

_LONGEST_NAME = 1000
_BLOCK = 1 << 20

_TYPES = {
    ".zip": "application/zip",
    ".tar": "application/x-tar",
    ".tar.gz": "application/gzip",
    ".tgz": "application/gzip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an archive.

    Attributes:
        name: as the archive gives it, with plain slashes; no two are the same.
        index: its number.
        reason: the code why it cannot be read, or None.
        detail: more about it.
    """

    name: str
    index: int
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What an archive has under one name: a file, or nothing that can be read."""

    name: str
    file: IO[bytes] | None = None
    reason: str | None = None
    detail: str | None = None


def archive_type(name: str) -> str | None:
    """The media type of a file whose name says that it is an archive to be unpacked, or None.

    >>> archive_type("envois/2024.TAR.GZ"), archive_type("acte.pdf")
    ('application/gzip', None)
    """
    lower = name.lower()
    if not lower.endswith(tuple(_TYPES)):
        return None
    return next(kind for suffix, kind in _TYPES.items() if lower.endswith(suffix))


def is_document(content: bytes) -> bool:
    """Whether an archive is a Word or OpenDocument text, whatever its name."""
    return b"word/document.xml" in content or b"application/vnd.oasis.opendocument" in content[:200]


def list_members(content: bytes, limit: int) -> list[Member]:
    """The files of an archive, once all of it was seen to unfold to what is reasonable.

    Args:
        content: the archive.
        limit: bytes of a single file.

    Raises:
        Unreadable: ``damaged``, ``too_large``, ``unsafe`` or ``empty``.
    """
    members: list[Member] = []
    names: dict[str, int] = {}
    most, total = min(_MOST_BYTES, max(_HARMLESS, _MOST_TIMES * len(content))), 0
    for entry in _entries(content):
        if len(members) == _MOST_MEMBERS:
            raise Unreadable("too_large", f"the archive holds more than {_MOST_MEMBERS} files")
        name = _unique(shown_name(entry.name), names)
        size = _unfolded(entry.file, most - total) if entry.file else 0
        total += size
        member = Member(name=name, index=len(members), reason=entry.reason, detail=entry.detail)
        if size > limit:
            member = replace(member, reason="too_large", detail=f"{size} bytes, the limit is {limit}")
        members.append(member)
    if not members:
        raise Unreadable("empty", "the archive holds no file")
    return members


class Archive:
    """An archive that was listed, open for its files to be read one after the other.

    Its files are to be asked for in their order: most kinds can only be unpacked from their start, and an earlier file than the
    last one takes another pass.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._begin()

    def _begin(self) -> None:
        self._entries, self._next = _entries(self._content), 0

    def read(self, index: int, limit: int) -> bytes:
        """The bytes of one file.

        Args:
            index: its number.
            limit: the most bytes it may have.

        Raises:
            Unreadable: ``damaged`` or ``too_large``.
        """
        if index < self._next:
            self._begin()
        for entry in self._entries:
            self._next += 1
            if self._next > index and entry.file:
                read = _read(entry.file, limit + 1)
                if len(read) > limit:
                    raise Unreadable("too_large", f"over {limit} bytes")
                return read
        raise Unreadable("damaged", "the archive does not hold this file any more")


def _entries(content: bytes) -> Iterator[_Entry]:
    """All that is no folder, in the order of the archive; each file can be read until the next is asked for.

    Raises:
        Unreadable: ``damaged``.
    """
    try:
        yield from _zip_entries(content) if content.startswith(b"PK") else _tar_entries(content)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # what these libraries raise on hostile bytes is of any type
        raise Unreadable("damaged", f"the archive cannot be unpacked: {error}") from error


def _zip_entries(content: bytes) -> Iterator[_Entry]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                shown_name(info.filename)
            elif stat.S_ISLNK(info.external_attr >> 16):
                yield _Entry(info.filename, reason="unreadable", detail="a link in an archive")
            elif info.flag_bits & 1:
                yield _Entry(info.filename, reason="encrypted", detail="the archive asks for a password")
            else:
                with archive.open(info) as file:
                    yield _Entry(info.filename, file)


def _tar_entries(content: bytes) -> Iterator[_Entry]:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r|*") as archive:
        for info in archive:
            if info.isdir():
                shown_name(info.name)
            elif info.isreg():
                yield _Entry(info.name, archive.extractfile(info))
            else:
                yield _Entry(info.name, reason="unreadable", detail="a link or a special file in an archive")


def _unfolded(file: IO[bytes], most: int) -> int:
    """How many bytes a file has; what it claims is not believed.

    Raises:
        Unreadable: ``too_large`` or ``damaged``.
    """
    size = 0
    while block := _read(file, _BLOCK):
        size += len(block)
        if size > most:
            raise Unreadable("too_large", "the archive unfolds to far more than its size")
    return size


def _read(file: IO[bytes], size: int) -> bytes:
    try:
        return file.read(size)
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable("damaged", f"the archive cannot be unpacked: {error}") from error


def shown_name(name: str) -> str:
    """A name as it is shown: its parts, joined by slashes.

    >>> shown_name("./envoi\\\\acte.pdf")
    'envoi/acte.pdf'

    Raises:
        Unreadable: ``unsafe``, when it leads out of the archive: nobody writes such an archive by accident.
    """
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    rooted = name.startswith(("/", "\\")) or name[1:2] == ":"
    if rooted or ".." in parts or "\0" in name or len(name) > _LONGEST_NAME:
        raise Unreadable("unsafe", f"the archive names a file {name[:80]!r}")
    return "/".join(parts)


def _unique(name: str, names: dict[str, int]) -> str:
    """The name, told from earlier ones that are the same; ``names`` has for each how often it was met."""
    unique = name or "~"
    while unique in names:
        names[name] = names.get(name, 1) + 1
        unique = f"{name}~{names[name]}"
    names[unique] = 1
    return unique
