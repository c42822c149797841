"""My words: how a sprint went for each, by form. It has no commands of its own."""

from __future__ import annotations

from dataclasses import replace

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, Answers, private
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Form, Pressed, Sent, read_number
from cogs.reminders.question import and_ask
from cogs.sprints import cards, routes
from cogs.sprints.posted import change_results
from cogs.streaks.cards import entry_buttons
from rules.sprints import MOST_TOTAL, read_said, read_total
from rules.streaks.entries import MAX_WORDS
from services.sprints import telling


class SprintTelling(FeatureCog):
    """How sprints went."""

    @routes.WORDS.opens
    async def open_words_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask how it went, of whoever may still say it."""
        await telling.check_may_tell(self.context, act, pressed.id)
        return cards.words_form(pressed.id)

    @routes.WORDS.sent
    async def take_words(self, act: LiveAct, sent: Sent) -> Answers:
        """Log new words; of a total show first what it comes to."""
        said = read_said(sent["words"])
        if said.total is None:
            return await self._tell(act, sent.id, said.words)
        return await self._show_difference(act, sent.id, said.total)

    @routes.BEFORE.opens
    async def ask_where_they_began(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask what a total is counted from."""
        await telling.check_may_tell(self.context, act, pressed.id)
        return cards.before_form(pressed.id, pressed.extra)

    @routes.BEFORE.sent
    async def count_from_there(self, act: LiveAct, sent: Sent) -> Answer:
        """Show what the total comes to from there."""
        total = read_number(sent.extra, MOST_TOTAL)
        return await self._show_difference(act, sent.id, total, read_total(sent["before"]))

    async def _show_difference(self, act: LiveAct, sprint_id: int, total: int, before: int | None = None) -> Answer:
        found = await telling.difference(self.context, act, sprint_id, total, before)
        return private(cards.difference_text(found), cards.difference_buttons(found))

    @routes.KEEP.pressed
    async def keep_difference(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Log what a total came to."""
        words, _, total = pressed.extra.partition("/")
        return await self._tell(act, pressed.id, read_number(words, MAX_WORDS), read_number(total, MOST_TOTAL))

    async def _tell(self, act: LiveAct, sprint_id: int, words: int, total: int | None = None) -> Answers:
        """Log it, confirm it to whoever said it, and put it into results that are out."""
        told = await telling.tell(self.context, act, sprint_id, words, total)
        answer = private(
            cards.told_text(told),
            entry_buttons(replace(told.outcome.entry, quiet=True)),
            afterwards=lambda: change_results(self.post, told.shown),
        )
        return and_ask(self.context, act, [answer])
