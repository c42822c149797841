"""People, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.people.cog import People
from cogs.people.kept import KEPT
from cogs.people.refusals import SENTENCES

HELP = (
    HelpTopic(
        "people",
        "Introductions and profiles",
        """\
- `/introduce` is a form: who you are, what you write, why you are here, what you can offer, and links. Send it again
  to change it; it is changed where it stands.
- `/profile` shows a member's own words, the goals they shared here, their streak and kept promises. **View profile** in
  the menu of a member does the same.
- Private goals and other servers are never in it; your streak is not either once `/settings boards` hides you.""",
    ),
)

FEATURE = Feature(
    cogs=(People,),
    sentences=SENTENCES,
    help=HELP,
    kept=KEPT,
)
