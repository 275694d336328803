"""SCDL Subventions: one row for each sum that an act awards to one beneficiary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import regex
from stdnum.fr import siret

from extractors.french import fold
from pipeline.export.scdl.corpus import Corpus, Row, same_name
from pipeline.export.scdl.deliberations import is_adopted
from pipeline.export.scdl.entry import Entry
from pipeline.export.scdl.terms import Terms, read_terms
from pipeline.private import is_private_person

#: Above this sum the law asks for a convention (décret n° 2001-495), whose date the file asks for.
_CONVENTION_ABOVE = Decimal(23_000)

_LONGEST = 256
_IN_KIND = regex.compile(r"\ben nature\b|\bmise a disposition\b|\bvaloris")


def subsidy_entries(corpus: Corpus) -> Iterator[Entry]:
    """One entry for each grant."""
    seen: dict[tuple[object, ...], str] = {}
    terms: dict[str, Terms] = {}
    for grant in corpus.grants:
        act = corpus.acts.get(grant["act_id"])
        if act is None or grant["document_id"] not in corpus.documents:
            continue
        if act["act_id"] not in terms:
            dates = corpus.dates.get(act["act_id"], ())
            terms[act["act_id"]] = read_terms(corpus.texts[act["act_id"]], act["char_start"], dates, act["date"])
        yield _entry(corpus, grant, act, terms[act["act_id"]], seen)


def _entry(corpus: Corpus, grant: Row, act: Row, terms: Terms, seen: dict[tuple[object, ...], str]) -> Entry:
    document = corpus.documents[grant["document_id"]]
    purpose = corpus.veiled(act, grant["purpose"]) or corpus.veiled(act, act["title"])
    fields: dict[str, object] = {
        "nomAttribuant": document["collectivity"],
        "idAttribuant": corpus.siret_of(document),
        "dateConvention": _date(corpus, grant, act),
        "referenceDecision": act["number"],
        "nomBeneficiaire": grant["beneficiary"],
        "idBeneficiaire": _siret(corpus, grant),
        "objet": purpose and _cut(purpose),
        "montant": grant["value"],
        "nature": "aide en nature" if _IN_KIND.search(fold(purpose or "")) else "aide en numéraire",
        "conditionsVersement": terms.conditions,
        "datesPeriodeVersement": terms.period,
        "notificationUE": None if terms.notified is None else "oui" if terms.notified else "non",
        # Each row is the whole sum of one beneficiary: nothing of it is shared.
        "pourcentageSubvention": 1,
    }
    reasons = tuple(_reasons(corpus, grant, act, fields))
    key = (fields["idAttribuant"], act["number"], act["date"], fold(grant["beneficiary"] or ""), grant["value"], purpose)
    if not reasons and (act["copy_of"] or seen.setdefault(key, act["act_id"]) != act["act_id"]):
        reasons = ("doublon",)
    worked_out = ("nature", "pourcentageSubvention", *(("datesPeriodeVersement",) if terms.period_is_worked_out else ()))
    is_private = bool(corpus.veils) and _names_a_private_person(grant, act)
    return Entry(
        fields=fields,
        reasons=() if is_private else reasons,
        worked_out=worked_out,
        is_private=is_private,
        source_path=document["source_path"],
        page=grant["page"],
        act_id=act["act_id"],
        fact_id=grant["fact_id"],
    )


def _names_a_private_person(grant: Row, act: Row) -> bool:
    words = (act["title"], grant["purpose"])
    return is_private_person(grant["beneficiary"], matter=act["matter"], words=words, siret=grant["beneficiary_siret"])


_REQUIRED = {
    "nomAttribuant": "collectivite_inconnue",
    "idAttribuant": "siret_collectivite_inconnu",
    "nomBeneficiaire": "beneficiaire_absent",
    "idBeneficiaire": "identifiant_beneficiaire_absent",
    "objet": "objet_absent",
    "conditionsVersement": "conditions_inconnues",
    "datesPeriodeVersement": "periode_inconnue",
    "notificationUE": "notification_ue_inconnue",
}


def _reasons(corpus: Corpus, grant: Row, act: Row, fields: dict[str, object]) -> Iterator[str]:
    if not fields["dateConvention"]:
        yield "convention_sans_date" if act["date"] else "date_absente"
    yield from (reason for name, reason in _REQUIRED.items() if not fields[name])
    if grant["value"] <= 0:
        yield "montant_hors_format"
    if not is_adopted(corpus, act):
        yield "non_adoptee"


def _date(corpus: Corpus, grant: Row, act: Row) -> dt.date | None:
    """When it was awarded: the day the convention was signed, and where the law asks for none, the day of the decision."""
    for party in corpus.parties.get(grant["document_id"], ()):
        signed: dt.date | None = corpus.acts[party["act_id"]]["date"] if party["act_id"] in corpus.acts else None
        if signed and same_name(party["name"], grant["beneficiary"]):
            return signed
    decided: dt.date | None = act["date"]
    return decided if grant["value"] <= _CONVENTION_ABOVE else None


def _siret(corpus: Corpus, grant: Row) -> str | None:
    """The SIRET that the act, a convention in the same document, or another document of the same body prints."""
    parties = [p for p in corpus.parties.get(grant["document_id"], ()) if same_name(p["name"], grant["beneficiary"])]
    linked = corpus.organizations.get(grant["organization_id"] or "", {})
    numbers = (grant["beneficiary_siret"], *(party["siret"] for party in parties), linked.get("siret"))
    return next((number for number in numbers if number and siret.is_valid(number)), None)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
