# Every target sets up .venv by itself. Without make: see "Without make" in README.md.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
# Every bot of a test loads its cogs anew: without compiled files beside them that takes twice as long.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: failover test-postgres test-postgres-ci help try story reminders pictures minutes test test-fast fuzz laws returns month zones shown check format run lock bench eval train atlas docs clean acts release

help:            ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r

$(RUN):
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "OneReader needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

# What trying, testing and checking need, and what the bot alone does: a sixth of it.
$(VENV)/ready: requirements-dev.lock | $(RUN)
	$(INSTALL) $<
	touch $@

$(VENV)/runtime: requirements.lock | $(RUN)
	$(INSTALL) $<
	touch $@

try: $(VENV)/ready  ## a local Discord in the browser, no account needed (PORT= pins the address)
	$(RUN) -m sandbox try $(if $(PORT),--port $(PORT))

story: $(VENV)/ready  ## the same bot through a scripted fortnight, as a transcript
	$(RUN) -m sandbox story

reminders: $(VENV)/ready  ## sixty days of four people, and every direct message each of them got
	$(RUN) -m sandbox reminders

pictures: $(VENV)/ready  ## the documents' pictures again, from the try-out (needs Chromium)
	$(RUN) -m sandbox pictures

minutes: $(VENV)/ready  ## seconds and taps from a fresh clone to the first comment read and the first reminder (needs Chromium)
	$(RUN) -m sandbox minutes

# Two workers more than there are processors: some tests wait for browsers and processes.
WORKERS = $$(($$(getconf _NPROCESSORS_ONLN) + 2))

test: $(VENV)/ready  ## every test with coverage, browser tests included where Chromium is found
	$(RUN) -m pytest -n $(WORKERS) --dist worksteal $(if $(ARGS),$(ARGS),--cov)

# What CI runs on PostgreSQL too: what is about the engine, the services in which two can be at one thing, how the bot
# meets a database that is busy or slow, and what deaths leave behind.
POSTGRES_IN_CI := tests/db tests/hosting/test_move.py tests/hosting/test_check_postgres.py $(addprefix tests/services/test_, \
	circles.py delivering.py privacy.py schedule.py streaks.py swap_rush.py time_away.py tips.py) $(addprefix tests/bot/test_, \
	answers.py beat.py busy.py delivery.py fault_matrix.py streaks.py) $(addprefix tests/crash/test_, kills.py processes.py)

test-postgres: $(VENV)/ready  ## the tests on a real PostgreSQL, which is started for them (ARGS= for some of them)
	$(RUN) -m pytest -n auto --engine postgresql -m "not browser and not crash and not slow" $(ARGS)

test-postgres-ci: $(VENV)/ready  ## the part of them that CI has time for
	$(RUN) -m pytest -n auto --engine postgresql -m "not slow" -k "not thousand and not adds_up" $(POSTGRES_IN_CI)

failover: $(VENV)/ready  ## one of four processes on a PostgreSQL killed in a thousand reminders, twenty times (half an hour)
	FAILOVERS=20 $(RUN) -m pytest -n 0 -s --engine postgresql tests/crash/test_processes.py

test-fast: $(VENV)/ready  ## while you work: no browser, no killed processes, nothing that takes seconds
	@tmp=$$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d); `# in memory where that is possible: no test asks the disk` \
	$(RUN) -m pytest -n auto --dist worksteal -m "not browser and not crash and not slow" --basetemp=$$tmp/tests $(ARGS); \
	status=$$?; rm -rf $$tmp; exit $$status

fuzz: $(VENV)/ready  ## 30,000 inputs nobody thought of, over three seeds (minutes; CI lets a few hundred arrive)
	FUZZ_INPUTS=10000 FUZZ_SEEDS=3 $(RUN) -m pytest -n auto --dist worksteal tests/bot/matrix/test_fuzz.py

laws: $(VENV)/ready  ## what must hold for all histories, goals and texts, with every example (minutes; CI tries a third)
	LAWS_SHARE=1 $(RUN) -m pytest -n auto --dist worksteal -m slow tests/rules tests/ui

acts: $(VENV)/ready  ## killed and stopped fifty times each while members act, and back after up to three hours (minutes)
	ACTS_KILLS=50 ACTS_STOPS=50 $(RUN) -m pytest -n 0 tests/crash/test_acts.py

returns: $(VENV)/ready  ## killed a hundred times in a rush and stopped fifty times, and back after up to a day and a half (an hour)
	KILLS=50 RETURNS_KILLS=100 RETURNS_STOPS=50 $(RUN) -m pytest -n 0 -o timeout=7200 tests/crash/test_kills.py tests/crash/test_returns.py

zones: $(VENV)/ready  ## a reminder a day in every zone of the world, at each hour of the day, for a year (minutes)
	ZONES_HOURS_APART=1 $(RUN) -m pytest -n auto -s tests/services/test_every_zone.py

month: $(VENV)/ready  ## a month of two hundred members in five servers under faults of every kind (an hour)
	MONTH_MEMBERS=200 MONTH_SERVERS=5 MONTH_DAYS=30 $(RUN) -m pytest -n 0 -o timeout=14400 tests/bot/test_month.py

shown: $(VENV)/ready  ## what people see of all the bot sends in the tests: names, first words on a phone, installs
	$(RUN) -m pytest -q -n auto -m "not browser and not crash" --shown

check: $(VENV)/ready  ## format, lint, types, generated docs up to date
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(RUN) -m sandbox commands --check
	$(RUN) -m sandbox export --check

format: $(VENV)/ready  ## put the code in the house format
	$(RUN) -m ruff format .
	$(RUN) -m ruff check --fix .

run: $(VENV)/runtime  ## the bot on the real Discord (needs DISCORD_TOKEN in .env)
	$(RUN) bot.py

docs: $(VENV)/ready  ## make docs/commands.md, docs/export.md and the table of docs/privacy-policy.md again from the code
	$(RUN) -m sandbox commands
	$(RUN) -m sandbox export

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

lock: $(VENV)/ready  ## requirements*.lock again from requirements*.txt (ARGS=--upgrade for newer transitive versions)
	$(RUN) -m $(LOCK) $(ARGS) requirements.txt --output-file requirements.lock
	$(RUN) -m $(LOCK) $(ARGS) --constraints requirements.lock requirements-dev.txt --output-file requirements-dev.lock

bench: $(VENV)/ready  ## docs/performance.md again, every figure in one sitting (half an hour of quiet; ARGS=--short only tries them)
	$(RUN) -m benchmarks.page $(ARGS)

eval: $(VENV)/ready  ## how well comments are judged: every labelled set, by kind, language and length
	$(RUN) -m benchmarks.comment_set

train: $(VENV)/ready  ## count the comment check's tables from the labelled lines again
	$(RUN) -m benchmarks.comment_train

atlas: $(VENV)/ready  ## make the file of cities that the bot asks again from cities.tsv
	$(RUN) -m rules.zones.make_atlas

release:         ## tag the version, if everything is committed and CI's run passes on a fresh clone (docs/releasing.md)
	.ci/release

clean:           ## remove what the targets made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build
