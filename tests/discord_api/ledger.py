"""Check that Discord would take whatever the bot sends in a run, and that it answers each interaction once.

A test hands its SimCord environment to `RequestLedger.record`; the ledger counts and names every problem.
`LedgerPlugin` sums the ledgers of pytest-xdist's workers, prints one line and fails the session on a problem.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.discord_api.derive import Json
from tests.discord_api.document import Document
from tests.discord_api.mentions import nameless_in
from tests.discord_api.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simcord import Env, HttpLogEntry

SHOWN = "--shown"
CALLBACK = re.compile(r"/interactions/(\d+)/[^/]+/callback")


@dataclass
class RequestLedger:
    """What was checked and what was found."""

    document: Document
    requests: int = 0
    interactions: int = 0
    set_aside: int = 0
    found: list[str] = field(default_factory=list)
    shown: Shown = field(default_factory=Shown)

    def record(self, env: Env, *, where: str = "", answers: bool = True) -> list[str]:
        """Check everything one environment has recorded; call it once for each. Return the problems found.

        `answers=False` is for a test that makes the answering fail on purpose: its bodies are checked, its
        interactions are set aside and counted as such.
        """
        problems = [*self.shown.record(env), *self._check_bodies(env.http_requests)]
        shown = [
            payload["id"]
            for kind, event, payload in env.backend.transcript
            if (kind, event) == ("GATEWAY", "INTERACTION_CREATE")
        ]
        if answers:
            problems += check_answers(shown, env.http_requests)
            self.interactions += len(shown)
        else:
            self.set_aside += len(shown)
        problems = [f"{where}: {problem}" if where else problem for problem in problems]
        self.found += problems
        return problems

    def _check_bodies(self, entries: list[HttpLogEntry]) -> Iterator[str]:
        for entry in entries:
            self.requests += 1
            problem = self.document.problem(entry.method, entry.path, entry.json)
            problems = [] if problem is None else [problem]
            for each in [*problems, *nameless_in(entry.path, entry.json)]:
                yield f"{entry.method} {entry.path}: {each}"

    def problems(self) -> list[str]:
        """Return every problem found so far."""
        return list(self.found)

    def summary(self) -> str:
        """Say in one line what was checked."""
        checked = f"{self.requests:,} requests checked against Discord's OpenAPI document"
        aside = f" ({self.set_aside:,} set aside by tests that break the answering)" if self.set_aside else ""
        verdict = f"{len(self.found):,} problems" if self.found else "0 invalid, each interaction acknowledged once"
        return f"{checked}; {self.interactions:,} interactions{aside}; {verdict}"

    def as_json(self) -> Json:
        """Return the counts in plain types, to cross from a worker to the controller."""
        counts = {name: getattr(self, name) for name in ("requests", "interactions", "set_aside")}
        return {**counts, "found": list(self.found), "shown": self.shown.as_json()}

    def add(self, other: Json) -> None:
        """Add the counts that another ledger's `as_json` returned."""
        self.requests += other["requests"]
        self.interactions += other["interactions"]
        self.set_aside += other["set_aside"]
        self.found += other["found"]
        self.shown.add(other["shown"])


def check_answers(interaction_ids: list[str], entries: list[HttpLogEntry]) -> Iterator[str]:
    """Name each interaction that was not acknowledged by exactly one request."""
    answers = Counter(
        match[1]
        for entry in entries
        if entry.method == "POST" and (match := CALLBACK.fullmatch(entry.path)) is not None
    )
    for interaction_id in interaction_ids:
        if (times := answers.pop(str(interaction_id), 0)) != 1:
            yield f"interaction {interaction_id} was acknowledged {times} times"
    for interaction_id in answers:
        yield f"interaction {interaction_id} was acknowledged but never sent"


class LedgerPlugin:
    """Sums the workers' ledgers, prints the line, and fails the session on a problem.

    Register it in `pytest_configure`; `plugin.ledger` is what the tests record into.
    """

    KEY = "request_ledger"

    def __init__(self, config: pytest.Config) -> None:
        self.ledger = RequestLedger(Document())
        self._worker_output: Json | None = getattr(config, "workeroutput", None)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand a worker's counts over, or fail the whole run where something was found."""
        if self._worker_output is not None:
            self._worker_output[self.KEY] = self.ledger.as_json()
        elif self.ledger.found and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Add what one worker of pytest-xdist has counted."""
        if output := getattr(node, "workeroutput", {}).get(self.KEY):
            self.ledger.add(output)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print the line, and below it every problem."""
        terminalreporter.write_line(self.ledger.summary(), red=bool(self.ledger.found))
        for problem in self.ledger.found:
            terminalreporter.write_line(f"  {problem}", red=True)
        if terminalreporter.config.getoption(SHOWN, default=None):
            terminalreporter.write_line(self.ledger.shown.report())
