"""Sums written out in words: "deux mille cinq cents euros"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex
from text_to_num import text2num

from extractors import patterns
from extractors.french import GAP, SPACE, places_of

_WORDS = (
    r"(?:un(?:e)?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante"
    r"|cinquante|soixante|septante|huitante|octante|nonante|cents?|mill?e|milles|mil|millions?|milliards?)\b"
)
_SEP = rf"(?:{GAP}|{SPACE}?-{SPACE}?)"

#: ``deux mille cinq cents euros``, ``un million d'euros``, ``cent euros et cinquante centimes``; on folded text.
_SUM = patterns.compile(
    rf"""
    \b (?P<whole> {_WORDS} (?: {_SEP} (?: et {_SEP} )? {_WORDS} ){{0,20}}+ ) {GAP}
    (?: d['e]{SPACE}? )? (?: (?P<euro> euros?\b | € ) | (?P<franc> francs? ) \b (?! {GAP} cfp | {GAP} pacifique ) )
    (?: {GAP} (?: et {GAP} )? (?P<cents> {_WORDS} (?: {_SEP} (?: et {_SEP} )? {_WORDS} ){{0,6}}+ ) {GAP} (?: centimes? | cts?) \b )?
    """,
    regex.VERBOSE,
)


#: The pattern above is tried only around the name of the money, behind the end of a number word.
_MONEY = ("euro", "franc", "€")
_LAST_WORD = patterns.compile(r"[a-z]{2}\s{1,6}(?:d['e]\s?)?\Z")
_LONGEST = 240

#: Spellings that the grammar of numbers does not know: "deux-mil", "trois cents mille".
_SEPARATORS = patterns.compile(r"[\s-]+")
_PLURAL = patterns.compile(r"\b(cent|vingt)s\b")
_THOUSAND = patterns.compile(r"\bmil\b|\bmilles\b")


@dataclass(frozen=True, slots=True)
class WrittenSum:
    """A sum in words."""

    start: int
    end: int
    value: Decimal
    currency: str


def read_written_sums(folded: str) -> Iterator[WrittenSum]:
    """Yield the sums in words of a folded text.

    >>> [str(s.value) for s in read_written_sums("la somme de vingt-sept mille trois cents euros")]
    ['27300']
    """
    done = 0
    for at in places_of(_MONEY, folded):
        if not _LAST_WORD.search(folded, max(0, at - 12), at):
            continue
        match = _SUM.search(folded, max(done, at - _LONGEST), at + _LONGEST)
        if not match or match.start() > at:
            continue
        done = match.end()
        if match["whole"].startswith(("million", "milliard")):  # "(en millions d'€)" counts nothing
            continue
        value = parse_number_words(match["whole"])
        cents = parse_number_words(match["cents"]) if match["cents"] else 0
        if value is not None and cents is not None:
            yield WrittenSum(match.start(), match.end(), value + Decimal(cents) / 100, "EUR" if match["euro"] else "FRF")


def parse_number_words(words: str) -> Decimal | None:
    """The number that folded words say, or None.

    >>> parse_number_words("dix-sept-mille"), parse_number_words("cent mille mille")
    (Decimal('17000'), None)
    """
    # "dix-sept-mille" is read only with a space before "mille"; "cents" and "vingts" only where grammar wants them.
    plain = _SEPARATORS.sub(" ", words)
    plain = _PLURAL.sub(r"\1", plain)
    plain = _THOUSAND.sub("mille", plain).replace("une", "un")
    try:
        return Decimal(text2num(plain, "fr"))
    except ValueError:
        return None
