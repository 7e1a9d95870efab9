# Needs python3, make and the package index; no root, no home folder. `make` lists what there is.
VENV ?= .venv
PYTHON := $(VENV)/bin/python
INSTALLED := $(VENV)/installed
LOCK = $(PYTHON) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help setup demo serve emulator test browser check bench campaign openapi migration lock

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## Make the virtual environment from the lock file (VENV=folder, BASE_PYTHON=python)

$(INSTALLED): requirements-dev.lock
	@python="$$(checks/pick_python.sh)" && echo "Installing into $(VENV) with $$python" && "$$python" -m venv $(VENV)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements-dev.lock
	@touch $@

.env:
	cp .env.example .env

demo: setup ## Walk the whole job against a pretended Nmbrs, then keep serving (ONCE=1: end instead)
	@$(PYTHON) -m app demo

serve: setup .env ## Migrate, then serve on port 8000 with the settings of .env
	@$(PYTHON) -m app serve --migrate

emulator: setup ## Serve a pretended Nmbrs on port 8081
	@$(PYTHON) -m emulator

test: setup ## Run every test, on SQLite and on PostgreSQL (ARGS="-k words")
	@$(PYTHON) -m pytest --numprocesses auto --maxprocesses 4 $(ARGS)

browser: setup ## Do with a real browser what a person does; pictures in var/browser (CHROMIUM=path)
	@$(PYTHON) -m pytest -p no:randomly tests/browser/journey.py $(ARGS)

check: setup ## Prove what needs no test: form, types, layers, migrations, contract, settings, locks
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@$(VENV)/bin/lint-imports --no-logo
	@for proof in models_equal_migrations openapi_is_current contract_follows_conventions \
	    settings_are_documented locks_satisfy_pyproject tests_patch_nothing files_fit_any_machine; do \
	    $(PYTHON) -m checks.$$proof || exit 1; done
	@echo "All checks hold."

bench: setup ## Measure: one JSON line per figure (ARGS="--employees 2000"), see benchmarks/README.md
	@$(PYTHON) -m benchmarks $(ARGS)

campaign: setup ## Search long for a broken law or promise; adds to docs/campaigns.md (ARGS="--examples 2000 --seed 7")
	@$(PYTHON) -m tests.property.campaign $(ARGS)
	@$(PYTHON) -m tests.e2e.campaign $(ARGS)

openapi: setup ## Write the API's contract to openapi/openapi.json
	@mkdir -p openapi
	@$(PYTHON) -m app openapi > openapi/.new && mv openapi/.new openapi/openapi.json

migration: setup ## Generate a migration from the models (m="What it does")
	@$(PYTHON) -m checks.new_migration "$(m)"
	@$(PYTHON) -m ruff check --quiet --fix alembic/versions; $(PYTHON) -m ruff format --quiet alembic/versions

lock: setup ## Resolve the requirements anew into both lock files
	$(LOCK) --output-file requirements.lock
	$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock
