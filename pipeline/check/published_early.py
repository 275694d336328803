"""An act that was published before it was sent to the préfecture."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.base import Check, Finding, Reading, place
from pipeline.check.phrasing import day
from pipeline.check.time_order import step_of


def check_published_early(reading: Reading) -> Iterator[Finding]:
    """Files whose publication is dated before their transmission: the law asks for both, in no order."""
    sent, published = step_of(reading, "transmitted"), step_of(reading, "published")
    if sent and published and published["date"] < sent["date"]:
        yield Finding(
            message=f"publié le {day(published['date'])}, avant l'envoi en préfecture ({day(sent['date'])}) : l'acte n'est "
            "exécutoire qu'après les deux.",
            places=(place(published), place(sent)),
            act=reading.act_at(published["char_start"]),
        )


CHECK = Check(
    code="published_early",
    severity="info",
    says="L'acte est publié avant d'être envoyé en préfecture.",
    silent="L'une des deux dates n'est pas imprimée, ou le tampon est numérisé.",
    find=check_published_early,
)
