"""The house rules that a machine can hold: who imports whom, file length, settings, wording, command texts."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import discord
import pytest
from discord import AppCommandOptionType, app_commands

from cogs.kit.routes import Route
from rules.kit.errors import Refusal
from services.due import DueKind, no_inbox_note
from settings import Settings
from tests.kinds import HOUSE
from tests.world import World

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400

# Each layer and what it may import of ours. The db's dataclasses may be named by cogs, its functions may not.
MAY_IMPORT = {
    "rules": {"rules"},
    "db": {"db", "rules"},
    "services": {"services", "db", "rules", "clock"},
    "cogs": {"cogs", "services", "rules"},
    "hosting": {"hosting", "process", "settings", "clock", "cogs", "services", "db", "rules"},
    "sandbox": {"sandbox", "bot", "settings", "services", "cogs", "rules"},
}
LAYERS = {"cogs", "services", "rules", "db"}
TOP = {"bot", "clock", "gateway", "logs", "metrics", "process", "settings"}
OURS = LAYERS | TOP | {"hosting", "sandbox", "benchmarks", "tests"}
PURE_LIBRARIES = {"rapidfuzz"}


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each imported module with the names taken from it; what only type checkers read is left out."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, tuple(alias.name for alias in node.names)


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_imports_go_one_way(layer: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in python_files(layer)
        for module, _ in imports(path)
        if module.split(".")[0] in OURS - MAY_IMPORT[layer]
    ]
    assert not wrong


def test_rules_use_only_the_standard_library_and_small_pure_ones() -> None:
    import sys

    allowed = set(sys.stdlib_module_names) | PURE_LIBRARIES | {"rules"}
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in python_files("rules")
        if not path.name.startswith("make_")  # scripts that make the data are not part of the bot
        for module, _ in imports(path)
        if module.split(".")[0] not in allowed
    ]
    assert not wrong


def test_cogs_take_only_dataclasses_from_the_database() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name} from {module}"
        for path in python_files("cogs")
        for module, names in imports(path)
        if module.split(".")[0] == "db"
        for name in names or (module,)
        if not name[:1].isupper()
    ]
    assert not wrong


def test_nothing_but_tests_imports_the_sandbox() -> None:
    files = [*python_files("cogs", "services", "rules", "db", "benchmarks"), ROOT / "bot.py", ROOT / "settings.py"]
    assert not [path for path in files for module, _ in imports(path) if module.split(".")[0] == "sandbox"]


# What an act does besides, that may happen again: told of, noticed, kept for later.
BESIDES = {"note_seen", "note_lost", "note_unheard", "_own_today", "keep_offer", "_keep", "_keep_answer", "_stop_clock"}


def test_what_an_act_changes_is_committed_under_its_id() -> None:
    """A service that takes an act writes through `acts.commit`, so that a repeat of it changes nothing."""
    wrong = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for path in python_files("services")
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.AsyncFunctionDef) and function.name not in BESIDES | {"commit"}
        if "act" in [argument.arg for argument in function.args.args]
        if "context.db.write" in [ast.unparse(call.func) for call in ast.walk(function) if isinstance(call, ast.Call)]
    ]
    assert not wrong, f"use services.acts.commit in {wrong}"


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    """A longer one is allowed when the first comment or docstring says why, with the words "One file because"."""
    files = [path for path in ROOT.rglob("*.py") if ".venv" not in path.parts]
    long = [path for path in files if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE]
    assert not [path.name for path in long if "One file because" not in path.read_text("utf-8")[:1500]]


def test_typed_text_is_brought_into_a_form_of_unicode_in_one_way() -> None:
    """One sign may stand for eighteen, and marks in a row cost the square of their number: both are cut there."""
    files = python_files("rules", "services", "cogs", "db", "hosting")
    using = [path.name for path in files if "unicodedata.normalize" in path.read_text("utf-8")]
    assert using == ["forms.py"]


def test_every_setting_is_in_the_example_with_its_explanation() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    for each in fields(Settings):
        assert f"# {each.metadata['about']}\n{each.metadata['variable']}=" in example
    assert len(re.findall(r"^[A-Z_]+=", example, re.MULTILINE)) == len(fields(Settings))


def test_only_the_kit_puts_words_between_marks_of_quotation() -> None:
    """What a member typed could hold such marks itself, and end the quotation that a template opened."""
    templates = {path for path in python_files("cogs") if re.search("“{|}”", path.read_text("utf-8"))}
    assert templates == {ROOT / "cogs/kit/text.py"}, "use text.named, or text.in_marks where Discord formats nothing"


def all_refusals() -> list[type[Refusal]]:
    for package in ("rules", "services"):
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            importlib.import_module(module.name)
    found, waiting = [], [Refusal]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        found += kinds
        waiting += kinds
    return sorted(found, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", all_refusals())
def test_every_refusal_has_its_own_sentence(kind: type[Refusal]) -> None:
    assert kind in HOUSE.sentences


def test_no_refusal_is_worded_that_does_not_exist() -> None:
    assert set(HOUSE.sentences) <= set(all_refusals())


async def test_every_command_and_option_explains_itself(world: World) -> None:
    for command in world.bot.tree.walk_commands():
        assert isinstance(command, app_commands.Command | app_commands.Group)
        assert command.description not in ("", "…"), command.qualified_name
        assert len(command.description) <= 100
        if isinstance(command, app_commands.Command):
            for option in command.parameters:
                assert str(option.description) not in ("", "…"), f"{command.qualified_name} {option.name}"


async def test_every_option_has_a_range(world: World) -> None:
    """Discord holds members to it, so that no answer quotes more than a message has room for."""
    texts = {AppCommandOptionType.string}
    numbers = {AppCommandOptionType.integer, AppCommandOptionType.number}
    open_ended = [
        f"{command.qualified_name} {option.name}"
        for command in world.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
        for option in command.parameters
        if not option.choices and option.type in texts | numbers
        if option.max_value is None or (option.type in numbers and option.min_value is None)
    ]
    assert not open_ended


def declared_routes() -> list[Route]:
    modules = [importlib.import_module(f"cogs.{path.parent.name}.routes") for path in ROOT.glob("cogs/*/routes.py")]
    return [each for module in modules for each in vars(module).values() if isinstance(each, Route)]


async def test_every_route_has_a_handler_and_its_name_once(world: World) -> None:
    names = [route.name for route in declared_routes()]

    assert len(names) == len(set(names))
    assert set(names) == set(world.bot.router.presses) | set(world.bot.router.forms)


async def test_every_kind_of_message_due_is_said_by_somebody(world: World) -> None:
    said = {name for name, kind in world.bot.house.kinds.items() if isinstance(kind, DueKind)}

    assert set(world.bot.speakers.by_kind) == said


def test_every_request_with_the_bots_token_goes_through_the_post_office() -> None:
    past_it = re.compile(r"get_partial_message|\.http\b|create_thread|create_dm|\bchannel\.send\(|\bthread\.send\(")
    files = [path for path in python_files("cogs") if path.parent != ROOT / "cogs" / "post"]
    assert not [path.relative_to(ROOT) for path in files if past_it.search(path.read_text("utf-8"))]


def test_no_lock_of_a_cog_is_everybodys() -> None:
    """What must not happen twice at once takes turns by whose it is: requests may take any time."""
    ones_own = {"cogs/kit/turns.py", "cogs/kit/answering/delivery.py"}  # a key's, an interaction's
    nobody_waits = {"cogs/schedule/cog.py"}  # the beat's
    found = {
        path.relative_to(ROOT).as_posix() for path in python_files("cogs") if "asyncio.Lock(" in path.read_text("utf-8")
    }

    assert found == ones_own | nobody_waits


def test_the_bot_asks_for_no_privileged_intent() -> None:
    from bot import create_bot

    intents = create_bot(Settings(shard_count=1)).intents
    assert intents == discord.Intents(guilds=True, dm_messages=True)


def test_what_cannot_reach_a_member_is_worded_for_their_inbox() -> None:
    leaving = {
        kind.name for kind in HOUSE.kinds.values() if isinstance(kind, DueKind) and kind.inbox_note is not no_inbox_note
    }

    assert leaving <= set(HOUSE.inbox)
