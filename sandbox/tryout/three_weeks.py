"""Three weeks of eight writers who keep each other company, and what the others do after those."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sandbox.swap_pieces import GLASS, PIECES, STORM, TUESDAY, WEATHER
from sandbox.tryout.diary import HELPED, THANK, Act, Diary, Moment, by, fills, if_there, in_turn, presses, says, sends
from sandbox.tryout.readers import Companion, Reader
from sandbox.world import CAST, DIRECT, OWNER, START, World

VISITOR = "Mara"
NEWCOMER, NEW_OWNER = "Robin", "Kit"
NEIGHBOURS = {
    "Ines": "Europe/Lisbon",
    "Kofi": "Africa/Accra",
    "Leila": "Europe/Istanbul",
    "Noor": "Europe/Amsterdam",
}
EVERYBODY = {**CAST, **NEIGHBOURS}
ROLES = {VISITOR: "a member", NEWCOMER: "new here", NEW_OWNER: "a new owner"}
# Whom the new owner has with them: a board has three names. What members get there one sees as the first.
NEW_MEMBERS = {"Pilar": "Europe/Madrid", "Hugo": "Europe/Lisbon", "Vera": "Europe/Prague"}
ROLES_THERE = {"Pilar": "a member here"}
ARRIVAL_DAY = 23
ARRIVAL = START + timedelta(days=ARRIVAL_DAY, hours=9, minutes=10)
LAST_DAY = 42
LIVELY_FROM = 19
CIRCLE = "Night Owls"


@dataclass(frozen=True, slots=True)
class Habit:
    """When somebody writes, how much, and what they say of it; `days` begins again at its end.

    What is long ago was quiet: SimCord draws a long channel slowly.
    """

    who: str
    clock: str
    days: str
    unit: str
    amount: int
    notes: tuple[str, ...]

    def moments(self, days: range) -> Iterator[Moment]:
        """Return their entries of some days."""
        for day in days:
            if self.days[day % len(self.days)] == "x":
                amount = self.amount + day * 37 % (self.amount // 3)
                said = {"note": self.notes[day // 3 % len(self.notes)]} if day % 3 == 0 else {}
                quiet = day < LIVELY_FROM
                yield Moment(self.who, day, self.clock, says("wrote", **{self.unit: amount, "quiet": quiet, **said}))


HABITS = (
    Habit(
        VISITOR,
        "18:10",
        "xxxx..xxxx.xxxxxxxxxxxx",
        "words",
        280,
        (
            "the first page, at last",
            "the ferry scene",
            "cut more than I added",
            "a bad day, still a day",
            "on the train",
        ),
    ),
    Habit("Tomas", "09:15", "xxxxx..", "minutes", 25, ("before work", "one paragraph, kept")),
    Habit("Aiko", "17:40", "xxx.xxx", "words", 400, ("chapter four", "chapter five, loudly", "only dialogue")),
    Habit("Sam", "21:30", "x.x.x.x", "minutes", 20, ("night shift notes",)),
    Habit("Ines", "07:20", "xx.xx.x", "minutes", 30, ("a sonnet that is none", "fourteen lines, two good")),
    Habit("Kofi", "20:05", "xxxxxx.", "words", 500, ("the market at dawn", "my uncle’s radio")),
    Habit("Leila", "22:15", ".xx.xx.", "words", 300, ("translated myself", "slow, and true")),
    Habit("Noor", "12:30", "x..xx.x", "words", 250, ("at lunch",)),
)

HABITS_OF_NEW_MEMBERS = (
    Habit("Pilar", "19:30", "xxxx.xx", "words", 220, ("a first page", "the same page, shorter", "two pages")),
    Habit("Hugo", "20:10", ".xxxxx.", "minutes", 20, ("at the kitchen table", "with the radio off")),
    Habit("Vera", "21:05", "xx.xxxx", "words", 310, ("chapter one", "chapter one again", "chapter two, at last")),
)

WHAT_IS_WRONG = "I have this poem at home, in a book by somebody else."

INTRODUCTIONS = {
    "Sam": ("I drive the night bus, and look after this server", "Small scenes", "So that nobody writes alone"),
    "Mara": ("A ferryman’s granddaughter in Berlin", "A novel with boats in it", "Company, and a deadline"),
    "Aiko": ("I edit manuals by day", "Letters nobody gets", "To finish one of them"),
    "Kofi": ("A radio man from Accra", "Stories you can hear", "Readers who are not my cousins"),
}
TIPS = {
    "Ines": "I read one poem aloud before I write. If my voice trips, I begin with that line.",
    "Kofi": "I stop in the middle of a sentence that I know the end of. The next day begins by itself.",
}
GOALS = {
    "Mara": "500 followers in 3 months",
    "Tomas": "3 posts a week until the end of May",
    "Aiko": "20k words by the end of February",
    "Kofi": "50k words in 4 months",
}
# The circle's weeks: what each promised on Monday, and how it went on Sunday.
PROMISES = {
    "Mara": (
        ("Finish the ferry scene", "Kept", "With a storm in it now"),
        ("Two pages a day", "Partly", "Most days one"),
    ),
    "Aiko": (("Bring the train to its last station", "Kept", "And a page beyond"), ("Cut chapter two", "Kept", "")),
    "Tomas": (("Three mornings before work", "Partly", "Two of the three"), ("Four mornings", "Kept", "Coffee helped")),
    "Noor": (("Write at lunch, not at midnight", "Kept", ""), ("Send one poem out", "Missed", "Next week, then")),
}
THIRD_WEEK = {
    "Mara": "Bring the letter to its last line",
    "Aiko": "Chapter five, to the end",
    "Noor": "Send that poem out",
}
THANKS = {
    "Tomas": "You read my father the way he was. Thank you.",
    "Aiko": "You heard the paper bags. I was afraid nobody would.",
    "Sam": "Olu would lift the last piece of cake to you. Thank you for staying on the bus.",
    "Kofi": "My uncle will be told that somebody listened until the end. Thank you.",
}
FERRY, SCYTHE, UNSENT, NIGHT_BUS = PIECES
# Who joins a visitor's sprint, and how many words it brings them.
COMPANY = {"Noor": 310, "Aiko": 275}
# Who reads what a visitor offers, and the piece that their tour fills in.
OFFERED = {VISITOR: ("Ines", STORM), NEWCOMER: ("Noor", TUESDAY)}


def moments() -> Iterator[Moment]:
    """Return everything that happens, in no particular order."""
    yield from beginnings()
    for habit in HABITS:
        yield from habit.moments(range(LAST_DAY if habit.who != VISITOR else len(habit.days)))
    yield from weeks_of_the_circle()
    yield from goal_together()
    yield from swaps()
    for day, total in ((6, "35"), (13, "80"), (20, "112")):
        yield Moment(VISITOR, day, "18:20", says("goal progress", to=total))
    for number, (who, tip) in enumerate(TIPS.items()):
        yield Moment(who, 5 + 9 * number, "13:00", says("tip share", "general", text=tip))
    yield from sprint()


def in_a_new_server() -> Iterator[Moment]:
    """What the members of a new server do once the visitor is there."""
    for habit in HABITS_OF_NEW_MEMBERS:
        yield from habit.moments(range(ARRIVAL_DAY, LAST_DAY))
    offer, take = says("swap offer", "general", **GLASS.options), says("swap next", "general")
    report = in_turn(take, presses("Start reading", "general"), fills("Report", "general", why=WHAT_IS_WRONG))
    yield Moment("Pilar", ARRIVAL_DAY + 3, "12:00", offer)
    yield Moment("Vera", ARRIVAL_DAY + 3, "13:00", if_there(report))


def sprint() -> Iterator[Moment]:
    """A sprint that begins two minutes after the visitor's arrival, and how it went."""
    yield Moment("Kofi", ARRIVAL_DAY, "17:38", says("sprint", **{"in": 4}))
    yield Moment("Ines", ARRIVAL_DAY, "17:39", presses("I'm in"))
    for who, words in (("Kofi", 410), ("Ines", 265)):
        yield Moment(who, ARRIVAL_DAY, "18:04", tells(Companion(who, words, ARRIVAL - timedelta(minutes=5))))


