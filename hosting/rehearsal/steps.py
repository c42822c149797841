"""Everything that is tried, in order. What it proves stands first: a row of docs/real-discord.md."""

from __future__ import annotations

import asyncio
from typing import Any

from hosting.rehearsal.stage import TOO_MANY, Stage
from hosting.rehearsal.step import IS_CARD, Question, Seen, Step

PRIVATE = 64
DEFER, ANSWER = 5, 4
# Discord's numbers for what it does not take.
UNKNOWN_CHANNEL, ANSWERED_ALREADY = 10003, 40060
ARCHIVED, LOCKED = 50083, 160005
MARK = 123_456_789
AT_ONCE, CHANNELS = 60, 12


async def nonce(stage: Stage) -> Seen:
    """Send the same three things again after 1, 4 and 10 minutes."""
    channel_id = await stage.channel()
    bodies = {each: _once(f"{channel_id}-{each}") for each in (1, 4, 10)}
    first = {each: (await stage.post(channel_id, **body))["id"] for each, body in bodies.items()}
    dropped, waited = [], 0
    for each, body in bodies.items():
        await stage.pause((each - waited) * 60)
        waited = each
        if (await stage.post(channel_id, **body))["id"] == first[each]:
            dropped.append(each)
    after = ", ".join(str(each) for each in dropped) or "none"
    return Seen(1 in dropped, f"of repeats after 1, 4 and 10 minutes, dropped: {after}")


def _once(name: str) -> dict[str, object]:
    return {"content": "Once, and not again.", "nonce": name, "enforce_nonce": True}


async def component_ids(stage: Stage) -> Seen:
    """Post a card whose text has an id, and read it back."""
    channel_id = await stage.channel()
    shown = [{"type": 10, "id": MARK, "content": "A card"}]
    await stage.post(channel_id, flags=IS_CARD, components=shown)
    found = await stage.get("GET", f"/channels/{channel_id}/messages?limit=1")
    ids = [component.get("id") for message in found for component in message.get("components", [])]
    return Seen(ids == [MARK], f"sent {MARK}, read {ids}")


async def blind_history(stage: Stage) -> Seen:
    """Read a channel's history without the permission to."""
    channel_id = await stage.channel(blind=True)
    await stage.post(channel_id, content="Nobody reads this back.")
    heard = await stage.ask("GET", f"/channels/{channel_id}/messages")
    return Seen(heard.is_fine and heard.body == [], f"{heard.status}, {_count(heard.body)}, code {heard.code}")


def _count(body: Any) -> str:
    return f"{len(body)} messages" if isinstance(body, list) else "no list"


async def gone_channel(stage: Stage) -> Seen:
    """Post into a channel that was deleted."""
    channel_id = await stage.channel()
    await stage.get("DELETE", f"/channels/{channel_id}")
    stage.made.remove(channel_id)
    heard = await stage.ask("POST", f"/channels/{channel_id}/messages", {"content": "Anybody?"})
    return Seen(heard.code == UNKNOWN_CHANNEL, f"{heard.status}, code {heard.code}")


async def archived_thread(stage: Stage) -> Seen:
    """Post into a thread that is archived."""
    thread_id = await _archived(stage)
    heard = await stage.ask("POST", f"/channels/{thread_id}/messages", {"content": "Still here?"})
    thread = await stage.get("GET", f"/channels/{thread_id}")
    is_open = not thread["thread_metadata"]["archived"]
    after = "open" if is_open else "archived"
    return Seen(heard.is_fine and is_open, f"{heard.status}, code {heard.code}; {after} afterwards")


async def locked_thread(stage: Stage) -> Seen:
    """Post into a thread that somebody locked."""
    thread_id = await _archived(stage)
    await stage.person.does("Lock the newest thread named “rehearsal” (its menu, Lock Thread), and leave it closed.")
    heard = await stage.ask("POST", f"/channels/{thread_id}/messages", {"content": "Still here?"})
    return Seen(heard.code in (ARCHIVED, LOCKED), f"{heard.status}, code {heard.code}")


