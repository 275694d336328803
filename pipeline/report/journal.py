"""The journal of a run: each line for machines (JSON) and for people, capped, with nothing in it that commands a terminal."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.harmless import on_terminal

#: What one journal may hold: a run over millions of broken files must not fill the disk.
_MOST_LINES = 20_000

#: What one value may hold: names of files are the sender's.
_MOST_CHARACTERS = 1_000

_LOGGER = logging.getLogger("delib.journal")
_LOGGER.propagate = False
_LOGGER.setLevel(logging.INFO)


def note(event: str, /, *, level: int = logging.INFO, **details: Any) -> None:
    """Write one line into the journal of the run at work, if there is one.

    Args:
        event: what happened, in a few words that never change.
        level: of the module ``logging``.
        details: what there is to say of it.
    """
    if _LOGGER.handlers:
        _LOGGER.log(level, event, extra={"details": {name: _shown(value) for name, value in details.items()}})


@contextlib.contextmanager
def journal(folder: Path, run_id: str) -> Iterator[None]:
    """Keep a journal of what happens inside: ``RUN_ID.log`` for people, ``RUN_ID.log.jsonl`` for machines.

    A journal that cannot be written is no reason for a run to fail.
    """
    handlers: list[logging.Handler] = []
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        handlers.append(_handler(folder / f"{run_id}.log", _Readable()))
        handlers.append(_handler(folder / f"{run_id}.log.jsonl", _Json()))
    for handler in handlers:
        _LOGGER.addHandler(handler)
    try:
        yield
    finally:
        for handler in handlers:
            _LOGGER.removeHandler(handler)
            with contextlib.suppress(OSError):
                handler.close()


class _Capped(logging.FileHandler):
    """A file that takes so many lines and then says that it takes no more."""

    lines = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, if there is room left."""
        self.lines += 1
        if self.lines == _MOST_LINES:
            record = logging.makeLogRecord({**record.__dict__, "msg": "journal full", "details": {"lines": _MOST_LINES}})
        if self.lines <= _MOST_LINES:
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is that of logging
        """A full disk is told by the tables, not by the journal."""


def _handler(path: Path, formatter: logging.Formatter) -> logging.Handler:
    handler = _Capped(path, encoding="utf-8")
    handler.setFormatter(formatter)
    return handler


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        details: dict[str, Any] = getattr(record, "details", {})
        line = {"time": _moment(record), "level": record.levelname.lower(), "event": record.getMessage(), **details}
        return json.dumps(line, ensure_ascii=False)


class _Readable(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        details: dict[str, Any] = getattr(record, "details", {})
        said = "  ".join(f"{name}={value}" for name, value in details.items())
        return f"{_moment(record)} {record.levelname:<7} {record.getMessage()}  {said}".rstrip()


def _moment(record: logging.LogRecord) -> str:
    return dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")


def _shown(value: object) -> object:
    """A value that fits into a line and commands nothing.

    >>> _shown("a\\x1b[2J\\nb"), _shown(3)
    ('a [2J b', 3)
    """
    if value is None or isinstance(value, int | float):
        return value
    return on_terminal(str(value)[:_MOST_CHARACTERS])
