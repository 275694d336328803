"""When an act was sent to the préfecture, received there, put up at the town hall and published."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.dates import find_dates
from extractors.french import fold, matches_at, places_of

_ROLES = ("transmitted", "received", "posted", "published")

# What acts print in their letterhead or under the signature: a label, then the date. A sentence that tells of another
# notice ("un avis a été publié le ...") has no capital letter there, and no word of what makes an act enforceable.
_LABEL = patterns.compile(
    r"""\b(?:
    (?P<transmitted>
        (?: (?:tele)?transmi(?:[st]e?s?|ssion) | envoyee?s? | deposee?s? | depot )
        (?:[ \n](?:a|au|en|la|par|le|voie|electronique|controle|de|legalite)){0,6}[ \n](?:sous-?[ ]?)?prefecture[^:.;\d]{0,40}
        | (?: (?:date[ ]de[ ])?teletransmi(?:se?s?|ssion) (?:[ \n]au[ ](?:controle[ ]de[ ]legalite|representant[ ]de[ ]l'etat))?
          | transmi(?:se?s?|ssion)[ \n]au[ ](?:controle[ ]de[ ]legalite|representant[ ]de[ ]l'etat) ) (?:[ \n](?:le|du))? )
    | (?P<received> recue?s? | (?:accuse[ ]de[ ])?reception )[ \n](?:en|a[ ]la|par[ ]la)[ \n](?:sous-?[ ]?)?prefecture[^:.;\d]{0,40}
    | (?P<posted> affichee?s? | (?:date[ ]d')?affichage )
        (?:[ \n](?:en[ ]mairie|a[ ]la[ ](?:porte[ ]de[ ]la[ ])?mairie|le|du|de[ ]l'acte)){0,3}
    | (?P<published> publiee?s? | (?:date[ ]de[ ])?publication | (?:date[ ]de[ ])?mise?s?[ ]en[ ]ligne )
        (?:[ \n](?:electronique|de[ ]l'acte|(?:et(?:/ou)?|ou)[ ](?:de[ ]sa[ ])?notification|sur[ ]le[ ]site(?:[ ](?:internet|web))?
            (?:[ ]d(?:e[ ]la|u|e[ ]l')[ ]?[a-z-]{4,20})?|par[ ]voie[ ]electronique|le|du)){0,3}
    )[ \n]{0,2}:?[ \n]{0,2}(?=\d|1er|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[ ])""",
    regex.VERBOSE,
)

_WORDS = ("teletransmi", "transmi", "envoye", "depose", "recu", "accuse", "reception", "depot", "affich", "date d", "publi", "mis")

#: What makes an act enforceable names these dates in the middle of a sentence.
_ENFORCEABLE = patterns.compile(r"executoire|certifie|accomplissement|formalites|\bacte[ ]$")
_REACH = 250

#: A register prints these dates under each of its acts; the first few tell all that is told of the document.
_MOST = 200

#: "21/1212022": a slash that OCR read as the digit it resembles.
_DAMAGED = patterns.compile(r"(?<!\d)(?P<day>\d\d)(?:/(?P<month>\d\d)[1l]|[1l](?P<other>\d\d)/)(?P<year>(?:19|20)\d\d)(?!\d)")


def find_transmission(text: str, stamps: Sequence[str]) -> dict[str, dt.date]:
    """The first date of each role, by role: as the stamps say, else as the act itself prints.

    Args:
        text: the document's.
        stamps: what the préfecture's stamps say, piece by piece.
    """
    told: dict[str, dt.date] = {}
    for stamp in stamps:
        for date in find_dates(Passage(mend(stamp), kind="stamp")):
            if date.role in _ROLES and date.precision == "day":
                told.setdefault(date.role, date.date)
    folded = fold(text)
    for label in itertools.islice(matches_at(_LABEL, places_of(_WORDS, folded), folded), _MOST):
        role = label.lastgroup
        if role and role not in told and _is_of_the_act(text, folded, label.start()):
            found = next(iter(find_dates(Passage(text[label.start() : label.end() + 40], kind="stamp"))), None)
            if found and found.precision == "day" and found.start <= label.end() - label.start() + 1:
                told[role] = found.date
    return told


def mend(stamp: str) -> str:
    """A stamp whose dates have their slashes again.

    >>> mend("Date de réception AR : 21/1212022")
    'Date de réception AR : 21/12/2022'
    """
    mended: str = _DAMAGED.sub(lambda m: f"{m['day']}/{m['month'] or m['other']}/{m['year']}", stamp)
    return mended


def _is_of_the_act(text: str, folded: str, start: int) -> bool:
    return text[start].isupper() or bool(_ENFORCEABLE.search(folded, max(0, start - _REACH), start))
