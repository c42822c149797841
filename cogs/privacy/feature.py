"""Privacy, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.privacy.cog import Privacy
from cogs.privacy.refusals import SENTENCES
from services.privacy import requests

HELP = (
    HelpTopic(
        "privacy",
        "Privacy",
        """\
- Your zone, your reminder, `quiet` writing, `private` goals, and your pieces until you share one, are yours alone.
- The text of a piece in the swaps is erased as soon as it is read, withdrawn or taken down.
- `/settings boards` hides you from boards and from the weekly post.
- `/privacy export` hands you everything I keep about you; `/privacy delete` erases it, after asking twice.
- I see what you give to my commands and what you send to me, and no other messages. What I keep about a server that \
removed me is erased after 30 days.""",
    ),
)

FEATURE = Feature(
    cogs=(Privacy,),
    due=(requests.ERASE_SERVER_KIND,),
    sentences=SENTENCES,
    help=HELP,
)
