# Supple: bare Python 3.11+ and make are the only prerequisites.
.DEFAULT_GOAL := demo
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
# The benchmark's peers stand apart: one of them is GPL, and Supple must never need any of them.
BENCH := .venv-bench
# Names no index: pip's and uv's own configuration decides where packages come from.
SYNC := UV_PYTHON_DOWNLOADS=never $(UV) pip sync -q --compile-bytecode --python $(BIN)/python --require-hashes

.PHONY: demo setup dev test test-quick check bench bench-triggers bench-change bench-watch bench-web bench-worker messages requirements screenshots clean help

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo: setup ## serve on 127.0.0.1 with sample people and print the link
	@$(BIN)/supple up --demo

setup: $(VENV)/.base ## leave a working .venv/bin/supple

dev: $(VENV)/.dev

$(VENV)/.tools: requirements/tools.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Supple needs Python 3.11 or newer; %s is %s. Try: make PYTHON=python3.11" % (sys.executable, sys.version.split()[0]))'
	@echo "Setting up Supple in $(VENV). The first time takes a minute or more; after that it starts at once."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Could not make $(VENV). On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/tools.txt
	@touch $@

# uv pip sync removes what is not listed, so the tools are listed with the rest and Supple is added last.
$(VENV)/.base: $(VENV)/.tools requirements/base.txt pyproject.toml
	@if [ ! -e $(VENV)/.dev ]; then $(SYNC) requirements/tools.txt requirements/base.txt; fi
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: $(VENV)/.tools requirements/dev.txt pyproject.toml
	@$(SYNC) requirements/tools.txt requirements/dev.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@ $(VENV)/.base

test: dev ## everything: unit, spec, store on SQLite and PostgreSQL, web, browser
	@sh tests/needs.sh
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -q

test-quick: dev ## without browser and PostgreSQL
	@$(BIN)/python -m pytest -n 2 -q -m "not browser and not postgresql"

check: dev ## ruff, mypy, import-linter, migrations, generated docs, the types of scripts
	@$(BIN)/ruff check src tests benchmarks docs messages
	@$(BIN)/ruff format --check -q src tests benchmarks messages docs/generate.py docs/screenshots.py
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m django makemigrations --check --dry-run --settings supple.web.settings 2>/dev/null || { echo "migrations are missing: .venv/bin/python -m django makemigrations --settings supple.web.settings"; exit 1; }
	@$(BIN)/python docs/generate.py --check
	@$(BIN)/python -m messages --check
	@NO_COLOR=1 DENO_NO_UPDATE_CHECK=1 DENO_DIR=$(VENV)/.scripts $(BIN)/deno check -q --no-remote --config tests/web/scripts.json src/supple/web/static/*.js src/supple/web/static/outbox/*.js

messages: dev ## what translators need: build/messages/supple.pot; every catalogue brought up to date and compiled
	@$(BIN)/python -m messages

bench: dev ## speed, and accuracy in short (no peers that need more than numpy and scipy)
	@$(BIN)/python benchmarks/speed.py
	@$(BIN)/python -m benchmarks.triggers --short

bench-triggers: $(BENCH)/.ready ## Supple beside all peers, on people with known truth; what is unchanged is not run again
	@PYTHONPATH=src nice $(BENCH)/bin/python -m benchmarks.triggers --out docs/reference/trigger-benchmark.md $(ARGS)

bench-change: $(BENCH)/.ready ## "did this change help?": Supple beside its peers, on people with known truth
	@PYTHONPATH=src nice $(BENCH)/bin/python -m benchmarks.change --out docs/reference/change-benchmark.md $(ARGS)

bench-watch: dev ## is a sudden worsening noticed? Supple beside its peers, on people in whom known things happen
	@OMP_NUM_THREADS=1 PYTHONPATH=src nice $(BIN)/python -m benchmarks.watch --out docs/reference/watch-benchmark.md $(ARGS)

bench-web: dev ## how quick is it on a phone? A real server with five years of notes, a real Chromium, 50 check-ins a second
	@PYTHONPATH=src $(BIN)/python -m benchmarks.web --out docs/reference/web-benchmark.md $(ARGS)

bench-worker: dev ## does everything ring in time? One worker, many people, a month by a fake clock; ARGS="--short" for minutes
	@PYTHONPATH=src $(BIN)/python -m benchmarks.worker --out docs/reference/worker-benchmark.md $(ARGS)

$(BENCH)/.ready: $(VENV)/.tools requirements/bench.txt
	@echo "Setting up the benchmark's peers in $(BENCH). The first time takes a minute or more."
	@test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	@UV_PYTHON_DOWNLOADS=never $(UV) pip sync -q --python $(BENCH)/bin/python --require-hashes requirements/bench.txt
	@touch $@

# In this order: bench.in takes its versions from dev.txt.
requirements: $(VENV)/.tools ## resolve the pins again
	@for f in tools base dev bench; do $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" requirements/$$f.in -o requirements/$$f.txt; done

screenshots: dev ## docs/images from the running app
	@$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) $(BENCH) build dist demo-data
