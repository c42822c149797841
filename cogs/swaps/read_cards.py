"""What a read looks like: to its reader page by page, with the comment's form; to its author the comment that came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import discord

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import PRIMARY, SUCCESS, Field, Form
from cogs.swaps import routes
from cogs.swaps.cards import moment, named, piece_facts
from rules.swaps.moves import RATINGS, ReadState, comment_opens_at
from rules.swaps.reads import Comment, Read
from services.swaps.reads import CommentForm

# A card holds 4,000 characters in all, a plain message 2,000.
CARD_ROOM = 3_600
MESSAGE_ROOM = 1_900
QUOTE_LENGTH, EFFECT_LENGTH, QUESTION_LENGTH = 500, 3_000, 1_500
# How much of each part of a comment a message shows where not all of it fits.
SHOWN = {"quote": 300, "effect": 700, "question": 400}

LABELS = {
    "quote": "A line or moment that stayed with you",
    "effect": "What it did for you",
    "question": "A question or suggestion",
}


def pages(typed: str, first: int, later: int) -> list[str]:
    """Split what a member typed into pages of so many characters as shown, at a line or a word where that goes."""
    found: list[str] = []
    rest = typed.strip()
    while rest:
        cut = _fitting(rest, later if found else first)
        found.append(text.quoted(rest[:cut].strip()))
        rest = rest[cut:].strip()
    return found


def _fitting(typed: str, room: int) -> int:
    """Return how many characters fit into a room once they are made harmless; at least one."""
    least, most = 1, min(room, len(typed))
    while least < most:
        middle = (least + most + 1) // 2
        if len(text.quoted(typed[:middle])) <= room:
            least = middle
        else:
            most = middle - 1
    if least == len(typed):
        return least
    breaks = (typed.rfind(sign, 0, least) + 1 for sign in ("\n", ". ", " "))
    return next((at for at in breaks if at > least // 2), least)


# To the reader


def read_card(read: Read, page: int, now: datetime) -> SafeView:
    """Show a read as it stands: a piece to begin, to read on, or to take up again."""
    if read.state is ReadState.ASSIGNED:
        return _assigned_card(read)
    if read.state is ReadState.MISSED:
        return _missed_card(read)
    return _reading_card(read, page, now)


def _assigned_card(read: Read) -> SafeView:
    return cards.card(
        piece_facts(read.piece),
        f"The round gave you this one. It is due {moment(read.due_at)}.",
        [
            routes.READ_START.button("Start reading", read.piece.id, style=SUCCESS),
            routes.READ_PASS.button("Not for me", read.piece.id),
        ],
        accent=cards.LEAF,
    )


def _missed_card(read: Read) -> SafeView:
    return cards.card(
        piece_facts(read.piece),
        "The time for this one ran out. While nobody else has it, it can be yours again for 48 hours; what you typed is "
        "kept.",
        [routes.READ_START.button("Start reading", read.piece.id, style=SUCCESS)],
    )


def _reading_card(read: Read, page: int, now: datetime) -> SafeView:
    head = "\n".join([piece_facts(read.piece), *_where_and_when(read, now)])
    shown = pages(read.piece.text, CARD_ROOM - len(head), CARD_ROOM - len(named(read.piece)))
    page = min(page, max(len(shown) - 1, 0))
    parts: list[cards.Part] = [head if page == 0 else f"### {named(read.piece)}"]
    if shown:
        parts += [cards.RULE, shown[page]]
    if len(shown) > 1:
        parts.append(f"-# Page {page + 1} of {len(shown)}")
        parts.append(_turning(read.id, page, len(shown)))
    parts += [cards.RULE, _reader_buttons(read)]
    return cards.card(*parts, accent=cards.LEAF)


def _where_and_when(read: Read, now: datetime) -> list[str]:
    lines = [f"It stands here: {text.link(read.piece.link)}"] if read.piece.link else []
    if read.state is ReadState.MORE_ASKED:
        lines.append("Its author would like to hear more. Your comment counts as it is if you leave it so.")
        return lines
    lines.append(f"Yours until {moment(read.due_at)}.")
    opens_at = comment_opens_at(read.started_at or read.began_at, read.piece.words)
    if opens_at > now:
        lines.append(f"Take your time: I accept your comment from {discord.utils.format_dt(opens_at, 't')} on.")
    return lines


def _turning(read_id: int, page: int, count: int) -> list[discord.ui.Button[Any]]:
    items = [routes.READ_PAGE.button("Back", read_id, extra=str(page - 1))] if page else []
    if page + 1 < count:
        items.append(routes.READ_PAGE.button("Next page", read_id, extra=str(page + 1), style=PRIMARY))
    return items


def _reader_buttons(read: Read) -> list[discord.ui.Button[Any]]:
    if read.state is ReadState.MORE_ASKED:
        return [routes.READ_COMMENT.button("Edit my comment", read.id, style=SUCCESS)]
    items = [routes.READ_COMMENT.button("Leave my comment", read.id, style=SUCCESS)]
    if not read.extended:
        items.append(routes.READ_EXTEND.button("Give me 48 h more", read.id))
    items.append(routes.READ_PASS.button("Give it back", read.piece.id))
    items.append(routes.REPORT_PIECE.button("Report", read.piece.id))
    return items


def passed_card(read: Read) -> SafeView:
    """Confirm that a piece was given back."""
    return cards.card(
        f"{named(read.piece)} is back at the front of the line, and somebody else gets to read it. Nothing is held "
        "against you.",
        [routes.NEXT.button("Show me another", read.piece.server_id)],
    )


def comment_form(opened: CommentForm) -> Form:
    """Return the comment's form, filled in with what was typed before."""
    typed = opened.typed
    fields = [
        Field("quote", LABELS["quote"], typed.quote, long=True, max_length=QUOTE_LENGTH),
        Field("effect", LABELS["effect"], typed.effect, long=True, max_length=EFFECT_LENGTH),
        Field("question", LABELS["question"], typed.question, long=True, max_length=QUESTION_LENGTH),
    ]
    return routes.READ_COMMENT.form("Your comment", opened.read.id, fields)


