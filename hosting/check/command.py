"""Everything that is looked at, in the order in which a host meets it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from clock import Clock
from hosting.account import belongs
from hosting.answer import Answer
from hosting.check import at_discord, database, environment, place
from hosting.check.finding import Finding, Grade, mend, status_of
from settings import BadSetting, Settings


def check(folder: Path, clock: Clock) -> Answer:
    """Look through everything, as a bot started in this folder would find it."""
    findings = list(_as_far_as_allowed(_findings(folder, clock)))
    status = status_of(findings)
    count = sum(each.grade in (Grade.MEND, Grade.LATER) for each in findings)
    start = ", and it is running." if database.RUNNING in findings else ": `python bot.py` starts it."
    last = f"{count} to see to before it can run well." if status else f"All is well{start}"
    return Answer("\n".join([*(each.lines for each in findings), "", last]), status)


def _as_far_as_allowed(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Look as far as this account may; of what it may not, say whose it is."""
    try:
        yield from findings
    except PermissionError as refused:
        yield mend(*belongs(Path(refused.filename)))


def _findings(folder: Path, clock: Clock) -> Iterator[Finding]:
    yield from environment.of_files(folder)
    try:
        settings = Settings.from_environment(folder / ".env")
    except BadSetting as problem:
        yield mend(*str(problem).split("\n", 1))
        return
    yield from environment.of_settings(settings)
    yield from place.findings(settings)
    yield from database.findings(settings, clock.now())
    try:
        token = settings.token
    except BadSetting as problem:
        yield mend(*str(problem).split("\n", 1))
    else:
        yield from asyncio.run(at_discord.findings(settings, token, clock))
