"""Whose act it is: the body that a document names as its own.

A document names many bodies: partners, neighbours, the département its letterhead places it in. So the assembly that
meets is looked for first ("conseil municipal", "comité syndical"); then every place where a body of that kind is named
counts, most of all where its assembly, its mayor or its letterhead is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.french import MONTHS, WEEKDAYS, fold, matches_at, places_of

#: How much of a document is read for it: letterhead, roll call, first decisions.
_HEAD = 12_000

#: Where a letterhead ends.
_LETTERHEAD = 800

#: A body mentioned once in passing is not yet the author.
_ENOUGH = 3

_GAP, _MAY = r"[ \t\n]{1,3}", r"[ \t\n]{0,3}"

# The words that tell which kind of assembly meets.
_ASSEMBLIES = {
    "commune": r"conseil municipal|conseill[a-z]{2,5} municipa[a-z]{1,3}|le maire|la maire|arrete du maire",
    "intercommunal": r"conseil (?:communautaire|de communaute|metropolitain|de la metropole)"
    r"|(?:conseillers|delegues|bureau) communautaires?|communaute (?:de communes|d'agglomeration|urbaine)",
    "territory": r"conseil de territoire|etablissement public territorial",
    "syndicat": r"comite syndical|conseil syndical|delegues syndicaux|bureau syndical|comite du syndicat"
    r"|syndicat (?:mixte|intercommunal)|s\.i\.v\.[ou]\.|pole d'equilibre territorial",
    "department": r"conseil departemental|conseil general(?!e)|conseillers departementaux|assemblee departementale",
    "region": r"conseil regional|conseillers regionaux|assemblee (?:regionale|de corse|de guyane|de martinique)",
    "social": r"conseil d'administration (?:du |de la |de l')?(?:ccas|cias|centre (?:inter)?communal)"
    r"|c\.(?:c|i)\.a\.s|service departemental d'incendie|caisse des ecoles",
}
_ASSEMBLY = patterns.compile(
    r"\b(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _ASSEMBLIES.items()).replace(" ", _GAP) + ")"
)

_ASSEMBLING = (
    "conseil", "le ", "le\n", "la ", "la\n", "arrete", "delegues", "bureau", "communaute", "etablissement", "comite", "syndicat",
    "assemblee", "s.i.v.", "pole", "c.c.a.s", "c.i.a.s", "service", "caisse",
)  # fmt: skip

#: What the first digits of a SIREN say of a public body.
_KIND_OF_SIREN = {"21": "commune", "22": "department", "23": "region", "24": "intercommunal", "26": "social"}

# The words in front of a body's name. "Communauté de communes X" needs no "de", "commune de X" does.
_LABEL = patterns.compile(
    rf"""\b(?:
    (?P<commune> commune(?:{_GAP}nouvelle)? | ville | mairie | maire | conseil{_GAP}municipal )
    | (?P<intercommunal> communaute{_GAP}(?:de{_GAP}communes|d'{_MAY}agglomeration|urbaine)
        | metropole | conseil{_GAP}communautaire | cc )
    | (?P<territory> etablissement{_GAP}public{_GAP}territorial )
    | (?P<syndicat> syndicat(?:{_GAP}(?:mixte|intercommunal|departemental))? | sivom | sivu
        | s\.i\.v\.(?:o\.m|u)\.? | siaep | sictom | smictom | sdis
        | petr | pole{_GAP}d'{_MAY}equilibre{_GAP}territorial(?:{_GAP}(?:et{_GAP})?rural)? )
    | (?P<department> departement | conseil{_GAP}(?:departemental|general) )
    | (?P<region> region | conseil{_GAP}regional | collectivite(?:{_GAP}(?:territoriale|europeenne))? )
    | (?P<social> (?:ccas | cias | c\.(?:c|i)\.a\.s\.? | caisse{_GAP}des{_GAP}ecoles
        | service{_GAP}departemental{_GAP}d'{_MAY}incendie{_GAP}et{_GAP}de{_GAP}secours
        | centre{_GAP}(?:inter)?communal{_GAP}d'action{_GAP}sociale)
        (?:{_GAP}de{_GAP}la{_GAP}(?:ville|commune))? )
    | (?P<seat> fait{_GAP}a )
    )(?![a-z-]){_GAP}(?P<link>(?:de{_GAP}la{_GAP}|de{_GAP}l'|de{_GAP}|d'{_MAY}|du{_GAP}|des{_GAP}|:{_GAP})?)""",
    regex.VERBOSE,
)
_LABELLING = (
    "commune ", "commune\n", "communaute", "ville", "maire", "mairie", "conseil", "metropole", "cc ", "cc\n", "etablissement",
    "syndicat", "sivom", "sivu", "siaep", "sictom", "smictom", "sdis", "departement", "region", "ccas", "cias", "centre", "fait",
    "s.i.v.", "petr", "pole", "collectivite", "c.c.a.s", "c.i.a.s", "caisse", "service",
)  # fmt: skip
_NEEDS_LINK = frozenset(("commune", "department", "social"))
_RATHER_LINKED = "collectivite"

#: What is written of the body when only its assembly or its head is named: "Maire de X" speaks for the commune of X.
_CALLED = {
    "commune nouvelle": "Commune", "mairie": "Commune", "maire": "Commune", "conseil municipal": "Commune",
    "conseil communautaire": "Communauté de communes", "cc": "Communauté de communes",
    "conseil departemental": "Département", "conseil general": "Département", "conseil regional": "Région",
}  # fmt: skip

_ACRONYMS = frozenset(("sivom", "sivu", "siaep", "sictom", "smictom", "sdis", "ccas", "cias", "petr"))

#: How much it weighs where a body is named by these words, or right behind those.
_WEIGHT = {
    "conseil municipal": 4,
    "maire": 3,
    "mairie": 2,
    "conseil communautaire": 4,
    "conseil departemental": 3,
    "conseil regional": 3,
}
_SPEAKS_FOR = patterns.compile(
    r"(?:conseil|bureau|comite|assemblee|president|presidente|maire|territoire)\w*"
    r"(?:[ \n]\w+){0,2}[ \n]{1,3}(?:de[ \n]la|de|du|d')[ \n]?$"
)

#: How far back a clause is looked at; "Vu la délibération de la Communauté de communes X" cites that body, and is not its act.
_CLAUSE = 160
_CITES = patterns.compile(r"(?:^|[\n;.,])[\s\-–•*]*vu[ ](?:(?![;.]\s|\n\s*\n|\n\W*(?:vu|considerant)\b).)*$", regex.DOTALL)

#: A word of a name: "Saint-Ay", "L'Haÿ", "BASTIDES"; and what may stand between two of them.
_WORD = r"\p{Lu}[\p{L}\p{M}]*(?:['’\-‑][\p{L}\p{M}]+)*+"
_TIE = r"(?:de[ ]la|de[ ]l['’]|de|du|des|d['’]|et|en|sur|sous|l[èe]s|la|le|l['’]|aux?|à|&)"
_NAME = patterns.compile(rf"{_WORD}(?:[ \n-]{{1,3}}(?:{_TIE}[ \n]{{0,2}}){{0,2}}{_WORD}){{0,7}}")

#: What a syndicat serves, before its place.
_PURPOSE = patterns.compile(r"(?:des|de|d['’]|du|pour)[ \n]?(?:[\p{Ll}'’-]{1,20}[ \n]{1,2}){1,10}(?:[dl]['’])?(?=\p{Lu})")

_PIECE = patterns.compile(r"[^\s]+")

# "Le Maire propose au conseil municipal de Accepter la convention": a verb, which French would not elide before.
_ASKED = patterns.compile(r"(?i:de)[ \n]{1,3}(?:[AEIOUÉ]|\p{Lu}\p{Ll}+(?:er|ir|dre)[ \n]{1,3}(?:la|les|l['’]|acte)(?!\p{L}))")

# "Brune Métropole", "SAINT-BRUN AGGLOMÉRATION": the name comes first, and is part of it.
_NAMED_BEFORE = patterns.compile(
    rf"(?<![\p{{L}}'’-])(?:{_WORD}[ -]){{1,3}}"
    r"(?:M[ée]tropole|MÉTROPOLE|METROPOLE|Agglo(?:m[ée]ration)?|AGGLOM[ÉE]RATION)(?!\p{L})"
)

#: What a name is compared by.
_SIGN = patterns.compile("[a-z0-9]")

_AGGLOMERATIONS = ("Métropole", "Metropole", "MÉTROPOLE", "METROPOLE", "Agglo", "AGGLOM")

#: Words that begin the next thing on the page: names end before them.
_NEXT = frozenset(
    (*WEEKDAYS, *MONTHS,
     "seance", "extrait", "registre", "deliberation", "deliberations", "conseil", "proces", "proces-verbal", "pv",
     "compte", "compte-rendu", "comptes", "arrondissement", "canton", "departement", "republique", "mairie", "nombre",
     "date", "objet", "l'an", "presents", "etaient", "membres", "arrete", "decision", "session", "reunion", "liste",
     "annexe", "monsieur", "madame", "mme", "commune", "communaute", "ville", "place", "rue", "avenue", "tel",
     "convocation", "ordre", "rapport", "president", "maire", "service", "direction", "hotel", "cedex", "bp", "cs",
     "plan", "budget", "page", "article", "vu", "considerant", "il", "elle", "qui", "cette", "ce", "a", "un",
     "une", "dans", "par", "pour", "code", "document", "prefecture", "sous-prefecture", "n", "nom", "lieu",
     "legalement", "dument", "operation", "collectivite", "association", "societe", "office", "s'est",
     "absents", "excuses", "commission", "bureau", "comite",
     "secretaire", "quorum", "envoye", "recu", "publie", "affiche", "presidence")
)  # fmt: skip
_TIES = frozenset(("de", "la", "le", "les", "du", "des", "d", "l", "et", "en", "sur", "sous", "a", "au", "aux", "&"))


@dataclass(frozen=True, slots=True)
class _Named:
    """One place where a body is named."""

    kind: str
    called: str
    link: str
    name: str
    weight: int

    @property
    def key(self) -> str:
        """The name as it is compared: "SAINT AY" and "Saint-Ay" are one."""
        return "".join(_SIGN.findall(fold(self.name)))


def find_collectivity(text: str, siren: str | None) -> str | None:
    """The body whose act a text is, such as "Commune de Saint-Ay"; None where the text does not name it.

    Args:
        text: the document's.
        siren: of the body, where the préfecture's stamp gives it: it tells its kind.
    """
    text = text[:_HEAD]
    folded = fold(text)
    named = list(_bodies(text, folded))
    kind = _KIND_OF_SIREN.get(siren[:2] if siren else "") or _kind(folded, named)
    places: defaultdict[str, list[_Named]] = defaultdict(list)
    for body in named:
        if body.kind == kind:
            places[body.key].append(body)
    scores = {key: sum(body.weight for body in bodies) for key, bodies in places.items()}
    best = max(scores, key=lambda key: scores[key], default=None)
    if best is None or scores[best] < (_ENOUGH if len(scores) > 1 else 2):
        return None
    return _written(places[best])


def _kind(folded: str, named: Sequence[_Named]) -> str | None:
    """The kind of body whose assembly meets; what stands in the first lines counts most.

    A département or a région that is merely named proves nothing: it stands in the letterhead of every commune.
    """
    count: Counter[str] = Counter()
    for found in matches_at(_ASSEMBLY, places_of(_ASSEMBLING, folded), folded):
        if not _is_cited(folded, found.start()):
            count[found.lastgroup or ""] += 4 if found.start() < _LETTERHEAD else 1
    for kind in ("commune", "intercommunal", "territory", "syndicat", "social"):
        count[kind] += max((body.weight for body in named if body.kind == kind), default=0)
    kind, score = max(count.items(), key=lambda item: item[1])
    return kind if score else None


def _is_cited(folded: str, start: int) -> bool:
    """Whether what stands there is named in a visa, as the body whose act is cited."""
    clause = folded[max(0, start - _CLAUSE) : start]
    return "vu " in clause and _CITES.search(clause) is not None


def _bodies(text: str, folded: str) -> Iterator[_Named]:
    for label in matches_at(_LABEL, places_of(_LABELLING, folded), folded):
        kind = next(kind for kind in (*_ASSEMBLIES, "seat") if label[kind])
        words = " ".join(label[kind].split())
        link = _link(kind, text[label.start("link") : label.end()])
        name = _name(text, label.start("link") + len(link), _end(text, label))
        if kind == "syndicat" and not name and (served := _served(text, label.start("link"), _end(text, label))):
            link, name = "", served
        if (
            not name
            or ((kind in _NEEDS_LINK or words == _RATHER_LINKED) and not link)
            or (link.startswith(":") and words not in ("commune", "ville"))
            or (words.startswith("conseil") and _ASKED.match(text, label.start("link")))
        ):
            continue
        capital = text[label.start()].isupper()
        if kind != "seat":
            called = _CALLED.get(words) or text[label.start() : label.end(kind)]
            link = _of(name) if link.startswith(":") else link
            yield _Named(
                kind, called, link, name, 1 if _is_cited(folded, label.start()) else _weight(words, folded, label.start(), capital)
            )
        elif capital:
            yield _Named("commune", "Commune", _of(name), name, 2)
    for found in _NAMED_BEFORE.finditer(text) if any(word in text for word in _AGGLOMERATIONS) else ():
        yield _Named("intercommunal", "", "", found[0], 3 if found.start() < _LETTERHEAD else 1)


def _weight(words: str, folded: str, start: int, capital: bool) -> int:
    """How much one naming proves: by its words, by what stands before it, and by its place."""
    weight = _WEIGHT.get(words, 2 if capital else 1)
    weight += 4 if _SPEAKS_FOR.search(folded[max(0, start - 60) : start]) else 0
    return weight + ((2 if capital else 1) if start < _LETTERHEAD else 0)


def _of(name: str) -> str:
    """The "de" that French puts before a name.

    >>> _of("Ormes"), _of("Brune")
    ("d'", 'de ')
    """
    return "d'" if fold(name)[0] in "aeiouy" else "de "


def _link(kind: str, link: str) -> str:
    """The "de" in front of a name; the article of a place belongs to its name ("Ville de La Châtre")."""
    first, *rest = link.split(maxsplit=1)[:2] or [""]
    article = rest[0] if rest else ""
    if first.lower() == "de" and article and (kind == "commune" or (article[0].isupper() and first.islower())):
        return link[: len(link) - len(article)]
    return link


def _end(text: str, label: regex.Match[str]) -> int:
    """Where a name must end: in a letterhead with its line, in a sentence it may go on in the next."""
    line_start = text.rfind("\n", 0, label.start()) + 1
    far: int = min(len(text), label.end() + 120)
    if text[line_start : label.start()].strip():
        return far
    line_end = text.find("\n", label.end(), far)
    return far if line_end < 0 else line_end


def _name(text: str, start: int, end: int) -> str | None:
    """The name that begins at ``start``: capitalised words, up to the first that belongs to something else."""
    found = _NAME.match(text, start, end)
    kept: list[str] = []
    shouted: bool | None = None
    for piece in _PIECE.findall(found[0]) if found else ():
        bare = fold(piece).strip(".,;:-")
        if bare in _NEXT or bare.removeprefix("l'") in _NEXT:
            break
        if bare not in _TIES:
            in_capitals = piece.isupper() and len(piece) > 1
            if shouted is not None and in_capitals != shouted:
                break
            shouted = in_capitals
        kept.append(piece)
    while kept and fold(kept[-1]) in _TIES:
        kept.pop()
    name = " ".join(kept).rstrip(" -–’'")
    return name if len(name) > 1 else None


def _served(text: str, start: int, end: int) -> str | None:
    """The name of a syndicat that begins with what it serves: "des eaux de la Haute-Sarne"."""
    purpose = _PURPOSE.match(text, start, end)
    name = _name(text, purpose.end(), end) if purpose else None
    return " ".join(f"{purpose[0]}{name}".split()) if purpose and name else None


def _written(places: list[_Named]) -> str:
    """The body's name, in mixed case where the document has it so, else made so."""
    best = max(places, key=lambda body: (not body.name.isupper(), body.weight))
    called = _titled(best.called)
    link = " ".join(best.link.lower().split()) + (" " if best.link and best.link[-1].isspace() else "")
    return f"{called} {link}{_mixed_case(best.name) if best.name.isupper() else best.name}".strip()


def _titled(called: str) -> str:
    """``CCAS DE LA VILLE`` and ``communauté  de communes`` as they begin a name."""
    first, *rest = called.split() or [""]
    first = first.upper() if fold(first).replace(".", "") in _ACRONYMS else first.capitalize()
    return " ".join((first, *(word.lower() for word in rest)))


def _mixed_case(name: str) -> str:
    """``LA FERTÉ-SUR-AUBE`` as a map writes it.

    >>> _mixed_case("LA FERTÉ-SUR-AUBE")
    'La Ferté-sur-Aube'
    """
    parts = regex.split(r"([\s\-'’]+)", name.lower())
    return "".join(part if i and fold(part) in _TIES else part[:1].upper() + part[1:] for i, part in enumerate(parts))
