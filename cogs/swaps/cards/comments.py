"""What a comment looks like to the author of the piece, with what the check saw and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from cogs.kit import cards, text
from cogs.kit.routes import SUCCESS, Field, Form
from cogs.swaps import routes
from cogs.swaps.cards.reads import LABELS
from cogs.swaps.cards.reasons import NOT_SURE
from rules.swaps.moves import ReadEvent, ReadState
from rules.swaps.reads import RATINGS, Comment, Read

# A plain message holds 2,000 characters.
MESSAGE_ROOM = 1_900
# How much of each part of a comment a message shows where not all of it fits.
SHOWN = {"quote": 300, "effect": 660, "question": 360}
WANTED_LENGTH = THANKS_LENGTH = 300
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def comment_text(read: Read) -> str:
    """Show an author the comment that came, shortened where a message does not hold it."""
    return _composed(read, SHOWN if _is_cut(read) else None)


def _is_cut(read: Read) -> bool:
    return len(_composed(read, None)) > MESSAGE_ROOM


def _composed(read: Read, shown: dict[str, int] | None) -> str:
    return "\n\n".join([_comment_head(read), *_comment_parts(read.comment, shown), *_what_next(read)])


def _comment_head(read: Read) -> str:
    title = text.named_in_short(read.piece.title, 80)
    return f"{text.mention(read.reader_id)} read {title} and has this to say:\n-# {_seen(read)}"


def _seen(read: Read) -> str:
    """Say in one line what the check saw in a comment, and what it could not tell."""
    own = f"{text.count(read.own_words, 'word')} of their own."
    seen = f"Quotes your {_paragraph(read.paragraph)}; {own}" if read.paragraph else own
    if read.sent_as_is and read.is_withdrawn:
        return f"{seen} You had taken the piece back by then. {NOT_SURE}."
    return f"{seen} {NOT_SURE}: you decide." if read.sent_as_is else seen


def _paragraph(number: int) -> str:
    return f"{ORDINALS[number - 1]} paragraph" if number <= len(ORDINALS) else f"paragraph {number}"


def _comment_parts(comment: Comment | None, shown: dict[str, int] | None) -> list[str]:
    parts: list[str] = []
    for name, title in (
        ("quote", "What stayed with them"),
        ("effect", LABELS["effect"].replace("you", "them")),
        ("question", LABELS["question"]),
    ):
        said = getattr(comment, name, "")
        if not said:
            continue
        first, *rest = [text.quoted(said)] if shown is None else text.pages(said, shown[name], shown[name])
        body = f"{first} …" if rest else first
        block = "\n".join(f"> {line}" for line in body.splitlines()) if name == "quote" else body
        parts.append(f"**{title}**\n{block}")
    return parts


def _what_next(read: Read) -> list[str]:
    if not read.state.awaits_verdict or read.verdict_by_at is None:
        return []
    if not read.has_reader:
        return ["-# Whoever wrote this has erased everything of theirs since, so nobody gets a credit for it."]
    reader = text.mention(read.reader_id)
    if read.silent_end is ReadEvent.LAPSE:
        return [f"-# **This helped** gives {reader} a credit, good for being read in turn; without it this earns none."]
    by_itself = f"on {discord.utils.format_dt(read.verdict_by_at, 'f')}"
    unless = ", unless you press **Not about my piece**" if read.sent_as_is and not read.is_withdrawn else ""
    return [
        f"-# **This helped** gives {reader} a credit now, good for being read in turn. If you say nothing, they get it "
        f"{by_itself}{unless}."
    ]


def whole_comment(read: Read) -> Sequence[str]:
    """Return a comment in full, message by message."""
    assert read.comment is not None
    said = "\n\n".join(part for part in (read.comment.quote, read.comment.effect, read.comment.question) if part)
    return text.pages(said, MESSAGE_ROOM, MESSAGE_ROOM)


def verdict_view(read: Read) -> discord.ui.View:
    """Return what an author can do about a comment as it stands."""
    items: list[discord.ui.Item[Any]] = []
    is_settled = read.state in (ReadState.ACCEPTED, ReadState.UNANSWERED)
    if read.state.awaits_verdict or (is_settled and not read.helped):
        items.append(routes.READ_HELPED.button("This helped", read.id, style=SUCCESS))
    if read.state is ReadState.COMMENTED and not read.more_asked and read.has_reader:
        items.append(routes.READ_MORE.button("Ask for more", read.id))
    if read.state.awaits_verdict and not read.disowned:
        items.append(routes.READ_DISOWN.button("Not about my piece", read.id))
    if read.state is ReadState.ACCEPTED and read.helped and not read.thanks and read.has_reader:
        items.append(routes.READ_THANK.button("Say thanks", read.id, style=SUCCESS))
    if _is_cut(read):
        items.append(routes.READ_WHOLE.button("Read it all", read.id))
    if read.has_reader:
        items.append(routes.READ_READER.button("Their profile", read.id))
    if (read.state.awaits_verdict or is_settled) and not read.reported:
        items.append(routes.REPORT_COMMENT.button("Report", read.id))
    if is_settled:  # one question after the other
        items.append(_rating_menu(read))
    return cards.buttons(*items)


def _rating_menu(read: Read) -> discord.ui.Select[Any]:
    menu = routes.READ_RATE.menu("Rate it too, if you like", read.id)
    words = ("a little", "somewhat", "a fair bit", "a lot", "it changed the piece")
    for rating in RATINGS:
        label = f"{rating} of {RATINGS[-1]}: {words[rating - 1]}"
        menu.add_option(label=label, value=str(rating), default=rating == read.rating)
    return menu


def helped_text(read: Read) -> str:
    """Confirm that a comment helped, and what it earned."""
    if not read.has_reader:
        return "Good to know. Whoever wrote it has erased everything of theirs since, so nobody hears of it."
    thanks = "" if read.thanks else " **Say thanks**, under their comment, sends them a word of yours."
    return f"Good to know. {text.mention(read.reader_id)} hears of it{_earned(read)}.{thanks}"


def _earned(read: Read) -> str:
    return f" and gets {text.count(read.credits, 'credit')} for reading you" if read.credits else ""


def more_asked_text(read: Read) -> str:
    """Confirm that the reader is asked to say more."""
    return f"I have asked {text.mention(read.reader_id)} to say a little more. If nothing comes, their comment counts as it is."


def more_form(read: Read) -> Form:
    """Return the form that asks an author what they would like to hear more about."""
    hint = "A scene, a sentence, a doubt of yours. Empty asks for anything they like to add."
    wanted = Field("wanted", "What would you like to hear more about?", hint=hint, long=True, max_length=WANTED_LENGTH)
    return routes.READ_MORE.form("Ask for more", read.id, [wanted])


def thanks_form(read: Read) -> Form:
    """Return the form for a line of thanks."""
    hint = "What their comment did for you, or will do for the piece."
    thanks = Field("thanks", "A line for your reader", hint=hint, required=True, long=True, max_length=THANKS_LENGTH)
    return routes.READ_THANK.form("Your thanks", read.id, [thanks])


def thanked_text(read: Read) -> str:
    """Confirm that the thanks are on their way."""
    return f"{text.mention(read.reader_id)} gets your thanks."


def disowned_text(read: Read) -> str:
    """Confirm that a comment is not about the author's piece, and what that does."""
    told = f", and {text.mention(read.reader_id)} is not told" if read.has_reader else ""
    down = "they can take it down, and then your piece is the next to get a reader"
    if read.is_withdrawn:
        earns = "You had taken the piece back while it was read, so by itself the comment still earns its credit in the end."
        down = "if they take it down, what your offer cost comes back to you"
    elif read.silent_end is ReadEvent.LAPSE:
        earns = "It earns nothing unless you press **This helped**."
    else:
        earns = "It names things of your piece, so by itself it still earns its credit in the end."
    return f"Noted{told}. {earns} **Report** lets the moderators decide: {down}."


def rated_text(read: Read) -> str:
    """Confirm a rating."""
    kept = f"Kept: {read.rating} of {RATINGS[-1]}."
    return f"{kept} Your reader never sees it, only an average of five ratings or more." if read.has_reader else kept
