"""Who a sum goes to, as the sentence around it says."""

from __future__ import annotations

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.entities import BODIES, is_model_named, names_in, sentence_at
from extractors.french import GAP, SPACE, fold

#: Legal forms that stand in front of a name and are no part of it.
_FORM = (
    rf"(?:associations?(?:{GAP}(?:sportive|culturelle|dite|denommee|loi{GAP}1901))?(?!{GAP}(?:de|d'|des|du|pour|syndicale"
    rf"|fonciere)\b)"
    rf"|groupements?{GAP}d'interets?{GAP}publics?|gip|societe(?!{GAP}(?:de|d'|des|du)\b)|sarl|sas|sa|scic|epic|entreprise"
    rf"|structure|organisme)"
)

#: "à l'", "au", "en faveur de la", "au profit du": what stands before the one who is given something.
_TO = (
    rf"(?:(?:en{GAP}faveur|au{GAP}profit|au{GAP}benefice){GAP}(?:d[ue]s?|de{GAP}la|de{GAP}l'|d')|(?:a{GAP}(?:la|l')|aux?|(?P<bare>a))(?!\w))"
    rf"{SPACE}{{0,3}}(?:(?:les?|la|l'){SPACE}{{0,2}})?"
)

#: A name runs up to what says how much, for what, when or how.
_STOP = (
    # a name goes on behind the end of its line where a small word stands there
    rf"(?:[,;:|•]|(?<!\b(?:de|du|des|la|le|les|et)[ ]?)\n(?!(?:de|du|des)\b|[dl]')"
    rf"|\.(?=\s|\Z)|\s[-–]\s|\((?!\w{{2,12}}\))|{GAP}(?:pour|afin|au{GAP}titre|dans{GAP}le{GAP}cadre|selon"
    rf"|conformement|qui|dont|est|sont|sera|seront"
    rf"|reste|a{GAP}hauteur|d'un{GAP}montant|d'une{GAP}(?:subvention|somme|aide)|(?:une?|la){GAP}(?:subvention|participation|aide|somme"
    rf"|dotation|montant"
    rf"|avance|contribution)|la{GAP}somme|le{GAP}montant|un{GAP}montant|s'elev\w+|en{GAP}vue|sous{GAP}reserve|par{GAP}(?:la|le|l'"
    rf"|an)|sur{GAP}(?:le|la|les)"
    rf"|au{GAP}cours|en{GAP}20\d\d|avec|et{GAP}(?:de|d'|autorise|dit)|a{GAP}compter|imput\w+|prelev\w+|vote\b|soit|(?:monsieur"
    rf"|madame|m\.|mme){GAP}l[ea]|le{GAP}conseil|\d[\d\s.,]*€)(?!\w)|\Z)"
)
_NAME = (
    rf"(?:{_FORM}{GAP})?(?:[«\"]{SPACE}?(?P<quoted>[^»\"\n]{{2,120}}?){SPACE}?[»\"]|(?P<name>[^,;:|•«»\"]{{2,120}}?)(?={_STOP}))"
)

#: "500 € à l'association X", "500 € est attribuée au comité Y", "500 € au cinéma".
_BEHIND = patterns.compile(
    rf"\s{{0,3}}(?:\([^)€\d]{{3,90}}\)\s?)?(?:(?:nets?|ttc|ht)\b\s?)?[,)]?\s{{0,3}}(?:(?:est|sont|sera|seront|a{GAP}ete)\s+)?"
    rf"(?:le{GAP}montant{GAP}de{GAP}la{GAP}subvention{GAP})?(?:(?:attribue|alloue|verse|accorde|octroye)\w*\s+|reparti\w*\s+)?(?:chacun\w*\s+)?{_TO}{_NAME}"
)

#: "- 1 500 € pour l'Harmonie de Vernay": an item that begins with its sum; a purpose has no capital letter.
_ITEM_HEAD = patterns.compile(r"(?:\n|\s[-•*✓➢►])\s{0,4}(?:[-•*✓➢►]\s?)?\Z")
_FOR = patterns.compile(
    rf"\s{{0,3}}(?:\([^)€\d]{{3,90}}\)\s?)?[,:]?\s{{0,3}}pour{SPACE}{{1,3}}(?:(?:les?|la){GAP}|l'{SPACE}?)?{_NAME}"
)

#: "attribuer à l'association X", "subvention au Y d'un montant de".
_GIVING = (
    r"(?:attribu\w+|allou\w+|accord\w+|octroi\w*|octroy\w+|vers(?:er|e|es|ement)|subventions?|participations?|aides?|dotation"
    r"|bourse|dons?|contribution"
    r"|soutien|soutenir|apportee?s?|financier\w*|exceptionnelle?|annuelle?|somme|fonctionnement|reconduire|montant)"
)
_BEFORE = patterns.compile(rf"\b{_GIVING}{SPACE}?,?{SPACE}{{0,3}}{_TO}{_NAME}")

#: "L'école X percevra une subvention de".
_SUBJECT = patterns.compile(
    rf"(?:\b(?:les?|la){GAP}|\bl')(?:{_FORM}{GAP})?(?P<name>[^,;:|•.\n]{{2,90}}?)"
    rf"{GAP}(?:percevr\w+|recevr\w+|beneficier\w+|se{GAP}ver\w+{GAP}attribuer)\b"
)