def tells(companion: Companion) -> Act:
    """Say how a sprint went, if it was rung out."""
    return lambda world, _writer: companion.finish(world)


def beginnings() -> Iterator[Moment]:
    """Goals, plans and introductions of the first days; only Mara wants to be reminded."""
    for who, goal in GOALS.items():
        yield Moment(who, 1, "08:00", in_turn(says("goal set", text=goal), presses("Looks right")))
    yield Moment(VISITOR, 1, "08:01", presses("Yes"))
    yield Moment("Tomas", 0, "08:00", says("streak plan", rhythm="Monday to Friday"))
    for who, days in (("Sam", 4), ("Leila", 3), ("Noor", 4)):
        yield Moment(who, 0, "13:00", says("streak plan", "general", rhythm="some days a week", days=days))
    for day, (who, (is_, writes, why)) in enumerate(INTRODUCTIONS.items()):
        yield Moment(who, 2 + day, "19:00", sends("introduce", "general", who=is_, writes=writes, why=why))


def weeks_of_the_circle() -> Iterator[Moment]:
    """A circle of four, begun on the first day: promises on Monday, reports on Sunday by the server's clock."""
    first, *others = PROMISES
    yield Moment(first, 0, "19:00", says("circle create", name=CIRCLE))
    for who in others:
        yield Moment(who, 1, "13:30", presses("Join"))
    for who, weeks in PROMISES.items():
        for number, (promise, outcome, note) in enumerate(weeks, 1):
            yield Moment(who, 7 * number, "18:30", promises(promise))
            yield Moment(OWNER, 7 * number + 6, "21:00", by(who, fills(outcome, CIRCLE, note=note)))
    for who, promise in THIRD_WEEK.items():
        yield Moment(who, 21, "18:30", promises(promise))


