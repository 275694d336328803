"""What a document prints of itself, and what came with it: the body that made it, its transmission, and its date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.actes import ActesId, find_actes_ids, short_department
from pipeline.identify.collectivity import find_collectivity
from pipeline.identify.departments import find_department
from pipeline.identify.held import find_document_date
from pipeline.identify.sirens import find_siren
from pipeline.identify.transmission import find_transmission
from pipeline.model import Act, Document, Envelope, Identity

#: Where a letterhead ends.
_LETTERHEAD = 1500


def identify(document: Document, acts: Sequence[Act]) -> Identity:
    """The identification block of the table ``documents``; what is not printed is None.

    Args:
        document: as it was read.
        acts: as it was cut.
    """
    stamps = [page.text[item.start : item.end] for page in document.pages for item in page.furniture if item.kind == "stamp"]
    stamps = list(dict.fromkeys(stamps))
    identifier = next((found for stamp in stamps for found in find_actes_ids(stamp)), None)
    text = document.text
    collectivity = find_collectivity(text, identifier.siren if identifier else None)
    siren = identifier.siren if identifier else find_siren(text, collectivity)
    transmission = find_transmission(text, stamps)
    printed = Identity(
        collectivity=collectivity,
        siren=siren,
        department=_department(identifier, siren) or find_department(text[:_LETTERHEAD]),
        actes_id=identifier.text if identifier else None,
        nature=identifier.text[-2:].upper() if identifier else None,
        transmitted=transmission.get("transmitted"),
        received=transmission.get("received"),
        posted=transmission.get("posted"),
        published=transmission.get("published"),
        document_date=find_document_date(document, acts, identifier),
    )
    return _with_envelope(printed, document.envelope) if document.envelope else printed


def _with_envelope(printed: Identity, envelope: Envelope) -> Identity:
    """What was sent with the act goes before what could be read on it; an annex has a date of its own."""
    return replace(
        printed,
        siren=envelope.siren or printed.siren,
        department=short_department(envelope.department) or printed.department,
        actes_id=envelope.actes_id or printed.actes_id,
        nature=envelope.nature or printed.nature,
        received=envelope.received or printed.received,
        document_date=(None if envelope.annex else envelope.date) or printed.document_date,
    )


def _department(identifier: ActesId | None, siren: str | None) -> str | None:
    """The code of the département as the identifier gives it, or as the SIREN of a commune or of a département holds it."""
    if identifier and identifier.department:
        return short_department(identifier.department)
    if siren and siren.startswith(("21", "22")) and siren[2:4] != "97":
        return siren[2:4]
    return None
