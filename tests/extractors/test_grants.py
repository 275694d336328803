"""What an act awards, and to whom."""

from __future__ import annotations

import pytest

from extractors.base import Passage
from extractors.beneficiaries import beneficiary_of
from extractors.french import fold
from extractors.grants import EXTRACTOR, find_grants
from extractors.mending import mend
from tests.inline import check

EXAMPLES = {
    "items-with-stars": (
        "DÉCIDE d'attribuer une subvention aux associations suivantes : * Les Archers : "
        '<g beneficiary="Les Archers" value=120>120 €</g> * La Lyre : <g beneficiary="La Lyre" value=480>480 €</g>'
    ),
    "renewed": 'décide de renouveler la subvention de <g beneficiary="école de foot" value=3000>3 000 €</g> à l\'école de foot.',
    "sum-in-front-of-the-noun": (
        "Fixe à <g beneficiary=Mémoire value=500>500 €</g> le montant de la subvention attribuée à l'association Mémoire."
    ),
    "trap-share-of-a-syndicate": "Décide de verser au SIVOS la participation 2031 de 45 000 €.",
    "sums-in-front-of-names": (
        "Objet : Soutien aux associations\nIl est proposé d'apporter le concours suivant :\n"
        "- <g beneficiary=Harmonie value=1500>1 500 €</g> pour l'Harmonie (festival d'été),\n"
        "- <g beneficiary=Ciné-Club value=350>350 €</g> pour le Ciné-Club.\nLe conseil approuve."
    ),
    "donation": 'Le conseil décide de faire don de <g beneficiary="Protection civile" value=900>900 €</g> à la Protection civile.',
    "table-of-aids": "Tiers\tManifestation\tAide proposée\nCyclo-club\tRonde\t<g beneficiary=Cyclo-club value=1000>1 000,00</g>",
    "trap-compensation": "Le montant de l'attribution de compensation versée à la commune de Vars est de 12 340 €.",
    "trap-sums-in-front-of-purposes": (
        "Le conseil décide d'attribuer des aides :\n- 100 € pour les repas,\n- 50 € pour le transport des élèves."
    ),
    "table-in-one-line": (
        "SUBVENTIONS AUX ASSOCIATIONS Le Conseil municipal ATTRIBUE les subventions suivantes : Association Montant ADMR "
        '<g beneficiary=ADMR value=1200>1 200 €</g> Amicale laïque <g beneficiary="Amicale laïque" value=450>450 €</g> FNACA '
        "<g beneficiary=FNACA value=150>150 €</g> TOTAL 1 800 €"
    ),
    "items-in-one-line": (
        'VOTE les subventions suivantes : - Comité des fêtes : <g beneficiary="Comité des fêtes" value=1000 rule=run>1 000 €</g> - '
        'Les Amis du lavoir : <g beneficiary="Les Amis du lavoir" value=300>300 €</g> - APE : '
        "<g beneficiary=APE value=250>250 €</g>"
    ),
    "lines-without-colons": (
        'Subventions aux associations\nClub de pétanque <g beneficiary="Club de pétanque" value=150>150 €</g>\nFoyer rural '
        '<g beneficiary="Foyer rural" value=400>400 €</g>\nADMR <g beneficiary=ADMR value=200>200 €</g>\nLe conseil les accorde.'
    ),
    "sum-said-twice": (
        'décide d\'allouer la somme de <g beneficiary="lycée des Monts" value=1200>1 200 €</g> (mille deux cents euros) au '
        "lycée des Monts."
    ),
    "approved": (
        '✓ Approuve la subvention d\'un montant de <g beneficiary="association du Comice de la vallée" value=1266>1 266 €</g>, à '
        "l'association du Comice de\nla vallée, pour ses frais"
    ),
    "fixed": 'Le montant de la subvention au Rugby Club est fixé à <g beneficiary="Rugby Club" value=8000>8 000 €</g>.',
    "trap-not-awarded": "Décide de ne pas attribuer la subvention de 400 € à l'association Moto-Passion.",
    "trap-works-awarded": "Décide d'attribuer les travaux de fauchage à la société Vernay pour un montant de 11 460 € HT.",
    "trap-notified-by-a-funder": (
        "La commune a été informée de l'attribution d'une subvention de 46 000 € calculée sur 155 000 €."
    ),
    "trap-offers-at-an-auction": "Subventions aux associations\nM. Roux propose 500 €\nMme Blin propose aussi 600 €\n",
    "trap-column-of-an-agency": "Nom\tMontant des travaux\tSubvention de l'Agence de l'Eau\nM. Roux\t5 830 €\t3 500 €",
    "trap-table-of-prices": "Associations\tGratuit\nAutres\t40 €",
    "price-per-unit": "DECIDE d'attribuer une subvention de 0,3456 € par repas à l'association Les Lilas.",
    "to-an-association": (
        'DECIDE d\'attribuer une subvention de <g beneficiary="Les Lilas" value=1500 purpose="pour son festival">1 500 €</g> '
        "à l'association Les Lilas pour son festival."
    ),
    "name-in-front": (
        "D'attribuer au Groupement d'Intérêt Public Valmont Actif, une participation financière d'un montant de "
        '<g beneficiary="Valmont Actif" value=38200>38 200 €</g> au titre du solde de l\'année 2025.'
    ),
    "quoted-name": (
        "D’attribuer, à l’association « Acteurs du Bocage », une participation d’un montant global de "
        '<g beneficiary="Acteurs du Bocage" value=5700>5 700 €</g> pour l’année 2023'
    ),
    "form-that-is-the-name": (
        'Alloue une subvention de <g beneficiary="Société de chasse de Valmont" value=300>300 €</g> à la Société '
        "de chasse de Valmont."
    ),
    "passive": (
        'Une subvention de <g beneficiary="Comité des œuvres de mer" value=1800>1 800 €</g> est attribuée au '
        "Comité des œuvres de mer."
    ),
    "in-favour-of": (
        'le versement d\'une subvention de <g beneficiary="Amicale des Pompiers" value=800>800 €</g> en faveur '
        "de l'Amicale des Pompiers, "
        "imputée au chapitre 65"
    ),
    "will-receive": (
        'L\'école privée Saint-Éloi percevra une subvention de <g beneficiary="école privée Saint-Éloi" '
        "value=350>350 €</g> cette année."
    ),
    "list-of-awards": (
        'Le conseil décide de verser les subventions suivantes :\n- <g beneficiary="Judo Club" value=400>400 €</g> au Judo Club\n'
        '- <g beneficiary="Théâtre" value=900>900 €</g> au Théâtre.'
    ),
    "name-with-commas": (
        'Verse une aide de <g beneficiary="Union Musicale, Sportive et Théâtrale du Bocage" value=40>40 €</g> '
        "à l’Union Musicale, Sportive et Théâtrale du Bocage."
    ),
    "with-siret": (
        'Attribue une aide de <g beneficiary="Les Lilas" beneficiary_siret=73282932000074 value=50>50 €</g> à '
        "l'association Les Lilas "
        "(SIRET 732 829 320 00074)."
    ),
    "table": (
        "ASSOCIATIONS\tSubventions 2025\nHarmonie\t<g beneficiary=Harmonie value=500 rule=table>500 €</g>\n"
        "Judo\t<g beneficiary=Judo value=400>400 €</g>\nTotal\t900 €"
    ),
    "table-with-siret": (
        "Association\tSIRET\tMontant attribué\n"
        "Harmonie\t73282932000074\t<g beneficiary=Harmonie beneficiary_siret=73282932000074 value=500>500 €</g>\n"
        "Judo\t732 829 320 00075\t<g beneficiary=Judo value=400>400 €</g>"
    ),
    "table-with-what-was-asked": (
        "Association\tObjet\tDemandé\tVoté\nHarmonie\tConcert\t800 €\t<g beneficiary=Harmonie value=500 purpose=Concert>500 €</g>"
    ),
    "table-with-last-year": (
        "Bénéficiaire\tSubvention N-1\tSubvention 2025\nHarmonie\t450 €\t<g beneficiary=Harmonie value=500>500 €</g>"
    ),
    "table-adds-up-one-beneficiary": (
        "Structure\tNom du projet\tSubvention attribuée\nOCB\tClasses\t100 €\nOCB\tSpectacles\t50 €\n"
        "Total\t\t<g beneficiary=OCB value=150>150 €</g>"
    ),
    "table-behind-a-vote": (
        "Associations\tSubventions 2025\nHarmonie\t<g beneficiary=Harmonie value=500>500 €</g>\nVote : Pour, à l'unanimité\n"
        "Judo\t<g beneficiary=Judo value=400>400 €</g>"
    ),
    "names-that-share-words": (
        'Structure\tMontant\nComité du Lavoir\t<g beneficiary="Comité du Lavoir" value=50>50 €</g>\n'
        'Comité du Moulin\t<g beneficiary="Comité du Moulin" value=50>50 €</g>\nTotal\t100 €'
    ),
    "name-printed-once-for-two-lines": (
        "Structure\tNom du projet\tMontant\nOCB\tClasses\t<g beneficiary=OCB value=100>100 €</g>\n"
        "\tSpectacles\t<g beneficiary=OCB value=50>50 €</g>\nJudo\tTournoi\t<g beneficiary=Judo value=9>9 €</g>\nTotal\t\t159 €"
    ),
    "said-twice-is-once": (
        "Le maire propose d'attribuer une subvention de <g beneficiary=Harmonie value=500>500 €</g> à l'Harmonie. "
        "Le conseil décide de verser 500 € à l'Harmonie."
    ),
    "purpose-is-no-year": (
        'Attribue au Judo Club une aide de <g beneficiary="Judo Club" value=60 purpose="au titre de sa tournée d\'été">60 €</g> '
        "pour l'année 2025, au titre de sa tournée d'été."
    ),
    "lines-of-a-list": (
        'Subventions aux associations\nLe budget des associations s\'élève à 1 100 €.\nJudo Club : <g beneficiary="Judo Club" '
        "value=600 rule=line>600 €</g>\nHarmonie : <g beneficiary=Harmonie value=500>500 €</g>\nTotal : 1 100 €"
    ),
    "trap-lines-of-a-plan": "Le conseil sollicite les subventions suivantes :\nRégion : 600 €\nÉtat : 500 €",
    "trap-table-turned": "Nom\tBâtiment A\tBâtiment B\nSubvention Ville\t160 €\t154 €",
    "trap-contract": "Approuve l'avenant au marché attribué à l'entreprise Dubois,\n✓ Arrête son montant à 12 200 € HT.",
    "trap-request": "Le conseil décide de solliciter une subvention de 20 000 € auprès du Département de la Vire.",
    "trap-request-in-a-table": "Financeurs\tMontant sollicité\nRégion\t500 €\nÉtat\t400 €",
    "trap-given-by-another": "Une subvention de 3 000 € accordée par la Région à l'Harmonie est inscrite en recettes.",
    "trap-other-act": (
        "Il est proposé l'attribution d'une subvention à l'Harmonie d'un montant de 700 €, qui fait l'objet d'une "
        "délibération distincte."
    ),
    "trap-breakdown-of-one-grant": (
        "Une participation est attribuée au GIP Valmont selon la répartition :\n\nFonctionnement\t130 €\nProjets\t20 €"
    ),
    "trap-price": "Le loyer du local du Judo Club est fixé à 80 € par mois.",
    "trap-budget": "Les crédits de 9 000 € sont inscrits au budget, chapitre 65.",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_grants(example: str) -> None:
    check(EXTRACTOR, example.replace("<g ", "<grants ").replace("</g>", "</grants>"))


def test_minutes_award_what_they_say_is_decided() -> None:
    text = "Le maire parle d'une aide de 90 € au Judo Club. Le conseil décide de verser une aide de 80 € au Judo Club."
    assert [str(g.value) for g in find_grants(Passage(text, kind="minutes"))] == ["80"]


@pytest.mark.parametrize("kind", ["report", "convention", "annex", "minutes", "other"])
def test_only_deciding_acts_award(kind: str) -> None:
    assert not list(find_grants(Passage("D'attribuer une subvention de 1 500 € à l'association Les Lilas.", kind=kind)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("verser 500 € à la commune de Lachaume, au titre de 2025", "commune de Lachaume"),
        ("500 € au profit de l'Amicale laïque (section judo)", "Amicale laïque"),
        ("une aide de 500 € au cinéma Monsieur le Maire salue", "cinéma"),
        ("attribue à l'Harmonie une somme de 500 €", "Harmonie"),
        ("une dépense de 500 € à hauteur de 50 %", None),
        ("le coût est porté à 500 €", None),
        ("500 € à compter du 1er mars", None),
    ],
)
def test_beneficiary(text: str, name: str | None) -> None:
    start = text.index("500")
    assert beneficiary_of(Passage(text), start, start + len("500 €")) == name


def test_a_worn_table_names_who_is_given_what() -> None:
    text = "Subventi0ns 2031\nAssociafions\tSubvenfion\nHarmonie\t500 €\nJudo\t400 €"
    found = find_grants(Passage(text, kind="deliberation", folded=mend(fold(text)), worn=True))
    assert [(grant.beneficiary, grant.value) for grant in found] == [("Harmonie", 500), ("Judo", 400)]
