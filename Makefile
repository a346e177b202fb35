# The two commands of the README are `make run` and `make test`; both set up everything they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
# Where your package index serves several builds of torch, choose the CPU one here, for instance
#   make run TORCH='torch==2.13.0+cpu --extra-index-url …'
TORCH ?= torch==2.13.0

# Tests wait as often as they compute: on two cores four processes took 83 s, three 101. Half of what they wait for is the disk, so their
# folders lie in memory where 4 GB are free there; those of tests that pass are deleted at once.
WORKERS ?= 4
SCRATCH ?= $(shell df --output=avail /dev/shm 2>/dev/null | awk 'NR == 2 && $$1 > 4000000 { print "/dev/shm" }')
PYTEST = $(if $(SCRATCH),TMPDIR=$(SCRATCH)) $(BIN)/python -m pytest

# Where `make reader` writes its model.
READER ?= $(HOME)/footnote-reader

PICTURES := answer differ not-found passage claims failures

# Python keeps what it compiled in __pycache__: otherwise each process of the tests compiles all of it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-slow test-providers lint quality reader bench bench-peers bench-growth plots pictures words clean

run: $(VENV)/.installed
	@$(BIN)/footnote run

# Files in the order of their names: xdist would take those of few tests last, and some of those are the longest.
test: $(VENV)/.installed-dev
	$(PYTEST) --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

test-slow: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m slow --timeout 1800
	$(BIN)/python -m pytest --postgresql --numprocesses $(WORKERS) tests/index
	$(BIN)/python -m pytest -m hypothesis --hypothesis-profile thorough --timeout 1800 --numprocesses $(WORKERS)

# The clients of the providers, each against a server on loopback that speaks its protocol.
test-providers: $(VENV)/.installed-dev
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[anthropic,google_genai,ollama,openai]'
	$(BIN)/python -m pytest -m slow --numprocesses $(WORKERS) tests/bot/model/test_providers.py

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

quality: $(VENV)/.installed-dev
	$(BIN)/python -m tests.quality

# A cross-encoder for READER_MODEL, of the embedding model's weights and the questions that `make quality` is fitted on.
reader: $(VENV)/.installed-dev
	nice -n 19 $(BIN)/python -m tests.quality.teach $(READER)

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench

# Beside LangChain, LlamaIndex and Haystack: ten minutes on a quiet machine, after their environment was made.
bench-peers: $(VENV)/.installed-dev $(PEERS)/.installed
	$(BIN)/python -m tests.bench.peers

# From a thousand to a million passages: needs 8 GB of disk in TMPDIR for a while.
bench-growth: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench.growth

# What both measured, as docs/performance.md tells and shows it.
plots: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench.plots

# The pictures of the README; needs Chromium.
pictures: $(VENV)/.installed
	@$(BIN)/footnote preview --png --scale 1.5 --theme dark --width 640 --out docs/pictures $(PICTURES)

# The sentences of the code, collected into the catalogues of bot/words; what is new has yet to be translated there.
words: $(VENV)/.installed
	@$(BIN)/python -m bot.words

clean:
	rm -rf $(VENV) $(PEERS) build *.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Footnote needs Python 3.11 or newer; make PYTHON=python3.12 chooses another one." >&2; exit 1; }
	@echo "Creating $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade pip

# torch comes first and alone: a range in another package's requirements would choose the newest build with CUDA.
$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing Footnote and what it needs; the first time this takes some minutes"
	@$(BIN)/python -m pip install --quiet $(TORCH)
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing what the tests need"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(PEERS)/.installed: tests/bench/peers/requirements.txt $(VENV)/.installed
	@echo "Installing what Footnote is measured beside"
	@$(BIN)/python -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet $(TORCH)
	@$(PEERS)/bin/python -m pip install --quiet --requirement $<
	@touch $@
