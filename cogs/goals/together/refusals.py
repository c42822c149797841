"""What is said when something about a goal together cannot be done, each with the next step."""

from __future__ import annotations

from cogs.goals.together.cards import join_each, name_of
from cogs.kit import text
from cogs.kit.feature import NextStep, Sentence
from cogs.kit.refusals import given_back
from rules.goals import together
from rules.kit.errors import Refusal
from services.goals.together import going


def _for_managers(refused: going.ForManagers) -> str:
    circle = refused.circle
    here = "Here only those who manage this server can begin a goal together"
    if circle is None:
        return (
            f"{here}: hand one of them your words, or begin one with a circle, which sets its own in its own place. "
            "`/circle list` shows which have room, and `/circle create` begins one."
        )
    if circle.place_id is None:
        return f"{here}. Your circle can have one in a place of its own: `/circle show` gives it a thread."
    return (
        f"{here}. Your circle can have one too: type the same in <#{circle.place_id}>, and it belongs to "
        f"**{text.quoted(circle.name)}**."
    )


def _enough(refused: together.EnoughTogether) -> str:
    running = text.listing([f"**{name_of(goal)}**" for goal in refused.running])
    if len(refused.running) < together.MOST_IN_SERVER:
        said = f"One goal together at a time, so that all pull together: {running} is on. Join it here, or begin yours after it."
    else:
        said = f"Three goals together are on at a time: {running}. Join one here, or begin yours once one has ended."
    return given_back(said, refused.typed)


SENTENCES: dict[type[Refusal], Sentence] = {
    together.NotOneNumber: lambda _: (
        "A goal together is one number by a day, and everybody begins at nothing: `100,000 words in November`. A rhythm "
        "is a goal of your own; `/goal set` takes that."
    ),
    together.NotCountedTogether: lambda e: (
        f"I cannot count {text.in_short(e.unit)} by myself, and a goal together is counted from what each of you logs: "
        "words, hours, sessions, posts, readers, reads, comments or submissions. Which of these comes closest?"
    ),
    together.EnoughTogether: _enough,
    together.TogetherOver: lambda _: (
        "That goal together is over, and what you put in stays in it. `/goal together` shows what is on here now."
    ),
    together.NotInTogether: lambda _: (
        "You are not in this goal, so there is nothing to leave. **I'm in** takes you in."
    ),
    together.NotTheBeginner: lambda _: (
        "Whoever began this goal can end it early, whoever looks after the circle whose goal it is, or somebody who manages "
        "this server. **Leave** takes you out of it."
    ),
    going.ForManagers: _for_managers,
}

NEXT_STEPS: dict[type[Refusal], NextStep] = {together.EnoughTogether: lambda e: join_each(e.running)}
