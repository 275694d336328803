"""Which documents come from the same body."""

from __future__ import annotations

from pipeline.link.bodies import Body, find_bodies
from tests.link.rows import Row, document, reader

_VALRIVE, _MONTFARON = "213500010", "216500023"


def bodies_of(*documents: Row) -> list[Body]:
    table = reader(documents=documents)("documents", ["document_id", "collectivity", "siren", "department"])
    return list(find_bodies(table).values())


def test_a_name_in_any_wording_goes_with_the_siren_it_is_printed_with() -> None:
    stamped, plain = bodies_of(document("d1", "VILLE DE VALRIVE", siren=_VALRIVE), document("d2", "Commune de Valrive"))
    assert stamped == plain
    assert plain.name == "Commune de Valrive"


def test_a_stray_stamp_does_not_join_two_bodies() -> None:
    quoting = document("q", "Commune de Valrive", siren=_MONTFARON)
    montfaron = [document(f"m{at}", "Commune de Montfaron", siren=_MONTFARON) for at in range(2)]
    valrive = [document(f"v{at}", "Commune de Valrive") for at in range(2)]
    stray, first, second, *others = bodies_of(quoting, *montfaron, *valrive)
    assert stray == first == second
    assert first.name == "Commune de Montfaron"
    assert {body.name for body in others} == {"Commune de Valrive"}
    assert first.key not in {body.key for body in others}


def test_namesakes_are_told_apart_by_their_departement() -> None:
    one, other = bodies_of(*(document(d, "Commune de Valrive", department=d) for d in ("12", "35")))
    assert one.key != other.key
