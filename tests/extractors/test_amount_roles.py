"""What the sums of each kind of act are for, as a careful reader tells it."""

from __future__ import annotations

import pytest

from extractors.amounts import EXTRACTOR
from tests.inline import check

GRANTS = {
    "earlier-year": (
        "Association\tMontant 2030\tDemande 2031\tVote 2031\nJudo\t<a role=other>300 €</a>\t<a role=request>500 €</a>\t"
        "<a role=grant>400 €</a>"
    ),
    "earlier-year-beside-what-is-voted": (
        "Bénéficiaire\tSubvention 2030\tMontant sollicité\tMontant accordé\nVoile\t<a role=other>1 000 €</a>\t<a role=request>1 "
        "500 €</a>\t<a role=grant>1 200 €</a>"
    ),
    "paid-as-follows": (
        "La participation est fixée à <a role=grant>40 000 €</a>. Elle sera versée comme suit : 50 %, soit <a "
        "role=instalment>20 000 €</a>, à "
        "la signature"
    ),
    "paid-back": "Décide de rembourser à Mme Colin la somme de <a role=expense>45,90 €</a>",
    "notified": "PREND ACTE de la notification par l'Agence de l'eau d'une aide de <a role=revenue>58 000 €</a>",
    "legacy": "Accepte le legs de Mme Aubert d'un montant de <a role=revenue>10 000 €</a>",
    "sums-of-one-sentence": (
        "Objet : Subventions aux associations\nLe conseil décide d'allouer au Tennis Club une somme de <a role=grant>1 200 "
        "€</a> et "
        "au Foyer rural <a role=grant>800 €</a>."
    ),
    "list-and-total": (
        "Le conseil vote les subventions suivantes :\n- Harmonie : <a role=grant>1 500 €</a>\n- Amicale des pompiers : "
        "<a role=grant>700 €</a>\nSoit un total de <a role=total>2 200 €</a>."
    ),
    "instalments": (
        "Une aide de <a role=grant>3 000 €</a> est accordée. Le versement interviendra en deux fois : "
        "<a role=instalment>2 000 €</a> puis le solde, soit <a role=balance>1 000 €</a>."
    ),
    "advance-that-is-paid": (
        "La Ville verse une subvention de <a role=grant>18 000 €</a>. Un acompte de <a role=advance>9 000 €</a> est versé à la "
        "signature."
    ),
    "balancing-grant": "une subvention d'équilibre de <a role=grant>25 000 €</a> au budget annexe du lotissement",
    "asked-for-in-brackets": (
        "Foyer rural (demande non chiffrée) : proposition d'attribution de la commission <a role=grant>230 €</a>"
    ),
    "received-asked-and-voted": (
        "Demandes de subventions 2031\nTiers\t2030 Perçues\t2031 Demandées\tSubventions votées\nHarmonie\t<a role=other>320 "
        "€</a>\t"
        "<a role=request>500 €</a>\t<a role=grant>400 €</a>"
    ),
    "gift-to-the-town": "Accepte le don de <a role=revenue>5 000 €</a> ; remercie pour le mécénat de <a role=revenue>200 €</a>",
    "share-of-a-body": "Approuve la participation de la commune au syndicat scolaire, soit <a role=expense>34 500 €</a>",
    "share-of-those-who-come": "Sortie au théâtre, participation <a role=price>47 €</a> avec le car",
    "share-under-a-price": "Adhésion à la Fondation\nACCEPTE la contribution de la commune à hauteur de <a role=price>200 €</a>",
    "aid-with-a-ceiling": "Une aide de 20 % du prix, plafonnée à <a role=cap>200 €</a>, est accordée aux habitants.",
    "financed-by-others": "Le conseil départemental finance les travaux à hauteur de <a role=revenue>65 000 €</a>",
}

