"""What is said when something about streaks cannot be done, each with the next step."""

from __future__ import annotations

from cogs.kit import text
from cogs.kit.feature import Sentence
from cogs.streaks.cards import doubt_text
from rules.english import typed_days
from rules.kit.errors import Refusal
from rules.streaks import entries, plans
from services import streaks

SENTENCES: dict[type[Refusal], Sentence] = {
    typed_days.DayNotUnderstood: lambda e: (
        f"I could not tell which day {text.named_in_short(e.typed)} is. Try `yesterday`, a weekday such as `Monday`, or "
        "a date such as `2026-01-31`."
    ),
    typed_days.DayTooEarly: lambda e: (
        f"{text.full_day(e.day)} is too far back: I can log up to {typed_days.MAX_LATE_DAYS} days late, so from "
        f"{text.full_day(e.earliest)} on. What you wrote before that still happened; your streak starts from what "
        "I can see."
    ),
    typed_days.DayAhead: lambda e: f"{text.full_day(e.day)} is still ahead. Give me today or a day before it.",
    typed_days.DayInFuture: lambda e: (
        f"{text.full_day(e.day)} has not come yet. Log it once you have written; `/streak pause` is for days off "
        "that you plan ahead."
    ),
    entries.AmountTooLarge: lambda e: (
        f"{e.amount:,} {e.what} is more than a day holds; I take up to {e.limit:,}. Did a digit slip in?"
    ),
    entries.LinkNotWeb: lambda e: (
        f"{text.named_in_short(e.link)} is not a web address I can show. Use one that starts with `https://`, or leave it out."
    ),
    entries.PerhapsTheSame: doubt_text,
    plans.DaysAWeekOutOfRange: lambda _: "For some days a week, tell me how many: a number from 1 to 7 in `days`.",
    plans.PlanUnchanged: lambda e: (
        f"That already is your plan, from {text.full_day(e.plan.from_on)} on. Nothing to change."
        if e.plan.from_on.year > 1
        else "That already is your plan. Nothing to change."
    ),
    plans.PlanSettled: lambda _: (
        "That plan is more than a day old by now, so it stays in your history. `/streak plan` chooses another at any time."
    ),
    plans.PauseTooLong: lambda e: (
        f"That would be {e.days} days, and a pause lasts {e.limit} at most. From {text.full_day(e.pause.from_on)} it can "
        f"reach to {text.full_day(e.longest_to_on)}; to last until {text.full_day(e.pause.to_on)} it begins on "
        f"{text.full_day(e.latest_from_on)} or later."
    ),
    plans.PauseEndsBeforeItStarts: lambda e: (
        f"That pause would end ({text.full_day(e.to_on)}) before it starts ({text.full_day(e.from_on)}). "
        "Swap the two dates."
    ),
    plans.PauseInPast: lambda e: (
        f"A pause starts today ({text.full_day(e.today)}) or later. For a day already gone, a freeze covers it, or "
        "`/wrote` with `day` logs it late."
    ),
    plans.PauseOverlaps: lambda e: (
        f"You already have a pause from {text.full_day(e.other.from_on)} to {text.full_day(e.other.to_on)}. "
        "Choose days outside it."
    ),
    streaks.NeverWrote: lambda _: (
        "I have nothing to show for them here. A streak shows in a server where they have written: their first `/wrote` "
        "there starts it."
    ),
    streaks.StreakKeptPrivate: lambda _: "They keep their streak to themselves. `/profile` shows what they share here.",
}
