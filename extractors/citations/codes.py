"""Which codes a text cites, and which of their articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from extractors import patterns
from extractors.french import matches_at, places_of

#: Codes by the words of their names that carry meaning, folded, with the abbreviation that the table uses.
CODES = {
    "general collectivites territoriales": "CGCT",
    "general collectivites locales": "CGCT",
    "general collectivites": "CGCT",
    "collectivites territoriales": "CGCT",
    "general fonction publique": "CGFP",
    "fonction publique": "CGFP",
    "urbanisme": "CU",
    "environnement": "CE",
    "commande publique": "CCP",
    "general impots": "CGI",
    "impots": "CGI",
    "action sociale familles": "CASF",
    "sante publique": "CSP",
    "education": "CEDU",
    "rural peche maritime": "CR",
    "rural": "CR",
    "forestier": "CF",
    "general propriete personnes publiques": "CG3P",
    "propriete personnes publiques": "CG3P",
    "communes": "CM",
    "travail": "CT",
    "justice administrative": "CJA",
    "monetaire financier": "CMF",
    "patrimoine": "CPAT",
    "construction habitation": "CCH",
    "voirie routiere": "CVR",
    "electoral": "CELEC",
    "sport": "CSPORT",
    "securite interieure": "CSI",
    "civil": "CC",
    "penal": "CP",
    "commerce": "CCOM",
    "consommation": "CCONSO",
    "route": "CROUTE",
    "securite sociale": "CSS",
    "energie": "CENERGIE",
    "tourisme": "CTOURISME",
    "marches publics": "CMP",
    "juridictions financieres": "CJF",
    "relations entre public administration": "CRPA",
    "transports": "CTRANSPORTS",
    "expropriation": "CEXPRO",
    "propriete intellectuelle": "CPI",
    "postes communications electroniques": "CPCE",
    "defense": "CDEF",
    "procedure penale": "CPP",
    "procedure civile": "CPC",
    "assurances": "CASSUR",
    "minier": "CMINIER",
    "domaine etat": "CDE",
    "entree sejour etrangers droit asile": "CESEDA",
    "pensions civiles militaires retraite": "CPCMR",
    "procedures civiles execution": "CPCEX",
    "organisation judiciaire": "COJ",
    "aviation civile": "CAC",
    "mutualite": "CMUT",
    "artisanat": "CARTISANAT",
    "douanes": "CDOUANES",
}
#: Codes whose articles have no letter.
_WITHOUT_LETTER = frozenset({"CC", "CGI", "CMP", "CP", "CPC", "CPP", "CDOUANES", "CMINIER"})
#: Abbreviations as they are printed.
_SHORT = {short.lower(): short for short in ("CGCT", "CGFP", "CCP", "CGI", "CASF", "CG3P", "CJA", "CCH", "CRPA", "CESEDA")} | {
    "cgppp": "CG3P",
    "crpm": "CR",
}
#: Abbreviations that mean something else as often: they count only behind an article.
_SHORTER = {"cu": "CU", "ce": "CE", "csp": "CSP", "ct": "CT", "cr": "CR", "csi": "CSI", "css": "CSS", "cmf": "CMF", "cmp": "CMP"}

# The small words of a name are often wrong or missing: "code général de collectivités territoriales".
_SMALL = r"(?:[ \n]{1,4}(?:de|du|des|la|le|les|et|a)(?![a-z])|[ \n]{0,4}(?<=[ \n])[ld]'){0,4}[ \n]{0,4}"


_LONG = patterns.compile("[a-z]{3,}")


def _letters(name: str) -> str:
    """What a name is known by: the words that carry meaning, parted or stuck together, in the singular or the plural."""
    return "".join(word for word in _LONG.findall(name) if word not in ("des", "les")).replace("s", "")


def _stem(word: str) -> str:
    return word.removesuffix("s")


def _spread(name: str) -> str:
    """A pattern for a code's name, whatever white space and small words part its words, in the singular or the plural."""
    return _SMALL.join(f"{_stem(word)}s?" for word in name.split())


