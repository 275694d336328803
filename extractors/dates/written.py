"""Where a text writes dates, in digits and in words, whatever they are the dates of.

Two kinds of places are looked for: the name of a month, from which day and year are read to the left and to the right,
and a date all in digits. What is incomplete ("du 3" in "du 3 au 7 mars 2024") takes month and year from its neighbour.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.french import MONTHS, WEEKDAYS, places_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A date as it is written: some of its parts may be missing.

    Attributes:
        start: offset of its first character.
        end: offset behind its last character.
        day: of the month; None where only a month is said.
        month: from 1; None for the bare day of "du 3 au 7 mars".
        year: in full; None as long as nothing says it.
        rule: how it was read.
        confidence: share of such readings that are right.
    """

    start: int
    end: int
    day: int | None
    month: int | None
    year: int | None
    rule: str
    confidence: float

    @property
    def date(self) -> dt.date | None:
        """The date, the first of the month where no day is said; None when incomplete or impossible."""
        if self.month is None or self.year is None or not 1600 <= self.year <= 2200:
            return None
        try:
            return dt.date(self.year, self.month, 1 if self.day is None else self.day)
        except ValueError:
            return None


_UNITS = (
    "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
    "quinze", "seize", "dix sept", "dix huit", "dix neuf",
)  # fmt: skip
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre vingt": 80}


def _number_words() -> dict[str, int]:
    """The numbers from 1 to 99 as their letters alone, "et" left out or not: ``vingtetun`` and ``vingtun`` are 21."""
    numbers = {words.replace(" ", ""): value for value, words in enumerate(_UNITS, start=1)}
    numbers |= {"premier": 1, "une": 1, "quatrevingts": 80}
    for tens, base in _TENS.items():
        stem = tens.replace(" ", "")
        numbers[stem] = base
        for value, unit in enumerate(("un", *_UNITS[1 : 19 if base >= 60 else 9]), start=1):
            numbers[stem + unit.replace(" ", "")] = numbers[stem + "et" + unit.replace(" ", "")] = base + value
        numbers[stem + "une"] = numbers[stem + "etune"] = base + 1
    return numbers


_NUMBERS = _number_words()

# "1er", "1e", "1°" as they should be printed; other firsts are damage.
_PLAIN_FIRST = patterns.compile("1[ \n]?(?:er?|°)$")
# The two parts of a year in words.
_CENTURY = patterns.compile(r"(deux[ \n-]+mill?e?|mill?e?[ \n-]+neuf[ \n-]+cents?)(.*)", regex.DOTALL)

# What may stand between two number words: "vingt-trois", "vingt trois", "vingt -\ntrois".
_JOIN = r"[ \n-]{1,4}"
_UNIT = "(?:" + "|".join(unit.replace(" ", _JOIN) for unit in sorted((*_UNITS, "une"), key=len, reverse=True)) + ")"
# "trois", "vingt et un", "quatre-vingt-dix-neuf".
_UP_TO_99 = (
    rf"(?:(?:quatre{_JOIN}vingts?|vingt|trente|quarante|cinquante|soixante)(?:{_JOIN}(?:et{_JOIN})?{_UNIT})?|{_UNIT})(?![a-z])"
)
# "deux mille vingt-cinq", "deux mil vingt et un", "mil neuf cent quatre-vingt-quatre".
_YEAR_WORDS = rf"(?:deux{_JOIN}mill?e?|mill?e?{_JOIN}neuf{_JOIN}cents?)(?:{_JOIN}(?:et{_JOIN})?{_UP_TO_99})?(?![a-z])"
_YEAR_DIGITS = r"(?:1[6-9]|20)\d\d(?!\d)"

_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})s?"

# Whole names and the abbreviations of tables: "févr.", "sept." (also a number: "vingt-sept mars"). OCR glues the day to it,
# "10février".
_MONTH_NAME = patterns.compile(
    r"""(?<![a-z]) (?: janv(?:ier)? | fev(?:r(?:ier)?)? | mars | avr(?:il)? | mai | juin | juil(?:let)? | aout
    | sept(?: embre | (?=\.|[ -]{0,2}(?:19|20)?\d\d\b) (?<!(?:dix|vingt|et|trente|ante|mille)[ -]sept) )
    | oct(?:obre)? | nov(?:embre)? | dec(?:embre)? ) (?![a-z])""",
    regex.VERBOSE,
)
_MONTH_STEMS = ("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")

