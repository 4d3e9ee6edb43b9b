# The two commands that matter: `make run` and `make test`. Everything else is for those who change the code.
.PHONY: run test check browser faults bench requirements clean clients
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 4
export PYTHONUTF8 := 1

run: .venv/.installed  ## the playground without TELEGRAM_BOT_TOKEN; with it, the bot on Telegram
	@$(BIN)/python -m tgbot

test: .venv/.dev clients  ## everything that fits into five minutes
	$(BIN)/python -m pytest -m "not slow" -n $(WORKERS) --dist worksteal

faults: .venv/.dev  ## the long ones: workers killed at random, a database that hangs (over an hour)
	$(BIN)/python -m pytest -m slow

browser: .venv/.dev  ## the chat page in Chromium only
	$(BIN)/python -m pytest -m browser

bench: .venv/.installed  ## updates a second beside other bots under the same load (about 8 minutes)
	$(BIN)/python bench/delivery.py

check: .venv/.dev  ## lint, types, import contracts, content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tgbot content check

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the bot needs (once, about a minute) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.installed
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# The client libraries that the local Bot API server is checked through; what can't be installed is skipped with a word.
GRAMMY := tests/playground/grammy

clients: .venv/.aiogram $(if $(shell command -v npm),$(GRAMMY)/node_modules/.package-lock.json)

.venv/.aiogram: requirements-aiogram.txt | .venv/bin/python
	@echo "Installing aiogram into an environment of its own (once) ..."
	@$(BIN)/python -m venv .venv/aiogram
	@.venv/aiogram/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-aiogram.txt
	@touch $@

$(GRAMMY)/node_modules/.package-lock.json: $(GRAMMY)/package-lock.json
	@echo "Installing grammY (once) ..."
	@npm ci --prefix $(GRAMMY) --silent --no-audit --no-fund
	@touch $@

clean:
	rm -rf .venv $(GRAMMY)/node_modules

requirements:  ## pin again after a change of pyproject.toml or requirements-dev.in (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -c requirements.txt requirements-dev.in -o requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate requirements-aiogram.in -o requirements-aiogram.txt
