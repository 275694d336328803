"""The words that name the role of a sum.

A cue is the beginning of a word or of a phrase, folded; with a full stop it is the whole word. Of the cues in a sentence
the nearest counts, each as if it stood nearer to the sum by its reach: "sollicite une subvention de" is a request although
"subvention" stands next to the sum. What only says how much ("s'élève à", "est fixé à") has a reach below zero: any noun
of its sentence goes before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors import patterns

_DIGITS = "0123456789"

#: Who gives to a council, and how it says so: "la DRAC a accordé".
_FUNDERS = ("etat", "drac", "caf", "ademe", "region", "departement", "departemental", "regional", "prefecture", "l'eau")
_GAVE = ("attribue", "accorde", "alloue", "octroye", "verse", "notifie")

#: Cues that are no role by themselves. Who "demande" asks for money only when the sentence goes on to a subsidy, or
#: straight to the sum; who "attribue" gives, but a contract that is "attribué" has a price; a "caution" that a tenant leaves
#: is none that the council stands for. A "participation" is given, but that "des familles" is paid for a service, that "au
#: syndicat" is a charge, and that "de l'État" is received.
ASKS, AWARDS, CONTRACT, DEPOSIT = "asks", "awards", "contract", "deposit"
SHARE, PAYER, PAYEE, FUNDER = "share", "payer", "payee", "funder"

#: The roles of what is none by itself, where nothing else decides.
PLAIN = {AWARDS: "grant", SHARE: "grant", CONTRACT: "price"}

#: Role, reach in characters, cues. Those of no role hide the words in them: a "durée maximale" limits no sum, and who
#: "demande au maire si" asks for no money.
_CUES: tuple[tuple[str | None, int, tuple[str, ...]], ...] = (
    (
        None,
        0,
        (
            "duree maxim", "duree minim", "demande au ", "demande aux ", "demande si ", "demande s'il", "demande a l",
            "demande pourquoi", "demande quel", "demande comment", "demande combien", "demandent au ", "demandent si ",
            "demandent pourquoi", "titre de l'", "titre de la", "titre des", "titre du", "titre de 20", "dotations aux amort",
            "dotation aux amort", "dotations aux prov", "d'un montant total",
            "d'un montant global", "marche de noel", "marches de noel", "marche hebdo", "marche couvert", "en charge.",
            "a la charge", "a charge de", "titre gratuit", "titre gracieux", "bonne execution", "ordre du jour",
            "ressources humaines", "garantie de parfait", "garantie decennale", "garantie des vices", "garantie de bonne",
            "defaut de ressources", "ressources suffisantes", "ressources necessaires", "attribuable",
        ),
    ),
    (
        "cap",
        110,
        (
            "plafon", "maxim", "minimum", "minimal", "mini :", "min :", "maxi :", "max.", "jusqu'a", "au plus.",
            "au moins.", "dans la limite", "compris entre", "comprise entre", "comprises entre", "depass", "inferieur",
            "superieur", "exceder", "excede.", "excedent pas", "seuil", "fourchette", "bons d'achat", "bon d'achat",
        ),
    ),
    ("request", 120, ("sollicit", "requete", "pretendre a")),
    (
        ASKS,
        120,
        ("demande.", "demandes.", "demandee", "demander", "demandons", "demandent", "demandant", "demandera", "redemande"),
    ),
    ("guarantee", 30, ("garanti", "cautionne", "caution solidaire", "porte caution", "porter caution")),
    (DEPOSIT, 40, ("caution.", "cautions.")),
    ("advance", 50, ("avance.", "avances.", "acompte")),
    (
        "balance",
        30,
        (
            "solde.", "soldes.", "resultat d", "resultat net", "resultat cumule", "resultats d", "resultat 20",
            "besoin de financement", "capacite de financement", "excedent de cloture", "deficit de cloture",
            "excedent cumule", "deficit cumule",
        ),
    ),
    (
        "instalment",
        40,
        (
            "versement", "echeance", "fraction.", "en une fois", "en deux fois",
            "en trois fois", "en quatre fois", "en plusieurs fois", "en 2 fois", "en 3 fois", "en 4 fois",
        ),
    ),
    ("instalment", 70, ("mensualite", "annuite")),
    ("instalment", 70, ("verse comme suit", "versee comme suit", "versera comme suit", "verses comme suit", "versees comme suit")),
    ("instalment", -40, ("tranche.", "tranches.")),
    (
        "loan",
        30,
        (
            "emprunt", "pret.", "prets.", "preteur", "ligne de tresorerie", "credit relais", "credit-relais",
            "credit de tresorerie", "capital restant", "encours",
        ),
    ),
    (
        "price",
        30,
        (
            "arrhes", "prix", "tarif", "loyer", "cout unitaire", "cout moyen", "cout horaire", "cout du projet",
            "redevance", "rodp.",
            "forfait", "indemnite", "devis", "moyennant", "honoraires", "cotisation", "adhesion", "adherer", "adhere.", "factur",
            "offre.", "offres.", "cession", "vend.", "vendre.", "vendu", "vente.", "achat", "achete", "acquis", "acquer",
            "acquit", "contrat", "convention de formation", "conventions de formation", "valeur", "remuneration",
            "vacation", "penalite",
            "amende", "commission d'engag", "commission de gestion", "commission de non", "frais.", "repas.", "location",
            "loue", "unitaire", "formule", "abonnement", "bareme", "droit de place", "droits de place", "droit d'entree",
            "droits d'entree", "droits d'inscription", "retribution",
            "percevront", "percevra", "prestation", "charges loc", "soulte", "concession.", "depot de garantie",
            "depots de garantie", "provision pour charges", "provisions pour charges", "provision sur charges",
            "provisions sur charges", "domaines.",
        ),
    ),
    (CONTRACT, 90, ("cocontractant", "co-contractant", "prestataire", "fournisseur", "titulaire")),
    (
        CONTRACT,
        30,
        (
            "marche.", "marches.", "des lots.", "les lots.",
            "avenant", "attributaire", "tranche ferme", "tranche option", "tranches option",
            "accord-cadre", "accords-cadres", "bon de commande",
        ),
    ),
    (
        "revenue",
        31,
        (
            "recette", "produit.", "produits.", "percevoir", "percoi", "percu", "encaiss", "collect", "dotation globale",
            "dotation de l'etat", "dotations de l'etat", "dotations et participations", "titre.", "titres.", "emettre",
            "rembours", "compensation", "indemnite de sinistre", "indemnites de sinistre", "mecenat", "legs.", "obtenir.",
            "produit des amendes",
            "a rapporte", "cheque d", "rapporte a la commune",
            "accepte le don",
            "accepte un don", "accepter le don", "fiscalite", "droits de mutation", "impot", "taxe.", "taxes.", "ressources",
            "acquis.", "acquise.", "acquises.", "subventions accordees", "subventions deja", "subventions obtenues",
            "subventions acquises", "subventions notifiees", "accordes.", "redonne.", "reverse.", "versera a la commune",
        ),
    ),
    (
        "budget",
        25,
        (
            "budget", "depenses imprevues", "credit.", "credits.", "disponible", "inscri", "autorisation", "chapitre",
            "imputation", "provision", "prevu.", "prevue.", "prevus.", "prevues.", "enveloppe", "virement", "affect",
            "augmentation du", "masse salariale",
            "article 6", "articles 6", *(f"nature {digit}" for digit in _DIGITS), *(f"compte {digit}" for digit in _DIGITS),
        ),
    ),
    ("budget", 70, ("equilibr",)),
    ("budget", -20, ("section de fonct", "section d'invest")),
    ("total", 20, ("total.", "totale.", "totaux", "global", "cumul")),
    (
        "grant",
        30,
        (
            "allocation", "subvention", "subvention d'equilibre", "subventions d'equilibre", "aide.", "aides.", "soutien",
            "fonds de concours",
            "don.", "dons.", "dotation", "bourse",
            "un secours", "secours financ", "secours except", "recompense", "laureat", "reporter.", "indemnise",
            "dedommage", "gratifi",
        ),
    ),
    ("revenue", 90, tuple(f"{who} a {verb}" for who in _FUNDERS for verb in _GAVE)),
    ("revenue", 60, ("attribution de compensation", "attributions de compensation", "engage a rembourser")),
    ("revenue", 90, tuple(f"{who} finance" for who in _FUNDERS)),
    ("revenue", 90, ("detr attribue", "dsil attribue", "detr allouee", "dsil allouee", "notification par", "notifiee par")),
    (
        "revenue",
        60,
        (
            "accordee par l", "attribuee par l", "allouee par l", "octroyee par l", "versee par l", "obtenue.", "obtenues.",
        ),
    ),
    (SHARE, 30, ("participation", "contribution")),
    (
        PAYER,
        30,
        (
            "du locataire", "des locataires", "des familles", "des parents", "des usagers", "des accompagnants", "des preneurs",
            "du preneur", "des occupants", "familiale", "des participants", "par famille", "par enfant",
        ),
    ),
    (
        PAYEE,
        30,
        (
            "au syndicat", "aux syndicats", "au sivos.", "au sivom.", "au sivu.", "au smictom.", "au sictom.", "au sdis.",
            "au service departemental d'incendie", "service d'incendie",
        ),
    ),
    (
        FUNDER,
        30,
        (
            "de l'etat.", "d'etat.", "detr.", "dsil.", "fonds vert", "feader.", "feder.", "leader.", "de l'ademe", "fctva.",
            "de l'agence de l'eau", "de la caf.", "de la drac.", "de l'ars.", "de l'europe", "de l'union europ",
        ),
    ),
    (
        AWARDS,
        30,
        (
            "attribu", "allou", "octro", "verser.", "verse.", "versee", "verses.", "versant.", "accorder.", "accorde.",
            "accordee", "accordant", "versement de la somme", "versement d'une somme", "versement de cette somme",
        ),
    ),
    ("expense", 15, ("depens", "cout.", "couts.", "coute", "travaux", "charge")),
    ("expense", 60, ("rembourser.", "remboursement a", "reverse aux", "reversee aux", "reversees aux")),
    ("expense", -60, ("montant previsionnel", "s'elev", "estim", "evalu", "realis")),
    (
        "other",
        20,
        (
            "non-valeur", "non valeur", "fonds de caisse",
            "excedent", "deficit", "economie", "perte", "le reste.", "reliquat", "chiffre d'affaires", "capital.", "don moyen",
            "subventionnable",
        ),
    ),
    (
        "other",
        60,
        (
            "reste a charge", "le reste a charge", "remise gracieuse", "autofinancement", "auto financement",
            "auto-financement", "fonds propres",
            "part communale", "part de la commune",
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that names a role: what it names, where it stands, and how near it counts."""

    role: str
    start: int
    end: int
    reach: int


