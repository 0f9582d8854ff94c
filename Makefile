# make demo   sets up, builds the bundle, judges example policies: Python is all it needs
# make test   sets up what is missing (opa, conftest and regal too) and runs all that CI runs
# make prove  the tests on all random documents, calls and files, of which make test takes a fifth; with coverage
#             (make prove SCALE=20 draws twenty times as many)
# make fmt    puts Python and Rego in form, and rebuilds the bundle
# make bench  measures, as ratios within one run; make bench-serve measures the bundle server, make bench-slow the
#             slowest of many documents
# make fuzz   judges random texts and documents in the embedded engine and an OPA server, and compares
#             (make fuzz DOCUMENTS=1000000 COMPARED=20000)
PYTHON ?= python3
SCALE ?= 1
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test prove fmt bench bench-slow bench-serve fuzz clean
.DELETE_ON_ERROR:

demo: $(VENV)/run
	@echo '$$ smguard build'
	@$(BIN)/smguard build
	@echo; echo '$$ smguard check tests/examples/good'
	@$(BIN)/smguard check tests/examples/good
	@echo; echo '$$ smguard check tests/examples/bad'
	@$(BIN)/smguard check tests/examples/bad; test $$? -eq 1
	@echo; echo 'Exit code 1: there are findings. Try it on policies of your own: $(BIN)/smguard check FILE'

test: $(VENV)/dev
	$(BIN)/ruff format --check generator tests
	$(BIN)/ruff check generator tests
	$(BIN)/mypy
	$(BIN)/smguard build --check
	$(BIN)/smguard toolchain install
	$(BIN)/smguard test
	$(BIN)/pytest --numprocesses auto --dist worksteal

prove: $(VENV)/dev
	$(BIN)/smguard toolchain install
	SMGUARD_PROPERTY_SCALE=$(SCALE) $(BIN)/pytest --numprocesses auto --dist worksteal --cov --cov-report term

fmt: $(VENV)/dev
	$(BIN)/ruff check --fix generator tests
	$(BIN)/ruff format generator tests
	"$$($(BIN)/smguard toolchain install opa | sed 's/^[^:]*: //')" fmt --write templates/lib
	$(BIN)/smguard build
	PYTHONPATH=tests $(BIN)/python -m support.readme

bench: $(VENV)/dev
	PYTHONPATH=tests $(BIN)/python tests/bench/benchmark.py

bench-slow: $(VENV)/dev
	PYTHONPATH=tests $(BIN)/python tests/bench/slowest.py $(DOCUMENTS)

bench-serve: $(VENV)/dev
	PYTHONPATH=tests $(BIN)/python tests/bench/serving.py $(PARTS)

fuzz: $(VENV)/dev
	PYTHONPATH=tests $(BIN)/python tests/bench/fuzz.py "$(DOCUMENTS)" "$(COMPARED)"

clean:
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'smguard needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ...' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: $(VENV)/bin/python generator/requirements/run.txt pyproject.toml
	$(PIP) install --require-hashes -r generator/requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(VENV)/bin/python generator/requirements/dev.txt pyproject.toml
	$(PIP) install --require-hashes -r generator/requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run
