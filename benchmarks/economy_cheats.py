"""How members may try to be read for nothing (`benchmarks/economy.py`); each is played twice a day by all who cheat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from benchmarks.economy_server import LONG, SHORT, Account, Piece, Server

HOLD = timedelta(days=5)

Strategy = Callable[[Server], None]


def read_among(server: Server, piece: Piece | None, readers: list[Account], own_words: int = SHORT) -> None:
    """Let the first of some accounts that can read a piece do so at once."""
    if piece is not None and any(server.begin(reader, piece) for reader in readers):
        server.finish(piece, own_words)


def fill_line(server: Server, authors: list[Account]) -> None:
    """Offer whatever can be paid for, for honest members to read."""
    for author in authors:
        while server.offer(author):
            pass


def rings(server: Server) -> None:
    """Read each other's one-word links round and round, then spend."""
    accounts = server.cheats
    for number, author in enumerate(accounts):
        if server.day % 2:
            read_among(server, server.offer(author), [accounts[number - 1]])
    fill_line(server, accounts)


def puppets(server: Server) -> None:
    """Let all others offer what one of them reads, who then spends it."""
    first, *others = server.cheats
    for puppet in others:
        read_among(server, server.offer(puppet), [first])
    fill_line(server, [first])


def fast_links(server: Server) -> None:
    """Read one another in pairs, as fast as two minutes allow, while there are credits."""
    for one, other in zip(server.cheats[::2], server.cheats[1::2], strict=False):
        for _ in range(2):
            read_among(server, server.offer(one), [other])
            read_among(server, server.offer(other), [one])
    fill_line(server, server.cheats)


def feeders(server: Server) -> None:
    """Read honest pieces once a week each, as anybody does, and pass what it earns to the first."""
    first, *others = server.cheats
    for reader in server.cheats:
        if server.day % 7 == 0 and (piece := server.next_piece(reader)) and server.begin(reader, piece):
            server.finish(piece)
    for feeder in others:
        read_among(server, server.offer(feeder), [first])
    fill_line(server, [first])


def snatchers(server: Server) -> None:
    """Read every honest piece before others can, so that these find only theirs."""
    for reader in server.cheats:
        while (piece := server.next_piece(reader)) and piece.author.is_honest and server.begin(reader, piece):
            server.finish(piece)
    fill_line(server, server.cheats)


def holders(server: Server) -> None:
    """Hold honest pieces for their five days and give them back, so that the line has only theirs."""
    for piece in server.open:
        if piece.holder in server.cheats and server.now - piece.held_since >= HOLD:
            server.give_back(piece)
    for reader in server.cheats:
        for piece in server.waiting(reader):
            if piece.author.is_honest:
                server.begin(reader, piece)
    fill_line(server, server.cheats)


def blockaders(server: Server) -> None:
    """Hold what they can, read one honest piece a week each, and pass what it earns to the first."""
    holders(server)
    feeders(server)


def jumpers(server: Server) -> None:
    """Take each other's pieces and give them back, which puts them in front."""
    fill_line(server, server.cheats)
    for piece in server.open:
        fresh = not (piece.author.is_honest or piece.at_front or piece.holder)
        if fresh and any(server.begin(reader, piece) for reader in server.cheats):
            server.give_back(piece)


def squatters(server: Server) -> None:
    """Offer for nothing whenever the line is empty, and read it for the credit."""
    for number, author in enumerate(server.cheats):
        if not server.waiting(author):
            read_among(server, server.offer(author), server.cheats[:number] + server.cheats[number + 1 :])
    if server.day % 7 == 6:
        fill_line(server, server.cheats)


def hoarders(server: Server) -> None:
    """Offer for nothing whenever the line is empty, read it for the credit, and spend it all in each fourth week."""
    accounts = server.cheats
    if server.day % 28 >= 21:
        fill_line(server, accounts)
        return
    for number, author in enumerate(accounts):
        if not server.waiting(author):
            read_among(server, server.offer(author), accounts[:number] + accounts[number + 1 :], LONG)


def withdrawers(server: Server) -> None:
    """Take back what one of them has begun to read, which they finish all the same, and spend what is left."""
    accounts = server.cheats
    for number, author in enumerate(accounts):
        reader = accounts[number - 1]
        piece = server.offer(author, is_text_known=True) if server.day % 2 else None
        if piece is not None and server.begin(reader, piece):
            server.withdraw(piece)
            server.finish(piece, LONG)
    fill_line(server, accounts)


def takers_back(server: Server) -> None:
    """Take back what nobody began in two days, and offer it anew once it costs less."""
    for piece in server.open.copy():
        is_free_to_go = not (piece.author.is_honest or piece.holder)
        if is_free_to_go and server.now - piece.offered_at >= timedelta(days=2):
            server.withdraw(piece)
    fill_line(server, server.cheats)


def monday_farmers(server: Server) -> None:
    """Have none on Monday, with somebody read since the last: one piece a week within, the rest outside."""
    accounts = server.cheats
    for number, author in enumerate(accounts):
        if server.day % 14 == 0:
            read_among(server, server.offer(author), [accounts[number - 1]])
    fill_line(server, accounts)


def long_winded(server: Server) -> None:
    """Write one another 300 words on pasted texts, each time with somebody else."""
    accounts = server.cheats
    for number, author in enumerate(accounts):
        if server.day % 14 == 0:
            turn = (number + 1 + server.day // 14) % len(accounts)
            read_among(server, server.offer(author, is_text_known=True), [accounts[turn]], LONG)
    fill_line(server, accounts)


def idlers(server: Server) -> None:
    """Read nobody, and offer whenever it can be had."""
    fill_line(server, server.cheats)


STRATEGIES: tuple[Strategy, ...] = (
    rings,
    puppets,
    fast_links,
    feeders,
    snatchers,
    holders,
    blockaders,
    jumpers,
    squatters,
    hoarders,
    withdrawers,
    takers_back,
    monday_farmers,
    long_winded,
    idlers,
)
