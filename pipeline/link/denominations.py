"""Names of organizations as they are compared, and what they say of the organization."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.french import fold

_WORDS = patterns.compile(r"[a-z0-9]+")
_SMALL = frozenset(["de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "a", "au", "aux", "pour", "sur", "un", "une"])
_SHORT = {"st": "saint", "ste": "sainte", "assoc": "association", "asso": "association", "cie": "compagnie"}

# Legal forms in front of a name or behind it, in full and as acronyms: they say what something is, and not which.
_COMPANY = r"""societe(?!\sd(?:es?|u)\s)
    (?:\s(?:anonyme|civile\simmobiliere|cooperative\sd\sinteret\scollectif|publique\slocale|d\seconomie\smixte
    |par\sactions\ssimplifiee|a\sresponsabilite\slimitee))*|sarl|sasu?|sci|eurl|scic|scop|snc|entreprise"""
_COUNCIL = r"conseil\smunicipal(?!\s(?:des?\s)?(?:jeunes|enfants)\b)"
_LEAGUE = r"groupement\sd\sinteret\spublic|gip"
_FORMS = {
    "association": r"associations?(?:\sloi\s(?:de\s)?1901)?|federation|fondation|comite|amicale|club|union\ssportive",
    "public_body": rf"""{_LEAGUE}|etablissement\spublic|epic|epa|ccas|cias|caisse\sdes\secoles
        |centre\s(?:communal|intercommunal)\sd\saction\ssociale""",
    "company": rf"{_COMPANY}|sa|spl|sem|ets|etablissements",
    "commune": rf"communes?|ville|mairie|{_COUNCIL}",
    "intercommunal": r"""communaute\s(?:de\scommunes|d\sagglomeration|urbaine)|metropole|syndicat(?:\s(?:mixte|intercommunal))?
        |sivom|sivu|s[im]+ctom|siaep""",
    "departement": r"conseil\sdepartemental|conseil\sgeneral|departement",
    "region": r"conseil\sregional|region",
    "state": r"etat|prefecture|ministere|direction\sdepartementale|agence\sregionale",
}
_FORM = {kind: patterns.compile(rf"^(?:{words})\b", regex.VERBOSE) for kind, words in _FORMS.items()}
#: Forms that are dropped: "GIP X" is "X". Others belong to the name: a commune is not the club of its name.
_DROPPED = patterns.compile(
    rf"""^(?:{_LEAGUE}|association(?:\sloi\s(?:de\s)?1901)?|{_COMPANY})(?=\s\w)|(?<=\w\s)(?:sarl|sasu?|sci|eurl)$""", regex.VERBOSE
)
#: Names that say where: they need no collectivité to be known by.
_PLACED = frozenset({"commune", "intercommunal", "departement", "region"})
_OF_TOWN = r"(?:\sde\sla\s(?:ville|commune))?"
_ONE_NAME = {
    "mairie": "commune", "ville": "commune", "commune nouvelle": "commune", _COUNCIL: "commune",
    "conseil departemental": "departement", "conseil general": "departement", "conseil regional": "region",
    rf"(?:ccas|centre communal d action sociale){_OF_TOWN}": "ccas", "centre intercommunal d action sociale": "cias",
}  # fmt: skip
#: Public bodies that are called after their place.
_OF_PLACE = frozenset({"ccas", "cias"})

# "Union sportive de Valbrune (USV)", "USV - Union sportive de Valbrune".
_BRACKET = patterns.compile(r"\(\s*(?P<acronym>[\p{Lu}][\p{L}\d.&]{1,9})\s*\)?")
_LEADING = patterns.compile(r"^(?P<acronym>\p{Lu}[\p{Lu}\d.&]{1,9})\s*[-–:]\s*(?=\p{L}{3})")

# "U.S.V." is "USV".
_DOTTED = patterns.compile(r"(?<![\p{L}.])(?:\p{Lu}\.){2,}\p{Lu}?(?!\p{L})")

#: What the first figures of a SIREN, or what it is used for, tell of public bodies.
_SIRENS = {
    "21": "commune", "22": "departement", "23": "region", "20": "intercommunal", "24": "intercommunal", "25": "intercommunal",
    "11": "state", "13": "state", "17": "state", "18": "public_body", "19": "public_body", "26": "public_body",
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class OrganizationName:
    """A name as it is compared.

    Attributes:
        letters: its words without case, accents, articles, quotes and legal form.
        acronym: its acronym, where it is printed with it.
        initials: the first letters of its words, as an acronym would have them.
        kind: what its words say that it is, or nothing.
    """

    letters: str
    acronym: str
    initials: str
    kind: str

    @property
    def is_acronym(self) -> bool:
        """Whether it may itself be an acronym."""
        return " " not in self.letters and 2 <= len(self.letters) <= 8

    @property
    def is_placed(self) -> bool:
        """Whether the name says which one it is, wherever it is printed."""
        return " " in self.letters and (self.kind in _PLACED or self.letters.split()[0] in _OF_PLACE)


def read_organization(name: str) -> OrganizationName:
    """A printed name, ready to be compared.

    >>> one = read_organization("Groupement d'Intérêt Public « Initiative Haute-Sarne »")
    >>> one.letters == read_organization("GIP INITIATIVE HAUTE SARNE").letters, one.kind
    (True, 'public_body')
    >>> read_organization("Union sportive de Valbrune (USV)").acronym, read_organization("ÉCHECS CLUB VALBRUNE ECV").acronym
    ('usv', 'ecv')
    """
    acronym = ""
    for pattern in (_BRACKET, _LEADING):
        if (found := pattern.search(name)) and not acronym:
            acronym = "".join(_WORDS.findall(fold(found["acronym"])))
            name = name[: found.start()] + " " + name[found.end() :]
    name = _DOTTED.sub(lambda found: found[0].replace(".", ""), name)
    words = " ".join(_SHORT.get(word, word) for word in _WORDS.findall(fold(name)))
    words = regex.sub(r"^(?:l[ae]s? |l |d |du |des |une? )+", "", words)
    kind = next((kind for kind, pattern in _FORM.items() if pattern.match(words)), "")
    bare = _DROPPED.sub("", words).strip() or words
    for form, one in _ONE_NAME.items():
        bare = regex.sub(rf"^{form}\b", one, bare)
    kept = [word for word in bare.split() if word not in _SMALL] or bare.split()
    if len(kept) > 3 and len(kept[-1]) > 2 and kept[-1] == _initials(kept[:-1]):  # "Échecs Club Valbrune ECV"
        acronym = kept.pop()
    return OrganizationName(" ".join(kept), acronym, _initials(kept), kind)


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words)


def kind_of_siren(siren: str) -> str | None:
    """What a SIREN says of whom it belongs to; only those of public bodies do.

    >>> kind_of_siren("219901014"), kind_of_siren("842345678")
    ('commune', None)
    """
    return _SIRENS.get(siren[:2])