LOANS = {
    "loan-and-its-costs": (
        "contracter un emprunt d'un montant de <a role=loan>500 000 €</a>. Frais de dossier : <a role=price>500 €</a>. "
        "Commission "
        "d'engagement : <a role=price>750 €</a>."
    ),
    "lines-of-a-loan": (
        "Caractéristiques du prêt\nMontant : <a role=loan>350 000 €</a>\nDurée : 15 ans\nÉchéance trimestrielle : "
        "<a role=instalment>7 721,45 €</a>"
    ),
    "bridging-loan": "un crédit relais de <a role=loan>300 000 €</a> dans l'attente du FCTVA",
    "guarantee-of-a-loan": (
        "accorde sa garantie pour le remboursement d'un prêt d'un montant total de <a role=loan>810 000 €</a>. La garantie est "
        "accordée à hauteur de <a role=guarantee>405 000 €</a>."
    ),
    "no-lack-of-means": (
        "Garantie d'emprunt\nsans opposer le défaut de ressources nécessaires à ce règlement, pour un prêt de "
        "<a role=loan>500 000 €</a>"
    ),
    "credits-are-no-loan": "dont <a role=budget>1,1 M€</a> de crédits pour la voirie",
    "convened-on-a-friday": (
        "Convoqué le vendredi 3 mai\nGarantie d'emprunt\nOpération Les Lilas\n<a role=loan>2,5 M€</a> Banque Nord"
    ),
}

CONTRACTS = {
    "table-of-lots": (
        "Lots\tEntreprises\tMontant HT\n1 Gros œuvre\tMartin\t<a role=price>12 000,00</a>\n2 Peinture\tBlanc\t"
        "<a role=price>3 000,00</a>"
    ),
    "table-of-offers": "Attribution du marché\nEntreprise\tOffre HT\nColin TP\t<a role=price>85 000 €</a>",
    "project-with-its-tax": "approuve le projet de réhabilitation pour un montant de <a role=expense>250 000 €</a> HT",
    "lots": (
        "Lot 1 Gros œuvre : entreprise Martin, <a role=price>210 000,00 €</a> HT\nLot 2 Charpente : Boisvert, "
        "<a role=price>84 500,00 €</a> HT\nsoit un total de <a role=total>294 500,00 €</a> HT"
    ),
    "tax-tells-a-price": "une mission confiée au cabinet Leroy, d'un montant de <a role=price>26 550 €</a> HT",
    "works-and-architect": (
        "Le coût des travaux est estimé à <a role=expense>640 000 €</a> HT. Le forfait de rémunération du maître d'œuvre est de "
        "<a role=price>58 000 €</a> HT."
    ),
    "for-the-year-is-no-title": "Abonnement au titre de l'année 2031, MONTANT : <a role=price>11 838 €</a> TTC",
    "offers-of-firms": (
        "Le coût des travaux a fait l'objet de devis. Trois entreprises ont répondu, à savoir :\n- Travaux Publics Morel, d'un "
        "montant de <a role=price>10 600,00 €</a> HT soit <a role=price>12 720,00 €</a> TTC\n- Colas-Verdun, d'un montant de "
        "<a role=price>9 300,00 €</a> HT"
    ),
    "award-of-lots": (
        "Objet : Construction d'un préau - attribution des lots\nLe conseil retient les entreprises suivantes :\n"
        "Lot 1 - Maçonnerie : SARL Bonnefoy pour <a role=price>23 400,50 €</a> HT\n"
        "Lot 2 - Charpente : Ets Girod pour <a role=price>17 980,00 €</a> HT\nMontant du marché : <a role=total>41 380,50 €</a> HT"
    ),
    "charges-of-a-rent": "Un loyer de <a role=price>800 €</a>. La provision sur charges est de <a role=price>60 €</a>.",
    "price-and-its-tax": "Prix : <a role=price>20 000 €</a> HT, TVA <a role=price>4 000 €</a>, soit <a role=price>24 000 €</a> TTC",
    "not-paid-back": "Le conseil admet en non-valeur la somme de <a role=other>1 245,80 €</a>",
    "firm-that-is-asked-again": (
        "propose de solliciter à nouveau le bureau d'études Hydrotec, pour sa proposition de <a role=price>13 700,00 €</a> HT"
    ),
    "works-that-a-firm-expects": (
        "accompagnée par le bureau d'études Hydrotec, qui a estimé les travaux à hauteur de <a role=expense>275 000 €</a> HT"
    ),
    "next-item-asks": "valide le devis de <a role=price>4 020 €</a> TTC\nsolliciter un fonds de concours",
    "worth-to-the-state": "Estimation des Domaines : <a role=price>90 000 €</a>",
    "damages": "Accepte l'indemnité de sinistre de <a role=revenue>1 840 €</a> versée par l'assureur.",
}

