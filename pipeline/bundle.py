"""Which files were sent to the préfecture together: the message, the act, and what was joined to the act."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Envelope

if TYPE_CHECKING:
    from pipeline.read.message import FileName, Message

_DATES = ("date", "received")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What is known of a file from the message it was sent with.

    Attributes:
        envelope: what the message says.
        annex_of: path of the act that the file was joined to, or None.
    """

    envelope: Envelope
    annex_of: str | None = None


def pair(messages: Mapping[str, Message], paths: Collection[str]) -> dict[str, Sent]:
    """The files that a message lies beside, by their path.

    A message names its files; those that bear the identifier of its act belong to it too. Where several messages speak of
    one file, as the one sent and the acknowledgement, one tells what the other does not.

    Args:
        messages: by the path of their file.
        paths: of all files.
    """
    from pipeline.read.message import parse_name

    groups = _groups(paths)
    sent: dict[str, Sent] = {}
    for path, message in sorted(messages.items()):
        folder, _, name = path.rpartition("/")
        files = {}
        own = message.envelope
        if said := parse_name(name):
            files = {file: rank for rank, file in groups[folder, said.group] if rank}
            own = _completed(own, _named(said))
        files |= dict.fromkeys(_beside(folder, [message.document or ""], paths), 1)
        files |= dict.fromkeys(_beside(folder, message.annexes, paths), 2)
        main = next((file for file in sorted(files) if files[file] == 1), None)
        for file, rank in files.items():
            envelope = dataclasses.replace(own, annex=rank > 1)
            before = sent.get(file)
            sent[file] = Sent(
                envelope=_completed(before.envelope, envelope) if before else envelope,
                annex_of=main if rank > 1 else None,
            )
    return sent


def _groups(paths: Collection[str]) -> Mapping[tuple[str, str], list[tuple[int, str]]]:
    """The files of each folder whose names say that they were sent together, with their rank."""
    from pipeline.read.message import parse_name

    groups: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for path in sorted(paths):
        folder, _, name = path.rpartition("/")
        if said := parse_name(name):
            groups[folder, said.group].append((said.rank, path))
    return groups


def _named(name: FileName) -> Envelope:
    return Envelope(actes_id=name.actes_id, department=name.department, siren=name.siren)


def _beside(folder: str, names: Collection[str], paths: Collection[str]) -> Iterator[str]:
    for name in names:
        path = f"{folder}/{name}" if folder else name
        if path in paths:
            yield path


def _completed(envelope: Envelope, other: Envelope) -> Envelope:
    """The envelope, with what only the other says."""
    told = {field.name: getattr(other, field.name) for field in dataclasses.fields(envelope)}
    return dataclasses.replace(envelope, **{name: value for name, value in told.items() if getattr(envelope, name) is None})


def packed(message: Message) -> str:
    """A message as a string."""
    return json.dumps(dataclasses.asdict(message), default=str, ensure_ascii=False)


def unpacked(text: str) -> Message:
    """The message that was packed."""
    from pipeline.read.message import Message

    said = json.loads(text)
    envelope = said["envelope"]
    for name in _DATES:
        envelope[name] = dt.date.fromisoformat(envelope[name]) if envelope[name] else None
    return Message(envelope=Envelope(**envelope), document=said["document"], annexes=tuple(said["annexes"]))


def digest(envelope: Envelope) -> str:
    """A short code that tells envelopes apart."""
    said = json.dumps(dataclasses.asdict(envelope), default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
