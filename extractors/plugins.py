"""Extractors from outside this package: whoever installs one beside it needs to change nothing here."""

from __future__ import annotations

from importlib.metadata import entry_points

from extractors.base import Extractor

#: The group of entry points under which a package names its extractors: ``quorums = "our_package.quorums:EXTRACTOR"``.
GROUP = "delib.extractors"


def with_plugins(own: tuple[Extractor, ...]) -> tuple[Extractor, ...]:
    """``own`` extractors, then those of installed packages by name.

    Raises:
        ValueError: when two extractors have one name: each is the name of a table.
        TypeError: when an entry point is no extractor.
    """
    found = [*own]
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        extractor = point.load()
        if not isinstance(extractor, Extractor):
            raise TypeError(f"the entry point {point.name} of {GROUP} is no Extractor")
        if extractor.name in {known.name for known in found}:
            raise ValueError(f"two extractors are called {extractor.name}: see the entry points of {GROUP}")
        found.append(extractor)
    return tuple(found)
