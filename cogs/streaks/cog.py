"""/wrote and /streak: logging writing, plans, pauses and rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import discord
from discord import app_commands

from cogs.goals.sight import told_here
from cogs.kit import text
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, Answers, Day, aloud, answered, choices, in_place, offered, private
from cogs.kit.cog import FeatureCog
from cogs.kit.pictures.attach import attach
from cogs.kit.routes import Field, Form, Pressed, Sent, read_day, read_number
from cogs.reminders.question import and_ask
from cogs.streaks import cards as ui
from cogs.streaks import routes
from cogs.streaks.keepsakes import keepsake_answer
from cogs.streaks.log_card import log_card
from rules.english.typed_days import coming_day, coming_end, entry_day_choices
from rules.kit.amounts import read_amount
from rules.kit.text import LONGEST_ADDRESS
from rules.streaks.entries import MAX_MINUTES, MAX_WORDS
from rules.streaks.plans import PlanKind
from services import keepsakes, plans, streaks
from services.acts import today_of
from services.streaks import EntryInput, EntryOutcome

NOTE_LENGTH = 500
WHO_READS = "Whoever reads the entry reads this too; what you log quietly or by direct message stays between us."
PLANS = {
    "every day": PlanKind.DAILY,
    "Monday to Friday": PlanKind.WEEKDAYS,
    "some days a week": PlanKind.DAYS_A_WEEK,
    "once a week": PlanKind.WEEKLY,
    "once a month": PlanKind.MONTHLY,
}


class Streaks(FeatureCog):
    """Writing and streaks."""

    streak = app_commands.Group(name="streak", description="Your writing streak, its plan and its pauses")

    @app_commands.command()
    @app_commands.describe(
        words="How many words; leave out or 0 when you edited or planned",
        minutes="How many minutes",
        note="A line about it, for your group",
        link="Where it can be read",
        day="For another day: yesterday, Monday, or a date up to 7 days back",
        quiet="Keep it between you and me",
    )
    @answered
    async def wrote(
        self,
        act: LiveAct,
        words: app_commands.Range[int, 0, MAX_WORDS] = 0,
        minutes: app_commands.Range[int, 0, MAX_MINUTES] = 0,
        note: app_commands.Range[str, 0, NOTE_LENGTH] = "",
        link: app_commands.Range[str, 0, LONGEST_ADDRESS] = "",
        day: Day | None = None,
        quiet: bool = False,
    ) -> Answers:
        """Log that you wrote: words, minutes, or just that you sat down."""
        said = EntryInput(words, minutes, note.strip(), link.strip(), day, quiet)
        return await self._logged(act, await streaks.record_entry(self.context, act, said))

    @wrote.autocomplete("day")
    @offered
    async def day_choices(self, act: LiveAct, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the days that can still be logged."""
        today = await today_of(self.context, act)
        return choices((label, day.isoformat()) for label, day in entry_day_choices(today, typed))

    @routes.WRITE.opens
    async def open_writing_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """The reminder's "I wrote today": the form is for the day the reminder was about."""
        act.check_own(pressed.id)
        title = f"I wrote on {text.full_day(read_day(pressed.extra))}" if pressed.extra else "I wrote"
        return routes.WRITE.form(title, pressed.id, _entry_fields(EntryInput()), extra=pressed.extra)

    @routes.WRITE.sent
    async def write_from_form(self, act: LiveAct, sent: Sent) -> Answers:
        """Log what the form says."""
        outcome = await streaks.record_entry(self.context, act, _said(sent, day=sent.extra or None))
        return await self._logged(act, outcome)

    async def _logged(self, act: LiveAct, outcome: EntryOutcome) -> Answers:
        """Answer a logged entry; a newcomer is welcomed, and who was not asked about reminders is asked."""
        outcome = await self._as_told_here(act, outcome)
        said = aloud("entry", ui.entry_text(outcome), ui.entry_buttons(outcome.entry), private=outcome.entry.quiet)
        return and_ask(
            *(self.context, act, [said]),
            before=lambda: ui.welcome_text(outcome, outcome.entry.logged_at) if outcome.is_first else "",
            asker=outcome.standing.member,
        )

    async def _as_told_here(self, act: LiveAct, outcome: EntryOutcome) -> EntryOutcome:
        """Leave the goals out that not everybody may see who reads of the entry."""
        if outcome.entry.is_between_us:
            return outcome
        return replace(outcome, moved=await told_here(self, act, outcome.moved))

    @routes.EDIT.opens
    async def open_edit_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open the entry's form, filled in."""
        entry = await streaks.my_entry(self.context, act, pressed.id)
        said = EntryInput(entry.words, entry.minutes, entry.note, entry.link)
        fields = _entry_fields(said)
        if not entry.is_between_us and not pressed.extra:
            fields.append(ui.KEEP_OR_UNDO)
        return routes.EDIT.form("Your entry", entry.id, fields, extra=pressed.extra)

    @routes.EDIT.sent
    async def edit_from_form(self, act: LiveAct, sent: Sent) -> Answer:
        """Replace the entry's words, minutes, note and link, or take it out of the log where that was chosen."""
        if sent[ui.KEEP_OR_UNDO.name] == ui.UNDO_IT:
            return await self._undo(act, sent.id, sent.extra)
        outcome = await streaks.change_entry(self.context, act, sent.id, _said(sent))
        if sent.extra:
            return await self._log(act, read_number(sent.extra))
        return in_place(ui.entry_text(await self._as_told_here(act, outcome)), ui.entry_buttons(outcome.entry))

    @routes.UNDO.pressed
    async def undo(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Take the entry out of the log."""
        return await self._undo(act, pressed.id, pressed.extra)

    async def _undo(self, act: LiveAct, entry_id: int, page: str) -> Answer:
        outcome = await streaks.set_undone(self.context, act, entry_id, undone=True)
        if page:
            return await self._log(act, read_number(page))
        message = act.interaction.message
        buttons = ui.entry_buttons(outcome.entry, message.content if message else "")
        return in_place(ui.undone_text(outcome), buttons, wordless=True)

    @routes.REDO.pressed
    async def redo(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Put the entry back; where all read it, with the words that they read before and no others."""
        outcome = await streaks.set_undone(self.context, act, pressed.id, undone=False)
        entry, mark = outcome.entry, pressed.extra
        if mark and not mark.startswith(ui.READ):
            return await self._log(act, read_number(mark))
        shown = await self._as_told_here(act, outcome)
        if entry.is_between_us or not (entry.note or entry.link) or mark == ui.words_mark(entry):
            return in_place(ui.entry_text(shown), ui.entry_buttons(entry))
        return in_place(ui.entry_text(ui.wordless(shown)), ui.entry_buttons(entry)), private(ui.WORDS_KEPT)

    @routes.AGAIN.pressed
    async def count_again(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Count an entry that was asked about."""
        before_id = read_number(pressed.extra)
        outcome, is_new = await streaks.settle_doubt(self.context, act, pressed.id, before_id, again=True)
        if not is_new:
            return in_place(ui.COUNTED_AGAIN)
        entry = ui.entry_text(await self._as_told_here(act, outcome)), ui.entry_buttons(outcome.entry)
        return in_place(ui.COUNTED_AGAIN), aloud("entry", *entry, private=outcome.entry.quiet)

    @routes.SAME.pressed
    async def count_once(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Leave it at the entry before."""
        before_id = read_number(pressed.extra)
        outcome, _ = await streaks.settle_doubt(self.context, act, pressed.id, before_id, again=False)
        return in_place(ui.counted_once_text(outcome), ui.entry_buttons(outcome.entry))

    @streak.command(name="show")
    @app_commands.describe(member="Whose streak; leave out for yours")
    @answered
    async def show(self, act: LiveAct, member: discord.User | None = None) -> Answer:
        """Show a streak: current, longest, promises kept, and the year as a calendar."""
        shown = await streaks.show_streak(self.context, act, await self.whose(act, member))
        picture = await attach(ui.year_picture(shown))
        return private(view=ui.streak_card(shown, picture), picture=picture)

    @streak.command(name="log")
    @answered
    async def show_log(self, act: LiveAct) -> Answer:
        """List your last entries, each to edit or undo."""
        return private(view=log_card(await streaks.my_log(self.context, act)))

    @routes.LOG.pressed
    async def turn_log(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Show earlier entries, from one of them on."""
        return await self._log(act, pressed.id)

    async def _log(self, act: LiveAct, from_id: int) -> Answer:
        return in_place(view=log_card(await streaks.my_log(self.context, act, from_id)))

    @streak.command(name="month")
    @answered
    async def month(self, act: LiveAct) -> Answer:
        """Look back on your month, as a picture to keep or share."""
        return await keepsake_answer(act, await keepsakes.my_keepsake(self.context, act))

    @streak.command(name="plan")
    @app_commands.describe(rhythm="How often you promise to write", days="For some days a week: how many")
    @answered
    async def plan(
        self,
        act: LiveAct,
        rhythm: Literal["every day", "Monday to Friday", "some days a week", "once a week", "once a month"],
        days: app_commands.Range[int, 1, 7] | None = None,
    ) -> Answers:
        """Choose the rhythm your streak is measured by."""
        standing = await plans.choose_plan(self.context, act, PLANS[rhythm], days)
        return and_ask(self.context, act, [private(ui.plan_text(standing), ui.plan_buttons(act.id))])

    @routes.TAKE_BACK.pressed
    async def take_back(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Let the plan be what it was before the choice."""
        return in_place(ui.taken_back_text(await plans.take_back_choice(self.context, act, pressed.id)))

    @streak.command(name="pause")
    @app_commands.rename(first="from", last="to")
    @app_commands.describe(
        first="First day off: today, Monday, 24 December, in 2 weeks",
        last="Last day off, or how long: Sunday, 2 weeks; 30 days at most",
        reason="For yourself, if you like",
    )
    @answered
    async def pause(self, act: LiveAct, first: Day, last: Day, reason: app_commands.Range[str, 0, 100] = "") -> Answer:
        """Take days off ahead of time: nothing is asked of you then."""
        today = await today_of(self.context, act)
        first_on = coming_day(first, today)
        last_on = coming_end(last, today, first_on)
        return private(view=ui.pause_card(await plans.pause(self.context, act, first_on, last_on, reason.strip())))

    @routes.UNPAUSE.pressed
    async def unpause(self, act: LiveAct, pressed: Pressed) -> Answer:
        """End a pause early."""
        await plans.end_pause(self.context, act, pressed.id)
        shown = await streaks.show_streak(self.context, act)
        picture = await attach(ui.year_picture(shown))
        return in_place(view=ui.streak_card(shown, picture), picture=picture)

    @routes.REST.pressed
    async def rest(self, act: LiveAct, pressed: Pressed) -> Answer:
        """The reminder's "Rest today"."""
        act.check_own(pressed.id)
        rested = await plans.rest(self.context, act, read_day(pressed.extra))
        return Answer(ui.rested_text(rested), private=act.server_id is not None)


def _entry_fields(said: EntryInput) -> list[Field]:
    return [
        Field("words", "Words", str(said.words or ""), hint="0 is fine: editing counts", max_length=12),
        Field("minutes", "Minutes", str(said.minutes or ""), max_length=12),
        Field("note", "A line about it", said.note, long=True, max_length=NOTE_LENGTH, about=WHO_READS),
        Field("link", "Link", said.link, hint="https://…", max_length=LONGEST_ADDRESS),
    ]


def _said(sent: Sent, day: str | None = None) -> EntryInput:
    return EntryInput(
        words=read_amount("words", sent["words"]),
        minutes=read_amount("minutes", sent["minutes"]),
        note=sent["note"],
        link=sent["link"],
        day=day,
    )
