from __future__ import annotations

import datetime as dt
import itertools

import pytest

from pipeline.model import Act, Document, Furniture, Page
from pipeline.segment import segment
from tests.segment.documents import AGENDA_MINUTES, CONVENTION, DECISION, HEAD, REPORT, REQUEST, document, flat

Outline = list[tuple[str, str | None, str | None]]

DELIBERATION = HEAD + "\nN° 2024-035\n\nOBJET : Subvention aux Amis du Canal\n\n" + DECISION


def outline(acts: tuple[Act, ...]) -> Outline:
    return [(act.kind, act.number, act.title) for act in acts]


CASES: dict[str, tuple[str, Outline]] = {
    "a-deliberation-alone": (DELIBERATION, [("deliberation", "2024-035", "Subvention aux Amis du Canal")]),
    "a-deliberation-that-cites-no-text": (
        "COMMUNE DE MONTREVAL\nSéance du 12 mars 2024\nLe douze mars, le conseil municipal s'est réuni.\n"
        "Présents : Mme Anne LUSSAC, M. Paul REVOL\nSecrétaire de séance : M. Paul REVOL\nObjet : Balayage des rues\n"
        "Le conseil municipal, après en avoir délibéré, à l'unanimité, approuve la convention de balayage.\n"
        "Fait à Montreval, le 15 mars 2024\nLe Maire, Anne LUSSAC\n",
        [("deliberation", None, "Balayage des rues")],
    ),
    "a-number-with-letters-inside": (
        HEAD + "\nDélibération n° 2024-CM-035\nOBJET : Subvention aux Amis du Canal\n\n" + DECISION,
        [("deliberation", "2024-CM-035", "Subvention aux Amis du Canal")],
    ),
    "a-number-behind-the-name-of-the-act": (
        HEAD + "\nDELIBERATION 24-035\nOBJET : Subvention aux Amis du Canal\n\n" + DECISION,
        [("deliberation", "24-035", "Subvention aux Amis du Canal")],
    ),
    "a-number-behind-the-initials-of-the-assembly": (
        HEAD.replace("Séance", "DÉLIBÉRATION N° CP 2024-03-118\nSéance")
        + "\nOBJET : Subvention aux Amis du Canal\n\n"
        + DECISION.replace("Article 1", "Article 1"),
        [("deliberation", "CP 2024-03-118", "Subvention aux Amis du Canal")],
    ),
    "items-numbered-within-chapters": (
        "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024\nPrésents : A. LUSSAC, P. REVOL\nI – FINANCES\n"
        "I.1 – Tarifs de la cantine\nLe conseil, à l'unanimité, fixe les tarifs.\n"
        "I.2 – Aide au comité\nLe conseil, à l'unanimité, accorde une aide.\nII – VOIRIE\n"
        "II.1 – Vente d'un chemin\nPar 9 voix pour et 2 contre, le conseil décide la vente.\n"
        "INFORMATIONS ET QUESTIONS DIVERSES\nLe marché aura lieu le 3 mai 2024.\nLa séance est levée à 20 h.\n",
        [
            ("minutes", None, "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024"),
            ("deliberation", "I.1", "Tarifs de la cantine"),
            ("deliberation", "I.2", "Aide au comité"),
            ("deliberation", "II.1", "Vente d'un chemin"),
        ],
    ),
    "items-under-plain-titles": (
        "COMPTE RENDU DE LA REUNION DU CONSEIL MUNICIPAL DU 12 MARS 2024\nPrésents : A. LUSSAC, P. REVOL\n\n"
        "Travaux du lavoir\nM. le Maire présente trois devis. Après en avoir délibéré, le conseil retient à l'unanimité celui "
        "de la maison REVOL, le moins cher, pour une réfection complète de la charpente et du toit avant l'hiver.\n\n"
        "Bois de chauffage\nLe prix du stère est fixé à 12 €. Adopté à l'unanimité par les membres présents.\n\n"
        "Questions diverses\nLe sapin sera posé le 2 décembre 2024 sur la place de la mairie.\nLa séance est levée à 20 h.\n",
        [
            ("minutes", None, "COMPTE RENDU DE LA REUNION DU CONSEIL MUNICIPAL DU 12 MARS 2024"),
            ("deliberation", None, "Travaux du lavoir"),
            ("deliberation", None, "Bois de chauffage"),
        ],
    ),
    "the-number-of-the-deliberation": (
        HEAD + "\nNuméro de la délibération : 24/035\nOBJET : Subvention aux Amis du Canal\n\n" + DECISION,
        [("deliberation", "24/035", "Subvention aux Amis du Canal")],
    ),
    "a-title-above-its-bracketed-number": (
        HEAD + "\nSUBVENTION\nAUX AMIS DU CANAL\n\n(N°2024-035)\n\n" + DECISION,
        [("deliberation", "2024-035", "SUBVENTION AUX AMIS DU CANAL")],
    ),
    "a-title-behind-the-roll-call": (
        HEAD.replace("Séance", "n° 2024 / 35\nSéance")
        + "Luc BARNOIS\nSubvention aux Amis du Canal\nM. REVOL rapporte :\n"
        + DECISION,
        [("deliberation", "2024 / 35", "Subvention aux Amis du Canal")],
    ),
    "a-report-alone": (REPORT, [("report", "14", "SOUTIEN AUX BIBLIOTHEQUES RURALES")]),
    "a-convention-alone": (CONVENTION, [("convention", None, "Entretien des rives du canal")]),
    "an-order": (
        "COMMUNE DE MONTREVAL\nARRETE DU MAIRE N° 2024-12\nObjet : Circulation rue du Pont\nLe Maire de Montreval,\n"
        "Vu le code de la route,\nARRETE\nArticle 1 : La circulation est interdite.\nFait à Montreval, le 3 mai 2024\n"
        "Le Maire,\nAnne LUSSAC\n",
        [("order", "2024-12", "Circulation rue du Pont")],
    ),
    "a-regulation-is-no-act": (
        "REGLEMENT DU PORT DE PLAISANCE\n\nArticle 1 : Le port est ouvert toute l'année.\nArticle 2 : Les bateaux sont amarrés.\n",
        [("other", None, "REGLEMENT DU PORT DE PLAISANCE")],
    ),
    "minutes-with-an-agenda": (
        AGENDA_MINUTES,
        [
            ("minutes", None, "PROCES-VERBAL DU CONSEIL MUNICIPAL Séance du 12 mars 2024"),
            ("deliberation", "1", "Tarifs de la cantine"),
            ("deliberation", "3", "Recrutement d'un apprenti"),
        ],
    ),
    "minutes-with-act-numbers": (
        "PROCES-VERBAL DU CONSEIL COMMUNAUTAIRE DU 12 MARS 2024\nPrésents : A. LUSSAC, P. REVOL\n"
        "2024-03-01 ADHESION AU SYNDICAT DES EAUX\nLe conseil, à l'unanimité, approuve l'adhésion.\n"
        "2024-03-02 VENTE D'UN TERRAIN\nPar 12 voix pour et 3 contre, le conseil décide la vente.\nLa séance est levée à 20 h.\n"
        "2024-03-01 Adhésion au syndicat\n2024-03-02 Vente d'un terrain\n",
        [
            ("minutes", None, "PROCES-VERBAL DU CONSEIL COMMUNAUTAIRE DU 12 MARS 2024"),
            ("deliberation", "2024-03-01", "ADHESION AU SYNDICAT DES EAUX"),
            ("deliberation", "2024-03-02", "VENTE D'UN TERRAIN"),
        ],
    ),
    "minutes-with-act-numbers-behind-agenda-numbers": (
        "COMPTE RENDU DU CONSEIL MUNICIPAL DU 12 MARS 2024\nI. FINANCES\n1. D2024-07 - Budget primitif\n"
        "Le conseil adopte le budget.\n"
        "2. D2024-08 - Taux des taxes\nVote : 14 pour\nII. DIVERS\n1. D2024-09 - Bilan des cessions\n"
        "Le conseil prend acte du bilan.\n",
        [
            ("minutes", None, "COMPTE RENDU DU CONSEIL MUNICIPAL DU 12 MARS 2024"),
            ("deliberation", "D2024-07", "Budget primitif"),
            ("deliberation", "D2024-08", "Taux des taxes"),
            ("deliberation", "D2024-09", "Bilan des cessions"),
        ],
    ),
    "minutes-with-roman-numerals": (
        "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024\nLe quorum est atteint.\n"
        "I - COMPOSITION DES COMMISSIONS\nLe conseil municipal donne son accord à l'unanimité.\n"
        "II - SUBVENTIONS AUX ASSOCIATIONS\nLe conseil municipal, après en avoir délibéré, vote les subventions.\n",
        [
            ("minutes", None, "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024"),
            ("deliberation", "I", "COMPOSITION DES COMMISSIONS"),
            ("deliberation", "II", "SUBVENTIONS AUX ASSOCIATIONS"),
        ],
    ),
    "minutes-with-titles-from-the-agenda": (
        "CONSEIL MUNICIPAL DU 12 MARS 2024\nLe quorum est atteint. Secrétaire de séance : M. REVOL\nORDRE DU JOUR\n"
        "- Vente de la maison forestière\n- Création d'un poste d'agent technique\n_____\n"
        "Vente de la maison forestière\nMadame le Maire présente l'offre reçue.\nVote : pour à l'unanimité\n"
        "Création d'un poste d'agent technique\nMonsieur REVOL explique le besoin.\nVote : pour à l'unanimité\n",
        [
            ("minutes", None, "CONSEIL MUNICIPAL DU 12 MARS 2024"),
            ("deliberation", None, "Vente de la maison forestière"),
            ("deliberation", None, "Création d'un poste d'agent technique"),
        ],
    ),
    "minutes-with-neither-number-nor-agenda": (
        "COMPTE RENDU DU CONSEIL MUNICIPAL\nSéance du 12 mars 2024\nLe quorum est atteint.\nVote : à l'unanimité\n"
        "Médiation de voisinage\nMonsieur le Maire présente la convention.\nVote : à l'unanimité\n"
        "Décision modificative\nLe budget de l'eau doit être corrigé.\nVote : 11 pour\nSéance levée à 19 h.\n",
        [
            ("minutes", None, "COMPTE RENDU DU CONSEIL MUNICIPAL Séance du 12 mars 2024"),
            ("deliberation", None, "Médiation de voisinage"),
            ("deliberation", None, "Décision modificative"),
        ],
    ),
    "minutes-with-several-votes-in-one-item": (
        "CR du conseil municipal du 12 mars 2024\nPrésents : Anne, Paul, Jeanne\n1/ Présentation du budget :\n"
        "Paul présente le budget.\n"
        "Vote du compte de gestion :\n12 pour\nAffectation des résultats :\n12 pour\n2/ Travaux en forêt :\n"
        "Un devis est retenu.\n11 pour\n",
        [
            ("minutes", None, "CR du conseil municipal du 12 mars 2024"),
            ("deliberation", "1", "Présentation du budget"),
            ("deliberation", None, "Vote du compte de gestion"),
            ("deliberation", None, "Affectation des résultats"),
            ("deliberation", "2", "Travaux en forêt"),
        ],
    ),
    "a-list-of-deliberations": (
        "LISTE DES DELIBERATIONS DU CONSEIL MUNICIPAL\nSéance du 12 mars 2024\n"
        "Délibération n° 2024-11 : Achat d'un véhicule\nDélibération n° 2024-12 : Tarifs du camping\n",
        [
            ("minutes", None, "LISTE DES DELIBERATIONS DU CONSEIL MUNICIPAL Séance du 12 mars 2024"),
            ("deliberation", "2024-11", "Achat d'un véhicule"),
            ("deliberation", "2024-12", "Tarifs du camping"),
        ],
    ),
    "a-chronological-list": (
        "REPERTOIRE CHRONOLOGIQUE DES DELIBERATIONS 2024\n12/03/2024 2024_001 Achat d'un véhicule\tApprouvée\n"
        "12/03/2024 2024_002 Tarifs du camping\tRejetée\n",
        [
            ("minutes", None, "REPERTOIRE CHRONOLOGIQUE DES DELIBERATIONS 2024"),
            ("deliberation", "2024_001", "Achat d'un véhicule"),
            ("deliberation", "2024_002", "Tarifs du camping"),
        ],
    ),
    "an-agenda-decides-nothing": (
        "REUNION DU PROCHAIN CONSEIL MUNICIPAL\nMardi 12 mars 2024\nORDRE DU JOUR\nD2024_010 Tarifs de la cantine\n"
        "D2024_011 Achat d'une balayeuse\nD2024_012 Recrutement d'un apprenti\nD2024_013 Vente d'un terrain\n",
        [("other", None, "REUNION DU PROCHAIN CONSEIL MUNICIPAL Mardi 12 mars 2024 ORDRE DU JOUR")],
    ),
    "decisions-of-the-executive-are-reported": (
        "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024\nLe quorum est atteint.\nDECISIONS PRISES PAR LE MAIRE PAR DELEGATION\n"
        "2024-21 Contrat de maintenance des ascenseurs\n2024-22 Location d'une salle\nLe conseil municipal prend acte.\n",
        [("minutes", None, "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024")],
    ),
}

