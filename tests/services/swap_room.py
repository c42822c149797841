"""Writers who swap, in the services' own words: pieces of their own, and comments that speak of just that piece."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

from benchmarks.comment_lines import Labelled, tune
from db import schedule as schedule_db
from db.connection import Tx
from db.swaps import ledger
from db.swaps import offers as swaps
from db.swaps import reads as swap_reads
from rules.comments.check import Verdict, check_comment
from rules.comments.words import sentences
from rules.schedule.due import State
from rules.swaps.credits import STARTING_DAYS
from rules.swaps.ledger import Booked
from rules.swaps.offers import Offer, OfferedPiece
from rules.swaps.reads import Comment, Read
from services.acts import Act
from services.swaps import comments as comment_cases
from services.swaps import offers as swap_cases
from services.swaps import reads as read_cases
from services.swaps.credits import enter
from services.swaps.moves import NEWS
from tests.services.desk import SERVER, Desk

ANA, BEN, CLEO, DAN, ELSE, MOD = 11, 12, 13, 14, 98, 99

_PEOPLE = ("ferryman", "beekeeper", "widow", "surveyor", "organist", "cartographer", "midwife", "locksmith", "nephew")
_THINGS = (
    *("lantern", "barometer", "orchard", "staircase", "telegram", "kettle", "harbour", "mirror", "violin", "ledger"),
    *("glove", "chimney", "compass", "envelope", "greenhouse", "umbrella", "bakery", "sundial", "gramophone", "ladder"),
)
_DEEDS = ("hid", "mended", "sold", "painted", "buried", "borrowed", "burned", "counted", "polished", "forgot")
_SIDES = ("before dawn", "behind the chapel", "without a word", "in the rain", "for three winters", "by candlelight")

FEWEST_SAID, MOST_SAID = 10, 18
TRIES = 200


@cache
def _sentences_said() -> list[str]:
    """Return what people said in their comments, a sentence each: nobody says the same in every one."""
    said = (sentence.rstrip(".!") for line in tune() if _is_told(line) for sentence in sentences(line.comment))
    return [each for each in said if FEWEST_SAID <= len(each.split()) <= MOST_SAID and not set(each) & set('?"“')]


def _is_told(line: Labelled) -> bool:
    return line.genuine and line.language == "en" and line.words >= 40


def story(number: int) -> str:
    """Return a text that no other number has: twelve sentences about people, things and what was done to them."""
    chance = random.Random(number)
    lines = []
    for _ in range(12):
        who, thing, other = chance.choice(_PEOPLE), *chance.sample(_THINGS, 2)
        lines.append(f"The {who} {chance.choice(_DEEDS)} the {thing} {chance.choice(_SIDES)}, beside the {other}.")
    return " ".join(lines)


@cache
def comment_on(text: str, seed: int = 0, words: int = 90) -> Comment:
    """Return a comment of at least so many words that speaks of this text and of no other, and that the check takes."""
    chance = random.Random(f"{text}{seed}")
    tried = (_comment_on(text, chance, words) for _ in range(TRIES))
    found = next(filter(partial(_is_taken, text), tried), None)
    assert found is not None, f"the check takes none of {TRIES} comments on {text!r}"
    return found


def _is_taken(text: str, comment: Comment) -> bool:
    found = check_comment(comment.text, quote=comment.quote, piece_title="", piece_text=text, min_words=0)
    return found.verdict is Verdict.ACCEPTED


def _comment_on(text: str, chance: random.Random, words: int) -> Comment:
    lines = [line.strip(".") for line in text.split(". ")]
    quote = chance.choice(lines)
    said: list[str] = []
    while sum(len(line.split()) for line in said) < words:
        parts = chance.choice(lines).replace(",", "").split()
        who, thing = parts[1], parts[-1]
        said.append(f"{chance.choice(_sentences_said())}, {who} and {thing}.")
    half = max(1, len(said) * 2 // 3)
    return Comment(quote, " ".join(said[:half]), " ".join(said[half:]))


async def show_up(tx: Tx, act: Act, server_id: int) -> None:
    """Let a member have written on three days, so that the credits to start with can be spent."""
    await enter(tx, act, server_id)
    for day in range(1, STARTING_DAYS + 1):
        await tx.execute(
            "INSERT INTO entries (id, member_id, day_on, words, minutes, logged_at)"
            " VALUES (?, ?, ?, 9, 0, ?) ON CONFLICT DO NOTHING",
            (-act.member_id - day * 10**6, act.member_id, f"2025-12-0{day}", f"2025-12-0{day}T09:00:00.000000+00:00"),
        )


class Room:
    """What members of a server do with each other's pieces; each does it at the desk's time."""

    def __init__(self, desk: Desk, server_id: int = SERVER) -> None:
        self.desk = desk
        self.server_id = server_id
        self.context = desk.context
        self._stories = 0

    def act(self, member_id: int, *, in_dm: bool = False) -> Act:
        return replace(self.desk.act(member_id), server_id=None if in_dm else self.server_id)

    async def offer(self, author: int, **how: Any) -> OfferedPiece:
        """Offer the next story, by somebody who has shown up often enough to spend what they have."""
        await self.context.db.write(lambda tx: show_up(tx, self.act(author), self.server_id))
        self._stories += 1
        offer = Offer(**{"title": f"Untold {self._stories}", "text": story(self._stories), **how})
        return (await swap_cases.offer_piece(self.context, self.act(author), offer)).piece

    async def pay(self, author: int, **how: Any) -> OfferedPiece:
        """Offer while another's piece waits, so that it costs something, and leave nothing of the other's behind."""
        other = await self.offer(ELSE)
        piece = await self.offer(author, **how)
        await swap_cases.withdraw(self.context, self.act(ELSE), other.id)
        return piece

    async def start(self, reader: int, piece: OfferedPiece) -> Read:
        return (await read_cases.start_read(self.context, self.act(reader), piece.id)).read

    async def miss(self, reader: int, piece: OfferedPiece) -> None:
        """Start, and let the time run out."""
        await self.start(reader, piece)
        await self.later(days=5)

    async def comment(self, read: Read, typed: Comment | None = None, words: int = 90) -> Read:
        typed = typed or comment_on(read.piece.text, words=words)
        act = self.act(read.reader_id, in_dm=True)
        return (await comment_cases.leave_comment(self.context, act, read.id, typed)).read

    async def read_through(self, reader: int, piece: OfferedPiece, words: int = 90) -> Read:
        """Start, let the reading time go by, and leave a real comment."""
        read = await self.start(reader, piece)
        self.wait(minutes=10)
        return await self.comment(read, words=words)

    async def helped(self, read: Read) -> Read:
        act = self.act(read.piece.author_id, in_dm=True)
        return (await read_cases.mark_helped(self.context, act, read.id)).read

    def wait(self, **time: float) -> None:
        """Let time go by without a tick."""
        self.desk.jump(self.desk.clock.at + timedelta(**time))

    async def later(self, **time: float) -> None:
        """Let the schedule tell what is news, time go by in one stretch, and the schedule do what is due by then."""
        await self.desk.tick()
        self.wait(**time)
        await self.desk.tick()

    async def balance(self, member_id: int) -> int:
        async with self.context.db.read() as connection:
            return await ledger.balance(connection, self.server_id, member_id)

    async def ledger(self, member_id: int) -> list[Booked]:
        async with self.context.db.read() as connection:
            return await ledger.history(connection, self.server_id, member_id)

    async def piece(self, id: int) -> OfferedPiece:
        async with self.context.db.read() as connection:
            found = await swaps.find_piece(connection, id)
        assert found is not None
        return found

    async def find(self, id: int) -> Read:
        async with self.context.db.read() as connection:
            found = await swap_reads.find(connection, id)
        assert found is not None
        return found

    async def draft(self, read_id: int) -> Comment | None:
        async with self.context.db.read() as connection:
            return await swap_reads.find_draft(connection, read_id)

    def told(self, kind: str = NEWS) -> list[tuple[int, str]]:
        """Return who was told of what, in the order it was sent."""
        return [(due.subject_id, due.period.split("/")[1]) for _, due, _ in self.desk.post.sent if due.kind == kind]

    async def skipped(self, kind: str) -> dict[str, int]:
        counted = await self.desk.outcomes()
        return {reason: count for (of, state, reason), count in counted.items() if (of, state) == (kind, State.SKIPPED)}

    async def waiting_at(self, kind: str, subject_id: int) -> datetime | None:
        async with self.context.db.read() as connection:
            due = await schedule_db.waiting(connection, kind, subject_id)
        return None if due is None else due.due_at
