"""The extractors, in the order in which they run. To add one, write its module and name it here."""

from extractors import (
    amounts,
    articles,
    ballots,
    budget_lines,
    citations,
    dates,
    grants,
    members,
    parties,
    vote_groups,
    votes,
)
from extractors.base import Extractor
from extractors.plugins import with_plugins

EXTRACTORS: tuple[Extractor, ...] = with_plugins(
    tuple(
        module.EXTRACTOR
        for module in (votes, vote_groups, ballots, members, amounts, grants, dates, articles, citations, budget_lines, parties)
    )
)