_NAMES = {_letters(name): short for name, short in CODES.items()}
_ANY_NAME = "|".join(map(_spread, sorted(CODES, key=len, reverse=True)))


def _dotted(short: str) -> str:
    """A pattern for an abbreviation, with dots or without."""
    return r"\.?".join(short)


# "code général des collectivités territoriales".
_CODE = patterns.compile(rf"\bcodes?{_SMALL}(?P<name>{_ANY_NAME})(?![a-z])")
# "codes de l'urbanisme et de l'environnement": behind the plural, the next name needs no "code".
_NEXT_CODE = patterns.compile(rf"[ \n]{{0,2}}(?:,|et\b){_SMALL}(?P<name>{_ANY_NAME})(?![a-z])")
# "code de l'urbanisme, de l'environnement": behind one code, only names that mean nothing else in such a list.
_SAFE_NAME = "|".join(map(_spread, ("urbanisme", "environnement", "commande publique", "construction habitation")))
_NEXT_SAFE = patterns.compile(
    rf"[ \n]{{0,2}}(?:,|et\b)[ \n]{{1,3}}(?:de[ \n](?:la[ \n]|l')){_SMALL}(?P<name>{_SAFE_NAME})(?![a-z])"
)
# "CGCT", "C.G.C.T."; OCR glues "duCGCT".
_ABBREVIATION = patterns.compile(rf"(?:\b|(?<=\ddu))(?:{'|'.join(map(_dotted, _SHORT))})(?![a-z])")
# The first signs of these abbreviations.
_SHORT_STEMS = tuple({stem for short in _SHORT for stem in (short[:3], f"{short[:2]}.", f"{short[0]}.{short[1]}")})
# "L. 153-36 du CU", "R. 123-1 et suivants du C.U.".
_ABBREVIATION_BEHIND = patterns.compile(rf"\bdu[ \n](?P<short>{'|'.join(map(_dotted, _SHORTER))})(?![a-z'])")
_ARTICLE_BEFORE = patterns.compile(
    r"(?r)(?<![a-z])[lrd][. *]{0,3}\d{3,4}[-.]\d[\d .-]{0,9}(?:et[ \n]suivants?|et[ \n]s\.|\d?°)?[ \n]{0,2}"
)
# The word "code" is more often misspelt than the long name behind it; what stands in front is read backwards.
_CGCT = patterns.compile(rf"collectivites{_SMALL}(?:territoriales?|locales?)(?![a-z])")
_GENERAL = patterns.compile(rf"(?r)\b(?:c[a-z]{{2,5}}[ \n]{{1,4}})?general{_SMALL}")
# "du même code", "dudit code", "de ce code", "du code précité".
_SAME = patterns.compile(r"(?:meme|dudit|de ce)[ \n]{1,4}code(?![a-z])|\bcode[ \n]{1,4}(?:precite|susvise|susmentionne)(?![a-z])")

