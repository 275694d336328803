"""When the assembly met whose decisions a document holds, or when its order was signed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors import patterns
from extractors.base import Passage
from extractors.dates import Date, find_dates
from extractors.french import fold
from pipeline.actes import ActesId
from pipeline.model import Act, Document

#: How much of a document is read for its date: letterhead and roll call.
_HEAD = 8000

#: How far a title reaches.
_TITLE = 200

#: A date that stands behind the same words so often runs along the margin of the pages: it is the document's.
_RUNNING = 3

# "Règlement - Modification n° 8 - 13/12/2022"
_MARGIN = patterns.compile(
    r"(?P<words>[^\d/]{12,60}(?:\d{1,3})?[^\d/]{1,6})(?P<day>\d\d)/(?P<month>\d\d)/(?P<year>(?:19|20)\d\d)(?!\d)"
)
_LETTER = patterns.compile("[a-z]")
_CITED = patterns.compile(r"(?<![a-z])(?:loi|decret|ordonnance|code|arrete|directive|reglement \(|jo|ne)")

#: How long before the day in its stamp a meeting may have been: minutes are stamped once the next meeting approved them.
_LATE = dt.timedelta(days=400)

_DECIDED = ("minutes", "deliberation", "order")


def find_document_date(document: Document, acts: Sequence[Act], identifier: ActesId | None) -> dt.date | None:
    """The day of the meeting or of the signature, not that of a convocation, a transmission or earlier minutes.

    Where the opening and the acts disagree the opening is believed, but for an order, which cites other meetings first.

    Args:
        document: as it was read.
        acts: as it was cut.
        identifier: of the act, where it is stamped: it holds the day of the decision.
    """
    opening = _opening(document)
    first = acts[0].kind if acts else "other"
    passage = Passage(opening, kind=first)
    # One after the other, for the first will do: what a date is costs more than where it stands.
    held = next((date.date for date in find_dates(passage) if date.role == "meeting" and date.precision == "day"), None)
    of_acts = _of_acts(acts)
    stamped = identifier.day if identifier else None
    if stamped and stamped in (held, of_acts):
        return stamped
    told = of_acts or held if first in ("order", "convention") else held or of_acts
    if told and stamped and not dt.timedelta(0) <= stamped - told <= _LATE:
        return stamped
    return told or stamped or _running(opening) or _heading(find_dates(passage))


def _of_acts(acts: Sequence[Act]) -> dt.date | None:
    """The one day on which everything in the document was decided; a register of several meetings has none."""
    days = {act.date for act in acts if act.date and act.kind in _DECIDED}
    return days.pop() if len(days) == 1 else None


def _heading(dates: Iterator[Date]) -> dt.date | None:
    """The date that a document is headed with, when no word says what it is the date of."""
    first = next(dates, None)
    named = first and first.start < _TITLE and first.precision == "day" and first.role in ("event", "other")
    return first.date if first and named else None


def _opening(document: Document) -> str:
    """The first pages as they read without stamps."""
    pieces: list[str] = []
    length = 0
    for page in document.pages:
        at = 0
        for item in page.furniture:
            if item.kind == "stamp":
                pieces.append(page.text[at : item.start])
                at = item.end
        pieces.append(page.text[at:])
        length += len(page.text)
        if length > _HEAD:
            break
    return "".join(pieces)[:_HEAD]


def _running(text: str) -> dt.date | None:
    """The date that stands behind the same words again and again."""
    count: Counter[tuple[str, str, str, str]] = Counter()
    for found in _MARGIN.finditer(fold(text)):
        words = "".join(_LETTER.findall(found["words"]))[-20:]
        if not _CITED.search(found["words"]):
            count[words, found["year"], found["month"], found["day"]] += 1
    (_, *parts), times = max(count.items(), key=lambda item: item[1], default=(("", "", "", ""), 0))
    if times < _RUNNING:
        return None
    try:
        return dt.date(*map(int, parts))
    except ValueError:
        return None
