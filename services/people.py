"""People: introductions, and the profile that a server's members see of each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from db import members, people, servers, streaks
from db.connection import Tx
from db.swaps import offers as swaps
from db.swaps import reads as swap_reads
from rules.comments.promotion import check_aloud
from rules.kit.errors import Refusal
from rules.kit.text import in_few_lines
from rules.people import Introduction, PostedMessage
from rules.schedule.due import UnderWay, mark_of
from rules.streaks.plans import Plan, plan_on
from rules.streaks.streak import PromisesKept, StreakState, how_it_went, streak
from rules.swaps.reads import Given, ProfileComment
from services.acts import Act, GoneForGood, commit, meet, still_there
from services.context import Context
from services.goals import running as goals
from services.goals.running import GoalView
from services.streaks import RECENT_DAYS

SHOWN_COMMENTS = 2


class IntroductionEmpty(Refusal):
    """An introduction without a word."""


class NoProfile(Refusal):
    """A profile of somebody the bot does not know in this server."""


@dataclass(frozen=True, slots=True)
class Introduced:
    """An introduction, where it stands or may stand, and the channel the server wants introductions in, if any."""

    introduction: Introduction
    posted: PostedMessage | None
    channel_id: int | None


@dataclass(frozen=True, slots=True)
class Writing:
    """How a member keeps their promises: the streak, and the promised days or periods of the last 90 days."""

    state: StreakState
    recent: PromisesKept
    plan: Plan


@dataclass(frozen=True, slots=True)
class Reading:
    """What a member gave and got in the server's swaps; `comments` are those they let others see."""

    given: Given
    readers: int
    comments: tuple[ProfileComment, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A member as others in the server see them, and nothing else.

    `writing` is None for one who never wrote; both it and the counts of `reading` are hidden from others by one who
    opted out of boards.
    """

    member_id: int
    introduction: Introduction | None
    goals: tuple[GoalView, ...]
    writing: Writing | None
    reading: Reading
    is_own: bool
    on_boards: bool


async def my_introduction(context: Context, act: Act) -> Introduction:
    """Return the asker's words in this server; empty ones where there are none yet."""
    async with context.db.read() as connection:
        return await people.find(connection, act.here_id, act.member_id) or Introduction()


async def introduce(context: Context, act: Act, said: Introduction) -> None:
    """Keep the member's words about themselves in this server. Raise IntroductionEmpty or OfferToTrade."""
    server_id = act.here_id
    said = Introduction(
        who=in_few_lines(said.who),
        writes=in_few_lines(said.writes),
        why=in_few_lines(said.why),
        offers=in_few_lines(said.offers),
        links=in_few_lines(said.links),
    )
    if said == Introduction():
        raise IntroductionEmpty
    check_aloud(said.who, said.writes, said.why, said.offers, said.links)

    async def work(tx: Tx) -> None:
        await meet(tx, act)
        await people.put(tx, server_id, act.member_id, said)

    await commit(context, act, work)


async def introduced(context: Context, act: Act) -> Introduced:
    """Return what the asker said last, and where it belongs. Raise GoneForGood where they erased it meanwhile."""
    async with context.db.read() as connection:
        said = still_there(await people.find(connection, act.here_id, act.member_id))
        posted = await people.post_of(connection, act.here_id, act.member_id)
        return Introduced(said, posted, (await servers.find(connection, act.here_id)).intro_channel_id)


async def set_off(context: Context, post: PostedMessage) -> None:
    """Write down where an introduction is about to go, before it does. Raise GoneForGood."""
    now = context.clock.now()
    if not await context.db.write(lambda tx: people.set_off(tx, post.server_id, post.member_id, post.channel_id, now)):
        raise GoneForGood


def mark_of_post(post: PostedMessage) -> int:
    """Return what an introduction's message is known by where it stands."""
    return mark_of(f"introduction:{post.member_id}:{post.server_id}")


def under_way(post: PostedMessage) -> UnderWay:
    """Return what to look for in the channel as long as the message is not known."""
    assert post.set_off_at is not None
    return UnderWay(post.channel_id, mark_of_post(post), post.set_off_at)


async def note_post(context: Context, post: PostedMessage, message_id: int) -> None:
    """Note the message in which an introduction stands. Raise GoneForGood where it was erased meanwhile."""
    if not await context.db.write(lambda tx: people.set_message(tx, post.server_id, post.member_id, message_id)):
        raise GoneForGood


async def note_refused(context: Context, post: PostedMessage) -> None:
    """Note that an introduction which was about to go did not."""
    await context.db.write(lambda tx: people.take_back(tx, post.server_id, post.member_id))


async def choose_channel(context: Context, server_id: int, channel_id: int | None) -> None:
    """Choose where a server's introductions are posted from now on, or nowhere."""

    async def work(tx: Tx) -> None:
        await servers.add(tx, server_id)
        await servers.set_intro_channel(tx, server_id, channel_id)

    await context.db.write(work)


async def show_profile(context: Context, act: Act, member_id: int) -> Profile:
    """Return what a server's members may know of one of them. Raise NoProfile for one who is not here."""
    is_own = member_id == act.member_id
    async with context.db.read() as connection:
        member = await members.find(connection, member_id, act.here_id)
        if member is None or not member.in_server:
            raise NoProfile
        log = await streaks.log_of(connection, member.id, member.since_on)
        introduction = await people.find(connection, act.here_id, member_id)
        reading = Reading(
            await swap_reads.given(connection, member_id, act.here_id),
            await swaps.readers_of(connection, member_id, act.here_id),
            tuple(await swap_reads.profile_comments(connection, member_id, act.here_id, SHOWN_COMMENTS)),
        )
    if not (member.on_boards or is_own):
        reading = replace(reading, given=Given(0, 0), readers=0)
    today = member.today(act.at)
    writing = None
    if log.days and (member.on_boards or is_own):
        recent = how_it_went(log.history, today - timedelta(days=RECENT_DAYS - 1), today)
        writing = Writing(streak(log.history, today), recent, plan_on(log.history.plans, today))
    shared = tuple(view for view in await goals.list_goals(context, act, member_id) if view.shared_here)
    return Profile(member_id, introduction, shared, writing, reading, is_own, member.on_boards)
