"""Pieces, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.pieces.cog import Pieces
from cogs.pieces.kept import KEPT
from cogs.pieces.refusals import SENTENCES

HELP = (
    HelpTopic(
        "pieces",
        "Your pieces and their numbers",
        """\
- `/piece add` keeps something you wrote, `/piece list` has all of yours. Only you see them.
- `/piece checklist` asks four questions before it goes out, such as whose life it improves.
- `/piece submitted` notes where you sent it, `/piece answer` what they said.
- `/piece numbers` takes views, reads and claps, and shows how they grow and what they suggest trying next.
- `/piece show` has it all in one place. With `share` everybody sees the piece, and its numbers only if you choose so.""",
    ),
)

FEATURE = Feature(
    cogs=(Pieces,),
    sentences=SENTENCES,
    help=HELP,
    kept=KEPT,
)
