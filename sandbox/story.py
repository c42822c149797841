"""A fortnight of three writers and a round of swaps, scripted: what they do, and what the bot then shows to whom."""

from __future__ import annotations

import logging
import sys
from datetime import datetime, time, timedelta
from typing import Any, TextIO

import simcord

from sandbox import swap_story
from sandbox.transcript import Transcript
from sandbox.world import CAST, DIRECT, START, World, Writer, open_world

FIRST_DAY = START.date()
CIRCLE = "Night Owls"
# Days of the first week whose entries are told in full, and the day after the one that a freeze covers.
TOLD_IN_FULL = (4, 6)
AFTER_A_FREEZE = 9


class StoryError(Exception):
    """The bot failed in the middle of the story."""


class _ErrorLog(logging.Handler):
    """Keeps what the bot logs as an error: members only see an apology, the story must stop."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class Story:
    """Steps of a story, each done in the world and written down."""

    def __init__(self, world: World, transcript: Transcript) -> None:
        self._world = world
        self._transcript = transcript

    def who(self, name: str) -> Writer:
        """Return a writer by name."""
        return self._world.writers[name]

    async def at(self, name: str, day: int, clock: str) -> None:
        """Let time pass until a writer's clock shows this on the story's n-th day, counted from 0."""
        instant = datetime.combine(FIRST_DAY + timedelta(days=day), time.fromisoformat(clock), self.who(name).zone)
        await self._world.pass_until(instant, self._transcript.look)

    async def pause(self, span: timedelta = timedelta(minutes=1)) -> None:
        """Let a moment pass, so that what the bot sends at once arrives."""
        await self._world.pass_until(self._world.now + span, self._transcript.look)

    async def says(
        self, name: str, command: str, place: str = "writing", /, **options: Any
    ) -> simcord.InteractionResult:
        """Run a slash command, written down as it is typed."""
        given = {key: value[0] if isinstance(value, tuple) else value for key, value in options.items()}
        typed = " ".join([f"/{command}", *(f"{key}:{value}" for key, value in given.items())])
        self._transcript.act(self.who(name), place, typed)
        result = await self._world.slash(self.who(name), place, command, **options)
        self._transcript.look()
        return result

    async def briefly(self, name: str, command: str, place: str = "writing", /, **options: Any) -> None:
        """Run a command of which the first line of what comes is enough, as on a day like others."""
        await self._world.slash(self.who(name), place, command, **options)
        self._transcript.look(brief=True)

    async def taps(self, name: str, label: str, place: str = "writing") -> None:
        """Press a button in the same brief way."""
        await self._world.press(self.who(name), place, label)
        self._transcript.look(brief=True)

    async def presses(
        self, name: str, label: str, place: str = "writing", *, brief: bool = False
    ) -> simcord.InteractionResult:
        """Press a button."""
        self._transcript.act(self.who(name), place, f"presses [{label}]")
        result = await self._world.press(self.who(name), place, label)
        self._transcript.look(brief=brief)
        return result

    async def fills(self, name: str, label: str, place: str = "writing", /, **values: str) -> None:
        """Press a button that opens a form, and send the form: one act, as it is for whoever does it."""
        await self.sends(name, await self._world.press(self.who(name), place, label), place, **values)

    async def sends(
        self, name: str, shown: simcord.InteractionResult, place: str = "writing", /, **values: str
    ) -> None:
        """Send a form that a command or a press opened."""
        filled = ", ".join(f"{key}: {value}" for key, value in values.items())
        self._transcript.act(self.who(name), place, f"sends the form with {filled}")
        await self._world.submit(self.who(name), place, shown, **values)
        self._transcript.look()

    async def chooses(self, name: str, place: str, route: str, channel: simcord.ChannelHandle) -> None:
        """Choose a channel in the newest menu with a route."""
        self._transcript.act(self.who(name), place, f"chooses #{channel.name} in the menu")
        await self._world.choose_channel(self.who(name), place, route, channel)
        self._transcript.look()


async def first_day(story: Story, world: World) -> None:
    """Sam sets the server up; Mara and Aiko set a goal each and are asked about reminders."""
    await story.says("Sam", "setup", "general", zone="London")
    await story.chooses("Sam", "general", "setup:channel", world.channels["board"])
    await story.chooses("Sam", "general", "setup:intro", world.channels["introductions"])
    await story.briefly("Mara", "settings zone", "general", place="Berlin")
    await story.briefly("Aiko", "settings zone", "general", place="Tokyo")
    await story.says("Mara", "goal set", text="500 followers in 3 months")
    await story.presses("Mara", "Looks right")
    await story.presses("Mara", "Yes")
    await story.says("Aiko", "goal set", text="a ton of readers one day")
    await story.fills("Aiko", "Say it differently", text="20k words by the end of February")
    await story.taps("Aiko", "Looks right")
    await story.presses("Aiko", "No, thank you")


async def a_circle_begins(story: Story) -> None:
    """Mara begins a circle, and Aiko is the first to join it."""
    await story.says("Mara", "circle create", name=CIRCLE)
    await story.presses("Aiko", "Join")


async def tomas_arrives(story: Story) -> None:
    """Tomas joins on the first morning of his own, with a plan of his own, and finds the circle."""
    await story.at("Tomas", 0, "09:00")
    await story.briefly("Tomas", "settings zone", "general", place="New York")
    await story.says("Tomas", "streak plan", rhythm="Monday to Friday")
    await story.presses("Tomas", "Yes")
    await story.briefly("Tomas", "goal set", text="3 posts a week until the end of May")
    await story.taps("Tomas", "Looks right")
    await story.presses("Tomas", "Join")


async def first_week(story: Story) -> None:
    """Mara writes every day and earns a freeze; Aiko forgets to log one; Tomas answers his reminder."""
    notes = [
        "the first page, at last",
        "the ferry scene. The ferry is late; so was I",
        "cut more than I added. The delete key wants its name on the cover",
        "dialogue. Nobody in this chapter will stop talking",
        "a bad day, still a day: put in a comma, took it out, put it back",
        "Saturday, in the kitchen, against the advice of the dishwasher",
        "the chapter stands. Nobody sneeze",
    ]
    for day, note in enumerate(notes):
        if day != 3:
            await story.at("Aiko", day, "18:00")
            if day == 4:
                await story.says("Aiko", "wrote", words=420, day="yesterday")
            await story.briefly("Aiko", "wrote", words=500 + 50 * day)
        await story.at("Mara", day, "11:00")
        tell = story.says if day in TOLD_IN_FULL else story.briefly
        await tell("Mara", "wrote", words=300 + 20 * day, note=note)
        if day == 5:
            await story.says("Mara", "goal progress", to="130")
        if day == 0:
            await tomas_arrives(story)
        if day in (0, 1, 3, 4):
            await story.at("Tomas", day, "09:15")
            await story.briefly("Tomas", "wrote", minutes=40)
        if day == 2:
            await story.at("Tomas", day, "20:30")
            await story.fills("Tomas", "I wrote today", DIRECT, words="250", note="answered from the couch")


async def second_week(story: Story) -> None:
    """Mara misses Tuesday and a freeze covers it; Tomas snoozes; the week begins with three promises."""
    for day in range(7, 14):
        await story.at("Aiko", day, "18:00")
        await story.briefly("Aiko", "wrote", words=450)
        if day == 7:
            await story.fills("Aiko", "This week I will…", CIRCLE, promise="Bring the train to its last station")
        if day != 8:
            await story.at("Mara", day, "11:00")
            tell = story.says if day == AFTER_A_FREEZE else story.briefly
            await tell("Mara", "wrote", words=350)
        if day == 7:
            await story.fills("Mara", "This week I will…", CIRCLE, promise="Finish the ferry scene")
        if day == 9:
            await sprint(story)
        if day == 12:
            await story.says("Mara", "goal progress", to="+125")
            await goal_together(story)
        if day in (7, 8, 9, 11):
            await story.at("Tomas", day, "09:15")
            await story.briefly("Tomas", "wrote", minutes=45)
        if day == 7:
            await story.fills("Tomas", "This week I will…", CIRCLE, promise="Three mornings before work")
        if day == 10:
            await story.at("Tomas", day, "20:35")
            await story.presses("Tomas", "Snooze 1 h", DIRECT)
            await story.at("Tomas", day, "21:40")
            await story.fills("Tomas", "I wrote today", DIRECT, minutes="20")


async def goal_together(story: Story) -> None:
    """Sam sets a goal for everybody, and Mara and Aiko are in."""
    await story.briefly("Sam", "goal together", text="900 words together by tomorrow")
    await story.taps("Sam", "Looks right")
    await story.pause()
    for who in ("Mara", "Aiko"):
        await story.taps(who, "I'm in")


async def sprint(story: Story) -> None:
    """Mara begins a sprint; Aiko comes in time, and both say how it went."""
    await story.says("Mara", "sprint", minutes=15)
    await story.taps("Aiko", "I'm in")
    await story.presses("Mara", "Start now")
    await story.pause(timedelta(minutes=15))
    await story.fills("Aiko", "My words")
    await story.fills("Mara", "My words", words="=8400")
    await story.fills("Mara", "Where I began", before="8130")
    await story.presses("Mara", "Keep it")
    await story.pause()


async def second_sunday(story: Story) -> None:
    """The circle says how its week went."""
    await story.at("Mara", 13, "19:15")
    await story.fills("Mara", "Kept", CIRCLE, note="With a storm in it now")
    await story.at("Tomas", 13, "13:40")
    await story.fills("Tomas", "Partly", CIRCLE, note="Two of the three")
    await story.at("Aiko", 14, "07:30")
    await story.fills("Aiko", "Kept", CIRCLE, note="And a page beyond it")
    await story.says("Aiko", "circle show")


async def last_day(story: Story) -> None:
    """The second board and the end of the goal together, and a look back: a month, a profile, a piece."""
    await story.at("Mara", 14, "19:10")
    await story.says("Mara", "streak show")
    await story.briefly("Mara", "streak month")
    await story.briefly("Mara", "goal show")
    await story.says("Aiko", "leaderboard", "board", board="words", period="month")
    form = await story.says("Mara", "introduce", "general")
    await story.sends(
        "Mara", form, "general", who="A ferryman’s granddaughter in Berlin", writes="A novel", why="Company"
    )
    await story.says("Mara", "profile", "general")
    await story.briefly("Aiko", "tip share", "general", text="I read it aloud first. Where my voice trips, I begin.")
    await story.briefly("Mara", "piece add", title="The ferry")
    await story.briefly("Mara", "piece numbers", views=210, reads=70, claps=4, day="a week ago")
    await story.says("Mara", "piece numbers", views=840, reads=290, claps=41)


async def play(out: TextIO) -> None:
    """Play the fortnight and the round, and write down what each person saw. Raise StoryError where the bot failed."""
    failures = _ErrorLog()
    logger = logging.getLogger("onereader")
    logger.addHandler(failures)
    out.write("Days are the server's (London); times are each writer's own.\n")
    try:
        async with open_world() as world:
            story = Story(world, Transcript(world, out))
            await first_day(story, world)
            await a_circle_begins(story)
            await first_week(story)
            await second_week(story)
            await second_sunday(story)
            await last_day(story)
        out.write(f"\n\n{swap_story.TITLE}\n")
        async with open_world(early=tuple(CAST)) as world:
            await world.settle_in()
            await swap_story.before_the_chapter(world)
            await swap_story.swap_round(Story(world, Transcript(world, out, from_now=True)), world)
    except Exception as stopped:
        # What the bot logged before is why the story could not go on.
        raise (StoryError("\n".join(failures.lines)) if failures.lines else stopped) from stopped
    finally:
        logger.removeHandler(failures)
    if failures.lines:
        raise StoryError("\n".join(failures.lines))


async def tell(out: TextIO) -> int:
    """Play the story to a stream; return the exit status, 1 with the reason when the bot failed."""
    try:
        await play(out)
    except Exception as problem:
        out.flush()
        print(f"\nThe story stopped: {type(problem).__name__}: {problem}", file=sys.stderr)
        return 1
    return 0
