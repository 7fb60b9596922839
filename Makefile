# Everything is done in the environment .venv; `make` alone lists what there is.
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check -q
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
CODE := $(wildcard graph/*.py ontology/*.py)
PYTEST_ARGS ?=
export PYTHON

.PHONY: transformers help setup setup-test setup-bench run test check format docs-check notebooks bench golden soak lock clean

help: ## list the targets
	@echo "loopbaanpad: routes from one occupation to another, with the training they need"
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

setup: $(VENV)/.warm ## environment and what running needs (a second time: nothing)

setup-test: $(VENV)/.test $(VENV)/.bench $(VENV)/.servers $(VENV)/.warm ## the same, and what tests need (servers, peers of the benchmark)

setup-bench: $(VENV)/.bench $(VENV)/.servers $(VENV)/.warm ## the same, and the peers of the benchmark

run: setup ## load the starter set, print one route and the demo users, serve on 127.0.0.1:8000
	$(VENV)/bin/loopbaanpad serve --prepare --demo

test: setup-test ## every test (the examples in the docs belong to check)
	$(PY) -m pytest -n 2 --dist loadfile -m "not docs" $(PYTEST_ARGS)

check: setup-test ## style, types, import contracts, notebooks, examples in the docs
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	@$(MAKE) notebooks docs-check

format: setup-test ## put the code in its one layout
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

docs-check: setup-test
	$(PY) -m pytest -m docs $(PYTEST_ARGS)

notebooks: setup-test ## run every notebook from top to bottom, into a temporary folder
	@set -e; out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	for notebook in $(NOTEBOOKS); do \
	  echo "running $$notebook"; \
	  $(PY) -m nbconvert --to notebook --execute --log-level WARN --output-dir "$$out" "$$notebook"; \
	done

bench: setup-bench ## measure beside the named peers (uses ../shared when it is there)
	$(PY) -m bench

transformers: setup-test ## the encoder tests with a real sentence-transformers model (an environment of its own, 6 GB)
	bash tools/test-transformers $(VENV)/transformers

golden: setup-test ## rewrite the golden files; review them as text
	$(PY) -m loaders.attribution_file
	$(PY) -m loaders.starter.reporting
	UPDATE_GOLDEN=1 $(PY) -m pytest $(wildcard tests/golden) tests/web/test_real.py tests/werkplan/test_examples.py tests/werkplan/test_journeys.py tests/identity/test_role_table.py $(PYTEST_ARGS)

soak: setup-test ## the kill and property series at full length
	SOAK=1 HYPOTHESIS_PROFILE=soak $(PY) -m pytest tests/property tests/conformance tests/werkplan $(PYTEST_ARGS)

lock: ## write the lock files anew from the newest releases
	bash tools/make-lock

clean: ## remove the environment and caches (never data/)
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find ontology graph loaders api tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/.made: tools/make-venv tools/system-packages
	bash tools/make-venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.made requirements.lock pyproject.toml
	$(PIP) install --no-deps -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.runtime requirements-test.lock
	$(PIP) install --no-deps -r requirements-test.lock
	@touch $@

$(VENV)/.servers: $(VENV)/.made tools/make-servers tools/system-packages $(wildcard tests/kit/servers/neo4j/* tests/kit/servers/oidc/*)
	bash tools/make-servers $(VENV)/servers
	@touch $@

$(VENV)/.bench: $(VENV)/.runtime requirements-bench.lock
	$(PIP) install --no-deps -r requirements-bench.lock
	@touch $@

# The search kernels are compiled here, once, so that no first answer waits for it.
$(VENV)/.warm: $(VENV)/.runtime $(CODE)
	@if [ -f graph/warm.py ]; then echo "$(PY) -m graph.warm"; $(PY) -m graph.warm; fi
	@touch $@
