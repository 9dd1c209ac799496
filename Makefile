# Tansiq: `make run` serves an office with an exercise in it, `make test` tries it (`.ci/run` names the rest).
# Needs python3 (>= 3.11, with venv), git and make. All that is installed goes below .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
CORES  ?= 2
WORKERS ?= $(shell expr $(CORES) + 2)
KILLS  ?= 10
KIT    ?= ../shared/conformance
NPM    := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix console --no-update-notifier
PAGES  := src/tansiq/web/console

# An office that is started a hundred times by the tests is compiled once.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup console run reset test check format pictures looks bench conformance stories contract campaign faults wheel lock clean

help:            ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 14

setup: $(VENV)/ready   ## make .venv with tansiq and everything the tests need

$(VENV)/ready: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tansiq needs Python 3.11 or newer; set PYTHON=..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

console: $(PAGES)/index.html   ## build the pages for people's browsers into the package

console/node_modules/ready: console/package.json console/package-lock.json $(VENV)/ready
	$(NPM) ci --no-fund --no-audit --loglevel=error
	@touch $@

console/src/api/schema.d.ts: $(VENV)/ready console/node_modules/ready console/tools/prepare.py $(wildcard src/tansiq/gateways/api_v1/*.py)
	$(BIN)/python console/tools/prepare.py
	cd console && PATH="$(CURDIR)/$(BIN):$$PATH" npx --no-install openapi-typescript openapi.json --default-non-nullable false -o src/api/schema.d.ts
	@touch $@

$(PAGES)/index.html: console/src/api/schema.d.ts console/index.html console/vite.config.ts $(shell find console/src console/public -type f -not -name schema.d.ts -not -path '*/places/*' 2>/dev/null)
	$(NPM) run --silent build -- --logLevel warn
	@touch $@

run: setup console   ## serve an office with an exercise loaded, at http://localhost:8000
	$(BIN)/tansiq exercise --serve --port $(PORT)

reset:           ## forget the exercise: its keys and its journal
	rm -rf var/exercise

test: setup console   ## run the tests (what cannot run here is skipped, and says why)
	$(NPM) test --silent
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --ignore tests/faults -m "not stories and not contract"
	@echo "Left out here, and part of .ci/run: most stories before the screen, and in other languages, and what takes long (make stories);"
	@echo "offices that are killed, wires that are cut (make faults); all edges of the interfaces (make contract)."

check: setup console/src/api/schema.d.ts   ## lint, format, types, rooms, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(NPM) run --silent check

format: setup    ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NPM) run --silent format

pictures: setup console   ## make the pictures of docs/pages.md anew
	PICTURES=docs $(BIN)/pytest -q tests/browser/test_every_page.py -k pictures

looks: setup console   ## play the stories before the screen, and leave pictures of them in var/pictures
	PICTURES=all $(BIN)/pytest -n $(WORKERS) --dist loadfile tests/browser

bench: setup     ## measure; prints tables (BENCH="create query" chooses)
	$(BIN)/python -m bench $(BENCH)

conformance: setup   ## the independent F3548-21 qualification kit, where it is found (KIT=folder)
	$(BIN)/python -m tests.conformance.run_kit $(KIT)

stories: setup console   ## tell again what make test tells once, in other languages and with more in it, and what takes long
	$(BIN)/pytest -n $(WORKERS) --dist loadfile -m stories

contract: setup   ## all values at the edges of what the interface files describe
	THOROUGH=1 $(BIN)/pytest -n $(CORES) --dist loadfile --timeout 3000 tests/web/test_schema.py tests/web/test_api_schema.py

campaign: setup   ## all that the property tests can try (an hour or more)
	THOROUGH=1 $(BIN)/pytest -n $(CORES) --dist loadfile --timeout 3000 tests/office tests/centre tests/volumes tests/traffic tests/evidence

faults: setup    ## kill offices, cut wires and fill disks under load, and look at what is left (KILLS=200: for long)
	KILLS=$(KILLS) $(BIN)/pytest -n $(WORKERS) --dist loadfile --timeout 3000 tests/faults

wheel: console   ## make the package that others install, pages and all
	$(BIN)/python -m hatchling build -t wheel

lock:            ## rewrite the lock files (needs uv)
	$(NPM) run lock
	uv pip compile pyproject.toml --group dev --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.lock
	uv pip compile pyproject.toml --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	uv pip compile deploy/linters.in -c requirements-dev.lock --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -q -o deploy/linters.lock

clean:           ## remove what was made
	rm -rf $(VENV) $(PAGES) console/node_modules console/openapi.json console/public/places console/src/api/schema.d.ts
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
