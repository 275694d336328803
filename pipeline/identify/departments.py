"""The départements of France by their codes, as the national statistics office numbers them."""

from __future__ import annotations

import regex

from extractors import patterns
from extractors.french import fold

_NAMES = """
01 Ain 02 Aisne 03 Allier 04 Alpes-de-Haute-Provence 05 Hautes-Alpes 06 Alpes-Maritimes 07 Ardèche 08 Ardennes 09 Ariège 10 Aube
11 Aude 12 Aveyron 13 Bouches-du-Rhône 14 Calvados 15 Cantal 16 Charente 17 Charente-Maritime 18 Cher 19 Corrèze 2A Corse-du-Sud
2B Haute-Corse 21 Côte-d'Or 22 Côtes-d'Armor 23 Creuse 24 Dordogne 25 Doubs 26 Drôme 27 Eure 28 Eure-et-Loir 29 Finistère 30 Gard
31 Haute-Garonne 32 Gers 33 Gironde 34 Hérault 35 Ille-et-Vilaine 36 Indre 37 Indre-et-Loire 38 Isère 39 Jura 40 Landes
41 Loir-et-Cher 42 Loire 43 Haute-Loire 44 Loire-Atlantique 45 Loiret 46 Lot 47 Lot-et-Garonne 48 Lozère 49 Maine-et-Loire
50 Manche 51 Marne 52 Haute-Marne 53 Mayenne 54 Meurthe-et-Moselle 55 Meuse 56 Morbihan 57 Moselle 58 Nièvre 59 Nord 60 Oise
61 Orne 62 Pas-de-Calais 63 Puy-de-Dôme 64 Pyrénées-Atlantiques 65 Hautes-Pyrénées 66 Pyrénées-Orientales 67 Bas-Rhin 68 Haut-Rhin
69 Rhône 70 Haute-Saône 71 Saône-et-Loire 72 Sarthe 73 Savoie 74 Haute-Savoie 75 Paris 76 Seine-Maritime 77 Seine-et-Marne
78 Yvelines 79 Deux-Sèvres 80 Somme 81 Tarn 82 Tarn-et-Garonne 83 Var 84 Vaucluse 85 Vendée 86 Vienne 87 Haute-Vienne 88 Vosges
89 Yonne 90 Territoire-de-Belfort 91 Essonne 92 Hauts-de-Seine 93 Seine-Saint-Denis 94 Val-de-Marne 95 Val-d'Oise 971 Guadeloupe
972 Martinique 973 Guyane 974 Réunion 976 Mayotte
"""
_LETTERS = patterns.compile("[a-z]+")
_ENTRY = patterns.compile(r"(?P<code>\d[\dAB]\d?) (?P<name>[^\s\d][^\s]*)")


def _key(name: str) -> str:
    return " ".join(_LETTERS.findall(fold(name)))


#: Code of each département by its name, folded, words parted by spaces: "tarn et garonne".
CODES = {_key(entry["name"]): entry["code"] for entry in _ENTRY.finditer(_NAMES)}

# "DEPARTEMENT DE TARN ET GARONNE", "Département de l'Yonne", "Conseil départemental du Val-de-Marne"; the longest name wins.
_PRINTED = patterns.compile(
    r"(?:departement|conseil departemental|conseil general|prefecture)[ \n]{1,3}(?:de la |de l'|des |du |de |d'|)(?P<name>"
    + "|".join(regex.sub(" ", r"[ '\\n-]{1,3}", name) for name in sorted(CODES, key=len, reverse=True))
    + r")(?![a-z])"
)


def find_department(text: str) -> str | None:
    """The code of the first département that a text names as one: where a letterhead places its commune.

    >>> find_department("REPUBLIQUE FRANCAISE - DEPARTEMENT DE TARN ET GARONNE")
    '82'
    """
    found = _PRINTED.search(fold(text))
    return CODES[_key(found["name"])] if found else None
