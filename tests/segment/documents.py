"""Small fictional documents, and what a reader would make of them."""

from __future__ import annotations

from pipeline.model import Document, Page

HEAD = """DEPARTEMENT DE LA VALSE
COMMUNE DE MONTREVAL

EXTRAIT DU REGISTRE DES DELIBERATIONS DU CONSEIL MUNICIPAL

Séance du 12 mars 2024

Présents : Mme Anne LUSSAC, M. Paul REVOL, Mme Jeanne TIBERT
Absents : M. Luc BARNOIS
"""

DECISION = """Vu le code général des collectivités territoriales ;

Après en avoir délibéré, à l'unanimité, le conseil municipal :

DECIDE :

Article 1 : d'accorder la subvention proposée.

Fait et délibéré les jour, mois et an susdits.
Pour extrait conforme,
Le Maire,
Anne LUSSAC
"""

CONVENTION = """CONVENTION

Objet : Entretien des rives du canal

Entre

La commune de Montreval, représentée par son maire, ci-après dénommée « la commune », d'une part,

Et

L'association Les Amis du Canal, d'autre part,

Article 1 : Objet de la convention

La présente convention fixe les conditions de l'entretien des rives, des berges et du chemin de halage. L'association
s'engage à faucher deux fois par an, à ramasser les déchets et à signaler les arbres tombés. La commune met à sa
disposition le matériel nécessaire et lui verse chaque année la subvention que le conseil municipal a fixée.

Article 2 : Durée

La convention est conclue pour trois ans à compter de sa signature. Elle peut être dénoncée par l'une ou l'autre des
parties, trois mois avant son échéance, par lettre recommandée. Elle ne peut être renouvelée que par un accord exprès.
"""

REPORT = """DEPARTEMENT DE LA VALSE

RAPPORT N°14

CONSEIL DEPARTEMENTAL

REUNION DU 4 AVRIL 2024

SOUTIEN AUX BIBLIOTHEQUES RURALES

Fondements juridiques

- Loi n° 2021-1717 relative aux bibliothèques ;

Le présent rapport propose de soutenir douze bibliothèques, choisies pour l'étendue de leurs horaires et la part de
leur budget qui va aux livres. Les communes ont délibéré au printemps et apportent chacune un tiers de la somme. Je vous
prie de bien vouloir en délibérer.
"""

REQUEST = """DOSSIER DE DEMANDE DE SUBVENTION
Les Amis du Canal

L'association entretient depuis vingt ans les berges du canal. Ses cinquante membres y consacrent un dimanche par mois,
avec leurs outils et leur barque. Elle demande cette année une aide pour remplacer la tondeuse, qui ne peut plus être
réparée, et pour acheter des gants, des râteaux et des sacs. Les comptes de l'an dernier sont joints à la demande. Le
bureau se tient à la disposition des services pour toute précision utile sur le calendrier des travaux.
"""

AGENDA_MINUTES = """PROCES-VERBAL DU CONSEIL MUNICIPAL
Séance du 12 mars 2024

L'an deux mille vingt-quatre, le douze mars, le conseil municipal de Montreval s'est réuni.
Présents : Mme Anne LUSSAC, M. Paul REVOL, Mme Jeanne TIBERT
Secrétaire de séance : M. Paul REVOL

Ordre du jour
1. Tarifs de la cantine
2. Achat d'une balayeuse
3. Recrutement d'un apprenti
4. Questions diverses

Le procès-verbal du 6 février est approuvé à l'unanimité.

1. Tarifs de la cantine
Madame le Maire rappelle que les tarifs n'ont pas changé depuis trois ans. Elle propose de les relever de deux pour cent
à la rentrée, sauf pour les familles les plus modestes.
Vote : 12 pour, 2 abstentions

2. Achat d'une balayeuse
Monsieur REVOL présente les devis de trois fournisseurs. Le conseil souhaite attendre la vente de l'ancienne machine.
Ce point est reporté à la prochaine séance.

3. Recrutement d'un apprenti
Madame TIBERT propose de recruter un apprenti au service des espaces verts.
Après en avoir délibéré, le conseil municipal, à l'unanimité, accepte cette proposition.

4. Questions diverses
La fête de la musique aura lieu place du Marché.
La séance est levée à 21 heures.
"""


def document(*pages: str) -> Document:
    """A document with these pages."""
    return Document(
        id="fiction",
        file_name="fiction.txt",
        media_type="text/plain",
        pages=tuple(Page(number=number, text=text) for number, text in enumerate(pages, start=1)),
    )


def flat(text: str) -> str:
    """The text as others extract it: on one line."""
    return " ".join(text.split())
