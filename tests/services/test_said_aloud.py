"""Whatever the bot says aloud of a member's words offers no trade of follows; talking about such trades is welcome."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from db.database import Database
from rules.comments.promotion import OfferToTrade, check_said
from rules.people import Introduction
from rules.swaps.offers import FieldOffersTrade, Offer
from services import people, streaks, tips
from services.circles import membership, weeks
from services.circles.membership import NewCircle
from services.goals import drafts
from services.streaks import EntryInput
from services.swaps import offers
from tests.services.goal_room import TOMAS, Room, open_room

OFFER = "I follow back within 1 hour"
TALK = "I stopped doing follow for follow and wrote to three readers instead"


@pytest.fixture
def room(db: Database) -> Room:
    return open_room(db)


async def tip(room: Room, said: str) -> object:
    return await tips.share_tip(room.context, room.act(), said)


async def introduction(room: Room, said: str) -> object:
    await people.introduce(room.context, room.act(), Introduction(who="A night nurse", offers=said))
    return await people.my_introduction(room.context, room.act())


async def note(room: Room, said: str) -> object:
    return await streaks.record_entry(room.context, room.act(), EntryInput(words=100, note=said))


async def changed_note(room: Room, said: str) -> object:
    entry = (await streaks.record_entry(room.context, room.act(), EntryInput(words=100))).entry
    return await streaks.change_entry(room.context, room.act(), entry.id, EntryInput(words=100, note=said))


async def circle_name(room: Room, said: str) -> object:
    return await membership.begin(room.context, room.act(), NewCircle(said))


async def promise(room: Room, said: str) -> object:
    circle = await membership.begin(room.context, room.act(), NewCircle("Owls"))
    return await weeks.promise(room.context, room.act(), circle.id, said)


async def goal(room: Room, said: str) -> object:
    return await drafts.draft_goal(room.context, room.act(), f"500 followers in 3 months. {said}")


ALOUD = (tip, introduction, note, changed_note, circle_name, promise, goal)
Say = Callable[[Room, str], Awaitable[object]]


@pytest.mark.parametrize("say", ALOUD)
async def test_an_offer_to_trade_follows_is_said_nowhere_and_comes_back(room: Room, say: Say) -> None:
    with pytest.raises(OfferToTrade) as refused:
        await say(room, OFFER)

    assert OFFER in refused.value.typed


@pytest.mark.parametrize("say", ALOUD)
async def test_talking_about_such_trades_is_said(room: Room, say: Say) -> None:
    await say(room, TALK)


async def test_a_note_after_the_week_offers_no_trade_either(room: Room) -> None:
    circle = await membership.begin(room.context, room.act(), NewCircle("Owls"))
    promised = await weeks.promise(room.context, room.act(), circle.id, "two pages")
    with pytest.raises(OfferToTrade):
        await weeks.add_note(room.context, room.act(), circle.id, promised.week_on, OFFER)


async def test_what_nobody_else_reads_is_not_looked_at(room: Room) -> None:
    await streaks.record_entry(room.context, room.act(), EntryInput(words=100, note=OFFER, quiet=True))
    await drafts.draft_goal(room.context, room.act(), f"500 followers in 3 months. {OFFER}", private=True)
    in_dm = room.act(TOMAS, server_id=None)
    await drafts.draft_goal(room.context, in_dm, f"500 followers in 3 months. {OFFER}")


@pytest.mark.parametrize("field", ["title", "wanted", "content_note"])
async def test_an_offered_piece_trades_nothing_and_what_was_typed_is_kept(room: Room, field: str) -> None:
    typed: dict[str, Any] = {"title": "Untold", "text": "The ferry left at dawn.", field: OFFER}
    with pytest.raises(FieldOffersTrade) as refused:
        await offers.offer_piece(room.context, room.act(), Offer(**typed))
    kept = await offers.kept_offer(room.context, room.act())
    await offers.offer_piece(room.context, room.act(), Offer(**{**typed, field: TALK}))

    assert OFFER in refused.value.sentence
    assert kept is not None
    assert getattr(kept.offer, field) == OFFER


@pytest.mark.parametrize(
    "said",
    [
        "I'll clap for your story if you clap for mine, every evening",
        "ill sub to yours if you sub to mine",
        "Follow me, follow you: let us grow",
        "I'll follow everyone who follows me",
        "I follow everybody back who follows me here",
        "Every follow will be returned",
        "fo11ow me and I fo11ow you",
        "Wer mir folgt, dem folge ich",
    ],
)
def test_the_same_act_both_ways_is_an_offer(said: str) -> None:
    assert check_said(said)


@pytest.mark.parametrize(
    "said",
    [
        "互粉没有用，认真写评论才有用。",
        "别互粉，写真诚的评论。",
        "She said: I will follow you if you follow the river",
        "I never follow everyone who follows me",
        "I clap when a line surprises me",
    ],
)
def test_talking_against_it_is_none(said: str) -> None:
    assert not check_said(said)
