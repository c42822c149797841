"""Reading together: a piece for each while the sprint runs, and a comment when it ends. It has no commands of its own."""

from __future__ import annotations

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, private
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Form, Pressed
from cogs.sprints import cards, routes
from cogs.sprints.posted import change_card
from cogs.swaps.cards.offers import served_card
from cogs.swaps.cards.reads import comment_form, read_card
from rules.swaps.reads import Read
from services.sprints import reading
from services.sprints.reading import AuthorNotAsked, SprintPiece


class SprintReading(FeatureCog):
    """Reading sprints."""

    @routes.PIECE.pressed
    async def show_piece(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Open a piece to the presser: what they hold, or the next that waits."""
        mine = await self._my_piece(act, pressed.id)
        sprint = mine.shown.sprint
        if isinstance(mine.piece, Read):
            card = read_card(mine.piece, 0, act.at, cards.bell_line(sprint))
        else:
            card = served_card(mine.piece, sprint.server_id)
        return private(view=card, afterwards=lambda: change_card(self.post, mine.shown))

    async def _my_piece(self, act: LiveAct, sprint_id: int) -> SprintPiece:
        """Open a piece of an author who is still there, whoever takes the one before it meanwhile."""
        asked: set[int] = set()
        while True:
            try:
                return await reading.my_piece(self.context, act, sprint_id, asked)
            except AuthorNotAsked as waiting:
                await self.post.hide_departed(act.here_id, [waiting.author_id])
                asked.add(waiting.author_id)

    @routes.COMMENT.opens
    async def open_comment(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open the form for a comment on what the presser read."""
        return comment_form(await reading.my_comment(self.context, act, pressed.id))
