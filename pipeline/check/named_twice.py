"""One name twice among those present."""

from __future__ import annotations

from collections.abc import Iterator

from extractors import patterns
from extractors.french import fold
from pipeline.check.base import Check, Finding, Place, Reading, Row, place
from pipeline.check.roll import Roll, rolls, words_of

#: Where more names repeat, the whole list is printed twice.
_MOST = 2

#: How far behind the last name that was read one more of the list may stand.
_BEHIND = 80

_CLOSES = patterns.compile(r"(?<=\w{3})[.;]\s|\n|\b(?:procuration|pouvoir|excuse|absent|represente|secretaire)")

# A name behind these words is that of a holder or of an officer, and no entry of the list.
_OTHERWISE = patterns.compile(
    r"(?:\ba|pouvoirs?|procuration|secretaire[^,;\n]{0,20}|presidence[^,;\n]{0,20}|maire|par)\W*(?:mr?\.?|mme|monsieur|madame)?\s*\Z"
)


def check_named_twice(reading: Reading) -> Iterator[Finding]:
    """Names that stand twice in one list of those present."""
    for roll in reading.share(rolls).values():
        twice = list(_twice(reading, roll)) if roll.own else []
        for row, again in twice if len(twice) <= _MOST else ():
            yield Finding(
                message=f"{row['name']} est nommé deux fois parmi les présents : homonymes, ou même personne comptée deux fois.",
                places=(again, place(row)),
                act=roll.act,
            )


def _twice(reading: Reading, roll: Roll) -> Iterator[tuple[Row, Place]]:
    """The names that come again in the list; it is read in the text, for who is named twice is one row of ``members``."""
    end = _end(reading, roll)
    for row in roll.present:
        name = fold(row["raw"])
        at = reading.folded.find(name, row["char_end"], end) if len(name) > 4 else -1
        if at < 0 or reading.folded[at - 1].isalnum() or reading.folded[at + len(name)].isalnum():
            continue
        if reading.folded[at + len(name)] in "-'" or _OTHERWISE.search(reading.folded, at - 40, at):
            continue
        others = {words_of(r["name"]) for r in roll.present if r["char_start"] <= at < r["char_end"]}
        if not others or others == {words_of(row["name"])}:
            yield row, (at, at + len(name))


def _end(reading: Reading, roll: Roll) -> int:
    """Where the list of those present ends: at the next list, or with its paragraph."""
    last: int = max(row["char_end"] for row in roll.present)
    behind: list[int] = [r["char_start"] for r in (*roll.represented, *roll.excused, *roll.absent) if r["char_start"] >= last]
    closes: int = closing.start() if (closing := _CLOSES.search(reading.folded, last)) else last + _BEHIND
    return min([last + _BEHIND, closes, *behind])


CHECK = Check(
    code="named_twice",
    severity="warning",
    says="Un même nom est imprimé deux fois parmi les présents.",
    silent="La liste entière est répétée.",
    find=check_named_twice,
)
