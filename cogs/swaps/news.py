"""What comes by itself about swaps. Direct messages are plain text first: a phone shows their first line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord

from cogs.kit import cards, text
from cogs.kit.routes import PRIMARY, SUCCESS
from cogs.swaps import routes
from cogs.swaps.cards.comments import comment_text, verdict_view
from cogs.swaps.cards.offers import brief_facts, moment, named, short_name
from cogs.swaps.cards.reads import comment_button, edit_button, profile_button
from rules.inbox import Waiting
from rules.swaps.moves import PieceState, ReadEvent
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import Read
from rules.swaps.reports import Decision
from services.swaps.news import NudgeNews, PieceNews, ReadNews, ReportNews, RoundNews, WeekOfReads

# More than this in one message would be a wall; `/swap mine` has the rest.
MOST_NAMED = 7
LINE_LENGTH = 80

News = ReadNews | PieceNews | ReportNews | RoundNews | NudgeNews | WeekOfReads
View = discord.ui.View | None


def words(news: News) -> tuple[str, View]:
    """Return the message's text and its buttons."""
    if isinstance(news, ReadNews):
        said, view = _TO_AUTHOR[news.event](news.read) if news.is_author else _TO_READER[news.event](news.read)
        return said + _paid(news) + _came_back(news) + _because(news.why), view
    if isinstance(news, PieceNews):
        return _removed_piece(news.piece) + _because(news.why), None
    if isinstance(news, ReportNews):
        why = _because(news.why)
        return f"The moderators looked at {named(news.piece)}, which you reported, and have {_done(news)}.{why}", None
    if isinstance(news, RoundNews):
        return _round(news)
    if isinstance(news, NudgeNews):
        return _nudge(news.read), cards.buttons(opening(news.read))
    return _week(news), None


def _removed_piece(piece: OfferedPiece) -> str:
    if piece.state is PieceState.REMOVED:
        return f"The moderators have taken your piece {named(piece)} down."
    return (
        f"The moderators looked at a report about your piece {named(piece)}. It is no longer offered; they say that it "
        "should not have been there."
    )


def _done(news: ReportNews) -> str:
    if news.report.decision is not Decision.REMOVE:
        return "let it stand"
    if news.piece.state is PieceState.REMOVED:
        return "taken it down"
    return "found that you were right; it was no longer offered"


def _paid(news: ReadNews) -> str:
    # Silence may have paid before: what it brought was told then.
    return f" {_earned(news.read)}" if news.event is ReadEvent.HELPED and news.is_paid else ""


def _came_back(news: ReadNews) -> str:
    return " What the offer cost came back to you." if news.is_author and news.refunded else ""


def _because(why: str) -> str:
    return f"\nThey say:\n{text.quote_block(why)}" if why else ""


def opening(read: Read) -> discord.ui.Button[Any]:
    """Return the button that opens a read."""
    return routes.READ_OPEN.button(text.label(f"Open: {read.piece.title}"), read.id, style=PRIMARY)


def _nudge(read: Read) -> str:
    # On a line of its own: a phone shows an instant in the first words as it is written.
    return f"{named(read.piece)} is still with you to read.\nIts time runs until {moment(read.due_at)}."


def _round(news: RoundNews) -> tuple[str, View]:
    read = news.read
    reader = "" if news.reader_id is None else f", and {text.mention(news.reader_id)} reads yours"
    if read is None and reader:
        return f"The round had nobody left for you to read{reader}.", None
    if read is None:
        return (
            "This week's round had nobody new to bring together with you. Your piece still waits for a reader: anybody "
            "may read it meanwhile, and the next round looks again.",
            cards.buttons(routes.NEXT.button("Show me a piece", news.server_id)),
        )
    return (
        f"The round has matched you. {named(read.piece)} is yours to read{reader}.\n"
        f"{brief_facts(read.piece)}\nIt is due {moment(read.due_at)}.",
        cards.buttons(
            routes.READ_START.button("Start reading", read.piece.id, style=SUCCESS),
            routes.READ_PASS.button("Not for me", read.piece.id),
        ),
    )


