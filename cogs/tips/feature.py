"""Tips, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.tips.cog import Tips
from cogs.tips.kept import KEPT
from cogs.tips.refusals import SENTENCES

HELP = (
    HelpTopic(
        "tips",
        "Tips for finding readers",
        """\
- `/tip share` tells the others what worked for you; without `text` it opens a form.
- `/tip random` shows one, `/tip top` those that helped most.
- **Helped me** under a tip counts you once. One helpful tip rides with the weekly post.
- **…** under a tip takes it down, for whoever shared it and for those who may manage messages in the whole server.""",
    ),
)

FEATURE = Feature(
    cogs=(Tips,),
    sentences=SENTENCES,
    help=HELP,
    kept=KEPT,
)
