"""Votes of the assembly: figures, words, names; and what only looks like a vote."""

from __future__ import annotations

import pytest

from extractors.base import Passage
from extractors.votes import EXTRACTOR, find_votes
from tests.inline import check

EXAMPLES = {
    "a-figure-without-any-other-word": "<votes votes_for=12>Pour : 12</votes>\n",
    "every-label-before-its-figure": (
        "Votants 15 <votes votes_for=15 votes_against=0 abstentions=0 unanimous=true>Pour 15 Contre 0 Abstention 0</votes> ADOPTÉE"
    ),
    "names-in-brackets-behind-a-figure-without-mark": (
        "<votes votes_for=11 votes_against=2 abstentions=1>Pour 11 - Contre 2 (M. BLIN, Mme DUC) - Abstention 1 (M. ROY)</votes>"
    ),
    "opinions-are-counted": (
        "La proposition recueille <votes votes_for=12 votes_against=3 abstentions=2>12 avis favorables, 3 avis défavorables "
        "et 2 abstentions</votes>."
    ),
    "cells-without-any-mark": "<votes votes_for=15 votes_against=0 abstentions=1>Pour 15\tContre 0\tAbst. 1</votes>\n",
    "the-figure-behind-a-comma": (
        "Mis aux voix : <votes votes_for=19 votes_against=1 abstentions=3>contre, 1 voix ; abstention, 3 voix ; pour, "
        "19 voix</votes>."
    ),
    "yes-and-no-in-a-sentence": "Le conseil décide par <votes votes_for=16 votes_against=3>16 oui et 3 non</votes> de vendre.",
    "yes-and-no-before-their-figures": "Bulletin secret : <votes votes_for=9 votes_against=5>Oui 9, Non 5</votes>, Nul 1",
    "elected-persons-who-abstained": (
        "Le conseil, à la majorité absolue, <votes abstentions=3 unanimous=false>3 élus s'étant abstenus</votes>, autorise."
    ),
    "what-people-do": (
        "<votes votes_for=12 votes_against=2 abstentions=1>12 élus se prononcent pour, 2 se prononcent contre, 1 "
        "s'abstient</votes>."
    ),
    "a-share-of-those-who-vote": "Vote : <votes votes_for=15>Pour 15</votes> sur 15",
    "an-assembly-of-one-mind": "Le conseil <votes unanimous=true>unanime</votes> approuve le devis.",
    "a-vote-of-one-mind": "Le conseil entérine <votes unanimous=true>par un vote unanime</votes> le choix du bureau d'études.",
    "figures-that-count-who-refuses": (
        "Par <votes votes_for=9 votes_against=7 outcome=rejected>9 voix contre 7</votes>, le conseil refuse l'aide."
    ),
    "unanimity-and-how-many-that-makes": (
        "Adopté <votes votes_for=14 unanimous=true>à l'unanimité des présents, soit 14 voix</votes>."
    ),
    "trap-the-figure-of-the-next-label": (
        "Avec <votes votes_for=12 votes_against=2 abstentions=1>12 votes pour, 2 votes contre et 1 abstention</votes>, le conseil "
        "valide."
    ),
    "label-then-figure": (
        "Résultat du vote :\n<votes votes_for=14 votes_against=3 abstentions=2 unanimous=false outcome=adopted>Pour : "
        "14\nContre : 3\n"
        "Abstentions : 2</votes>"
    ),
    "figure-then-label": (
        "VOTE : <votes votes_for=13 votes_against=0 abstentions=0 unanimous=true>13 POUR 0 CONTRE – 0 ABSTENTION</votes> 2.3 Tarifs"
    ),
    "capitals-without-colon": "VOTE <votes votes_for=14 votes_against=1 abstentions=0>POUR 14 CONTRE 1 ABSTENTION 0</votes>",
    "slashes": "Vote : <votes votes_for=11 votes_against=0 abstentions=1>11 pour / 0 contre / 1 abstention</votes>",
    "blank-is-unknown": (
        "VOTE : <votes votes_for=28 votes_against=null abstentions=null unanimous=null>Pour : 28 Contre : Abstention "
        ":</votes> Le conseil"
    ),
    "in-words": (
        "Par <votes votes_for=15 votes_against=2 abstentions=1 outcome=adopted>quinze voix pour, deux voix contre et une "
        "abstention</votes>,"
        " le conseil adopte"
    ),
    "compound-words": "adopté par <votes votes_for=21 votes_against=4>vingt et une voix pour et quatre voix contre</votes>",
    "versus": "Le budget est voté par <votes votes_for=12 votes_against=3 abstentions=null>12 voix contre 3</votes>.",
    "abstention-first": (
        "Vote :\n- <votes votes_for=17 abstentions=1 unanimous=false>1 abstention (M. RIVOIRE)\n- 17 pour</votes>\n"
    ),
    "names-without-figure-are-counted": (
        "<votes votes_for=null votes_against=1 abstentions=3>Contre : Mme Odile GARNIER\nAbstentions : MM. PONCET et "
        "ROY, Mme VIDAL</votes>\n"
    ),
    "figure-then-names-over-two-lines": (
        "Vote :\n<votes votes_for=9 votes_against=2 abstentions=3>Pour : 9, Mme PONCET, M.ROY, Mme\nVIDAL\nContre : 2, "
        "M. BLIN, Mme DUC\n"
        "Abstentions : 3</votes>\n"
    ),
    "lone-figure-on-its-line": "Vote du budget annexe :\n<votes votes_for=15 votes_against=null unanimous=null>15 pour</votes>\n",
    "lone-figure-behind-a-verb": "La motion est adoptée <votes votes_for=23 outcome=adopted>par 23 voix</votes>.",
    "absent-and-apart": (
        "<votes votes_for=30 votes_against=0 abstentions=1 absent=2 not_taking_part=1>Pour : 30 Contre : 0 Abstention : 1 "
        "Absents sans délégation de vote : 2 Ne prend pas part au vote : 1</votes>"
    ),
    "groups-in-between": (
        "<votes votes_for=38 votes_against=0 abstentions=5>Pour : 38 voix (Groupe Aurore ; Groupe Littoral)\n\nContre : 0 voix\n\n"
        "Abstention : 5 (Groupe Bocage)</votes>\n\n(Adopté)"
    ),
    "unanimity": (
        "Après en avoir délibéré, le conseil municipal, <votes votes_for=null unanimous=true outcome=adopted>à "
        "l'unanimité des membres "
        "présents et représentés</votes>, approuve"
    ),
    "unanimity-in-scanned-text": (
        "Le conseil, après en avoir délibéré et <votes unanimous=true>à Punanimité</votes>, donne son accord"
    ),
    "unanimity-as-an-entry": "Subvention au club de tir 300 € <votes unanimous=true>Unanimité</votes>\n",
    "unanimity-behind-the-number-alone": "Délibération n°08/2024 <votes unanimous=true>l'unanimité</votes>, décide de vendre",
    "unanimity-less-one": (
        "adopte <votes unanimous=true abstentions=1 outcome=adopted>à l'unanimité moins une abstention</votes> le règlement"
    ),
    "figures-and-word-are-one-vote": (
        "La délibération est adoptée <votes votes_for=13 unanimous=true>à l'unanimité (13 voix pour)</votes>."
    ),
    "word-below-the-figures": (
        "VOTE : <votes votes_for=18 unanimous=true>Pour : 18 Contre : Abstention : Le compte rendu est adopté à "
        "l'unanimité</votes>."
    ),
    "majority": (
        "Le conseil, <votes votes_for=null unanimous=false outcome=adopted>à la majorité</votes>, autorise le maire à signer"
    ),
    "majority-with-figures": (
        "Le conseil municipal, <votes votes_for=3 votes_against=26 abstentions=1 outcome=rejected>à la majorité (26 voix "
        "contre, 1 abstention "
        "et 3 pour)</votes> : N'adopte pas la proposition"
    ),
    "majority-with-figures-below": (
        "Le conseil, après en avoir délibéré, à la majorité : APPROUVE la convention et autorise le maire à signer tous les actes "
        "utiles à cette fin, y compris les avenants.\n<votes votes_against=2 abstentions=1>2 contre : M. ROY et M. "
        "BLIN\n1 abstention : "
        "Mme DUC</votes>\n"
    ),
    "majority-with-a-label-before-the-figures": (
        "Le conseil, après en avoir délibéré, à la majorité : APPROUVE le compte financier unique et charge le maire de "
        "son exécution.\n"
        "Vote : <votes votes_against=2 unanimous=false>2 CONTRE (M. ROY et M. BLIN)</votes>\n"
    ),
    "somebody-speaks-on-the-next-line": (
        "Vote :\n- <votes votes_for=16 abstentions=1>Abstention : 1\n- Pour : 16</votes>\nM. BLIN demande un devis."
    ),
    "list-longer-than-its-figure": (
        "<votes votes_for=14 abstentions=2>Pour : 14\nAbstentions : 2, Mme DUC, M. ROY</votes>\nMme PONCET précise que"
    ),
    "figures-in-the-head-and-word-below": (
        "Suffrages exprimés : 21 Votes : <votes votes_for=21 votes_against=0 unanimous=true>pour : 21 ; contre : 0 ; "
        "abstention : 0</votes> "
        "Vu le code et le rapport du maire sur la vente du pré, le conseil, après en avoir délibéré, à l'unanimité, approuve"
    ),
    "word-and-figure-by": "Approbation <votes votes_for=38 unanimous=true>à l'unanimité des votants par 38 voix</votes>.",
    "rejected-in-words": (
        "Le conseil, <votes outcome=rejected>à la majorité des suffrages exprimés</votes>, se prononce contre le versement"
    ),
    "rejected-by-figures": (
        "<votes votes_for=2 votes_against=11 abstentions=1 outcome=rejected>DEUX voix POUR - ONZE voix CONTRE et 1 "
        "ABSTENTION</votes>"
    ),
    "adjourned": (
        "Le conseil communautaire, <votes unanimous=true outcome=adjourned>à l'unanimité</votes>, sursoit à statuer sur ce dossier"
    ),
    "noted": "Le conseil municipal, <votes unanimous=true outcome=noted>à l'unanimité</votes>, prend acte du rapport d'activité",
    "noted-without-vote": "Le conseil communautaire <votes unanimous=null outcome=noted>prend acte</votes> du débat.",
    "only-adopted": "<votes votes_for=null unanimous=null outcome=adopted>Le Conseil adopte</votes>.\n",
    "election": (
        "Ont <votes votes_for=21 outcome=adopted>obtenu : Mme Odile GARNIER : 21 voix ; M. Rémi BLIN : 4 voix</votes>. "
        "Mme GARNIER est élue."
    ),
    "election-told-before-its-result": (
        "M. BLIN : <votes votes_for=19 outcome=adopted>19 voix ; Mme DUC : 4 voix</votes>. M. BLIN, ayant obtenu la "
        "majorité absolue, est "
        "proclamé maire"
    ),
    "labels-with-voix-and-slashes": (
        "Voix <votes votes_for=18 votes_against=2 abstentions=3>pour : 18 / Voix contre : 2 / Abstentions : 3</votes> / "
        "Total votants : 23"
    ),
    "rejected-by-a-verb-before-the-figures": (
        "Le conseil rejette par <votes votes_for=12 votes_against=9 outcome=rejected>12 voix contre 9</votes> la proposition"
    ),
    "noted-before-the-word": "Le conseil <votes unanimous=true outcome=noted>prend acte, à l'unanimité</votes>, du débat.",
    "several-votes-in-one-act": (
        "Judo 500 €\nVote : <votes unanimous=true>Pour à l'unanimité</votes>\nTennis 300 €\nVote :\n"
        "<votes votes_for=12 abstentions=2>Pour : 12\nAbstentions : 2</votes>\n"
    ).replace("<votes unanimous=true>Pour à l'unanimité", "Pour <votes unanimous=true>à l'unanimité"),
    "abbreviated": "Vote : <votes votes_for=15 votes_against=1 abstentions=2>Pour : 15 Contre : 1 Abst : 2</votes>",
    "abbreviated-with-a-point": "(<votes votes_for=13 votes_against=0 abstentions=1>13 pour – 0 contre – 1 abst.</votes>)",
    "misspelt": "soit <votes votes_for=9 abstentions=2>9 pour et 2 absentions</votes>",
    "what-is-voted-between-label-and-figure": (
        "Résultat du vote :\n<votes votes_for=13 votes_against=2>Pour le changement d'entreprise : 13 votes\nContre : 2</votes> "
        "votes"
    ),
    "candidates-and-their-votes": (
        "<votes votes_for=11>Résultat du vote :\n- Lise ROY : 11 votes → Elue\n- Anne DUC : 1 vote</votes>\n"
    ),
    "initials": "VOTE : <votes votes_for=12 votes_against=1 abstentions=2>P : 12 C : 1 A : 2</votes>",
    "yes-and-no": "Vote : <votes votes_for=14 votes_against=1 abstentions=0>14 oui, 1 non, 0 abstention</votes>",
    "labels-then-figures": (
        "Votants <votes votes_for=19 votes_against=2 abstentions=1 unanimous=false>Pour Contre Abstentions 22 19 2 1</votes> "
        "Délibération suivante"
    ),
    "labels-then-figures-in-cells": (
        "| <votes votes_for=19 votes_against=2 abstentions=0>Pour | Contre | Abstention |\n| 19 | 2 | 0</votes> |\n"
    ),
    "labels-in-a-column": ("<votes votes_for=15 votes_against=0 abstentions=3>Pour :\nContre :\nAbstentions :\n15\n0\n3</votes>\n"),
    "figure-in-brackets-behind-unanimity": "adopté <votes votes_for=19 unanimous=true>à l'unanimité (19 voix)</votes>",
    "absolute-majority-of-a-decision": (
        "Le conseil, <votes unanimous=false outcome=adopted>à la majorité absolue</votes>, approuve le règlement"
    ),
    "unanimous-as-an-adjective": "<votes unanimous=true>Accord unanime</votes> du conseil municipal.",
    "told-beside-the-result": (
        "M. <votes votes_against=2 abstentions=1 unanimous=false>BLIN et Mme DUC votent contre. Mme ROY s'abstient. Le conseil "
        "adopte le projet à la majorité</votes>."
    ),
    "told-behind-the-figures": (
        "adopté par <votes votes_for=18 abstentions=2>18 voix pour, Mmes DUC et ROY s'étant abstenues</votes>."
    ),
    "told-in-the-debate-only": (
        "Mme DUC s'abstient toujours. M. le Maire propose de voter. <votes votes_for=11 votes_against=0 abstentions=0>Pour : 11 "
        "Contre : 0 Abstention : 0</votes>"
    ),
    "adjourned-by-decision": (
        "Le comité, <votes unanimous=true outcome=adjourned>à l'unanimité</votes>, décide d'ajourner cette question"
    ),
    "noted-after-hearing-the-report": (
        "Vote : <votes unanimous=true outcome=noted>UNANIMITE</votes> Le conseil, ayant entendu l'exposé du maire, prend acte "
        "de l'installation"
    ),
    "secret-ballot": (
        "Il est procédé au vote à bulletins secrets : <votes votes_for=9 votes_against=8 ballot=secret>9 voix pour et 8 "
        "voix contre</votes>"
    ),
    "show-of-hands": "Vote à main levée : <votes unanimous=true ballot=show_of_hands>unanimité</votes>",
    "head-of-the-act": (
        "Nombre de conseillers en exercice : 23, présents : 18, procurations : 2. Le conseil municipal, "
        "<votes in_office=23 present=18 represented=2>à l'unanimité</votes>, décide"
    ),
    "trap-commission": (
        "La commission des finances a émis un avis favorable à l'unanimité. Vu l'avis rendu à l'unanimité par la commission"
    ),
    "trap-figures-of-a-commission": (
        "Vu l'avis favorable de la commission des finances (5 pour, 2 abstentions) ; la commission d'appel d'offres, par "
        "5 voix pour, retient"
    ),
    "trap-recital": "Considérant que le conseil d'administration du collège a voté à l'unanimité ce projet",
    "trap-quorum-of-voices": "Le quorum est atteint : 12 voix pour 12 présents",
    "trap-rule-of-law": "Le conseil peut décider, à l'unanimité, de ne pas recourir au scrutin secret ; élu à la majorité absolue",
    "trap-earlier-vote": "Le projet avait été approuvé à l'unanimité l'an dernier.",
    "trap-majority-group": "C'est un choix porté par la majorité municipale et voulu par la majorité.",
    "trap-quorum": "Lesquels forment la majorité des membres en exercice et peuvent délibérer valablement.",
    "trap-money-and-years": "La concession coûte 70 € pour 30 ans, contre 50 € auparavant, et 2 pour la commune.",
    "trap-ways": "un crédit pour 3 voix de communication",
    "trap-question": "Etes-vous d'accord pour :\n- Prendre note du devis\n",
    "trap-no-right-to-vote": "Assistait également sans voix délibérative : M. BLIN ; chaque commune dispose d'une voix.",
    "trap-debate": "Y a-t-il des abstentions ? Des votes contre ? Le maire est pour le projet, l'opposition est contre.",
    "trap-a-favourable-vote": "Un vote favorable de notre conseil ouvrira droit à une aide.",
    "rejected-by-its-own-sentence": (
        "Le conseil se prononce contre le projet par <votes votes_against=8 abstentions=2 outcome=rejected>8 voix contre et 2 "
        "abstentions</votes>. Il désigne ensuite un délégué."
    ),
    "carried-before-another-is-put-off": (
        "Le relevé est approuvé <votes unanimous=true outcome=adopted>à l'unanimité</votes>.\nLe conseil reporte ce point."
    ),
    "trap-columns-without-figures": "Pour Contre Abstention 4. Tarifs 2024 de la cantine 12 élèves",
    "trap-told-of-a-proposal": "La proposition de M. BLIN vote contre nature",
    "trap-turnout": "Le scrutin a connu 52 % d'abstention.",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_votes(example: str) -> None:
    check(EXTRACTOR, example)


@pytest.mark.parametrize("kind", ["report", "annex", "convention", "stamp"])
def test_what_is_no_decision_holds_no_vote(kind: str) -> None:
    assert not list(find_votes(Passage("Adopté à l'unanimité. Pour : 12 Contre : 3", kind=kind)))


def test_procedure_is_no_vote_of_its_own_in_a_deliberation() -> None:
    text = "M. BLIN est désigné secrétaire de séance à l'unanimité. Vu le code. Le conseil, par 9 voix pour et 2 contre, adopte"
    assert [v.votes_for for v in find_votes(Passage(text, kind="deliberation"))] == [9]
    assert [v.votes_for for v in find_votes(Passage(text, kind="minutes"))] == [None, 9]
