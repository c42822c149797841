"""What is said when something about a sprint cannot be done, each with the next step."""

from __future__ import annotations

import discord

from cogs.kit import text
from cogs.kit.feature import NextStep, Sentence
from cogs.sprints.cards import another_button, join_button, when
from rules import sprints
from rules.kit.errors import Refusal
from rules.sprints import Phase


def _on_here(refused: sprints.SprintOnHere) -> str:
    sprint = refused.sprint
    if sprint.phase(refused.at) is Phase.RUNNING:
        return f"A sprint is on here already, and ends {when(sprint.ends_at)}. You can still join it:"
    return f"A sprint begins here {when(sprint.begins_at)}. Write along:"


SENTENCES: dict[type[Refusal], Sentence] = {
    sprints.SprintOnHere: _on_here,
    sprints.SprintTooSoon: lambda e: (
        "A sprint can begin here every ten minutes, so that nobody hears bells all day: the next one "
        f"{discord.utils.format_dt(e.from_at, 'R')}. `/sprint` in another channel begins one at once."
    ),
    sprints.NotTheStarter: lambda e: (
        f"That is for {text.mention(e.sprint.starter_id)}, who began this sprint. **I'm in** and **Leave** are yours."
    ),
    sprints.SprintHasBegun: lambda _: (
        "It has begun, and others may be writing. **Leave** takes you out of it; it ends by itself."
    ),
    sprints.SprintOver: lambda _: "That sprint is over. **Another round** begins the next one, with you in it.",
    sprints.SprintCancelled: lambda _: "That sprint was called off. `/sprint` begins one of your own.",
    sprints.NotInSprint: lambda _: "You are not in this sprint, so there is nothing to leave. **I'm in** takes you in.",
    sprints.SprintStillOn: lambda e: (
        f"The sprint is still on: it ends {when(e.sprint.ends_at)}. I ask how it went then."
    ),
    sprints.SprintDayOver: lambda _: (
        "The day of that sprint is over, so it takes no more words. `/wrote` with `day` logs them late, and they count."
    ),
    sprints.NothingRead: lambda _: (
        "You have no piece open that waits for your comment. `/swap next` shows you one, and it is yours for five days."
    ),
    sprints.TotalTooLarge: lambda e: (
        f"{e.total:,} words is more than any text I know of. Did a digit slip in? For new words alone, leave out the `=`."
    ),
}


NEXT_STEPS: dict[type[Refusal], NextStep] = {
    sprints.SprintOnHere: lambda e: join_button(e.sprint),
    sprints.SprintOver: lambda e: another_button(e.sprint),
}
