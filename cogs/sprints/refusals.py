"""What is said when something about a sprint cannot be done, each with the next step."""

from __future__ import annotations

import discord

from cogs.kit import text
from cogs.kit.cards import buttons
from cogs.kit.feature import NextStep, Sentence
from cogs.sprints.cards import another_button, join_button, when
from cogs.swaps import routes as swap_routes
from rules import sprints
from rules.kit.errors import Refusal
from rules.sprints import Phase


def _on_here(refused: sprints.SprintOnHere) -> str:
    sprint = refused.sprint
    if sprint.phase(refused.at) is Phase.RUNNING:
        stands = f"A sprint is on here already, and ends {when(sprint.ends_at)}."
    else:
        stands = f"A sprint begins here {when(sprint.begins_at)}."
    if refused.is_in:
        return f"{stands} You are in it, so there is nothing else to do; the next one can begin once it is over."
    return f"{stands} Come along:"


def _join(refused: sprints.SprintOnHere) -> discord.ui.View | None:
    return None if refused.is_in else join_button(refused.sprint)


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
        "You have no piece open that waits for your comment. **Show me a piece** finds you one; **Start reading** opens it, "
        "and then there are five days for your comment."
    ),
    sprints.SaidNotUnderstood: lambda e: (
        f"I could not read {text.named_in_short(e.typed)}. New words are a number, such as `350`; a total begins with `=`, such "
        "as `=9150`; left empty, you edited. Press **My words** again: nothing was logged yet."
    ),
    sprints.TotalNotUnderstood: lambda e: (
        f"I could not read {text.named_in_short(e.typed)} as a number of words. How many your text had then will do, such as `9150`. "
        "Press the button again: nothing was logged yet."
    ),
    sprints.TotalTooLarge: lambda e: (
        f"{e.total:,} words is more than any text I know of. Did a digit slip in? For new words alone, leave out the `=`."
    ),
}


NEXT_STEPS: dict[type[Refusal], NextStep] = {
    sprints.SprintOnHere: _join,
    sprints.NothingRead: lambda e: buttons(swap_routes.NEXT.button("Show me a piece", e.sprint.server_id)),
    sprints.SprintOver: lambda e: another_button(e.sprint),
}
