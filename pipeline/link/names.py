"""People's names as they are compared: without case, accents, order, and what OCR takes for something else."""

from __future__ import annotations

from typing import NamedTuple

import regex

from extractors import patterns
from extractors.french import fold
from extractors.members.words import GIVEN_NAMES, PARTICLES

_WORDS = patterns.compile(r"[a-z0-9|\[œæ]+(?:'[a-z0-9|\[œæ]+)*\.?")
# "JP", "J.P.", "J-P", "Ch.", "M.A": what stands for a given name.
_INITIALS = patterns.compile(r"(?:\p{Lu}\p{Ll}?[.\s-]+)*(?:\p{Lu}\p{Ll}?\.|\p{Lu}{1,2})")
#: Words between two family names of one person: "DUPRÉ épouse MARTEL".
_MARRIED = frozenset({"nee", "ne", "epouse", "ep", "veuve", "vve", "dite", "dit"})
_SHORT = {"st": "saint", "ste": "sainte"}

#: Signs that OCR takes for one another: they count as one.
_ALIKE = str.maketrans("1l|[j05", "iiiiios")
_GLUED = (("rn", "m"), ("vv", "w"), ("œ", "oe"), ("æ", "ae"))
_TWICE = patterns.compile(r"(.)\1+")


class PersonName(NamedTuple):
    """A name as it is compared: again and again, so it is a tuple.

    Attributes:
        given: words of the given name, or its initials, each with a dot; empty where it is not printed.
        family: words of the family name.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether a given name is written out."""
        return bool(self.given) and not self.has_initials

    @property
    def has_initials(self) -> bool:
        """Whether the given name is only hinted at."""
        return any(word.endswith(".") for word in self.given)

    @property
    def aliases(self) -> tuple[str, ...]:
        """All letters without a gap, in both orders: "LE GALLUDEC Noé" is "Noé LEGALLUDEC"."""
        given, family = "".join(self.given), "".join(self.family)
        return tuple(sorted({given + family, family + given}))

    @property
    def sound(self) -> str:
        """The family name without doubled letters, and with what is heard alike."""
        letters = "".join(self.family).replace("ph", "f").replace("y", "i")
        return str(_TWICE.sub(r"\1", letters))


def read_name(name: str, given: str | None, family: str | None) -> PersonName:
    """A printed name, ready to be compared; given and family name where they are told apart, else as it is likely.

    >>> read_name("Noé LE GALLUDEC", "Noé", "LE GALLUDEC")
    PersonName(given=('noe',), family=('ie', 'gaiiudec'))
    >>> read_name("J.-P. ROUX", None, None)
    PersonName(given=('i.', 'p.'), family=('roux',))
    """
    if given is None and family is None:
        given, family = _part(name)
    initials = given is not None and _INITIALS.fullmatch(given.strip()) is not None
    return PersonName(_initials(given or "") if initials else _words(given or ""), _words(family or ""))


def _part(name: str) -> tuple[str | None, str | None]:
    """A name of which nobody said where it parts: by capitals, by known given names, else behind the first word."""
    words = name.split()
    if len(words) < 2:
        return None, name
    upper = [word.isupper() and (len(word) > 2 or fold(word) in PARTICLES) for word in words]
    if any(upper) and not all(upper):
        if upper[0]:
            cut = upper.index(False)
            return " ".join(words[cut:]), " ".join(words[:cut])
        cut = upper.index(True)
        while cut > 1 and fold(words[cut - 1]) in PARTICLES:
            cut -= 1
        return " ".join(words[:cut]), " ".join(words[cut:])
    if is_given(words[-1]) and not is_given(words[0]):
        return words[-1], " ".join(words[:-1])
    return words[0], " ".join(words[1:])


def is_given(word: str) -> bool:
    """Whether a word is known as a given name."""
    return fold(word).partition("-")[0] in GIVEN_NAMES


def _words(text: str) -> tuple[str, ...]:
    words = (word.rstrip(".") for word in _WORDS.findall(fold(text).replace("'", " ")))
    return tuple(alike(_SHORT.get(word, word)) for word in words if word not in _MARRIED)


def _initials(given: str) -> tuple[str, ...]:
    letters = regex.findall(r"\p{Lu}\p{Ll}?", given)
    return tuple(f"{alike(fold(letter))}." for letter in letters)


def alike(word: str) -> str:
    """A folded word with one sign for all that OCR takes for it.

    >>> alike("galludec") == alike("ga1ludec"), alike("marnier") == alike("mamier")
    (True, True)
    """
    word = word.translate(_ALIKE)
    for pair, sign in _GLUED:
        word = word.replace(pair, sign)
    return word


def may_stand_for(initials: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Whether initials are those of a given name.

    >>> may_stand_for(("i.", "p."), ("iean", "pierre")), may_stand_for(("p.",), ("iean", "pierre"))
    (True, False)
    """
    if len(initials) > len(given):
        return False
    return all(word.startswith(initial.rstrip(".")) for initial, word in zip(initials, given, strict=False))


def is_married_form(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether a family name is another one with a second name joined to it: "DUPRÉ-MARTEL" and either of its parts.

    >>> is_married_form(("dupre", "martei"), ("martei",)), is_married_form(("ie", "gaii"), ("ie",))
    (True, False)
    """
    if not 0 < len(shorter) < len(longer) or len("".join(shorter)) < 3:
        return False
    return longer[: len(shorter)] == shorter or longer[-len(shorter) :] == shorter


def is_slip(rare: str, usual: str, least: int = 5) -> bool:
    """Whether a spelling differs from another by what a slip of the pen or of the scanner does to it.

    One letter, or two of a long name; never one more or less at either end, as real names differ.

    >>> is_slip("lambruquet", "lambrusquet"), is_slip("martini", "martin"), is_slip("leroux", "leroy")
    (True, False, False)
    """
    if min(len(rare), len(usual)) < least or rare[0] != usual[0] or rare.startswith(usual) or usual.startswith(rare):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(rare, usual) <= (2 if len(usual) >= 10 else 1)
