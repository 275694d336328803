"""The command line from outside: exit codes, one line on standard error, what goes to standard output."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import execute
from pipeline.errors import EXIT_CODES, DelibError, InputMissing, OutputBusy, OutputError, Stopped, UsageError
from pipeline.publish.output import hold
from pipeline.publish.version import current_version
from pipeline.run import run
from tests.fiction import act, make_raw

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


class Delib:
    """Runs commands in this process: starting one takes longer than what most of them do."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: object) -> Done:
        code = execute([str(argument) for argument in arguments])
        return Done(code, *self.capsys.readouterr())


@pytest.fixture
def delib(capsys: pytest.CaptureFixture[str]) -> Delib:
    return Delib(capsys)


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "pipeline", *map(str, arguments)]


def assert_refused(done: Done, code: int, message: str) -> None:
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("delib: ")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    run([make_raw(folder / "raw", 2)], folder / "out")
    return folder / "out"


def test_help_answers_at_once_and_imports_nothing_heavy() -> None:
    heavy = "{'pyarrow', 'pandas', 'duckdb', 'spacy', 'rich', 'pydantic', 'regex', 'pebble', 'pdfplumber', 'multiprocessing'}"
    subprocess.run([sys.executable, "-c", f"import sys, pipeline.cli; assert not {heavy} & set(sys.modules)"], check=True, cwd=ROOT)
    done = subprocess.run(command("--help"), check=True, cwd=ROOT, capture_output=True, text=True)
    assert all(name in done.stdout for name in ("run", "evaluate", "show", "query"))


