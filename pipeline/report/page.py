"""The report that a person opens in the morning: one page, in French, that loads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.present.words import REASONS, number
from pipeline.report import Report
from pipeline.tables import TABLES

#: How many files the page names.
_MOST = 200

_STATES = {"extracted": "lus", "quarantined": "mis de côté", "duplicate": "copies d'un autre fichier"}
_SOURCES = {"native": "texte du PDF", "ocr": "reconnaissance optique", "text": "fichiers texte", "mixed": "documents mêlés"}
_STAGES = {
    "list": "recenser les fichiers",
    "read": "lire les documents",
    "write": "écrire les tables",
    "link": "rapprocher personnes, organismes et actes",
    "check": "contrôler",
    "publish": "publier",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a plot."""

    label: str
    said: str
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Bars under a title; each has its figure beside it, so that nothing is told by length alone."""

    title: str
    caption: str
    bars: tuple[Bar, ...]


def page(report: Report) -> str:
    """The page, as HTML."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters |= {"count": number, "duration": duration}
    template = environment.from_string(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
    return template.render(
        report=report,
        day=f"{report.started_at:%d/%m/%Y à %H:%M} UTC",
        state=_state(report),
        plots=[plot for plot in _plots(report) if plot.bars],
        aside=[(path, REASONS[code]) for path, code in list(report.quarantined.items())[:_MOST]],
        settings=[*report.settings.items(), *report.versions.items()],
    )


def _state(report: Report) -> str:
    if report.failure:
        return f"Échec : {report.failure}. Les tables publiées auparavant sont intactes."
    return "De nouvelles tables ont été publiées." if report.published else "Rien de nouveau : les tables publiées sont inchangées."


def _plots(report: Report) -> Iterator[Plot]:
    states = {_STATES.get(state, state): n for state, n in report.states.items()}
    yield Plot(title="Fichiers", caption="ce qu'ils sont devenus", bars=_bars(states))
    yield Plot(
        title="Motifs de mise de côté",
        caption="nombre de fichiers par motif",
        bars=_bars({REASONS[code]: n for code, n in report.reasons.items()}),
    )
    sources = {_SOURCES.get(source, source): n for source, n in report.pages.items()}
    yield Plot(title="Pages", caption="d'où vient leur texte", bars=_bars(sources))
    rows = {name: report.rows[name] for name in TABLES if report.rows.get(name)}
    yield Plot(title="Tables", caption="nombre de lignes publiées", bars=_bars(rows))
    seconds = {_STAGES.get(stage, stage): taken for stage, taken in report.stages.items()}
    yield Plot(title="Temps", caption="durée de chaque étape", bars=_bars(seconds, times=True))


def _bars(values: Mapping[str, float], times: bool = False) -> tuple[Bar, ...]:
    most = max(values.values(), default=0) or 1
    return tuple(
        Bar(label=label, said=duration(value) if times else number(value), percent=round(100 * value / most, 1))
        for label, value in values.items()
    )


def duration(seconds: float) -> str:
    """A time as it is said.

    >>> duration(4.25), duration(200), duration(7380)
    ('4,2 s', '3 min 20 s', '2 h 03 min')
    """
    if seconds < 60:
        return f"{seconds:.1f} s".replace(".", ",")
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
