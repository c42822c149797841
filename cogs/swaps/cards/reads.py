"""What a read looks like to its reader: page by page, with the comment's form, and what becomes of the comment."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import Any

import discord

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import PRIMARY, SUCCESS, Field, Form
from cogs.swaps import routes
from cogs.swaps.cards.offers import moment, named, piece_facts
from cogs.swaps.cards.reasons import NOT_SURE, QUESTIONS
from rules.comments.check import Problem
from rules.swaps.moves import ReadState
from rules.swaps.reads import ANSWER_LENGTH, EFFECT_LENGTH, QUESTION_LENGTH, QUOTE_LENGTH, Read
from services.swaps.comments import CommentForm, CommentGiven

# A card holds 4,000 characters in all.
CARD_ROOM = 3_600
# Who may comment so soon needs no word of it: to read and to write take longer.
SOON = timedelta(minutes=2)
WORDS_A_SENTENCE = 15
SILENCE_PAYS_NOTHING = "Without that it earns none: in 90 days only two sent as they are count without a word."

LABELS = {
    "quote": "A line or moment that stayed with you",
    "effect": "What it did for you",
    "question": "A question or suggestion",
}


# To the reader

HELD_LONG_ENOUGH = (
    "You have had that piece for ten days, so somebody else may read it now. If your comment is ready, **Leave my comment** "
    "still takes it while nobody has the piece; `/swap next` shows you another."
)


def read_card(read: Read, page: int, now: datetime, aside: str = "") -> SafeView:
    """Show a read as it stands: a piece to begin, to read on, or to take up again; `aside` where it was opened for now."""
    if read.state is ReadState.ASSIGNED:
        return _assigned_card(read)
    if read.state is ReadState.MISSED:
        return _missed_card(read, now)
    return _reading_card(read, page, now, aside)


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


def _missed_card(read: Read, now: datetime) -> SafeView:
    if not read.can_be_resumed(now):
        return cards.card(piece_facts(read.piece), HELD_LONG_ENOUGH, [comment_button(read.id)])
    return cards.card(
        piece_facts(read.piece),
        "The time for this one ran out. While nobody else has it, it can be yours again for 48 hours; what you typed is "
        "kept.",
        [routes.READ_START.button("Start reading", read.piece.id, style=SUCCESS)],
    )


def _reading_card(read: Read, page: int, now: datetime, aside: str) -> SafeView:
    head = [piece_facts(read.piece), "\n".join([*_where_and_when(read, now), *([aside] if aside else [])])]
    shown = text.pages(read.piece.text, CARD_ROOM - sum(map(len, head)), CARD_ROOM - len(named(read.piece)))
    page = min(page, max(len(shown) - 1, 0))
    parts: list[cards.Part] = [*head] if page == 0 else [f"### {named(read.piece)}"]
    if shown:
        parts += [cards.RULE, shown[page]]
    if len(shown) > 1:
        parts.append(f"-# Page {page + 1} of {len(shown)}")
        parts.append(_turning(read.id, page, len(shown)))
    parts += [cards.RULE, _reader_buttons(read)]
    return cards.card(*parts, accent=cards.LEAF)


def _where_and_when(read: Read, now: datetime) -> list[str]:
    lines = _link_line(read)
    if read.state is ReadState.MORE_ASKED:
        lines.append("Its author would like to hear more. Your comment counts as it is if you leave it so.")
        lines += [text.quote_block(read.more_wanted)] if read.more_wanted else []
        return lines
    lines.append(f"Yours until {moment(read.due_at)}.")
    opens_at = read.opens_at
    if opens_at > now + SOON:
        lines.append(
            f"Your comment can be sent from {discord.utils.format_dt(opens_at, 't')} on, when there was time to read it."
        )
    return lines


def _link_line(read: Read) -> list[str]:
    return [f"Read it here: {text.link(read.piece.link)}"] if read.piece.link else []


def _turning(read_id: int, page: int, count: int) -> list[discord.ui.Button[Any]]:
    items = [routes.READ_PAGE.button("Back", read_id, extra=str(page - 1))] if page else []
    if page + 1 < count:
        items.append(routes.READ_PAGE.button("Next page", read_id, extra=str(page + 1), style=PRIMARY))
    return items


def _reader_buttons(read: Read) -> list[discord.ui.Button[Any]]:
    if read.state is ReadState.MORE_ASKED:
        return [edit_button(read, SUCCESS)]
    items = [comment_button(read.id)]
    if not read.extended:
        items.append(routes.READ_EXTEND.button("Give me 48 h more", read.id))
    return [*items, *_ways_out(read)]


def _ways_out(read: Read) -> list[discord.ui.Button[Any]]:
    if not read.state.is_with_reader:
        return []
    return [
        routes.READ_PASS.button("Give it back", read.piece.id),
        routes.REPORT_PIECE.button("Report", read.piece.id),
    ]


def passed_card(read: Read) -> SafeView:
    """Confirm that a piece was given back."""
    return cards.card(
        f"{named(read.piece)} is the next to be read by somebody else. It does not come to you "
        "again, and nothing is held against you.",
        [routes.NEXT.button("Show me another", read.piece.server_id)],
    )


def held_card(read: Read, why: str, *items: discord.ui.Button[Any]) -> SafeView:
    """Show why a comment waits, in place of the read's card; with the piece where one card holds both."""
    until = "\n".join([*_link_line(read), *_held_until(read)])
    head = [piece_facts(read.piece), *([until] if until else [])]
    shown = text.pages(read.piece.text, CARD_ROOM - sum(map(len, head)) - len(why), CARD_ROOM)
    parts: list[cards.Part] = [*head]
    if len(shown) == 1:
        parts += [cards.RULE, shown[0]]
    again = [routes.READ_PAGE.button("Read it again", read.id, extra="0")] if len(shown) > 1 else []
    return cards.card(*parts, cards.RULE, why, [*items, *again], _ways_out(read), accent=cards.AMBER)