@pytest.mark.parametrize("name", ["run", "config", "evaluate", "show", "query"])
def test_every_command_explains_itself(name: str, delib: Delib) -> None:
    done = delib(name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: delib {name}")


def test_run_tells_what_was_found(tmp_path: Path, delib: Delib) -> None:
    raw = make_raw(tmp_path / "raw", 2)
    (raw / "bad\x1b[31m.txt").touch()
    done = delib("run", raw, "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("3 files, 3 read now, 1 put aside; published")
    assert "amounts" in done.stdout
    assert "empty: bad [31m.txt. The file holds no byte" in done.stdout
    strict = delib("run", raw, "--out", tmp_path / "out", "--strict")
    assert strict.returncode == 1
    assert "nothing new" in strict.stdout


def test_run_tells_machines(tmp_path: Path, delib: Delib) -> None:
    done = delib("run", make_raw(tmp_path / "raw", 1), "--out", tmp_path / "out", "--json", "--workers", 1)
    said = json.loads(done.stdout)
    assert (said["files"], said["published"], said["quarantined"], said["rows"]["amounts"]) == (1, True, {}, 1)


def test_wrong_use(tmp_path: Path, published: Path, delib: Delib) -> None:
    raw = make_raw(tmp_path / "raw", 1)
    assert_refused(delib("run", raw, "--out", tmp_path / "out", "--frobnicate"), 2, "No such option: --frobnicate")
    assert_refused(delib("run", raw), 2, "Missing option '--out'")
    assert_refused(delib("frobnicate"), 2, "No such command 'frobnicate'")
    assert_refused(delib("run", raw, "--out", tmp_path / "out", "--workers", 0), 2, "Invalid value for '--workers'")
    assert_refused(delib("run", raw, "--out", tmp_path), 2, "lies inside OUT")
    assert_refused(delib("query", "SELECT 1", "--format", "word", "-t", published), 2, "no format 'word'")
    assert not (tmp_path / "out").exists()


def test_missing_input(tmp_path: Path, delib: Delib) -> None:
    assert_refused(delib("run", tmp_path / "nowhere", "--out", tmp_path / "out"), 66, "is not there")
    assert_refused(delib("query", "SELECT 1", "--tables", tmp_path), 66, "no published tables")
    assert_refused(delib("show", "nothing", "--tables", tmp_path), 66, "no published tables")
    assert_refused(delib("evaluate", tmp_path / "gold", "--tables", tmp_path), 66, "no published tables")


def test_out_that_cannot_be_written(tmp_path: Path, delib: Delib) -> None:
    (tmp_path / "file").touch()
    assert_refused(delib("run", make_raw(tmp_path / "raw", 1), "--out", tmp_path / "file"), 74, "could not be written")


def test_a_second_run_is_refused(tmp_path: Path, delib: Delib) -> None:
    raw = make_raw(tmp_path / "raw", 1)
    with hold(tmp_path / "out"):
        assert_refused(delib("run", raw, "--out", tmp_path / "out"), 75, "another run is writing")


def processes_of(session: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] not in "ZX":
            found.append(int(path.parent.name))
    return found


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    raw = make_raw(tmp_path / "raw", 1)
    process = subprocess.Popen(
        command("run", raw, "--out", tmp_path / "out"), stdout=subprocess.DEVNULL, start_new_session=True, cwd=ROOT
    )
    assert process.wait(timeout=60) == 0
    assert not processes_of(process.pid)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_stopped_run_keeps_what_it_did(tmp_path: Path, number: signal.Signals, code: int) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    run([raw], out)
    before = current_version(out)
    (raw / "a2.txt").write_text(act("2"), encoding="utf-8")
    (raw / "long.txt").write_text(act() * 10_000, encoding="utf-8")
    process = subprocess.Popen(
        command("run", raw, "--out", out, "--workers", 1), stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=ROOT
    )
    deadline = time.monotonic() + 30
    while not list(out.glob(".work/*/*/*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == code
    assert said == "delib: stopped; what was done is kept for the next run, the last published tables stand\n"
    assert current_version(out) == before
    assert list(out.glob(".work/*/*/*"))
    deadline = time.monotonic() + 5
    while processes_of(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not processes_of(process.pid)


def test_a_closed_pipe_is_no_fault(published: Path) -> None:
    query = f"{sys.executable} -m pipeline query 'SELECT * FROM range(100000)' --format csv --tables {published} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", query], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "range\n", "")


def test_a_fault_of_the_program_is_told_in_one_line(tmp_path: Path, delib: Delib) -> None:
    published = tmp_path
    (published / "datapackage.json").write_text('{"delib": {"parts": 7}}', encoding="utf-8")
    assert_refused(delib("query", "SELECT 1", "--tables", published), 70, "a fault of the program: TypeError")
    with pytest.raises(TypeError):
        delib("--debug", "query", "SELECT 1", "--tables", published)


def test_every_exit_code_is_explained() -> None:
    raised = {error.exit_code for error in (DelibError, UsageError, InputMissing, OutputError, OutputBusy, Stopped)}
    assert raised | {0, 1, 130} == set(EXIT_CODES)


def test_config_prints_what_is_in_force(delib: Delib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "delib.toml").write_text("max_size = 12\n", encoding="utf-8")
    done = delib("config")
    assert (done.returncode, done.stderr) == (0, "")
    assert any(line.split()[:3] == ["max_size", "12", "delib.toml"] for line in done.stdout.splitlines())
    assert json.loads(delib("config", "--json").stdout)["max_size"] == {"value": 12, "source": "delib.toml"}


def test_run_follows_the_file_of_settings(delib: Delib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "delib.toml").write_text("strict = true\n", encoding="utf-8")
    raw = make_raw(tmp_path / "raw", 1)
    (raw / "leer.txt").write_text("", encoding="utf-8")
    assert delib("run", raw, "--out", tmp_path / "out").returncode == 1
    (tmp_path / "delib.toml").write_text("stric = true\n", encoding="utf-8")
    assert_refused(delib("run", raw, "--out", tmp_path / "out"), 2, "no setting 'stric'")


def test_runs_are_listed_shown_and_compared(delib: Delib, published: Path, tmp_path: Path) -> None:
    done = delib("runs", "--tables", published)
    assert "published" in done.stdout
    assert "states" in delib("runs", "last", "--tables", published).stdout
    assert delib("runs", "last", "last", "--tables", published).stdout == "no row differs\n"
    assert_refused(delib("runs", "a", "b", "c", "--tables", published), 2, "name two runs at most")
    assert_refused(delib("runs", "--tables", tmp_path), 66, "no run under")


def test_metrics_are_written_for_a_run_and_for_a_failure(delib: Delib, tmp_path: Path) -> None:
    raw, metrics = make_raw(tmp_path / "raw", 1), tmp_path / "delib.prom"
    assert delib("run", raw, "--out", tmp_path / "out", "--metrics", metrics).returncode == 0
    assert "delib_run_exit_code 0.0" in metrics.read_text(encoding="utf-8")
    assert delib("run", tmp_path / "gone", "--out", tmp_path / "out", "--metrics", metrics).returncode == 66
    assert "delib_run_exit_code 66.0" in metrics.read_text(encoding="utf-8")
    done = delib("run", raw, "--out", tmp_path / "out", "--metrics", tmp_path / "gone" / "delib.prom")
    assert (done.returncode, "no figures for Prometheus" in done.stderr) == (0, True)
