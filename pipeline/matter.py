"""What an act is about, in the nomenclature of ACTES: printed where the act prints it, else told from its title.

The nomenclature has five levels; its first two are the same everywhere in France, the others are set by each préfecture.
Codes are strings: 7.10 comes after 7.9, and is not the number 7.1.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors import patterns
from extractors.french import fold
from pipeline.model import Act
from pipeline.nomenclature import MATTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A code of the nomenclature, and how sure it is: 1 where the act itself prints it."""

    code: str
    confidence: float


#: "Nomenclature : 7.5", "Matière de l'acte : 8.8 - Environnement", "Classification 5.2.1", "Domaine : 1.1 Marchés publics"
_PRINTED = patterns.compile(
    r"(?:nomenclature|mati[eè]res?|classification|code\ mati[eè]re|domaine\ (?:et\ sous-domaine|de\ competence)?)"
    r"[^.:\n]{0,40}?[:\s][\s-]*(?P<code>[1-9]\.\d{1,2})(?!\d)(?!\s?€)"
)

#: What titles say of what the act does, surest first: the first that fits decides. Préfectures file under it whatever the theme.
_TOLD: tuple[tuple[str, float, tuple[str, ...]], ...] = (
    (
        "9.4",
        0.97,
        (
            r"^(?:voeux?|vœux?|motions?)\b",
            r"\bmotion (?:de soutien|contre|relative|pour)\b",
        ),
    ),
    (
        "5.8",
        0.95,
        (
            r"\best(?:er|ant) en justice\b",
            r"\b(?:defendre|defense) (?:[ld]es interets de )?la (?:commune|ville|collectivite)\b"
            r".{0,40}\b(?:tribunal|instance|cour)\b",
        ),
    ),
    (
        "1.5",
        0.93,
        (
            r"\b(?:protocole|accord) (?:d'accord )?transactionnel",
            r"\btransaction\b",
        ),
    ),
    (
        "2.3",
        0.97,
        (
            r"\bpreemption\b",
            r"\bdeclarations? d'intention d'aliener\b",
        ),
    ),
    (
        "7.3",
        0.96,
        (
            r"\bgaranties? d'emprunts?\b",
            r"\b(?:contrats?|souscription|realisation|renouvellement) (?:de |du |d'(?:un )?)(?:emprunt|prets?)\b",
            r"\bemprunts?\b",
            r"\bligne de tresorerie\b",
        ),
    ),
    ("7.8", 0.97, (r"\bfonds de concours\b",)),
    ("7.9", 0.93, (r"\b(?:prise de participation|augmentation de capital|souscription au capital)\b",)),
    (
        "5.6",
        0.95,
        (
            r"\bindemnites? (?:de fonctions?|des (?:elus|adjoints|maires|conseillers))",
            r"\bformation des elus\b",
            r"\bfrais de (?:mission|deplacement|representation) des? elus?",
            r"\bmandats? specia(?:l|ux)\b",
        ),
    ),
    ("5.5", 0.95, (r"\bdelegations? de signature\b",)),
    (
        "5.4",
        0.93,
        (r"\bdelegations? (?:de fonctions?|d'attributions?|de pouvoirs?|consenties?|du conseil|au (?:maire|president|bureau))",),
    ),
    (
        "5.1",
        0.95,
        (
            r"\belections? (?:du|de la|des|d'un) (?:maire|adjoint|president"
            r"|vice-president|membres? du bureau|(?:(?:premier|1er|second|\w+ieme|\d+ ?e(?:me)?) )(?:adjoint|vice-president))",
            r"\bnombre d'adjoints\b",
            r"\bdetermination du nombre de(?:s|) vice-presidents",
        ),
    ),
    (
        "7.1",
        0.96,
        (
            r"\bcomptes? (?:de gestion|administratifs?|financiers? uniques?)\b",
            r"\bbudgets? (?:primitifs?|supplementaires?|annexes?|principal|general|[12]\d{3})\b",
            r"\bvotes? du budget\b",
            r"\bdecisions? (?:budgetaires? )?modificatives?\b",
            r"\baffectations? (?:des?|du) resultats?\b",
            r"\b(?:debat|rapport) d'orientations? budgetaires?\b",
            r"\badmissions? en non[- ]valeur",
            r"\bcreances? (?:eteintes?|irrecouvrables?)",
            r"\bvirements? de credits?\b",
            r"\bautorisations? de programme",
            r"\bouverture (?:anticipee )?de credits\b",
            r"\bmandater (?:des|les) depenses\b",
            r"\bengager, liquider\b",
            r"\bfongibilite\b",
            r"\b(?:nomenclature|passage|referentiel)\b.{0,60}\bm ?57\b",
            r"\bm ?57\b.{0,40}\bnomenclature\b",
            r"\bamortissements?\b",
            r"^dm\b",
            r"\bdepenses d'investissement (?:par anticipation|avant le vote)",
            r"\bprovisions? pour\b",
        ),
    ),
    (
        "7.5",
        0.95,
        (
            r"\bsubventions?\b",
            r"\bd\.?e\.?t\.?r\.?\b",
            r"\bd\.?s\.?i\.?l\.?\b",
            r"\bdotation (?:d'equipement des territoires ruraux|de soutien a l'investissement)",
            r"\bfonds vert\b",
            r"\bplan de financement\b",
            r"\bdemandes? d'aides? financieres?\b",
        ),
    ),
    (
        "7.2",
        0.95,
        (
            r"\btaux (?:d'imposition|des (?:\w+ ){0,2}(?:taxes|impots)|de(?:s"
            r"| la) (?:fiscalite|taxe)|departemental de la taxe|communaux)",
            r"\bfiscalite\b",
            r"\btaxes? (?:fonciere|d'habitation|d'amenagement|de sejour|locale|sur)\b",
            r"\bexonerations?\b",
            r"\bteom\b",
            r"\betat 1259\b",
            r"\bimpots? (?:locaux|directs)\b",
        ),
    ),
    (
        "5.3",
        0.93,
        (
            r"(?<!\bbureau\b.{0,40})\b(?:designations?|elections?) (?:d'un |d'une |des? |du |de la |de l'|de ses )(?:\w+ ){0,2}?"
            r"(?:representants?|delegues?|membres?|referents?|elus?|correspondants?)\b(?!.{0,60}\bsenat)",
            r"\b(?:modifications?|remplacements?) (?:des |d'un )representants?\b",
        ),
    ),
    (
        "1.2",
        0.95,
        (
            r"(?<!commission de )\bdelegations? de services? publics?\b",
            r"\bd\.?s\.?p\.?\b",
            r"\bconcession de service",
            r"\baffermage\b",
            r"\bmode de gestion\b",
        ),
    ),
    (
        "1.6",
        0.9,
        (
            r"\bmarches? de maitrise d'(?:oe|œ)uvre\b",
            r"\bmaitrise d'(?:oe|œ)uvre\b(?!.{0,30}convention)",
        ),
    ),
    (
        "1.1",
        0.94,
        (
            r"\bmarches?\b(?! (?:hebdomadaire|de noel|aux|forain|couvert|communal|municipal))",
            r"\baccords?-cadres?\b",
            r"\bgroupements? de commandes?\b",
            r"(?<!commission d')\bappels? d'offres?\b",
            r"\bchoix (?:de l'entreprise|des entreprises|du prestataire)\b",
        ),
    ),
    (
        "4.5",
        0.95,
        (
            r"\brifseep\b",
            r"\bregime indemnitaire\b",
            r"\bindemnites? horaires?\b",
            r"\bi\.?h\.?t\.?s\.?\b",
            r"\bprimes?\b.{0,30}\b(?:agents|personnel)",
        ),
    ),
    (
        "4.2",
        0.94,
        (
            r"\b(?:contractuels?|saisonniers?|non titulaires?|vacataires?"
            r"|vacations?|agents? recenseurs?|apprentis?|apprentissage|contrats? d'engagement educatif)\b",
            r"\baccroissements? (?:temporaires?|saisonniers?)",
        ),
    ),
    (
        "4.1",
        0.94,
        (
            r"\btableaux? (?:des effectifs|des emplois)\b",
            r"\b(?:creations?|suppressions?|transformations?|ouvertures?"
            r"|modifications?) (?:de |d'un |d'|du )?(?:\w+ )?(?:postes?|emplois?)\b",
            r"\bavancements? de grades?\b",
            r"\bratios? (?:d'avancement|promus)",
            r"\bcompte epargne[- ]temps\b",
            r"\btemps de travail\b",
            r"\b1 ?607 heures\b",
        ),
    ),
    (
        "5.7",
        0.9,
        (
            r"\bstatuts (?:de la communaute|du syndicat|de la c\.?c)",
            r"\bmodifications? (?:des statuts|statutaires?)\b",
            r"\b(?:transferts?|prises?) de(?: la)? competences?\b",
            r"\binteret communautaire\b",
            r"\bpacte de gouvernance\b",
            r"\bclect\b",
            r"\b(?:adhesion|retrait) (?:de la |d'une |de )(?:\w+ ){1,4}?(?:au|du) syndicat\b",
            r"\battributions? de compensation\b",
        ),
    ),
    (
        "5.2",
        0.93,
        (
            r"\breglement interieur du conseil\b",
            r"\bapprobation (?:du|des) (?:proces[- ]verba(?:l|ux)|comptes?[- ]rendus?"
            r"(?! (?:annuel|d'activite|financier|technique)\b))",
            r"\bsecretaire de seance\b",
            r"\b(?:composition|creation|constitution|formation) (?:de certaines |des |de la |d'une |de )commissions?\b"
            r"(?! (?:d'appel|de delegation))",
            r"\bhuis clos\b",
        ),
    ),
    (
        "2.1",
        0.95,
        (
            r"\bplan local d'urbanisme\b",
            r"\bp\.?l\.?u\.?(?:i|h|i-h)?\b",
            r"\bcarte communale\b",
            r"\bp\.?a\.?d\.?d\.?\b",
            r"\bscot\b",
            r"\bzones? d'amenagement concerte\b",
            r"\bperimetre delimite des abords\b",
        ),
    ),
    (
        "2.2",
        0.92,
        (
            r"\bpermis (?:de construire|d'amenager|de demolir)\b",
            r"\bdeclarations? prealables?\b",
            r"(?<!classement.{1,40})\blotissements?\b(?!.{0,30}(?:vente|cession|prix|domaine public))",
        ),
    ),
    (
        "3.5",
        0.9,
        (
            r"\boccupations? (?:temporaires? )?du domaine public\b",
            r"\b(?:de)?classements?\b.{0,40}\b(?:domaine public|voirie|voies?)\b",
            r"\bdesaffectations?\b",
            r"\brodp\b",
        ),
    ),
    (
        "3.1",
        0.93,
        (
            r"\bacquisitions? (?:de (?:la |deux |trois )?|d'un(?:e)? |des |a titre gratuit |a l'euro "
            r"|fonciere|amiable)(?!vehicule|materiel|logiciel|defibrillateur)",
            r"\bachats? (?:de (?:la |l')?|du |d'une? )?(?:parcelles?|terrains?|garage|immeuble|batiment|maison|propriete|local)\b",
        ),
    ),
    (
        "3.2",
        0.93,
        (
            r"\bcessions?\b(?!.{0,15}(?:acquisitions|bail|droits|spectacle))",
            r"\bventes? (?:de (?:la )?(?:parcelle|terrain|lot)|d'un(?:e)? (?:terrain"
            r"|parcelle|bien|batiment|immeuble|maison)|du (?:terrain|lot|batiment))",
            r"\balienations?\b",
        ),
    ),
    (
        "3.6",
        0.92,
        (
            r"\bcoupes? de bois\b",
            r"\betats? d'assiettes?\b",
            r"\baffouages?\b",
            r"\btravaux sylvicoles\b",
            r"\bforet communale\b",
        ),
    ),
    (
        "3.3",
        0.92,
        (
            r"(?<!credit[- ])\bbail\b",
            r"\bbaux\b",
            r"\bloyers?\b",
            r"(?<!tarifs?\b.{0,40})\blocations?\b",
        ),
    ),
    (
        "6.1",
        0.9,
        (
            r"\bpolice municipale\b",
            r"\breglementation (?:temporaire )?(?:de la |du )(?:circulation|stationnement)\b",
            r"\binterdictions? (?:temporaire )?(?:de stationner|de circuler|du stationnement|de la circulation)\b",
            r"\barretes? (?:temporaire |municipal )?(?:de |du |reglementant (?:la |le )?)(?:circulation|stationnement)\b",
        ),
    ),
    ("7.6", 0.88, (r"\b(?:contribution|participation) (?:financiere |annuelle )?(?:au|du) (?:syndicat|sdis|budget)\b",)),
    (
        "7.10",
        0.9,
        (
            r"\bregies? (?:de |d'|recettes|d'avances)",
            r"\bremises? gracieuses?\b",
            r"\bindemnites? (?:de conseil|au comptable|du comptable)",
        ),
    ),
    (
        "7.1",
        0.85,
        (
            r"\btarifs?\b",
            r"\btarification\b",
            r"\bimput(?:er|ation)s?\b.{0,30}\bcompte\b",
        ),
    ),
)

