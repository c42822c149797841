"""The question whether to remind somebody: one private line behind what they wrote or promised."""

from __future__ import annotations

from cogs.kit import cards, text
from cogs.kit.act import LiveAct
from cogs.kit.answers import Answer, private
from cogs.kit.routes import PRIMARY, Field
from cogs.reminders import routes
from rules.members import Member
from rules.reminders.choice import ABOUT
from services.context import Context
from services.reminders import consent

TIME_FIELD = Field("time", "When, on your clock?", hint="20:00, or 8pm", required=True, max_length=20)


async def reminder_question(context: Context, act: LiveAct, before: str = "") -> tuple[Answer, ...]:
    """Return the question where it is to be asked now, in one message with what is to be said `before` it.

    It is asked twice at most, and never again once it was answered.
    """
    member = await consent.claim_question(context, act.member_id, act.at)
    if member is None:
        return (private(before),) if before else ()
    buttons = cards.buttons(
        routes.YES.button("Yes", member.id, style=PRIMARY),
        routes.ANOTHER_TIME.button("Another time", member.id),
        routes.NO.button("No, thank you", member.id),
    )
    return (private("\n".join(filter(None, [before, _words(member)])), buttons),)


def _words(member: Member) -> str:
    if member.reminder.quiet_since is not None:
        since = member.today(member.reminder.quiet_since)
        return f"My reminders have been quiet since {text.full_day(since)}. Shall I write again {when(member)}?"
    return f"Shall I remind you {when(member)} on days you have not written?"


def when(member: Member) -> str:
    """Write when a member is reminded: at the time they chose, or "about 20:00"."""
    return f"about {ABOUT:%H:%M}" if member.reminder.at is None else f"at {member.reminder.at:%H:%M}"
