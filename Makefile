# make run    set everything up, read the sample in data/raw, print what was found
# make test   set everything up, run all tests
# make check  format, lint, types and tests, as CI does
# make diff   what the working tree finds that main does not, and the other way round (CORPUS=folder)
# make quality  figures on gold answers, printed into docs/quality.md
# make benchmark  what a page costs beside other tools, printed into docs/performance.md (QUICK=--quick on a busy machine)
# make fix    let ruff put format and imports right, and write the generated parts of the README
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: run test check fix sample evaluate quality benchmark diff clean

run: $(READY)
	$(BIN)/delib run data/raw --out data/processed

test: $(READY)
	$(BIN)/python -m pytest -n auto

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

fix: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m tests.generated

sample: $(READY)
	$(BIN)/python -m samples.make

evaluate: run
	$(BIN)/delib evaluate data/gold --tables data/processed

quality: $(READY)
	$(BIN)/python -m benchmarks.quality

benchmark: $(READY)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python -m benchmarks.performance $(QUICK)

diff: $(READY)
	$(BIN)/python -m benchmarks.diff $(or $(CORPUS),data/raw)

clean:
	rm -rf .venv data/processed/*

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)
