from __future__ import annotations

import datetime as dt

import pytest

from pipeline.identify import identify
from pipeline.identify.collectivity import find_collectivity
from pipeline.identify.held import find_document_date
from pipeline.identify.sirens import find_siren
from pipeline.identify.transmission import find_transmission
from pipeline.model import Act, Document, Identity, Page, Slice
from pipeline.read.furniture import mark_furniture

STAMP = """Envoyé en préfecture le 03/02/2024
Reçu en préfecture le 04/02/2024
Publié le 05/02/2024
ID : 085-218500015-20240123-D7-DE
"""


def document(text: str) -> Document:
    return Document(id="d", file_name="acte.txt", media_type="text/plain", pages=mark_furniture([Page(number=1, text=text)]))


def act(kind: str, date: dt.date | None) -> Act:
    return Act(id="d-001", document="d", ordinal=1, kind=kind, text="Vu", slices=(Slice(start=0, end=2),), date=date)


def test_all_that_a_stamped_act_prints() -> None:
    text = f"{STAMP}DÉPARTEMENT DE LA VENDÉE\nCOMMUNE DE VALBRUNE\nSéance du conseil municipal du 23 janvier 2024\n"
    assert identify(document(text), ()) == Identity(
        collectivity="Commune de Valbrune",
        siren="218500015",
        department="85",
        actes_id="085-218500015-20240123-D7-DE",
        nature="DE",
        transmitted=dt.date(2024, 2, 3),
        received=dt.date(2024, 2, 4),
        posted=None,
        published=dt.date(2024, 2, 5),
        document_date=dt.date(2024, 1, 23),
    )


def test_nothing_printed() -> None:
    assert identify(document("Compte rendu de la réunion du comité de quartier, à la salle des fêtes"), ()) == Identity()


BODIES = {
    "letterhead": ("DÉPARTEMENT DE L'ORNE\nCOMMUNE DE VALBRUNE\nConseil municipal", "Commune de Valbrune"),
    "flat-letterhead": ("COMMUNE DE VALBRUNE-SUR-LÈZE SÉANCE DU 3 MAI 2024 Le conseil municipal", "Commune de Valbrune-sur-Lèze"),
    "council-of": ("Le Conseil municipal de la commune de Haute-Brune, convoqué le 2 mai", "Commune de Haute-Brune"),
    "dotted-acronym": ("C.C.A.S. DE VALBRUNE\nDÉLIBÉRATION DU CONSEIL D'ADMINISTRATION", "C.C.A.S. de Valbrune"),
    "one-collectivity-of-its-kind": ("COLLECTIVITÉ DE BRUNE\nDélibération de l'Assemblée de Guyane", "Collectivité de Brune"),
    "pole": ("PÔLE D'ÉQUILIBRE TERRITORIAL ET RURAL DU PAYS DE BRUNE\nComité syndical",
             "Pôle d'équilibre territorial et rural du Pays de Brune"),
    "fire-service": ("SERVICE DÉPARTEMENTAL D'INCENDIE ET DE SECOURS DE LA HAUTE-BRUNE\nConseil d'administration",
                     "Service départemental d'incendie et de secours de la Haute-Brune"),
    "school-fund": ("Caisse des écoles de Valbrune\nComité de gestion", "Caisse des écoles de Valbrune"),
    "elision": ("Les membres du conseil municipal de la commune d’Ormes, réunis", "Commune d’Ormes"),
    "mayor-only": ("ARRÊTÉ\nLe Maire de Saint-Brun,\nVu le code", "Commune de Saint-Brun"),
    "article-in-the-name": ("VILLE DE LA BRUNE\nLe conseil municipal", "Ville de La Brune"),
    "mixed-case-is-preferred": (
        "COMMUNE DE VALBRUNE LES BOIS\nle conseil municipal de la commune de Valbrune les Bois", "Commune de Valbrune les Bois"
    ),
    "neighbours-named": (
        "Le conseil municipal de la commune de Valbrune. Convention avec la commune de Tracy, la commune de Tracy paiera.",
        "Commune de Valbrune",
    ),
    "partner-of-a-commune": (
        "VILLE DE VALBRUNE\nLe conseil municipal. Fonds de concours de la Communauté de communes des Trois Brunes.",
        "Ville de Valbrune",
    ),
    "community": (
        "Le Conseil communautaire de la Communauté de communes des Trois Brunes s'est réuni salle de la commune de Tracy",
        "Communauté de communes des Trois Brunes",
    ),
    "community-without-de": ("COMMUNAUTÉ DE COMMUNES BRUNE-LÈZE\nLe Conseil communautaire", "Communauté de communes Brune-Lèze"),
    "agglomeration": ("Communauté d'agglomération du Lac. Conseil communautaire", "Communauté d'agglomération du Lac"),
    "department": ("DÉPARTEMENT DU HAUT-RHIN\nDélibération du conseil départemental", "Département du Haut-Rhin"),
    "syndicate-called-by-what-it-serves": (
        "Syndicat intercommunal des eaux de la Haute-Brune\nComité syndical du 12 mars 2024",
        "Syndicat intercommunal des eaux de la Haute-Brune",
    ),
    "syndicate": ("SYNDICAT DES EAUX DE LA BRUNE\nLe comité syndical", "Syndicat des Eaux de la Brune"),
    "name-before-the-kind": ("Haute-Brune Métropole\nConseil métropolitain du 3 mai", "Haute-Brune Métropole"),
    "action-sociale": ("Conseil d'administration du CCAS de la Ville de Valbrune", "CCAS de la ville de Valbrune"),
    "form": ("Nom de la commune : ORMES\nConseil municipal", "Commune d'Ormes"),
    "contracted": ("VILLE DU HAVRE\nConseil municipal", "Ville du Havre"),
    "region": ("RÉGION DES TROIS BRUNES\nConseil régional", "Région des Trois Brunes"),
    "place-of-signature": ("Le conseil municipal décide. Fait à Valbrune, le 3 mai 2024", "Commune de Valbrune"),
    "lines-of-a-letterhead": ("République Française\nVille de\nSaint-Brun\nSéance du conseil municipal", "Ville de Saint-Brun"),
    "not-a-person": ("Conseil municipal\nMaire : Luc Roc\nLe conseil municipal : Prend Acte", None),
    "assembly-without-a-name": ("Procès-verbal du conseil municipal. La commune de Tracy a répondu, la commune de Brou non.", None),
    "département-of-a-commune": ("Département de l'Orne\nProcès-verbal du conseil municipal", None),
    "asked-of-an-assembly": (
        "Commune de Valbrune. Le Maire propose au conseil municipal de Accepter le devis, au conseil municipal de Valider la vente",
        "Commune de Valbrune",
    ),
    "with-its-partner": (
        "La Communauté de communes Brune Val de Lèze et l’Association Initiative Brune, conseil communautaire",
        "Communauté de communes Brune Val de Lèze",
    ),
    "another-body-in-a-visa": (
        "COMMUNE DE VALBRUNE\nExtrait\n\nVu la délibération de la Communauté de communes du Pays de Tracy du 4 mai 2021,",
        "Commune de Valbrune",
    ),
    "none": ("Règlement du service", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "body"), BODIES.values(), ids=BODIES)
