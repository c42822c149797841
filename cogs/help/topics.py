"""What /help says, topic by topic, with the commands as they are."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import discord

from cogs.kit import cards
from cogs.kit.errors import SafeView


class Topic(StrEnum):
    """What /help can be asked about."""

    GOALS = "goals"
    WRITING = "writing"
    STREAKS = "streaks"
    READING = "reading"
    BEING_READ = "being read"
    PIECES = "pieces"
    REMINDERS = "reminders"
    LEADERBOARDS = "leaderboards"
    TIPS = "tips"
    PEOPLE = "people"
    CIRCLES = "circles"
    SETUP = "setup"
    PRIVACY = "privacy"


NAMES = {
    Topic.GOALS: "Goals",
    Topic.WRITING: "Logging your writing",
    Topic.STREAKS: "Streaks and freezes",
    Topic.READING: "Reading each other",
    Topic.BEING_READ: "Being read",
    Topic.PIECES: "Your pieces and their numbers",
    Topic.REMINDERS: "Reminders and your clock",
    Topic.LEADERBOARDS: "Leaderboards",
    Topic.TIPS: "Tips for finding readers",
    Topic.PEOPLE: "Introductions and profiles",
    Topic.CIRCLES: "Circles",
    Topic.SETUP: "Setting up a server",
    Topic.PRIVACY: "Privacy",
}

OVERVIEW = """\
I keep count of your writing days and goals, so that you can write. Two commands are enough to begin:
- `/goal set` with what you are after, such as `500 followers in 3 months` or `3 posts a week`.
- `/wrote` whenever you wrote. Any amount counts, also none: editing is writing.

The menu has the rest, a topic at a time; `/help` brings it back."""

TEXTS = {
    Topic.GOALS: """\
- `/goal set` takes plain words: `50k words by Nov 30`, `3 posts a week`. I show what I understood before I keep it.
- `/goal progress` with `180` is a new total, with `+20` a step. Goals in words or minutes move with `/wrote`.
- `/goal show` says how far you are and what it takes from here; `/goal list` has all of yours, or a member's.
- `/goal edit` changes one and keeps its progress. Harder holds at once, easier after 7 days.
- `/goal finish` calls it done, `/goal drop` lets it go. Both are fine.""",
    Topic.WRITING: """\
- `/wrote` logs today. `words`, `minutes`, `note` and `link` are all optional, and several entries a day add up.
- `day` takes `yesterday`, a weekday or a date, up to 7 days back. A late entry repairs your streak.
- `quiet` keeps an entry between you and me.
- **Edit** and **Undo** stand under every answer.""",
    Topic.STREAKS: """\
- `/streak show` has your current and longest streak and the promises you kept.
- `/streak plan` sets your rhythm: every day, weekdays, some days a week, weekly or monthly. Only planned days count.
- A **freeze** covers a missed planned day by itself. Seven kept days earn one, and you hold two at most.
- `/streak pause` takes days off, also ahead of time, 30 at most. Nothing is asked of you then.
- What you did stays: your longest streak, your days and your words are never lost.""",
    Topic.READING: """\
- `/swap next` shows a piece that waits. **Start reading** gives you 5 days, and 48 hours more if you ask.
- **Leave my comment** takes a line that stayed with you, what it did for you, and a question. It has to be about that
  very piece; until it is, I say what is missing, and **Edit my comment** opens it as you left it.
- An accepted comment earns 1 credit, 2 from 300 words of your own on. You start with 2.
- `/swap languages` puts what you can read first. `/swap block` keeps you and a member apart; `/swap unblock` ends that.""",
    Topic.BEING_READ: """\
- `/swap offer` puts a piece in the line for 1 credit, 2 beside another of yours: a `link`, a `file`, or pasted into a form.
- **This helped** pays your reader; **Ask for more** and **Report** are there too. After 72 hours a comment counts by itself.
- `/swap join-round` has you matched once a week: you read one piece and are read once. `/swap leave-round` ends that.
- `/swap mine` has all of yours; `/swap withdraw` takes a piece out of the line and gives back what it cost.
- On Sundays I tell you who read you. `/settings answers` mutes what I write to you about swaps.""",
    Topic.PIECES: """\
