"""Acts of town halls that do not exist, for tests of whole runs."""

from __future__ import annotations

from pathlib import Path

_ACT = """COMMUNE DE {town}
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL

Séance du 14 mars 2024

Délibération n° {number}

Étaient présents : M. Paul MARTEL, Mme Claire DUPRÉ, Mme Anne LENOIR.
Secrétaire de séance : Mme Claire DUPRÉ.

Objet : Subvention au comité des fêtes

Le conseil municipal, après en avoir délibéré,
DÉCIDE
Article 1er : d'attribuer une subvention de {amount} € au comité des fêtes.
Article 2 : d'autoriser le maire à signer.

Vote : Pour : 14 - Contre : 0 - Abstention : 1
"""


def act(number: str = "2024-01", amount: str = "1 500", town: str = "VALRIVE") -> str:
    """The text of one deliberation."""
    return _ACT.format(number=number, amount=amount, town=town)


def make_raw(folder: Path, count: int = 3) -> Path:
    """A folder with so many deliberations, ``a1.txt``, ``a2.txt``..., each with another amount."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        (folder / f"a{number}.txt").write_text(act(f"2024-{number:02}", f"{number} 500"), encoding="utf-8")
    return folder
