"""References of an act to its own articles that lead nowhere, or to another subject."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.french import fold
from pipeline.check.base import Check, Finding, Reading, Row
from pipeline.check.clauses import numbered, stems
from pipeline.check.phrasing import quoted
from pipeline.model import Act

# "prévu à l'article 7", "l'article 2 de la présente convention"; "l'article 7 de la loi" is another's.
_REFERENCE = patterns.compile(
    r"""(?P<verb>\b(?:prevue?s?|definie?s?|fixee?s?|mentionnee?s?|visee?s?|decrite?s?|citee?s?|indiquee?s?|enumeree?s?|detaillee?s?|precisee?s?)\s+)?
      \b(?:a|de|par|dans|selon|conformement\s+a)\s+l'article\s+(?P<number>\d{1,2})(?:er)?\b(?![\w.,-]*\d|\s*(?:bis|ter)\b)
      (?P<own>\s+(?:de\s+la\s+presente|de\s+la\s+convention|des\s+presentes|ci-(?:dessus|dessous|apres)|supra|infra))?
      (?!\s+(?:,\s*)?(?:du\s|de\s+l[a'](?!\s*(?:presente|convention))|des\s+(?!presentes)|dudit|de\s+ladite|de\s+l'|de\s+ce|de\s+cette|precite|l\.|r\.))
      (?!\s*[,;]?\s*(?:alinea|paragraphe)?[^.;\n]{0,30}\b(?:du\s+code|de\s+la\s+loi|du\s+decret|de\s+l'arrete|du\s+cgct|du\s+ccag|de\s+l'ordonnance|du\s+reglement|des\s+statuts|du\s+bail|du\s+marche|du\s+contrat|de\s+la\s+directive))""",
    regex.VERBOSE,
)

# "le bilan final d'exécution prévu à l'article 7": what the reference speaks of begins with a noun's own article.
_NOUN = patterns.compile(r"\b(?:l[ae]s?\s+|l'|du\s+|des\s+|une?\s+)")
_WORDS = patterns.compile(r"[a-z'\s-]+")

#: What is about anything.
_VAGUE = patterns.compile(
    r"\b(?:montant|delai|conditions?|modalites|date|periode|obligations?|actions?|missions?|total|duree|aide|participation|subvention)\b"
)


def check_article_reference(reading: Reading) -> Iterator[Finding]:
    """References of conventions to their own articles that are not there, or are about something else."""
    for act in reading.acts:
        if act.kind != "convention":
            continue
        articles = numbered(reading, act)
        if len(articles) < 4:
            continue
        for match in _REFERENCE.finditer(reading.folded_act(act)):
            number = int(match["number"])
            message = None
            if number not in articles:
                if match["own"] or match["verb"]:
                    message = f"renvoi à l'article {number}, mais la convention n'a que {len(articles)} articles."
            elif match["verb"]:
                message = _elsewhere(reading, act, articles, match, number)
            if message:
                at = act.locate(*match.span())
                places = [(at.start, at.end)]
                if number in articles:
                    row = articles[number]
                    places.append((row["char_start"], min(row["char_end"], row["char_start"] + 80)))
                yield Finding(message=message, places=tuple(places), act=act)


def _elsewhere(reading: Reading, act: Act, articles: dict[int, Row], match: regex.Match[str], number: int) -> str | None:
    """What is wrong when the subject of a reference is the heading of another article and nowhere in the one it names."""
    start = max(0, match.start() - 90)
    span = _subject(reading.folded_act(act)[start : match.start()])
    subject = act.text[start + span[0] : start + span[1]] if span else ""
    if not subject or (telling := stems(fold(subject))) <= stems(fold(articles[number]["text"])):
        return None
    others = [n for n, row in articles.items() if telling & stems(fold(row["heading"] or ""))]
    if len(others) != 1 or not articles[number]["heading"] or not telling <= stems(fold(articles[others[0]]["text"])):
        return None
    return (
        f"{quoted(subject)} est dit à l'article {number} ({quoted(articles[number]['heading'], 60)}), "
        f"mais c'est l'objet de l'article {others[0]} ({quoted(articles[others[0]]['heading'], 60)})."
    )


def _subject(before: str) -> tuple[int, int] | None:
    """Where the nearest noun of two telling words or more stands in front of a reference; what is about anything is left out."""
    for noun in reversed(list(_NOUN.finditer(before))):
        words = before[noun.end() :].rstrip()
        if not _WORDS.fullmatch(words):
            return None
        if len(stems(words)) > 1:
            return None if _VAGUE.search(words) else (noun.end(), noun.end() + len(words))
    return None


CHECK = Check(
    code="article_reference",
    severity="warning",
    says="Un renvoi de la convention à l'un de ses articles ne mène nulle part, ou à un autre sujet.",
    silent="La numérotation des articles n'est pas sûre, ou le renvoi est à un code, une loi, un règlement.",
    find=check_article_reference,
)