def commented_text(read: Read) -> str:
    """Confirm that a comment is on its way to its author."""
    assert read.verdict_by_at is not None
    return (
        f"Your comment on {named(read.piece)} is with {text.mention(read.piece.author_id)}: {text.count(read.own_words, 'word')} of "
        f"your own. It is accepted by itself {discord.utils.format_dt(read.verdict_by_at, 'R')}, or sooner when they say "
        "that it helped."
    )


# To the author


def comment_text(read: Read) -> str:
    """Show an author the comment that came, shortened where a message does not hold it."""
    return _composed(read, SHOWN if _is_cut(read) else None)


def _is_cut(read: Read) -> bool:
    return len(_composed(read, None)) > MESSAGE_ROOM


def _composed(read: Read, shown: dict[str, int] | None) -> str:
    return "\n\n".join([_comment_head(read), *_comment_parts(read.comment, shown), *_what_next(read)])


def _comment_head(read: Read) -> str:
    title = text.quoted(text.shortened(read.piece.title, 80))
    return f"{text.mention(read.reader_id)} read “{title}” and has this to say:"


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
        first, *rest = [text.quoted(said)] if shown is None else pages(said, shown[name], shown[name])
        body = f"{first} …" if rest else first
        block = "\n".join(f"> {line}" for line in body.splitlines()) if name == "quote" else body
        parts.append(f"**{title}**\n{block}")
    return parts


def _what_next(read: Read) -> list[str]:
    if not read.state.awaits_verdict or read.verdict_by_at is None:
        return []
    return [
        f"-# **This helped** gives your reader their credit now; it comes by itself "
        f"{discord.utils.format_dt(read.verdict_by_at, 'R')}."
    ]


def whole_comment(read: Read) -> list[str]:
    """Return a comment in full, message by message."""
    assert read.comment is not None
    said = "\n\n".join(part for part in (read.comment.quote, read.comment.effect, read.comment.question) if part)
    return pages(said, MESSAGE_ROOM, MESSAGE_ROOM)


def verdict_view(read: Read) -> discord.ui.View:
    """Return what an author can do about a comment as it stands."""
    items: list[discord.ui.Item[Any]] = []
    is_accepted = read.state is ReadState.ACCEPTED
    if read.state.awaits_verdict or (is_accepted and not read.helped):
        items.append(routes.READ_HELPED.button("This helped", read.id, style=SUCCESS))
    if read.state is ReadState.COMMENTED and not read.more_asked:
        items.append(routes.READ_MORE.button("Ask for more", read.id))
    if _is_cut(read):
        items.append(routes.READ_WHOLE.button("Read it all", read.id))
    items.append(routes.READ_READER.button("Their profile", read.id))
    if (read.state.awaits_verdict or is_accepted) and not read.reported:
        items.append(routes.REPORT_COMMENT.button("Report", read.id))
    return cards.buttons(*items, _rating_menu(read))


def _rating_menu(read: Read) -> discord.ui.Select[Any]:
    menu = routes.READ_RATE.menu("What did it give you? Only their average is ever shown", read.id)
    words = ("little", "something", "a fair bit", "a lot", "it changed the piece")
    for rating in RATINGS:
        label = f"{rating} of {RATINGS[-1]}: {words[rating - 1]}"
        menu.add_option(label=label, value=str(rating), default=rating == read.rating)
    return menu


def helped_text(read: Read) -> str:
    """Confirm that a comment helped, and what it earned."""
    return f"Good to know. {text.mention(read.reader_id)} hears of it{_earned(read)}."


def _earned(read: Read) -> str:
    return f", and it earned them {text.count(read.credits, 'credit')}" if read.credits else ""


def more_asked_text(read: Read) -> str:
    """Confirm that the reader is asked to say more."""
    return f"I have asked {text.mention(read.reader_id)} to say a little more. If nothing comes, their comment counts as it is."


def rated_text(read: Read) -> str:
    """Confirm a rating."""
    return f"Kept: {read.rating} of {RATINGS[-1]}. They never see yours, only their average from 5 ratings on."


def profile_button(read: Read, *, shown: bool = False) -> discord.ui.Button[Any]:
    """Return the button by which a reader shows a comment that helped on their profile, or takes it off again."""
    if shown:
        return routes.READ_SHOWCASE.button("Take it off my profile", read.id, extra="off")
    return routes.READ_SHOWCASE.button("Show it on my profile", read.id)


def on_profile_text(read: Read, *, shown: bool) -> str:
    """Confirm what others can see now."""
    if shown:
        return f"Others now see what you said of {named(read.piece)} on your `/profile`, without the line you quoted."
    return f"What you said of {named(read.piece)} is between you and its author again."
