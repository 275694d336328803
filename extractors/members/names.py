"""A person's name: where it begins and ends, and which of its words is the family name."""

from __future__ import annotations

from typing import NamedTuple

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import fold
from extractors.members.words import ENDING_WORDS, GIVEN_NAMES, PARTICLES

# One word of a name: "Jean-Pierre", "D'ALMEIDA", "P-Y", "J.F", "Ch.". OCR leaves brackets, bars and digits inside
# capitals, and U+FFFE for a hyphen at a line end. "-ABSENT" behind a name is no part of it.
_WORD = patterns.compile(
    r"""
    \p{Lu}\p{Ll}?\. (?: [ -]?\p{Lu}\p{Ll}?\. | -?\p{Lu}(?![\p{L}'’.]) ){0,4}+
    | (?: [dD]['’] )?+ \p{Lu} [\p{L}\p{M}'’\[|01]{0,40}+
      (?: [-‐‑\uFFFE] \s? (?! (?i:absent|excus|pr[ée]sent|procuration|pouvoir) ) [\p{L}\p{M}'’01]{1,40}+ ){0,6}+
    | (?: de | du | des | la | le | van | von | der | den | da | dos | di | del | el | ben ) (?= \s )
    """,
    regex.VERBOSE,
)

# What may stand between two words of one name: hard-wrapped lines break anywhere.
_BETWEEN = patterns.compile(r"[^\S\t\n]{0,8}+(?:\n[^\S\t\n]{0,8}+)?")

#: The office of a person, as lists print it behind the name: "2ème Adjointe au Maire", "Conseiller délégué".
TITLE = patterns.compile(
    r"""
    (?: (?: (?: \d{1,2}\s? | [ivx]{1,4} ) (?: ere | eme | er | e | nde | nd | ° )?
          | premiere? | deuxieme | seconde? | troisieme | quatrieme )
        \s (?= vice | adjoint | maire | membre ) )?
    (?: vice-?\s?president(?:e|\(e\))?s? | president(?:e|\(e\))?s? | maires? | adjoint(?:e|\(e\))?s? | conseill(?:er|ere)s?
      | delegue(?:e|\(e\))?s? | municipa(?:ux|les|le|l) | communautaires? | departementa(?:ux|les|le|l) | regiona(?:ux|les|le|l)
      | titulaires? | suppleant(?:e|\(e\))?s? | membres?\s(?:du\sbureau|titulaires?) | senat(?:eur|rice) | deputee? | doyen(?:ne)?
      | (?:au|le|la)\smaire | chargee?s?\s(?:de|des|du|aux?) | questeure? )
    (?! [\w'-] )
    """,
    regex.VERBOSE,
)

_CIVILITIES = (
    "messieurs|mesdemoiselles|mesdames|monsieur|mademoiselle|madame|mmes|mlles|mlle|mme|mrs|mr|mm|ms|mrnes|mrne|mmc|docteur|dr|me|m"
)

#: A civil title; "Mmc" and "Mrnes" are what OCR makes of "Mme" and "Mmes". The "M." of "M.A. Dupont" is an initial.
CIVILITY = patterns.compile(rf"(?<![\w'-])(?P<title>{_CIVILITIES})(?:\s?\.(?!\p{{L}}\.)|,(?=\s)|(?![\w'.-]))")

_PLURAL = frozenset({"messieurs", "mesdames", "mesdemoiselles", "mm", "mmes", "mrs", "ms", "mlles", "mrnes"})
_WOMAN = frozenset({"madame", "mesdames", "mme", "mmes", "mmc", "mrne", "mrnes"})
_RARER = {
    "mademoiselle": "Mlle",
    "mesdemoiselles": "Mlle",
    "mlle": "Mlle",
    "mlles": "Mlle",
    "docteur": "Dr",
    "dr": "Dr",
    "me": "Me",
}

# A capital and a letter: what follows the "M." of "M. DURAND", and never an initial.
_NAME_NEXT = patterns.compile(r"\s{0,3}\p{Lu}[\p{L}'’-]")

# "A été nommé secrétaire", on the line below a name: the verb, and no initial.
_VERB_NEXT = patterns.compile(r"\s(?:été|ete|donné|donne|quitté|quitte|voté|rejoint|assisté|présidé)\b")

