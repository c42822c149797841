"""What pieces look like: one with all that is known of it, the list, and the answers of publications."""

from __future__ import annotations

from typing import Any

import discord

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.pictures.attach import Attached
from cogs.kit.routes import PRIMARY, Field
from cogs.pieces import routes
from cogs.pieces.numbers import counts, number_words
from cogs.pieces.numbers_picture import NumbersPicture
from rules.pieces import Checklist, Numbers, Piece, PublicationAnswer, Submission
from services.pieces import PieceView, SubmissionView

# Short enough that a card with everything on it stays within a message's 4,000 characters.
TITLE_LENGTH, NAME_LENGTH, LINK_LENGTH = 100, 60, 300
NUMBER_LENGTH = 15
ANSWER_LENGTH = FEEDBACK_LENGTH = 500
SHOWN_ANSWER, SHOWN_FEEDBACK, SHOWN_SUBMISSIONS = 120, 100, 3
LISTED = 7

QUESTIONS = {
    "would_take": "Would a publication take it? Which one?",
    "improves": "Whose life does it improve, and how?",
    "solves": "What does it solve that nothing better does?",
    "success": "How many readers would you call a success?",
}

COUNTED = ("views", "reads", "claps")

NO_PIECES = "You have no piece here yet. `/piece add` keeps one; a title is enough."


def answers_of(checklist: Checklist) -> dict[str, str]:
    """Return a checklist's answers by the question's name."""
    return {name: getattr(checklist, name) for name in QUESTIONS}


def checklist_fields(checklist: Checklist) -> list[Field]:
    """Return the four questions, filled in."""
    return [
        Field(name, QUESTIONS[name], answer, long=name != "success", max_length=ANSWER_LENGTH)
        for name, answer in answers_of(checklist).items()
    ]


def piece_fields(piece: Piece) -> list[Field]:
    """Return what a piece is called and where it is, filled in."""
    return [
        Field("title", "Title", piece.title, required=True, max_length=TITLE_LENGTH),
        Field("link", "Link", piece.link, hint="https://…", max_length=LINK_LENGTH),
        Field("published_in", "Where it is published", piece.published_in, max_length=NAME_LENGTH),
    ]


def number_fields(latest: Numbers | None) -> list[Field]:
    """Return the fields for a piece's numbers, with the last ones as hints."""
    last = {} if latest is None else latest.told
    return [
        *(
            Field(
                name,
                f"{name.capitalize()} so far",
                hint=f"{last[name]:,} last time" if name in last else "",
                max_length=NUMBER_LENGTH,
            )
            for name in COUNTED
        ),
        Field("day", "As they stood on", "today", hint="today, yesterday, Monday, 2026-01-31"),
    ]


def feedback_field(submission: Submission) -> Field:
    """Return the field for what a publication said, filled in."""
    return Field("feedback", "What did they say?", submission.feedback, long=True, max_length=FEEDBACK_LENGTH)


def numbers_picture(view: PieceView) -> NumbersPicture | None:
    """Return a piece's numbers over time; None while there are not two days to draw a line between."""
    return NumbersPicture(view.piece.title, view.history) if len(view.history) > 1 else None


def piece_card(view: PieceView, picture: Attached | None = None) -> SafeView:
    """Show its writer everything about a piece, with what can be done."""
    parts = [_head(view.piece), *_number_parts(view, picture), *_checklist_parts(view), *_submission_parts(view)]
    return cards.card(*parts, _buttons(view.piece), accent=cards.LEAF)


def numbers_card(view: PieceView, picture: Attached | None) -> SafeView:
    """Show its writer how a piece is read."""
    parts = [_head(view.piece), *_number_parts(view, picture)]
    if view.latest is None:
        parts.append(
            "No numbers yet. Most sites show views, reads and claps in their statistics; any of them is a beginning."
        )
    return cards.card(*parts, [_numbers_button(view.piece)], accent=cards.LEAF)


def shared_card(view: PieceView, picture: Attached | None, *, with_numbers: bool) -> SafeView:
    """Show everybody a piece: where it is and who took it, and its numbers if the writer said so; nothing else."""
    piece = view.piece
    parts: list[cards.Part] = [f"{_head(piece)}\nby <@{piece.member_id}>"]
    taken = [each.publication for each in view.submissions if each.answer is PublicationAnswer.ACCEPTED]
    if taken:
        parts.append(f"Taken by {text.listing([text.quoted(name) for name in taken[-SHOWN_SUBMISSIONS:]])}.")
    if with_numbers and view.latest is not None:
        parts += [] if picture is None else [picture.gallery]
        parts.append(f"{counts(view.latest)} on {text.day(view.latest.day_on, view.today)}")
    return cards.card(*parts, accent=cards.LEAF)


def _head(piece: Piece) -> str:
    place = [f"in {text.quoted(piece.published_in)}"] if piece.published_in else []
    place += [text.link(piece.link)] if piece.link else []
    return "\n".join([f"### {text.quoted(piece.title)}", *([" · ".join(place)] if place else [])])