PLANS = {
    "lines": (
        "Le plan de financement est le suivant :\nDépenses\nTravaux : <a role=expense>100 000 €</a>\nRecettes\nDETR (40 %) : "
        "<a role=revenue>40 000 €</a>\nSubvention Région : <a role=revenue>20 000 €</a>\nAutofinancement : <a role=other>40 "
        "000 €</a>"
    ),
    "items": (
        "Plan de financement :\n- Subvention Région : <a role=revenue>15 000 €</a>\n- Fonds propres : <a role=other>10 000 €</a>"
    ),
    "one-line": (
        "Plan de financement / DETR 2031 : DETR <a role=revenue>148 000 €</a> HT CD99 <a role=revenue>89 000 €</a> HT Commune - "
        "Autofinancement <a role=other>60 825 €</a> HT"
    ),
    "bases-and-shares": (
        "Financeurs, montant subventionnable, taux, aide sollicitée DETR sollicitée <a role=other>900 000 €</a> 10 % "
        "<a role=request>90 000 €</a> Région sollicitée <a role=other>900 000 €</a> 20,00% <a role=request>180 000 €</a>"
    ),
    "total-behind-a-loan": "Emprunts <a role=loan>900 €</a> fonds propres / Emprunts TOTAUX <a role=total>3 250 €</a>",
    "table": (
        "Financeurs\tMontant\tTaux\nÉtat (DETR)\t<a role=revenue>40 000 €</a>\t40 %\nDépartement\t<a role=revenue>20 000 €</a>\t"
        "20 %\nCommune\t<a role=other>40 000 €</a>\t40 %\nTotal\t<a role=total>100 000 €</a>\t100 %"
    ),
    "table-without-titles": (
        "Le plan de financement pourrait être le suivant :\nConseil régional\t<a role=revenue>3 000 €</a>\nFinancement "
        "complémentaire de la commune\t<a role=other>900 €</a>"
    ),
}

BUDGETS = {
    "votes-of-chapters": (
        "Chapitre\tLibellé\tPropositions\tVote\n011\tCharges\t<a role=budget>12 000,00</a>\t<a role=budget>12 000,00</a>"
    ),
    "produce-of-fines": "Le produit des amendes de police est de <a role=revenue>6 500 €</a>",
    "account-of-a-year": (
        "Dépenses : <a role=expense>856 123,45 €</a> Recettes : <a role=revenue>1 002 456,78 €</a> Excédent de clôture : "
        "<a role=balance>146 333,33 €</a>"
    ),
    "need-of-financing": "Besoin de financement : <a role=balance>13 000 €</a>",
    "left-in-a-section": "Le conseil décide de reporter <a role=budget>74 267,23 €</a> en section de fonctionnement (002)",
    "carried-forward": (
        "Affectation\tDépenses\tRecettes\nSolde d'exécution reporté (001)\t-\t<a role=budget>423 718,27</a>\nExcédents "
        "capitalisés (1068)\t-\t<a role=budget>900,00</a>"
    ),
    "balanced": "Le budget s'équilibre en dépenses et en recettes à la somme de <a role=budget>1 250 000,00 €</a>",
    "both-sides-of-a-vote": (
        "Vote du budget annexe\nSection d'investissement : dépenses <a role=budget>310 000 €</a>, recettes <a role=budget>310 "
        "000 €</a>"
    ),
    "amendment": (
        "Décision modificative n° 1\nÉnergie : + <a role=budget>12 000 €</a>\nDépenses imprevues : <a role=budget>-12 000 €</a>"
    ),
    "total-without-a-word": (
        "DEPENSES\tBP 2030\tBP 2031\n011 Charges\t<a role=budget>100,00 €</a>\t<a role=budget>120,00 €</a>\n012 Personnel\t"
        "<a role=budget>200,00 €</a>\t<a role=budget>210,00 €</a>\n\t<a role=total>300,00 €</a>\t<a role=total>330,00 €</a>"
    ),
    "account-behind-the-sum": "Terrains nus : montant <a role=budget>15 000 €</a> Article 2111",
    "credits-behind-a-decision": (
        "La dépense concernée est la suivante :\n- Terrain\nAprès en avoir délibéré :\n- Accepte l'ouverture de crédits d'un "
        "montant de "
        "<a role=budget>15 000 €</a>"
    ),
}

