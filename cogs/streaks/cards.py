"""What writing and streaks look like in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from zlib import crc32

import discord

from cogs.goals.lines import standing_words
from cogs.kit import cards, plans, text
from cogs.kit.cards import SafeView
from cogs.kit.pictures.attach import Attached
from cogs.kit.routes import FOR_SOME, PRIMARY, Field
from cogs.praise.routes import well_done
from cogs.streaks import routes
from cogs.streaks.day_marks import WORDS, WRITTEN
from cogs.streaks.year_picture import YearPicture
from rules.streaks.changes import Change, FreezeEarned, FreezeReturned, FreezeUsed, RunEnded, RunHeld, RunRepaired
from rules.streaks.entries import Entry, PerhapsTheSame
from rules.streaks.plans import Unit
from rules.streaks.streak import Frozen, Mark
from services.plans import Rested
from services.streaks import EntryOutcome, Standing, StreakOverview

MOST_MOVED = 3
WORTH_NAMING = 3  # a shorter run is no consolation

# Days written in one run that deserve a word.
CELEBRATED = {
    7: "**Seven days** written in this run: a week's worth. That is how habits begin.",
    30: "**Thirty days** written in this run. You are somebody who writes; the numbers agree.",
    100: "**A hundred days** written in this run. Most first drafts never see that many. Take a bow.",
    365: "**365 days** written in this run: a year of showing up. There is nothing to add, so: thank you for the company.",
}

# Signs that the letters of every phone have.
_DOTS = {
    Mark.KEPT: "●",
    Mark.BONUS: "+",
    Mark.FROZEN: "*",
    Mark.MISSED: "○",
    Mark.PAUSED: "=",
    Mark.RESTING: "z",
    Mark.OPEN: "?",
    Mark.UNPLANNED: "-",
    Mark.FUTURE: "·",
}
_DOT_WORDS = {**WORDS, Mark.UNPLANNED: "free day"}  # the picture of the year says the same, in less room


def length(amount: int, unit: Unit) -> str:
    """Write a streak's length: "5 days"."""
    return text.count(amount, unit.value)


def week(standing: Standing) -> str:
    """Draw this week, Monday to Sunday, in one line that a phone does not break."""
    return _week_of(_DOTS[mark] for mark in standing.dots)


def days_written(standing: Standing) -> str:
    """Draw on which days of this week there is something, in signs that need no legend."""
    return _week_of("●" if mark in WRITTEN else "·" for mark in standing.dots)


def _week_of(signs: Iterable[str]) -> str:
    return f"`{' '.join(f'{name[0]}{sign}' for name, sign in zip(text.WEEKDAYS, signs, strict=True))}`"


def legend(standing: Standing) -> str:
    """Name the marks that this week shows."""
    shown = [mark for mark in _DOT_WORDS if mark in standing.dots]
    return "-# " + " · ".join(f"{_DOTS[mark]} {_DOT_WORDS[mark]}" for mark in shown)


def wrote(words: int, minutes: int) -> str:
    """Write what was done: "350 words in 20 minutes", "for 20 minutes", or nothing."""
    if words and minutes:
        return f"{text.count(words, 'word')} in {text.count(minutes, 'minute')}"
    if words:
        return text.count(words, "word")
    return f"for {text.count(minutes, 'minute')}" if minutes else ""


def _logged(entry: Entry) -> str:
    """Write the same as a thing: "350 words in 20 minutes", "20 minutes", or nothing."""
    return wrote(entry.words, entry.minutes).removeprefix("for ")


def entry_text(outcome: EntryOutcome) -> str:
    """Word an entry: what was logged, what it did to the streak, and the week."""
    entry, standing = outcome.entry, outcome.standing
    who = "You" if entry.is_between_us else f"<@{entry.member_id}>"
    done = wrote(entry.words, entry.minutes)
    verb = f"wrote **{done}**" if done else f"worked on {'your' if entry.is_between_us else 'their'} writing"
    when = "" if entry.day_on == standing.today else f" for {text.near_day(entry.day_on, standing.today)}"
    lines = [f"{who} {verb}{when}{' (logged late)' if entry.late else ''}.{day_total(outcome)}"]
    lines += _words_of(entry)
    if entry.is_between_us:
        return "\n".join([*lines, *effects(outcome)])
    # In a channel what was written is what others read; how it counts stands small below.
    counts = [f"{days_written(standing)} {_streak_line(standing)}", *_moved(outcome)]
    return "\n".join([*lines, *(f"-# {line}" for line in counts), *_news(outcome)])


