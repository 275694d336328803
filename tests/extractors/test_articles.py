"""Articles that an act holds, and the many that it only cites."""

from __future__ import annotations

import pytest

from extractors.articles import EXTRACTOR, find_articles
from extractors.base import Passage
from tests.inline import check

EXAMPLES = {
    "own-line-no-heading": (
        'DÉCIDE :\n\n<articles number=1 heading="">Article 1 :\n\nD\'acquérir la parcelle ZA 12.</articles>\n\n'
        '<articles number=2 heading="">Article 2 :\n\nLe maire est chargé de l\'exécution de la présente délibération.</articles>\n'
    ),
    "flattened-decision": (
        'ARRÊTE <articles number=1 heading="">Article 1er : La circulation est interdite rue du Lavoir.</articles> '
        '<articles number=2 heading="">Article 2 : Le stationnement sera rétabli le lendemain.</articles>'
    ),
    "first-number-as-scanned": 'ARRÊTE\n<articles number=1 heading="">Article l : La circulation est interdite.</articles>',
    "heading-on-the-line": (
        '<articles number=3 heading="Durée de la convention">Article 3 - Durée de la convention\n'
        "La présente convention est conclue pour trois ans.</articles>\n"
        '<articles number=4 heading="Résiliation">Article 4 – Résiliation\nChaque partie peut la dénoncer.</articles>'
    ),
    "heading-on-the-next-line": (
        '<articles number=1 heading="OBJET DU CONTRAT">ARTICLE PREMIER\nOBJET DU CONTRAT\nLe contrat porte sur un four.</articles>'
    ),
    "capitals-run-into-the-body": (
        '<articles number=5 heading="HORAIRES D’OUVERTURE">ARTICLE 5 – HORAIRES D’OUVERTURE La piscine est ouverte.</articles>'
    ),
    "small-letters-run-into-the-body": (
        "Titre I. <articles number=1 heading=\"Champ d'application\">Article 1 Champ d'application Le présent règlement vaut "
        "pour toute la commune.</articles>"
    ),
    "heading-with-full-stop": (
        '<articles number=2 heading="Temps de travail">Article 2 : Temps de travail. L’emploi est à temps complet.</articles>'
    ),
    "unique": '<articles number=unique heading="">Article unique : Les tarifs joints sont approuvés.</articles>',
    "roman": '<articles number=2 heading="Tarifs">ARTICLE II : Tarifs\nLe repas est facturé quatre euros.</articles>',
    "heading-broken-by-the-other-column": (
        '<articles number=4 heading="DEVOIRS DES ABONNÉS, USAGERS ET VOISINS">ARTICLE 4 - DEVOIRS DES ABONNÉS, les eaux de pluie ; '
        "USAGERS ET VOISINS sont admises dans le réseau.</articles>"
    ),
    "ordinal-in-words": (
        '<articles number=1 heading="">Article premier : Il est créé un emploi.</articles>\n'
        '<articles number=2 heading="">Article deuxième : Les crédits sont inscrits.</articles>'
    ),
    "bis-and-decimal": (
        '<articles number="3 bis" heading="Clés">Article 3 bis : Clés\nUne clé est remise.</articles>\n'
        '<articles number=3.1 heading="Caution">Article 3.1 : Caution\nUn chèque est demandé.</articles>'
    ),
    "zoning-plan": (
        '<articles number="UB 3" heading="Accès et voirie">Article UB 3 - Accès et voirie\nTout terrain a une issue.</articles>'
    ),
    "wrapped-sentence-is-no-heading": (
        '<articles number=1 heading="">Article 1 : Le montant de la participation au titre de\nl’année est fixé à 300 €.</articles>'
    ),
    "noun-phrase-without-body": (
        '<articles number=1 heading="">Article 1 : Le renouvellement de l’adhésion au réseau des moulins.</articles>'
    ),
    "ends-at-the-vote": (
        '<articles number=1 heading="">Article 1 : D’approuver le projet.</articles>\n\nPour : 12 voix\nContre : 0 voix\n'
    ),
    "ends-at-the-signature": (
        '<articles number=7 heading="Litiges">Article 7 : Litiges\nLe tribunal est compétent.</articles>\n\n'
        "Fait en deux exemplaires, à Vallorbe-sur-Orge"
    ),
    "line-that-begins-with-signature": (
        '<articles number=1 heading="Clés">Article 1 - Clés\nElles sont remises lors de la\nsignature du bail.</articles>'
    ),
    "trap-law": "Vu l'article 3-3 de la loi du 26 janvier 1984 ; en application de l'Article 2 du décret précité",
    "trap-code": "Conformément à l'article L. 2121-20, et notamment ses articles 18, 20 et 29. Article L.421-8 : rappel",
    "trap-own-article-cited": "La dépense versée en application de l'article 1 de la présente délibération est imputée au budget.",
    "trap-quoted-statutes": "Les statuts sont modifiés comme suit :\n« Article 4 : Siège »\nLe siège est fixé à la mairie.",
    "trap-budget": "chapitre 65, article 6574 ; Chapitre 21 - Article 2158 ; DI dépenses imprévues Art. 165 - 100,00",
    "trap-contents-with-dots": "Article 1. Objet ................ 4 Article 2. Définitions ................ 5",
    "trap-contents-then-body": (
        "SOMMAIRE\nArticle 1 : Objet\nArticle 2 : Durée\n"
        '<articles number=1 heading="Objet">Article 1 : Objet\nLe bail porte sur la grange.</articles>\n'
        '<articles number=2 heading="Durée">Article 2 : Durée\nIl est de neuf ans.</articles>'
    ),
    "trap-numbered-clauses": "1) Approuve le projet ; 2) Autorise le maire à signer.",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_articles(example: str) -> None:
    check(EXTRACTOR, example)


def test_a_dotted_line_is_no_leader_however_long() -> None:
    """A pattern that tries each of the dots, to the last of them, would keep this test for hours."""
    (article,) = find_articles(Passage("DÉCIDE :\n\nArticle 1 : Frais\nMontant : " + ". " * 50_000 + "\n"))
    assert article.number == "1"