#: What broke on documents that nobody had tuned for: each is one reason why acts were cut in the wrong place.
UNSEEN: dict[str, tuple[str, Outline]] = {
    "a-budget-report-is-a-report": (
        flat(
            "Rapport d'orientation budgétaire Budget 2024 présenté au Conseil municipal du 12 mars 2024 "
            + "La commune entend garder le niveau de ses services et réduire sa dette. " * 12
        ),
        [("report", None, "Rapport d'orientation budgétaire Budget 2024 présenté au Conseil municipal du 12 mars 2024")],
    ),
    "ways-of-appeal-in-the-margin-of-the-first-page": (
        flat(
            "COMMUNE DE MONTREVAL DEL012CM240312 REPUBLIQUE FRANCAISE EXTRAIT DU REGISTRE DES DELIBERATIONS "
            "Séance du 12 mars 2024. Présents : Anne LUSSAC, Paul REVOL. Votes : pour : 14 ; contre : 0 "
            "Objet : Achat du pré Vu le code général des collectivités territoriales, La présente délibération peut faire "
            "l'objet d'un recours devant le tribunal administratif de Lormes, dans un délai de deux mois. "
            + "Le pré borde l'école et servira de jardin aux élèves. " * 10
            + "Sur proposition de Monsieur Le Maire, le Conseil Municipal décide à l'unanimité d'acheter le pré. "
            + "La somme est inscrite au budget et le notaire est chargé de dresser l'acte de vente. " * 8
            + "Fait et délibéré les jour, mois et an que dessus. Le Maire, Anne LUSSAC"
        ),
        [("deliberation", "DEL012CM240312", "Achat du pré")],
    ),
    "an-opinion-of-the-state-behind-a-deliberation": (
        flat(
            HEAD
            + "N° 2024-035 OBJET : VENTE DE LA MAISON DU GARDE Vu le code général des collectivités territoriales, "
            + "Après en avoir délibéré, LE CONSEIL DECIDE la vente. Anne LUSSAC "
            + "RÉPUBLIQUE FRANÇAISE Liberté Égalité Fraternité Direction départementale des finances publiques AVIS DU DOMAINE "
            + "Le bien est une maison de pierre avec un jardin et un puits. " * 6
        ),
        [
            ("deliberation", "2024-035", "VENTE DE LA MAISON DU GARDE"),
            (
                "annex",
                None,
                "RÉPUBLIQUE FRANÇAISE Liberté Égalité Fraternité Direction départementale des finances publiques AVIS DU DOMAINE "
                "Le bien est une maison de pierre avec un jardin",
            ),
        ],
    ),
    "an-extract-with-its-title-behind-a-stroke": (
        HEAD + "\nN°41/Agenda rural Entretien des haies\n\n" + DECISION,
        [("deliberation", "41", "Agenda rural Entretien des haies")],
    ),
    "the-agenda-read-apart-from-its-numbers": (
        flat(
            "PROCES-VERBAL DU CONSEIL MUNICIPAL SEANCE DU 12 MARS 2024 Présents : A. LUSSAC. L'ordre du jour est le suivant : "
            "1. 2. 3. TARIFS DE LA CANTINE ACHAT D'UNE BALAYEUSE VENTE DU PRE 4. 5. 6. Mme Anne LUSSAC soumet le procès-verbal de "
            "la séance du 6 février à l'approbation. Il est approuvé à l'unanimité. 1. TARIFS DE LA CANTINE (DL-2024-12) "
            "Le conseil, à l'unanimité, adopte les tarifs. 2. ACHAT D'UNE BALAYEUSE (DL-2024-13) Le conseil approuve l'achat. "
            + "La balayeuse servira toute l'année. "
            * 8
        ),
        [
            ("minutes", None, "PROCES-VERBAL DU CONSEIL MUNICIPAL SEANCE DU 12 MARS 2024"),
            ("deliberation", "DL-2024-12", "TARIFS DE LA CANTINE (DL-2024-12)"),
            ("deliberation", "DL-2024-13", "ACHAT D'UNE BALAYEUSE (DL-2024-13)"),
        ],
    ),
    "matters-told-apart-by-letters": (
        AGENDA_MINUTES.replace(
            "La fête de la musique aura lieu place du Marché.",
            "a. Don à la fanfare\nLe conseil, à l'unanimité, accorde 100 €.\nb. Fête de la musique\nElle aura lieu place du "
            "Marché.\nc. Achat de bancs\nLe conseil municipal approuve le devis.",
        ),
        [
            ("minutes", None, "PROCES-VERBAL DU CONSEIL MUNICIPAL Séance du 12 mars 2024"),
            ("deliberation", "1", "Tarifs de la cantine"),
            ("deliberation", "3", "Recrutement d'un apprenti"),
            ("deliberation", None, "Don à la fanfare"),
            ("deliberation", None, "Achat de bancs"),
        ],
    ),
    "one-number-printed-with-another-stroke": (
        "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024\nPrésents : A. LUSSAC\n20240312 1-Tarifs de la cantine\n"
        "Le conseil, à l'unanimité, adopte les tarifs.\n20240312-2- Achat d'une balayeuse\nLe conseil approuve l'achat.\n",
        [
            ("minutes", None, "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024"),
            ("deliberation", "20240312 1", "Tarifs de la cantine"),
            ("deliberation", "20240312-2", "Achat d'une balayeuse"),
        ],
    ),
    "the-number-of-the-agenda-printed-otherwise-at-the-item": (
        flat(
            "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024 Présents : A. LUSSAC. ORDRE DU JOUR D2024_07 Procès-verbal "
            "D2024_08 Tarifs de la cantine D2024_09 Achat d'une balayeuse D2024_10 Vente du pré "
            "D2024 07 Tarifs du marché Le conseil, à l'unanimité, approuve les tarifs. "
            "D2024_08 Tarifs de la cantine Le conseil, à l'unanimité, adopte les tarifs. "
            + "Les familles en seront averties à la rentrée. "
            * 8
        ),
        [
            ("minutes", None, "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024"),
            ("deliberation", "D2024 07", "Tarifs du marché"),
            ("deliberation", "D2024_08", "Tarifs de la cantine"),
        ],
    ),
    "a-section-and-its-rapporteur-above-the-first-item": (
        "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024\nPrésents : A. LUSSAC\n\nFINANCES\nRapporteur : Paul REVOL\n"
        "1. Tarifs de la cantine\nLe conseil, à l'unanimité, adopte les tarifs.\n",
        [
            ("minutes", None, "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024"),
            ("deliberation", "1", "Tarifs de la cantine"),
        ],
    ),
    "a-first-item-that-lost-its-number": (
        "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024\nPrésents : A. LUSSAC\nTARIFS DE LA CANTINE SCOLAIRE\n"
        "Le conseil, à l'unanimité, adopte les tarifs.\n2- Achat d'une balayeuse\nLe conseil approuve l'achat.\n"
        "3- Vente du pré\nLe conseil approuve la vente.\n",
        [
            ("minutes", None, "PROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024"),
            ("deliberation", None, "TARIFS DE LA CANTINE SCOLAIRE"),
            ("deliberation", "2", "Achat d'une balayeuse"),
            ("deliberation", "3", "Vente du pré"),
        ],
    ),
    "the-mayor-is-named-on-a-line-above-what-is-ordered": (
        "Ville de Montreval\nARRÊTÉ DU MAIRE N° 2024-12\nObjet : Circulation rue du Pont\nLe Maire de Montreval,\n"
        "Vu le code général des collectivités territoriales ;\nConsidérant la fête de quartier ;\nARRÊTE\n"
        "Article 1er : La circulation est interdite rue du Pont pendant toute la durée de la fête.\n"
        "Article 2 : La signalisation est mise en place par les services techniques de la ville.\n"
        "Article 3 : Le directeur des services est chargé de l'exécution du présent arrêté.\n"
        "Fait à Montreval, le 3 mai 2024\nLe Maire\n",
        [("order", "2024-12", "Circulation rue du Pont")],
    ),
    "minutes-without-any-heading": (
        flat(
            "Le quorum étant atteint, la Présidente procède à l'ouverture de la séance. Le procès-verbal est adopté à l'unanimité. "
            "Vu le code général des collectivités territoriales, Considérant que le budget n'est pas voté, il est proposé d'ouvrir "
            "des crédits. Le conseil, par 15 voix pour et 2 contre, accepte l'ouverture des crédits. Mme TIBERT regrette que la "
            "commission n'ait pas été réunie. " + "La discussion se poursuit sur les travaux de l'école. " * 6
        ),
        [("minutes", None, None), ("deliberation", None, None)],
    ),
}