def _week(week: WeekOfReads) -> str:
    readers = len({read.reader_id for read in week.reads})
    who = "one person" if readers == 1 else f"{readers} people"
    lines = [f"You were read this week, by {who}."]
    for read in week.reads[:MOST_NAMED]:
        noticed = read.comment.quote if read.comment is not None else ""
        line = f"\n> {text.in_short(' '.join(noticed.split()), LINE_LENGTH)}" if noticed else ""
        lines.append(f"{text.mention(read.reader_id)}, in {short_name(read.piece)}{':' if line else ''}{line}")
    if len(week.reads) > MOST_NAMED:
        lines.append(f"And {len(week.reads) - MOST_NAMED} more.")
    return "\n".join(lines)


# To who was read


def _comment(read: Read) -> tuple[str, View]:
    return comment_text(read), verdict_view(read)


def _lost_its_reader(read: Read) -> tuple[str, View]:
    # The same whatever the reason: another would show a block.
    return (
        f"{named(read.piece)} is without a reader again. The next reader gets it, at no cost to you.",
        None,
    )


def _dismissed_to_author(read: Read) -> tuple[str, View]:
    return f"The moderators looked at the comment on {named(read.piece)} you reported, and let it stand.", None


def _undecided_to_author(read: Read) -> tuple[str, View]:
    return (
        f"Nobody has decided within 14 days about the comment on {named(read.piece)} you reported, so it counts as if you had "
        "said nothing.",
        None,
    )


def _revoked_to_author(read: Read) -> tuple[str, View]:
    return f"The moderators looked at the comment on {named(read.piece)} you reported: it earns no credit.", None


def _removed_to_author(read: Read) -> tuple[str, View]:
    again = " The next reader gets your piece again." if read.piece.state is PieceState.OPEN else ""
    return f"The moderators have taken down the comment on {named(read.piece)} you reported.{again}", None


_TO_AUTHOR: dict[ReadEvent, Callable[[Read], tuple[str, View]]] = {
    ReadEvent.COMMENT: _comment,
    ReadEvent.ADD: _comment,
    ReadEvent.PASS: _lost_its_reader,
    ReadEvent.MISS: _lost_its_reader,
    ReadEvent.SILENCE: _undecided_to_author,
    ReadEvent.LAPSE: _undecided_to_author,
    ReadEvent.DISMISS: _dismissed_to_author,
    ReadEvent.REVOKE: _revoked_to_author,
    ReadEvent.REMOVE: _removed_to_author,
}


# To who read


def _earned(read: Read) -> str:
    return f"It earned you {text.count(read.credits, 'credit')}."


def _missed(read: Read) -> tuple[str, View]:
    return (
        f"The time for {named(read.piece)} ran out, and it waits for a reader again. It happens. While nobody "
        "else has it, **Start reading** gives it to you for 48 hours more, with what you typed.",
        cards.buttons(routes.READ_START.button("Start reading", read.piece.id, style=SUCCESS)),
    )


def _erased(read: Read) -> tuple[str, View]:
    gone = (
        "The author of a piece you had to read has erased everything of theirs, the piece too. It was nothing you did"
    )
    if read.started_at is None or read.piece.state is not PieceState.WITHDRAWN:
        another = routes.NEXT.button("Show me another", read.piece.server_id)
        return f"{gone}, and nothing is held against you.", cards.buttons(another)
    return (
        f"{gone}. If you have read it, your comment until {moment(read.due_at)} still earns its credit, at once, though nobody "
        "is there to get it.",
        cards.buttons(comment_button(read.id)),
    )


def _called_off(read: Read) -> tuple[str, View]:
    if not read.has_author:
        return _erased(read)
    if read.piece.state is PieceState.WITHDRAWN and read.started_at is not None:
        return (
            f"{named(read.piece)} was taken back by its author while you had it. It was nothing you did. If you have read "
            f"it, your comment still reaches them until {moment(read.due_at)}, and earns like any other.",
            cards.buttons(comment_button(read.id)),
        )
    return (
        f"{named(read.piece)} is no longer there to be read. It was nothing you did, and nothing is held against you.",
        cards.buttons(routes.NEXT.button("Show me another", read.piece.server_id)),
    )


def _helped(read: Read) -> tuple[str, View]:
    return (
        f"{text.mention(read.piece.author_id)} says your comment on {named(read.piece)} helped.",
        cards.buttons(profile_button(read)),
    )


