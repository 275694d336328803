"""Roll calls, proxies, recusals, presidents and secretaries, in sentences of our own."""

from __future__ import annotations

import time

import pytest

from extractors.base import Passage
from extractors.members import EXTRACTOR, find_members
from tests.inline import check

EXAMPLES: dict[str, str] = {
    "scrap-behind-a-proxy": (
        'Excusés : <member status=represented proxy="Hugo CARVILHE">Lise BOISSERAND</member> (pouvoir à Hugo CARVILHE)JD, '
        '<member status=represented proxy="Paul-Henri LAMBRUSQUET">Inès VALLOURDE</member> (pouvoir à Paul-Henri LAMBRUSQUET).'
    ),
    "scrap-of-a-stroke": (
        "Étaient présents : <member status=present>Lise BOISSERAND</member>/I, <member status=present>Hugo CARVILHE</member>)D, "
        "<member status=present>Inès VALLOURDE</member>."
    ),
    "everybody-is-addressed-before-the-colon": (
        "Étaient présents Mesdames et Messieurs : <member status=present>Lise BOISSERAND</member>, <member "
        "status=present>Hugo CARVILHE</member>\n"
    ),
    "offices-with-their-article": (
        "Présents : Le Maire : <member status=present>Lise BOISSERAND</member> ; Les Adjoints : <member "
        "status=present>Hugo CARVILHE</member>, <member status=present>Inès VALLOURDE</member> ; Les Conseillers municipaux : "
        "<member status=present>Guy ROL</member>\n"
    ),
    "a-verb-on-the-next-line": (
        "Présents : Mme <member status=present>BOISSERAND</member>, M. <member status=present>CARVILHE</member>\n"
        "A été nommé secrétaire : M. <member role=secretary>Guy ROL</member>\n"
    ),
    "a-mandate": (
        'Ont donné mandat : Mme <member status=represented proxy="Guy ROL">Lise BOISSERAND</member> à M. Guy ROL\n'
        'Avaient donné délégation de vote : M. <member status=represented proxy="Guy ROL">Hugo CARVILHE</member> en faveur de '
        "M. Guy ROL\n"
    ),
    "absences": (
        'Vote par procuration : <member status=represented proxy="Guy ROL">Lise BOISSERAND</member> à Guy ROL\n'
        "Absences excusées : <member status=excused>Hugo CARVILHE</member>\n"
        "Absence non excusée : <member status=absent>Inès VALLOURDE</member>\n"
    ),
    "they-excused-themselves": (
        "Se sont excusés : <member status=excused>Lise BOISSERAND</member>, <member status=excused>Hugo CARVILHE</member>\n"
    ),
    "whose-proxy-somebody-holds": (
        'Présents : M. <member status=present>Guy ROL</member> (procuration de Mme <member status=represented proxy="Guy '
        'ROL">Lise BOISSERAND</member>), Mme <member status=present>Inès VALLOURDE</member> (+ pouvoir <member '
        'status=represented proxy="Inès VALLOURDE">Hugo CARVILHE</member>)\n'
    ),
    "whose-proxy-somebody-holds-in-a-sentence": (
        'M. Guy ROL a reçu pouvoir de Mme <member status=represented proxy="Guy ROL">Lise BOISSERAND</member>.'
    ),
    "the-holder-in-brackets": (
        'Excusés avec pouvoir : <member status=represented proxy="G. ROL">L. BOISSERAND</member> (G. ROL) - <member '
        'status=represented proxy="I. VALLOURDE">H. CARVILHE</member> (I. VALLOURDE)\n'
    ),
    "the-holder-in-the-next-cell": (
        'Absents ayant donné pouvoir :\n<member status=represented proxy="Guy ROL">Lise BOISSERAND</member>\tGuy ROL\n<member '
        'status=represented proxy="Inès VALLOURDE">Hugo CARVILHE</member>\tInès VALLOURDE\n'
    ),
    "somebody-is-asked-to-keep-the-desk": (
        "Le conseil désigne Mme <member role=secretary status=null>Lise BOISSERAND</member> pour assurer le secrétariat."
    ),
    "the-mayor-opens-and-the-roll-call-names-him": (
        "Madame le Maire ouvre la séance. Présents : Mme <member status=present role=president>BOISSERAND Lise</member>, Maire ; "
        "M. <member status=present role=null>CARVILHE Hugo</member>, Adjoint au Maire"
    ),
    "the-mayor-opens-who-called-the-meeting": (
        "Sur la convocation de Monsieur <member role=president>Hugo CARVILHE</member>, Maire. Monsieur le Maire ouvre la séance."
    ),
    "trap-mayors-of-a-communaute": (
        "Présents : M. <member role=null>Guy ROL</member>, Maire de Saint-Loup, Mme <member role=null>Lise SOREL</member>, Maire"
    ),
    "who-withdrew-or-is-counted-apart": (
        "M. <member status=recused>Guy ROL</member> s'étant déporté, le conseil approuve (1 non-participation : Mme <member "
        "status=recused>Lise SOREL</member>)."
    ),
    "abstaining-from-the-vote-itself": (
        "Mme <member status=recused>Lise SOREL</member> et M. <member status=recused>Guy ROL</member>, membres du club, se sont "
        "abstenus de participer au vote."
    ),
    # -- lists ---------------------------------------------------------------------------------------------------------
    "civil-titles": (
        "Étaient présents : M. <member status=present civility=M. given_name=Paul family_name=VERNIER>Paul VERNIER"
        '</member>, Mme <member status=present civility=Mme name="Anne LE GALL">Anne LE GALL</member>.'
    ),
    "family-name-first": (
        'Présents : <member name="Hélène TISSOT" status=present>TISSOT Hélène</member>, '
        '<member name="Luc DE VAUX" family_name="DE VAUX">DE VAUX Luc</member>'
    ),
    "no-capitals": (
        "Présents : <member given_name=Lucie family_name=Barral>Lucie Barral</member>, "
        '<member name="Serge Da Costa">Serge Da Costa</member>.'
    ),
    "one-per-line": (
        "Absents :\n- Monsieur <member status=absent>Yves PELTRE</member>\n- Madame <member status=absent>Irène SOREL"
        "</member>\nORDRE DU JOUR"
    ),
    "plural-titles": (
        "Présents : Mmes <member civility=Mme>DUPRAT</member>, <member civility=Mme>LENOIR</member> et M. "
        "<member civility=M. family_name=VIDAL>VIDAL</member>."
    ),
    "plural-for-all": "Présents : MM. <member civility=null>Luc BRAULT</member>, <member civility=null>Odile MAGNE</member>.",
    "both-plurals": "Présents : Mesdames et Messieurs <member civility=null>Rose PUJOL</member>, <member>Alain GRAS</member>.",
    "initials": (
        "Présents : <member given_name=E. family_name=PASTOR>E. PASTOR</member>, <member given_name=JP>JP MOREL</member>,"
        ' <member civility=null name="M. GUIRAL">M. GUIRAL</member>.'
    ),
    "initials-behind": (
        'PRÉSENTS : Mme <member family_name=ROCHE>ROCHE C.</member> – M. <member name="P. DE LASSUS">DE LASSUS P.</member>'
    ),
    "glued": "Présents : M.<member>CARLIER Jean</member>, Mme <member>ROUX Lise</member>",
    "wrapped-name": (
        'Présents : M. <member name="Jean-Luc TERRIER">Jean-Luc\nTERRIER</member>, Mme '
        '<member name="Ève DE SAINT PONS">Ève DE\nSAINT PONS</member>, M. <member>Guy ROL</member>.'
    ),
    "soft-hyphen": 'Présents : <member name="Odile PRAT-VIGNE">Odile PRAT\ufffeVIGNE</member>, <member>Guy ROL</member>.',
    "double-surname": 'Absents : <member name="Guy VINCENT - MASSE">Guy VINCENT - MASSE</member> - <member>Ode RICAUD</member>',
    "offices": (
        "Présents : M. <member>Luc BRAULT</member>, Maire, Mme <member>Odile MAGNE</member>, 2ème Adjointe chargée de la "
        "culture, M. <member>Guy ROL</member> conseiller délégué."
    ),
    "surname-like-an-office": "Présents : M. <member>MAIRE DU BOIS Alain</member>, Mme <member>Lise BUDGET</member>.",
    "communes-behind": (
        "Présents : M. <member group_name=Valprivat>ROL Guy</member> (Valprivat), Mme "
        '<member group_name="La Roche-Mure">PUJOL Rose</member> (La Roche-Mure).'
    ),
    "communes-before": (
        "Présents : Valprivat : M. <member group_name=Valprivat>ROL Guy</member> ; Mme <member>Six Anne</member> "
        "Rochemure : M. <member group_name=Rochemure>Gras Alain</member>"
    ),
    "communes-outside-brackets": (
        "Absents excusés : VALPRIVAT (<member status=excused group_name=VALPRIVAT>ROL Guy</member>), ROCHEMURE ("
        '<member status=represented proxy="Alain GRAS">PUJOL Rose</member> donne pouvoir à GRAS Alain).'
    ),
    "counts": (
        "27 élus présents : <member>ROL Guy</member> ; <member>PUJOL Rose</member>. Absents : 2 "
        "<member status=absent>GRAS Alain</member>, <member>SIX Anne</member>."
    ),
    "no-sign-between": (
        "Absents : <member>Jean Mestre</member> <member>Julie Fabre</member> <member>Anne-Marie Ducros</member>\nSecrétaire"
    ),
    "times": (
        "Présents : <member>Rose PUJOL</member> (arrivée à 19h04), <member>Guy ROL</member> à partir de la délibération "
        "n° 3, <member>Anne SIX</member>."
    ),
    "first-names-only": "Présents : <member given_name=Nelly>Nelly</member>, <member>Yves</member>, <member>Nelly</member>.",
    "lost-first-letter": "\\bsents : <member status=absent>Rose PUJOL</member> - <member>Guy ROL</member>",
    "flattened-table": (
        "Présents : COMMUNES MEMBRES VALPRIVAT M. <member>Guy ROL</member> (Titulaire) ROCHEMURE Mme <member>Rose PUJOL"
        "</member> (Titulaire)"
    ),
    "list-before-prose": ("Absent : M. <member status=absent>Guy ROL</member> Madame PUJOL R. a été élue secrétaire de l'amicale."),
    # -- statuses ------------------------------------------------------------------------------------------------------
    "statuses": (
        "Absents excusés : <member status=excused>Rose PUJOL</member>. Absents non excusés : <member status=absent>Guy "
        "ROL</member>. Absents non représentés : <member status=absent>Anne SIX</member>."
    ),
    "without-a-vote": (
        "Assistant également sans voix délibérative : M. <member status=non_voting_present>Guy ROL</member>. Excusé(s) "
        "sans voix délibérative : Mme <member status=non_voting_excused>Rose PUJOL</member>."
    ),
    "all-but": (
        "Tous les membres étaient présents à l'exception de M. <member status=absent>Guy ROL</member> et Mme "
        "<member status=excused>Rose PUJOL</member> (excusée)."
    ),
    "status-behind-the-name": (
        "Étaient présents : <member status=present>Guy ROL</member>, <member status=absent>Rose PUJOL</member> - ABSENTE,"
        " <member status=represented proxy=null>Anne SIX</member> - PROCURATION"
    ),
    # -- proxies -------------------------------------------------------------------------------------------------------
    "proxies": (
        'Pouvoirs : Mme <member status=represented proxy="Guy ROL">Rose PUJOL</member> à M. Guy ROL, M. '
        '<member proxy="Anne SIX">Alain GRAS</member> donne pouvoir à Mme Anne SIX'
    ),
    "proxies-with-a-particle-at-the-line-end": (
        'Absents ayant donné pouvoir : Mme <member proxy="Guy ROL">Rose PUJOL</member> à M. Guy ROL, M. '
        '<member proxy="Anne SIX" name="Paul LE GALLIC" family_name="LE GALLIC">Paul LE\nGALLIC</member> à Mme Anne SIX, M. '
        '<member proxy="Guy ROL" name="Luc DE LA FONT">Luc DE\nLA FONT</member> à M. Guy ROL.'
    ),
    "proxy-in-brackets": (
        'Excusés : <member status=represented proxy="Guy ROL">Rose PUJOL</member> (pouvoir à M. Guy ROL), '
        "<member status=excused>Alain GRAS</member>."
    ),
    "proxy-in-a-clause": (
        'Excusés : <member status=represented proxy="Guy ROL">Rose PUJOL</member> qui avait donné pouvoir à Guy ROL, '
        "<member status=excused>Anne SIX</member>."
    ),
    "proxy-by": (
        'Représentés : Mme <member proxy="Guy ROL">PUJOL Rose</member> par M. ROL Guy M. <member proxy="Anne SIX">GRAS '
        "Alain</member> par Mme SIX Anne"
    ),
    "proxy-without-holder": (
        "Absents ayant voté par procuration en application de l'article L. 2121-20 du Code : "
        "<member status=represented proxy=null>Rose PUJOL</member>, <member>Guy ROL</member>."
    ),
    "proxy-lacks-its-a": (
        'Pouvoirs :\n- Mme <member proxy="Guy ROL">Rose PUJOL</member> à M. Guy ROL\n- M. <member proxy="Anne SIX">Alain '
        "GRAS</member> Mme Anne SIX\n"
    ),
    "proxy-columns": (
        'Absents représentés : <member proxy="Guy ROL">Rose PUJOL</member> <member proxy="Anne SIX">Alain GRAS</member> '
        "pouvoir à Guy ROL pouvoir à Anne SIX"
    ),
    "proxy-in-two-lists": (
        "Absente excusée : PUJOL Rose. Pouvoir : Mme <member status=represented>PUJOL Rose</member> donne pouvoir à M. ROL Guy."
    ),
    "proxy-later": "Mme <member status=represented proxy=ROL>Rose PUJOL</member>, souffrante, donne procuration à M. ROL.",
    "no-proxy": (
        "Excusés : <member status=excused>Rose PUJOL</member> (pas de pouvoir donné) / <member status=excused>Guy ROL</member>"
    ),
    # -- recusals ------------------------------------------------------------------------------------------------------
    "recused": "M. <member status=recused>Guy ROL</member>, président de l'association, ne prend pas part au vote.",
    "recused-many": (
        "Mesdames <member status=recused>Rose PUJOL</member> et <member>Anne SIX</member> ainsi que messieurs "
        "<member civility=M.>Guy ROL</member>, intéressés à l'affaire, n'ont pris part ni au débat, ni au vote."
    ),
    "recused-listed": "Ne prennent pas part au vote : 2 (Mme <member status=recused>PUJOL</member>, M. <member>ROL</member>)",
    "leaves-for-the-vote": (
        "Mme <member status=recused>PUJOL Rose</member> quitte la salle et ne participe pas à la discussion du compte "
        "administratif."
    ),
    "leaves-for-good": "M. ROL quitte la séance à 21h45.",
    # -- president and secretary ---------------------------------------------------------------------------------------
    "president-in-the-list": (
        "sous la présidence de Madame PUJOL Rose, Maire. Présents : <member status=present role=president>Rose PUJOL"
        "</member>, <member role=null>Guy ROL</member>. Date de convocation"
    ),
    "president-outside": (
        "s'est réuni sous la présidence de son Maire, <member status=null role=president>Rose PUJOL</member>. Date de convocation"
    ),
    "president-by-office": "sous la présidence de Monsieur le Maire, à la suite de la convocation",
    "president-presides": "Mme <member role=president>Rose PUJOL</member>, première adjointe, préside la séance.",
    "president-for-one-item": "M. <member role=president>ROL Guy</member> est désigné président de séance.",
    "president-by-title": (
        "Présents : <member role=president>Rose PUJOL</member>, Maire, Présidente, <member role=null>Guy ROL</member>, "
        "Vice-Président."
    ),
    "secretary": "Secrétaire : Mme <member role=secretary status=null>Rose PUJOL</member>",
    "secretary-is-made": (
        "<member role=secretary>Anne Six-Morel</member> est désignée, à l'unanimité, pour remplir les fonctions de "
        "secrétaire de séance."
    ),
    "secretary-as": (
        "Le Conseil désigne Madame <member role=secretary>Rose PUJOL</member>, 1ère Vice-présidente, en qualité de "
        "secrétaire de séance."
    ),
    "secretary-duties": (
        "Il est procédé à la nomination d'un secrétaire. Monsieur <member role=secretary>Guy ROL</member> a été désigné "
        "pour remplir cette fonction."
    ),
    "secretary-commune": "Secrétaire de séance : Commune de Valprivat - M. <member role=secretary>Rol Guy</member>",
    "secretaries": (
        "Secrétaires de séance : Messieurs <member role=secretary>Guy ROL</member> et <member role=secretary>Alain GRAS</member>"
    ),
    "secretariat": "que le secrétariat de la présente séance soit assuré par M. <member role=secretary>ROL</member>.",
    "two-signatures": "Le Maire, Le secrétaire de séance, Mme Rose PUJOL M. <member role=secretary>Guy ROL</member>",
    # -- tables --------------------------------------------------------------------------------------------------------
    "table-of-marks": (
        "Nom\tPrésent\tAbsent\tPouvoir à\n<member status=present>Guy ROL</member>\tX\t\t\n"
        '<member status=represented proxy="Guy ROL">Rose PUJOL</member>\t\tX\tGuy ROL\n<member status=absent>Anne SIX'
        "</member>\t\tX\t\n"
    ),
    "table-of-words": (
        "<member status=present>ROL\tGuy</member>\tMaire\tPrésent\n<member status=absent>SIX\tAnne</member>\t\tAbsente\n"
        '<member status=represented proxy="Guy ROL">PUJOL\tRose</member>\t\tPouvoir à ROL Guy\n'
    ),
    # -- traps ---------------------------------------------------------------------------------------------------------
    "trap-authorisation": "Le Conseil donne pouvoir à Monsieur le Maire pour signer l'acte.",
    "trap-authorisation-named": "Le Conseil, à l'unanimité des membres présents, donne pouvoir à M. Guy ROL pour signer.",
    "trap-counts": "En exercice : 15 Présents : 12 Excusés : 2 Absents : 0 Votants : 13",
    "trap-empty-label": "Absents :\nAttribution d'une subvention au club de tennis",
    "trap-empty-label-then-speech": "Absents : \nMonsieur le Maire, Guy ROL, rapporte : la commune a reçu une offre.",
    "trap-heading": "Absents : Néant\nFINANCES LOCALES",
    "trap-unanimity": "à l'unanimité des membres présents : M. ROL expose le projet.",
    "trap-speech": "Présents à la réunion de chantier, les riverains ont demandé un délai.",
    "trap-staff-secretary": "Secrétaire : responsable de services ; secrétaire de mairie : Mme Rose PUJOL",
    "trap-former-secretary": "signé par le maire et le secrétaire de séance précédente (M. Guy ROL)",
    "trap-law-on-leaving": "Le maire peut assister à la discussion mais doit se retirer au moment du vote.",
    "trap-those-concerned": "à l'exception des intéressés qui ne prennent pas part au vote",
    "trap-relative-clause": "Mme PUJOL rappelle que les présidents d'association ne prennent pas part au vote.",
    "trap-signatures": "Guy ROL Conseiller\tAbsent excusé\nRose PUJOL Conseillère\t\nAnne SIX Conseillère\t\n",
    # -- repairs -------------------------------------------------------------------------------------------------------
    "label-with-a-remark": ("Présents (par ordre alphabétique) : M. <member>GRAS Alain</member>, Mme <member>PUJOL Rose</member>"),
    "label-at-the-opening": (
        "Présents à l'ouverture de la séance : <member status=present>Rose PUJOL</member>, <member>Guy ROL</member>"
    ),
    "label-with-following": (
        "Étaient présents les conseillers municipaux suivants : M. <member>ROL Guy</member>, Mme <member>SIX Anne"
        "</member> formant la majorité."
    ),
    "label-addresses-them": (
        "Étaient présents : Mesdames et Messieurs les conseillers municipaux : <member>Guy ROL</member>, Maire ; "
        "<member>Anne SIX</member>"
    ),
    "label-behind-the-list": (
        "Mmes et MM. <member status=present>Rose PUJOL</member>, <member>Guy ROL</member>, <member>Anne SIX</member>, "
        "membres présents."
    ),
    "surnames-only": (
        "Excusés : <member status=represented proxy=ROL>GRAS</member> (pouvoir à ROL), <member status=excused>SIX</member>"
    ),
    "status-in-a-word": (
        "Absents : M. <member status=excused>ROL Guy</member> excusé, M. <member status=absent>GRAS Alain</member>."
    ),
    "proxy-holder-named": (
        'Représentés : Mme <member proxy="Guy ROL">Rose PUJOL</member> (mandataire : M. Guy ROL), M. '
        "<member proxy=SIX>GRAS</member> (proc. à Mme SIX)"
    ),
    "recused-without": (
        "Hors de la présence de M. <member status=recused>Guy ROL</member>, Maire, le conseil approuve le compte administratif."
    ),
    "recused-in-the-tally": "Vote : 12 pour, 1 NPPV (M. <member status=recused>Guy ROL</member>)",
    "recused-from-the-list-only": (
        "RAPPORTEUR : Monsieur GRAS Alain Madame <member status=recused>PUJOL Rose</member> quitte la salle avant le vote."
    ),
    "secretary-fulfils": "Mme <member role=secretary>Rose PUJOL</member> remplit les fonctions de secrétaire de séance.",
    "trap-places-hide-surnames": (
        "Présents : 51 VALPRIVAT ROL Guy ROCHEMURE PUJOL Rose AIGUES SIX Anne LE MESNIL GRAS Alain SAINT LOUP VIDAL Marc"
    ),
    "trap-secretary-of-an-association": "M. ROL Guy a été élu secrétaire de l'amicale.",
    "trap-leader-of-another-meeting": "La commission a été présidée par le conseiller de permanence.",
    "initial-like-a-title": (
        "Présents : Mme <member civility=Mme given_name=M.>M. VIDAL</member>, M. <member given_name=L.>L. GRAS</member>"
    ),
    "initial-before-a-title": "ABSENTS : Mme <member>PARENT</member> M. Mme <member civility=Mme>ROUX A.</member>",
    "apposition": "Assistait également : Mme <member status=non_voting_present>Rose PUJOL</member>, trésorière de l'office",
    "proxies-read-out": "Il donne lecture des pouvoirs : Mme <member status=represented proxy=ROL>PUJOL</member> à M. ROL",
    "proxy-on-leaving": (
        'M. <member status=represented proxy="Anne SIX">Guy ROL</member> quitte la séance à 20h15 et donne pouvoir à Mme Anne SIX.'
    ),
    "recused-by-wish": "M. <member status=recused>ROL</member> ne souhaite pas prendre part au vote.",
    "chair-behind-proxies": (
        'Pouvoir : <member status=represented proxy="Guy ROL">Rose PUJOL</member> donne pouvoir à Guy ROL\n'
        "Président de séance : <member status=null role=president>Luc BRAULT</member>\n"
    ),
    "delegations-of-vote": (
        "Ont donné délégation de vote : M. <member status=represented proxy=SIX>ROL</member> à Mme SIX, "
        "Mme <member status=represented proxy=GRAS>PUJOL</member> à M. GRAS"
    ),
    "in-favour-of": (
        'Procurations : M. <member status=represented proxy="Anne SIX">Guy ROL</member> en faveur de Mme Anne SIX, '
        'Mme <member status=represented proxy="Luc BRAULT">Rose PUJOL</member> en faveur de M. Luc BRAULT'
    ),
    "in-favour-of-in-a-list-of-the-absent": (
        "Absents : M. <member status=represented proxy=SIX>ROL</member> en faveur de Mme SIX, "
        "M. <member status=absent>GRAS</member>"
    ),
    "proxies-that-begin-with-of": (
        "Pouvoirs : de Mme <member status=represented proxy=ROL>PUJOL</member> à M. ROL, de M. "
        "<member status=represented proxy=SIX>GRAS</member> à Mme SIX"
    ),
    "proxy-until-somebody-comes": (
        "Représentés : Mme <member status=represented proxy=ROL>PUJOL</member> représentée par M. ROL jusquà son arrivée à 20h36 "
        "M. <member status=represented proxy=SIX>GRAS</member> représenté par Mme SIX"
    ),
    "absent-or-excused": (
        "Absents / excusés : M. <member status=excused>Guy ROL</member>, Mme <member status=excused>Anne SIX</member>"
    ),
    "all-but-two": (
        "Tous les conseillers étaient présents à l'exception de M. <member status=excused>Guy ROL</member>, excusé, et de Mme "
        "<member status=absent>Anne SIX</member>, absente."
    ),
    "all-but-who-gave-a-proxy": (
        'Étaient présents tous les membres en exercice sauf Mme <member status=represented proxy="Guy ROL">Anne SIX</member> qui '
        "avait donné pouvoir à M. Guy ROL"
    ),
    "arrival": "Arrivée de M. <member status=present>Guy ROL</member> à 20h15.",
    "arrives": (
        "Mme <member status=present>Anne SIX</member> arrive à 20 h 15 et M. <member status=present>ROL</member> rejoint la séance."
    ),
    "chair-and-secretary": (
        "Président : M. <member role=president>Guy ROL</member>\nSecrétaire : Mme <member role=secretary>Anne SIX</member>\n"
    ),
    "who-opens-presides": "M. <member role=president>Guy ROL</member>, Maire, ouvre la séance à 20h00.",
    "presides-the-assembly": "M. <member role=president>Guy ROL</member>, doyen d'âge, préside l'assemblée.",
    "keeps-the-desk": "Mme <member role=secretary>Anne SIX</member> assure le secrétariat de séance.",
    "desk-behind-a-colon": "Le secrétariat a été assuré par : <member role=secretary>Anne SIX</member>",
    "secretary-with-brackets": "Secrétaire(s) de la séance : <member role=secretary>Anne SIX</member>",
    "secretary-elected-with-brackets": "Secrétaire élu(e) : <member role=secretary>Anne SIX</member>",
    "secretary-who-offers": "Mme <member role=secretary>Anne SIX</member> se propose comme secrétaire de séance.",
    "duties-filled-by": "Fonction de secrétaire de séance remplie par Mme <member role=secretary>Anne SIX</member>",
    "secretary-without-title": "Secrétaire : <member role=secretary>Rose PUJOL</member>",
    "trap-board-of-an-association": "Présidente : Mme Rose PUJOL, Secrétaire : M. Guy ROL, Trésorier : M. Alain GRAS",
    "trap-arrival-of-things": "L'arrivée de la fibre est prévue ; M. ROL dit qu'une lettre est arrivée en mairie.",
    "trap-absent-in-speech": "M. le Maire évoque les absents : Mme Rose PUJOL est souffrante.",
    "trap-maternelles": "la maison d'assistantes maternelles (MAM) : Valprivat",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_members(example: str) -> None:
    check(EXTRACTOR, example)


@pytest.mark.parametrize("kind", ["report", "convention", "annex", "stamp"])
def test_only_meetings_have_members(kind: str) -> None:
    check(EXTRACTOR, "Présents : Mme Rose PUJOL, M. Guy ROL. Secrétaire : M. Guy ROL", kind=kind)


@pytest.mark.parametrize(
    "bait",
    [
        "Présents : ",
        "M. ROL, intéressé à l'affaire, ",
        "Absents : A ",
        "secrétaire de séance ",
        "ROL ",
        "Pouvoirs : M. ROL à ",
        "X\tPrésent\n",
    ],
)
def test_time_grows_with_length_only(bait: str) -> None:
    def seconds(length: int) -> float:
        begin = time.perf_counter()
        list(find_members(Passage(bait * (length // len(bait)), kind="minutes")))
        return time.perf_counter() - begin

    assert seconds(40_000) < 20 * seconds(8_000) + 0.5
