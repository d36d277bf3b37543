# Each command prepares the environment first; that costs a moment when nothing is missing.
SHELL := bash
.DEFAULT_GOAL := help
DEMO_DB := sqlite:///kehoach.db
PYTEST_WORKERS ?= auto

.PHONY: help setup demo test bench clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## .venv with everything the project needs, and Tesseract with Vietnamese
	@scripts/setup.sh

demo: setup ## the sample scans into kehoach.db, then their targets side by side and what is due
	@.venv/bin/kehoach ingest fixtures/scans --db $(DEMO_DB)
	@.venv/bin/kehoach compare --any-year --db $(DEMO_DB)
	@.venv/bin/kehoach calendar --db $(DEMO_DB)

test: ## ruff, mypy and all tests
	@scripts/setup.sh --with-font
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest -n $(PYTEST_WORKERS) --maxprocesses 4

bench: ## accuracy and speed against other programs, a table a grade (BENCH_PAGES=6 a grade, or all)
	@scripts/setup.sh --with-font
	@scripts/peers.sh
	.venv/bin/python -m tests.benchmarks.bench

clean: ## removes the environment, caches and the demo's database
	rm -rf .venv .venv-peers build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f kehoach.db kehoach.db-wal kehoach.db-shm
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