def _behind(said: str) -> str:
    return f"\n{text.quote_block(said)}" if said else ""


def _thanked(read: Read) -> tuple[str, View]:
    author = text.mention(read.piece.author_id)
    return f"{author} has a word for you, about your comment on {named(read.piece)}:{_behind(read.thanks)}", None


def _unanswered(read: Read) -> tuple[str, View]:
    if not read.has_author:
        return (
            "The author of a piece you commented on has erased everything of theirs. Your comment earned no credit.",
            None,
        )
    return (
        f"Your comment on {named(read.piece)} stays with its author. They have not said that it helped, so it earned no "
        "credit; **This helped** still gives you yours.",
        None,
    )


def _accepted(read: Read) -> tuple[str, View]:
    return f"Your comment on {named(read.piece)} is accepted. {_earned(read)}", None


def _more_asked(read: Read) -> tuple[str, View]:
    return (
        f"{text.mention(read.piece.author_id)} read your comment on {named(read.piece)} and would like to hear a little more. It "
        f"counts as it is if you leave it so.{_behind(read.more_wanted)}",
        cards.buttons(edit_button(read), opening(read)),
    )


def _dismissed(read: Read) -> tuple[str, View]:
    return (
        f"The moderators looked at a report about your comment on {named(read.piece)} and let it stand. {_earned(read)}",
        None,
    )


def _revoked(read: Read) -> tuple[str, View]:
    return f"The moderators looked at a report: your comment on {named(read.piece)} stays and earns no credit.", None


def _removed(read: Read) -> tuple[str, View]:
    return f"The moderators looked at a report and took down your comment on {named(read.piece)}.", None


_TO_READER: dict[ReadEvent, Callable[[Read], tuple[str, View]]] = {
    ReadEvent.MISS: _missed,
    ReadEvent.CALL_OFF: _called_off,
    ReadEvent.BLOCK: _called_off,
    ReadEvent.HELPED: _helped,
    ReadEvent.THANK: _thanked,
    ReadEvent.SILENCE: _accepted,
    ReadEvent.LAPSE: _unanswered,
    ReadEvent.ASK_MORE: _more_asked,
    ReadEvent.DISMISS: _dismissed,
    ReadEvent.REVOKE: _revoked,
    ReadEvent.REMOVE: _removed,
}


# What could not reach a member, in a line


_WAITING: dict[str, str] = {
    ReadEvent.COMMENT: "A comment on your piece {title} waits for you: `/swap mine` has it.",
    ReadEvent.ADD: "The reader of your piece {title} has said more: `/swap mine` has it.",
    **dict.fromkeys(
        (ReadEvent.PASS, ReadEvent.MISS, ReadEvent.BLOCK, ReadEvent.CALL_OFF),
        "{title} is not being read now: `/swap mine` has what is yours to read and to be read.",
    ),
    ReadEvent.HELPED: "Your comment on {title} helped its author.",
    ReadEvent.THANK: "The author of {title} thanks you for your comment.",
    ReadEvent.SILENCE: "The comment on {title} counts as it stands.",
    ReadEvent.LAPSE: "The comment on {title} stays with its author and earned no credit.",
    ReadEvent.ASK_MORE: "The author of {title} would like to hear a little more about it.",
    ReadEvent.DISMISS: "The moderators looked at the comment on {title} and let it stand.",
    ReadEvent.REVOKE: "The moderators looked at the comment on {title}: it earns no credit.",
    ReadEvent.REMOVE: "The moderators have taken down the comment on {title}.",
}


def waiting_line(waiting: Waiting) -> str:
    """Say what became of a swap to a member whom that did not reach."""
    about, what, *_ = waiting.about.split("/")
    if about == "round":
        return "The round has matched its members: `/swap mine` has what it brought you."
    title = text.named(waiting.text)
    if about == "piece":
        return f"The moderators decided against your piece {title}. It is no longer offered."
    return _WAITING[what].format(title=title)


def nudge_line(waiting: Waiting) -> str:
    """Say that something is to be read."""
    return f"{text.named(waiting.text)} is with you to read: `/swap mine` opens it."


def week_line(_waiting: Waiting) -> str:
    """Say that the member was read."""
    return "You were read that week: `/swap mine` has who said what."
