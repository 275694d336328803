from __future__ import annotations

import pytest

from pipeline.check import visa_twice
from tests.check.test_contract import rows_of
from tests.fiction import act
from tests.watched import Watched


def test_what_is_decided_between_two_visas_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(visa_twice._DECIDES)
    monkeypatch.setattr(visa_twice, "_DECIDES", watched)
    visas = "".join(f"Vu le code rural, notamment son article L. {number} ;\n" for number in range(101, 141))
    head, decision = act().split("Le conseil municipal", 1)
    text, rows = rows_of(head + visas * 2 + "Le conseil municipal" + decision)
    assert sum(row["check"] == "visa_twice" for row in rows) == 40
    assert watched.looked_through <= len(text)