- `/piece add` keeps something you wrote, `/piece list` has all of yours. Only you see them.
- `/piece checklist` asks four questions before it goes out, such as whose life it improves.
- `/piece submitted` notes where you sent it, `/piece answer` what they said.
- `/piece numbers` takes views, reads and claps, and shows how they grow and what they suggest trying next.
- `/piece show` has it all in one place. With `share` everybody sees the piece, and its numbers only if you choose so.""",
    Topic.REMINDERS: """\
- I write to you once a day at most, and only while your plan for that day is open.
- `/settings reminder` sets its time, turns it off, adds a last call before your day ends, or sends a test.
- `/settings zone` sets your clock by city; `/settings day-end` is for those who write past midnight.
- `/settings show` has all of it in one place. While your direct messages are closed, it lets you choose a channel to
  be mentioned in instead.""",
    Topic.LEADERBOARDS: """\
- `/leaderboard` compares kept promises, streaks, words, reads given or readers reached over a week, a month, a season or all time.
- Kept promises come first: three planned days of three count more than five of seven. Followers are never compared.
- Your own place comes to you alone. `/settings boards` takes you off every board and keeps your streak to you, or puts you back.""",
    Topic.TIPS: """\
- `/tip share` tells the others what worked for you; without `text` it opens a form.
- `/tip random` shows one, `/tip top` those that helped most.
- **Helped me** under a tip counts you once. One helpful tip rides with the weekly post.
- **Take down** is for whoever shared the tip, and for those who may manage messages.""",
    Topic.PEOPLE: """\
- `/introduce` is a form: who you are, what you write, why you are here, what you can offer, and links. Send it again
  to change it; it is changed where it stands.
- `/profile` shows a member's own words, the goals they shared here, their streak and kept promises. **View profile** in
  the menu of a member does the same.
- Private goals and other servers are never in it; your streak is not either once `/settings boards` hides you.""",
    Topic.CIRCLES: """\
- A circle is three to eight writers with a thread of their own. `/circle create` begins one, `/circle list` has them all.
- On Monday I ask what each will do that week, on Sunday how it went: kept, partly or missed. A button answers either.
- `/circle show` has the circle's streak and the week's promises, `/circle board` how its members keep their plans.
- `/circle join` takes a free seat; you can be in one circle a server. `/circle leave` gives yours up.
- Whoever looks after it can `/circle hand-over` or `/circle close` it. When they leave, it passes on by itself.""",
    Topic.SETUP: """\
For those who may manage the server:
- `/setup` chooses the channel, weekday and hour of the weekly board, the channel for introductions, and the time zone.
- Its **Swaps** button has the round's weekday and hour, the shortest comment, and where reports go.
- It names the permissions I am missing, sends a test post, and counts what was sent in the last 7 days and what was not.
- I need View Channel and Send Messages where I post, and Attach Files for pictures. Circles take Create Public Threads (or
  Create Private Threads) and Send Messages in Threads. Nothing else.""",
    Topic.PRIVACY: """\
- Your zone, your reminder, `quiet` writing, `private` goals, and your pieces until you share one, are yours alone.
- The text of a piece in the swaps is erased as soon as it is read, withdrawn or taken down.
- `/settings boards` hides you from boards and from the weekly post.
- `/privacy export` hands you everything I keep about you; `/privacy delete` erases it, after asking twice.
- I see what you give to my commands and no other messages. A server that removed me is erased after 30 days.""",
}


def overview_card() -> SafeView:
    """Say how to begin, with the menu of topics."""
    return cards.card(f"### OneReader\n{OVERVIEW}", [_topic_menu(None)])


def topic_card(topic: Topic) -> SafeView:
    """Tell one topic, with the menu for the next."""
    return cards.card(f"### {NAMES[topic]}\n{TEXTS[topic]}", [_topic_menu(topic)])


def _topic_menu(shown: Topic | None) -> discord.ui.Select[Any]:
    menu: discord.ui.Select[Any] = discord.ui.Select(custom_id="pick:help:topic:0", placeholder="Choose a topic")
    for topic, name in NAMES.items():
        menu.add_option(label=name, value=topic.value, default=topic is shown)
    return menu
