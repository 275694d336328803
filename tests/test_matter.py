"""What titles tell of an act's matter, and what they do not."""

from __future__ import annotations

import pytest

from pipeline.matter import printed_matter, told_matter
from pipeline.nomenclature import MATTERS

TOLD = {
    "Attribution d'une subvention à l'Harmonie municipale": "7.5",
    "DEMANDE DE DETR - RÉFECTION DE LA TOITURE DE L'ÉCOLE": "7.5",
    "Budget primitif 2025 - Budget annexe de l'eau": "7.1",
    "Décision modificative n° 2": "7.1",
    "Admission en non-valeur de créances": "7.1",
    "Vote des taux des taxes locales": "7.2",
    "Garantie d'emprunt au bailleur social - construction de douze logements": "7.3",
    "Fonds de concours à la commune pour sa médiathèque": "7.8",
    "Création d'un emploi permanent d'adjoint technique": "4.1",
    "Recrutement d'agents contractuels pour accroissement saisonnier d'activité": "4.2",
    "Mise en place du RIFSEEP": "4.5",
    "Attribution du marché de travaux de la salle des fêtes": "1.1",
    "Groupement de commandes pour l'achat d'électricité": "1.1",
    "Choix du mode de gestion de la crèche": "1.2",
    "Acquisition de la parcelle cadastrée B 214": "3.1",
    "Cession d'un terrain à bâtir": "3.2",
    "Bail du logement communal": "3.3",
    "Désignation d'un délégué au syndicat des eaux": "5.3",
    "Élection du maire": "5.1",
    "Délégations consenties au maire par le conseil municipal": "5.4",
    "Indemnités de fonction des adjoints": "5.6",
    "Modification des statuts de la communauté de communes": "5.7",
    "Approbation du procès-verbal de la séance précédente": "5.2",
    "Modification simplifiée n° 1 du PLU": "2.1",
    "Droit de préemption urbain : renonciation": "2.3",
    "Vœu pour le maintien de la gendarmerie": "9.4",
    "Dénomination de la voie nouvelle": "8.3",
    "Rapport annuel sur le prix et la qualité du service public de l'assainissement": "8.8",
}

TOLD |= {
    "Élection des membres de la commission d'appel d'offres": "5.3",
    "DM n° 2 - budget de l'eau": "7.1",
    "Tarifs de location de la salle du foyer": "7.1",
    "Prise de la compétence mobilité par la communauté": "5.7",
    "Choix de l'entreprise pour la toiture": "1.1",
    "Interdiction de stationner place du Puits": "6.1",
}

NOT_TOLD = (
    "Convention pour l'usage du gymnase par le collège",
    "Raccordement au réseau d'assainissement rue du Puits",
    "Contrat de cession de droits d'auteur",
    "Compte rendu annuel de l'aménageur du quartier neuf : approbation du compte rendu annuel",
    "Bureau communautaire : élection d'un membre",
    "Reprise du crédit-bail",
    "Informations du maire",
    "Questions diverses",
    "Convention de partenariat avec l'association",
    "Marché hebdomadaire : déplacement",
    "Repas des aînés",
)


@pytest.mark.parametrize(("title", "code"), TOLD.items())
def test_title_tells(title: str, code: str) -> None:
    matter = told_matter(title)
    assert matter is not None
    assert matter.code == code
    assert matter.confidence < 1


@pytest.mark.parametrize("title", NOT_TOLD)
def test_title_does_not_tell(title: str) -> None:
    assert told_matter(title) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nomenclature : 7.5.1 Demande de subvention", "7.5"),
        ("Matière de l’acte : 8.8 - Environnement", "8.8"),
        ("Classification 7.10", "7.10"),
        ("Matière : 7.1 € par repas", None),
        ("Nomenclature M57", None),
        ("Domaine de compétence : 6.7 autre", None),
    ],
)
def test_printed(text: str, code: str | None) -> None:
    matter = printed_matter(text)
    assert (matter and matter.code) == code


def test_codes_are_strings_of_two_levels() -> None:
    assert "7.10" in MATTERS
    assert len(MATTERS) == 57
    assert all(code.count(".") == 1 for code in MATTERS)
