"""What a run did, for Prometheus: a file for the textfile collector of its node exporter, replaced in one step."""

from __future__ import annotations

import time

from pipeline.report import Report
from pipeline.storage import Place, write_file


def write_metrics(place: Place, report: Report | None, exit_code: int) -> None:
    """Write the figures of a run.

    Args:
        place: of the file, whose name must end in ``.prom`` for the collector to see it.
        report: what the run did; None when it did not even begin.
        exit_code: with which it ended.

    Raises:
        OSError: when the file cannot be written.
    """
    from prometheus_client import CollectorRegistry, Gauge, generate_latest

    registry = CollectorRegistry()

    def gauge(name: str, meaning: str, values: dict[str, float] | float, label: str = "") -> None:
        made = Gauge(f"delib_{name}", meaning, [label] if label else [], registry=registry)
        for key, value in values.items() if isinstance(values, dict) else [("", values)]:
            (made.labels(key) if label else made).set(value)

    gauge("run_exit_code", "Exit code of the last run; 0 and 1 are finished runs.", exit_code)
    gauge("run_end_timestamp_seconds", "When the last run ended.", time.time())
    if report and report.failure is None:
        gauge("run_success_timestamp_seconds", "When the last finished run ended.", time.time())
        gauge("run_duration_seconds", "How long the last finished run took.", report.duration_s)
        gauge("run_published", "Whether the last finished run published a new version.", float(report.published))
        gauge("files_read", "Files that the last finished run opened.", report.read)
        gauge("files", "Input files by what became of them.", dict(report.states), "state")
        gauge("quarantined_files", "Files that are put aside, by reason.", dict(report.reasons), "reason")
        gauge("rows", "Published rows by table.", dict(report.rows), "table")
        gauge("pages", "Pages by the source of their text.", dict(report.pages), "source")
        gauge("stage_seconds", "Seconds that each stage of the last finished run took.", report.stages, "stage")
        gauge("oddities", "In how many ways the last finished run differs oddly from those before.", len(report.oddities))
    write_file(place, generate_latest(registry))
