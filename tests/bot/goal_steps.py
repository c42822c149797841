"""What the tests of /goal do again and again."""

from __future__ import annotations

from typing import Any

import discord

from cogs.kit import cards
from tests.world import World, typed_out


def lines(message: Any) -> str:
    """Return everything a message says, its card's texts and its buttons included, line by line.

    The links to commands stand as one would type them.
    """
    parts = [message.content] if message.content else []

    def walk(items: list[dict[str, Any]]) -> None:
        for item in items:
            if "content" in item:
                parts.append(item["content"])
            if "label" in item:
                parts.append(f"[{item['label']}]")
            walk(item.get("components", []))

    walk([part if isinstance(part, dict) else part.to_dict() for part in message.components])
    return typed_out("\n".join(parts))


async def set_goal(world: World, text: str, who: Any = None, **options: Any) -> Any:
    """Set and confirm a goal in #general; return what the press came to."""
    who = who or world.mara
    shown = await who.slash(world.general, "goal set", text=text, **options)
    return await who.click(shown.response, label="Looks right")


async def show(world: World, goal: str = "", who: Any = None) -> str:
    options = {"goal": goal} if goal else {}
    return lines((await (who or world.mara).slash(world.general, "goal show", **options)).response)


def split(custom_id: str) -> tuple[str, int]:
    feature, action, number, *_ = custom_id.split(":")
    return f"{feature}:{action}", int(number)


async def send_buttons(world: World, *items: Any) -> discord.Message:
    """Let the bot's buttons stand in public, as a forwarded or forged message would have them."""
    channel = world.bot.get_channel(world.general.id)
    assert isinstance(channel, discord.TextChannel)
    with world.env._bot_scope():
        return await channel.send(view=cards.buttons(*items))
