"""SCDL Délibérations: one row for each adopted deliberation."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.french import fold
from pipeline.export.scdl.corpus import Corpus, Row
from pipeline.export.scdl.entry import Entry
from pipeline.nomenclature import MATTERS

#: Level 1 of the nomenclature, as the official validator spells it.
LEVELS = {
    "1": "commande publique",
    "2": "urbanisme",
    "3": "domaine et patrimoine",
    "4": "fonction publique",
    "5": "institutions et vie politique",
    "6": "libertés publiques et pouvoirs de police",
    "7": "finances locales",
    "8": "domaines de compétences par thèmes",
    "9": "autres domaines de compétences",
}


def matter_name(code: str) -> str:
    """A matter in lower case, its two levels parted by a stroke, without comma.

    >>> matter_name("8.4"), matter_name("9.1"), matter_name("1.5")
    ('domaines de compétences par thèmes/aménagement du territoire', 'autres domaines de compétences/des communes', \
"commande publique/transactions protocole d'accord transactionnel")
    """
    level = LEVELS[code.partition(".")[0]]
    label = MATTERS[code].lower().removeprefix(level).replace(",", "").strip()
    return f"{level}/{label}"


def deliberation_entries(corpus: Corpus) -> Iterator[Entry]:
    """One entry for each deliberation."""
    seen: set[tuple[object, ...]] = set()
    for act in corpus.acts.values():
        if act["kind"] == "deliberation" and act["document_id"] in corpus.documents:
            yield _entry(corpus, act, seen)


def _entry(corpus: Corpus, act: Row, seen: set[tuple[object, ...]]) -> Entry:
    document = corpus.documents[act["document_id"]]
    matter = act["matter"] if act["matter"] in MATTERS else None
    fields: dict[str, object] = {
        "COLL_NOM": document["collectivity"],
        "COLL_SIRET": corpus.siret_of(document),
        "DELIB_ID": act["number"],
        "DELIB_DATE": act["date"],
        "DELIB_MATIERE_CODE": matter,
        "DELIB_MATIERE_NOM": matter and matter_name(matter),
        "DELIB_OBJET": corpus.veiled(act, act["title"]),
        **_received(corpus, act, document),
        **_figures(corpus, act),
    }
    reasons = tuple(_reasons(corpus, act, fields))
    key = (fields["COLL_SIRET"], act["number"], act["date"], fold(act["title"] or ""))
    if not reasons and (key in seen or act["copy_of"]):
        reasons = ("doublon",)
    if not reasons:
        seen.add(key)
    told = ("DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM") if matter and (act["matter_confidence"] or 0) < 1 else ()
    return Entry(
        fields=fields,
        reasons=reasons,
        worked_out=told,
        source_path=document["source_path"],
        page=act["page"],
        act_id=act["act_id"],
    )


_REQUIRED = {
    "COLL_NOM": "collectivite_inconnue",
    "COLL_SIRET": "siret_collectivite_inconnu",
    "DELIB_ID": "numero_absent",
    "DELIB_DATE": "date_absente",
    "DELIB_MATIERE_CODE": "matiere_inconnue",
    "DELIB_OBJET": "objet_absent",
}


def _reasons(corpus: Corpus, act: Row, fields: dict[str, object]) -> Iterator[str]:
    yield from (reason for name, reason in _REQUIRED.items() if not fields[name])
    if not is_adopted(corpus, act):
        yield "non_adoptee"


def is_adopted(corpus: Corpus, act: Row) -> bool:
    """Whether no vote of an act says that it was rejected or put off."""
    return not any(vote["outcome"] in ("rejected", "adjourned") for vote in corpus.votes.get(act["act_id"], ()))


def _received(corpus: Corpus, act: Row, document: Row) -> dict[str, object]:
    """When the préfecture received the act; a date before the act itself is no such date."""
    received = document["received"]
    if not received or not act["date"] or received < act["date"] or act["act_id"] not in corpus.alone:
        return {}
    return {"PREF_DATE": received}


def _figures(corpus: Corpus, act: Row) -> dict[str, object]:
    """The figures of the only vote: all of them, as printed and in agreement with each other, or none."""
    votes = corpus.votes.get(act["act_id"], ())
    if len(votes) != 1:
        return {}
    (vote,) = votes
    cast = [vote["votes_for"], vote["votes_against"], vote["abstentions"]]
    if vote["in_office"] is None or None in cast or sum(cast) > vote["in_office"]:
        return {}
    names = ("VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")
    return dict(zip(names, (vote["in_office"], sum(cast), *cast), strict=True))
