"""/goal: set in plain words, follow, change and end goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from cogs.goals import cards as ui
from cogs.goals.refusals import SENTENCES
from cogs.kit import replies
from cogs.kit.act import Interaction, act_of
from cogs.kit.cog import FeatureCog
from cogs.kit.due import on_due
from cogs.kit.pictures.attach import attach
from cogs.kit.router import on_form, on_press, show_form
from cogs.kit.routes import Pressed
from cogs.post import Post
from db.goals import Ending, Goal
from services.goals import drafts as goal_drafts
from services.goals import running as goals
from services.goals.drafts import Drafted
from services.goals.milestones import MILESTONE_KIND, MilestoneMessage
from services.goals.running import Progressed

if TYPE_CHECKING:
    pass

GoalText = app_commands.Range[str, 1, ui.TEXT_LENGTH]
MAX_CHOICES = 25
MAX_CHOICE_LENGTH = 100


class Goals(FeatureCog):
    """Goals."""

    goal = app_commands.Group(name="goal", description="Goals with a number and a date, said aloud")

    @goal.command(name="set")
    @app_commands.describe(
        text="In your own words: 500 followers in 3 months, 500 words a day, 50k words by Nov 30",
        private="Keep it between you and me",
    )
    async def set_goal(self, interaction: Interaction, text: GoalText, private: bool = False) -> None:
        """Set a goal in plain words; I show what I understood before anything is kept."""
        await self._show_draft(
            interaction, await goal_drafts.draft_goal(self.context, act_of(interaction), text, private=private)
        )

    async def _show_draft(self, interaction: Interaction, drafted: Drafted) -> None:
        await replies.private(interaction, view=ui.draft_card(drafted))

    @on_press("goals:pick")
    async def pick(self, interaction: Interaction, pressed: Pressed) -> None:
        """Take one of the readings offered with a question."""
        drafted = await goal_drafts.pick_reading(self.context, act_of(interaction), pressed.id, int(pressed.extra))
        await replies.replace(interaction, view=ui.draft_card(drafted))

    @on_press("goals:edit")
    async def open_edit_form(self, interaction: Interaction, pressed: Pressed) -> None:
        """Open what was typed, to say it differently."""
        draft = await goal_drafts.my_draft(self.context, act_of(interaction), pressed.id)
        await show_form(interaction, "goals:edit", draft.id, "Your goal", [ui.text_field(draft.text)])

    @on_form("goals:edit")
    async def mend(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Read the new words."""
        drafted = await goal_drafts.mend_draft(self.context, act_of(interaction), pressed.id, values["text"])
        await replies.replace(interaction, view=ui.draft_card(drafted))

    @on_press("goals:cancel")
    async def cancel(self, interaction: Interaction, pressed: Pressed) -> None:
        """Set nothing."""
        draft = await goal_drafts.let_go(self.context, act_of(interaction), pressed.id)
        await replies.replace(interaction, view=ui.cancelled_card(draft))

    @on_press("goals:confirm")
    async def confirm(self, interaction: Interaction, pressed: Pressed) -> None:
        """Keep the goal, share it where it was set unless it is private, and offer a rhythm towards it."""
        confirmed = await goal_drafts.confirm(self.context, act_of(interaction), pressed.id)
        if isinstance(confirmed, Drafted):
            await replies.replace(interaction, view=ui.draft_card(confirmed))
            return
        await replies.replace(interaction, view=ui.confirmed_card(confirmed))
        if confirmed.is_new and confirmed.view.shared_here:
            await replies.send(interaction, view=ui.shared_card(confirmed.view))

    @on_press("goals:practice")
    async def practice(self, interaction: Interaction, pressed: Pressed) -> None:
        """Take up a rhythm towards an outcome, in one tap."""
        confirmed = await goal_drafts.propose_practice(
            self.context, act_of(interaction), pressed.id, int(pressed.extra)
        )
        await replies.replace(interaction, view=ui.confirmed_card(confirmed))

    @goal.command(name="progress")
    @app_commands.describe(to="The new total, such as 180, or a step, such as +20", goal_id="Which goal")
    @app_commands.rename(goal_id="goal")
    async def progress(self, interaction: Interaction, to: app_commands.Range[str, 1, 30], goal_id: str = "") -> None:
        """Say how far you are with a goal."""
        await self._progress(interaction, await self._chosen(interaction, goal_id, to_update=True), to)

    async def _progress(self, interaction: Interaction, goal_id: int, typed: str) -> None:
        try:
            progressed = await goals.update_progress(self.context, act_of(interaction), goal_id, typed)
        except goals.LowerTotal as lower:
            await replies.private(interaction, SENTENCES[goals.LowerTotal](lower), view=ui.lower_buttons(lower))
            return
        await self._show_progress(interaction, progressed)

    async def _show_progress(self, interaction: Interaction, progressed: Progressed) -> None:
        await replies.send(interaction, view=ui.progress_card(progressed), private=not progressed.view.shared_here)

    @on_press("goals:lower")
    async def lower(self, interaction: Interaction, pressed: Pressed) -> None:
        """Take a lower total, now that it is meant."""
        progressed = await goals.update_progress(
            self.context, act_of(interaction), pressed.id, pressed.extra, lower_is_meant=True
        )
        await replies.replace(interaction, ui.lower_taken_text(progressed))
        await self._show_progress(interaction, progressed)

    @on_press("goals:update")
    async def open_progress_form(self, interaction: Interaction, pressed: Pressed) -> None:
        """Ask for the new total or step."""
        goal = await goals.my_goal(self.context, act_of(interaction), pressed.id)
        await show_form(interaction, "goals:update", goal.id, "How far are you?", [ui.PROGRESS_FIELD])

    @on_form("goals:update")
    async def progress_from_form(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Take what the form says."""
        await self._progress(interaction, pressed.id, values["to"])

    @goal.command(name="show")
    @app_commands.describe(goal_id="Which goal")
    @app_commands.rename(goal_id="goal")
    async def show(self, interaction: Interaction, goal_id: str = "") -> None:
        """Show a goal: how far, how fast, and when it would be done."""
        view = await goals.show_goal(self.context, act_of(interaction), await self._chosen(interaction, goal_id))
        is_own = view.goal.member_id == interaction.user.id
        picture = await attach(ui.pace_picture(view))
        await replies.private(interaction, view=ui.goal_card(view, picture, is_own=is_own), picture=picture)

    @goal.command(name="list")
    @app_commands.describe(member="Whose goals; leave out for yours")
    async def list_goals(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """List the goals somebody pursues: yours, or what another shared in this server."""
        whose = member or interaction.user
        views = await goals.list_goals(self.context, act_of(interaction), whose.id)
        if views:
            await replies.private(interaction, view=ui.list_card(views, whose.id))
        else:
            await replies.private(interaction, ui.no_goals_text(is_own=whose.id == interaction.user.id))

    @goal.command(name="edit")
    @app_commands.describe(goal_id="Which goal", text="The goal as it should be, in your own words")
    @app_commands.rename(goal_id="goal")
    async def edit(self, interaction: Interaction, text: GoalText, goal_id: str = "") -> None:
        """Change a goal; progress is kept. Harder holds at once, easier after 7 days."""
        chosen = await self._chosen(interaction, goal_id)
        await self._show_draft(
            interaction, await goal_drafts.draft_goal(self.context, act_of(interaction), text, goal_id=chosen)
        )

    @on_press("goals:change")
    async def open_change_form(self, interaction: Interaction, pressed: Pressed) -> None:
        """Open the goal's words, to change them."""
        goal = await goals.my_goal(self.context, act_of(interaction), pressed.id)
        await show_form(interaction, "goals:change", goal.id, "Change your goal", [ui.text_field(goal.text)])

    @on_form("goals:change")
    async def change_from_form(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Show what the new words would change."""
        drafted = await goal_drafts.draft_goal(self.context, act_of(interaction), values["text"], goal_id=pressed.id)
        await self._show_draft(interaction, drafted)

    @goal.command(name="finish")
    @app_commands.describe(goal_id="Which goal")
    @app_commands.rename(goal_id="goal")
    async def finish(self, interaction: Interaction, goal_id: str = "") -> None:
        """Call a goal done, whatever the number says."""
        await self._finish(interaction, await self._chosen(interaction, goal_id))

    @on_press("goals:finish")
    async def finish_pressed(self, interaction: Interaction, pressed: Pressed) -> None:
        """Call the goal on the card done."""
        await self._finish(interaction, pressed.id)

    async def _finish(self, interaction: Interaction, goal_id: int) -> None:
        view = await goals.end_goal(self.context, act_of(interaction), goal_id, Ending.FINISHED)
        await replies.send(interaction, view=ui.ended_card(view), private=not view.shared_here)

    @goal.command(name="drop")
    @app_commands.describe(goal_id="Which goal", why="One line on why; it helps the next goal")
    @app_commands.rename(goal_id="goal")
    async def drop(self, interaction: Interaction, why: app_commands.Range[str, 1, 200], goal_id: str = "") -> None:
        """Let a goal go, with one line on why."""
        chosen = await self._chosen(interaction, goal_id)
        view = await goals.end_goal(self.context, act_of(interaction), chosen, Ending.DROPPED, why)
        await replies.private(interaction, view=ui.ended_card(view))

    @on_due(MILESTONE_KIND)
    async def celebrate(self, message: MilestoneMessage, post: Post) -> None:
        """Celebrate a milestone where the goal was shared."""
        await post.to_channel(message.channel_id, view=ui.milestone_card(message))

    async def _chosen(self, interaction: Interaction, typed: str, *, to_update: bool = False) -> int:
        """Return the goal chosen from the list, named in words, or the only one there is."""
        running = await goals.running_goals(self.context, act_of(interaction))
        goal = goals.choose(running, typed, to_update=to_update)
        return goal.id

    @progress.autocomplete("goal_id")
    async def progress_choices(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the member's own running goals whose progress they report, newest first."""
        running = await goals.running_goals(self.context, act_of(interaction))
        return _choices(goals.told_by_hand(running), typed)

    @show.autocomplete("goal_id")
    @edit.autocomplete("goal_id")
    @finish.autocomplete("goal_id")
    @drop.autocomplete("goal_id")
    async def goal_choices(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the member's own running goals, newest first."""
        return _choices(await goals.running_goals(self.context, act_of(interaction)), typed)


def _choices(running: list[Goal], typed: str) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=goal.text[:MAX_CHOICE_LENGTH], value=str(goal.id))
        for goal in reversed(running)
        if typed.casefold() in goal.text.casefold()
    ][:MAX_CHOICES]
