"""/wrote and /streak: logging writing, plans, pauses and rest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from cogs.kit import replies
from cogs.kit.act import act_of, check_own
from cogs.kit.cog import FeatureCog
from cogs.kit.pictures.attach import attach
from cogs.kit.router import Field, Interaction, Pressed, on_form, on_press, show_form
from cogs.settings import cards as reminders_ui
from cogs.streaks import cards as ui
from rules.calendar import coming_day, entry_day_choices
from rules.streaks.entries import MAX_LINK_LENGTH, read_amount
from rules.streaks.plans import PlanKind
from services import members, streaks
from services.streaks import EntryOutcome, Said

if TYPE_CHECKING:
    from bot import OneReader

NOTE_LENGTH = 500
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
    async def wrote(
        self,
        interaction: Interaction,
        words: int = 0,
        minutes: int = 0,
        note: app_commands.Range[str, 0, NOTE_LENGTH] = "",
        link: app_commands.Range[str, 0, MAX_LINK_LENGTH] = "",
        day: str | None = None,
        quiet: bool = False,
    ) -> None:
        """Log that you wrote; any amount counts, also none."""
        said = Said(words, minutes, note.strip(), link.strip(), day, quiet)
        await self._answer_logged(interaction, await streaks.record_entry(self.context, act_of(interaction), said))

    @wrote.autocomplete("day")
    async def day_choices(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the days that can still be logged."""
        today = await members.today_of(self.context, act_of(interaction))
        return [
            app_commands.Choice(name=label, value=day.isoformat()) for label, day in entry_day_choices(today, typed)
        ][:25]

    async def _answer_logged(self, interaction: Interaction, outcome: EntryOutcome) -> None:
        await replies.send(
            interaction,
            ui.entry_text(outcome),
            view=ui.entry_buttons(outcome.entry.id),
            private=outcome.entry.quiet,
        )
        if outcome.is_first:
            await replies.private(interaction, ui.welcome_text(outcome, interaction.created_at))
        if outcome.is_to_hear:
            member = outcome.standing.member
            await replies.private(interaction, reminders_ui.reach_text(member), view=reminders_ui.reach_view(member))

    @on_press("streaks:write")
    async def open_writing_form(self, interaction: Interaction, pressed: Pressed) -> None:
        """The reminder's "I wrote today": the form is for the day the reminder was about."""
        check_own(interaction, pressed.id)
        await show_form(interaction, "streaks:write", pressed.id, "I wrote", _entry_fields(Said()), extra=pressed.extra)

    @on_form("streaks:write")
    async def write_from_form(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Log what the form says."""
        said = _said(values, day=pressed.extra or None)
        await self._answer_logged(interaction, await streaks.record_entry(self.context, act_of(interaction), said))

    @on_press("streaks:edit")
    async def open_edit_form(self, interaction: Interaction, pressed: Pressed) -> None:
        """Open the entry's form, filled in."""
        entry = await streaks.my_entry(self.context, act_of(interaction), pressed.id)
        said = Said(entry.words, entry.minutes, entry.note, entry.link)
        await show_form(interaction, "streaks:edit", entry.id, "Edit your entry", _entry_fields(said))

    @on_form("streaks:edit")
    async def edit_from_form(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Replace the entry's words, minutes, note and link."""
        outcome = await streaks.change_entry(self.context, act_of(interaction), pressed.id, _said(values))
        await replies.replace(
            interaction,
            ui.entry_text(outcome),
            view=ui.entry_buttons(pressed.id, undone=outcome.entry.undone),
        )

    @on_press("streaks:undo")
    async def undo(self, interaction: Interaction, pressed: Pressed) -> None:
        """Take the entry out of the log."""
        outcome = await streaks.set_undone(self.context, act_of(interaction), pressed.id, undone=True)
        await replies.replace(interaction, ui.undone_text(outcome), view=ui.entry_buttons(pressed.id, undone=True))

    @on_press("streaks:redo")
    async def redo(self, interaction: Interaction, pressed: Pressed) -> None:
        """Put the entry back."""
        outcome = await streaks.set_undone(self.context, act_of(interaction), pressed.id, undone=False)
        await replies.replace(interaction, ui.entry_text(outcome), view=ui.entry_buttons(pressed.id))

    @streak.command(name="show")
    @app_commands.describe(member="Whose streak; leave out for yours")
    async def show(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Show a streak: current, longest, promises kept, and the year as a calendar."""
        shown = await streaks.show_streak(self.context, act_of(interaction), member.id if member else None)
        picture = await attach(ui.year_picture(shown))
        await replies.private(interaction, view=ui.streak_card(shown, picture), picture=picture)

    @streak.command(name="plan")
    @app_commands.describe(rhythm="How often you promise to write", days="For some days a week: how many")
    async def plan(
        self,
        interaction: Interaction,
        rhythm: Literal["every day", "Monday to Friday", "some days a week", "once a week", "once a month"],
        days: int | None = None,
    ) -> None:
        """Choose the rhythm your streak is measured by."""
        standing = await streaks.choose_plan(self.context, act_of(interaction), PLANS[rhythm], days)
        await replies.private(interaction, ui.plan_text(standing))

    @streak.command(name="pause")
    @app_commands.rename(first="from", last="to")
    @app_commands.describe(
        first="First day off: today, tomorrow, Monday, 24 December",
        last="Last day off; 30 days at most",
        reason="For yourself, if you like",
    )
    async def pause(
        self,
        interaction: Interaction,
        first: str,
        last: str,
        reason: app_commands.Range[str, 0, 100] = "",
    ) -> None:
        """Take days off ahead of time: nothing is asked of you then."""
        act = act_of(interaction)
        today = await members.today_of(self.context, act)
        first_on = coming_day(first, today)
        standing = await streaks.pause(
            self.context, act, first_on, coming_day(last, today, from_on=first_on), reason.strip()
        )
        await replies.private(interaction, view=ui.pause_card(standing))

    @on_press("streaks:unpause")
    async def unpause(self, interaction: Interaction, pressed: Pressed) -> None:
        """End a pause early."""
        await streaks.end_pause(self.context, act_of(interaction), pressed.id)
        shown = await streaks.show_streak(self.context, act_of(interaction))
        picture = await attach(ui.year_picture(shown))
        await replies.replace(interaction, view=ui.streak_card(shown, picture), picture=picture)

    @on_press("streaks:rest")
    async def rest(self, interaction: Interaction, pressed: Pressed) -> None:
        """The reminder's "Rest today"."""
        check_own(interaction, pressed.id)
        rested = await streaks.rest(self.context, act_of(interaction), date.fromisoformat(pressed.extra))
        await replies.send(interaction, ui.rested_text(rested), private=interaction.guild_id is not None)


def _entry_fields(said: Said) -> list[Field]:
    return [
        Field("words", "Words", str(said.words or ""), hint="0 is fine: editing counts", max_length=12),
        Field("minutes", "Minutes", str(said.minutes or ""), max_length=12),
        Field("note", "A line about it", said.note, long=True, max_length=NOTE_LENGTH),
        Field("link", "Link", said.link, hint="https://…", max_length=MAX_LINK_LENGTH),
    ]


def _said(values: dict[str, str], day: str | None = None) -> Said:
    return Said(
        words=read_amount("words", values["words"]),
        minutes=read_amount("minutes", values["minutes"]),
        note=values["note"],
        link=values["link"],
        day=day,
    )


async def setup(bot: OneReader) -> None:
    """Load the cog."""
    await bot.add_cog(Streaks(bot))
