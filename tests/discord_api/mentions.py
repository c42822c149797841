"""Find mentions in what the bot sends that no client would show a name for.

Discord sends a name along with a mention only where the same request allows it; every client else shows a bare
`@unknown-user` or the id. Allowing everybody's is for what one person reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.discord_api.derive import Json

MENTION = re.compile(r"(?<!\\)<@!?(\d+)>")
POST = re.compile(r"/channels/\d+/messages(?:/\d+)?")
CALLBACK = re.compile(r"/interactions/\d+/[^/]+/callback")
FOLLOW_UP = re.compile(r"/webhooks/\d+/[^/]+(?:/messages/[^/]+)?")

TEXT = 10
NEW_MESSAGE, CHANGED_MESSAGE = 4, 7
EPHEMERAL = 1 << 6
COMPONENTS_V2 = 1 << 15


def message_of(path: str, body: Json | None) -> Json | None:
    """Return the message that a request brings, or None where it brings none."""
    if not body:
        return None
    if CALLBACK.fullmatch(path):
        return body.get("data") if body["type"] in (NEW_MESSAGE, CHANGED_MESSAGE) else None
    return body if POST.fullmatch(path) or FOLLOW_UP.fullmatch(path) else None


def texts_of(message: Json) -> Iterator[str]:
    """Return everything a message says: its text, and the texts on its card."""
    yield message.get("content") or ""
    for component in message.get("components") or ():
        yield from _texts(component)


def _texts(component: Json) -> Iterator[str]:
    if component["type"] == TEXT:
        yield component["content"]
    for inner in component.get("components", ()):
        yield from _texts(inner)


def nameless_in(path: str, body: Any) -> Iterator[str]:
    """Name each mention in a request that is not allowed there, or allowed where it should not be."""
    message = message_of(path, body)
    if message is None:
        return
    allowed = message.get("allowed_mentions") or {}
    everybody = "users" in allowed.get("parse", ())
    heard = {str(each) for each in allowed.get("users", ())}
    for text in texts_of(message):
        for member_id in MENTION.findall(text):
            if not everybody and member_id not in heard:
                yield f"<@{member_id}> shows no name in {text!r}"
    if heard and message.get("flags", 0) & COMPONENTS_V2:
        yield "a card that notifies somebody shows nothing on a phone"
    if everybody and not _is_private(path, body, message):
        yield "everybody's mentions are allowed in what several people read"


def _is_private(path: str, body: Json, message: Json) -> bool:
    if POST.fullmatch(path):
        return False
    # Whether a changed message is private stands in the message, which such a request does not carry.
    is_change = body.get("type") == CHANGED_MESSAGE or "/messages/" in path
    return is_change or bool(message.get("flags", 0) & EPHEMERAL)
