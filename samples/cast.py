"""Who appears in the sample: bodies, people and associations that exist nowhere."""

from __future__ import annotations

import random
from dataclasses import dataclass

GIVEN = {
    "M.": (
        "Adrien", "Bastien", "Cyprien", "Damien", "Émile", "Florent", "Gaspard", "Hugo", "Ivan", "Jean-Loup", "Lilian",
        "Marceau", "Noé", "Octave", "Paul-Henri", "Quentin", "Rémi", "Sylvain", "Thibault", "Ulysse", "Victor", "Yanis",
    ),
    "Mme": (
        "Agathe", "Bérénice", "Clémence", "Diane", "Élodie", "Fanny", "Garance", "Héloïse", "Inès", "Jeanne", "Lise-Marie",
        "Maëlle", "Noémie", "Odile", "Pauline", "Romane", "Solène", "Tiphaine", "Ursule", "Violette", "Wendy", "Zélie",
    ),
}  # fmt: skip

SURNAMES = (
    "ABRILLET", "BOISSERAND", "CARVILHE", "DE MONTCLAR", "DESROUZIÈRES", "ESPARGNAT", "FOURCAUDEL", "GRANDVEAU",
    "HAUTERRAY", "ISSARTIER", "JOLIBERT-VIAU", "KERVELLO", "LAMBRUSQUET", "LE GALLUDEC", "MARSILLOUX", "NOUVELAIRE",
    "OUDRINOT", "PERRAUDEAU", "QUINTARIC", "ROUSSELANGE", "SAVIGNOLLE", "TREMBLERAY", "URDIZAN", "VALLOURDE",
    "WESTERLYNCK", "YVERNEAU", "ZAMBRANIAC", "BEAUFRELON", "CHANTEGRUE", "DUPLESSARD", "FONTANIEUX", "GUILLEMARD",
)  # fmt: skip

ASSOCIATIONS = (
    "Les Amis de la Bibliothèque", "Amicale des Pêcheurs", "Club des Aînés", "Comité des Fêtes", "Foyer Rural",
    "Harmonie Municipale", "La Boule Ferrée", "Les Jardins Partagés", "Ludothèque des Quatre Vents", "Tennis Club",
    "Société de Chasse", "Théâtre du Préau", "Union Sportive", "Vélo Nature", "Les Restos du Lavoir", "Judo Club",
    "Chorale À Travers Champs", "Cinéma Plein Écran", "Sauvegarde du Patrimoine", "Secours de Proximité",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """One elected person."""

    civility: str
    given: str
    family: str

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given} {self.family}"

    @property
    def full(self) -> str:
        """With the civil title in front."""
        return f"{self.civility} {self.name}"


@dataclass(frozen=True)
class Body:
    """One fictional collectivité.

    Attributes:
        kind: ``commune``, ``epci`` or ``departement``.
        name: as its letterhead prints it.
        of: the name behind "de", such as "du Val d'Ambre".
        assembly: such as "conseil municipal".
        chair: title of whoever presides.
        department: its code, of three characters.
        siren: nine digits, with a right check digit.
    """

    kind: str
    name: str
    of: str
    assembly: str
    chair: str
    department: str
    siren: str

    @property
    def siret(self) -> str:
        """The SIRET of its main establishment."""
        return establishment(self.siren)


def with_check_digit(digits: str) -> str:
    """``digits`` and the one more that satisfies the Luhn formula.

    >>> with_check_digit("21990001")
    '219900014'
    """
    total = sum(sum(divmod(int(d) * (2 if i % 2 == 0 else 1), 10)) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def establishment(siren: str) -> str:
    """The SIRET of the first establishment of ``siren``."""
    return with_check_digit(siren + "0001")


def siret_of(association: str, body: Body) -> str:
    """The SIRET of an association of this name in the territory of ``body``, the same in all its acts."""
    rng = random.Random(f"{body.siren}/{association}")
    return establishment(with_check_digit(f"{rng.randrange(30_000_000, 89_999_999)}"))


def people(count: int, rng: random.Random) -> list[Person]:
    """``count`` people of whom no two share a family name."""
    families = rng.sample(SURNAMES, count)
    return [
        Person(civility, rng.choice(GIVEN[civility]), family) for family in families for civility in [rng.choice(("M.", "Mme"))]
    ]


def _commune(of: str, name: str, digits: str) -> Body:
    return Body("commune", name, of, "conseil municipal", "Maire", "099", with_check_digit(digits))


BODIES = {
    "valbrune": _commune("de Valbrune-sur-Aure", "Commune de Valbrune-sur-Aure", "21990101"),
    "montfaron": _commune("de Montfaron", "Commune de Montfaron", "21990202"),
    "roquelaine": _commune("de Roquelaine", "Ville de Roquelaine", "21990303"),
    "saint-aubrac": _commune("de Saint-Aubrac", "Commune de Saint-Aubrac", "21990404"),
    "vermeuil": Body(
        kind="epci",
        name="Communauté de communes du Pays de Vermeuil",
        of="du Pays de Vermeuil",
        assembly="conseil communautaire",
        chair="Président",
        department="099",
        siren=with_check_digit("20099001"),
    ),
    "haute-sarne": Body(
        kind="departement",
        name="Département de la Haute-Sarne",
        of="de la Haute-Sarne",
        assembly="Conseil départemental",
        chair="Président",
        department="099",
        siren=with_check_digit("22990001"),
    ),
}
