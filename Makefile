# Everything a person types. `make` alone lists it.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BACKEND := backend-py
VENV := $(BACKEND)/.venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PYTHON_CODE := src tests tools $(wildcard $(BACKEND)/bench)

# The tests in a browser need what only `make browser` installs.
UNLESS_BROWSER = $(if $(wildcard $(VENV)/.browser),,--exclude '^tests/e2e/')

# uv, where there is none, goes into a small environment of its own.
UV_HOME := .uv
UV := PATH="$$PATH:$(CURDIR)/$(UV_HOME)/bin" uv
# A Python that is there already is named to uv, so that nothing is downloaded.
PYENV := $(or $(PYENV_ROOT),$(HOME)/.pyenv)/versions
FIND_PYTHON = for python in $(wildcard $(PYENV)/3.13*/bin/python) python3.13 \
	$(wildcard $(PYENV)/3.12*/bin/python) python3.12; do \
	$$python -c "import sys; sys.exit(sys.version_info < (3, 12))" 2> /dev/null \
	&& command -v $$python && exit; done; $(1)

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-24s %s\n", $$1, $$2}' Makefile

# --- run ---------------------------------------------------------------------------

.PHONY: init
init: $(INSTALLED) ## Install what is missing: uv, Python, the locked dependencies

.PHONY: run
run: $(INSTALLED) ## Start everything (database, starter notes, API, worker); Ctrl-C stops it
	@$(BIN)/walkumentary run

.PHONY: tour
tour: $(INSTALLED) ## Make a tour as files: PLACE="Dam, Amsterdam" MINUTES=30 INTERESTS=art,food OUT=out
	@$(BIN)/walkumentary tour $(if $(PLACE),--place "$(PLACE)") \
		$(if $(MINUTES),--minutes $(MINUTES)) \
		$(if $(INTERESTS),--interests "$(INTERESTS)") $(if $(OUT),--out "$(OUT)")

.PHONY: migrate
migrate: $(INSTALLED) ## Bring the database up to date
	@$(BIN)/walkumentary migrate

# --- check -------------------------------------------------------------------------

.PHONY: test
test: check ## Check and test everything; needs no service
	@# What fakes reach must cover the layers; the others wait more than they work.
	cd $(BACKEND) && .venv/bin/pytest tests/unit -m "not ci" -n 2 --dist worksteal --cov
	cd $(BACKEND) && .venv/bin/pytest --ignore tests/unit -m "not ci" -n 3 --dist worksteal

.PHONY: check
check: lint-backend-py-ci format-backend-py-check type-check-backend-py models-check openapi-check ## Everything but the tests

.PHONY: lint-backend-py
lint-backend-py: $(INSTALLED) ## Lint the code and mend what can be mended
	cd $(BACKEND) && .venv/bin/ruff check --fix && .venv/bin/lint-imports

.PHONY: lint-backend-py-ci
lint-backend-py-ci: $(INSTALLED) ## Lint the code and its layers, mending nothing
	cd $(BACKEND) && .venv/bin/ruff check && .venv/bin/lint-imports

.PHONY: format-backend-py
format-backend-py: $(INSTALLED) ## Format the code
	cd $(BACKEND) && .venv/bin/ruff format

.PHONY: format-backend-py-check
format-backend-py-check: $(INSTALLED) ## Is the code formatted?
	cd $(BACKEND) && .venv/bin/ruff format --check

.PHONY: type-check-backend-py
type-check-backend-py: $(INSTALLED) ## Check the types
	cd $(BACKEND) && .venv/bin/mypy $(notdir $(PYTHON_CODE)) $(UNLESS_BROWSER)

.PHONY: bench
bench: $(INSTALLED) ## Measure, in minutes: ONLY=name for one of them
	cd $(BACKEND) && .venv/bin/python -m bench $(if $(ONLY),--only $(ONLY))

.PHONY: bench-large
bench-large: $(INSTALLED) ## Measure at full size, which takes long
	cd $(BACKEND) && .venv/bin/python -m bench --large $(if $(ONLY),--only $(ONLY))

# --- generated files ---------------------------------------------------------------

.PHONY: models
models: $(INSTALLED) ## Write the database rows anew from the migrations
	@$(BIN)/python $(BACKEND)/tools/generate_models.py

.PHONY: models-check
models-check: $(INSTALLED) ## Are the database rows those of the migrations?
	$(BIN)/python $(BACKEND)/tools/generate_models.py --check

.PHONY: openapi
openapi: $(INSTALLED) ## Write the OpenAPI document anew from the code
	@$(BIN)/python $(BACKEND)/tools/openapi.py

.PHONY: openapi-check
openapi-check: $(INSTALLED) ## Is the OpenAPI document that of the code?
	$(BIN)/python $(BACKEND)/tools/openapi.py --check

LOCK = $(UV) pip compile --universal --generate-hashes --python-version 3.12 \
	--no-annotate --no-emit-index-url --custom-compile-command "make lock" --quiet

.PHONY: lock
lock: $(UV_HOME)/ready ## Choose newest versions and lock them
	cd $(BACKEND) && $(LOCK) --upgrade pyproject.toml --all-extras --group dev \
		--output-file requirements.lock
	cd $(BACKEND) && $(LOCK) --upgrade --group browser --constraint requirements.lock \
		--output-file requirements-browser.lock

.PHONY: browser
browser: $(VENV)/.browser ## Install what tests in a browser need besides Chromium

.PHONY: clean
clean: ## Remove what was installed and made; the data in .data stays
	rm -rf $(VENV) $(UV_HOME) out
	find . -name __pycache__ -o -name .mypy_cache -o -name .ruff_cache \
		-o -name .pytest_cache -o -name .import_linter_cache -o -name .hypothesis \
		| xargs rm -rf

# --- what the above needs ----------------------------------------------------------

$(UV_HOME)/ready:
	@command -v uv > /dev/null || { echo "Installing uv into $(UV_HOME)"; \
		python=$$($(call FIND_PYTHON,command -v python3)) \
		&& "$$python" -m venv $(UV_HOME) && $(UV_HOME)/bin/pip install --quiet uv; }
	@mkdir -p $(UV_HOME) && touch $@

$(INSTALLED): $(BACKEND)/requirements.lock $(BACKEND)/pyproject.toml | $(UV_HOME)/ready
	@echo "Installing into $(VENV)"
	@rm -f $(VENV)/.browser
	@test -x $(BIN)/python || $(UV) venv --quiet \
		--python "$$($(call FIND_PYTHON,cat .python-version))" $(VENV)
	@$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python \
		$(BACKEND)/requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation \
		--editable $(BACKEND)
	@$(BIN)/python -m compileall -q $(BACKEND)/src
	@touch $@

$(VENV)/.browser: $(BACKEND)/requirements-browser.lock $(INSTALLED)
	@echo "Installing what tests in a browser need"
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps \
		--requirements $(BACKEND)/requirements-browser.lock
	@touch $@