def _held_until(read: Read) -> list[str]:
    if not read.state.is_with_reader:
        return []
    still = " I put 48 hours on top, so that you can mend it in peace." if read.held else ""
    return [f"Yours until {moment(read.due_at)}.{still}"]


def comment_button(read_id: int) -> discord.ui.Button[Any]:
    """Return the button that opens the form for a comment."""
    return routes.READ_COMMENT.button("Leave my comment", read_id, style=SUCCESS)


def edit_button(read: Read, style: discord.ButtonStyle = PRIMARY) -> discord.ui.Button[Any]:
    """Return the button that opens a comment as it was left."""
    return routes.READ_COMMENT.button("Edit my comment", read.id, style=style)


def comment_form(opened: CommentForm) -> Form:
    """Return the comment's form, filled in with what was typed before; it says what is wanted."""
    typed = opened.typed
    hints = {
        "quote": "Copy a line from the piece, or say which moment it was.",
        "effect": "Where you slowed down, laughed or were lost.",
        "question": "What would you ask its author, or try in their place?",
    }
    sentences = text.count(ceil(opened.min_words / WORDS_A_SENTENCE), "sentence")
    wanted = {
        "effect": f"About {sentences} ({opened.min_words} words) of your own on this piece, in this field and the next."
    }
    lengths = {"quote": QUOTE_LENGTH, "effect": EFFECT_LENGTH + ANSWER_LENGTH, "question": QUESTION_LENGTH}
    fields = [
        Field(
            name,
            LABELS[name],
            getattr(typed, name),
            hints[name],
            long=True,
            max_length=most,
            about=wanted.get(name, ""),
        )
        for name, most in lengths.items()
    ]
    return routes.READ_COMMENT.form("Your comment", opened.read.id, fields)


def answer_form(read: Read, doubted: str) -> Form:
    """Return the form for an answer to what was asked about a comment; older buttons do not say what was doubted."""
    question = QUESTIONS.get(doubted, QUESTIONS[Problem.UNSEEN])
    hint = f"{question.hint} I add it to your comment."
    answer = Field("answer", question.asks, hint=hint, required=True, long=True, max_length=ANSWER_LENGTH)
    return routes.READ_ANSWER.form("Your answer", read.id, [answer])


def given_card(given: CommentGiven) -> SafeView:
    """Confirm that a comment is with its author, in place of the read's card; say what it earns, and when."""
    read = given.read
    if not read.has_author:
        return _kept_from_nobody(given)
    thanks = "Thank you for reading, and for your answer." if given.is_answered else "Thank you for reading."
    where = (
        f"Your comment on {named(read.piece)} is with {text.mention(read.piece.author_id)}: "
        f"{text.count(read.own_words, 'word')} of your own. {thanks}"
    )
    return cards.card(f"{where}\n{_earning(given)}", accent=cards.LEAF)


def _kept_from_nobody(given: CommentGiven) -> SafeView:
    """Say that a comment earned its credit though its author has erased themselves; its words stay in the answer."""
    said = given.read.comment.text if given.read.comment is not None else ""
    shown = text.pages(said, CARD_ROOM // 2, CARD_ROOM // 2)
    return cards.card(
        "Thank you for reading. The author has erased everything of theirs, so your comment reaches nobody. It has earned "
        f"you {text.count(given.earns, 'credit')}.",
        *([text.quote_block(shown[0])] if shown else []),
        accent=cards.LEAF,
    )


def _earning(given: CommentGiven) -> str:
    read, worth = given.read, text.count(given.earns, "credit")
    author = text.mention(read.piece.author_id)
    if read.accepted_at is not None or read.verdict_by_at is None:
        return f"It has earned you {worth}."
    by_itself = f"on {discord.utils.format_dt(read.verdict_by_at, 'f')}"
    if not read.sent_as_is:
        return f"It earns you {worth}: when {author} says that it helped, or by itself {by_itself}."
    told = f"I told {author} that {NOT_SURE}{'' if read.is_withdrawn else ': they decide'}."
    if read.silence_pays:
        return f"{told} It earns you {worth} when {author} says that it helped, or by itself {by_itself}."
    return f"{told} It earns you {worth} when {author} says that it helped. {SILENCE_PAYS_NOTHING}"


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
