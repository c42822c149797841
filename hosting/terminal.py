"""The commands of `python bot.py`, as somebody types them: what there is, and what becomes of what was typed."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from clock import Clock
from hosting import backup, move, restore, version
from hosting.account import belongs
from hosting.answer import Answer
from hosting.check import command as check
from process import MEND
from settings import BadSetting, Settings

LONGEST_KEPT = 365


def run(words: Sequence[str], clock: Clock) -> int:
    """Do what was typed and return the exit status; what is said goes to the terminal."""
    typed = _parser().parse_args(words)
    try:
        answer = COMMANDS[typed.command](typed, clock)
    except PermissionError as refused:
        answer = Answer("\n".join(belongs(Path(refused.filename))), MEND)
    except BadSetting as problem:
        answer = Answer(str(problem), MEND)
    except KeyboardInterrupt:
        answer = Answer("Stopped.")
    print(answer.text, file=sys.stderr if answer.status else sys.stdout)
    return answer.status


def _check(_typed: argparse.Namespace, clock: Clock) -> Answer:
    return check.check(Path(), clock)


def _backup(typed: argparse.Namespace, clock: Clock) -> Answer:
    return backup.backup(_database_url(), typed.file, typed.keep, clock.now())


def _restore(typed: argparse.Namespace, clock: Clock) -> Answer:
    return restore.restore(_database_url(), typed.file, clock.now())


def _move(typed: argparse.Namespace, clock: Clock) -> Answer:
    return move.move_from(typed.source, Settings.from_environment(), clock.now())


def _rehearse(typed: argparse.Namespace, clock: Clock) -> Answer:
    from hosting.rehearsal.command import rehearse
    from hosting.rehearsal.person import AtTerminal
    from hosting.rehearsal.steps import STEPS

    if not sys.stdin.isatty():
        return Answer("A rehearsal asks a person what they see: start it in a terminal.", MEND)
    settings = Settings.from_environment()
    return asyncio.run(rehearse(settings, typed.server, AtTerminal(), clock, STEPS, asyncio.sleep))


def _version(_typed: argparse.Namespace, _clock: Clock) -> Answer:
    return Answer(version.version())


def _database_url() -> str:
    return Settings.from_environment().database_url


COMMANDS: dict[str, Callable[[argparse.Namespace, Clock], Answer]] = {
    "check": _check,
    "backup": _backup,
    "restore": _restore,
    "move": _move,
    "version": _version,
    "rehearse": _rehearse,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python bot.py",
        description="OneReader. Without a command it runs the bot until it is stopped.",
        epilog="It ends with 0 when all is well, 2 for what you must mend, 75 for what passes by itself. "
        "docs/hosting.md says more.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    commands.add_parser("check", help="look through everything a host can get wrong, and print the invite link")
    command = commands.add_parser("backup", help="copy the database, also while the bot runs")
    command.add_argument("file", metavar="FILE", type=Path, help="where to; what stood there is replaced")
    command.add_argument(
        "--keep",
        metavar="N",
        type=_count,
        help="put the instant into FILE's name, and keep the newest N of such copies",
    )
    command = commands.add_parser("restore", help="put a copy in the database's place, while the bot is stopped")
    command.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        nargs="?",
        help="the copy, which stays where it is; without it, which there are",
    )
    command = commands.add_parser("move", help="take everything over from another database into DATABASE_URL's")
    command.add_argument("source", metavar="FROM", help="sqlite:///… into a PostgreSQL, or postgresql://… into a file")
    commands.add_parser("version", help="say which OneReader this is, and what it runs on")
    command = commands.add_parser("rehearse", help="try in a test server what we take Discord to do, in 15 minutes")
    command.add_argument("server", metavar="SERVER", type=int, help="the test server's id")
    return parser


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= LONGEST_KEPT:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {LONGEST_KEPT}")
    return int(text)
