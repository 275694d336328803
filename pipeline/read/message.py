"""The messages of @CTES: the XML that a body sends to the préfecture with an act, and what it gets back.

``034-219900017-20240314-2024_12-DE-1-1_0.xml`` is the message, ``99_DE-034-219900017-20240314-2024_12-DE-1-1_1.pdf`` the act,
``22_CO-034-219900017-20240314-2024_12-DE-1-1_2.pdf`` was joined to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import regex
from lxml import etree

from extractors import patterns
from pipeline.errors import Unreadable
from pipeline.model import Envelope
from pipeline.nomenclature import MATTERS

_NAMESPACE = b"http://www.interieur.gouv.fr/ACTES"

#: Natures by the number that messages give them.
_NATURES = {"1": "DE", "2": "AR", "3": "AI", "4": "CC", "5": "BF", "6": "AU"}

#: An object fills 500 characters at most, and annexes are counted in tens: no message comes near this size.
_LARGEST = 4 << 20

# "99_DE-034-219900017-20240314-2024_12-DE-1-1_1.pdf": type of the file, identifier of the act, ranks, rank of the file.
_NAME = patterns.compile(
    r"""(?:[0-9]{2}_[A-Z]{2}-)?
    (?P<group>(?P<id>(?P<department>0\d\d|02[AB]|9[78]\d)-(?P<siren>\d{9})-\d{8}-[0-9A-Za-z_]{1,20}-(?:DE|AR|AI|CC|BF|AU))-\d{1,2}-\d{1,2})
    _(?P<rank>\d{1,4})\.[A-Za-z0-9]{1,5}""",
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one message says.

    Attributes:
        envelope: of the act.
        document: name of the file that holds the act, or None when the message names none.
        annexes: names of the files that were joined to it.
    """

    envelope: Envelope
    document: str | None = None
    annexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileName:
    """What the name of a file that was sent says.

    Attributes:
        group: what the names of all files have that were sent together.
        rank: 0 for the message, 1 for the act, more for what was joined to it.
        actes_id: the identifier of the act.
        department, siren: of the body that sent it.
    """

    group: str
    rank: int
    actes_id: str
    department: str
    siren: str


def parse_name(name: str) -> FileName | None:
    """What a file name says that was made for a transmission, or None for any other.

    >>> parse_name("99_DE-034-219900017-20240314-2024_12-DE-1-1_1.pdf").actes_id
    '034-219900017-20240314-2024_12-DE'
    >>> parse_name("subvention.pdf") is None
    True
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    said = match.groupdict()
    return FileName(
        group=said["group"], rank=int(said["rank"]), actes_id=said["id"], department=said["department"], siren=said["siren"]
    )


def is_message(content: bytes) -> bool:
    """Whether an XML file belongs to a transmission to the préfecture."""
    return _NAMESPACE in content[:4000]


def read_message(content: bytes) -> Message:
    """What a message says of an act; an empty one where it speaks of none, as the cover of a whole transmission.

    Raises:
        Unreadable: ``too_large`` or ``damaged``.
    """
    if len(content) > _LARGEST:
        raise Unreadable("too_large", f"a message of {len(content)} bytes, the limit is {_LARGEST}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged", f"the message is no XML: {error}") from error
    act = next((e for e in _elements(root) if _local(e.tag) in ("Acte", "ActeRecu")), None)
    if act is None:
        return Message(envelope=Envelope())
    document, annexes = (tuple(_file_names(act, holder)) for holder in ("Document", "Annexes"))
    stated = _attribute(root, "IDActe")
    names = (f"{stated}-1-1_0.xml", *document, *annexes)
    told = next((said for said in map(parse_name, names) if said), None)
    envelope = Envelope(
        number=_attribute(act, "NumeroInterne"),
        nature=_NATURES.get(_attribute(act, "CodeNatureActe") or ""),
        title=next((_text(e) for e in _elements(act) if _local(e.tag) == "Objet"), None),
        date=_day(_attribute(act, "Date")),
        matter=_matter(act),
        actes_id=told.actes_id if told else None,
        department=told.department if told else None,
        siren=told.siren if told else None,
        received=_day(_attribute(root, "DateReception")),
    )
    return Message(envelope=envelope, document=next(iter(document), None), annexes=annexes)


def _matter(act: etree._Element) -> str | None:
    """The two first levels, which are the same everywhere."""
    levels = (_attribute(e, "CodeMatiere") for level in "12" for e in _elements(act) if _local(e.tag) == f"CodeMatiere{level}")
    code = ".".join(level or "" for level in levels)
    return code if code in MATTERS else None


def _file_names(act: etree._Element, holder: str) -> Iterator[str]:
    for element in _elements(act):
        held = _local(element.tag) == "NomFichier" and any(_local(above.tag) == holder for above in element.iterancestors())
        if held and (name := _text(element)):
            yield name


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    """The element and all below it; what an entity stands for is none."""
    return (element for element in root.iter() if isinstance(element.tag, str))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute, in the namespace of its element or in none: both are met."""
    return next((" ".join(value.split()) or None for key, value in element.attrib.items() if _local(key) == name), None)


def _text(element: etree._Element) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None


def _day(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((written or "")[:10])
    except ValueError:
        return None
