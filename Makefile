# One command for each thing a newcomer wants. `make demo` and `make check` set up everything they need.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo check lint types test benchmark lock clean

demo: .venv/run  ## Set up, then read the sample article.
	$(BIN)/onrecord read examples/nato-strategic-concept.txt --published 2021-02-18

check: lint types test  ## Set up, then everything that must hold: style, types, tests.

lint: .venv/dev
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks

types: .venv/dev
	$(BIN)/mypy

test: .venv/dev
	$(BIN)/pytest

benchmark: .venv/benchmark  ## The cost table of the README.
	$(BIN)/python benchmarks/cost.py

lock: .venv/dev  ## Pin every dependency again, with hashes.
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header pyproject.toml requirements/build.in -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header pyproject.toml requirements/build.in --group dev -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header pyproject.toml requirements/build.in --group benchmark -o requirements/benchmark.txt

# Each marker is made once for a given lock file; --require-hashes refuses a package that is not the one that was pinned.
.venv/run .venv/dev .venv/benchmark: .venv/%: requirements/%.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r $<
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