# The day, read backwards from the month: "1er ", "23-", "vingt-trois ", "dix-sept (17) ", "23 du mois de ", "1° " (OCR).
_DAY = rf"""
    (?: (?P<first> (?<!\d) 1 [ \n]? (?: er | e(?![a-z]) | re | ᵉʳ | [°º"%*']{{1,2}} ) | (?<![a-z\d]) [li][ ]?er )
      | (?P<split> (?<= (?:le|du|au|{"|".join(WEEKDAYS)})[ \n]{{1,3}} ) [0-3] [ ] \d )
      | (?P<digits> (?<!\d) (?<!\d[.,]) [0-3]?\d )
      | (?P<words> (?<![a-z]) (?:premier | {_UP_TO_99}) (?: [ ]? \( [ ]? \d{{1,2}} (?:er)? [ ]? \) )? )
    )"""
_DAY_BEFORE = patterns.compile(
    rf"(?r) {_DAY} (?: [ \n]{{0,6}} (?: [-./] [ ]? )? | [ \n]{{1,3}} du[ \n]+mois[ \n]+d (?:e[ \n]+|'[ ]?) )",
    regex.VERBOSE,
)

# A day that OCR has spoiled, "3 {) " or "91 ": the month that is left would be half the truth.
_SPOILED_DAY = patterns.compile(r"(?r)(?:\d[ ]?[^\w\s.,;:()/\"'-][^\w\s]{0,2}|(?<![\d.,][ ]?)\d\d)[ \n]{0,2}", regex.VERBOSE)

# The year behind a month: " 2023", "-23", " deux mille vingt", " de l'an 2023". Never a sum: "en mars 2000 €".
_YEAR_AFTER = patterns.compile(
    rf"""\.? (?: [ \n]{{0,6}} (?:[-/.][ \n]{{0,2}} | ,[ \n]? | \( | de[ \n]+l'an(?:nee)?[ \n]+ )?
        (?: (?P<digits>{_YEAR_DIGITS}) (?! [ ]? (?:€|euros?\b|k€) | [.,]\d | [ ]\d{{3}}\b )
          | (?P<words>{_YEAR_WORDS}) )
      | [ ]? [-/][ ]? (?P<two>\d\d) (?![\d.,/-]) )""",
    regex.VERBOSE,
)

# The year said first, read backwards from the day: "L'an deux mille vingt-cinq, le lundi ", "L'an 2023 et le ".
_YEAR_BEFORE = patterns.compile(
    rf"""(?r) (?<![a-z]) l['" ]?[ ]?an(?:nee)? [ \n]{{1,3}}
        (?P<year> (?P<digits>{_YEAR_DIGITS}) | (?P<words>{_YEAR_WORDS}) (?:[ ]?\([ ]?\d{{4}}[ ]?\))? )
        [ \n,;:.-]{{0,6}} (?: et [ \n,]{{1,3}} )? (?: a [ ] [^,;.\n]{{2,30}} (?:heures?|h) [^,;.]{{0,12}} [ \n,]{{1,3}} )?
        (?: (?:le|ce|du) [ \n]{{1,3}} )? (?: jour [ \n,]{{1,3}} )? (?: {_WEEKDAY} [ \n,]{{1,3}} )? """,
    regex.VERBOSE,
)

# A date all in digits. Numbered headings ("2.1.10") have no leading zeros, identifiers go on with a dash or a slash,
# and what follows "n°" is a number, even when it looks like a date. With the year first it is the number of an act
# ("2024-03-07 Tarifs"), but where a word or a sign leads to a date.
_DIGITS = patterns.compile(
    r"""(?<![\d°]) (?<!\d[.,/-]) (?<!\b(?:n°|no|n)[ ](?:[a-z]{2,4}[ ])?) (?<![a-z]-)
    (?: (?P<day>[0-3]?\d) [ ]? (?P<sep>[/.-]) [ ]? (?P<month>[01]?\d) [ ]? (?P=sep) [ ]? (?P<year>(?:1[6-9]|20)\d\d)
      | (?P<day2>[0-3]?\d) / (?P<month2>[01]?\d) / (?P<year2>\d\d)
      | (?P<day2>[0-3]\d) (?P<sep2>[.-]) (?P<month2>[01]\d) (?P=sep2) (?P<year2>\d\d)
      | (?<=(?:\b(?:du|le|au|date|depuis|avant)|[:(|\t])[ \n]{0,3}) (?P<iso>(?:19|20)\d\d - [01]\d - [0-3]\d) )
    (?! \d | [./-]\d | (?<!/\d{2,4})-[a-z] | _ )""",
    regex.VERBOSE,
)

