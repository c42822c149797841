"""What everybody has in the matrix's world, each with a word or figure that gives it away wherever it is shown.

What there is to have stands with its feature, in `tests/features`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from services import members
from services.acts import Act
from tests.bot.goal_steps import lines
from tests.features import collected
from tests.world import World


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
    """Somebody with things of their own.

    Their name is in each word of theirs, `number` sets their figures apart, and `ids` are their rows by what they are.
    """

    name: str
    actor: Any
    channel: Any
    number: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    async def slash(self, command: str, **options: Any) -> Any:
        """Use a command in their channel."""
        return await self.actor.slash(self.channel, command, **options)

    async def fill_in(self, message: Any, label: str, **values: str) -> None:
        """Press a button that opens a form, and send it."""
        await self.actor.submit_modal(await self.actor.click(message, label=label), values)


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

    def act(self, actor: Any) -> Act:
        """Return an act of somebody in server A, for what is planted without a command."""
        return Act(next(self._act_ids), actor.id, self.world.guild.id, self.world.general.id, self.env.now())

    async def plant(self) -> None:
        """Give everybody who is not asking what they have."""
        world = self.world
        await self.plant_one_of_each(Person("mara", world.mara, world.general, 1))
        await self._share(Person("marab", self.mara_in_b, self.other_general))
        await self.plant_one_of_each(Person("tomas", world.tomas, world.general, 2))
        self.mark("who is in A alone", str(world.tomas.id), world.tomas, server=world.guild)
        await self._plant_who_hides()
        await self._plant_who_left()

    async def plant_one_of_each(self, person: Person) -> None:
        """Give somebody one of everything."""
        self.people[person.name] = person
        for plant in collected("plant"):
            await plant(self, person)
        await self._share(person)

    async def plant_between(self, reader: Any, *moderators: Any) -> None:
        """Give Mara what takes several: `reader` reads what she wrote, `moderators` see what is reported."""
        for plant in collected("plant_between"):
            await plant(self, reader, moderators)

    async def _share(self, person: Person) -> None:
        """Let somebody share one of everything in their server."""
        self.people.setdefault(person.name, person)
        shared = await self._share_words(person)
        self.mark(f"{person.name}: what is shared", shared, person.actor, server=person.actor.guild)

    async def _share_words(self, person: Person) -> str:
        return f"{person.name}({'|'.join([await share(person) for share in collected('share')])})"

    async def _plant_who_hides(self) -> None:
        """Let somebody in server A keep off the boards."""
        ines = self._newcomer("ines")
        await ines.slash("wrote", words=12)
        await ines.slash("settings boards", shown=False)
        self.mark("who is hidden", str(ines.actor.id), ines.actor)

    async def _plant_who_left(self) -> None:
        """Let somebody who shared things leave server A."""
        world, vera = self.world, self._newcomer("vera")
        shared = await self._share_words(vera)
        world.guild.remove_member(vera.actor)
        await members.left_server(world.bot.context, world.guild.id, [vera.actor.id], self.env.now())
        self.mark("what somebody shared who left", shared, vera.actor)

    def _newcomer(self, name: str) -> Person:
        actor = self.world.guild.add_member(self.env.create_user(name))
        self.people[name] = Person(name, actor, self.world.general)
        return self.people[name]


def routed(answer: Any) -> int:
    """Return the id that the first button of an answer carries."""
    message = getattr(answer, "response", None) or answer
    found = re.search(r"'[a-z]+:[a-z_]+:(\d+)", str(message.components))
    assert found is not None, lines(message)
    return int(found[1])