def _words_of(entry: Entry) -> list[str]:
    """Return its writer's own words in an entry."""
    return [*([text.named(entry.note)] if entry.note else []), *([text.link(entry.link)] if entry.link else [])]


READ = "read"


def words_mark(entry: Entry) -> str:
    """Return what tells an entry's words from others that it may have later."""
    return f"{READ}{crc32(repr((entry.note, entry.link)).encode())}"


def wordless(outcome: EntryOutcome) -> EntryOutcome:
    """Return an entry without its writer's own words."""
    return replace(outcome, entry=replace(outcome.entry, note="", link=""))


WORDS_KEPT = (
    "Your note and link were changed where nobody else read them, so I left them out here. They are in your log; "
    "to show them, press **…** and send the form."
)


def effects(outcome: EntryOutcome) -> list[str]:
    """Say line by line what an entry did: to the streak, to the goals it counted for, and what is new."""
    standing = outcome.standing
    return [_streak_line(standing), days_written(standing), *_moved(outcome), *_news(outcome)]


def _moved(outcome: EntryOutcome) -> list[str]:
    """Name the goals an entry counted for."""
    lines = [f"For {text.named_in_short(view.goal.text)}: {standing_words(view)}" for view in outcome.moved]
    rest = len(lines) - MOST_MOVED
    return [*lines[:MOST_MOVED], f"And for {text.count(rest, 'more goal')}"] if rest > 0 else lines


def day_total(outcome: EntryOutcome) -> str:
    """Say what a day came to by an entry, where that was not its only one."""
    if outcome.day.entries < 2 or not outcome.day.words:
        return ""
    return f" {text.count(outcome.day.words, 'word')} that day in {outcome.day.entries} sittings."


def _streak_line(standing: Standing) -> str:
    state = standing.state
    parts = [f"Streak **{length(state.current, state.unit)}**"]
    if state.freezes:
        parts.append(f"{text.count(state.freezes, 'freeze')} held")
    parts.append(_totals(standing))
    return " · ".join(parts)


def _totals(standing: Standing) -> str:
    days = f"{text.count(standing.total_days, 'day')} in all"
    return f"{text.count(standing.total_words, 'word')} over {days}" if standing.total_words else days


def _news(outcome: EntryOutcome) -> list[str]:
    state, before = outcome.standing.state, outcome.before
    news = [frozen_words(frozen, outcome.standing.today) for frozen in outcome.freezes_used]
    if outcome.comeback:
        news.append("Welcome back. It is good to see you write.")
        if state.longest >= WORTH_NAMING:
            news.append(
                f"Your longest run, {text.count(state.longest, 'day')}, is yours to keep; a new one starts here."
            )
    news += [_change_words(change, outcome.standing.today) for change in outcome.changes]
    news += [line for days, line in CELEBRATED.items() if before.run_days < days == state.run_days]
    return news


def _change_words(change: Change, today: date) -> str:
    match change:
        case FreezeUsed(frozen):
            return frozen_words(frozen, today)
        case FreezeReturned(frozen):
            return f"The freeze that covered {text.near_day(frozen.first_on, today)} is yours again."
        case FreezeEarned(held):
            if not held:  # told behind the day that it covered
                return "Seven kept days had earned it."
            return f"Seven kept days earned a freeze; you hold {held}. It covers a missed day by itself."
        case RunRepaired():
            return "That late entry joins your streak together again."
        case RunHeld():
            return "So a freeze holds your streak together again."
        case RunEnded():
            return "A new run starts from here; your longest stays on record."


