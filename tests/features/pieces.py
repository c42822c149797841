"""What the tests that ask the same of every feature ask of pieces."""

from __future__ import annotations

from services import pieces
from services.acts import GoneForGood, NotYours
from services.pieces import NoPieces, NothingSubmitted, WhichPiece
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import HERS, RouteRow
from tests.bot.matrix.rows import FORM, IN_DM, PRIVATE, PUBLIC, Outcome, Row
from tests.bot.matrix.things import Person, Things, routed
from tests.services.full_life import FullLife

NEEDS_PIECE: dict[Role, Outcome] = {Role.STRANGER: NoPieces}
# The id of somebody else's piece, typed in: it is none of the asker's own.
ONLY_HER_PIECE: dict[Role, Outcome] = {Role.STRANGER: NoPieces, Role.ANY_AUTHOR: PRIVATE}

ROWS = (
    Row("piece add", PRIVATE, {"title": "Another"}),
    Row("piece list", PRIVATE),
    Row("piece show", PRIVATE, {}, NEEDS_PIECE),
    Row("piece show", WhichPiece, {"piece": "{piece}"}, ONLY_HER_PIECE),
    Row("piece show", PUBLIC, {"share": "the piece alone"}, NEEDS_PIECE | IN_DM, shows="{me}(title|link)"),
    Row("piece checklist", FORM, {}, NEEDS_PIECE),
    Row("piece submitted", PRIVATE, {"publication": "The Moon"}, NEEDS_PIECE),
    Row("piece answer", PRIVATE, {"outcome": "accepted"}, {Role.STRANGER: NothingSubmitted}),
    Row("piece numbers", PRIVATE, {}, NEEDS_PIECE),
)

PRESSES = (
    RouteRow("pieces:edit", "piece", NotYours, HERS),
    RouteRow("pieces:remove", "piece", NotYours, HERS),
    RouteRow("pieces:restore", "piece", NotYours, HERS),
    RouteRow("pieces:checklist", "piece", NotYours, HERS),
    RouteRow("pieces:numbers", "piece", NotYours, HERS),
    RouteRow("pieces:feedback", "submission", GoneForGood, HERS),
)

FORMS = (
    RouteRow("pieces:edit", "piece", NotYours, HERS, fields={"title": "Mine", "link": "", "published_in": ""}),
    RouteRow(
        *("pieces:checklist", "piece", NotYours, HERS),
        fields={"would_take": "no", "improves": "", "solves": "", "success": ""},
    ),
    RouteRow("pieces:feedback", "submission", GoneForGood, HERS, fields={"feedback": "Too long"}),
    RouteRow(
        "pieces:numbers", "piece", NotYours, HERS, fields={"views": "90000", "reads": "", "claps": "", "day": "today"}
    ),
)


LOOKS = (pieces.list_pieces, pieces.my_pieces, pieces.my_submissions)
OTHER_IDS = {"piece_id"}


async def plant(things: Things, person: Person) -> None:
    """Let somebody keep a piece with all that is noted of it, declined by one publication and sent to another."""
    name, number = person.name, person.number
    card = (await person.slash("piece add", title=f"{name}title", link=f"https://{name}link.example")).response
    person.ids["piece"] = routed(card)
    await person.fill_in(card, "Checklist", would_take=f"{name}take", improves=f"{name}life", solves="", success="")
    await person.slash("piece numbers", views=82_000 + 100 * number, reads=81_000 + 100 * number)
    await person.slash("piece submitted", publication=f"{name}declining")
    answered = (await person.slash("piece answer", outcome="declined")).response
    person.ids["submission"] = routed(answered)
    await person.fill_in(answered, "Write down what they said", feedback=f"{name}feedback")
    await person.slash("piece submitted", publication=f"{name}waiting")
    things.mark(f"{name}: a piece", f"{name}(title|link)", person.actor)
    things.mark(f"{name}: what was noted about a piece", f"{name}(take|life|declining|feedback|waiting)", person.actor)
    things.mark(f"{name}: the numbers of a piece", rf"(?<!\d)8[12],?{number}\d\d(?!\d)", person.actor)


async def live(life: FullLife, member_id: int, said: str) -> None:
    """Let a member keep a piece, submit it and note its numbers."""
    do, act = life.context, life.act
    piece = (await pieces.add_piece(do, act(member_id), f"A piece {said}", "", "")).piece
    await pieces.submit(do, act(member_id), piece.id, f"The Review, {said}", "")
    await pieces.tell_numbers(do, act(member_id), piece.id, views=10, reads=4, claps=1)
