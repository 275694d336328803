"""Which public body a citation names: "délibération du conseil communautaire de la Communauté de communes du Pays de Vermeuil"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import regex

from extractors import patterns
from pipeline.link.denominations import read_organization

if TYPE_CHECKING:
    import pyarrow as pa

#: What local bodies and their partners make; laws and regulations of the State name bodies in passing.
_KINDS = ("agreement", "deliberation", "opinion", "order", "plan", "report")

# A citation without any of these letters names none.
_STEMS = (
    r"(?i:commun|ville|municipal|tropole|partement|r.{1,2}gion|conseil g|syndicat|siv[ou]|s[im]+ctom|siaep|tablissement|office|gip"
    r"|agence|chambre|caisse|centre|parc naturel|incendie|groupement|affaires culturelles)|CCAS|CIAS|OPH|ARS|DRAC|DREAL|SDIS|CAF"
)

# Small words of a name, and those that say what a body is for: "du Pays de", "à vocation multiple", "d'énergie de".
_LINK = r"""(?: (?i: d[eu]s? | l[ae]s? | lez | lès | en | sur | sous ) \s | (?i:[dl]['’]) \s?
    | (?: pays | vals? | vall[ée]es? | cantons? | plateaux? | bassins? | monts? | grand | c(?:œ|oe)ur ) \s )"""
_PURPOSES = r"""(?: et | à | mixte | intercommunale? | (?:inter)?d[ée]partemental | versants? | eaux? | potable | [ée]nergies?
    | [ée]lectricit[ée] | [ée]lectrification | assainissement | adduction | alimentation | production | distribution | traitement
    | collecte | valorisation | ordures | m[ée]nag[èe]res | d[ée]chets | vocations? | multiples? | unique | transports? | scolaires?
    | am[ée]nagement | gestion | rivi[èe]res? | foncier | territorial | public | local | coop[ée]ration | culturelle | scot )"""
# Where a name ends, or is none: another body, a person, a day, and what is printed in capitals without being a name.
_NO_NAME = r"""(?: communaut[ée]s? | communes? | villes? | d[ée]partements? | r[ée]gions? | syndicats? | conseils? | m[ée]tropoles?
    | [ée]tablissements? | associations? | soci[ée]t[ée]s? | pr[ée]f[eè]t | pr[ée]fecture | [ée]tat | ordre | jeunes | enfants
    | copropri[ée]taires | initiatives? | m{1,2} | mme | madame | monsieur | messieurs | maires? | pr[ée]sidente? | adjoints?
    | s[ée]ances? | r[ée]unie? | date | portant | relati(?:f|ve) | approuvant | aux? | pour | par | avec | lundi | mardi | mercredi
    | jeudi | vendredi | samedi | dimanche | janvier | f[ée]vrier | mars | avril | mai | juin | juillet | ao[ûu]t | septembre
    | octobre | novembre | d[ée]cembre )"""
_WORD = rf"(?! (?i:{_NO_NAME}|{_PURPOSES}) (?![\p{{L}}'’-]) ) \p{{Lu}} [\p{{L}}'’-]*"
_NAME = rf"(?:{_LINK})*+ {_WORD} (?: \s (?:{_LINK})*+ {_WORD} ){{0,8}}"
_LONG_LINK = rf"(?:{_LINK}|(?i:{_PURPOSES}),?\s)"
_LONG_NAME = rf"{_LONG_LINK}*+ {_WORD} (?: \s {_LONG_LINK}*+ {_WORD} ){{0,8}}"

_OF = r"(?=\s(?:d[eu]s?\s|d['’]))"
_PLACES = rf"""(?: commune(?:\snouvelle)? | (?<!\bde\s)ville | municipalit[ée] | conseil\smunicipal ){_OF}
    | r[ée]gion | conseil\sr[ée]gional | m[ée]tropole(?:\seurop[ée]enne)?"""
_JOINT = rf"""communaut[ée]\s(?:de\scommunes|d['’]agglom[ée]ration|urbaine)
    | (?: conseil\s(?:d[ée]partemental|g[ée]n[ée]ral) | d[ée]partement ){_OF}
    | syndicat\s(?:mixte|(?:inter)?d[ée]partemental|intercommunal) | syndicat{_OF} | sivom | sivu | s[im]+ctom | siaep
    | [ée]tablissement\spublic | agence\sde\sl['’]eau | parc\snaturel\sr[ée]gional | centre\shospitalier | office\sde\stourisme"""
#: There is one of these in each place, so that they need no name.
_SERVICES = r"""(?i: centre\s(?:inter)?communal\sd['’]action\ssociale | caisse\sd(?:es\s[ée]coles|['’]allocations\sfamiliales)
    | office\spublic\sde\sl['’]habitat | agence\sr[ée]gionale\sde\ssant[ée] | centre\s(?:d[ée]partemental\s)?de\sgestion
    | service\sd[ée]partemental\sd['’]incendie\set\sde\ssecours | direction\sr[ée]gionale\sdes\saffaires\sculturelles
    | chambre\s(?: d['’]agriculture | de\scommerce\set\sd['’]industrie | de\sm[ée]tiers\set\sde\sl['’]artisanat
        | r[ée]gionale\sdes\scomptes ) )
    | (?:CCAS|CIAS|OPH|ARS|DRAC|DREAL|SDIS|CAF)"""
_BODY = patterns.compile(
    rf"""(?<![\p{{L}}\d/-]) (?: (?i:{_PLACES}) \s {_NAME} | (?i:{_JOINT}) \s {_LONG_NAME}
    | (?i:gip|groupement\sd['’]int[ée]r[êe]t\spublic) \s (?: «\s?[^«»]{{3,60}}» | {_NAME} )
    | (?:{_SERVICES}) (?![\p{{L}}/-]|\s?\d) (?: \s (?:(?i:de\sla\s(?:ville|commune))\s)? {_NAME} )? )""",
    regex.VERBOSE,
)


def cited_bodies(citations: pa.Table) -> dict[int, str]:
    """The body that citations name, as it is printed, by the row of the table; only of those that name one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    raw, title = (pc.match_substring_regex(citations[column], _STEMS) for column in ("raw", "title"))
    of_kind = pc.is_in(citations["kind"], pa.array(_KINDS))
    rows: list[Any] = pc.indices_nonzero(pc.and_(of_kind, pc.or_kleene(raw, title))).to_pylist()
    near = citations.take(pa.array(rows, pa.int64()))
    said: list[Any] = list(zip(near["raw"].to_pylist(), near["title"].to_pylist(), strict=True))
    names = {wording: named_body(*wording) for wording in set(said)}
    return {row: name for row, wording in zip(rows, said, strict=True) if (name := names[wording])}


def named_body(raw: str, title: str | None) -> str | None:
    """The one body that a citation names, in its own words or else in its title; nothing where it may be one of several.

    >>> named_body("avis du comité syndical du Syndicat mixte des eaux de la Sarne du 3 mai 2021", None)
    'Syndicat mixte des eaux de la Sarne'
    >>> named_body("délibération du conseil municipal du 3 mai 2021", "relative à la commune")
    """
    for text in (raw, title or ""):
        names = {read_organization(found[0]).letters: found[0] for found in _BODY.finditer(" ".join(text.split()))}
        if names:
            return min(names.values()) if len(names) == 1 else None
    return None
