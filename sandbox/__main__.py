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
    command: str = chosen.command
    # Each imports only what it needs: explain must not wait for Discord's library.
    if command == "explain":
        return _explain(chosen.what)
    if command == "story":
        from sandbox.story import tell

        return asyncio.run(tell(sys.stdout))
    if command == "reminders":
        from sandbox.reminders import tell as tell_reminders

        return asyncio.run(tell_reminders(sys.stdout))
    if command == "pictures":
        from sandbox.pictures import take

        return take(chosen.to)
    if command == "minutes":
        from sandbox.minutes import tell as tell_minutes

        return tell_minutes(here=chosen.here)
    if command == "commands":
        from sandbox.commands import write

        return write(chosen.to, check=chosen.check)
    if command == "export":
        from bot import FEATURES
        from cogs.kit.feature import House
        from sandbox.commands import put
        from services.privacy.export_files import page, with_kinds

        kinds = House(FEATURES, {}).kept.exports
        policy = with_kinds(POLICY.read_text("utf-8"), kinds)
        return put(chosen.to, page(kinds), check=chosen.check) or put(POLICY, policy, check=chosen.check)
    from sandbox.tryout.site import serve

    status = 0
    with contextlib.suppress(KeyboardInterrupt):
        status = asyncio.run(serve(chosen.port, empty=chosen.empty))
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    attempt = commands.add_parser("try", help="a made-up Discord in your browser, with the real bot in it")
    attempt.add_argument("--port", type=int, default=0, help="the address's port; any free one by default")
    attempt.add_argument("--empty", action="store_true", help="begin on the first day, before anybody wrote")
    commands.add_parser("story", help="a scripted fortnight of three writers, as what each of them saw")
    commands.add_parser("reminders", help="sixty days of four people, and every direct message each of them got")
    explain = commands.add_parser("explain", help="what the bot understands; JSON Lines in and out")
    explain.add_argument("what", choices=["goal", "zone", "comment"])
    pictures = commands.add_parser("pictures", help="take the documents' pictures again (needs Chromium)")
    pictures.add_argument("--to", type=Path, default=Path("docs/pictures"))
    minutes = commands.add_parser("minutes", help="seconds and taps from a clone to the first comment and reminder")
    minutes.add_argument("--here", action="store_true", help="with the code as it stands, already installed")
    commands_page = commands.add_parser("commands", help="write the list of commands, or --check it")
    commands_page.add_argument("--to", type=Path, default=Path("docs/commands.md"))
    commands_page.add_argument("--check", action="store_true", help="only say whether it is up to date")
    export_page = commands.add_parser("export", help="write what an export holds and why it is kept, or --check it")
    export_page.add_argument("--to", type=Path, default=Path("docs/export.md"))
    export_page.add_argument("--check", action="store_true", help="only say whether it is up to date")
    return parser


def _explain(what: str) -> int:
    from sandbox.explain import EXPLAINERS, explain

    explain(EXPLAINERS[what], sys.stdin, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
