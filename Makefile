# What can be done here; `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARTICLE := fixtures/articles/khan-sheikhoun.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_QUIET := 1
# Compiled modules are kept, also where the environment says otherwise: hundreds of processes of the
# tests would each compile all of the program, and each of pytest's all of the tests.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: mutate fuzz soak bench-throughput bench-long help demo test live lint types imports deps schemas check release dead docs
.PHONY: eval eval-muc eval-gate eval-update bench-peers record gazetteer letters eval-places eval-merge bench-merge screenshots clean bench-validate bench-load corpus-check eval-news

help:
	@echo "every day"
	@echo "  make demo       install, get the model, extract $(ARTICLE)"
	@echo "  make test       install what tests need and run them: no network, no model (browser: Chromium); COVER=1: what they cover; CORE=1: what the rooms of data are covered"
	@echo "  make check      lint, types, imports between rooms, declared dependencies, dead code, twins"
	@echo "  make fuzz       damaged and odd files for MINUTES (60) through tables, sources and convert"
	@echo "  make mutate     what tests notice when the code is changed (ROOMS="stores batch", SAMPLE=24 changes a file)"
	@echo "  make live       run the tests that need the embedded model itself"
	@echo "  make release    wheel and sdist, checked; the wheel tried with pipx and uv where nothing else is"
	@echo "  make clean      remove the virtual environment"
	@echo "written from the code or a model"
	@echo "  make docs       docs/validation.md, docs/architecture.md, the table of docs/languages.md"
	@echo "  make schemas    schemas/*.json"
	@echo "  make record     the model's replies for the tests"
	@echo "  make screenshots  the docs' pictures of the review page"
	@echo "  make gazetteer  the gazetteer and other tables, from their sources"
	@echo "  make letters    the letters by which encodings are told"
	@echo "figures (collections in EXTRACT_EVAL_DATA)"
	@echo "  make eval       all evaluations; writes docs/figures.md"
	@echo "  make eval-gate  the default model on a sample; fails when a pinned figure has fallen"
	@echo "  make eval-update  pin their figures"
	@echo "  make eval-news  the default model on the news set's test part (no collection needed); writes README.md, docs/figures.md"
	@echo "  make eval-muc   MUC-4 (ARGS=--help)"
	@echo "  make eval-places  places"
	@echo "  make eval-merge  merging, on the MUC-4 keys"
	@echo "  make corpus-check  the form of the corpus's passages, what repeats itself, what is missing"
	@echo "time"
	@echo "  make bench-long  one article from 10 kB to 10 MB: CPU time and memory"
	@echo "  make bench-throughput  many articles at once beside LangExtract and instructor"
	@echo "  make bench-validate  a million rows beside others"
	@echo "  make bench-load  200,000 events into each database beside its raw way and others"
	@echo "  make bench-merge  100,000 reports"
	@echo "  make soak       ARTICLES (100,000) through every fault of a server, killed and resumed; then all is counted"
	@echo "  make bench-peers  the same articles by us, LangExtract and an instructor script (hours)"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("extract needs Python 3.10 or newer; this is " + sys.version.split()[0] if sys.version_info < (3, 10) else 0)'
	@$(PYTHON) -m venv $(VENV) || { echo "python3 has no venv module; on Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

# One stamp an extra: what is installed is not installed again until pyproject.toml changes.
$(VENV)/.%: pyproject.toml | $(BIN)/python
	@echo "Installing extract [$*] …"
	@$(BIN)/python -m pip install -e '.[$*]'
	@touch $@

demo: $(VENV)/.tagger
	@$(BIN)/extract models pull
	@mkdir -p build
	$(BIN)/extract $(ARTICLE) --published 2017-04-05 -o build/demo.jsonl --force
	$(BIN)/extract show build/demo.jsonl --articles $(ARTICLE)
	@echo "The record itself, one line of JSON: build/demo.jsonl"

# Two at a time, then those that want the machine to themselves.
# The rooms that decide about data come first where CORE=1 asks for what their tests cover, which has
# a floor. COVER=1 measures all of the first lot and fails below the floor in pyproject.toml.
# ARGS is pytest's: --durations=20 lists the twenty slowest of each lot, a path has its tests alone.
WORKERS ?= 2
CORE_ROOMS := codebook records tables stores batch
CORE_FLOOR := 88
TOGETHER := -n $(WORKERS) --dist loadscope --no-loadscope-reorder -m "not live and not alone"
test: $(VENV)/.test
ifdef CORE
	$(BIN)/python -m pytest $(TOGETHER) $(CORE_ROOMS:%=tests/%) $(CORE_ROOMS:%=--cov=extractor.%) --cov-fail-under=$(CORE_FLOOR)
endif
	$(BIN)/python -m pytest $(TOGETHER) $(if $(CORE),$(CORE_ROOMS:%=--ignore=tests/%)) $(if $(COVER),--cov) $(ARGS)
	$(BIN)/python -m pytest -m "alone and not live" $(or $(ARGS),$$(grep -rl "mark\.alone" tests --include="test_*.py"))

MINUTES ?= 60
fuzz: $(VENV)/.test
	$(BIN)/python tests/fuzz.py --minutes $(MINUTES) $(ARGS)

ROOMS ?= codebook records tables stores batch
mutate: $(VENV)/.mutate
	$(BIN)/python tools/mutate.py $(ROOMS) $(if $(SAMPLE),--sample $(SAMPLE)) $(ARGS)

live: $(VENV)/.test $(VENV)/.local
	$(BIN)/python -m pytest -m live --record-mode=none

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

# Benchmarks and tools may use what only the extras for developers bring.
deps: $(VENV)/.dev
	$(BIN)/deptry extractor evals
	$(BIN)/deptry benchmarks tools --ignore DEP002,DEP004

# What nothing uses, and what stands twice.
dead: $(VENV)/.dev
	$(BIN)/vulture
	$(BIN)/pylint extractor

check: lint types imports deps dead

schemas: $(VENV)/.test
	$(BIN)/extract schema event > schemas/event.schema.json
	$(BIN)/extract schema acled > schemas/acled-row.schema.json

bench-validate: $(VENV)/.bench
	$(BIN)/python benchmarks/validate.py

docs: $(VENV)/.test
	$(BIN)/python tools/validation_docs.py
	$(BIN)/python tools/architecture.py
	$(BIN)/python tools/language_tables.py

record: $(VENV)/.test $(VENV)/.local
	$(BIN)/extract models pull qwen2.5-coder-1.5b
	rm -rf tests/cassettes/test_articles
	$(BIN)/python -m pytest tests/recorded/test_articles.py --record-mode=rewrite
	$(BIN)/extract models pull tagger
	$(BIN)/python tests/recorded/tagged.py

eval: $(VENV)/.test $(VENV)/.tagger
	$(BIN)/python -m evals.suite $(ARGS)

eval-news: $(VENV)/.tagger
	@mkdir -p build/evals
	$(BIN)/extract evaluate --set news --split test -o build/evals/news-test.json --force $(ARGS)
	$(BIN)/python -m evals.news.publish build/evals/news-test.json

eval-muc: $(VENV)/.test $(VENV)/.tagger
	$(BIN)/python -m evals.muc $(ARGS)

eval-gate: $(VENV)/.test $(VENV)/.tagger
	$(BIN)/python -m evals.gate

eval-update: $(VENV)/.test $(VENV)/.tagger
	$(BIN)/python -m evals.gate --update $(ARGS)

bench-peers: $(VENV)/.local $(VENV)/.bench
	$(BIN)/python benchmarks/peers.py $(ARGS)

eval-places: $(VENV)/.test
	$(BIN)/python -m evals.places $(ARGS)

eval-merge: $(VENV)/.test
	$(BIN)/python evals/merge.py

bench-throughput: $(VENV)/.bench
	$(BIN)/python benchmarks/throughput.py $(ARGS)

bench-load: $(VENV)/.bench
	$(BIN)/python benchmarks/load.py $(ARGS)

bench-merge: $(VENV)/.test
	$(BIN)/python benchmarks/merge.py

bench-long: $(VENV)/.test $(VENV)/.tagger
	$(BIN)/extract models pull
	$(BIN)/python -m benchmarks.long_articles $(ARGS)

ARTICLES ?= 100000
soak: $(VENV)/.test
	$(BIN)/python benchmarks/soak.py --articles $(ARTICLES) $(ARGS)

corpus-check: $(VENV)/.test
	$(BIN)/python -m corpus.check $(ARGS)

gazetteer: $(VENV)/.gazetteer
	$(BIN)/python tools/build_gazetteer.py
	$(BIN)/python tools/build_everyday.py
	$(BIN)/python tools/build_country_names.py
	$(BIN)/python tools/build_calendar_names.py

letters: $(VENV)/.gazetteer
	$(BIN)/python tools/build_letters.py

screenshots: $(VENV)/.test $(VENV)/.screenshots
	$(BIN)/python tools/review_screenshots.py

release: $(VENV)/.release
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/twine check --strict dist/*
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tools/try_install.py dist/*.whl

clean:
	rm -rf $(VENV) build
