# Two commands: `make demo` shows the graph of the samples, `make test` runs every check.
# On Windows, or without make, README.md gives the pip and kg commands that do the same.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
BUILD_TOOLS = hatchling editables
# Tests run in as many processes as there are cores; those of one file, and all that need a Neo4j, share one
# (tests/scheduling.py), and so their fixtures. What is compiled is kept, for each process that they start.
SIDE_BY_SIDE = --numprocesses auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder

.PHONY: help demo neo4j secrets test check pytest golden questions bench soak pins clean

help:
	@echo "make demo     set up, build the graph of the samples, answer a question"
	@echo "make neo4j    start a Neo4j with the sample graph, until Ctrl-C (needs Maven and a JDK)"
	@echo "make secrets  passwords for docker compose, in secrets/, made once"
	@echo "make test     set up, then lint, types, import rules, tests with coverage"
	@echo "make check    lint, types and import rules alone"
	@echo "make bench    measure speed and memory"
	@echo "make soak     the long series of kill, fuzz and scale tests, ARQ with every parameter"
	@echo "make golden   renew expected results and picture (read the difference before you commit)"
	@echo "make questions renew docs/questions.md: every question with its answer, score and time"
	@echo "make pins     renew constraints.txt with the newest versions that pyproject.toml allows"
	@echo "make clean    remove what these commands made, and .venv"

# ---- set-up: each stamp file stands for a finished installation

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV) (once) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/kg-installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing kg (once) …"
	@$(PIP) $(BUILD_TOOLS)
	@$(PIP) --no-build-isolation --editable .
	@touch $@

$(VENV)/dev-installed: $(VENV)/kg-installed
	@echo "Installing the tools for the tests (once) …"
	@$(PIP) --no-build-isolation --editable ".[dev]"
	@touch $@

# ---- use

demo: $(VENV)/kg-installed
	@$(BIN)/kg build samples/texts --out graph
	@echo
	@$(BIN)/kg ask Q05 --graph graph --param title_ends=条例
	@echo
	@echo "Next: $(BIN)/kg ask          the questions that the graph answers"
	@echo "      $(BIN)/kg explain 优化营商环境条例    the sentences behind a name"
	@echo "      README.md             more things to try"

neo4j: $(VENV)/dev-installed
	@$(BIN)/python -m tests.neo4j.desk

secrets: secrets/neo4j_auth secrets/analysts_auth

# As Neo4j's image reads it: user/password. Only its owner may read it.
secrets/%_auth:
	@mkdir -p -m 700 secrets
	@(umask 077 && $(PYTHON) -I -c 'import secrets; print("neo4j/" + secrets.token_hex(16))' > $@)
	@echo "made $@"

# ---- checks

test: check pytest

check: $(VENV)/dev-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

pytest: $(VENV)/dev-installed
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest $(SIDE_BY_SIDE) --cov --cov-report=term-missing:skip-covered

bench: $(VENV)/dev-installed
	@$(BIN)/python -m benchmarks

soak: $(VENV)/dev-installed
	$(BIN)/python -m benchmarks.soak
	SOAK=1 $(BIN)/pytest -q tests/test_edits.py tests/readers tests/neo4j/test_browser.py tests/neo4j/test_killed.py tests/neo4j/test_neo4j_store.py tests/loaders/test_round_trip.py tests/publish/test_explorer.py
	NEO4J_VERSION=$$($(BIN)/python -c 'from tests.neo4j.server import LINES; print(LINES[1])') $(BIN)/pytest -q tests/neo4j

# ---- what is made and committed

golden: $(VENV)/dev-installed
	$(BIN)/python -m pytest tests/golden tests/test_ontology_version.py tests/test_shapes.py tests/test_entailment.py tests/docs/test_ontology_page.py tests/docs/test_picture.py tests/docs/test_reference.py tests/loaders/test_browser.py tests/loaders/test_demands.py tests/neo4j/test_analysts.py --update-golden

questions: $(VENV)/dev-installed
	$(BIN)/python docs/questions_page.py

pins:
	rm -rf build/pins && $(PYTHON) -m venv build/pins
	build/pins/bin/python -m pip install --quiet $(BUILD_TOOLS) --editable ".[dev,bench,fast]"
	echo '# The versions that this package is tested with; made by `make pins`, used by `pip install -c constraints.txt`.' > constraints.txt
	build/pins/bin/python -m pip freeze --exclude zhengwu-kg >> constraints.txt

clean:
	rm -rf $(VENV) graph build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
