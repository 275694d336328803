"""Patterns that cost nothing until they are used.

Compiling all of them takes longer than most commands: a run that finds nothing new looks for nothing, and a query
only asks what columns there are. Processes that read documents use nearly all of them, and have them compiled beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, AnyStr, cast

import regex

#: The wording of a pattern, and its flags.
Source = tuple[str | bytes, int]

#: What a compiled pattern has to offer.
_OFFERED = ("pattern", "flags", "search", "match", "fullmatch", "finditer", "findall", "split", "splititer", "sub", "subn", "subf")


class _Compiled:
    """A pattern whose methods are those of the one that ``regex`` compiled: calling them is calling it."""

    __slots__ = _OFFERED


class _Waiting:
    """A pattern that becomes a compiled one as soon as more is asked of it than its wording."""

    __slots__ = _OFFERED

    def __getattr__(self, name: str) -> Any:
        if name not in _OFFERED:
            raise AttributeError(name)
        waiting: Any = self
        _become(waiting, regex.compile(waiting.pattern, waiting.flags))
        return getattr(self, name)


_waiting: list[_Waiting] = []


def compile(source: AnyStr, flags: int = 0) -> regex.Pattern[AnyStr]:
    """What ``regex.compile`` gives, for a pattern of a module: compiled when it is first used.

    >>> years = compile(r"(?P<year>\\d{4})")
    >>> years.pattern
    '(?P<year>\\\\d{4})'
    >>> years.search("le 2 mai 2024")["year"]
    '2024'
    """
    waiting: Any = _Waiting()
    waiting.pattern, waiting.flags = source, flags
    _waiting.append(waiting)
    return cast("regex.Pattern[AnyStr]", waiting)


def compile_all(kept: Mapping[Source, regex.Pattern[Any]] = MappingProxyType({})) -> dict[Source, regex.Pattern[Any]]:
    """Compile the patterns of all modules that were imported so far.

    Args:
        kept: those that were compiled before, by wording and flags.

    Returns:
        all that were still waiting, in the same form.
    """
    found = {}
    for waiting in _waiting:
        if isinstance(waiting, _Waiting):
            source: Source = waiting.pattern, waiting.flags
            found[source] = kept.get(source) or regex.compile(*source)
            _become(waiting, found[source])
    _waiting.clear()
    return found


def _become(waiting: Any, compiled: regex.Pattern[Any]) -> None:
    for name in _OFFERED[2:]:
        setattr(waiting, name, getattr(compiled, name))
    waiting.__class__ = _Compiled