@pytest.mark.parametrize("case", [*CASES.values(), *UNSEEN.values()], ids=[*CASES, *UNSEEN])
def test_outline(case: tuple[str, Outline]) -> None:
    text, expected = case
    assert outline(segment(document(text))) == expected


def test_joined_acts() -> None:
    acts = segment(document(DELIBERATION + "\n" + REQUEST + "\n" + CONVENTION + "\n" + REPORT))
    assert outline(acts) == [
        ("deliberation", "2024-035", "Subvention aux Amis du Canal"),
        ("annex", None, "DOSSIER DE DEMANDE DE SUBVENTION Les Amis du Canal"),
        ("convention", None, "Entretien des rives du canal"),
        ("report", "14", "SOUTIEN AUX BIBLIOTHEQUES RURALES"),
    ]
    assert acts[0].text.endswith("Anne LUSSAC\n")
    assert acts[1].text.lstrip().startswith("DOSSIER DE DEMANDE")


def test_extracts_one_behind_the_other() -> None:
    second = DELIBERATION.replace("2024-035", "2024-036").replace("aux Amis du Canal", "au club de tir")
    acts = segment(document(DELIBERATION, second))
    assert [(act.kind, act.number) for act in acts] == [("deliberation", "2024-035"), ("deliberation", "2024-036")]