PRICES = {
    "rent-as-expected": "un loyer de <a role=price>15 €</a>/m²/an, soit prévisionnellement <a role=price>1 500 €</a> par an",
    "canteen": (
        "Objet : Tarifs municipaux\nCantine : repas enfant <a role=price>3,90 €</a>, repas adulte <a role=price>6,50 "
        "€</a>\nGarderie : "
        "<a role=price>1,20 €</a> la demi-heure"
    ),
    "lines-far-from-the-title": (
        "Tarif des salles\nLa demande de la commission a été suivie. Salle du bas, capacité 80 personnes\nHabitants avec "
        "chauffage "
        "<a role=price>260 €</a>\nHabitants sans chauffage <a role=price>210 €</a>"
    ),
    "table-of-an-act": (
        "Tarif des salles\nLe tableau prend en compte la modification :\nCOMMUNES\tDEMI-JOURNEE\tJOURNEE\nVernay\t"
        "<a role=price>20 €</a>\t<a role=price>40 €</a>"
    ),
    "rent-and-charges": (
        "Le loyer est de <a role=price>450 €</a>, plus une provision pour charges de <a role=price>35 €</a>. Un dépôt de "
        "garantie de "
        "<a role=price>450 €</a> sera versé."
    ),
    "ceilings-of-pay": (
        "Groupes\tEmplois\tMontant maximal IFSE\tMontant maximal CIA\nG1\tSecrétaire\t<a role=cap>17 480 €</a>\t<a role=cap>2 "
        "380 €</a>"
    ),
    "tourist-tax": "La taxe de séjour est fixée à <a role=price>0,80 €</a> par nuitée",
    "so-many-times": (
        "Location : 2 barnums à <a role=price>50 €</a> soit <a role=total>100 €</a>, 18 tables à "
        "<a role=price>15 €</a> soit <a role=total>270 €</a>"
    ),
    "in-all-of-a-list": (
        "Le conseil vote les subventions : Judo : <a role=grant>200 €</a> ; Chorale : <a role=grant>350 €</a> ; soit "
        "<a role=total>550 €</a>"
    ),
    "part-of-a-total": "Dépenses : <a role=expense>7 €</a>, total : <a role=total>9 €</a>, dont <a role=expense>6 €</a> pour l'eau",
    "paid-back-to-somebody": "Décide de lui rembourser cette somme de <a role=expense>85,40 €</a>",
    "in-all": "Tarif de <a role=price>250 €</a> par jour, soit <a role=total>1 250 €</a> au total",
}


@pytest.mark.parametrize(
    "example",
    [pytest.param(text, id=name) for group in (GRANTS, LOANS, CONTRACTS, PLANS, BUDGETS, PRICES) for name, text in group.items()],
)
def test_roles(example: str) -> None:
    check(EXTRACTOR, example.replace("<a ", "<amounts ").replace("</a>", "</amounts>"))


MINUTES = {
    "heading-of-subsidies": (
        "3/ Subventions aux associations :\nLe budget réservé aux associations s'élève à <a role=budget>1 100 €</a>\nJudo : "
        "<a role=grant>600 €</a>\nHarmonie : <a role=grant>500 €</a>\n4/ Divers\nLa facture du bal : <a role=price>80 €</a>"
    ),
    "heading-of-prices": "II - Tarifs du camping\nTente : <a role=price>5 €</a>\nIII - Divers",
}

BUDGETS_ON_THEIR_OWN = {
    "slides": (
        "Budget primitif 2031 Recettes - Impôts et taxes : <a role=budget>32,7 M€</a> - Cessions foncières : "
        "<a role=budget>1,2 M€</a> Dépenses - Achat de matériel : <a role=budget>195 K€</a>"
    ),
    "subsidies-stay-grants": "Budget primitif 2031 Subventions versées : Judo <a role=grant>600 €</a>",
}


@pytest.mark.parametrize("example", MINUTES.values(), ids=MINUTES)
def test_headings_in_minutes(example: str) -> None:
    check(EXTRACTOR, example.replace("<a ", "<amounts ").replace("</a>", "</amounts>"), kind="minutes")


@pytest.mark.parametrize("example", BUDGETS_ON_THEIR_OWN.values(), ids=BUDGETS_ON_THEIR_OWN)
def test_budgets_that_are_no_act_of_their_own(example: str) -> None:
    check(EXTRACTOR, example.replace("<a ", "<amounts ").replace("</a>", "</amounts>"), kind="other")
