"""The check of requests is itself checked: it passes what Discord takes and names what Discord refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord.ext import commands
from simcord import HttpLogEntry

from tests.discord_api.document import Document
from tests.discord_api.ledger import RequestLedger, check_answers
from tests.discord_api.shown import MENU_LENGTH, cut_menus

ROOT = Path(__file__).resolve().parents[2]
MESSAGES = "/channels/1/messages"
BUTTON = {"type": 2, "style": 1, "custom_id": "goals:edit:1", "label": "Edit", "disabled": False}
COMPONENTS_V2 = 1 << 15


@pytest.fixture(scope="module")
def document() -> Document:
    return Document()


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def message(**fields: Any) -> dict[str, Any]:
    return {"content": "Day 12.", "components": [row(BUTTON)], **fields}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", MESSAGES, message(nonce="reminder:7", enforce_nonce=True)),
        ("POST", MESSAGES, message(content="x" * 2000)),
        ("POST", MESSAGES, {"flags": COMPONENTS_V2, "components": [{"type": 10, "content": "Board"}]}),
        ("POST", MESSAGES, message(components=[row({"type": 2, "style": 5, "url": "https://a.example"})])),
        ("POST", MESSAGES, None),  # a file's form, which is not captured
        ("POST", "/users/@me/channels", {"recipient_id": 123}),
        ("POST", "/interactions/1/token/callback", {"type": 4, "data": message()}),
        ("PATCH", "/webhooks/1/token/messages/@original", message()),
        ("PUT", "/applications/1/commands", [{"name": "wrote", "description": "Log it", "type": 1}]),
        ("DELETE", "/channels/1/messages/2", None),
    ],
)
def test_what_discord_takes_is_no_problem(document: Document, method: str, path: str, body: Any) -> None:
    assert document.problem(method, path, body) is None


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        (MESSAGES, message(content="x" * 2001), "content"),
        (MESSAGES, message(content=5), "content"),
        (MESSAGES, message(components=[row({**BUTTON, "type": 99})]), "components[0].components[0]"),
        (MESSAGES, message(components=[row({"type": 2, "style": 1})]), "custom_id"),
        (MESSAGES, message(components=[row({**BUTTON, "url": "https://a.example"})]), "url"),
        (MESSAGES, message(components=[row({"type": 2, "style": 5, "label": "Read"})]), "url"),
        (MESSAGES, message(components=[row({**BUTTON, "label": "x" * 81})]), "label"),
        (
            MESSAGES,
            message(components=[row(*[{**BUTTON, "custom_id": str(n)} for n in range(6)])]),
            "too long",
        ),
        (MESSAGES, message(components=[row(BUTTON, BUTTON)]), "goals:edit:1"),
        (MESSAGES, message(components=[{"type": 10, "content": "Board"}]), "Components V2"),
        (MESSAGES, message(flags=COMPONENTS_V2), "Components V2"),
        (
            MESSAGES,
            {
                "flags": COMPONENTS_V2,
                "components": [
                    {"type": 17, "components": [{"type": 10, "content": "x"}] * 20},
                    {"type": 17, "components": [{"type": 10, "content": "x"}] * 20},
                ],
            },
            "42 components",
        ),
        ("/users/@me/channels", None, "no body"),
        ("/users/@me/channels", {"recipient_id": "@me"}, "recipient_id"),
        ("/channels/None/messages", message(), "no such operation"),
        ("/interactions/1/token/callback", {"type": 4, "data": message(content="x" * 2001)}, "content"),
        ("/interactions/1/token/callback", {"type": 77}, ""),
        (
            "/interactions/1/token/callback",
            {
                "type": 9,
                "data": {"custom_id": "f", "title": "x" * 46, "components": [{"type": 10, "content": "x"}]},
            },
            "title",
        ),
    ],
)
def test_what_discord_refuses_is_named(document: Document, path: str, body: Any, named: str) -> None:
    problem = document.problem("POST", path, body)
    assert problem is not None
    assert named in problem


@pytest.mark.parametrize(
    "command",
    [
        {"name": "Wrote", "description": "Log it"},
        {"name": "i wrote", "description": "Log it"},
        {"name": "wrote", "description": ""},
        {"name": "wrote", "description": "x" * 101},
        {
            "name": "wrote",
            "description": "Log it",
            "options": [{"type": 4, "name": "Words", "description": "How many"}],
        },
        {"name": "wrote", "description": "Log it", "options": [{"type": 4, "name": "words"}]},
    ],
)
def test_a_command_discord_would_not_register_is_named(document: Document, command: dict[str, Any]) -> None:
    assert document.problem("PUT", "/applications/1/commands", [command]) is not None


def callback(interaction_id: int) -> HttpLogEntry:
    return HttpLogEntry("POST", f"/interactions/{interaction_id}/token/callback", {}, {"type": 6}, None)


def test_a_menu_that_a_phone_would_cut_is_named() -> None:
    menus = [{"type": 3, "placeholder": "x" * length} for length in (MENU_LENGTH, MENU_LENGTH + 1)]
    (named,) = cut_menus({"components": [{"type": 1, "components": [menu]} for menu in menus]})
    assert "x" * (MENU_LENGTH + 1) in named


def test_each_interaction_is_to_be_acknowledged_exactly_once() -> None:
    assert list(check_answers(["1", "2"], [callback(1), callback(2)])) == []
    assert list(check_answers(["1", "2"], [callback(1)])) == ["interaction 2 was acknowledged 0 times"]
    assert list(check_answers(["1"], [callback(1), callback(1)])) == ["interaction 1 was acknowledged 2 times"]
    assert list(check_answers([], [callback(3)])) == ["interaction 3 was acknowledged but never sent"]


class Panel(discord.ui.LayoutView):
    card: discord.ui.Container[Panel] = discord.ui.Container(
        discord.ui.TextDisplay("Board"),
        discord.ui.Section("A member", accessory=discord.ui.Button(label="Read", custom_id="panel:read")),
        discord.ui.Separator(),
        discord.ui.ActionRow(
            discord.ui.ChannelSelect(custom_id="panel:channel"),
        ),
        accent_colour=0x336699,
    )


class Form(discord.ui.Modal, title="I wrote today"):
    words: discord.ui.Label[Form] = discord.ui.Label(
        text="Words",
        description="A number",
        component=discord.ui.TextInput(custom_id="words", required=False),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content="Stored")


class Buttons(discord.ui.View):
    @discord.ui.button(label="Form", emoji="📝", style=discord.ButtonStyle.primary)
    async def form(self, interaction: discord.Interaction, _: discord.ui.Button[Buttons]) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.select(options=[discord.SelectOption(label="Daily", emoji="📅"), discord.SelectOption(label="Weekly")])
    async def plan(self, interaction: discord.Interaction, _: discord.ui.Select[Buttons]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="Planned", attachments=[])


def build_bot() -> commands.Bot:
    bot = commands.Bot(command_prefix=(), help_command=None, intents=discord.Intents(guilds=True))

    @bot.tree.command(description="Use every kind of request")
    @discord.app_commands.describe(text="What to say")
    async def everything(interaction: discord.Interaction, text: discord.app_commands.Range[str, 1, 50]) -> None:
        mentions = discord.AllowedMentions.none()
        await interaction.response.send_message(text, view=Buttons(), allowed_mentions=mentions)
        picture = discord.File(BytesIO(b"png"), "pace.png", description="A line going up")
        await interaction.followup.send(embed=discord.Embed(title="Pace", colour=1), file=picture, ephemeral=True)
        await interaction.user.send("Day 12", nonce="reminder:1", view=Buttons())
        assert isinstance(interaction.channel, discord.TextChannel)
        posted = await interaction.channel.send(view=Panel(), silent=True)
        await posted.edit(view=Panel())

    @everything.autocomplete("text")
    async def suggest(_: discord.Interaction, current: str) -> list[discord.app_commands.Choice[str]]:
        return [discord.app_commands.Choice(name=current or "day", value="day")]

    @bot.tree.command(description="Say nothing")
    @discord.app_commands.guild_only()
    async def silent(interaction: discord.Interaction) -> None:
        """Leave the member without an answer."""

    return bot


@pytest.fixture
def simcord_bot() -> commands.Bot:
    return build_bot()


@pytest.fixture
async def env(simcord_bot: commands.Bot, simcord_env: simcord.Env) -> simcord.Env:
    await simcord_bot.tree.sync()
    return simcord_env


async def test_everything_discord_py_sends_for_us_is_valid(document: Document, env: simcord.Env) -> None:
    channel = env.create_guild().create_text_channel("writing")
    member = env.guild.add_member(env.create_user("ann"))
    await member.autocomplete(channel, "everything", "text", "da")
    result = await member.slash(channel, "everything", text="Hello")
    assert result.response is not None
    clicked = await member.click(result.response, label="Form")
    assert clicked.modal is not None
    await member.submit_modal(clicked, {"words": "500"})
    await member.select(result.response, ["Weekly"])
    ledger = RequestLedger(document)
    assert ledger.record(env) == []
    assert ledger.requests == len(env.http_requests) >= 10
    assert ledger.interactions == 5
    assert ledger.summary() == (
        f"{ledger.requests} requests checked against Discord's OpenAPI document; 5 interactions; "
        "0 invalid, each interaction acknowledged once"
    )


async def test_an_unanswered_command_and_a_bad_body_are_found(document: Document, env: simcord.Env) -> None:
    channel = env.create_guild().create_text_channel("writing")
    member = env.guild.add_member(env.create_user("ann"))
    await member.slash(channel, "silent")
    env.http_requests.append(HttpLogEntry("POST", MESSAGES, {}, {"content": "x" * 2001}, None))
    ledger = RequestLedger(document)
    found = ledger.record(env, where="test_x")
    assert len(found) == 2
    assert found[0].startswith("test_x: POST /channels/1/messages: $.content")
    assert found[1].endswith("was acknowledged 0 times")
    assert ledger.problems() == found
    assert "2 problems" in ledger.summary()
    aside = RequestLedger(document)
    assert aside.record(env, answers=False) == [found[0].removeprefix("test_x: ")]
    assert (aside.interactions, aside.set_aside) == (0, 1)


def test_ledgers_add_up(document: Document) -> None:
    total, part = RequestLedger(document), RequestLedger(document, 5, 3, 1, ["bad"])
    total.add(part.as_json())
    total.add(part.as_json())
    assert total == RequestLedger(document, 10, 6, 2, ["bad", "bad"])


PLUGIN_CONFTEST = """
from tests.discord_api.ledger import LedgerPlugin

def pytest_configure(config):
    config.pluginmanager.register(LedgerPlugin(config), "ledger")
"""
PLUGIN_TESTS = """
import pytest

@pytest.mark.parametrize("number", range(4))
def test_one(number, request):
    ledger = request.config.pluginmanager.get_plugin("ledger").ledger
    ledger.interactions += 1
    if {finds} and number == 3:
        ledger.found.append("interaction 3 was acknowledged 2 times")
"""


@pytest.mark.slow
@pytest.mark.parametrize(("workers", "finds"), [("0", False), ("0", True), ("1", True)])
def test_a_problem_fails_the_session(tmp_path: Path, workers: str, finds: bool) -> None:
    (tmp_path / "conftest.py").write_text(PLUGIN_CONFTEST)
    (tmp_path / "test_inner.py").write_text(PLUGIN_TESTS.format(finds=finds))
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", workers, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "4 passed" in run.stdout
    assert "4 interactions" in run.stdout
    assert ("interaction 3 was acknowledged 2 times" in run.stdout) is finds
    assert run.returncode == (1 if finds else 0)
