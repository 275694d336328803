"""The texts that an act cites, in sentences of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.base import Passage
from extractors.citations import EXTRACTOR, find_citations
from tests.inline import check

EXAMPLES = {
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
