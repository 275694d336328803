"""Fewer votes than voters, with no word on the others."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import count
from pipeline.check.roll import Roll, rolls
from pipeline.check.votes_cast import shown, votes_of

#: Who takes no part is told in many ways; where one of them stands, nobody is missing.
_APART = patterns.compile(
    r"""\b(?: ne \s pre(?:nd|nnent|nant) \s pas | n'a(?:yant)? \s (?:pas \s)? pris | n'ont \s (?:pas \s)? pris
      | sort(?:i[es]*|ent|ant)? \b
      | quitt | se \s retir | hors \s de \s la \s salle | non[ -]participa | non \s participant | nppv | ne \s participe | refus
      | blancs? \b | nuls? \b | exprimes? \b | bulletin | scrutin \s secret | interesse | compte \s administratif
      | sans \s prendre \s part
      | s'abst | abstention | contre )""",
    regex.VERBOSE,
)
_REACH = 700

#: Fewer than these are missing, or the list itself was misread.
_FEW = 3


def check_votes_missing(reading: Reading) -> Iterator[Finding]:
    """Votes that count fewer voices than people were in the room."""
    found = reading.share(rolls)
    for act in reading.acts:
        roll, votes = found.get(act.id), reading.rows_of("votes", act)
        for vote in votes if roll and len(votes) == 1 else ():
            cast, voters = votes_of(vote), _sure_voters(roll) if roll else None
            if cast is None or voters is None or not 0 < voters - cast < _FEW or _told(reading, vote, roll):
                continue
            yield Finding(
                message=f"le vote ne compte que {count(cast, 'voix', 'voix')} ({shown(vote)}) pour "
                f"{count(voters, 'votant', 'votants')} d'après l'appel, sans un mot sur "
                f"{'la voix qui manque' if voters - cast == 1 else f'les {voters - cast} voix qui manquent'}.",
                places=(place(vote), place(roll.present[0])),
                act=act,
            )


def _sure_voters(roll: Roll) -> int | None:
    """How many may vote, where all the text says of it agrees."""
    present = roll.printed.get("present", (len(roll.present),))[0]
    represented = roll.printed.get("represented", (len(roll.represented),))[0]
    if roll.moves or roll.recused or present != len(roll.present) or represented != len(roll.represented):
        return None
    return present + represented


def _told(reading: Reading, vote: Row, roll: Roll | None) -> bool:
    if vote["not_taking_part"] or vote["absent"]:
        return True
    start, end = max(0, vote["char_start"] - _REACH), vote["char_end"] + _REACH
    before, behind = reading.folded[start : vote["char_start"]], reading.folded[vote["char_end"] : end]
    return any(_APART.search(text) for text in (before, behind)) or (vote["unanimous"] and vote["votes_against"] is None)


CHECK = Check(
    code="votes_missing",
    severity="warning",
    says="Le vote compte moins de voix qu'il n'y a de présents et de pouvoirs, sans dire pourquoi.",
    silent="Quelqu'un part, s'abstient ou ne prend pas part au vote ; l'acte compte plusieurs votes ; l'appel n'est pas complet.",
    find=check_votes_missing,
)
