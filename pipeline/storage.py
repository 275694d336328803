"""Where files may be: in folders, and in object storage that speaks S3.

Bytes go through ``pyarrow.fs``. Two things it cannot do are asked of boto3: to list objects with their ETag, which changes with
every content, and to write an object only if nobody else has written it meanwhile. Who we are and where the storage is stand in
the usual variables (``AWS_ACCESS_KEY_ID``, ``AWS_SECRET_ACCESS_KEY``, ``AWS_DEFAULT_REGION``, ``AWS_ENDPOINT_URL``).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.fs import FileSystem

_SCHEME = "s3://"
_ENDPOINT = "AWS_ENDPOINT_URL"

#: What storage answers when an object, or its bucket, is not there.
_MISSING = ("404", "NoSuchKey", "NoSuchBucket")

#: What it answers when somebody else was faster.
_OVERTAKEN = ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey")


@dataclass(frozen=True, slots=True)
class Remote:
    """A place in object storage.

    Attributes:
        bucket: where it is.
        key: its name there, or what the names of all below it begin with.
    """

    bucket: str
    key: str

    def __str__(self) -> str:
        return f"{_SCHEME}{self.path}"

    def __truediv__(self, name: str | PurePath) -> Remote:
        below = name if isinstance(name, str) else name.as_posix()
        return Remote(self.bucket, f"{self.key}/{below}" if self.key else below)

    @property
    def path(self) -> str:
        """What ``pyarrow.fs`` calls it."""
        return f"{self.bucket}/{self.key}" if self.key else self.bucket

    @property
    def parts(self) -> tuple[str, ...]:
        """The steps that lead to it, like those of a path."""
        return ("/", *self.path.split("/"))

    @property
    def name(self) -> str:
        """The last step."""
        return self.parts[-1]

    def is_relative_to(self, other: Remote) -> bool:
        """Whether it is, or lies under, another place."""
        return self.parts[: len(other.parts)] == other.parts


Place = Path | Remote

#: What an object is recognised by: size, time of change in whole seconds, a number for its ETag, and nothing more.
ObjectSignature = tuple[int, int, int, int]


def parse_place(text: str) -> Place:
    """The place that is written so.

    >>> parse_place("s3://actes/2024/"), parse_place("actes/2024/")
    (Remote(bucket='actes', key='2024'), PosixPath('actes/2024'))

    Raises:
        UsageError: when no bucket is named.
    """
    if not text.startswith(_SCHEME):
        return Path(text)
    bucket, _, key = text.removeprefix(_SCHEME).partition("/")
    if not bucket:
        raise UsageError(f"{text!r} names no bucket: write s3://bucket/folder")
    return Remote(bucket, key.strip("/"))


def list_objects(folder: Remote) -> Iterator[tuple[Remote, ObjectSignature]]:
    """All objects below a place, in the order of their names.

    Raises:
        OSError: when they cannot be listed.
    """
    for key, signature in _listed(folder.bucket, f"{folder.key}/" if folder.key else ""):
        if not key.endswith("/"):
            yield Remote(folder.bucket, key), signature


def find_object(place: Remote) -> ObjectSignature | None:
    """What the object at a place is recognised by, or None when there is none.

    Raises:
        OSError: when storage does not answer.
    """
    key, signature = next(_listed(place.bucket, place.key), ("", None))
    return signature if key == place.key else None


def _listed(bucket: str, prefix: str) -> Iterator[tuple[str, ObjectSignature]]:
    with _as_os_errors():
        for page in _client().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            for item in page.get("Contents", ()):
                yield item["Key"], _signature(item["Size"], item["LastModified"], item["ETag"])


def _signature(size: int, changed: dt.datetime, etag: str) -> ObjectSignature:
    digest = hashlib.sha256(etag.encode()).digest()
    return size, int(changed.timestamp()) * 10**9, int.from_bytes(digest[:8], "big") >> 1, 0


def read_object(place: Remote, limit: int) -> tuple[bytes, ObjectSignature]:
    """The bytes of an object up to a limit, and what it is recognised by.

    Raises:
        OSError: when it cannot be read.
    """
    with filesystem().open_input_file(place.path) as file:
        said: Any = file.metadata()
        changed = dt.datetime.fromisoformat(said["Last-Modified"].decode())
        return file.read(limit + 1), _signature(file.size(), changed, said["ETag"].decode())


def open_input(place: Place) -> pa.NativeFile:
    """A file or an object, to be read.

    Raises:
        OSError: when it is not there.
    """
    import pyarrow as pa

    return filesystem().open_input_file(place.path) if isinstance(place, Remote) else pa.OSFile(str(place), "rb")


def get_object(place: Remote) -> tuple[bytes, str] | None:
    """The bytes of a small object and its ETag, or None when it is not there.

    Raises:
        OSError: when it cannot be read.
    """
    with _as_os_errors():
        try:
            answer = _client().get_object(Bucket=place.bucket, Key=place.key)
        except _client().exceptions.NoSuchKey:
            return None
        return answer["Body"].read(), answer["ETag"]


def list_files(folder: Place) -> Sequence[Place]:
    """The files that stand in a folder, in the order of their names; none when there is no such folder.

    Raises:
        OSError: when they cannot be listed.
    """
    if isinstance(folder, Remote):
        return [place for place, _ in list_objects(folder) if len(place.parts) == len(folder.parts) + 1]
    return sorted(path for path in folder.glob("[!.]*") if path.is_file())


def read_file(place: Place) -> bytes | None:
    """What a small file says, or None when it is not there.

    Raises:
        OSError: when it cannot be read.
    """
    if isinstance(place, Remote):
        found = get_object(place)
        return found[0] if found else None
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None


def write_file(place: Place, content: bytes, mode: int = 0o666) -> None:
    """Write a small file: for its readers it is there whole, or as it was before.

    Raises:
        OSError: when it cannot be written.
    """
    if isinstance(place, Remote):
        with filesystem().open_output_stream(place.path) as target:
            target.write(content)
        return
    draft = place.with_name(f".{place.name}")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)


def remove_file(place: Place) -> None:
    """Remove a file, if it is there.

    Raises:
        OSError: when it cannot be removed.
    """
    if isinstance(place, Remote):
        with _as_os_errors():
            _client().delete_object(Bucket=place.bucket, Key=place.key)
    else:
        place.unlink(missing_ok=True)


def put_object_if(place: Remote, content: bytes, etag: str | None) -> bool:
    """Write a small object if it still has this ETag, or is still missing; tell whether it was written.

    Raises:
        OSError: when storage does not take it for another reason.
    """
    condition = {"IfMatch": etag} if etag else {"IfNoneMatch": "*"}
    with _as_os_errors():
        try:
            _client().put_object(Bucket=place.bucket, Key=place.key, Body=content, **condition)
        except _client().exceptions.ClientError as error:
            if error.response["Error"]["Code"] not in _OVERTAKEN:
                raise
            return False
    return True


def filesystem() -> FileSystem:
    """Object storage as ``pyarrow.fs`` shows it."""
    return _filesystem(os.environ.get(_ENDPOINT))


@functools.cache
def _filesystem(endpoint: str | None) -> FileSystem:
    import pyarrow as pa
    from pyarrow.fs import S3FileSystem

    # One request at a time is enough for a reader of documents, whose memory is bounded; threads take much of it.
    pa.set_io_thread_count(2)
    # Left to itself it waits three seconds for an answer: too little on a busy night.
    return S3FileSystem(endpoint_override=endpoint, connect_timeout=30, request_timeout=60)


def _client() -> Any:
    return _client_of(os.environ.get(_ENDPOINT))


@functools.cache
def _client_of(endpoint: str | None) -> Any:
    try:
        import boto3
        from botocore.config import Config
    except ImportError as error:
        raise UsageError("s3:// needs more libraries: pip install 'delib[cluster]'") from error
    retries = {"mode": "standard", "total_max_attempts": 5}
    return boto3.client("s3", endpoint_url=endpoint, config=Config(retries=retries, connect_timeout=10))


@contextlib.contextmanager
def _as_os_errors() -> Iterator[None]:
    """Let whatever storage answers look like a failure of a disk: that is what all others know how to handle."""
    _client()
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        kind = FileNotFoundError if error.response["Error"]["Code"] in _MISSING else OSError
        raise kind(f"object storage: {error}") from error
    except BotoCoreError as error:
        raise OSError(f"object storage: {error}") from error
