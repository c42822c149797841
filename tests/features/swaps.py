"""What the tests that ask the same of every feature ask of swaps."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from db.connection import Tx
from db.swaps import ledger
from db.swaps import reads as reads_db
from rules.swaps.credits import StartNotOpen
from rules.swaps.ledger import Booking, CreditReason
from rules.swaps.limits import TooManyReads
from rules.swaps.moves import SILENCE, ReadEvent
from rules.swaps.offers import Offer
from rules.swaps.reads import Comment
from services.acts import Act, GoneForGood, NotYours
from services.context import Context
from services.swaps import offers, reads, reports, rounds
from services.swaps.moves import move_read
from services.swaps.offers import CannotBlockYourself, LeftServer
from services.swaps.reads import OwnPiece
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import DONE, HERS, NOT_MANAGER, OWN, Outcome, RouteRow
from tests.bot.matrix.rows import FORM, PRIVATE, SERVER_ONLY, Row
from tests.bot.matrix.things import Person, Things
from tests.bot.swap_steps import real
from tests.services import swap_life
from tests.services.desk import SERVER
from tests.services.full_life import FullLife
from tests.services.swap_room import show_up, story

READERS: dict[Role, Outcome] = {Role.READER: DONE}
JUDGED: dict[Role, Outcome] = {Role.MODERATOR | Role.MANAGER: DONE, Role.MANAGER_IN_B: GoneForGood}
NOT_HERS: dict[Role, Outcome] = {Role.AUTHOR: OwnPiece, Role.FROM_B: LeftServer}
OFFERED = {"title": "Mine", "link": "https://mine.example", "words": "300", "wanted": "", "content_note": ""}

MY_OFFER = {"title": "Mine", "link": "https://mine.example", "words": 300}
OFFERED_BEFORE = {
    "title": "maraswaptitle",
    "text": f"marawaits {story(1)}",
    "wanted": "maraswapwanted",
    "content_note": "",
}

ROWS = (
    Row("swap offer", PRIVATE, MY_OFFER, SERVER_ONLY | {Role.STRANGER: StartNotOpen}),
    Row("swap offer", FORM, {}, SERVER_ONLY),
    Row("swap withdraw", NotYours, {"piece": "{offer}"}, SERVER_ONLY | {Role.ANY_AUTHOR: PRIVATE}),
    Row("swap next", PRIVATE, {}, SERVER_ONLY | {Role.READER: TooManyReads}),
    Row("swap languages", PRIVATE, {"reads": "English"}, SERVER_ONLY),
    Row("swap mine", PRIVATE, {}, SERVER_ONLY),
    Row("swap join-round", PRIVATE, {}, SERVER_ONLY),
    Row("swap leave-round", PRIVATE, {}, SERVER_ONLY),
    Row("swap block", PRIVATE, {"member": "@mara"}, SERVER_ONLY | {Role.ANY_AUTHOR: CannotBlockYourself}),
    Row("swap unblock", PRIVATE, {"member": "@mara"}, SERVER_ONLY),
)

PRESSES = (
    RouteRow("swaps:edit", "kept", GoneForGood, HERS),
    RouteRow("swaps:again", "kept", GoneForGood, HERS),
    RouteRow("swaps:withdraw", "offer", NotYours, HERS),
    RouteRow("swaps:next", "server", OWN, {Role.READER: TooManyReads, Role.FROM_B: LeftServer}),
    RouteRow("swaps:back", "server", OWN, {Role.FROM_B: LeftServer}),
    RouteRow("reads:start", "waiting", DONE, NOT_HERS | {Role.READER: TooManyReads}),
    RouteRow("reads:skip", "waiting", OWN, NOT_HERS),
    RouteRow("reads:pass", "offer", OWN, READERS | NOT_HERS),
    RouteRow("reads:open", "read", NotYours, READERS),
    RouteRow("reads:page", "read", NotYours, READERS, extra="0"),
    RouteRow("reads:extend", "read", NotYours, READERS),
    RouteRow("reads:comment", "read", NotYours, READERS),
    RouteRow("reads:answer", "read", NotYours, READERS),
    RouteRow("reads:as_is", "read", NotYours, READERS),
    RouteRow("reads:showcase", "helped", NotYours, READERS),
    RouteRow("reads:received", "commented", NotYours, HERS),
    RouteRow("reads:whole", "commented", NotYours, HERS),
    RouteRow("reads:helped", "commented", NotYours, HERS),
    RouteRow("reads:more", "commented", NotYours, HERS),
    RouteRow("reads:thank", "helped", NotYours, HERS),
    RouteRow("reads:disown", "commented", NotYours, HERS),
    RouteRow("reads:rate", "commented", NotYours, HERS, pick="5"),
    RouteRow("reads:reader", "commented", NotYours, HERS),
    RouteRow("reports:comment", "commented", OWN),
    RouteRow("reports:piece", "waiting", OWN),
    RouteRow("reports:evidence", "report", NOT_MANAGER, JUDGED),
    RouteRow("reports:remove", "report", NOT_MANAGER, JUDGED),
    RouteRow("reports:revoke", "report", NOT_MANAGER, JUDGED),
    RouteRow("reports:dismiss", "report", NOT_MANAGER, JUDGED),
)

FORMS = (
    RouteRow("swaps:offer", "kept", OWN, {Role.STRANGER: StartNotOpen}, fields=OFFERED),
    RouteRow("swaps:offer", "waiting", NotYours, HERS, fields=OFFERED_BEFORE, shows="maraswap|marawaits"),
    RouteRow("reads:comment", "read", NotYours, READERS, fields=real(1)),
    RouteRow("reads:answer", "read", NotYours, READERS, fields={"answer": "The lantern, of course"}),
    RouteRow("reads:more", "commented", NotYours, HERS, fields={"wanted": "The lantern"}),
    RouteRow("reads:thank", "helped", NotYours, HERS, fields={"thanks": "It helped."}),
    RouteRow("reports:comment", "commented", NotYours, HERS, fields={"why": "Rude"}),
    RouteRow("reports:piece", "waiting", OWN, {Role.FROM_B: LeftServer}, fields={"why": "Rude"}),
    RouteRow("reports:remove", "report", NOT_MANAGER, JUDGED, fields={"why": "Rude"}),
    RouteRow("reports:revoke", "report", NOT_MANAGER, JUDGED, fields={"why": "Rude"}),
    RouteRow("reports:dismiss", "report", NOT_MANAGER, JUDGED, fields={"why": "Rude"}),
)


OTHER_IDS = {"piece_id", "read_id", "nameless_id"}
ANOTHERS = {
    ("swap_reports", "piece_id"),
    ("swap_reports", "read_id"),
    ("blocks", "blocked_id"),
    ("erased_members", "nameless_id"),
}
NOT_HANDED_OUT = {
    "swap_reads": {"version", "told_week_on", "rating", "disowned"},  # the piece's author keeps those three
    "swap_credits": {"key"},  # made of the others
    "erased_blocks": {"erased"},  # who it is, is nobody's to know any more
}


def next_piece(context: Context, act: Act) -> Awaitable[object]:
    return offers.next_piece(context, act, SERVER)


LOOKS_IN_A_SERVER = (offers.my_swaps, next_piece)


async def plant(things: Things, person: Person) -> None:
    """Let somebody have shown up, so that they can spend what they start with."""
    guild_id = person.actor.guild.id
    act = replace(things.act(person.actor), server_id=guild_id)
    await things.world.bot.context.db.write(lambda tx: show_up(tx, act, guild_id))


async def plant_between(things: Things, reader: Any, moderators: Sequence[Any]) -> None:
    """Let Mara offer pieces, and somebody read them: one each waits, is begun, commented on, of help, reported."""
    mara, context, now = things.world.mara, things.world.bot.context, things.env.now()
    earned = Booking(CreditReason.READ, things.world.guild.id, mara.id, 20)
    await context.db.write(lambda tx: ledger.book(tx, earned, now))
    what_weeks_ago = ((9, "said"), (8, "said"), (7, "reported"))
    commented, helped, reported = [await _comment(things, reader, what, ago) for ago, what in what_weeks_ago]
    await reads.mark_helped(context, things.act(mara), helped)
    report = (await reports.report_comment(context, things.act(mara), reported, "mararude")).report
    offer = await _offer(things, "maraswaptext", 6)
    an_hour_ago = replace(things.act(reader), at=now - timedelta(hours=1))
    read = (await reads.start_read(context, an_hour_ago, offer)).read
    typed = replace(Comment(**real(1, words=120)), question="readertyped")
    await context.db.write(lambda tx: reads_db.keep_draft(tx, read.id, typed, now))
    kept = Offer(title="marakept", link="https://marakept.example", words=300)
    things.people["mara"].ids |= {
        "commented": commented,
        "helped": helped,
        "report": report.id,
        "offer": offer,
        "read": read.id,
        "waiting": await _offer(things, "marawaits", 5),
        "kept": (await offers.keep_offer(context, things.act(mara), kept)).id,
    }
    _mark(things, reader, moderators)


def _mark(things: Things, reader: Any, moderators: Sequence[Any]) -> None:
    mara, guild = things.world.mara, things.world.guild
    things.mark("mara: a piece to be read", "maraswap(title|wanted)|marawaits", mara, server=guild)
    things.mark("mara: a piece's text, for its reader", "maraswaptext", mara, reader)
    things.mark("mara: a piece not offered yet", "marakept", mara)
    things.mark("mara: a comment on her piece", "readersaid", mara, reader)
    things.mark("mara: what she reported", "readerreported", mara, reader, *moderators)
    things.mark("mara: why she reported it", "mararude", mara, *moderators)
    things.mark("a comment that is not sent", "readertyped", reader)


async def _offer(things: Things, text: str, weeks_ago: int) -> int:
    """Let Mara offer a piece, so long ago that she may offer more."""
    offer = Offer(title="maraswaptitle", text=f"{text} {story(1)}", wanted="maraswapwanted")
    then = replace(things.act(things.world.mara), at=things.env.now() - timedelta(weeks=weeks_ago))
    return (await offers.offer_piece(things.world.bot.context, then, offer)).piece.id


async def _comment(things: Things, reader: Any, what: str, weeks_ago: int) -> int:
    """Let somebody comment on another piece of Mara's, sooner than they could; return the read's id."""
    context, at = things.world.bot.context, things.env.now()
    read = (await reads.start_read(context, things.act(reader), await _offer(things, "maraswaptext", weeks_ago))).read
    comment = Comment("", f"reader{what} the ferry is late", "")

    async def work(tx: Tx) -> None:
        await move_read(
            tx,
            read,
            ReadEvent.COMMENT,
            at,
            comment=comment,
            own_words=60,
            commented_at=at,
            commented_on=at.date(),
            verdict_by_at=at + SILENCE,
        )

    await context.db.write(work)
    return read.id


async def live(life: FullLife, member_id: int, said: str) -> None:
    """Let a member mute the news of answers, and join the rounds."""
    await offers.mute_answers(life.context, life.act(member_id), muted=True)
    await rounds.join_rounds(life.context, life.act(member_id))


live_together = swap_life.meet
