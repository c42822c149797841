"""/goal: set in plain words, follow, change and end goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import discord
from discord import app_commands

from cogs.goals import cards, draft_cards, routes
from cogs.goals.sight import told_here
from cogs.goals.together import cards as together_cards
from cogs.goals.together.seen import open_to
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import (
    Answer,
    Answers,
    Chosen,
    aloud,
    answered,
    choices,
    in_place,
    offered,
    private,
)
from cogs.kit.cards import SafeView
from cogs.kit.channels import missing_here
from cogs.kit.cog import FeatureCog
from cogs.kit.pictures.attach import attach
from cogs.kit.routes import Form, Pressed, Sent, read_number
from cogs.post.due import Post, on_due
from cogs.reminders.question import and_ask
from rules.goals.draft import Draft, GoalForm
from rules.goals.goal import Goal
from services import plans
from services.acts import MayNotWrite
from services.goals import drafts, endings, running
from services.goals.drafts import Confirmed, Drafted
from services.goals.milestones import MILESTONE, MILESTONE_KIND, MilestoneMessage
from services.goals.running import GoalView, Progressed
from services.goals.together import going

PRIVATE = "private"
NOTHING_FILLED_IN = GoalForm("", "", "", "")
GoalText = app_commands.Range[str, 1, draft_cards.TEXT_LENGTH]


class Goals(FeatureCog):
    """Goals."""

    goal = app_commands.Group(name="goal", description="Goals with a number and a date, said aloud")

    @goal.command(name="set")
    @app_commands.rename(is_private="private")
    @app_commands.describe(
        text="In your own words: 20,000 words in 3 months, 3 pages a week, 500 followers by June",
        is_private="Keep it between you and me",
    )
    @answered
    async def set_goal(self, act: LiveAct, text: GoalText = "", is_private: bool = False) -> Answer | Form:
        """Set a goal in plain words, or without any in a form; nothing is kept before you confirm it."""
        if not text:
            fields = draft_cards.form_fields(NOTHING_FILLED_IN)
            return routes.FILL.form("Your goal", 0, fields, extra=PRIVATE if is_private else "")
        drafted = await drafts.draft_goal(self.context, act, text, private=is_private)
        return private(view=await self._put(act, drafted))

    @goal.command(name="together")
    @app_commands.describe(
        text="For managers, or in a circle's own place: 100,000 words in November; empty shows what is on"
    )
    @answered
    async def together(self, act: LiveAct, text: GoalText = "") -> Answer:
        """Set a goal for everybody here: the server's, or in a circle's own place the circle's."""
        if not text:
            running = await open_to(self, act)
            return private(view=together_cards.open_cards(running)) if running else private(together_cards.PLACE_TEXT)
        if act.here_id and (missing := missing_here(act.interaction)):
            return private(together_cards.missing_text(missing, text))
        drafted = await going.draft_together(self.context, act, text, is_manager=act.may_manage_server)
        return private(view=draft_cards.draft_card(drafted))

    @routes.FILL.sent
    async def fill_in(self, act: LiveAct, sent: Sent) -> Answer:
        """Read what was filled in instead of said."""
        form = draft_cards.read_fields(sent.fields)
        drafted = await drafts.fill_in(self.context, act, form, private=sent.extra == PRIVATE)
        return private(view=await self._put(act, drafted))

    @routes.REFILL.opens
    async def open_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open the form under a question."""
        draft = await drafts.my_draft(self.context, act, pressed.id)
        return routes.REFILL.form("Your goal", draft.id, draft_cards.form_fields(draft.form or NOTHING_FILLED_IN))

    @routes.REFILL.sent
    async def refill(self, act: LiveAct, sent: Sent) -> Answer:
        """Read what was filled in, in place of what was said before."""
        drafted = await drafts.mend_draft(self.context, act, sent.id, draft_cards.read_fields(sent.fields))
        return in_place(view=await self._put(act, drafted))

    @routes.HAVE.opens
    async def open_start_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask how many there are now."""
        draft = await drafts.my_draft(self.context, act, pressed.id)
        return routes.HAVE.form("Where you stand", draft.id, [draft_cards.HAVE_FIELD])

    @routes.HAVE.sent
    async def have_some(self, act: LiveAct, sent: Sent) -> Answer:
        """Begin at what there is now."""
        drafted = await drafts.have_some(self.context, act, sent.id, sent["now"])
        return in_place(view=await self._put(act, drafted))

    @routes.PLAN.pressed
    async def keep_as_plan(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Make a promise the member's plan."""
        planned = await plans.keep_as_plan(self.context, act, pressed.id)
        return and_ask(self.context, act, [in_place(view=draft_cards.planned_card(planned))])

    @routes.PICK.pressed
    async def pick(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Take one of the readings offered with a question."""
        drafted = await drafts.pick_reading(self.context, act, pressed.id, read_number(pressed.extra))
        return in_place(view=await self._put(act, drafted))

    @routes.EDIT.opens
    async def open_edit_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open what was typed, to say it differently."""
        draft = await drafts.my_draft(self.context, act, pressed.id)
        return routes.EDIT.form("Your goal", draft.id, [draft_cards.text_field(draft.text)])

    @routes.EDIT.sent
    async def mend(self, act: LiveAct, sent: Sent) -> Answer:
        """Read the new words."""
        drafted = await drafts.mend_draft(self.context, act, sent.id, sent["text"])
        return in_place(view=await self._put(act, drafted))

    @routes.CANCEL.pressed
    async def cancel(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Set nothing."""
        draft = await drafts.let_go(self.context, act, pressed.id)
        return in_place(view=draft_cards.cancelled_card(draft))

    @routes.CONFIRM.pressed
    async def confirm(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Keep the goal, share it where it was set unless it is private, and offer a rhythm towards it."""
        return await self._confirm(act, pressed.id)

    @routes.CONFIRM_PRIVATELY.pressed
    async def confirm_privately(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Keep the goal between the member and the bot."""
        return await self._confirm(act, pressed.id, private=True)

    async def _confirm(self, act: LiveAct, draft_id: int, *, private: bool = False) -> Answers:
        draft = await drafts.my_draft(self.context, act, draft_id)
        is_muted = not private and await self._is_muted(act, draft)
        if is_muted and draft.goal_id is not None:
            raise MayNotWrite(draft.channel_id)
        confirmed = await drafts.confirm(self.context, act, draft_id, private=private or is_muted)
        if isinstance(confirmed, Drafted):
            return in_place(view=await self._put(act, confirmed))
        return and_ask(self.context, act, _confirmed(confirmed, is_muted=is_muted))

    async def _put(self, act: LiveAct, drafted: Drafted) -> SafeView:
        return draft_cards.draft_card(drafted, is_muted=await self._is_muted(act, drafted.draft))

    async def _is_muted(self, act: LiveAct, draft: Draft) -> bool:
        """Return whether somebody may not write where the words of a draft would be read."""
        if draft.is_closed or not draft.is_said_aloud or draft.server_id is None or draft.channel_id is None:
            return False
        return not await self._may_write_there(act, draft.server_id, draft.channel_id)

    async def _may_write_there(self, act: LiveAct, server_id: int | None, channel_id: int) -> bool:
        if server_id is None:
            return False
        who = act.asker if act.server_id == server_id else act.member_id
        return await self.post.places.may_write(server_id, channel_id, who)

    @routes.PRACTICE.pressed
    async def practice(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Take up a rhythm towards an outcome, in one tap."""
        confirmed = await drafts.propose_practice(self.context, act, pressed.id, read_number(pressed.extra))
        return in_place(view=draft_cards.confirmed_card(confirmed))

    @goal.command(name="progress")
    @app_commands.describe(to="The new total, such as 180, or a step, such as +20", goal_id="Which goal")
    @app_commands.rename(goal_id="goal")
    @answered
    async def progress(self, act: LiveAct, to: app_commands.Range[str, 1, 30], goal_id: Chosen = "") -> Answer:
        """Say how far you are with a goal."""
        found = await running.running_goals(self.context, act)
        chosen = running.choose_to_move(found, goal_id, to)
        return await self._progressed(act, await running.update_progress(self.context, act, chosen.id, to))

    @routes.MOVE.pressed
    async def move(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Take the progress typed before for the goal it is for."""
        progressed = await running.update_progress(self.context, act, pressed.id, pressed.extra)
        return in_place(cards.moved_by_text(pressed.extra)), await self._progressed(act, progressed)

    @routes.LOWER.pressed
    async def lower(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Take a total farther from the goal, now that it is meant."""
        progressed = await running.update_progress(self.context, act, pressed.id, pressed.extra, back_is_meant=True)
        return in_place(cards.back_taken_text(progressed)), await self._progressed(act, progressed)

    @routes.UPDATE.opens
    async def open_progress_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask for the new total or step."""
        goal = await running.my_goal(self.context, act, pressed.id)
        return routes.UPDATE.form("How far are you?", goal.id, [cards.PROGRESS_FIELD])

    @routes.UPDATE.sent
    async def progress_from_form(self, act: LiveAct, sent: Sent) -> Answer:
        """Take what the form says."""
        return await self._progressed(act, await running.update_progress(self.context, act, sent.id, sent["to"]))

    async def _progressed(self, act: LiveAct, progressed: Progressed) -> Answer:
        is_private = not await told_here(self, act, [progressed.view])
        if progressed.milestone is None:
            return aloud("progress", cards.progress_text(progressed), private=is_private)
        # Claimed for this answer, once for ever: however often everybody heard of their steps, they hear of this.
        told_in = progressed.milestone.told_in
        is_told = told_in is not None and await self._may_write_there(act, progressed.view.goal.server_id, told_in)
        card = cards.milestone_reached_card(progressed, progressed.milestone.percent, told_in if is_told else None)
        return aloud(MILESTONE, view=card, private=is_private)

    @goal.command(name="show")
    @app_commands.describe(goal_id="Which goal")
    @app_commands.rename(goal_id="goal")
    @answered
    async def show(self, act: LiveAct, goal_id: Chosen = "") -> Answer:
        """Show a goal: how far, how fast, and when it would be done."""
        view = await running.show_goal(self.context, act, await self._chosen(act, goal_id))
        picture = await attach(cards.pace_picture(view))
        return private(view=cards.goal_card(view, picture), picture=picture)

    @goal.command(name="list")
    @app_commands.describe(member="Whose goals; leave out for yours")
    @answered
    async def list_goals(self, act: LiveAct, member: discord.User | None = None) -> Answer:
        """List the goals somebody pursues: yours, or what another shared in this server."""
        owner_id = await self.whose(act, member)
        listed = await running.list_goals(self.context, act, owner_id)
        views = [view for view in listed if await self.may_see(act, owner_id, view.goal.channel_id)]
        is_own = owner_id == act.member_id
        if views:
            return private(view=cards.list_card(views, owner_id, is_own=is_own))
        return private(cards.no_goals_text(is_own=is_own))

    @goal.command(name="edit")
    @app_commands.describe(goal_id="Which goal", text="The goal as it should be, in your own words")
    @app_commands.rename(goal_id="goal")
    @answered
    async def edit(self, act: LiveAct, text: GoalText, goal_id: Chosen = "") -> Answer:
        """Change a goal; progress is kept. Harder holds at once, easier after 7 days."""
        chosen = await self._chosen(act, goal_id)
        drafted = await drafts.draft_goal(self.context, act, text, goal_id=chosen)
        return private(view=await self._put(act, drafted))

    @routes.CHANGE.opens
    async def open_change_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open the goal's words, to change them."""
        goal = await running.my_goal(self.context, act, pressed.id)
        return routes.CHANGE.form("Change your goal", goal.id, [draft_cards.text_field(goal.text)])

    @routes.CHANGE.sent
    async def change_from_form(self, act: LiveAct, sent: Sent) -> Answer:
        """Show what the new words would change."""
        drafted = await drafts.draft_goal(self.context, act, sent["text"], goal_id=sent.id)
        return private(view=await self._put(act, drafted))

    @goal.command(name="finish")
    @app_commands.describe(goal_id="Which goal")
    @app_commands.rename(goal_id="goal")
    @answered
    async def finish(self, act: LiveAct, goal_id: Chosen = "") -> Answer:
        """Call a goal done; below 100 % I ask first."""
        chosen = await self._chosen(act, goal_id)
        return await self._finished(act, await endings.finish_goal(self.context, act, chosen))

    @routes.FINISH.pressed
    async def finish_pressed(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Call the goal on the card done."""
        return await self._finished(act, await endings.finish_goal(self.context, act, pressed.id))

    @routes.FINISH_EARLY.pressed
    async def finish_early(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Call a goal done below 100 %, now that it is meant."""
        view = await endings.finish_goal(self.context, act, pressed.id, early_is_meant=True)
        return in_place("It is finished."), await self._finished(act, view)

    async def _finished(self, act: LiveAct, view: GoalView) -> Answer:
        return aloud("goal", view=cards.ended_card(view), private=not await told_here(self, act, [view]))

    @routes.TAKE_BACK.pressed
    async def take_back(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Let a goal go on that was finished or dropped."""
        return in_place(view=cards.taken_back_card(await endings.take_back(self.context, act, pressed.id)))

    @routes.COUNT.pressed
    async def count_for_me(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Count a goal from now on that was moved by hand."""
        return in_place(view=cards.counted_card(await running.count_for_me(self.context, act, pressed.id)))

    @goal.command(name="drop")
    @app_commands.describe(goal_id="Which goal", why="One line on why; it helps the next goal")
    @app_commands.rename(goal_id="goal")
    @answered
    async def drop(self, act: LiveAct, why: app_commands.Range[str, 1, 200], goal_id: Chosen = "") -> Answer:
        """Let a goal go, with one line on why."""
        chosen = await self._chosen(act, goal_id)
        return private(view=cards.ended_card(await endings.drop_goal(self.context, act, chosen, why)))

    @on_due(MILESTONE_KIND)
    async def celebrate(self, message: MilestoneMessage, post: Post) -> None:
        """Celebrate a milestone where the goal was shared."""
        said, view = cards.milestone_text(message), cards.milestone_buttons(message)
        place = message.server_id, message.channel_id
        await post.speak_for(message.goal.member_id, MILESTONE, *place, said, view=view)

    async def _chosen(self, act: LiveAct, typed: str) -> int:
        """Return the goal chosen from the list, named in words, or the only one there is."""
        found = await running.running_goals(self.context, act)
        return running.choose(found, typed).id

    @progress.autocomplete("goal_id")
    @offered
    async def progress_choices(self, act: LiveAct, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the member's own running goals whose progress they report, newest first."""
        found = await running.running_goals(self.context, act)
        return choices(_newest_first(running.told_by_hand(found)), typed)

    @show.autocomplete("goal_id")
    @edit.autocomplete("goal_id")
    @finish.autocomplete("goal_id")
    @drop.autocomplete("goal_id")
    @offered
    async def goal_choices(self, act: LiveAct, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the member's own running goals, newest first."""
        found = await running.running_goals(self.context, act)
        return choices(_newest_first(found), typed)


def _confirmed(confirmed: Confirmed, *, is_muted: bool) -> Iterator[Answer]:
    """Show a goal that was kept to its owner, and a new one that is not private to everybody there."""
    yield in_place(view=draft_cards.confirmed_card(confirmed, is_muted=is_muted))
    if confirmed.is_new and confirmed.view.shared_here:
        yield aloud("goal", view=draft_cards.shared_card(confirmed.view))


def _newest_first(goals: Iterable[Goal]) -> Iterator[tuple[str, str]]:
    return ((goal.text, str(goal.id)) for goal in reversed(list(goals)))
