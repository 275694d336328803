"""Proxies that are given in a sentence, outside any list: "Mme Roux quitte la séance et donne pouvoir à M. Petit"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import matches_near
from extractors.members.person import Person
from extractors.members.proxies import read_person
from extractors.members.subjects import people_before

_HANDS = patterns.compile(
    r"""
    (?<!\w) (?: et \s+ )? (?: a \s+ donne | ayant \s+ donne | avait \s+ donne | donne | donnant ) \s+ (?: son \s+ )?
    (?: pouvoir | procuration ) \s+ (?: de \s+ vote \s+ )? a \s+
    """,
    regex.VERBOSE,
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
