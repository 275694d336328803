"""What a run would do, told without doing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.fingerprint import fingerprint
from pipeline.harmless import on_terminal
from pipeline.ingest import SIGNATURE, Inputs, find_inputs
from pipeline.limits import Limits
from pipeline.publish.version import Version, current_version
from pipeline.storage import Place


@dataclass(slots=True, kw_only=True)
class Plan:
    """What a run would find.

    Attributes:
        new: files that no published table knows.
        changed: files that are not what they were.
        removed: files whose facts would go.
        unchanged: how many files would not be opened.
        anew: why files that did not change would be read again, or None.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    anew: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The plan for machines."""
        return {name: getattr(self, name) for name in self.__slots__}


def plan(raws: Sequence[Place], out: Place, limits: Limits, limit: int | None = None) -> Plan:
    """What a run over ``raws`` would find; nothing is opened, locked or written.

    Files inside archives are not told one by one: what became of them shows once the archive is read.

    Raises:
        InputMissing: when a RAW is not there.
    """
    inputs = find_inputs(raws, out)
    inputs.sources = inputs.sources[:limit]
    version = current_version(out)
    found = _compared(inputs, version)
    if version and version.fingerprint != fingerprint(limits):
        found.anew = "they were read with other code or limits"
    return found


def _compared(inputs: Inputs, version: Version | None) -> Plan:
    known = _signatures(version) if version else {}
    found = Plan()
    for source in inputs.sources:
        before = known.pop(source.source_path, None)
        if before is None:
            found.new.append(source.source_path)
        elif before != source.signature:
            found.changed.append(source.source_path)
        else:
            found.unchanged += 1
    found.removed = sorted(known)
    return found


def _signatures(version: Version) -> dict[str, tuple[Any, ...]]:
    """What every published file outside archives was recognised by."""
    inputs = version.inputs()
    rows = zip(*(inputs[name].to_pylist() for name in ("source_path", "archive", *SIGNATURE)), strict=True)
    return {path: tuple(signature) for path, archive, *signature in rows if not archive}


def lines(found: Plan, most: int = 20) -> Iterator[str]:
    """The plan for a terminal."""
    counts = ", ".join(f"{len(getattr(found, name))} {name}" for name in ("new", "changed", "removed"))
    yield f"{counts}, {found.unchanged} unchanged; nothing was done"
    if found.anew and found.unchanged:
        yield f"  the unchanged would be read again: {found.anew}"
    for name in ("new", "changed", "removed"):
        paths = getattr(found, name)
        for path in paths[:most]:
            yield f"  {name}: {on_terminal(path)}"
        if len(paths) > most:
            yield f"  ... and {len(paths) - most} more {name}"