# Three numbers in a row: a quick look for where a date in digits may stand, the slow look decides.
_THREE_NUMBERS = patterns.compile(r"\d{1,4} ?(?P<sep>[/.-]) ?\d{1,2} ?(?P=sep) ?\d\d")

# What ties an incomplete date to the next one: " au ", " et du ", ", ", " à ", "-". A comma or a dash alone is weak.
_LINK = rf"""[ \n]{{0,3}} (?P<link> au | et | ou | a | jusqu'au | jusqu'a | & | , | / | - ) [ \n]{{0,3}}
    (?: (?:du|le|les|au|en|de) [ \n]{{1,3}} )? (?: {_WEEKDAY} [ \n]{{1,3}} )?"""
_LINKED = patterns.compile(_LINK, regex.VERBOSE)
_WEAK_LINKS = frozenset(",/-a")

# A bare day or "01/01" in front of a date: "du 3 au ", "les 12 et ", "du 01/01 au ".
_DAY_LINKED = patterns.compile(
    rf"""(?r) (?P<intro> (?<![a-z]) (?:du|des|le|les|au|{_WEEKDAY}) [ \n]{{1,3}} | {_WEEKDAY} [ \n]{{1,3}} )?
    (?P<day> {_DAY} (?: / (?P<numeric>[01]\d) )? ) {_LINK}""",
    regex.VERBOSE,
)
# "articles 3 et 12 mars" counts articles, not days.
_COUNTED = patterns.compile(r"(?r)(?<![a-z])(?:articles?|n°|nos?|lots?|points?|chapitres?|alineas?|l|r|d)[. \n]{0,3}")

# Streets are named after days: "rue du 8 mai 1945". "rues du 8 mai 1945 et du 11 novembre 1918" are two of them.
_STREET = patterns.compile(
    r"""(?r)(?<![a-z])(?: rues? | av(?:enues?)? | (?:bd|bld|bvd|blvd|boulevards?) | places? | pl | allees? | quais? | impasses?
    | esplanade | rond[ -]point | square | chemin | sq | faubourg | passage | ruelle | residence | parking | ecoles?
    | college | lycee | stade | gymnase ) [. ]? [ \n]{1,3} (?:de[ \n](?:la[ \n]victoire|l'armistice)[ \n])? du [ \n]{1,3}""",
    regex.VERBOSE,
)

_AND_OF = patterns.compile(r"[ \n]et[ \n]du[ \n]")


def find_written(text: str) -> list[Written]:
    """The complete and possible dates of a folded text, in reading order.

    >>> [str(found.date) for found in find_written("du 28 au 31 octobre 2014, puis le 02/11/2014 ; rue du 8 mai 1945")]
    ['2014-10-28', '2014-10-31', '2014-11-02']
    """
    found = _with_years(text, sorted([*_with_month_names(text), *_in_digits(text)], key=lambda w: w.start))
    found = sorted([*found, *_bare_days(text, found)], key=lambda w: w.start)
    return list(_without_streets(text, (w for w in found if w.date)))


def _with_month_names(text: str) -> Iterator[Written]:
    """Every month named, with what is read of its day and its year."""
    reached = 0
    for place in places_of(_MONTH_STEMS, text):
        name = _MONTH_NAME.match(text, place)
        if name is None:
            continue
        day = _DAY_BEFORE.match(text, max(reached, name.start() - 60), name.start())
        if day is None and _SPOILED_DAY.match(text, max(reached, name.start() - 8), name.start()):
            continue
        month = next(number for known, number in MONTHS.items() if known.startswith(name[0]))
        year = _YEAR_AFTER.match(text, name.end(), name.end() + 80)
        start, end = day.start() if day else name.start(), year.end() if year else name.end()
        rule, confidence = _manner(day, year)
        number = _year(year) if year else None
        if number is None and day and (before := _YEAR_BEFORE.match(text, max(0, day.start() - 120), day.start())):
            start, number, rule = before.start("year"), _year(before), "l'an"
        reached = end
        yield Written(
            start=start, end=end, day=_day(day) if day else None, month=month, year=number, rule=rule, confidence=confidence
        )


def _manner(day: regex.Match[str] | None, year: regex.Match[str] | None) -> tuple[str, float]:
    """The rule that read a date with a month's name, and how far it is to be trusted."""
    if day is None:
        return "month", 0.95
    if day["split"]:
        return "split digits", 0.6
    if day["first"] and not _PLAIN_FIRST.search(day["first"]):
        return "damaged first", 0.8
    if day["words"] or (year and year["words"]):
        return "words", 0.95
    return "month name", 0.9 if year and year["two"] else 0.98


