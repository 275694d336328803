"""Parties to conventions, contracts, sales and leases."""

from __future__ import annotations

import pytest

from extractors.parties import EXTRACTOR
from tests.inline import check

EXAMPLES = {
    "called-without-a-verb": (
        'ENTRE LES SOUSSIGNÉS\n<parties name="Ville de Vaubry" role=lessor representative="Jean Petit">La Ville de Vaubry, '
        'représentée par Monsieur Jean Petit, Maire, ci-après le bailleur</parties>\nET\n<parties name="Lucie Favre" role=lessee '
        'address="4 place du Marché">Madame Lucie Favre, demeurant 4 place du Marché, ci-après le '
        "locataire</parties>\nArticle 1 - Désignation"
    ),
    "represented-by-its-head": (
        'Entre les soussignés : <parties name="Régie de Vaubry" representative="Marc Noël">La Régie de Vaubry, représentée par son '
        'directeur M. Marc Noël</parties>, Et <parties name="Travaux du Sud" role=other>la société Travaux du Sud, représentée '
        "par Mme Anne Colin, gérante</parties>, il a été convenu"
    ),
    "parts-in-front-of-the-parties": (
        'Entre d\'une part, <parties name="Département de la Vesle" representative=null>le Département de la Vesle, sis Hôtel du '
        'Département</parties>, et d\'autre part <parties name="Syndicat des Eaux">le Syndicat des Eaux, représenté par son '
        "Président</parties>, il a été convenu et arrêté ce qui suit :\nArticle 1er. Objet"
    ),
    "grant-convention": (
        'Entre\n\n<parties name="Département de la Vesle" role=grantor siret=22620001200012 siren=null identifier_valid=true '
        'address="2 place du Marché 99000 Vesle" representative="Odile GARNIER">Le Département de la Vesle, dont le '
        "siège est situé "
        "2 place du Marché 99000 Vesle, identifié au répertoire SIRET sous le n° 226 200 012 00012, représenté par Mme "
        "Odile GARNIER, "
        "Présidente, ci-après désigné par « le Département »</parties> d'une part,\n\nEt\n\n"
        '<parties name="Les Amis du moulin" role=beneficiary siret=null representative=null>L\'association « Les Amis du moulin », '
        "représentée par\n\nci-après dénommée « l'association »</parties>\n\nd'autre part,\n\nIl a été convenu que la "
        "subvention est versée."
    ),
    "flattened": (
        'CONVENTION ENTRE LES SOUSSIGNÉS : <parties name="Commune de Vaubry" role=other>La Commune de Vaubry, '
        "représentée par son maire, "
        'M. Rémi BLIN, ci-après « la commune »</parties>, d\'une part, ET : <parties name="Régie des eaux" '
        "role=other>La Régie des eaux, "
        "sise 4 rue du Pont</parties>, d'autre part, il est convenu ce qui suit"
    ),
    "lease": (
        'Entre : <parties name="commune de Vaubry" role=lessor>La commune de Vaubry, ci-après dénommée « le bailleur »</parties>, '
        'd\'une part, Et <parties name="Anne DUC" role=lessee address="8 quai Neuf 99000 Vesle">Madame Anne DUC, '
        "demeurant 8 quai Neuf "
        "99000 Vesle, ci-après dénommée « le preneur »</parties>, d'autre part,"
    ),
    "sale": (
        'Entre\n<parties name="Rémi BLIN" role=seller>M. Rémi BLIN, ci-après le vendeur</parties>, d\'une part,\n'
        "et la <parties name=\"commune de Vaubry\" role=buyer>commune de Vaubry, ci-après l'acquéreur</parties>, d'autre part,\n"
    )
    .replace("et la <parties", "Et <parties")
    .replace(">commune de Vaubry,", ">La commune de Vaubry,"),
    "three-parties": (
        'Entre\n<parties name="État">L\'État, représenté par le préfet</parties>,\nEt\n<parties name="Région des '
        'Lacs">La Région des Lacs'
        '</parties>,\nEt\n<parties name="SARL Lumen">La SARL Lumen, ci-après dénommée l\'exploitant</parties>,\n\nIl est convenu'
    ).replace('name="SARL Lumen"', "name=Lumen"),
    "siren-of-nine-figures": (
        "Entre <parties siren=443061841 siret=null identifier_valid=true>La société Lumen, immatriculée au RCS de Vesle "
        "sous le numéro "
        "443 061 841</parties>, d'une part, Et <parties siren=443061842 identifier_valid=false>La société Ombre, SIREN "
        "443061842</parties>, "
        "d'autre part,"
    ),
    "telephone-is-no-identifier": (
        "Entre <parties siren=null siret=null identifier_valid=null>La société Lumen, téléphone 123 456 789</parties>, d'une "
        "part, "
        "Et <parties>La société Ombre</parties>, d'autre part,"
    ),
    "nothing-parts-it-from-the-title": (
        'CONVENTION DE PARTENARIAT N° 12 Entre <parties name="commune de Vaubry">la commune de Vaubry</parties>, d\'une part, et '
        "<parties>le club nautique</parties>, d'autre part,"
    ),
    "name-over-two-lines": (
        'Entre\n<parties name="Communauté de communes des Lacs">La Communauté de communes\ndes Lacs, ci-après désignée « la '
        "Communauté »</parties>, d'une part,\nEt <parties>L'office de tourisme</parties>, d'autre part,"
    ),
    "trap-period": "Entre 2014 et 2018, 33 dossiers ont été validés d'une part, et 12 d'autre part, représentés par des tiers.",
    "trap-prose": (
        "Il s'agit d'une part de réduire la dépense, d'autre part d'aider. Un accord entre la commune et le club suivra."
    ),
    "trap-one-party-only": "Entre\nLa commune de Vaubry, ci-après désignée « la commune », d'une part,\n",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_parties(example: str) -> None:
    check(EXTRACTOR, example, kind="convention")


def test_reports_and_minutes_bind_nobody() -> None:
    text = "Entre La commune de Vaubry, ci-après le bailleur, d'une part, Et Mme Anne DUC, ci-après le preneur, d'autre part,"
    check(EXTRACTOR, text, kind="report")
    check(EXTRACTOR, text, kind="minutes")
