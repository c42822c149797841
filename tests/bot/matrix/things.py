"""What everybody has in the matrix's world, each with a word or figure that gives it away wherever it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from db import circles as circles_db
from db.connection import Tx
from db.swaps import ledger
from db.swaps import reads as swap_reads_db
from rules.swaps.ledger import Booking, CreditReason
from rules.swaps.moves import SILENCE, ReadEvent
from rules.swaps.offers import Offer
from rules.swaps.reads import Comment
from services import members
from services.acts import Act
from services.circles import membership as circles
from services.circles.membership import NewCircle
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps import reports as swap_reports
from services.swaps.moves import move_read
from tests.bot.goal_steps import lines
from tests.bot.matrix.routes import INTRODUCTION, LAST_WEEK
from tests.services.swap_room import story
from tests.world import World

ZONES = {1: "Pacific/Chatham", 2: "Australia/Eucla", 3: "Asia/Kathmandu"}


@dataclass(frozen=True, slots=True)
class Marker:
    """What gives a thing away: only its owner may see it, and everybody in `server_id` where it was shared."""

    what: str
    pattern: re.Pattern[str]
    owner_ids: frozenset[int]
    server_id: int | None = None

    def may_be_seen(self, asker_id: int, server_id: int | None, *, private: bool) -> bool:
        """Return whether an answer there, private or not, may show it."""
        is_shared = self.server_id is not None and self.server_id == server_id
        return is_shared or (private and asker_id in self.owner_ids)


@dataclass
class Person:
    """Somebody with things of their own; `ids` are their rows by what they are."""

    name: str
    actor: Any
    ids: dict[str, int] = field(default_factory=dict)


class Things:
    """Server B beside the world's own, which is A, and what people keep and share in both."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.env = world.env
        self.other = world.env.create_guild("Other Ink")
        self.other_general = self.other.create_text_channel("general")
        self.mara_in_b = self.other.add_member(world.mara.user)
        self.people: dict[str, Person] = {}
        self.markers: list[Marker] = []
        self._act_ids = count(1)

    @property
    def ids(self) -> dict[str, int]:
        """What a route's row may be about, by name: Mara's own things, herself and her server."""
        mara = self.people["mara"]
        return {**mara.ids, "member": mara.actor.id, "server": self.world.guild.id, "nothing": 0}

    def mark(self, what: str, pattern: str, *owners: Any, server: Any = None) -> None:
        """Remember what gives a thing away."""
        owner_ids = frozenset(each.id for each in owners)
        self.markers.append(Marker(what, re.compile(pattern), owner_ids, server and server.id))

    async def plant(self) -> None:
        """Give everybody who is not asking what they have."""
        world = self.world
        await self.plant_one_of_each("mara", 1, world.mara, world.general)
        await self._share("marab", self.mara_in_b, self.other_general)
        await self.plant_one_of_each("tomas", 2, world.tomas, world.general)
        self.mark("who is in A alone", str(world.tomas.id), world.tomas, server=world.guild)
        await self._plant_who_hides()
        await self._plant_who_left()

    async def plant_one_of_each(self, name: str, number: int, actor: Any, channel: Any) -> None:
        """Give somebody one of everything, with their name in each word; `number` sets their figures apart."""
        person = self.people[name] = Person(name, actor)

        async def run(command: str, **options: Any) -> Any:
            return await actor.slash(channel, command, **options)

        async def fill_in(message: Any, label: str, **values: str) -> None:
            await actor.submit_modal(await actor.click(message, label=label), values)

        for what in ("private", "dropped"):
            await self._set_goal(person, channel, what, private=what == "private")
        await run("goal drop", goal=f"{name}dropped", why=f"{name}why")
        person.ids["draft"] = _routed(await run("goal set", text=f"12 {name}draft in 3 months", private=True))
        question = await run("goal set", text=f"12 {name}asked by 03/04", private=True)
        person.ids["question"] = _routed(question)

        person.ids["open entry"] = _routed(await run("wrote", words=1_000, note=f"{name}open"))
        quiet = await run("wrote", words=40_000 + 100 * number, note=f"{name}quiet", quiet=True)
        person.ids["entry"] = _routed(quiet)
        paused = await run("streak pause", reason=f"{name}reason", **{"from": "24 December", "to": "25 December"})
        person.ids["pause"] = _routed(paused)
        await run("settings zone", place=ZONES[number])
        await run("settings reminder", time=f"21:3{number}")

        card = (await run("piece add", title=f"{name}title", link=f"https://{name}link.example")).response
        person.ids["piece"] = _routed(card)
        await fill_in(card, "Checklist", would_take=f"{name}take", improves=f"{name}life", solves="", success="")
        await run("piece numbers", views=82_000 + 100 * number, reads=81_000 + 100 * number)
        await run("piece submitted", publication=f"{name}declining")
        answered = (await run("piece answer", outcome="declined")).response
        person.ids["submission"] = _routed(answered)
        await fill_in(answered, "Write down what they said", feedback=f"{name}feedback")
        await run("piece submitted", publication=f"{name}waiting")

        for what, pattern in {
            "what is private": f"{name}(private|dropped|why|draft|asked|quiet|reason)",
            "the numbers of quiet writing": rf"(?<!\d)4[01],?{number}\d\d(?!\d)",
            "the clock": ZONES[number],
            "the reminder": f"21:3{number}",
            "a piece": f"{name}(title|link)",
            "what was noted about a piece": f"{name}(take|life|declining|feedback|waiting)",
            "the numbers of a piece": rf"(?<!\d)8[12],?{number}\d\d(?!\d)",
        }.items():
            self.mark(f"{name}: {what}", pattern, actor)
        self.mark(f"{name}: an open entry", f"{name}open", actor, server=actor.guild)
        await self._share(name, actor, channel)

    async def _share(self, name: str, actor: Any, channel: Any) -> None:
        """Let somebody share a goal, a tip and an introduction in a server."""
        person = self.people.setdefault(name, Person(name, actor))
        await self._set_goal(person, channel, "shared")
        tip = await actor.slash(channel, "tip share", text=f"{name}tip: answer every comment the same evening")
        person.ids["tip"] = _routed(tip)
        await self._introduce(person, channel)
        self.mark(f"{name}: what is shared", f"{name}(shared|tip|intro)", actor, server=actor.guild)

    async def _plant_who_hides(self) -> None:
        """Let somebody in server A keep off the boards."""
        world = self.world
        ines = self.people["ines"] = Person("ines", world.guild.add_member(self.env.create_user("ines")))
        await ines.actor.slash(world.general, "wrote", words=12)
        await ines.actor.slash(world.general, "settings boards", shown=False)
        self.mark("who is hidden", str(ines.actor.id), ines.actor)

    async def _plant_who_left(self) -> None:
        """Let somebody who shared things leave server A."""
        world = self.world
        vera = self.people["vera"] = Person("vera", world.guild.add_member(self.env.create_user("vera")))
        await self._set_goal(vera, world.general, "shared")
        await self._introduce(vera, world.general)
        world.guild.remove_member(vera.actor)
        await members.left_server(world.bot.context, world.guild.id, [vera.actor.id], self.env.now())
        self.mark("what somebody shared who left", "vera(shared|intro)", vera.actor)

    async def _introduce(self, person: Person, channel: Any) -> None:
        form = await person.actor.slash(channel, "introduce")
        await person.actor.submit_modal(form, dict.fromkeys(INTRODUCTION, f"{person.name}intro"))

    async def _set_goal(self, person: Person, channel: Any, what: str, *, private: bool = False) -> None:
        text = f"12 {person.name}{what} in 3 months"
        shown = await person.actor.slash(channel, "goal set", text=text, private=private)
        person.ids[what] = _routed(shown)
        await person.actor.click(shown.response, label="Looks right")

    async def plant_swaps(self, reader: Any, *moderators: Any) -> None:
        """Let Mara offer pieces, and somebody read them: one each waits, is begun, commented on, of help, reported."""
        mara, context, ids = self.world.mara, self.world.bot.context, self.people["mara"].ids
        earned = Booking(CreditReason.READ, self.world.guild.id, mara.id, 20)
        await context.db.write(lambda tx: ledger.book(tx, earned, self.env.now()))
        commented, helped, reported = [await self._comment(reader, what) for what in ("said", "said", "reported")]
        await swap_reads.mark_helped(context, self._act(mara), helped)
        report = (await swap_reports.report_comment(context, self._act(mara), reported, "mararude")).report
        offer = await self._offer("maraswaptext")
        an_hour_ago = self.env.now() - timedelta(hours=1)
        read = (await swap_reads.start_read(context, replace(self._act(reader), at=an_hour_ago), offer)).read
        typed = Comment(effect="readertyped")
        await context.db.write(lambda tx: swap_reads_db.keep_draft(tx, read.id, typed, self.env.now()))
        kept = Offer(title="marakept", link="https://marakept.example", words=300)
        ids |= {
            "commented": commented,
            "helped": helped,
            "report": report.id,
            "offer": offer,
            "read": read.id,
            "waiting": await self._offer("marawaits"),
            "kept": (await swaps.keep_offer(context, self._act(mara), kept)).id,
        }
        guild = self.world.guild
        self.mark("mara: a piece to be read", "maraswap(title|wanted)|marawaits", mara, server=guild)
        self.mark("mara: a piece's text, for its reader", "maraswaptext", mara, reader)
        self.mark("mara: a piece not offered yet", "marakept", mara)
        self.mark("mara: a comment on her piece", "readersaid", mara, reader)
        self.mark("mara: what she reported", "readerreported", mara, reader, *moderators)
        self.mark("mara: why she reported it", "mararude", mara, *moderators)
        self.mark("a comment that is not sent", "readertyped", reader)

    async def _offer(self, text: str) -> int:
        offer = Offer(title="maraswaptitle", text=f"{text} {story(1)}", wanted="maraswapwanted")
        return (await swaps.offer_piece(self.world.bot.context, self._act(self.world.mara), offer)).piece.id

    async def _comment(self, reader: Any, what: str) -> int:
        """Let somebody comment on another piece of Mara's, sooner than they could; return the read's id."""
        context, at = self.world.bot.context, self.env.now()
        read = (await swap_reads.start_read(context, self._act(reader), await self._offer("maraswaptext"))).read
        comment = Comment("", f"reader{what} the ferry is late", "")
        await context.db.write(
            lambda tx: move_read(
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
        )
        return read.id

    async def plant_circle(self) -> None:
        """Let Mara look after a circle with Tomas, with promises of the week that is over and of this one."""
        world, context = self.world, self.world.bot.context
        new = NewCircle("maracircle", channel_id=world.board.id)
        circle = await circles.begin(context, self._act(world.mara), new)
        await circles.join(context, self._act(world.tomas), circle.id)
        self.people["mara"].ids["circle"] = circle.id
        now = self.env.now()

        async def work(tx: Tx) -> None:
            for member in (world.mara, world.tomas):
                for week_on in (date.fromisoformat(LAST_WEEK), now.date()):
                    await circles_db.promise(tx, circle.id, member.id, week_on, f"{member.name}promise", now)

        await context.db.write(work)
        self.mark("mara: a circle", "maracircle", world.mara, server=world.guild)
        self.mark("what a circle promised", "(mara|tomas)promise", world.mara, world.tomas)

    def _act(self, actor: Any) -> Act:
        return Act(next(self._act_ids), actor.id, self.world.guild.id, self.world.general.id, self.env.now())


def _routed(answer: Any) -> int:
    """Return the id that the first button of an answer carries."""
    message = getattr(answer, "response", None) or answer
    found = re.search(r"'[a-z]+:[a-z_]+:(\d+)", str(message.components))
    assert found is not None, lines(message)
    return int(found[1])
