"""`python -m sandbox try | story | reminders | explain goal|zone|comment | pictures | minutes | commands | export`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from pathlib import Path

POLICY = Path("docs/privacy-policy.md")


def main(arguments: list[str] | None = None) -> int:
    """Run a subcommand; return the process's exit status."""
    chosen = _parser().parse_args(arguments)
    status: int = chosen.run(chosen)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    attempt = commands.add_parser("try", help="a made-up Discord in your browser, with the real bot in it")
    attempt.set_defaults(run=_try)
    attempt.add_argument("--port", type=int, default=0, help="the address's port; any free one by default")
    attempt.add_argument("--empty", action="store_true", help="begin on the first day, before anybody wrote")
    story = commands.add_parser("story", help="a scripted fortnight of three writers, as what each of them saw")
    story.set_defaults(run=_story)
    days = commands.add_parser("reminders", help="sixty days of four people, and every direct message each of them got")
    days.set_defaults(run=_reminders)
    explain = commands.add_parser("explain", help="what the bot understands; JSON Lines in and out")
    explain.set_defaults(run=_explain)
    explain.add_argument("what", choices=["goal", "zone", "comment"])
    pictures = commands.add_parser("pictures", help="take the documents' pictures again (needs Chromium)")
    pictures.set_defaults(run=_pictures)
    pictures.add_argument("--to", type=Path, default=Path("docs/pictures"))
    minutes = commands.add_parser("minutes", help="seconds and taps from a clone to the first comment and reminder")
    minutes.set_defaults(run=_minutes)
    minutes.add_argument("--here", action="store_true", help="with the code as it stands, already installed")
    commands_page = commands.add_parser("commands", help="write the list of commands, or --check it")
    commands_page.set_defaults(run=_commands)
    commands_page.add_argument("--to", type=Path, default=Path("docs/commands.md"))
    commands_page.add_argument("--check", action="store_true", help="only say whether it is up to date")
    export_page = commands.add_parser("export", help="write what an export holds and why it is kept, or --check it")
    export_page.set_defaults(run=_export)
    export_page.add_argument("--to", type=Path, default=Path("docs/export.md"))
    export_page.add_argument("--check", action="store_true", help="only say whether it is up to date")
    return parser


# Each imports only what it needs: explain must not wait for Discord's library.


def _try(chosen: argparse.Namespace) -> int:
    from sandbox.tryout.site import serve

    status = 0
    with contextlib.suppress(KeyboardInterrupt):
        status = asyncio.run(serve(chosen.port, empty=chosen.empty))
    return status


def _story(_chosen: argparse.Namespace) -> int:
    from sandbox.story import tell

    return asyncio.run(tell(sys.stdout))


def _reminders(_chosen: argparse.Namespace) -> int:
    from sandbox.reminders import tell

    return asyncio.run(tell(sys.stdout))


def _explain(chosen: argparse.Namespace) -> int:
    from sandbox.explain import EXPLAINERS, explain

    explain(EXPLAINERS[chosen.what], sys.stdin, sys.stdout)
    return 0


def _pictures(chosen: argparse.Namespace) -> int:
    from sandbox.pictures import take

    return take(chosen.to)


def _minutes(chosen: argparse.Namespace) -> int:
    from sandbox.minutes import tell

    return tell(here=chosen.here)


def _commands(chosen: argparse.Namespace) -> int:
    from sandbox.commands import write

    return write(chosen.to, check=chosen.check)


def _export(chosen: argparse.Namespace) -> int:
    from bot import FEATURES
    from cogs.kit.feature import House
    from sandbox.commands import put
    from services.privacy.export_files import page, with_kinds

    kinds = House(FEATURES, {}).kept.exports
    policy = with_kinds(POLICY.read_text("utf-8"), kinds)
    return put(chosen.to, page(kinds), check=chosen.check) or put(POLICY, policy, check=chosen.check)


if __name__ == "__main__":
    sys.exit(main())
