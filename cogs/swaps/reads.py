"""The buttons and forms of a read: start, pass, page, extend, comment; and its author's answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, Answers, in_place, private
from cogs.kit.cards import SafeView, buttons
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Form, Pressed, Sent, read_number
from cogs.people.profiles import profile_answer
from cogs.post.due import Post, on_due
from cogs.reminders.question import and_ask
from cogs.swaps import news, routes
from cogs.swaps.cards import comments as comment_cards
from cogs.swaps.cards import reads as read_cards
from cogs.swaps.cards.offers import served_card
from cogs.swaps.presence import check_presence, check_presence_in, next_piece
from rules.swaps.reads import Comment, Read
from services.swaps import comments, reads
from services.swaps.news import NEWS_KIND, NUDGE_KIND, YOU_WERE_READ_KIND, servers_told_of


class SwapReads(FeatureCog):
    """Reading each other."""

    # The reader's side

    @routes.READ_START.pressed
    async def start(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Open a piece and start its clock."""
        await check_presence(self.post, act)
        piece = await reads.whose(self.context, act, pressed.id)
        await self.post.hide_departed(piece.server_id, [piece.author_id])
        change = await reads.start_read(self.context, act, pressed.id)
        return _instead(act, read_cards.read_card(change.read, 0, act.at))

    @routes.READ_OPEN.pressed
    async def open(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Show a read as it stands."""
        await check_presence(self.post, act)
        read = await reads.open_read(self.context, act, pressed.id)
        return private(view=read_cards.read_card(read, 0, act.at))

    @routes.READ_PAGE.pressed
    async def turn(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Turn to another page."""
        await check_presence(self.post, act)
        read = await reads.open_read(self.context, act, pressed.id)
        return in_place(view=read_cards.read_card(read, read_number(pressed.extra), act.at))

    @routes.READ_EXTEND.pressed
    async def extend(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Give the reader 48 hours more."""
        read = await reads.extend(self.context, act, pressed.id)
        return _instead(act, read_cards.read_card(read, 0, act.at))

    @routes.READ_SKIP.pressed
    async def skip(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Pass on a piece that waits and see the one after it."""
        await check_presence(self.post, act)
        change = await reads.pass_on(self.context, act, pressed.id)
        server_id = change.read.piece.server_id
        return in_place(view=served_card(await next_piece(self, act, server_id), server_id))

    @routes.READ_PASS.pressed
    async def give_back(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Give a piece back that was begun or given by a round."""
        change = await reads.pass_on(self.context, act, pressed.id)
        return _instead(act, read_cards.passed_card(change.read))

    @routes.READ_COMMENT.opens
    async def open_comment(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open the comment's form as it was left."""
        return read_cards.comment_form(await comments.open_comment(self.context, act, pressed.id))

    @routes.READ_COMMENT.sent
    async def leave_comment(self, act: LiveAct, sent: Sent) -> Answers:
        """Give the comment to the author, or say what keeps it back."""
        typed = Comment(**sent.only("quote", "effect", "question"))
        given = await comments.leave_comment(self.context, act, sent.id, typed, self._presence(act))
        return self._given(act, given)

    @routes.READ_ANSWER.opens
    async def open_answer(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open the form for an answer to what was asked about the comment."""
        return read_cards.answer_form(await comments.open_question(self.context, act, pressed.id), pressed.extra)

    @routes.READ_ANSWER.sent
    async def answer(self, act: LiveAct, sent: Sent) -> Answers:
        """Give the comment to the author, with the answer behind it."""
        given = await comments.answer_question(self.context, act, sent.id, sent["answer"], self._presence(act))
        return self._given(act, given)

    @routes.READ_AS_IS.pressed
    async def send_as_is(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Give the comment to the author as it is."""
        given = await comments.send_as_is(self.context, act, pressed.id, self._presence(act))
        return self._given(act, given)

    def _given(self, act: LiveAct, given: comments.CommentGiven) -> Answers:
        """Confirm a comment; whoever reads is not asked about reminders before it is sent."""
        return and_ask(self.context, act, [_instead(act, read_cards.given_card(given))])

    def _presence(self, act: LiveAct) -> comments.CheckPresence:
        return partial(check_presence_in, self.post, act)

    @routes.READ_SHOWCASE.pressed
    async def show_on_profile(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Let others see a comment that helped on the reader's profile; pressed again, no longer."""
        shown = not pressed.extra
        read = await reads.show_on_profile(self.context, act, pressed.id, shown=shown)
        return (
            in_place(view=buttons(read_cards.profile_button(read, shown=shown))),
            private(read_cards.on_profile_text(read, shown=shown)),
        )

    @on_due(NEWS_KIND, NUDGE_KIND, YOU_WERE_READ_KIND)
    async def tell_news(self, message: news.News, post: Post) -> None:
        """Tell a member what became of a swap of theirs, where they have not left."""
        said, view = news.words(message)
        await post.to_member(message.member, said, of=servers_told_of(message), view=view)

    # The author's side

    @routes.READ_RECEIVED.pressed
    async def show_comment(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Show a comment on the member's own piece."""
        read = await reads.received_comment(self.context, act, pressed.id)
        return private(comment_cards.comment_text(read), comment_cards.verdict_view(read))

    @routes.READ_WHOLE.pressed
    async def show_whole_comment(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Show a long comment in full."""
        read = await reads.received_comment(self.context, act, pressed.id)
        return [private(page) for page in comment_cards.whole_comment(read)]

    @routes.READ_HELPED.pressed
    async def helped(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Accept the comment as helpful."""
        change = await reads.mark_helped(self.context, act, pressed.id)
        return _verdict(change.read, comment_cards.helped_text(change.read))

    @routes.READ_MORE.opens
    async def open_more(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open the form that asks the reader to say more."""
        return comment_cards.more_form(await self._comment_to_answer(act, pressed.id))

    @routes.READ_MORE.sent
    async def ask_for_more(self, act: LiveAct, sent: Sent) -> Answers:
        """Ask the reader to say more."""
        await self._check_author(act, sent.id)
        change = await reads.ask_for_more(self.context, act, sent.id, sent["wanted"])
        return _verdict(change.read, comment_cards.more_asked_text(change.read))

    @routes.READ_THANK.opens
    async def open_thanks(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open the form for a line of thanks."""
        return comment_cards.thanks_form(await self._comment_to_answer(act, pressed.id))

    @routes.READ_THANK.sent
    async def thank(self, act: LiveAct, sent: Sent) -> Answers:
        """Give the reader a line of thanks."""
        await self._check_author(act, sent.id)
        read = await reads.thank(self.context, act, sent.id, sent["thanks"])
        return _verdict(read, comment_cards.thanked_text(read))

    async def _comment_to_answer(self, act: LiveAct, read_id: int) -> Read:
        return await reads.received_comment(self.context, act, read_id, for_its_reader=True)

    async def _check_author(self, act: LiveAct, read_id: int) -> None:
        read = await reads.received_comment(self.context, act, read_id)
        await check_presence_in(self.post, act, read.piece.server_id)

    @routes.READ_DISOWN.pressed
    async def disown(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Note that the comment is not about the author's piece."""
        read = await reads.disown(self.context, act, pressed.id)
        return _verdict(read, comment_cards.disowned_text(read))

    @routes.READ_RATE.pressed
    async def rate(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Keep what the comment gave its author."""
        read = await reads.rate(self.context, act, pressed.id, read_number(pressed.chosen))
        return _verdict(read, comment_cards.rated_text(read))

    @routes.READ_READER.pressed
    async def show_reader(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Show the profile of who read the member."""
        await check_presence(self.post, act)
        read = await reads.received_comment(self.context, act, pressed.id, in_its_server=True, for_its_reader=True)
        there = replace(act, server_id=read.piece.server_id)
        await self.post.hide_departed(there.here_id, [read.reader_id])
        return await profile_answer(self, there, read.reader_id)


def _instead(act: LiveAct, card: SafeView) -> Answer:
    """Show a card in place of the one whose button was pressed; beside it where that is a plain message."""
    return in_place(view=card) if act.on_card else private(view=card)


def _verdict(read: Read, said: str) -> Answers:
    """Leave under the comment what can still be done about it, and say what was done."""
    return in_place(comment_cards.comment_text(read), comment_cards.verdict_view(read)), private(said)