#: What is no name: a pronoun, a date, a share, a place in the text, the council itself.
_NO_NAME = patterns.compile(
    r"""(?:
        lieu | hauteur | compter | partir | raison | titre | cet\ effet | ce\ titre | celui | celle | ceux | chacun | verser
      | signer | payer | attribuer | l'unanimite | unanimite | ladite | cette | son | sa | ses | leur | un | une | des?
      | environ | \d | (?:l[ea]\s|l')?(?:maire|president|conseil\ (?:municipal|communautaire|syndical)|assemblee)
      | comptable | tresorier | chapitre | article | budget | compte
      | presente? | suivant\w*
    )\b""",
    regex.VERBOSE,
)

#: A name goes on behind a comma in "Union Musicale, Sportive et Théâtrale du Bocage".
_GOES_ON = patterns.compile(r",\s\p{Lu}\p{L}+(?:,\s\p{Lu}\p{L}+){0,2}\set\s\p{Lu}[^,;:.\n(]{2,60}(?:\(\w{2,12}\))?")
_REACH = 220
_SENTENCE = patterns.compile(r"(?<=[\w)»€]{2})[.;]\s|\n\s{0,3}[-•*]\s|\n\s*\n|\s[-•]\s(?=[\w«])")

#: Another decision, or another line of a list, begins.
_CLAUSE = regex.compile(r";|\n\s*[-•*✓➢►]|\n\s*\n")

_LEAD = regex.compile(rf"(?:(?:les?|la){GAP}|l')?(?:{_FORM}{GAP})?(?=\w)")

#: Who decides, and what is no body at all, beside whom another may be the one that is given something.
_DECIDER = regex.compile(r"(?:conseil|commission|bureau|assemblee|comite syndical|code|loi|maire|president)\b")

#: "sur proposition du", "avec le soutien de la": who stands behind has a part in it, but not the sum.
_ASIDE = regex.compile(
    rf"\b(?:propositions?|avis|rapport|soutien|concours|partenariat|aupres|avec|contre){GAP}"
    rf"(?:(?:avec|des?|du|la|les?){GAP}|[dl]'{SPACE}?)*\Z"
)

#: Who may be the giver.
_GIVER = regex.compile(r"(?:commune|ville|mairie|departement|region|etat|metropole|communaute|syndicat|agence|prefecture|tresor)\b")


def beneficiary_of(passage: Passage, start: int, end: int, floor: int = 0) -> str | None:
    """The name of the one that the sum at ``start:end`` goes to, without its legal form, or None.

    Args:
        passage: the text.
        start: where the sum begins.
        end: where it ends.
        floor: where the sum before it ends.

    >>> beneficiary_of(Passage("attribue une subvention de 500 € à l'association Les Lilas pour sa fête"), 27, 32)
    'Les Lilas'
    """
    text, folded = passage.text, passage.folded
    match = _BEHIND.match(folded, end, end + _REACH)
    if match and (name := _named(text, folded, match)):
        return name
    since = max(floor, start - _REACH, 0)
    breaks = [m.end() for m in _SENTENCE.finditer(folded, since, start)]
    since = breaks[-1] if breaks else since
    for match in reversed(list(_BEFORE.finditer(folded, since, start))):
        if name := _named(text, folded, match):
            return name
    if (match := _SUBJECT.search(folded, since, start)) and (name := _named(text, folded, match)):
        return name
    match = _FOR.match(folded, end, end + _REACH) if _ITEM_HEAD.search(folded, max(0, start - 8), start) else None
    name = _named(text, folded, match) if match else None
    return name if name and name[0].isupper() else None


def beneficiary_by_model(passage: Passage, start: int, end: int) -> str | None:
    """The only body that the user's model names in the clause of the sum at ``start:end``, without its legal form, or None.

    One that may be the giver is none; without a model there is none either.
    """
    if not is_model_named():
        return None
    since, until = clause_at(passage, start, end)
    told = ((name[_bare_from(name) :], at) for name, at in names_in(passage, BODIES, since, until).items())
    names = {n for n, at in told if not _DECIDER.match(fold(n)) and not _ASIDE.search(passage.folded, max(0, at - 60), at)}
    name = names.pop() if len(names) == 1 else ""
    return None if _NO_NAME.match(fold(name)) or _GIVER.match(fold(name)) else name or None


def _bare_from(name: str) -> int:
    """Where a name begins behind its article and its legal form."""
    lead = _LEAD.match(fold(name))
    return lead.end() if lead else 0


def clause_at(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Where the part of a sentence that decides about the sum at ``start:end`` starts and ends; it takes spaCy to tell."""
    since, until = sentence_at(passage, start, end)
    breaks = [m.end() for m in _CLAUSE.finditer(passage.folded, since, start)]
    stop = _CLAUSE.search(passage.folded, end, until)
    return breaks[-1] if breaks else since, stop.start() if stop else until


def _named(text: str, folded: str, match: regex.Match[str]) -> str | None:
    group = "quoted" if "quoted" in match.re.groupindex and match["quoted"] else "name"
    start, end = match.span(group)
    if "bare" in match.re.groupindex and match["bare"] and text[match.start("bare")] == "a":  # the verb, not "à"
        return None
    if _NO_NAME.match(folded, start):
        return None
    further = _GOES_ON.match(text, end) if group == "name" else None
    end = further.end() if further else end
    name = " ".join(text[start:end].split()).strip(" -–'’(").removesuffix(" et")
    return name or None
