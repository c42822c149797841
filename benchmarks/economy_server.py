"""One server's swaps as `benchmarks/economy.py` plays them: accounts that do what the real rules let them."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import count

from rules.kit.calendar import week_start
from rules.kit.errors import Refusal
from rules.swaps.credits import (
    MONDAYS_CREDIT,
    STARTING_CREDITS,
    STARTING_DAYS,
    STRANGERS_AFTER,
    Purse,
    are_strangers,
    check_payment,
    credits_earned,
    offer_cost,
)
from rules.swaps.limits import LONG_COMMENT_WORDS, check_held, check_offers
from rules.swaps.offers import InLine, first_in_line

START = datetime(2026, 1, 5, tzinfo=UTC)
SHORT, LONG = 90, LONG_COMMENT_WORDS
SHOWS_UP = 0.5
JUST_READ = timedelta(days=7)


@dataclass(eq=False, slots=True)
class Account:
    """A member, and everything their purse is made of."""

    is_honest: bool
    balance: int = STARTING_CREDITS
    booked_at: datetime = START
    mondays_at: datetime | None = None
    reads_given: int = 0
    read_at: datetime | None = None
    on_the_way: int = 0
    days_shown: int = 0
    offered_at: list[datetime] = field(default_factory=list)
    held: int = 0
    read_by_honest: int = 0
    read_by_others: int = 0

    @property
    def purse(self) -> Purse:
        """Return what the rules ask about."""
        return Purse(
            self.balance,
            self.booked_at,
            self.mondays_at,
            self.reads_given,
            self.read_at,
            self.on_the_way,
            min(self.days_shown, STARTING_DAYS),
        )

    @property
    def reads_received(self) -> int:
        """Return how often anybody read them."""
        return self.read_by_honest + self.read_by_others


@dataclass(eq=False, slots=True)
class Piece:
    """Something offered; `holder` has it since an instant."""

    id: int
    author: Account
    is_text_known: bool
    offered_at: datetime
    cost: int = 0
    at_front: bool = False
    is_withdrawn: bool = False
    had: set[Account] = field(default_factory=set)
    holder: Account | None = None
    held_since: datetime = START


class Server:
    """One server's swaps, in which accounts do what the rules let them."""

    def __init__(self, honest: int, cheats: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.honest = [Account(is_honest=True) for _ in range(honest)]
        self.cheats = [Account(is_honest=False) for _ in range(cheats)]
        self.now = START
        self.open: list[Piece] = []  # in the line or with a reader
        self.lately: dict[tuple[int, int], datetime] = {}
        self.verdicts: dict[int, list[tuple[Account, Piece, int]]] = defaultdict(list)
        self._ids = count(1)

    @property
    def day(self) -> int:
        """Return which day it is."""
        return (self.now - START).days

    def waiting(self, reader: Account) -> list[Piece]:
        """Return the pieces of others in the line."""
        return [piece for piece in self.open if piece.holder is None and piece.author is not reader]

    def offer(self, author: Account, *, is_text_known: bool = False) -> Piece | None:
        """Offer a piece; None where the rules say no."""
        try:
            check_offers((at.date() for at in author.offered_at), self.now.date())
            cost = self._payable(author)
        except Refusal:
            return None
        self._book(author, -cost)
        author.offered_at.append(self.now)
        piece = Piece(next(self._ids), author, is_text_known, self.now, cost)
        self.open.append(piece)
        return piece

    def can_pay(self, author: Account) -> bool:
        """Return whether somebody could pay for an offer, however many they made lately."""
        try:
            self._payable(author)
        except Refusal:
            return False
        return True

    def _payable(self, author: Account) -> int:
        monday = datetime.combine(week_start(self.now.date()), time(0), UTC)
        if author.purse.gets_mondays(monday):
            author.mondays_at = self.now
            self._book(author, MONDAYS_CREDIT)
        cost = offer_cost(
            sum(piece.author is author and not piece.is_withdrawn for piece in self.open),
            is_line_empty=not (self.waiting(author) or author.held),
        )
        check_payment(author.purse, cost)
        return cost

    def _book(self, account: Account, amount: int) -> None:
        if amount:
            account.balance += amount
            account.booked_at = self.now

    def next_piece(self, reader: Account) -> Piece | None:
        """Return the piece that /swap next shows a reader."""
        by_id = {piece.id: piece for piece in self.waiting(reader) if reader not in piece.had}
        line = [
            InLine(piece.id, "", piece.at_front, piece.offered_at, just_read_me=self._just_read(piece.author, reader))
            for piece in by_id.values()
        ]
        first = first_in_line(line, ())
        return None if first is None else by_id[first.piece_id]

    def _just_read(self, reader: Account, author: Account) -> bool:
        return self.now - self.lately.get((id(reader), id(author)), START - JUST_READ) < JUST_READ

    def begin(self, reader: Account, piece: Piece | None) -> bool:
        """Take a piece out of the line; False where there is none for them."""
        if piece is None or piece.holder is not None or reader in piece.had or piece.author is reader:
            return False
        try:
            check_held(reader.held, len(self.waiting(reader)))
        except Refusal:
            return False
        piece.holder, piece.held_since = reader, self.now
        piece.had.add(reader)
        reader.held += 1
        return True

    def withdraw(self, piece: Piece) -> None:
        """Take a piece back: refunded unless somebody reads it, who may still finish; then it counts as offered."""
        if piece.holder is None:
            self.open.remove(piece)
            self._book(piece.author, piece.cost)
            piece.author.offered_at.remove(piece.offered_at)
        piece.is_withdrawn = True

    def give_back(self, piece: Piece) -> None:
        """Put a piece at the front of the line again."""
        assert piece.holder is not None
        piece.holder.held -= 1
        piece.holder, piece.at_front = None, True
        if piece.is_withdrawn:  # nobody finished it: its author gets back what it cost
            self.open.remove(piece)
            self._book(piece.author, piece.cost)

    def finish(self, piece: Piece, own_words: int = SHORT, pays_after: int = 0) -> None:
        """Leave a comment that is accepted so many days later."""
        reader = piece.holder
        assert reader is not None
        reader.held -= 1
        reader.reads_given += 1
        reader.read_at = self.now
        reader.on_the_way += 1
        if pays_after:
            self.verdicts[self.day + pays_after].append((reader, piece, own_words))
        else:
            self._accept(reader, piece, own_words)

    def _accept(self, reader: Account, piece: Piece, own_words: int) -> None:
        author = piece.author
        strangers = own_words >= LONG_COMMENT_WORDS and are_strangers(id(reader), id(author), self._read_by())
        self._book(reader, credits_earned(own_words, is_text_known=piece.is_text_known, are_strangers=strangers))
        reader.on_the_way -= 1
        self.lately[id(reader), id(author)] = self.now
        self.open.remove(piece)
        if reader.is_honest:
            author.read_by_honest += 1
        else:
            author.read_by_others += 1

    def _read_by(self) -> set[tuple[int, int]]:
        return {pair for pair, at in self.lately.items() if self.now - at < STRANGERS_AFTER}

    def settle(self) -> None:
        """Let the verdicts fall that are due today, and everyone show up who does."""
        for reader, piece, own_words in self.verdicts.pop(self.day, []):
            self._accept(reader, piece, own_words)
        for account in self.honest:
            account.days_shown += self.chance.random() < SHOWS_UP
        for account in self.cheats:
            account.days_shown += 1
