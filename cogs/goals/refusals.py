"""What is said when something about goals cannot be done, each with the next step."""

from __future__ import annotations

from cogs.goals.lines import standing_words
from cogs.kit import text
from cogs.kit.feature import Sentence
from rules.goals import draft, goal
from rules.kit.errors import Refusal
from services.goals import endings, running


def _step_back(error: running.StepBack) -> str:
    now = text.amount_of(error.goal.total, error.goal.target.unit)
    if error.goal.target.goes_down:
        return f"You are at {now}, and {text.number(error.total)} would be higher. Is that right?"
    lower = f"You are at {now}, and {text.number(error.total)} would be lower. Is that right?"
    if error.is_step:
        return lower
    return f"{lower} To add to what you have, type a plus: `+{text.number(error.total)}`."


SENTENCES: dict[type[Refusal], Sentence] = {
    goal.ProgressNotUnderstood: lambda e: (
        f"I could not read {text.named_in_short(e.typed)} as progress. Type the new total, such as `180`, or a step, "
        "such as `+20`."
    ),
    running.NoGoals: lambda _: (
        "You have no goal running. Set one with `/goal set`, such as `20,000 words in 3 months`."
    ),
    running.WhichGoal: lambda e: (
        "Which of your goals? Pick one from the list that opens when you type in `goal`:\n"
        + "\n".join(f"- {text.in_short(each.text)}" for each in e.running[:10])
    ),
    running.GoalEnded: lambda e: (
        f"{text.named_in_short(e.goal.text)} is already {e.goal.ending}. `/goal set` starts a new one."
    ),
    running.CountsItself: lambda e: (
        f"{text.named_in_short(e.goal.text)} counts itself: log what you do with `/wrote` and it moves along."
    ),
    running.StepBack: _step_back,
    running.WhichGoalMoves: lambda e: f"Which goal is {text.named_in_short(e.typed)} for?",
    running.NotBegun: lambda e: (
        f"{text.named_in_short(e.goal.text)} begins on {text.full_day(e.goal.starts_on)}, so {text.named_in_short(e.typed)} does "
        "not count yet. To begin sooner, change its first day with `/goal edit`."
    ),
    endings.NotThereYet: lambda e: (
        f"{text.named_in_short(e.view.goal.text)} stands at {standing_words(e.view)}. Shall I call it finished all the same?"
    ),
    endings.EndedForGood: lambda e: (
        f"{text.named_in_short(e.goal.text)} ended more than a day ago, so it stays {e.goal.ending}. "
        "`/goal set` starts it anew."
    ),
    draft.AlreadyThere: lambda e: (
        f"You already have that many, well done: {text.number(e.now)} of "
        f"{text.amount_of(e.reading.amount, e.reading.unit)}. Press **Edit** and tell me what number comes next."
    ),
}