def frozen_words(frozen: Frozen, today: date) -> str:
    """Announce a freeze that was used."""
    covered = text.near_day(frozen.first_on, today)
    if frozen.first_on != frozen.last_on:
        covered = f"{covered} to {text.near_day(frozen.last_on, today)}"
    used = "A freeze" if frozen.freezes == 1 else f"{frozen.freezes} freezes"
    return f"{used} covered {covered}: your streak stands, neither longer nor shorter."


def entry_buttons(entry: Entry, said: str = "") -> discord.ui.View:
    """Return what can be done with an entry; where all see it, **…** has what only its writer may do.

    `said` is the message that an undone one stood in: its words come back with it as they were read there.
    """
    if entry.undone:
        read = words_mark(entry) if said and all(line in said for line in _words_of(entry)) else ""
        return cards.buttons(routes.REDO.button("Put it back", entry.id, extra=read))
    if not entry.is_between_us:
        return cards.buttons(well_done(entry.id), routes.EDIT.button(FOR_SOME, entry.id))
    return cards.buttons(routes.EDIT.button("Edit", entry.id), routes.UNDO.button("Undo", entry.id))


UNDO_IT = "undo"
KEEP_OR_UNDO = Field(
    "keep_or_undo",
    "Edit it above, or undo it",
    "keep",
    options=(("keep", "Keep it, as it stands above"), (UNDO_IT, "Undo: take it out of my log")),
)


COUNTED_AGAIN = "Counted: it stands below."


def doubt_text(doubt: PerhapsTheSame) -> str:
    """Ask whether an entry is meant twice: the answer to the first may not have arrived."""
    done = _logged(doubt.entry) or "your writing"
    day = text.near_day(doubt.entry.day_on, doubt.today)
    logged = discord.utils.format_dt(doubt.before.logged_at, "t")
    return (
        f"I logged **{done}** for {day} at {logged}, and my answer may not have reached you. Is this on top of it, or "
        "was it the same? I keep what you typed until you say."
    )


def doubt_buttons(doubt: PerhapsTheSame) -> discord.ui.View:
    """Return both ways to settle it."""
    entry_id, before_id = doubt.entry.id, str(doubt.before.id)
    return cards.buttons(
        routes.AGAIN.button("Again", entry_id, extra=before_id),
        routes.SAME.button("It was the same", entry_id, extra=before_id, style=PRIMARY),
    )


def counted_once_text(outcome: EntryOutcome) -> str:
    """Word the entry that stands alone."""
    return f"Then it counts once.\n{entry_text(outcome)}"


def undone_text(outcome: EntryOutcome) -> str:
    """Word an entry that was taken back."""
    done = _logged(outcome.entry) or "your entry"
    day = text.near_day(outcome.entry.day_on, outcome.standing.today)
    return f"Taken back: {done} for {day}.\n{_streak_line(outcome.standing)}"


def welcome_text(outcome: EntryOutcome, at: datetime) -> str:
    """Say once how days are counted."""
    member = outcome.standing.member
    return (
        f"Good to have you here. I count your days in {text.zone_name(member.zone)}, where it is "
        f"{text.clock_time(at, member.zone)} now; a day ends at {member.day_end_hour:02}:00. "
        "If that clock is wrong, `/settings zone` puts it right; if an entry is, **…** or **Edit** under it does."
    )


def year_picture(shown: StreakOverview) -> YearPicture | None:
    """Return the calendar of the days from the first entry on; none before it."""
    if not shown.standing.total_days:
        return None
    return YearPicture(shown.standing.today, shown.year_from_on, shown.year, shown.shades, shown.words)


def streak_card(shown: StreakOverview, picture: Attached | None) -> SafeView:
    """Show a streak: now, longest, kept promises, the week, the year, the plan and what is ahead."""
    standing, state = shown.standing, shown.standing.state
    if not standing.total_days:
        return cards.card(_nothing_yet(standing), *_pause_rows(standing), accent=cards.LEAF)
    lines = [
        f"## {length(state.current, state.unit)}",
        f"<@{standing.member.id}>'s streak · plan: {plans.plan_words(standing.plan)}",
        f"{week(standing)}\n{legend(standing)}",
        f"Longest run **{text.count(state.longest, 'day')}** written · {plans.promises_kept(shown.recent, standing.plan)}",
        _totals(standing),
    ]
    if shown.is_own:
        lines.append(_freeze_line(standing))
    if standing.next_plan is not None:
        lines.append(
            f"From {text.day(standing.next_plan.from_on, standing.today)}: {plans.plan_words(standing.next_plan)}"
        )
    rows: list[cards.Part] = ["\n".join(lines)]
    if picture is not None:
        rows.append(picture.gallery)
    if shown.is_own:
        rows.extend(_pause_rows(standing))
    return cards.card(*rows, accent=cards.LEAF)


