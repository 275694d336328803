"""Damage a text as scanners and OCR do: look-alike signs, lost accents, lost and added spaces."""

from __future__ import annotations

import random

#: What tesseract reads instead, on worn print: look-alikes of shape, not of sound.
LOOK_ALIKES: dict[str, tuple[str, ...]] = {
    "0": ("O", "o", "Q"), "1": ("l", "I", "!"), "2": ("Z",), "3": ("8", "5"), "5": ("S", "6"), "6": ("b", "5"), "7": ("1", "T"),
    "8": ("B", "3"), "9": ("g", "q"), "O": ("0", "Q"), "I": ("l", "1", "|"), "l": ("1", "I", "|"), "i": ("í", "l", "j"),
    "S": ("5", "8"), "B": ("8",), "Z": ("2",), "G": ("6", "C"), "e": ("c", "o"), "c": ("e", "o"), "o": ("0", "c"), "a": ("o", "u"),
    "u": ("n", "v"), "n": ("u", "r"), "m": ("rn", "nn"), "r": ("t", "i"), "t": ("f", "l"), "f": ("t", "r"), "h": ("b", "li"),
    "b": ("h", "6"), "d": ("cl", "o"), "g": ("q", "9"), "q": ("g",), "v": ("u", "y"), "y": ("v",), "w": ("vv",), "p": ("n",),
    "s": ("5", "a"), "é": ("e", "è", "6"), "è": ("e", "é"), "ê": ("e", "é"), "à": ("a", "4"), "ç": ("c",), "ô": ("o", "6"),
    "€": ("£", "C", "e", "6"), "°": ("'", "*", "o"), "’": ("'", "`"), "'": ("’", "`"), ",": (".", ";"), ".": (",", " "),
    ":": (";", "."), ";": (":", ","), "-": ("_", "~"), "–": ("-", "_"), "(": ("{", "["), ")": ("}", "]"), "/": ("l", "I"),
}  # fmt: skip


def damage(text: str, rate: float, rng: random.Random) -> str:
    """``text`` with about ``rate`` of its characters damaged; lines and tabs stay, for they are not the scanner's.

    >>> damage("Pour : 30 voix", 0.0, random.Random(1))
    'Pour : 30 voix'
    """
    return "".join(_damaged(character, rng) if rng.random() < rate else character for character in text)


def _damaged(character: str, rng: random.Random) -> str:
    if character == " ":
        return rng.choice(("", "  "))
    if character in "\n\t":
        return character
    if character in LOOK_ALIKES:
        return rng.choice(LOOK_ALIKES[character])
    return rng.choice((character + " ", "", character))
