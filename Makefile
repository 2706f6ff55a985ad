# Everything sets itself up: Python 3.11 or later and make are all that a machine needs.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CORPUS ?= ../shared/corpus/articles.jsonl
BENCH ?= ../shared/bench
DATA ?= ../shared/data
COMPILED ?= .venv-compiled

.PHONY: help demo test page page-test e2e slow-test compiled compiled-test lint types check wheel gate lock postgres-test ray-test bench layers clean

help:            ## this list
	@grep -E '^[a-z0-9-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Fogline needs Python 3.11 or later; say which with: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: page       ## build a ledger from the shipped sample and show what is in it
	$(BIN)/fogline demo

test: page       ## all tests, side by side on the cores there are
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

page: $(READY)   ## the page, where it is missing or older than its sources
	@$(BIN)/python hatch_build.py

e2e: page        ## the page in a real browser (Chromium; installed with apt-get where there is none)
	@test -n "$$CHROMIUM" || command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; }
	$(BIN)/python -m pytest -m e2e tests/e2e

postgres-test: page  ## the ledger on a real PostgreSQL server (installs the extra, and the server with apt-get where there is none)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-postgres.lock
	@test -n "$$POSTGRES_BIN" || command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null; }
	$(BIN)/python -m pytest -m postgres tests

ray-test: page   ## reading on a real Ray cluster (installs the extra: 213 MB)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ray.lock
	$(BIN)/python -m pytest -m ray tests/engine

slow-test: page  ## runs that are stopped, killed, left without room, and gone on with
	$(BIN)/python -m pytest -m slow tests

INSTALLED := $(shell find src/fogline -path '*/web/page' -prune -o -path '*/web/static' -prune -o -type f -not -name '*.pyc' -print)

compiled: $(COMPILED)/.ready  ## Fogline with its rules compiled to C, in COMPILED (needs gcc; takes some minutes)
	@echo "compiled: $$(ls build/compiled/*.whl), installed into $(COMPILED): run $(COMPILED)/bin/fogline"

# What Fogline needs is borrowed from VENV, so that what is compiled stands nowhere but in the wheel and in COMPILED.
$(COMPILED)/.ready: pyproject.toml hatch_build.py $(wildcard tools/*.py) $(INSTALLED) | page
	@rm -rf build/compiled $(COMPILED)
	FOGLINE_COMPILED=1 $(BIN)/python -m build --wheel --no-isolation --outdir build/compiled . >/dev/null
	@$(BIN)/python -m venv $(COMPILED)
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
	  > "$$($(COMPILED)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/borrowed.pth"
	@$(COMPILED)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps build/compiled/*.whl
	@touch $@

compiled-test: page  ## all tests on the compiled rules, and the same claims from both (installs gcc with apt-get where there is none)
	@command -v $${CC:-gcc} >/dev/null || \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends gcc libc6-dev >/dev/null; }
	@$(MAKE) --no-print-directory compiled
	tools/check_compiled.sh $(BIN)/python $(COMPILED)/bin/python
	$(COMPILED)/bin/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

page-test: page  ## types and plain tests of the page's own code
	@$(BIN)/python hatch_build.py run types
	@$(BIN)/python hatch_build.py run test

lint: $(READY)   ## style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)  ## types
	$(BIN)/mypy

wheel: $(READY)  ## build the wheel and run it outside the checkout
	tools/check_wheel.sh $(BIN)/python

gate: $(READY)   ## figures on the project's own annotations: none may fall
	$(BIN)/python benchmarks/gate.py

check: lint types test gate wheel ## what CI runs

bench: $(READY)  ## articles a second and peak memory over CORPUS
	$(BIN)/python benchmarks/throughput/run.py $(CORPUS)

layers: $(READY) ## every layer on the public corpora in BENCH and DATA
	$(BIN)/python benchmarks/layers/run.py $(BENCH) $(DATA)

lock: $(READY)   ## pin the newest versions that pyproject.toml allows
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --no-emit-index-url \
	  --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra ray --no-emit-index-url \
	  --no-header --constraint requirements.lock pyproject.toml -o requirements-ray.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra postgres --no-emit-index-url \
	  --no-header --constraint requirements.lock pyproject.toml -o requirements-postgres.lock

clean:           ## remove what was set up
	rm -rf $(VENV) $(COMPILED) dist build .mypy_cache .ruff_cache .pytest_cache
