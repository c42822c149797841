"""/goal: set in plain words, follow, change and end goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import discord
from discord import app_commands

from cogs.goals import cards, routes
from cogs.kit.act import Interaction, LiveAct, act_of
from cogs.kit.answers import Answer, Answers, answered, choices, in_place, private, public
from cogs.kit.cog import FeatureCog
from cogs.kit.due import on_due
from cogs.kit.pictures.attach import attach
from cogs.kit.routes import Form, Pressed, Sent
from cogs.post import Post
from rules.goals.goal import Ending, Goal
from services.goals import drafts, running
from services.goals.drafts import Confirmed, Drafted
from services.goals.milestones import MILESTONE_KIND, MilestoneMessage
from services.goals.running import GoalView, Progressed

GoalText = app_commands.Range[str, 1, cards.TEXT_LENGTH]


class Goals(FeatureCog):
    """Goals."""

    goal = app_commands.Group(name="goal", description="Goals with a number and a date, said aloud")

    @goal.command(name="set")
    @app_commands.rename(is_private="private")
    @app_commands.describe(
        text="In your own words: 500 followers in 3 months, 500 words a day, 50k words by Nov 30",
        is_private="Keep it between you and me",
    )
    @answered
    async def set_goal(self, act: LiveAct, text: GoalText, is_private: bool = False) -> Answer:
        """Set a goal in plain words; I show what I understood before anything is kept."""
        drafted = await drafts.draft_goal(self.context, act, text, private=is_private)
        return private(view=cards.draft_card(drafted))

    @routes.PICK.pressed
    async def pick(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Take one of the readings offered with a question."""
        drafted = await drafts.pick_reading(self.context, act, pressed.id, int(pressed.extra))
        return in_place(view=cards.draft_card(drafted))

    @routes.EDIT.pressed
    async def open_edit_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open what was typed, to say it differently."""
        draft = await drafts.my_draft(self.context, act, pressed.id)
        return routes.EDIT.form("Your goal", draft.id, [cards.text_field(draft.text)])

    @routes.EDIT.sent
    async def mend(self, act: LiveAct, sent: Sent) -> Answer:
        """Read the new words."""
        drafted = await drafts.mend_draft(self.context, act, sent.id, sent["text"])
        return in_place(view=cards.draft_card(drafted))

    @routes.CANCEL.pressed
    async def cancel(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Set nothing."""
        draft = await drafts.let_go(self.context, act, pressed.id)
        return in_place(view=cards.cancelled_card(draft))

    @routes.CONFIRM.pressed
    async def confirm(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Keep the goal, share it where it was set unless it is private, and offer a rhythm towards it."""
        confirmed = await drafts.confirm(self.context, act, pressed.id)
        if isinstance(confirmed, Drafted):
            return in_place(view=cards.draft_card(confirmed))
        return _confirmed(confirmed)

    @routes.PRACTICE.pressed
    async def practice(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Take up a rhythm towards an outcome, in one tap."""
        confirmed = await drafts.propose_practice(self.context, act, pressed.id, int(pressed.extra))
        return in_place(view=cards.confirmed_card(confirmed))

    @goal.command(name="progress")
    @app_commands.describe(to="The new total, such as 180, or a step, such as +20", goal_id="Which goal")
    @app_commands.rename(goal_id="goal")
    @answered
    async def progress(self, act: LiveAct, to: app_commands.Range[str, 1, 30], goal_id: str = "") -> Answer:
        """Say how far you are with a goal."""
        chosen = await self._chosen(act, goal_id, to_update=True)
        return _progressed(await running.update_progress(self.context, act, chosen, to))

    @routes.LOWER.pressed
    async def lower(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Take a lower total, now that it is meant."""
        progressed = await running.update_progress(self.context, act, pressed.id, pressed.extra, lower_is_meant=True)
        return in_place(cards.lower_taken_text(progressed)), _progressed(progressed)

    @routes.UPDATE.pressed
    async def open_progress_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask for the new total or step."""
        goal = await running.my_goal(self.context, act, pressed.id)
        return routes.UPDATE.form("How far are you?", goal.id, [cards.PROGRESS_FIELD])

    @routes.UPDATE.sent
    async def progress_from_form(self, act: LiveAct, sent: Sent) -> Answer:
        """Take what the form says."""
        return _progressed(await running.update_progress(self.context, act, sent.id, sent["to"]))

    @goal.command(name="show")
    @app_commands.describe(goal_id="Which goal")
    @app_commands.rename(goal_id="goal")
    @answered
    async def show(self, act: LiveAct, goal_id: str = "") -> Answer:
        """Show a goal: how far, how fast, and when it would be done."""
        view = await running.show_goal(self.context, act, await self._chosen(act, goal_id))
        is_own = view.goal.member_id == act.member_id
        picture = await attach(cards.pace_picture(view))
        return private(view=cards.goal_card(view, picture, is_own=is_own), picture=picture)

    @goal.command(name="list")
    @app_commands.describe(member="Whose goals; leave out for yours")
    @answered
    async def list_goals(self, act: LiveAct, member: discord.User | None = None) -> Answer:
        """List the goals somebody pursues: yours, or what another shared in this server."""
        owner_id = member.id if member else act.member_id
        views = await running.list_goals(self.context, act, owner_id)
        if views:
            return private(view=cards.list_card(views, owner_id))
        return private(cards.no_goals_text(is_own=owner_id == act.member_id))

    @goal.command(name="edit")
    @app_commands.describe(goal_id="Which goal", text="The goal as it should be, in your own words")
    @app_commands.rename(goal_id="goal")
    @answered
    async def edit(self, act: LiveAct, text: GoalText, goal_id: str = "") -> Answer:
        """Change a goal; progress is kept. Harder holds at once, easier after 7 days."""
        chosen = await self._chosen(act, goal_id)
        return private(view=cards.draft_card(await drafts.draft_goal(self.context, act, text, goal_id=chosen)))

    @routes.CHANGE.pressed
    async def open_change_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open the goal's words, to change them."""
        goal = await running.my_goal(self.context, act, pressed.id)
        return routes.CHANGE.form("Change your goal", goal.id, [cards.text_field(goal.text)])

    @routes.CHANGE.sent
    async def change_from_form(self, act: LiveAct, sent: Sent) -> Answer:
        """Show what the new words would change."""
        drafted = await drafts.draft_goal(self.context, act, sent["text"], goal_id=sent.id)
        return private(view=cards.draft_card(drafted))

    @goal.command(name="finish")
    @app_commands.describe(goal_id="Which goal")
    @app_commands.rename(goal_id="goal")
    @answered
    async def finish(self, act: LiveAct, goal_id: str = "") -> Answer:
        """Call a goal done, whatever the number says."""
        chosen = await self._chosen(act, goal_id)
        return _finished(await running.end_goal(self.context, act, chosen, Ending.FINISHED))

    @routes.FINISH.pressed
    async def finish_pressed(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Call the goal on the card done."""
        return _finished(await running.end_goal(self.context, act, pressed.id, Ending.FINISHED))

    @goal.command(name="drop")
    @app_commands.describe(goal_id="Which goal", why="One line on why; it helps the next goal")
    @app_commands.rename(goal_id="goal")
    @answered
    async def drop(self, act: LiveAct, why: app_commands.Range[str, 1, 200], goal_id: str = "") -> Answer:
        """Let a goal go, with one line on why."""
        chosen = await self._chosen(act, goal_id)
        return private(view=cards.ended_card(await running.end_goal(self.context, act, chosen, Ending.DROPPED, why)))

    @on_due(MILESTONE_KIND)
    async def celebrate(self, message: MilestoneMessage, post: Post) -> None:
        """Celebrate a milestone where the goal was shared."""
        await post.to_channel(message.channel_id, view=cards.milestone_card(message))

    async def _chosen(self, act: LiveAct, typed: str, *, to_update: bool = False) -> int:
        """Return the goal chosen from the list, named in words, or the only one there is."""
        found = await running.running_goals(self.context, act)
        return running.choose(found, typed, to_update=to_update).id

    @progress.autocomplete("goal_id")
    async def progress_choices(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the member's own running goals whose progress they report, newest first."""
        found = await running.running_goals(self.context, act_of(interaction))
        return choices(_newest_first(running.told_by_hand(found)), typed)

    @show.autocomplete("goal_id")
    @edit.autocomplete("goal_id")
    @finish.autocomplete("goal_id")
    @drop.autocomplete("goal_id")
    async def goal_choices(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the member's own running goals, newest first."""
        found = await running.running_goals(self.context, act_of(interaction))
        return choices(_newest_first(found), typed)


def _confirmed(confirmed: Confirmed) -> Iterator[Answer]:
    """Show a goal that was kept to its owner, and a new one that is not private to everybody there."""
    yield in_place(view=cards.confirmed_card(confirmed))
    if confirmed.is_new and confirmed.view.shared_here:
        yield public(view=cards.shared_card(confirmed.view))


def _progressed(progressed: Progressed) -> Answer:
    return Answer(view=cards.progress_card(progressed), private=not progressed.view.shared_here)


def _finished(view: GoalView) -> Answer:
    return Answer(view=cards.ended_card(view), private=not view.shared_here)


def _newest_first(goals: Iterable[Goal]) -> Iterator[tuple[str, str]]:
    return ((goal.text, str(goal.id)) for goal in reversed(list(goals)))
