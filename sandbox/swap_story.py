"""The story's second chapter: a round of swaps among four writers, in a week of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sandbox.swap_pieces import HOLLOW, PIECES, UNPLACED, DemoPiece
from sandbox.world import DIRECT, World

if TYPE_CHECKING:
    from sandbox.story import Story

TITLE = "A round of swaps: four writers, a week of their own"
READING, COMMENTING = timedelta(minutes=10), timedelta(minutes=15)


async def before_the_chapter(world: World) -> None:
    """Let everyone write once more, as on the two days before: the chapter tells of nothing but reading."""
    for name in world.writers:
        await world.show_up(name)


async def reading_sprint(story: Story, reader: str, piece: DemoPiece) -> None:
    """Ten minutes in which a reader takes the next piece of the line, and a comment when the bell rings."""
    await story.says(reader, "sprint", "general", minutes=10, **{"in": 0}, kind="reading")
    await story.presses(piece.author, "I'm in", "general")
    await story.presses(reader, "Read a piece", "general")
    await story.pause(READING)
    await story.fills(reader, "My comment", "general", **piece.comment)
    await story.pause(COMMENTING)


async def swap_round(story: Story, world: World) -> None:
    """A round; a comment mended, one sent as it is; a reader who vanishes; verdicts, credits, and Sunday."""
    for piece in PIECES:
        tell = story.says if piece is PIECES[0] else story.briefly
        await tell(piece.author, "swap offer", "general", **piece.options)
        await tell(piece.author, "swap join-round", "general")
    await story.at("Sam", 0, "18:00")
    readers = {title_of(world, name): name for name in world.writers}
    await story.at("Sam", 1, "12:00")
    for piece in PIECES:
        await story.presses(readers[piece.title], "Start reading", DIRECT, brief=piece is not PIECES[0])
    await story.pause(READING)
    first, second, third, last = PIECES
    await story.fills(readers[first.title], "Leave my comment", DIRECT, **HOLLOW)
    await story.fills(readers[first.title], "Edit my comment", DIRECT, **first.comment)
    await story.pause()
    await story.presses(first.author, "This helped", DIRECT)
    await story.pause()
    await story.fills(readers[second.title], "Leave my comment", DIRECT, **second.comment)
    await story.fills(readers[third.title], "Leave my comment", DIRECT, **UNPLACED)
    await story.presses(readers[third.title], "Send as it is", DIRECT)
    await story.pause()
    await story.presses(third.author, "This helped", DIRECT)
    await story.fills(third.author, "Say thanks", DIRECT, thanks="You read it the way it was meant.")
    await story.pause()
    # The reader of the last piece is not heard of again: on Saturday it goes to whoever reads next.
    await story.at("Sam", 5, "19:00")
    another = next(name for name in world.writers if name not in (last.author, readers[last.title]))
    await reading_sprint(story, another, last)
    await story.presses(last.author, "This helped", DIRECT)
    await story.pause()
    await story.at("Tomas", 6, "18:30")
    await story.says(another, "swap mine", "general")


def title_of(world: World, name: str) -> str:
    """Return the title of the piece that the round gave a writer."""
    writer = world.writers[name]
    told = world.history(DIRECT, writer)[-1].content
    return next(piece.title for piece in PIECES if f"“{piece.title}” is yours to read" in told)
