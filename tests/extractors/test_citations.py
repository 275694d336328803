"""The texts that an act cites, in sentences of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.base import Passage
from extractors.citations import EXTRACTOR, find_citations
from tests.inline import check

EXAMPLES = {
    "words-stuck-together": "Vu l'article <citation code=CGCT number=L2121-29 date=null>L. 2121-29</citation> du code général "
    "des collectivitésterritoriales",
    "articles-then-code": "Vu les articles <citation kind=code code=CGCT number=L2121-29 date=null>L. 2121-29</citation>, "
    "<citation number=L2122-21>L.2122-21</citation> et <citation number=R1617-1>R. 1617-1</citation> du code général des "
    "collectivités territoriales",
    "code-then-articles": "Vu le code général des collectivités territoriales et, notamment, ses articles "
    "<citation code=CGCT number=L3121-14>L.3121-14</citation> et <citation code=CGCT number=L3211-1>L.3211-1</citation> ;",
    "range": "les articles <citation code=CGCT number=L2333-6>L.2333-6</citation> à <citation "
    "number=L2333-16>L.2333-16</citation> du CGCT",
    "detail-of-an-article": "l'article <citation code=CGFP number=L332-23>L. 332-23</citation> 2° du code général de la "
    "fonction publique",
    "and-following": "l'article <citation code=CU number=L113-1>L. 113-1</citation> et suivants du Code de l’Urbanisme",
    "same-code": "l'article <citation code=CU number=L151-1>L. 151-1</citation> du code de l'urbanisme ; "
    "l'article <citation code=CU number=R123-1>R. 123-1</citation> du même code",
    "code-understood": "l'article <citation code=CU number=R111-1>R. 111-1</citation> du code de l'urbanisme s'applique. "
    "L'article <citation code=CU number=R111-2 confidence=0.75>R. 111-2</citation> dispose que",
    "dot-for-dash": "l'article <citation code=CGCT number=L2121-10>L2121.10</citation> du Coude Général des Collectivités "
    "Territoriales",
    "small-word-missing": "l'article <citation code=CGCT number=L2121-33>L 2121-33</citation> du Code général "
    "de\ncollectivités territoriales",
    "glued-by-ocr": "l'article <citation code=CGCT number=L2131-1>L2131-1</citation>et<citation code=CGCT "
    "number=L2131-2>L2131-2</citation>duCGCT",
    "articles-without-letter": "l'article <citation code=CGI number=1609noniesC>1609 nonies C</citation> du CGI et l'article "
    "<citation code=CC number=1384>1384</citation> du code civil",
    "letters-behind-a-number": "Vu les articles <citation code=CGI number=1382Cbis>1382 C bis</citation> et "
    "<citation number=1464I>1464 I</citation> du CGI, et <citation number=1639Abis>1639 A bis</citation> du code général des "
    "impôts",
    "without-letter-behind-the-code": "Vu le CGI, notamment les articles <citation code=CGI number=1407>1407</citation> et "
    "suivants, <citation code=CGI number=1639A>1639 A</citation> et <citation code=CGI number=1636Bsexies>1636\nB "
    "sexies</citation> ;",
    "trap-article-of-the-act-behind-a-code": "selon le <citation code=CGI number=null>CGI</citation>, article 2 de la présente "
    "décision",
    "name-in-brackets-behind-the-number": "Vu la <citation kind=law number=2031-99>loi n° 2031-99 du 7 août 2031</citation> "
    "portant nouvelle organisation (loi NOTRe)",
    "whole-code": "Vu le <citation kind=code code=CCP number=null>code de la commande publique</citation> ;",
    "two-codes": "selon les <citation code=CU number=null>codes de l'urbanisme</citation> et de l'<citation code=CE "
    "number=null>environnement</citation>",
    "code-outside-the-list": "l'article <citation code=CCONSO number=L613-1>L.613-1</citation> du code de la consommation",
    "whole-code-beside-an-article": "Vu le code du sport ; vu l'article <citation code=CSPORT number=L113-2>L. "
    "113-2</citation> du code du sport",
    "law": 'Vu la <citation kind=law number=84-53 date=1984-01-26 precision=day title="portant dispositions statutaires">loi '
    "n° 84-53 "
    "du 26 janvier 1984</citation> modifiée portant dispositions statutaires, notamment son article 3 ;",
    "law-once": "Vu la <citation kind=law number=84-53>loi n° 84-53 du 26 janvier 1984</citation> ; la loi du 26 janvier "
    "1984, la loi n° 84-53",
    "law-without-sign": "la <citation kind=law number=84/53 date=1984-01-26>loi 84/53 du 26 janvier 1984</citation> modifiée "
    "par la "
    "<citation kind=law number=2012/347>loi 2012/347 du 12 mars 2012</citation>",
    "law-by-ocr": "I'article 10 de la <citation kind=law number=2020-290>loi n' 2020-290 du 23 mars 2020</citation>",
    "law-by-date": "reconnues par la <citation kind=law number=null date=2014-07-31>loi du 31 juillet 2014</citation>",
    "law-by-name": 'au sens de la <citation kind=law title="loi ALUR">loi ALUR</citation>',
    "ordinance": "l'<citation kind=ordinance number=2021-1310>ordonnance n° 2021-1310 du 7 octobre 2021</citation>",
    "decree": "Vu le <citation kind=decree number=2015-1491>décret n°2015-1491 du 18 novembre 2015</citation> relatif aux budgets",
    "order": "l'<citation kind=order number=07-2210 date=2007-10-09>arrêté préfectoral n° 07-2210 du 9 octobre 2007</citation>",
    "circular": "la <citation kind=circular number=null date=2014-04-02>circulaire interministérielle du 2 avril 2014</citation>",
    "regulation-of-the-union": "le <citation kind=eu number=2016/679>règlement (UE) 2016/679 du 27 avril 2016</citation>, dit "
    "<citation kind=eu title=RGPD>RGPD</citation>",
    "directive": "la <citation kind=eu number=2014/24/UE date=null>directive 2014/24/UE</citation>",
    "deliberation": "Vu la <citation kind=deliberation number=2021-118 date=2021-12-06>délibération n°2021-118 du Conseil "
    "départemental en date du 06/12/2021</citation> « Agir ensemble » ;",
    "deliberation-by-date": "Par <citation kind=deliberation number=null date=2016-03-07>délibération en date du 7 mars "
    "2016</citation>, le conseil",
    "deliberation-by-number": "accordées dans la <citation kind=deliberation number=2018/77>délibération 2018/77</citation> pour",
    "deliberations": "Vu les <citation number=2021-06-01/05 date=2021-06-01>délibérations n°2021-06-01/05 du 1er juin "
    "2021</citation> et "
    "<citation kind=deliberation number=2022-06-14/04 date=2022-06-14>n°2022-06-14/04 du 14 juin 2022</citation> ;",
    "deliberations-of-one-day": "les <citation number=12 date=2020-06-12>délibérations n° 12</citation> et "
    "<citation number=13 date=2020-06-12>n° 13 du 12 juin 2020</citation>",
    "number-behind-the-date": "la <citation number=C12.2020 date=2020-03-09>délibération prise le 9 mars 2020 « gymnase "
    "» Réf. "
    "C12.2020</citation> pour",
    "date-before-another-number": "la <citation number=null date=2013-06-20>délibération du 20 juin 2013</citation>. "
    "Modification n° 1",
    "opinion": "Vu l'<citation kind=opinion date=2024-05-13>avis de la commission des finances en date du 13 mai 2024</citation> ;",
    "two-opinions": "Vu l'<citation kind=opinion date=2024-02-06>avis de la commission des sports du 6 février 2024</citation>, "
    "vu l'<citation kind=opinion date=2024-02-08>avis de la commission des finances du 8 février 2024</citation>",
    "plan": 'Vu le <citation kind=plan date=2019-02-28 title="Schéma Régional de Développement Économique">Schéma Régional de '
    "Développement Économique adopté par le Conseil Régional le 28/02/2019</citation> ;",
    "agreement": "la <citation kind=agreement number=2023-12 date=2023-03-03>convention n° 2023-12 signée le 3 mars "
    "2023</citation>",
    "contract": "Avenant au <citation kind=agreement number=2024-17>marché 2024-17</citation> relatif à l'entretien des jeux",
    "order-that-is-a-verb": "Le conseil ARRETE le procès-verbal de la séance du 28 mars 2024 et arrête les comptes du 3 avril 2023",
    "after-deliberation": "Après délibération, le conseil approuve le procès-verbal de la séance du 9 décembre 2024",
    "own-text": "la présente délibération n° 12 ; registre des délibérations du conseil n° 2018 / 93",
    "own-heading": "Extrait\nDélibération n° 2024-035\nRAPPORT N°7",
    "range-is-no-letter": "les articles 3 à 6 du règlement",
    "own-article": "conformément à l'article 3 de la présente convention et à l'article 2.1",
    "no-code": "le code de bonne conduite, le code postal et l'ordre du jour",
    "number-of-a-delegate": "la délibération D 2025-008, le lot n° 3 du contrat, l'avenant n° 4",
    "years-are-no-number": "le contrat 2022-2025 et la délibération n° 2022",
    "abbreviations": "l'article <citation code=CGCT number=L2131-1>L. 2131-1</citation> du C.G.C.T., l'article <citation "
    "code=CG3P number=L3111-1>L. 3111-1</citation> du CGPPP, (art.<citation code=CR number=L151-36>L.151-36</citation> et\n"
    "suivants du CRPM)",
    "abbreviation-only-behind-an-article": "l'article <citation code=CU number=L153-36>L. 153-36</citation> du CU ; "
    "le vice-président du CU, la réunion du CT",
    "its-articles-stay-with-the-code-in-front": "Vu le code de la voirie routière et notamment ses articles <citation code=CVR "
    "number=R141-4>R.141-4</citation> et <citation code=CVR number=R141-5>R. 141-5</citation> du <citation code=CGCT "
    "number=null>code général des collectivités territoriales</citation>",
    "paragraph-glued-to-the-article": "l'article <citation code=CE number=L211-7>L. 211-7</citation>-I du code de l'environnement",
    "paragraph-in-brackets": "l'article <citation code=CGCT number=L5211-10>L. 5211-10</citation> (dernier alinéa) du code général "
    "des collectivités territoriales",
    "space-in-a-number": "l'article <citation code=CGCT number=L2121-15>L 2 121-15</citation> du code général des collectivités "
    "territoriales, l'article <citation number=R2123-23>R. 2123-.23</citation> du CGCT",
    "code-whose-name-is-lost": "en application de <citation code=null number=L151-41 confidence=0.75>L. 151-41</citation> 5° du "
    "code (SP) des constructions",
    "named-before": "le code de la route, les articles <citation code=CROUTE number=R411-8>R. 411-8</citation> et <citation "
    "code=CROUTE number=R411-25>R. 411-25</citation> du code précité",
    "codes-in-a-list": "au regard du <citation code=CU number=null>code de l'urbanisme</citation>, de l'<citation code=CE "
    "number=null>environnement</citation> et du règlement",
    "number-that-no-such-code-has": "articles <citation number=L1612-2>L1612-2</citation> article 12 et <citation code=CGCT "
    "number=R1612-1>R1612-1</citation> du CGCT",
    "name-of-a-finance-act": "La <citation kind=law number=2023-1322>loi de finances pour 2024 n° 2023-1322</citation> prévoit",
    "law-with-spaces": "la <citation kind=law number=84-53 date=1984-01-26>loi n° 84 - 53 du 26 janvier 1984</citation>",
    "decree-with-a-dot": "le <citation kind=decree number=85.643 date=1985-06-26>décret 85.643 du 26 juin 1985</citation>",
    "name-of-the-law-cited": 'la <citation kind=law number=2014-366 title="pour l\'accès au logement">loi n° 2014-366 du 24 mars '
    "2014</citation> pour l'accès au logement dite loi ALUR",
    "more-laws-by-name": 'la <citation kind=law title="loi Grenelle 2">loi Grenelle 2</citation> et la <citation kind=law '
    'title="loi MOP">loi MOP</citation>',
    "date-of-the-next-text": "le <citation kind=decree number=2021-1291 date=null>décret n° 2021-1291</citation> et le <citation "
    "number=2022-12 date=2022-05-03>décret n° 2022-12 du 3 mai 2022</citation>",
    "order-by-its-service": "l'<citation kind=order number=DDT-SER-2019-0031>arrêté préfectoral DDT-SER-2019-0031</citation>, "
    "l'<citation kind=order number=2015/DDT/12 date=2015-03-03>arrêté préfectoral 2015/DDT/12 du 3 mars 2015</citation>",
    "number-with-letters": "la <citation kind=deliberation number=A-C2024-31>délibération n° A-C2024-31</citation> et la "
    "<citation number=D2024_17 date=2024-06-28>délibération D2024_17 du 28 juin 2024</citation>",
    "number-that-is-a-date": 'modifier la <citation kind=deliberation number="2022 04 07" date=2022-04-07>délibération n° 2022 04 '
    "07 du 7 avril 2022</citation>",
    "numbers-without-sign": "Vu les <citation number=2023-4-11 date=2023-04-06>délibérations n° 2023-4-11</citation> et <citation "
    "number=2023-4-12>2023-4-12 du 6 avril 2023</citation>",
    "dates-in-a-list": "par <citation kind=deliberation date=2021-05-04>délibérations en date des 4 mai 2021</citation> et "
    "<citation kind=deliberation date=2023-03-09>9 mars 2023</citation>",
    "moment-of-arrival": "Mme Roux, présente à partir de la délibération n° 2024-12 et jusqu'à la délibération n° 2024-15 ; de la "
    "délibération DL-2024-12 à DL-2024-20 : 33 présents",
    "colon-before-another-date": "Pièce jointe à la délibération : procès-verbal de la séance du 24 mai 2022",
    "colon-of-a-form": "la <citation kind=deliberation date=2022-05-03>délibération en date du : 3 mai 2022</citation>",
    "regulations-by-number": "le <citation kind=eu number=1370/2007>règlement n° 1370/2007</citation> du Parlement européen, la "
    "<citation kind=eu number=2000/60/CE>directive cadre européenne 2000/60/CE</citation>",
    "opinion-with-a-number": "Vu l'<citation kind=opinion number=2023-12 date=2023-06-03>avis n° 2023-12 de la CLECT du 3 juin "
    "2023</citation>",
    "leasing": "les conditions du <citation kind=agreement date=2011-03-14>crédit-bail en date du 14 mars 2011</citation>",
    "item-glued-to-the-article": "les articles <citation code=CGCT number=L2122-21>L.2122-21</citation>-6° et "
    "<citation code=CGCT number=L2122-22>L.2122-22</citation>-4° du CGCT",
    "number-in-thousands": 'la <citation kind=agreement number="145 210">convention d\'objectifs n°145 210</citation> avec lui',
    "word-behind-a-number": "par <citation kind=deliberation number=12>délibération n° 12</citation>/Approbation du budget",
    "number-of-a-parcel": "attribuer par bail le reste de la parcelle cadastrée B n°41",
    "order-taken": "l'<citation kind=order date=1994-12-30>arrêté préfectoral pris le 30 décembre 1994</citation>, le "
    "projet arrêté le 17 mai 2023",
    "opinion-by-ocr": "Vu l'<citation kind=opinion date=2024-02-06>avis de la commission des sports en date du 6 février "
    "2024</citation>, vu <citation kind=opinion date=2024-02-08>Pavis de la commission des finances en date du 8 février "
    "2024</citation>",
    "title-announced": 'Vu la <citation kind=deliberation number=2021-12 title="Accueil des jeunes enfants">délibération n° '
    "2021-12 du 4 mai 2021</citation> relative au sujet « Accueil des jeunes enfants » ; vu la <citation kind=deliberation "
    'number=2021-13 title="Marché de plein vent">délibération n° 2021-13 du 4 mai 2021</citation> ayant pour objet : « Marché de '
    "plein vent »",
    "title-with-a-name": 'la <citation kind=deliberation date=2021-05-04 title="portant adoption du plan jeunesse « Grandir ici, '
    'ensemble »">délibération du 4 mai 2021</citation> portant adoption du plan jeunesse « Grandir ici, ensemble »',
    "heading-with-its-meeting": "Délibération du Conseil Municipal Séance ordinaire du vendredi 31 mars 2023 N°1/Approbation du "
    "procès-verbal de la réunion du 3 février 2023",
    "end-of-a-contract": "dont le contrat arrive à terme le 31 mai 2024",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_citations(example: str) -> None:
    check(EXTRACTOR, example)


def test_the_deliberation_of_the_day_is_the_act_itself() -> None:
    text = "Délibération n° 12 du 3 mars 2024"
    assert list(find_citations(Passage(text, kind="deliberation", day=dt.date(2024, 3, 3)))) == []


def test_a_convention_cites_the_deliberation_of_its_day() -> None:
    text = "autorisé par délibération du 3 mars 2024"
    (citation,) = find_citations(Passage(text, kind="convention", day=dt.date(2024, 3, 3)))
    assert citation.kind == "deliberation"


@pytest.mark.parametrize("filling", range(360, 400))
def test_an_article_is_seen_wherever_a_search_for_articles_stops(filling: int) -> None:
    text = "article" + "x" * filling + " L. 2121-29 du code, selon l'article 3"
    assert [citation.number for citation in find_citations(Passage(text))] == ["L2121-29"]