# "L. 2121-29", "L2121.29", "LO 1112-3", "R.* 421-1", "L. 211-7-I". OCR loses the spaces around, "L2131-1etL2131-2duCGCT", or
# puts one in: "L 2 121-15".
_ARTICLE = patterns.compile(
    r"""(?: \b (?: (?<![.-]) | (?<=\bart\.) ) | (?<=\d(?:et|ou)) )
    (?P<letter> l[. ]{0,2}o(?=[. \d]) | [lrd] | a(?=\.) ) [ \n]?[.,]?[ \n]?\*{0,2}[ ]?
    (?P<digits> (?: \d[ ]\d{3}(?=-\d) | \d{1,4} ) (?: [ ]?[-.]\.?[ ]?\d{1,3} (?![\d°]) ){0,4} )
    (?! \d | -?(?! et | du | de | (?<=-)[ivx]{1,4}\b )[a-z] )""",
    regex.VERBOSE,
)
# Articles without a letter count only between "article" and their code: "article 1609 nonies C du CGI". Read backwards.
_PLAIN_LIST = patterns.compile(
    r"(?r)(?<![a-z])(?:articles?|art\.)[ \n]{1,3}(?P<list>\d[\da-z ,.\n°-]{0,60}?)[ \n]{1,3}(?:du|dudit)[ \n]{1,3}"
)
# "CGI, article 1639 A": behind the code there must be the word, too; what follows must not name another text.
_PLAIN_BEHIND = patterns.compile(
    r"[ ,:;(\n]{1,4}(?:et[ ])?(?:(?:notamment|en particulier)[ ,]{1,2})?(?:en[ ])?(?:l'|les[ ]|ses[ ]|son[ ])?"
    r"(?:articles?|art\.)[ ](?P<list>[1-9][\da-z ,.\n°-]{0,60})"
)
_LISTED_ON = patterns.compile(r"(?:[ ,\n]|et\b|ou\b|a\b|suivants?\b)+")
_ELSEWHERE = patterns.compile(r"[ \n]{1,3}(?:du|de|des)\b")
_TIMES = "bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies"
_PLAIN = patterns.compile(
    rf"""(?<![\w.-]) [1-9]\d{{0,3}} (?:[.-]\d{{1,3}}){{0,3}} (?![\d°]) (?: [ .-]0(?=[ ]bis) )? (?: [ \n] (?:{_TIMES}) \b )?
    (?: [ \n] (?: [b-z]\b(?!['.]) | a\b(?=[ ]?(?:$|[,;).]|bis|ter|quater|du\b|et\b)) ) (?:[ \n](?:{_TIMES})\b)? )?""",
    regex.VERBOSE,
)

# What may part an article from its list, its paragraph or its code: "L. 332-23 2° du", "L. 113-1 et suivants du".
_DETAIL = r"""(?:[ ,\n]*(?: -?\(?\d{1,2}(?:°|er|eme|e)?\)?(?![\d.-]) | -?\(?[ivx]{1,4}\b\)? | et[ \n](?:suivants? | s\. | suiv\.)
    | \(?(?:(?:premier|deuxieme|second|troisieme|dernier)[ ])?(?:alineas? | al\.)\)? | paragraphes? | bis | ter
    | modifiee?s? )){0,5}"""
_AND = patterns.compile(
    rf"""{_DETAIL} [ \n]{{0,4}} (?: ,(?:[ ]et)? | et | ou | a | ; | / | - | & | ainsi[ ]que ) [ \n]{{0,4}}
    (?:de[ ]|a[ ])? (?:l'|les[ ]|aux[ ]|des[ ]|son[ ]|ses[ ])? (?:articles?|art\.)? [ \n]{{0,4}}""",
    regex.VERBOSE,
)
_OF = patterns.compile(rf"{_DETAIL} [ ,\n]* (?: du | de | dudit | de[ ]ce )? [ \n]* (?:nouveau[ ])? \(?", regex.VERBOSE)
_ITS = patterns.compile(
    r"""[ ,:;()\n]* (?:\(?cgct\)?|modifie|susvise|precite)? [ ,()\n]* (?:[-*•][ \n]*)? (?:et[ ,\n]+)? (?:plus[ ])?
    (?:(?:notamment|particulierement|specialement)[ ,:\n]*)? (?:en[ ]|dans[ ]|pris[ ]en[ ]|a[ ]|de[ ])?
    (?: (?P<its> ses | son ) | les | l' | aux | leurs? | l[' ]? | vu[ ](?:les|l')? )? [ \n]* (?:articles?|art\.) [ :\n]*""",
    regex.VERBOSE,
)
# "L. 151-16 du code": a code whose name is lost.
_OF_A_CODE = patterns.compile(rf"{_DETAIL}[ \n]{{1,3}}(?:du|dudit)[ \n]{{1,3}}code(?![a-z])", regex.VERBOSE)
#: How far from a code or from the word "article" an enumeration may reach.
_NEAR = 400
_JUST_BEFORE = 30
#: How much of an article may stand in front of the place where a search stops without being seen.
_BEGUN = 12
_NAMED = patterns.compile(r"(?r)\b(?:articles?|art\.)[ :\n]{0,4}")


