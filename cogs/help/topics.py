"""What /help shows: how to begin, and a topic at a time, as the features tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import discord

from cogs.help.routes import TOPIC
from cogs.kit import cards
from cogs.kit.cards import SafeView
from cogs.kit.feature import HelpTopic

OVERVIEW = """\
You don't need 10,000 followers. You need one. I find you a reader, and keep count of your writing days and goals. These \
are enough to begin:
- `/goal set` with what you are after, such as `20,000 words in 3 months` or `3 pages a week`.
- `/wrote` whenever you wrote. Any amount counts, and editing is writing too.
- `/swap next` for a piece that waits for a reader. `/swap offer` finds yours one.

The menu has the rest, a topic at a time; `/help` brings it back."""


def overview_card(topics: Mapping[str, HelpTopic], docs_url: str) -> SafeView:
    """Say how to begin, with the menu of topics, and where all of it can be read with pictures."""
    more = f"\n[Everything, with pictures]({docs_url})" if docs_url else ""
    return cards.card(f"### OneReader\n{OVERVIEW}{more}", [_topic_menu(topics.values(), None)])


def topic_card(topics: Mapping[str, HelpTopic], key: str, docs_url: str) -> SafeView:
    """Tell one topic, with the menu for the next; where it is no longer one, how to begin."""
    topic = topics.get(key)
    if topic is None:
        return overview_card(topics, docs_url)
    return cards.card(f"### {topic.name}\n{topic.text}", [_topic_menu(topics.values(), topic)])


def _topic_menu(topics: Iterable[HelpTopic], shown: HelpTopic | None) -> discord.ui.Select[Any]:
    menu = TOPIC.menu("Choose a topic", 0)
    for each in topics:
        menu.add_option(label=each.name, value=each.key, default=each is shown)
    return menu
