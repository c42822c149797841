"""About, as the house knows it."""

from __future__ import annotations

from cogs.about.cog import About
from cogs.kit.feature import Feature, HelpTopic

HELP = (
    HelpTopic(
        "about",
        "About OneReader",
        """\
- `/about` says which version of me runs, and since when: worth adding when you tell somebody of a fault.
- Who runs me, and where, stands in my profile: tap my name.""",
    ),
)

FEATURE = Feature(
    cogs=(About,),
    help=HELP,
)