@dataclass(frozen=True, slots=True)
class CodeArticle:
    """One article of a code, or a code cited as a whole.

    Attributes:
        start: offset of its first character.
        end: offset behind its last character.
        code: the code's abbreviation; None where the text names none.
        number: the article, without spaces and dots; None for the code as a whole.
        sure: whether the text itself ties the article to its code.
    """

    start: int
    end: int
    code: str | None
    number: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class _Code:
    start: int
    end: int
    code: str


def find_code_articles(text: str) -> list[CodeArticle]:
    """The articles of codes that a folded text cites, each once, and the codes it cites without any article.

    >>> found = find_code_articles("vu les articles l. 2121-29, l.2122-21 et r. 1617-1 du cgct, vu le code du travail")
    >>> [(article.code, article.number) for article in found]
    [('CGCT', 'L2121-29'), ('CGCT', 'L2122-21'), ('CGCT', 'R1617-1'), ('CT', None)]
    """
    codes = _codes(text)
    found = [article for listed in _lists(text, codes) for article in _of_their_code(text, listed, codes)]
    for code in codes:
        found += (article for article in _plain(text, code) if code.code in _WITHOUT_LETTER or "-" in (article.number or ""))
    found = _guessed(sorted(found, key=_start), codes)
    cited = {article.code for article in found}
    found += [CodeArticle(code.start, code.end, code.code, None, True) for code in codes if code.code not in cited]
    return _once(found)


def _codes(text: str) -> list[_Code]:
    """Every code named, in reading order; "du même code" and "dudit code" are the last one again."""
    named = {code.end: code for code in _in_full(text)}
    for match in _CGCT.finditer(text):
        if match.end() not in named and (before := _GENERAL.match(text, max(0, match.start() - 40), match.start())):
            named[match.end()] = _Code(before.start(), match.end(), "CGCT")
    for match in matches_at(_ABBREVIATION, places_of(_SHORT_STEMS, text), text):
        named[match.end()] = _Code(match.start(), match.end(), _SHORT[match[0].replace(".", "")])
    for match in matches_at(_ABBREVIATION_BEHIND, places_of(("du ", "du\n"), text), text):
        if _ARTICLE_BEFORE.match(text, max(0, match.start() - 40), match.start()):
            named[match.end()] = _Code(match.start("short"), match.end(), _SHORTER[match["short"].replace(".", "")])
    codes = sorted(named.values(), key=_start)
    for match in matches_at(_SAME, places_of(("meme", "dudit", "de ce", "code"), text), text):
        if (place := bisect_left(codes, match.start(), key=_start)) and match.end() not in named:
            codes.insert(place, _Code(match.start(), match.end(), codes[place - 1].code))
    return codes


def _in_full(text: str) -> Iterator[_Code]:
    """Every code called by its full name."""
    for first in matches_at(_CODE, places_of(("code",), text), text):
        yield _Code(first.start(), first.end(), _NAMES[_letters(first["name"])])
        following = _NEXT_CODE if first[0].startswith("codes") else _NEXT_SAFE
        end = first.end()
        while match := following.match(text, end):
            end = match.end()
            yield _Code(match.start("name"), end, _NAMES[_letters(match["name"])])


def _start(place: _Code | CodeArticle) -> int:
    return place.start


def _lists(text: str, codes: Sequence[_Code]) -> Iterator[list[CodeArticle]]:
    """Articles with a letter, those of one enumeration together."""
    listed: list[CodeArticle] = []
    for match in _near(text, codes):
        letter = "".join(c for c in match["letter"] if c.isalpha()).upper()
        number = letter + "".join(match["digits"].split()).replace("-.", "-").replace(".", "-")
        article = CodeArticle(match.start(), match.end(), None, number, False)
        if listed and not (match.start() - listed[-1].end < 60 and _AND.fullmatch(text, listed[-1].end, match.start())):
            yield listed
            listed = []
        listed.append(article)
    if listed:
        yield listed