def goal_together() -> Iterator[Moment]:
    """A goal of the circle's, begun the other day; the visitor is not in it yet."""
    begun = in_turn(says("goal together", CIRCLE, text="10,000 words in 2 weeks"), presses("Looks right", CIRCLE))
    yield Moment("Aiko", 19, "12:10", begun)
    for minute, who in enumerate(("Aiko", "Noor", "Tomas"), 20):
        yield Moment(OWNER, 19, f"12:{minute}", by(who, presses("I'm in", CIRCLE)))


def promises(text: str) -> Act:
    """Say in the circle what one will do this week."""
    return fills("This week I will…", CIRCLE, promise=text)


def swaps() -> Iterator[Moment]:
    """Two pieces that were read, one whose comment waits for the visitor's word, and two in the line."""
    for who, day, piece in (
        ("Tomas", 4, SCYTHE),
        ("Aiko", 8, UNSENT),
        ("Mara", 19, FERRY),
        ("Sam", 20, NIGHT_BUS),
        ("Kofi", 21, WEATHER),
    ):
        yield Moment(who, day, "18:50", says("swap offer", "general", **piece.options))
    for who, day, piece in (("Mara", 6, SCYTHE), ("Tomas", 10, UNSENT), ("Leila", 23, FERRY)):
        yield Moment(who, day, "15:00", in_turn(says("swap next", "general"), presses("Start reading", "general")))
        yield Moment(who, day, "15:40", fills("Leave my comment", "general", **piece.comment))
    for who, day in (("Tomas", 6), ("Aiko", 11)):
        yield Moment(who, day, "16:10", in_turn(presses(HELPED, DIRECT), fills(THANK, DIRECT, thanks=THANKS[who])))


async def live(world: World) -> Diary:
    """Play the three weeks up to the visitor's arrival; return what is still to come."""
    await world.settle_in()
    readers = [Reader(name, author, piece, ARRIVAL) for author, (name, piece) in OFFERED.items()]
    company = [Companion(name, words, ARRIVAL) for name, words in COMPANY.items()]
    diary = Diary(world, moments(), THANKS, [*readers, *company])
    await diary.pass_until(ARRIVAL)
    world.welcome(NEWCOMER, "Europe/Dublin", world.server)
    await world.open_server(NEW_OWNER, "Europe/Madrid", NEW_MEMBERS)
    diary.expect(in_a_new_server())
    return diary