def test_collectivity(text: str, body: str | None) -> None:
    assert find_collectivity(text, None) == body


def test_siren_tells_the_kind_of_body() -> None:
    text = "Commune de Valbrune, Syndicat de la Brune, Département de l'Orne : convention"
    assert find_collectivity(text, "226100014") == "Département de l'Orne"


SIRENS = {
    "behind-the-name": ("Le Département du Nord, rue X, SIRET n° 225 900 018 00012", "225900018"),
    "of-a-company": ("Le Département du Nord et la société Brune, SIREN 356000000", None),
    "wrong-digits": ("Le Département du Nord, SIREN 225900019", None),
    "of-another-body": ("La commune de Tracy, SIRET 225 900 018 00012", None),
}


@pytest.mark.parametrize(("text", "siren"), SIRENS.values(), ids=SIRENS)
def test_siren(text: str, siren: str | None) -> None:
    assert find_siren(text, "Département du Nord") == siren


TRANSMISSIONS = {
    "labels": ("Date de convocation : 2 mai 2024\nDate d'affichage : 4 mai 2024\nVu le code", {"posted": "2024-05-04"}),
    "signature-block": ("Le Maire\nPubliée le : 23/05/2024", {"published": "2024-05-23"}),
    "online": ("Date de mise en ligne de l’acte : 22/12/2024", {"published": "2024-12-22"}),
    "enforceable": (
        "Acte certifié exécutoire, transmis en sous-préfecture le 3 mai 2024, affiché le 4 mai 2024 et publié le 5 mai 2024",
        {"transmitted": "2024-05-03", "posted": "2024-05-04", "published": "2024-05-05"},
    ),
    "enforceable-by-nouns": (
        "Acte rendu exécutoire après dépôt en Préfecture le 16/04/2024 et publication ou notification du 17/04/2024",
        {"transmitted": "2024-04-16", "published": "2024-04-17"},
    ),
    "enforceable-by-reception": (
        "Certifié exécutoire compte tenu de la réception en sous-préfecture le 19/12/2022 et de la publication le 20/12/2022",
        {"received": "2022-12-19", "published": "2022-12-20"},
    ),
    "the-act-was-sent": ("Acte télétransmis en préfecture le 12 juillet 2023", {"transmitted": "2023-07-12"}),
    "control-of-legality": ("Transmis au contrôle de légalité le 3 mai 2024", {"transmitted": "2024-05-03"}),
    "sent-electronically": ("Le Maire\nTélétransmis le 3 mai 2024", {"transmitted": "2024-05-03"}),
    "on-the-site-of-the-town": ("Publié sur le site de la ville le 27 mai 2024", {"published": "2024-05-27"}),
    "received": ("Transmis au contrôle de légalité\nReçu en préfecture le 3 mai 2024", {"received": "2024-05-03"}),
    "another-sending": ("COMPLÉMENT D'INFORMATION TRANSMIS LE 11 FÉVRIER 2022", {}),
    "another-notice": ("Un avis a été publié le 22 novembre 2023 dans le journal", {}),
    "no-date": ("Publié le\nAffiché le", {}),
    "month-only": ("Transmis en Sous-Préfecture le : MARS 2024", {}),
}


