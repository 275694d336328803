"""Annotated examples: a French sentence with the mentions marked in it, and what they must be.

``"une subvention de <amount value=12500.00 tax=TTC>12 500 € TTC</amount>"`` says that one mention must be found, that it
must be exactly the marked characters, and that its fields must have these values. Fields not named are not compared.
A value in quotes may hold spaces; the value ``null`` stands for None. A ``|`` may part two fields but is not needed.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractors.base import Extractor, Passage

_TAG = re.compile(r"<(?P<close>/)?(?P<name>[a-z_]+)(?P<fields>(?:\s+[a-z_]+=(?:\"[^\"<>]*\"|[^\s\"<>]+))*)\s*>")
_FIELD = re.compile(r"(?P<key>[a-z_]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s\"]+))")


@dataclass(frozen=True)
class Expected:
    """One mention that an example marks."""

    start: int
    end: int
    fields: Mapping[str, str]


def parse(example: str) -> tuple[str, list[Expected]]:
    """The sentence without its marks, and what they ask for.

    Raises:
        ValueError: for a stray ``<`` or ``>``, a tag left open, or one closed by another name.
    """
    text, expected, opened, at = "", [], None, 0
    for tag in _TAG.finditer(example):
        text += _plain(example[at : tag.start()])
        at = tag.end()
        if tag["close"]:
            if opened is None or opened[0] != tag["name"] or tag["fields"]:
                raise ValueError(f"closing tag without its opening: {tag[0]} in {example!r}")
            expected.append(Expected(opened[1], len(text), opened[2]))
            opened = None
        else:
            if opened is not None:
                raise ValueError(f"tag inside a tag: {tag[0]} in {example!r}")
            fields = {f["key"]: f["bare"] if f["quoted"] is None else f["quoted"] for f in _FIELD.finditer(tag["fields"])}
            opened = (tag["name"], len(text), fields)
    if opened is not None:
        raise ValueError(f"tag left open: {opened[0]} in {example!r}")
    return text + _plain(example[at:]), expected


def _plain(piece: str) -> str:
    if "<" in piece or ">" in piece:
        raise ValueError(f"stray < or > in {piece!r}")
    return piece


def check(extractor: Extractor, example: str, *, kind: str = "deliberation", day: dt.date | None = None) -> None:
    """Assert that ``extractor`` finds in the example exactly what is marked in it."""
    text, expected = parse(example)
    found = list(extractor.find(Passage(text, kind=kind, day=day)))
    assert [text[m.start : m.end] for m in found] == [text[e.start : e.end] for e in expected]
    assert [(m.start, m.end) for m in found] == [(e.start, e.end) for e in expected]
    names = {f.name for f in dataclasses.fields(extractor.record)}
    for mention, wanted in zip(found, expected, strict=True):
        assert set(wanted.fields) <= names, f"no such field: {set(wanted.fields) - names}"
        got = {key: shown(getattr(mention, key)) for key in wanted.fields}
        assert got == dict(wanted.fields), f"{text[wanted.start : wanted.end]!r}"


def shown(value: object) -> str:
    """A field's value as examples write it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value != value.to_integral_value() else f"{value:.0f}"
    return str(value)