#: Themes (school, culture, roads), which decide only when nothing says what the act does.
_THEMES: tuple[tuple[str, float, tuple[str, ...]], ...] = (
    (
        "8.5",
        0.88,
        (
            r"\bpolitique de la ville\b",
            r"\bhabitat\b",
            r"\blogements? (?:sociaux|social|locatifs?)\b",
            r"\bp\.?l\.?h\.?\b",
            r"\bopah\b",
        ),
    ),
    (
        "8.8",
        0.87,
        (
            r"\bassainissement\b",
            r"\beau potable\b",
            r"\bdechets\b",
            r"\bordures menageres\b",
            r"\bbiodiversite\b",
            r"\brpqs\b",
            r"\bqualite du service\b.{0,30}\b(?:eau|assainissement|dechets)\b",
            r"\bparcs? eoliens?\b",
            r"\bmediation de l'eau\b",
        ),
    ),
    (
        "8.7",
        0.86,
        (
            r"\btransports?\b",
            r"\bmobilites?\b",
        ),
    ),
    ("8.1", 0.85, (r"\b(?:ecoles?|scolaires?|periscolaires?|rythmes scolaires|colleges?|lycees?)\b",)),
    ("8.9", 0.85, (r"\b(?:bibliotheques?|mediatheques?|musees?|festivals?|conservatoire|theatres?|spectacles?)\b",)),
    (
        "8.3",
        0.86,
        (
            r"\bvoirie\b",
            r"\bdenominations? (?:de (?:la )?|des |d'une )(?:rues?|voies?|places?)",
            r"\bnumerotation\b",
        ),
    ),
    (
        "8.2",
        0.85,
        (
            r"\bccas\b",
            r"\baction sociale\b",
            r"\brsa\b",
            r"\bpetite enfance\b",
            r"\bcreches?\b",
            r"\bmulti-accueil\b",
        ),
    ),
)

