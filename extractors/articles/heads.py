"""Where an article begins: its number printed as a title, and not a citation of another article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import any_of, matches_at, places_of

_WORDS = {
    "premier": "1", "premiere": "1", "deux": "2", "second": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6",
    "sept": "7", "huit": "8", "neuf": "9", "dix": "10", "deuxieme": "2", "seconde": "2", "troisieme": "3", "quatrieme": "4",
    "cinquieme": "5", "sixieme": "6", "septieme": "7", "huitieme": "8", "neuvieme": "9", "dixieme": "10",
}  # fmt: skip

_ROMAN = {"i": 1, "v": 5, "x": 10}

# "Article 1er", "ARTICLE PREMIER", "Art. 2.1", "Article 3 bis", "Article IV", "Article unique", and in the rules of a
# zoning plan "Article UA 3". Scanned texts print "ler" for "1er". Four digits are an account of the budget, and a
# letter with a long number an article of a code.
_HEAD = patterns.compile(
    rf"""
    (?<![\w'-]) (?: article | (?P<short> art\.? ) ) (?: \s{{1,6}} | (?<=\.) ) (?: n°[ ]? )?
    (?:
        (?P<first> [1l][ \n]?er | 1[ ]?° | l(?=[ ]?:) ) (?![\w'-])
      | (?P<zone> [1-9]?(?:u|au|n|a)[a-z]{{0,2}} [ .-]{{0,2}} [1-9]\d? ) (?![\w'] | [.-]\d)
      | (?P<digits> [1-9]\d{{0,2}} (?: [.-]\d{{1,2}} ){{0,2}} ) (?: [ ]? (?P<latin> bis|ter|quater ) )? (?![\w'°] | [.,-]\d)
      | (?P<unique> unique ) \b
      | (?P<word> {any_of(_WORDS)} | [ivx]{{1,5}} ) (?![\w'] | [.-]\w)
    )
    (?P<separator> \s{{0,5}} [:.•-]{{1,2}} (?=\s|\w|$) )?
    """,
    regex.VERBOSE,
)

# What stands before an article that is only cited: "de l'article 2", "vu les", "chapitre 65 article 65", "(article 3".
_CITED_BEFORE = patterns.compile(
    r"""(?: \b(?: vu | voir | cf\.? | selon | et | ou | a | au | aux | en | de | des | du | le | les | cet | son | ses | leur
              | notamment | present | meme | dit | dudit | ledit | par | sous | dans | que )
          | \b(?: chapitre | compte | fonction | nature ) \s+ \d{1,6} \s? [,;:/-]? | [(\[] ) \s* $""",
    regex.VERBOSE,
)

# What follows an article that is only cited: "article 3 de la loi", "articles 4 et 5", "article 2 ci-dessus".
_CITED_AFTER = patterns.compile(
    r"""\s{0,3} (?: ,? \s (?:de \s l[a'] | du | des | dudit | d'un | alinea | al\. | paragraphe ) (?!\w) (?! [^.\n]{0,40} :)
        | (?:et|a|ou|,) \s? \d | ,? \s? (?:susvise|precite|ci-dess|ci-avant|modifie) )""",
    regex.VERBOSE,
)

# What may stand between the start of a line and an article's title.
_BULLETS = "•+*-–—#§>|✓➢❖▪■●\t"


@dataclass(frozen=True, slots=True)
class Head:
    """The title of one article: "Article 3 -", with its number.

    Attributes:
        start: offset of the word "Article".
        end: offset behind the number and its separator.
        number: as the table gives it: ``1``, ``2.1``, ``3 bis``, ``unique``.
        rule: ``separated`` when a colon, dash or dot parts the number from the text, else ``bare``.
        confidence: share of such titles that are right.
    """

    start: int
    end: int
    number: str
    rule: str
    confidence: float


def find_heads(passage: Passage) -> Iterator[Head]:
    """Yield the titles of the articles that a passage holds, in reading order.

    >>> text = "Vu l'article 3 de la loi, Article 1er : Le projet est approuvé."
    >>> [head.number for head in find_heads(Passage(text))]
    ['1']
    """
    expected = 1
    for match in matches_at(_HEAD, places_of(("art",), passage.folded), passage.folded):
        number = _number(match)
        rank = int(number) if number.isdigit() else 0
        if _is_title(passage, match, in_sequence=rank in (1, expected)):
            expected = rank + 1 if rank else expected
            rule, confidence = ("separated", 0.98) if match["separator"] else ("bare", 0.92)
            yield Head(match.start(), match.end(), number, rule, confidence)


def _number(match: regex.Match[str]) -> str:
    """The number of an article as the table gives it."""
    if match["first"]:
        return "1"
    if match["unique"]:
        return "unique"
    if word := match["word"]:
        return _WORDS.get(word) or str(_roman(word))
    if zone := match["zone"]:
        return str(zone).upper()
    return f"{match['digits']} {match['latin']}" if match["latin"] else str(match["digits"])


def _roman(letters: str) -> int:
    """The value of a Roman numeral: a smaller sign before a greater one counts against it."""
    values = [_ROMAN[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _is_title(passage: Passage, match: regex.Match[str], *, in_sequence: bool) -> bool:
    """Whether an article begins there: at the start of a line or a sentence, printed as a title, and not cited."""
    text, folded = passage.text, passage.folded
    if _CITED_AFTER.match(folded, match.end()) or _is_wrong_case(text, match):
        return False
    before = text[max(0, match.start() - 40) : match.start()]
    bare = before.rstrip(" \t\u00a0\u202f")
    if bare[-1:] in ("«", "“", '"'):  # the new wording of another text is quoted
        return False
    if match["short"] and not in_sequence:  # "Art. 165" is an account in a table of the budget
        return False
    capital = text[match.start()].isupper()
    if not bare.rstrip(_BULLETS + " ") or bare.rstrip(_BULLETS + " ")[-1] == "\n":
        return bool(capital or match["separator"])
    if not capital or _CITED_BEFORE.search(folded[max(0, match.start() - 40) : match.start()]):
        return False
    if bare[-1] in ".:;!?»”…)" + _BULLETS:
        return bool(match["separator"]) or _goes_on_as_title(text, match)
    # Flattened text: nothing parts the article from what comes before it, so its number must be the one awaited.
    return in_sequence and (bool(match["separator"]) or _goes_on_as_title(text, match))


def _is_wrong_case(text: str, match: regex.Match[str]) -> bool:
    """Whether a Roman number or a zone is in small letters: "article a 2 mois"."""
    if not (match["zone"] or match["word"]) or match["word"] in _WORDS:
        return False
    first = text[match.start("zone") if match["zone"] else match.start("word")]
    return first.islower()


def _goes_on_as_title(text: str, match: regex.Match[str]) -> bool:
    """Whether the word behind a number without separator begins with a capital, as a heading or a sentence does."""
    after = text[match.end() : match.end() + 20].lstrip()
    return bool(after) and (after[0].isupper() or after[0] in '«"“')