async def _archived(stage: Stage) -> int:
    thread = await stage.get("POST", f"/channels/{await stage.channel()}/threads", {"name": "rehearsal", "type": 11})
    await stage.get("PATCH", f"/channels/{thread['id']}", {"archived": True})
    return int(thread["id"])


async def sixty_at_once(stage: Stage) -> Seen:
    """Send sixty messages in a second, five into each of twelve channels."""
    channels = [await stage.channel() for _ in range(CHANNELS)]
    paths = [f"/channels/{channels[number % CHANNELS]}/messages" for number in range(AT_ONCE)]
    answers = await asyncio.gather(*(stage.ask("POST", path, {"content": "All at once"}) for path in paths))
    too_many = [each for each in answers if each.status == TOO_MANY]
    others = [each for each in answers if not each.is_fine and each not in too_many]
    everywhere = sum(bool(each.body.get("global")) for each in too_many)
    refused = f"{len(too_many)} refused with 429 ({everywhere} global), {len(others)} with something else"
    return Seen(bool(too_many) and not others, f"{AT_ONCE - len(too_many) - len(others)} taken, {refused}")


async def private_deferral(stage: Stage) -> Seen:
    """Put a press off privately, and follow up for all."""
    press = await stage.pressed()
    await stage.acknowledge(press, type=DEFER, data={"flags": PRIVATE})
    first = await stage.follow_up(press, "Is this for you alone?")
    second = await stage.follow_up(press, "And this for all?")
    is_private = [bool(each.get("flags", 0) & PRIVATE) for each in (first, second)]
    named = ["private" if each else "public" for each in is_private]
    return Seen(is_private[0], f"the first follow-up was {named[0]}, the second {named[1]}")


async def answered_twice(stage: Stage) -> Seen:
    """Answer a press twice."""
    press = await stage.pressed()
    answer = {"type": ANSWER, "data": {"content": "Thank you.", "flags": PRIVATE}}
    await stage.acknowledge(press, **answer)
    again = await stage.acknowledge(press, **answer)
    return Seen(again.code == ANSWERED_ALREADY, f"{again.status}, code {again.code}")


STEPS: tuple[Step, ...] = (
    Step("`enforce_nonce` drops a repeat for a few minutes", nonce, takes_its_time=True),
    Step("A component's `id` is returned as it was sent", component_ids),
    Step("Without Read Message History a channel's messages are an empty list, and no error", blind_history),
    Step("A channel that is gone answers 10003", gone_channel),
    Step("A post into an archived thread opens it again", archived_thread),
    Step("A thread that is locked takes no post, and answers 50083 or 160005", locked_thread),
    Step("More than 50 requests in a second are refused with 429, and nothing else", sixty_at_once),
    Step("A private deferral is private for ever: the first follow-up is private too", private_deferral),
    Step("An interaction that was answered already answers 40060", answered_twice),
    Question(
        "A text's first line is what a phone shows",
        "These are the first words.\nAnd this is the second line.",
        "Does the notification on your phone begin with “These are the first words.”?",
    ).step,
    Question(
        "A mention in a direct message shows the name of whoever reads it, also where it notifies nobody",
        "Here is <@{me}>.",
        "Does the newest direct message say your name, not digits?",
    ).step,
    Question(
        "A card (Components V2) that notifies shows nothing on a phone",
        "A card with words",
        "Is the notification of the newest direct message without the words “A card with words”?",
        is_card=True,
    ).step,
    Question(
        "A backslash before any sign that is neither letter nor digit is left out",
        "\\[here\\](https://example.com)",
        "Does the newest direct message show [here] with both brackets, and no backslash?",
    ).step,
    Question(
        "A link behind words shows the words alone, and is a link",
        "Read it [here](https://example.com).",
        "Is “here” a link in the newest direct message, with no address beside it?",
    ).step,
)
