# run: the playground, or your workspace where Slack's tokens are set.   test: the whole suite.   Both set everything up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
SEMANTIC := build/semantic
SEMANTIC_READY := $(SEMANTIC)/.ready

.DEFAULT_GOAL := help
.PHONY: help run test check docs bench bench-peers bench-semantic fit-meaning lock format clean

help: ## says what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

run: $(RUN_READY) ## starts the bot: the playground, or your workspace where SLACK_BOT_TOKEN and SLACK_APP_TOKEN are set
	@if [ -n "$$SLACK_BOT_TOKEN$$SLACK_APP_TOKEN$$SLACK_SIGNING_SECRET" ]; then \
		exec $(BIN)/routelore serve; \
	else \
		exec $(BIN)/routelore playground; \
	fi

test: $(DEV_READY) ## runs the whole suite, two tests at a time
	$(BIN)/pytest -n 2

check: $(DEV_READY) ## lint, types, import contracts, knowledge base, deployment, dependencies, generated docs, and the fast tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/cfn-lint deploy/*.cloudformation.yaml
	$(BIN)/hadolint deploy/Dockerfile
	$(BIN)/yamllint --strict -c deploy/yamllint.yaml deploy
	$(BIN)/python deploy/audit_dependencies.py
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/routelore check
	$(BIN)/python docs/generate.py --check
	$(BIN)/pytest -q tests/unit tests/contract tests/scenarios

docs: $(DEV_READY) ## writes the generated pages of docs/ anew
	$(BIN)/python docs/generate.py

bench: $(DEV_READY) ## prints the measured figures: retrieval, and times as ratios of one run
	$(BIN)/python tests/bench/run.py

bench-peers: $(DEV_READY) ## the same account read by others who ask the same: time, calls, and who is right (installs them)
	@for peer in natpath c7n scoutsuite prowler; do \
		test -d build/peers/$$peer || { $(PYTHON) -m venv build/peers/$$peer && build/peers/$$peer/bin/pip install --quiet $$peer; } \
		|| rm -rf build/peers/$$peer; \
	done
	$(BIN)/python -m tests.bench.peers

bench-semantic: $(SEMANTIC_READY) ## finding, refusing and speed with the extra `semantic`, beside the same without it
	$(SEMANTIC)/bin/python tests/bench/semantic.py

fit-meaning: $(SEMANTIC_READY) ## prints the weights of meaning, fitted anew
	$(SEMANTIC)/bin/python tests/bench/fit_meaning.py

format: $(DEV_READY) ## formats the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## pins every dependency anew, with hashes
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet pyproject.toml --extra playground --group build --universal --python-version 3.11 \
		--upgrade --generate-hashes --no-emit-index-url --no-header -o requirements/run.txt
	$(BIN)/uv pip compile --quiet pyproject.toml --extra pictures --extra http --extra postgres --extra workers --extra observe \
		--group build --universal --python-version 3.11 \
		--upgrade --generate-hashes --no-emit-index-url --no-header -o requirements/server.txt
	$(BIN)/uv pip compile --quiet pyproject.toml --extra playground --extra postgres --extra workers --extra observe \
		--group build --group dev --universal --python-version 3.11 \
		--upgrade --generate-hashes --no-emit-index-url --no-header -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet pyproject.toml --extra semantic --group build --universal --python-version 3.11 \
		--upgrade --generate-hashes --no-emit-index-url --no-header -o requirements/semantic.txt

clean: ## removes the virtual environment and the caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "routelore needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "could not make a virtual environment; on Debian: apt-get install python3-venv"; exit 2; }

# The project is installed with the environment's own build tools: nothing is fetched that the lock does not pin.
$(RUN_READY): requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "setting up (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_READY): requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	@echo "setting up (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(RUN_READY)

$(SEMANTIC_READY): requirements/semantic.txt pyproject.toml
	@test -d $(SEMANTIC) || $(PYTHON) -m venv $(SEMANTIC)
	@$(SEMANTIC)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@$(SEMANTIC)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
