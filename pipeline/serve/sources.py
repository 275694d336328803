"""The files that documents were read from, found again in RAW: opened only where they are the very bytes that were read."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import storage
from pipeline.amend.erasures import read_erasures
from pipeline.errors import DelibError, InputMissing, Unreadable
from pipeline.ingest import find_inputs, read_source
from pipeline.unpack import Archive, list_members

#: No file over this size is opened to be shown.
LIMIT = 256 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the bytes of a document are.

    Attributes:
        path: the file.
        member: its name in the archive at ``path``, or None.
        sha256: what its content must be.
    """

    path: storage.Place
    member: str | None
    sha256: str


class Sources:
    """RAW, as a run sees it: a file is known by the name that the tables give it, and by no other."""

    def __init__(self, raws: Sequence[storage.Place], out: storage.Place) -> None:
        self._raws = tuple(raws)
        self._out = out
        self._paths: dict[str, storage.Place] = {}
        self._lock = threading.Lock()

    def __bool__(self) -> bool:
        return bool(self._raws)

    def place(self, source_path: str, sha256: str | None) -> Place | None:
        """Where a document is to be found, or None. Folders are listed once, and again when a file is missed."""
        if not self._raws or not sha256 or self._is_to_be_forgotten(sha256):
            return None
        with self._lock:
            return self._find(source_path, sha256) or (self._list() and self._find(source_path, sha256)) or None

    def _is_to_be_forgotten(self, sha256: str) -> bool:
        """Whether a file is, or names somebody, to be forgotten: tables can leave names out, images cannot."""
        erasures = read_erasures(self._out)
        return sha256 in erasures.contents or sha256 in erasures.touched

    def _find(self, source_path: str, sha256: str) -> Place | None:
        name, inside = source_path, ""
        while name:
            if path := self._paths.get(name):
                return Place(path=path, member=inside or None, sha256=sha256)
            name, _, last = name.rpartition("/")
            inside = f"{last}/{inside}" if inside else last
        return None

    def _list(self) -> bool:
        try:
            inputs = find_inputs(self._raws, self._out)
        except DelibError:  # RAW has gone since
            return False
        self._paths = {source.source_path: source.path for source in inputs.sources if source.problem is None}
        if len(self._raws) > 1:
            return True
        # One of several folders may be given again alone: the name of each is the first part of its paths then.
        raw = self._raws[0]
        prefix = (raw.resolve() if isinstance(raw, Path) else raw).name
        self._paths |= {f"{prefix}/{name}": path for name, path in list(self._paths.items())}
        return True


def read_place(place: Place) -> bytes:
    """The bytes of a document.

    Raises:
        Unreadable: when they are not there, or not those that were read.
    """
    try:
        content, _ = read_source(place.path, LIMIT)
    except InputMissing as error:
        raise Unreadable("unreadable", str(error)) from error
    if place.member is not None:
        members = {member.name: member.index for member in list_members(content, LIMIT)}
        if place.member not in members:
            raise Unreadable("unreadable", "the archive does not hold this file any more")
        content = Archive(content).read(members[place.member], LIMIT)
    if hashlib.sha256(content).hexdigest() != place.sha256:
        raise Unreadable("unreadable", "the file changed since it was read")
    return content
