"""What introductions and profiles look like."""

from __future__ import annotations

from cogs.kit import cards, plans, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import Field, Form
from cogs.people import routes
from rules.people import Introduction
from rules.swaps.reads import ProfileComment
from services.goals.running import GoalView
from services.people import Profile, Reading, Writing

ANSWER_LENGTH, LINKS_LENGTH = 300, 200
# On a profile other things stand beside it, and all must stay within a message's 4,000 characters.
SHOWN_LENGTH = 180
SHOWN_GOALS = 3
TITLE_LENGTH, COMMENT_LENGTH = 30, 110

QUESTIONS = {
    "who": "Who I am",
    "writes": "What I write",
    "why": "Why I am here",
    "offers": "What I can offer",
    "links": "Where to read me",
}
HINTS = {
    "who": "A night nurse in Porto who writes on the bus home",
    "writes": "Short stories, and letters I never send",
    "why": "I finish nothing alone",
    "offers": "An honest first reading; an ear for dialogue",
    "links": "https://… one a line, if there are any",
}


def introduction_form(said: Introduction) -> Form:
    """Return the form, filled in with what was said before."""
    fields = [
        Field(
            name,
            label,
            getattr(said, name),
            hint=HINTS[name],
            required=name == "who",
            long=True,
            max_length=LINKS_LENGTH if name == "links" else ANSWER_LENGTH,
        )
        for name, label in QUESTIONS.items()
    ]
    return routes.INTRODUCE.form("Introduce yourself", 0, fields)


def introduction_card(member_id: int, said: Introduction) -> SafeView:
    """Introduce a member to the server."""
    return cards.card(f"### Meet <@{member_id}>", *_answers(said, ANSWER_LENGTH), accent=cards.LEAF)


def _answers(said: Introduction, length: int) -> list[str]:
    answered = {name: text.shortened(answer, length) for name in QUESTIONS if (answer := getattr(said, name))}
    return [f"**{QUESTIONS[name]}**\n{_answer(name, answer)}" for name, answer in answered.items()]


def _answer(name: str, answer: str) -> str:
    return text.in_quotation(text.with_links(answer)) if name == "links" else text.quote_block(answer)


def posted_text(channel_id: int) -> str:
    """Say where the introduction is."""
    return f"Your introduction is in <#{channel_id}>. `/introduce` opens it again when something has changed."


def changed_text(channel_id: int) -> str:
    """Say that the introduction was changed where it stands."""
    return f"Your introduction is changed, where it stands in <#{channel_id}>."


NO_CHANNEL = (
    "Your introduction is kept and stands on your `/profile`. This server has no channel for introductions yet: "
    "whoever manages it can choose one in `/setup`, and `/introduce` posts yours then."
)


HEARD_ENOUGH = (
    "Your introduction is kept and stands on your `/profile`. Everybody here has seen five of yours within the hour, so I "
    "post no other now; `/introduce` does later."
)

CHANGED_ENOUGH = (
    "Your introduction is kept and stands on your `/profile`. You have changed it five times within the hour, so its post "
    "stays as it was for now; `/introduce` changes it later."
)

PUT_OFF = (
    "Your introduction is kept and stands on your `/profile`. Discord is slow or out of my reach just now; in a few "
    "minutes, `/introduce` puts it in its channel, or finds it there."
)

STAYS = "What stands there stays as it was."


def unseen_text(channel_id: int) -> str:
    """Say that the introduction may stand in its channel, and that the bot cannot see whether it does."""
    return (
        f"Your introduction is kept and stands on your `/profile`. I sent it to <#{channel_id}> before and cannot see "
        "whether it arrived: I am missing **Read Message History** there. Whoever manages this server can allow me that; "
        "after that, send `/introduce` once more."
    )


def silenced_text(channel_id: int) -> str:
    """Say that the introduction is kept and not posted for who may not write there."""
    return (
        f"Your introduction is kept and stands on your `/profile`. You cannot write in <#{channel_id}>, so I do not for "
        "you; once you can, `/introduce` posts it."
    )


def words_refused_text(channel_id: int) -> str:
    """Say that a filter stopped the introduction's words."""
    return (
        f"AutoMod in this server, or Discord's link filter, stopped something you wrote, so it is not in <#{channel_id}>. "
        "Your words are kept: `/introduce` opens them, and with another word or without a link they go through."
    )


def refused_text(channel_id: int) -> str:
    """Say that the introduction is kept though it could not be posted."""
    return (
        f"Your introduction is kept and stands on your `/profile`, but I may not post in <#{channel_id}>. `/setup` "
        "tells whoever manages this server what I am missing there; after that, send `/introduce` once more."
    )


def profile_card(profile: Profile) -> SafeView:
    """Show a member as others in the server see them."""
    parts: list[cards.Part] = [f"### <@{profile.member_id}>"]
    if profile.introduction is not None:
        parts += _answers(profile.introduction, SHOWN_LENGTH)
    if profile.goals:
        parts += [cards.RULE, "**Goals shared here**"]
        parts += [_goal(view) for view in profile.goals[:SHOWN_GOALS]]
    if facts := _facts(profile):
        parts += [cards.RULE, "\n".join(facts)]
    if profile.reading.comments:
        parts += [cards.RULE, "**Comments that helped**", *(_comment(each) for each in profile.reading.comments)]
    if notes := _notes(profile):
        parts.append("\n".join(notes))
    return cards.card(*parts, accent=cards.LEAF)


def _goal(view: GoalView) -> str:
    """Show a goal and how much of it is done; whether it is on schedule is its owner's business."""
    words = text.quote_block(text.shortened(view.goal.text))
    return (
        words if view.pace is None else f"{words}\n> {text.bar(view.pace.fraction)} {round(view.pace.fraction * 100)} %"
    )


def _facts(profile: Profile) -> list[str]:
    """Return what a member can be proud of, a line for each."""
    writing = [] if profile.writing is None else _writing_lines(profile.writing)
    return [*writing, *_reading_lines(profile.reading)]


def _reading_lines(reading: Reading) -> list[str]:
    facts = []
    if reading.readers:
        facts.append(f"Reached **{text.count(reading.readers, 'reader')}**")
    if reading.given.accepted:
        facts.append(f"gave **{text.count(reading.given.accepted, 'comment')}**, {reading.given.helped} marked helpful")
    line = " · ".join(facts)
    return [line[0].upper() + line[1:]] if line else []


def _comment(comment: ProfileComment) -> str:
    title = text.named_in_short(comment.title, TITLE_LENGTH)
    return f"On {title}\n{text.quote_block(text.shortened(comment.effect, COMMENT_LENGTH))}"


def _writing_lines(writing: Writing) -> list[str]:
    state, recent = writing.state, writing.recent
    unit = state.unit.value
    lines = [
        f"Streak **{text.count(state.current, unit)}** · longest run **{text.count(state.longest, 'day')}** written"
    ]
    if recent.planned:
        kept = plans.promises_kept(recent, writing.plan)
        lines.append(f"{kept[0].upper()}{kept[1:]}")
    return lines


def _notes(profile: Profile) -> list[str]:
    """Return small print: to its owner what others see, to others what to say where there is little to show."""
    if not profile.is_own:
        return [] if profile.introduction is not None else ["-# They have not introduced themselves here yet."]
    if profile.introduction is None:
        return ["-# Others in this server see this. `/introduce` adds a few words about you."]
    if profile.writing is not None and not profile.on_boards:
        return ["-# Others see this without your streak, as you chose with `/settings boards`."]
    return ["-# Others in this server see this. `/introduce` changes your words."]
