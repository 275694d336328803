"""Proxies that are given in a sentence, outside any list: "Mme Roux quitte la séance et donne pouvoir à M. Petit"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import matches_near
from extractors.members.person import Person
from extractors.members.proxies import read_person, read_received
from extractors.members.subjects import people_before

_HANDS = patterns.compile(
    r"""
    (?<!\w) (?: et \s+ )? (?: a \s+ donne | ayant \s+ donne | avait \s+ donne | donne | donnant ) \s+ (?: son \s+ )?
    (?: pouvoir | procuration ) \s+ (?: de \s+ vote \s+ )? a \s+
    """,
    regex.VERBOSE,
)

# The other way round: "Mme Roux a reçu pouvoir de M. Petit", "M. Petit détient la procuration de Mme Roux".
_RECEIVES = patterns.compile(
    r"(?<!\w)(?:a\s+recu|ayant\s+recu|avait\s+recu|detient|est\s+porteu(?:r|se)\s+(?:de|d'un|d'une))\s+(?:(?:la|le|un|une|du)\s+)?"
    r"(?:pouvoir|procuration|mandat)(?=\s+(?:de\s|d'))"
)

# The verb before "et donne pouvoir": "M. Petit quitte la séance à 20 h et donne pouvoir".
_LEAVES = patterns.compile(r"(?<!\w)(?:quitte|part|s'absente|se retire|doit\s+(?:quitter|partir|s'absenter))(?!\w)")

# An authorisation is no proxy: "donne pouvoir à M. Petit pour signer l'acte".
_TO_SIGN = patterns.compile(r"[^.;\n]{0,60}?\b(?:pour|afin|de\s+(?:signer|representer))\b")


def find_handed(passage: Passage) -> Iterator[Person]:
    """The people who hand a proxy to somebody named, in a sentence.

    Somebody named by the office alone ("donne pouvoir à Monsieur le Maire") holds none.
    """
    done = 0
    for m in matches_near(_HANDS, passage.folded, ("pouvoir", "procuration"), before=30, behind=40):
        place, holder = read_person(passage, m.end(), len(passage.text))
        if holder is None or _TO_SIGN.match(passage.folded, place):
            continue
        leaves = _LEAVES.search(passage.folded, max(done, m.start() - 80), m.start()) if m[0].startswith("et") else None
        for person in people_before(passage, leaves.start() if leaves else m.start(), reach=240, floor=done)[-1:]:
            person.gives, person.holder = True, holder
            yield person
        done = m.end()
    for m in matches_near(_RECEIVES, passage.folded, ("pouvoir", "procuration", "mandat"), before=40, behind=20):
        name = m[0].split()[-1]
        received = read_received(passage, m.end() - len(name), len(passage.text))
        holders = people_before(passage, m.start(), reach=160) if received else []
        if received and holders and (received[2] or received[1].given):
            yield Person(received[1], received[2], gives=True, holder=holders[-1].name)