def test_sessions_without_any_heading() -> None:
    session = "L'an deux mille vingt-quatre, le 12 mars, le conseil municipal s'est réuni.\nPrésents : A. LUSSAC, P. REVOL\n"
    pages = [session + f"N° 2024-0{number}\nObjet : Affaire {number}\n" + DECISION * 2 for number in (41, 42)]
    assert [(act.kind, act.number) for act in segment(document(*pages))] == [
        ("deliberation", "2024-041"),
        ("deliberation", "2024-042"),
    ]


@pytest.mark.parametrize("text", [DELIBERATION, AGENDA_MINUTES, REPORT], ids=["deliberation", "minutes", "report"])
def test_without_line_breaks(text: str) -> None:
    wrapped, flattened = segment(document(text)), segment(document(flat(text)))
    assert [(act.kind, act.number) for act in flattened] == [(act.kind, act.number) for act in wrapped]


def test_a_text_cut_short_keeps_the_item_it_breaks_off_in() -> None:
    text = flat(AGENDA_MINUTES)
    acts = segment(document(text[: text.index("au service des espaces verts")]))
    assert outline(acts)[1:] == [("deliberation", "1", "Tarifs de la cantine"), ("deliberation", "3", "Recrutement d'un apprenti")]


def test_what_is_known_of_an_act() -> None:
    minutes, first, _ = segment(document(AGENDA_MINUTES))
    assert (minutes.body, minutes.date) == ("Conseil municipal", dt.date(2024, 3, 12))
    assert (first.body, first.date) == ("Conseil municipal", dt.date(2024, 3, 12))
    (report,) = segment(document(REPORT))
    assert (report.body, report.date) == ("Conseil départemental", dt.date(2024, 4, 4))