_HYPHEN = patterns.compile(r"[-.\uFFFE]")
_FIRST_PART = patterns.compile(r"[^-' ]*")
_LETTERS = patterns.compile(r"\w+")

# People that no sign parts, by the capitals of their words: "Lise DURAND Jean LE GOFF", "DURAND Lise LE GOFF Jean".
_GIVEN_FIRST = patterns.compile(r"P*[TI]+P*U[UP]*")
_FAMILY_FIRST = patterns.compile(r"P*U[UP]*[TI]+")


def is_plural(title: str) -> bool:
    """Whether a folded civil title introduces several people."""
    return title in _PLURAL


def normal_civility(title: str) -> str:
    """``M.`` or ``Mme`` for a folded civil title in any spelling.

    >>> normal_civility("mesdames"), normal_civility("mr")
    ('Mme', 'M.')
    """
    return "Mme" if title in _WOMAN else _RARER.get(title, "M.")


def name_key(shown: str) -> frozenset[str]:
    """The words of a name, whatever their order, case and accents.

    >>> name_key("DURAND Hélène") == name_key("Hélène Durand")
    True
    """
    return frozenset(_LETTERS.findall(fold(shown)))


class Word(NamedTuple):
    """One word of a name.

    Attributes:
        start: offset in the passage.
        end: offset behind it.
        kind: ``U`` upper case, ``T`` capitalised, ``I`` initials, ``P`` particle.
        folded: lower case without accents.
        broken: whether a line ends before it.
    """

    start: int
    end: int
    kind: str
    folded: str
    broken: bool

    @property
    def is_given(self) -> bool:
        """Whether it is known as a given name: "Lucie", "Jean-Marc"."""
        m = _FIRST_PART.match(self.folded)
        return self.kind == "I" or (m is not None and m[0] in GIVEN_NAMES)


class Name(NamedTuple):
    """A name as printed: ``given`` and ``family`` are None where the text does not tell them apart."""

    start: int
    end: int
    shown: str
    given: str | None = None
    family: str | None = None


def is_mixed(words: list[Word]) -> bool:
    """Whether capitals tell the family name: "Lise DURAND"."""
    kinds = {word.kind for word in words}
    return "U" in kinds and not kinds.isdisjoint("TI")


def read_words(passage: Passage, at: int, end: int, *, titled: bool = False, pairing: bool = False) -> list[Word]:
    """The words of the names that stand at ``at`` one behind the other, until anything else comes.

    Args:
        passage: where to read.
        at: where the first word must begin.
        end: where to stop at the latest.
        titled: a civil title stands before, so that even "Maire" or "Budget" is a family name.
        pairing: a lone "A" in capitals stands for "à".
    """
    words: list[Word] = []
    while len(words) < 40 and (m := _WORD.match(passage.text, at, end)):
        word = _word(passage, m.start(), m.end(), bool(words) and "\n" in passage.text[words[-1].end : m.start()])
        if _ends_a_name(passage, word, words, titled=titled, pairing=pairing):
            break
        words.append(word)
        gap = _BETWEEN.match(passage.text, m.end(), end)
        at = gap.end() if gap else m.end()
    while words and (words[-1].kind == "P" or (len(words) > 1 and words[-1].folded in LEANING)):
        words.pop()
    return _with_initials(words)


#: Particles that end no name even in capitals.
LEANING = frozenset({"de", "du", "des", "d'", "le", "la", "van", "von"})


def _with_initials(words: list[Word]) -> list[Word]:
    """The words, with "JP" in "JP DURAND" known as initials."""
    if len(words) == 2 and words[0].kind == words[1].kind == "U" and len(words[0].folded) == 2 and words[0].folded not in PARTICLES:
        return [words[0]._replace(kind="I"), words[1]]
    return words