def _day(match: regex.Match[str]) -> int | None:
    """The day that a match of ``_DAY`` says; 0, which no month has, where its words are no number."""
    if match["first"]:
        return 1
    if match["words"]:
        return _number(match["words"].partition("(")[0])
    return int((match["split"] or match["digits"]).replace(" ", ""))


def _number(words: str) -> int:
    return _NUMBERS.get("".join(letter for letter in words if letter.isalpha()), 0)


def _year(match: regex.Match[str]) -> int | None:
    """The year in digits, in words or cut to two digits."""
    if match["digits"]:
        return int(match["digits"])
    if words := match["words"]:
        century, tail = _CENTURY.fullmatch(words).groups()
        return (2000 if century.startswith("deux") else 1900) + _number(tail.partition("(")[0].removeprefix("et"))
    return _full_year(int(match["two"]))


def _full_year(two_digits: int) -> int:
    """The year that two digits stand for: councils write of decades past more often than of decades to come."""
    return two_digits + (2000 if two_digits < 60 else 1900)


def _in_digits(text: str) -> Iterator[Written]:
    """Every date all in digits."""
    for place in _THREE_NUMBERS.finditer(text):
        match = _DIGITS.match(text, place.start())
        if match is None:
            continue
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
        elif match["year"]:
            day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
        else:
            day, month, year = int(match["day2"]), int(match["month2"]), _full_year(int(match["year2"]))
        confidence = 0.9 if match["year2"] else 0.98
        yield Written(start=match.start(), end=match.end(), day=day, month=month, year=year, rule="digits", confidence=confidence)


def _with_years(text: str, found: list[Written]) -> list[Written]:
    """The same dates; one without a year takes it from the next ("du 8 juin au 3 juillet 2020") or the last one."""
    for i in range(len(found) - 2, -1, -1):
        earlier, later = found[i], found[i + 1]
        if earlier.year is None and later.year and _LINKED.fullmatch(text, earlier.end, later.start):
            year = later.year - (_order(earlier) > _order(later))
            found[i] = dataclasses.replace(earlier, year=year, rule="year of the next", confidence=0.9)
    for i in range(1, len(found)):
        earlier, later = found[i - 1], found[i]
        if later.year is None and later.day and earlier.year and earlier.day:
            link = _LINKED.fullmatch(text, earlier.end, later.start)
            if link and link["link"] in ("au", "jusqu'au"):
                year = earlier.year + (_order(earlier) > _order(later))
                found[i] = dataclasses.replace(later, year=year, rule="year of the last", confidence=0.85)
    return found


def _order(written: Written) -> tuple[int, int]:
    return written.month or 0, written.day or 0


def _bare_days(text: str, found: Iterable[Written]) -> Iterator[Written]:
    """The days in front of a date that have no month of their own: "les 3, 10 et 17 mai 2024"."""
    reached = 0
    for complete in found:
        if complete.day and complete.year and complete.rule != "l'an":
            yield from _chain(text, reached, complete)
        reached = complete.end


def _chain(text: str, reached: int, complete: Written) -> list[Written]:
    """The days tied to one date, from the last to the first; only up to where an article or a strong link holds them."""
    chain: list[Written] = []
    kept, at = 0, complete
    while match := _DAY_LINKED.match(text, max(reached, at.start - 50), at.start):
        earlier = _bare(match, at)
        if not earlier.day or _order(earlier) >= _order(at) or _COUNTED.match(text, max(0, match.start() - 12), match.start()):
            break
        at = earlier
        chain.append(at)
        if match["intro"] or match["link"] not in _WEAK_LINKS:
            kept = len(chain)
        if match["intro"]:
            break
    return chain[:kept]


def _bare(match: regex.Match[str], later: Written) -> Written:
    """The date that a match of ``_DAY_LINKED`` says, in the year of the later one, and in its month unless it says its own."""
    month = int(match["numeric"]) if match["numeric"] else later.month
    end = max(match.end(name) for name in ("first", "split", "digits", "words", "numeric"))
    return Written(
        start=match.start("day"), end=end, day=_day(match), month=month, year=later.year, rule="bare day", confidence=0.9
    )


def _without_streets(text: str, found: Iterable[Written]) -> Iterator[Written]:
    """The dates that no street is named after."""
    street_end = -1
    for written in found:
        between = text[street_end : written.start] if street_end >= 0 else ""
        if _STREET.match(text, max(0, written.start - 40), written.start) or _AND_OF.fullmatch(between):
            street_end = written.end
        else:
            street_end = -1
            yield written