def _number_parts(view: PieceView, picture: Attached | None) -> list[cards.Part]:
    if view.latest is None:
        return []
    gallery: list[cards.Part] = [] if picture is None else [picture.gallery]
    return [*gallery, *number_words(view)]


def _checklist_parts(view: PieceView) -> list[cards.Part]:
    answered = {name: answer for name, answer in answers_of(view.piece.checklist).items() if answer}
    if not answered:
        return []
    lines = [
        f"**{QUESTIONS[name]}**\n{text.quote_block(text.shortened(answer, SHOWN_ANSWER))}"
        for name, answer in answered.items()
    ]
    return [cards.RULE, *lines]


def _submission_parts(view: PieceView) -> list[cards.Part]:
    if not view.submissions:
        return []
    lines = [_submission_line(each, view) for each in reversed(view.submissions[-SHOWN_SUBMISSIONS:])]
    if (more := len(view.submissions) - SHOWN_SUBMISSIONS) > 0:
        lines.append(f"-# And {more} before.")
    return [cards.RULE, "**Sent to**", *lines]


def _submission_line(submission: Submission, view: PieceView) -> str:
    sent_on = text.day(submission.submitted_on, view.today)
    line = f"{text.quoted(submission.publication)} · {sent_on} · "
    if submission.answer is None or submission.answered_on is None:
        return f"{line}waiting"
    line += f"{submission.answer} {text.day(submission.answered_on, view.today)}"
    if not submission.feedback:
        return line
    return f"{line}\n{text.quote_block(text.shortened(submission.feedback, SHOWN_FEEDBACK))}"


def _buttons(piece: Piece) -> list[discord.ui.Item[Any]]:
    return [
        _numbers_button(piece),
        routes.CHECKLIST.button("Checklist", piece.id),
        routes.EDIT.button("Edit", piece.id),
        routes.REMOVE.button("Remove", piece.id),
    ]


def _numbers_button(piece: Piece) -> discord.ui.Item[Any]:
    return routes.NUMBERS.button("Add numbers", piece.id, style=PRIMARY)


def list_card(views: list[PieceView]) -> SafeView:
    """Show a writer's own pieces, the newest first."""
    parts: list[cards.Part] = ["### Your pieces"]
    parts.extend(_list_line(view) for view in reversed(views[-LISTED:]))
    if (more := len(views) - LISTED) > 0:
        parts.append(f"-# And {more} older. `/piece show` finds each by its title.")
    return cards.card(*parts, accent=cards.LEAF)


def _list_line(view: PieceView) -> str:
    piece = view.piece
    told = [counts(view.latest)] if view.latest is not None else []
    waiting = [text.quoted(each.publication) for each in view.submissions if each.answer is None]
    if waiting:
        told.append(f"waiting at {waiting[0] if len(waiting) == 1 else text.count(len(waiting), 'publication')}")
    where = f" in {text.quoted(piece.published_in)}" if piece.published_in else ""
    return "\n".join([f"**{text.quoted(piece.title)}**{where}", *([" · ".join(told)] if told else [])])


def submitted_text(sent: SubmissionView) -> str:
    """Confirm that a piece was sent."""
    on = text.near_day(sent.submission.submitted_on, sent.today)
    return (
        f"Noted: **{text.quoted(sent.piece.title)}** went to **{text.quoted(sent.submission.publication)}** {_on(on)}. "
        "`/piece answer` takes what they say."
    )


def _on(day: str) -> str:
    return day if day in ("today", "yesterday") else f"on {day}"


def answered_text(sent: SubmissionView) -> str:
    """Tell back what a publication said."""
    submission = sent.submission
    assert submission.answered_on is not None
    title, publication = text.quoted(sent.piece.title), text.quoted(submission.publication)
    days = (submission.answered_on - submission.submitted_on).days
    after = f", {text.count(days, 'day')} after you sent it" if days else ""
    if submission.answer is PublicationAnswer.ACCEPTED:
        return f"**{publication}** took **{title}**{after}. Well done."
    return f"**{publication}** declined **{title}**{after}. It is free to go elsewhere: `/piece submitted` notes where."


def feedback_button(sent: SubmissionView) -> discord.ui.View:
    """Offer to keep what a publication said."""
    return cards.buttons(routes.FEEDBACK.button("Write down what they said", sent.submission.id))


def feedback_text(sent: SubmissionView) -> str:
    """Show what was kept of a publication's words."""
    if not sent.submission.feedback:
        return "Their words are off your list."
    return f"Kept, for your eyes only:\n{text.quote_block(sent.submission.feedback)}"


def removed_card(piece: Piece) -> SafeView:
    """Confirm that a piece is off the list, and offer to put it back."""
    return cards.card(
        f"**{text.quoted(piece.title)}** is off your list, with its numbers and answers.",
        [routes.RESTORE.button("Put it back", piece.id)],
    )