def _nothing_yet(standing: Standing) -> str:
    """Say one next step to somebody whose streak has not begun; only they can see it."""
    return (
        f"Your streak begins with your first `/wrote`: words, minutes, or just that you sat down. Your plan is "
        f"**{plans.plan_words(standing.plan)}**, and `/streak plan` changes it."
    )


def _freeze_line(standing: Standing) -> str:
    state = standing.state
    held = f"You hold **{text.count(state.freezes, 'freeze')}**" if state.freezes else "You hold no freeze"
    if state.kept_to_next_freeze == 0:
        return held + ", the most there is."
    return f"{held}; the next is {text.count(state.kept_to_next_freeze, 'kept day')} away."


def _pause_rows(standing: Standing) -> list[cards.Part]:
    rows: list[cards.Part] = []
    for kept in standing.pauses[:3]:
        first, last = kept.pause.from_on, kept.pause.to_on
        rows.append(
            f"Pause {text.near_day(first, standing.today)} to {text.near_day(last, standing.today)}"
            + (f": {text.quoted(kept.reason)}" if kept.reason else "")
        )
        label = "End this pause" if first <= standing.today else "Cancel this pause"
        rows.append([routes.UNPAUSE.button(label, kept.id)])
    return rows


def pause_card(standing: Standing) -> SafeView:
    """Show the pauses ahead, the new one among them."""
    note = "Noted. Nothing is asked of you on those days, and what you write all the same counts."
    return cards.card(note, *_pause_rows(standing))


def plan_text(standing: Standing) -> str:
    """Say which plan holds from when."""
    plan, upcoming = standing.plan, standing.next_plan
    if upcoming is not None:
        return (
            f"From {text.full_day(upcoming.from_on)} your plan is **{plans.plan_words(upcoming)}**. "
            f"Until then it stays {plans.plan_words(plan)}, so nothing you have kept changes."
        )
    return f"Your plan is **{plans.plan_words(plan)}**, starting now. I will ask for nothing more than that."


def plan_buttons(change_id: int) -> discord.ui.View:
    """Return what can be done with a choice of plan for a day."""
    return cards.buttons(routes.TAKE_BACK.button("Take it back", change_id))


def taken_back_text(standing: Standing) -> str:
    """Say which plan holds again."""
    line = f"Taken back: your plan is **{plans.plan_words(standing.plan)}**, as before."
    if standing.next_plan is None:
        return line
    return f"{line} From {text.full_day(standing.next_plan.from_on)} it is {plans.plan_words(standing.next_plan)}."


def rested_text(rested: Rested) -> str:
    """Answer a rest day."""
    state = rested.standing.state
    if rested.kept_already:
        return f"You have already written that day, so there is nothing to rest from.{_next_words(rested)}"
    if rested.day_on != rested.standing.today:
        return (
            "That day is over by now. If you did write, `/wrote` with `day` logs it late; if not, a freeze has covered "
            "it where you held one."
        )
    if not rested.covered and not rested.at_stake:
        return f"Rest well: nothing is at stake today.{_next_words(rested)}"
    if rested.covered:
        return (
            f"Rest well. A freeze covers today, so your streak of {length(state.current, state.unit)} stands. "
            f"You hold {text.count(state.freezes, 'freeze')} now. If you write after all, it counts and the freeze comes back."
        )
    return (
        "Rest well; I will be quiet for today. You hold no freeze, so today stays empty in your streak unless you write "
        "a little after all. Your longest streak, words and days are kept whatever happens."
    )


def _next_words(rested: Rested) -> str:
    if rested.next_on is None:
        return ""
    return f" The next reminder is for {text.near_day(rested.next_on, rested.standing.today)}."