def _near(text: str, codes: Sequence[_Code]) -> Iterator[regex.Match[str]]:
    """Whatever looks like an article with a letter, near a code or behind the word "article": nowhere else does it count."""
    around = [*(code.start - _NEAR for code in codes), *(code.end for code in codes)]
    places = sorted([*around, *places_of(("articl", "art."), text), *(at - _JUST_BEFORE for at in places_of(("du code",), text))])
    reached = 0
    for place in places:
        at, stop = max(place, reached), place + _NEAR
        # A search that stops somewhere could cut a number in two: only where it begins is taken from it.
        while at < stop and (found := _ARTICLE.search(text, at, stop)):
            whole = _ARTICLE.match(text, found.start())
            at = whole.end() if whole else found.end()
            if whole:
                yield whole
        reached = max(reached, stop - _BEGUN, at)


def _of_their_code(text: str, listed: Sequence[CodeArticle], codes: Sequence[_Code]) -> list[CodeArticle]:
    """The articles of one enumeration with their code: named behind them, or in front, or unknown; none if it is no article."""
    start, end = listed[0].start, listed[-1].end
    place = bisect_left(codes, start, key=_start)
    before = _ITS.fullmatch(text, codes[place - 1].end, start) if place and start - codes[place - 1].end in range(90) else None
    behind = place < len(codes) and codes[place].start - end in range(60) and _OF.fullmatch(text, end, codes[place].start)
    if behind and not (before and before["its"]):
        return [replace(article, code=codes[place].code, sure=True) for article in listed]
    if before:
        return [replace(article, code=codes[place - 1].code, sure=True) for article in listed]
    named = _NAMED.match(text, max(0, start - 12), start) or _OF_A_CODE.match(text, end)
    return [a for a in listed if a.number and len(a.number) > 4 and "-" in a.number] if named else []


def _plain(text: str, code: _Code) -> Iterator[CodeArticle]:
    """The articles without a letter in front of a code: "articles 1384 et 1386 du code civil"."""
    listed = _PLAIN_LIST.match(text, max(0, code.start - 90), code.start)
    places = list(_PLAIN.finditer(text, listed.start("list"), listed.end("list"))) if listed else []
    behind = _PLAIN_BEHIND.match(text, code.end) if code.code in _WITHOUT_LETTER else None
    at = behind.start("list") if behind else 0
    while behind and (match := _PLAIN.match(text, at, behind.end("list"))):
        places.append(match)
        if _ELSEWHERE.match(text, match.end()):
            places.pop()
        more = _LISTED_ON.match(text, match.end(), behind.end("list"))
        at = more.end() if more else match.end()
    for match in places:
        words = match[0].replace(".", "-").split()
        number = "".join(word.upper() if len(word) == 1 else word for word in words)
        yield CodeArticle(match.start(), match.end(), code.code, number, True)


def _guessed(found: Sequence[CodeArticle], codes: Sequence[_Code]) -> list[CodeArticle]:
    """The same articles; one without a code belongs to that of its neighbours in number, else to the last code named."""
    families = {_family(article): article.code for article in found if article.code}
    guessed = []
    for article in found:
        if article.code is None:
            place = bisect_left(codes, article.start, key=_start)
            last = codes[place - 1].code if place else None
            article = replace(article, code=families.get(_family(article), last))
        guessed.append(article)
    return guessed


def _family(article: CodeArticle) -> str:
    """What the articles of one title share: ``R111`` for R. 111-2."""
    return (article.number or "").partition("-")[0]


def _once(found: Sequence[CodeArticle]) -> list[CodeArticle]:
    """The first of every article, in reading order."""
    kept: dict[tuple[str | None, str | None], CodeArticle] = {}
    for article in sorted(found, key=_start):
        kept.setdefault((article.code, article.number), article)
    return list(kept.values())