#: Works and contracts about a school or a road are filed as such (1.1, 1.4, 3.5 ...), and titles do not say as which.
_OPEN = patterns.compile(
    r"\b(?:conventions?|contrats?|avenants?|adhesions?|partenariats?|fournitures?|travaux|construction|extension|renovation"
    r"|remplacement|raccordement|devis)\b"
)

_RULES, _THEME_RULES = (
    tuple((code, confidence, patterns.compile("|".join(wordings))) for code, confidence, wordings in told)
    for told in (_TOLD, _THEMES)
)


def printed_matter(text: str) -> Matter | None:
    """The matter that the act itself prints, such as "Matière de l'acte : 7.5 - Subventions".

    >>> printed_matter("Nomenclature ACTES : 7.5.2 Subventions accordées")
    Matter(code='7.5', confidence=1.0)
    """
    for match in _PRINTED.finditer(fold(text)):
        if match["code"] in MATTERS:
            return Matter(code=match["code"], confidence=1.0)
    return None


def told_matter(title: str) -> Matter | None:
    """The matter that a title tells, or None: a theme that could be filed in two places is not told.

    >>> told_matter("Attribution d'une subvention à l'école de musique")
    Matter(code='7.5', confidence=0.95)
    >>> told_matter("Point d'information sur les travaux") is None
    True
    """
    folded = " ".join(fold(title).split())
    rules = _RULES if _OPEN.search(folded) else (*_RULES, *_THEME_RULES)
    for code, confidence, pattern in rules:
        if pattern.search(folded):
            return Matter(code=code, confidence=confidence)
    return None


def tell_matter(act: Act) -> Matter | None:
    """What a deliberation or an order is about, or what was sent with an act; None where nothing tells it."""
    if act.matter:
        return Matter(code=act.matter, confidence=1.0)
    if act.kind not in ("deliberation", "order"):
        return None
    return printed_matter(act.text) or (told_matter(act.title) if act.title else None)