def _by_head() -> dict[str, list[tuple[str, str | None, int]]]:
    """The cues by their first three letters, longest first."""
    table = dict[str, list[tuple[str, str | None, int]]]()
    for role, reach, cues in _CUES:
        for cue in cues:
            table.setdefault(cue[:3], []).append((cue, role, reach))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


_BY_HEAD = _by_head()

#: What stands in quotation marks is a name: "l'association « Aide et Secours »".
_WORD = patterns.compile(r"(?<![\w'])[a-z]\w*+|(?<=')[a-z]\w*+|\"[^\"]{0,90}+\"")


def find_cues(folded: str, start: int, end: int) -> Iterator[Cue]:
    """Yield the cues of ``folded[start:end]`` in order.

    >>> [cue.role for cue in find_cues("sollicite une subvention", 0, 24)]
    ['request', 'grant']
    """
    text = folded[start:end].replace("\n", " ")
    done = 0
    for word in _WORD.finditer(text):
        at = word.start()
        if at < done:
            continue
        for cue, role, reach in _BY_HEAD.get(text[at : at + 3], ()):
            stem = cue.removesuffix(".")
            if text.startswith(stem, at) and (stem == cue or not text[at + len(stem) : at + len(stem) + 1].isalnum()):
                done = max(word.end(), at + len(stem))
                if role:
                    yield Cue(role, start + at, start + done, reach)
                break


def plain_roles(cues: Iterable[Cue]) -> list[str]:
    """The roles that cues name by themselves, in order; what is "attribué" is no gift beside the word for a contract.

    >>> plain_roles(find_cues("attribution des lots, frais compris", 0, 35))
    ['price', 'price']
    """
    named = [cue.role for cue in cues]
    return [PLAIN.get(role, role) for role in named if role != AWARDS or CONTRACT not in named]