def _ends_a_name(passage: Passage, word: Word, before: list[Word], *, titled: bool, pairing: bool) -> bool:
    """Whether ``word`` is no part of the name: a heading, an office, "à", or the civil title of the next person.

    In capitals behind a first name even a word of headings is a surname: "Luc BUDGET".
    """
    if word.folded == "a" and (pairing or passage.text[word.start] != "A" or _VERB_NEXT.match(passage.text, word.end)):
        return True
    office = TITLE.match(passage.folded, word.start)
    if titled and not before:
        return office is not None and passage.text[word.start].islower()
    surname = bool(before) and not word.broken and word.kind == "U" and all(other.kind in "TI" for other in before)
    if office or (word.folded in ENDING_WORDS and not surname):
        return True
    if word.kind == "I":  # the "M." that looks like an initial is the civil title of the next person
        return word.folded in ("m.", "me.", "dr.") and _NAME_NEXT.match(passage.text, word.end) is not None
    return CIVILITY.match(passage.folded, word.start) is not None


def _word(passage: Passage, start: int, end: int, broken: bool) -> Word:
    text = passage.text[start:end]
    folded = passage.folded[start:end]
    letters = [c for c in text.removeprefix("d'").removeprefix("d’") if c.isalpha()]
    capitals = sum(map(str.isupper, letters))
    if text.endswith(".") or (len(letters) < 4 and all(len(part) <= 1 for part in _HYPHEN.split(text))):
        kind = "I"
    elif folded in PARTICLES and capitals < 2:
        kind = "P"
    else:
        kind = "U" if capitals >= 2 and capitals >= 0.6 * len(letters) else "T"
    return Word(start, end, kind, folded, broken)


def part_words(words: list[Word]) -> tuple[list[list[Word]], list[Word]]:
    """The words of each person, and those left over at the end: a place, or the heading that follows the list."""
    if is_mixed(words):
        shape = "".join(word.kind for word in words)
        pattern = _FAMILY_FIRST if shape.lstrip("P").startswith("U") else _GIVEN_FIRST
        people, at = [], 0
        while m := pattern.match(shape, at):
            people.append(words[m.start() : m.end()])
            at = m.end()
        return people, words[at:]
    if len(words) > 3:
        return _part_by_given_names(words), []
    lines = _lines(words)
    return (lines if min(map(len, lines)) > 1 else [words]), []


def _lines(words: list[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in words:
        if word.broken or not lines:
            lines.append([])
        lines[-1].append(word)
    return lines


def _part_by_given_names(words: list[Word]) -> list[list[Word]]:
    """People whose capitals tell nothing, parted where a given name follows a family name, or the other way round."""
    given_first = words[0].is_given
    people: list[list[Word]] = [[]]
    for word in words:
        last = people[-1]
        if len(last) > 1 and last[-1].kind != "P" and word.is_given == given_first != last[-1].is_given:
            people.append([])
        people[-1].append(word)
    return people if all(len(person) > 1 for person in people) else [words]


def make_name(passage: Passage, words: list[Word], *, titled: bool = False) -> Name:
    """The name that ``words`` print, first name first where it is clear which one that is.

    Args:
        passage: where they stand.
        words: of one person.
        titled: a civil title stands before: a lone word is then the family name.
    """
    given, family = _given_and_family(words, titled)
    shown = _joined(passage, [*given, *family] or words)
    return Name(words[0].start, words[-1].end, shown, _joined(passage, given) or None, _joined(passage, family) or None)


def _joined(passage: Passage, words: list[Word]) -> str:
    return " ".join("".join(passage.text[word.start : word.end].replace("\ufffe", "-").split()) for word in words)


def _given_and_family(words: list[Word], titled: bool) -> tuple[list[Word], list[Word]]:
    """The words of the first and of the family name; nothing where it cannot be told."""
    if is_mixed(words):
        return _by_capitals(words)
    if len(words) == 1:
        return ([], words) if titled or not words[0].is_given else (words, [])
    if words[0].is_given and not words[-1].is_given:
        return words[:1], words[1:]
    if words[-1].is_given and not words[0].is_given:
        return words[-1:], words[:-1]
    return ([], words) if titled and {word.kind for word in words} == {"U"} else ([], [])


def _by_capitals(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """First and family name where capitals tell them apart; a particle goes with the word behind it."""
    given: list[Word] = []
    family: list[Word] = []
    leaning: list[Word] = []
    for word in words:
        leaning.append(word)
        if word.kind != "P":
            (family if word.kind == "U" else given).extend(leaning)
            leaning = []
    return given, [*family, *leaning]
