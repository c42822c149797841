"""What is said when something about goals cannot be done, each with the next step."""

from __future__ import annotations

from cogs.kit import text
from cogs.kit.feature import Sentence
from rules.errors import Refusal
from rules.goals import goal
from services.goals import running


def _lower_total(error: running.LowerTotal) -> str:
    now = text.amount_of(error.goal.total, error.goal.target.unit)
    return (
        f"You are at {now}, and {text.number(error.total)} would be lower. Is that right? "
        f"To add to what you have, type a plus: `+{text.number(error.total)}`."
    )


SENTENCES: dict[type[Refusal], Sentence] = {
    goal.ProgressNotUnderstood: lambda e: (
        f"I could not read “{text.quoted(e.typed)}” as progress. Type the new total, such as `180`, or a step, "
        "such as `+20`."
    ),
    running.NoGoals: lambda _: (
        "You have no goal running. Set one with `/goal set`, such as `500 followers in 3 months`."
    ),
    running.WhichGoal: lambda e: (
        "Which of your goals? Pick one from the list that opens when you type in `goal`:\n"
        + "\n".join(f"- {text.quoted(text.shortened(each.text))}" for each in e.running[:10])
    ),
    running.GoalEnded: lambda e: (
        f"“{text.quoted(e.goal.text)}” is already {e.goal.ending}. `/goal set` starts a new one."
    ),
    running.CountsItself: lambda e: (
        f"“{text.quoted(e.goal.text)}” counts itself: log your {e.goal.target.unit} with `/wrote` and it moves along."
    ),
    running.LowerTotal: _lower_total,
}
