"""What handing out and erasing look like."""

from __future__ import annotations

import io
from collections.abc import Iterator

import discord

from cogs.kit import cards, text
from cogs.kit.answering.answers import Answer, private
from cogs.kit.cards import SafeView
from cogs.kit.routes import DANGER, PRIMARY, Field, Form
from cogs.privacy import routes
from services.privacy.requests import CONFIRMATION, Export

_FIELD = Field("word", f"Type {CONFIRMATION} to erase everything", hint=CONFIRMATION, required=True, max_length=20)

EXPORTED = (
    "Everything I keep about you, as a zip file. Open `README.txt` in it first: it says what is where. Discord lets me "
    "show it to you for a while only, so save it now."
)


def exported(export: Export) -> Iterator[Answer]:
    """Hand the files out, one message each."""
    for number, said in enumerate(_exported_texts(export)):
        yield private(said, file=_exported_file(export, number))


def _exported_texts(export: Export) -> list[str]:
    count = len(export.files)
    if count == 1:
        return [EXPORTED]
    first = (
        f"Everything I keep about you is more than fits into one file here, so it comes in {count}. Together they are "
        "all of it. Open `README.txt` in one of them first, and save them now: Discord shows them for a while only."
    )
    return [f"{first}\nPart 1 of {count}:", *(f"Part {number} of {count}:" for number in range(2, count + 1))]


def _exported_file(export: Export, number: int) -> discord.File:
    part = f"-{number + 1}-of-{len(export.files)}" if len(export.files) > 1 else ""
    return discord.File(io.BytesIO(export.files[number]), f"onereader-export{part}.zip")


def warning_card() -> SafeView:
    """Say what erasing takes away and what it leaves, before anything happens."""
    return cards.card(
        "### Erase everything about you?",
        "**What goes**, in every server and for good:\n"
        "- your log with its streaks, your plans, pauses and rest days\n"
        "- your goals and their progress, your pieces, where you sent them, their numbers\n"
        "- your introductions, tips, settings, what you promised your circles, reminders and drafts\n"
        "- in swaps, your pieces and your credits; what you were reading waits for a reader again, and comments that wait "
        "for your answer are accepted\n"
        "- whom you blocked",
        "**What stays, without your name:**\n"
        "- comments you gave, with the writers you gave them to\n"
        "- comments you got, with those who wrote them; your piece itself goes\n"
        "- what moderators need to decide a report\n"
        "- blocks that others made of you, whether you have had your first credits in a server, reads of yours that ran "
        "out or that you have open now, and which nameless reader and writer you are: not under your id, but under a hash "
        "of it that only I can make. Should you come back, no block and no limit begins anew",
        "**What I cannot delete:** messages that already stand in channels, such as answers to `/wrote` and weekly posts. I "
        "take down your introductions. The rest you can delete yourself, or ask a moderator.",
        "**Copies** in the backups of whoever hosts me are gone after 7 days. Where my database was lost or put back, "
        "older ones stay until they remove them.",
        "It cannot be undone. Take your data with you first: it is one press.",
        [
            routes.EXPORT.button("Send me my data first", 0, style=PRIMARY),
            routes.ASK.button("Erase everything", 0, style=DANGER),
        ],
        accent=cards.AMBER,
    )


def erase_form(id: int) -> Form:
    """Ask for the word that confirms it."""
    return routes.ERASE.form("Erase everything about you", id, [_FIELD])


def erased_text(left_standing: int, still_open: int = 0) -> str:
    """Say that everything is erased, what is still to be seen in channels, and where they are still to be seen out."""
    said = ["It is done: everything about you is erased. If you use a command again, we meet for the first time."]
    if left_standing:
        posts = text.count(left_standing, "introduction")
        said.append(f"I could not take down {posts} of yours: a moderator there can delete what still stands.")
    if still_open:
        threads = text.count(still_open, "private thread")
        said.append(
            f"Discord did not let me take you out of {threads} of a circle just now. I keep your id for that alone, until "
            "it is done: a few minutes as a rule, 30 days at most. Leaving the thread yourself is as good."
        )
    return "\n".join(said)