@pytest.mark.parametrize(("text", "dates"), TRANSMISSIONS.values(), ids=TRANSMISSIONS)
def test_transmission_printed_by_the_act(text: str, dates: dict[str, str]) -> None:
    assert {role: str(date) for role, date in find_transmission(text, []).items()} == dates


def test_stamps_go_before_the_act() -> None:
    told = find_transmission("Publié le 9 mai 2024", ["Date de réception AR : 21/1212024", "Publié le 8 mai 2024"])
    assert told == {"received": dt.date(2024, 12, 21), "published": dt.date(2024, 5, 8)}


DATES = {
    "meeting": (
        "Convocation du 2 mai 2024. L'an deux mille vingt-quatre, le neuf mai, le conseil municipal s'est réuni",
        "2024-05-09",
    ),
    "not-the-minutes-approved": (
        "CONSEIL MUNICIPAL DU 9 MAI 2024\nApprobation du procès-verbal de la séance du 4 avril 2024",
        "2024-05-09",
    ),
    "stamp-of-an-annex": (f"{STAMP}Plan climat, directive du 27 juin 2001", "2024-01-23"),
    "margin": ("Zone A\nPlan local - Modification n° 8 - 13/12/2023 1\n" * 3, "2023-12-13"),
    "heading": ("Comité de quartier du Haut\nMardi 16 mai 2024\nVoirie", "2024-05-16"),
    "heading-of-a-letter": ("Valbrune, le 16 mai 2024\nMonsieur,", "None"),
    "none": ("Règlement du service", "None"),
}


@pytest.mark.parametrize(("text", "date"), DATES.values(), ids=DATES)
def test_document_date(text: str, date: str) -> None:
    assert str(identify(document(text), ()).document_date) == date


def test_acts_tell_where_the_opening_does_not() -> None:
    acts = [act("annex", dt.date(2024, 1, 2)), act("deliberation", dt.date(2024, 5, 9))]
    assert find_document_date(document("Rapport sur la voirie"), acts, None) == dt.date(2024, 5, 9)


def test_a_register_of_several_meetings_has_no_date() -> None:
    acts = [act("deliberation", dt.date(2024, 1, 2)), act("deliberation", dt.date(2024, 5, 9))]
    assert find_document_date(document("Répertoire des délibérations"), acts, None) is None


def test_an_order_cites_meetings_that_are_not_its_own() -> None:
    text = "ARRÊTÉ\nVu la délibération du conseil municipal, en sa séance du 3 mai 2024"
    assert find_document_date(document(text), [act("order", dt.date(2024, 5, 20))], None) == dt.date(2024, 5, 20)


DEPARTMENTS = {
    "letterhead": ("DEPARTEMENT DE TARN ET GARONNE\nConseil municipal", "82"),
    "corsica": ("Département de la Haute-Corse\nConseil municipal", "2B"),
    "overseas": ("ID : 974-219740016-20240123-D7-DE\n", "974"),
    "stamp": ("ID : 065-216502260-20240123-D7-DE\n", "65"),
}


@pytest.mark.parametrize(("text", "code"), DEPARTMENTS.values(), ids=DEPARTMENTS)
def test_department(text: str, code: str) -> None:
    assert identify(document(text), ()).department == code
