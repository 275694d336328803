"""Acts that came with an envelope: what was sent with them goes before what could be read on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Act, Envelope

#: What an act of a nature is.
_KINDS = {"DE": "deliberation", "AR": "order", "AI": "order", "CC": "convention"}

#: Parts of a file that are something else than the act that was sent.
_UNNAMED = frozenset(("other", "annex"))


def as_sent(acts: Sequence[Act], envelope: Envelope) -> tuple[Act, ...]:
    """The acts of a file with what its envelope says.

    A file that was joined to an act holds annexes. In the file of the act itself number, object, date and matter belong to
    the first act of the kind that was sent; minutes that were sent as a whole are that act.
    """
    if envelope.annex:
        return tuple(replace(act, kind="annex") for act in acts)
    at = _sent(acts, envelope)
    act = acts[at]
    sent = replace(
        act,
        kind=_KINDS.get(envelope.nature or "", act.kind) if act.kind in _UNNAMED else act.kind,
        number=envelope.number or act.number,
        title=envelope.title or act.title,
        date=envelope.date or act.date,
        matter=envelope.matter,
    )
    return (*acts[:at], sent, *acts[at + 1 :])


def _sent(acts: Sequence[Act], envelope: Envelope) -> int:
    """Which of the acts was sent."""
    kind = _KINDS.get(envelope.nature or "")
    if acts[0].kind == "minutes":
        return 0
    return next((at for at, act in enumerate(acts) if act.kind == kind), 0)