def test_minutes_keep_the_date_of_their_meeting_not_of_their_approval() -> None:
    (act,) = segment(
        document("CONSEIL MUNICIPAL DU 4 JUIN 2024\nPROCES-VERBAL DU CONSEIL MUNICIPAL DU 12 MARS 2024\nLe quorum est atteint.\n")
    )
    assert act.date == dt.date(2024, 3, 12)


@pytest.mark.parametrize("text", [case[0] for case in CASES.values()], ids=CASES)
def test_acts_are_all_of_the_text(text: str) -> None:
    source = document(text)
    acts = segment(source)
    for act in acts:
        assert act.text == "".join(source.text[part.start : part.end] for part in act.slices)
    covered = sorted((part.start, part.end) for act in acts for part in act.slices)
    assert covered[0][0] == 0
    assert covered[-1][1] == len(text)
    assert all(left[1] == right[0] for left, right in itertools.pairwise(covered))


def test_furniture_is_left_out_and_stamps_are_kept() -> None:
    stamp, footer = "Reçu en préfecture le 14/03/2024\n", "Page 1/2\n"
    pages = (
        Page(
            number=1,
            text=stamp + DELIBERATION + footer,
            furniture=(
                Furniture(kind="stamp", start=0, end=len(stamp)),
                Furniture(kind="footer", start=len(stamp + DELIBERATION), end=len(stamp + DELIBERATION + footer)),
            ),
        ),
        Page(number=2, text=stamp + REQUEST, furniture=(Furniture(kind="stamp", start=0, end=len(stamp)),)),
    )
    source = Document(id="fiction", file_name="f.pdf", media_type="application/pdf", pages=pages)
    deliberation, annex = segment(source)
    assert deliberation.text == DELIBERATION
    assert deliberation.stamp_texts == (stamp,)
    assert source.text[deliberation.stamps[0].start : deliberation.stamps[0].end] == stamp
    assert annex.stamp_texts == (stamp,)
    assert annex.text == REQUEST


def test_an_empty_document_has_one_act() -> None:
    assert outline(segment(document(""))) == [("other", None, None)]


def test_numbers_in_a_column_apart_go_with_the_votes_behind_them() -> None:
    text = (
        "Conseil municipal du 12 mars 2024 Compte rendu Présents : A. LUSSAC, P. REVOL. Délibération n°07/2024 "
        "Délibération n°08/2024 Délibération n°09/2024 Le conseil, à l'unanimité, décide d'acheter un banc. Il coûte 300 €. "
        "Le conseil, à l'unanimité, décide de vendre le pré. Mme LUSSAC parle du lavoir. "
        "Le conseil, à l'unanimité, décide de le restaurer. L'ordre du jour étant épuisé, la séance est levée à 21h05. "
    )
    acts = segment(document(text))
    assert [(act.number, "banc" in act.text, "pré" in act.text, "restaurer" in act.text) for act in acts[1:]] == [
        ("07/2024", True, False, False),
        ("08/2024", False, True, False),
        ("09/2024", False, False, True),
    ]
    spans = sorted((piece.start, piece.end) for act in acts for piece in act.slices)
    assert "".join(text[low:high] for low, high in spans) == text
