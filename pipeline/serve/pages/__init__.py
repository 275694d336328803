"""Every page of the explorer: its address, and the function that makes it from the base."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from pipeline.serve.page import Args, Page
from pipeline.serve.pages.act import act
from pipeline.serve.pages.beneficiary import beneficiary
from pipeline.serve.pages.checks import check, checks
from pipeline.serve.pages.collectivity import collectivity
from pipeline.serve.pages.document import document
from pipeline.serve.pages.fact import fact
from pipeline.serve.pages.home import home
from pipeline.serve.pages.lists import beneficiaries, collectivities, documents, people
from pipeline.serve.pages.person import person
from pipeline.serve.pages.search import search

Maker = Callable[[sqlite3.Connection, Args], Page]

_KEY = r"(?P<key>[\w-]{1,80})"

#: By the pattern of the address; each may end in ``.csv`` or ``.json``, those with a plot also in ``.svg`` and ``.png``.
PAGES: dict[str, Maker] = {
    r"/": home,
    r"/recherche": search,
    r"/collectivites": collectivities,
    r"/beneficiaires": beneficiaries,
    r"/personnes": people,
    r"/documents": documents,
    r"/controles": checks,
    rf"/document/{_KEY}": document,
    rf"/fait/{_KEY}": fact,
    rf"/acte/{_KEY}": act,
    rf"/collectivite/{_KEY}": collectivity,
    rf"/beneficiaire/{_KEY}": beneficiary,
    rf"/personne/{_KEY}": person,
    rf"/controle/{_KEY}": check,
}
