"""How the bot writes numbers, days, times and what members typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from rules.kit.text import in_one_line, seen, tamed, web_address

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

BAR_LENGTH = 10
LONGEST_LINE_MARK = 40
# As long as what a member typed stands in a sentence of the bot's.
SHORT = 100
# What stands for a text that would show as nothing, which Discord takes for no label.
UNSEEN = "…"

# Units whose last letters do not tell their singular.
_SINGULARS = {
    "stories": "story",
    "diaries": "diary",
    "entries": "entry",
    "essays": "essay",
    "series": "series",
}


def number(amount: float) -> str:
    """Write 1500 as "1,500" and 2.5 as "2.5"."""
    if float(amount).is_integer():
        return f"{int(amount):,}"
    return f"{amount:,.1f}"


def amount_of(amount: float, unit: str) -> str:
    """Write "1 post", "500 followers"; the unit is a plural, in a member's own words."""
    return quoted(plain_amount_of(amount, unit))


def plain_amount_of(amount: float, unit: str) -> str:
    """Write the same for where Discord formats nothing."""
    return f"{number(amount)} {one(unit) if amount == 1 else unit}"


def one(unit: str) -> str:
    """Return the singular of a plural unit: "followers" → "follower", "short stories" → "short story"."""
    *before, last = unit.split(" ")
    if last in _SINGULARS:
        last = _SINGULARS[last]
    elif last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith(("sses", "shes", "ches", "xes")):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return " ".join([*before, last])


def count(amount: int, singular: str) -> str:
    """Write "1 day", "5 days"."""
    return f"{amount:,} {singular}" if amount == 1 else f"{amount:,} {singular}s"


def day(on: date, today: date) -> str:
    """Write "Monday 5 January", with the year when it is not this one's."""
    year = "" if on.year == today.year else f" {on.year}"
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}{year}"


def full_day(on: date) -> str:
    """Write "Monday 5 January 2026"."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def short_day(on: date, *, with_year: bool) -> str:
    """Write "5 Jan", or "5 Jan 2026"."""
    return f"{on.day} {MONTHS[on.month - 1][:3]}" + (f" {on.year}" if with_year else "")


def near_day(on: date, today: date) -> str:
    """Write "today", "yesterday", "tomorrow" or the day."""
    names = {0: "today", -1: "yesterday", 1: "tomorrow"}
    return names.get((on - today).days) or day(on, today)


def clock_time(at: datetime, zone: ZoneInfo) -> str:
    """Write an instant as the zone's wall clock shows it: "21:04"."""
    return f"{at.astimezone(zone):%H:%M}"


def late_line(late_from: datetime, zone: ZoneInfo) -> str:
    """Write, small, that a post comes late, and when it was to come."""
    at = late_from.astimezone(zone)
    return f"-# This comes late: it was due on {full_day(at.date())} at {at:%H:%M}."


def zone_name(zone: ZoneInfo) -> str:
    """Write "Europe/Berlin" as people know it, with the zone's own name behind it."""
    city = zone.key.rsplit("/", 1)[-1].replace("_", " ")
    return f"{city} ({zone.key})" if "/" in zone.key else zone.key


def mention(member_id: int | None) -> str:
    """Mention a member; who erased themselves has no name: their place is empty, or a number below zero."""
    return f"<@{member_id}>" if member_id is not None and member_id > 0 else "somebody who is no longer here"


# Whatever Discord's markdown begins with. A backslash takes its meaning from any sign that is no letter, digit or space.
_MEANS_SOMETHING = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_~|<>[]#@/"})
_EMOJI = re.compile(r":(?=[\w+-]{1,40}:)")
# What means something at the beginning of a line: a list, or small print. The first, alone, is many times as quick.
_BULLET = re.compile(r"^(?=[-+])", re.MULTILINE)
_INDENTED_OR_NUMBER = re.compile(r"^([^\S\n]+(?=[-+])|[^\S\n]*\d+(?=\.))", re.MULTILINE)
# Discord looks for these two wherever they stand, behind a backslash too: a space without width keeps them apart.
_EVERYBODY = re.compile(r"@(?=everyone|here)")


def quoted(typed: str) -> str:
    """Return what a member typed as plain text: nothing in it pings, links, formats or becomes a timestamp.

    Discord leaves out the backslashes, so that it reads as it was typed.
    """
    escaped = _EMOJI.sub(r"\:", tamed(typed).translate(_MEANS_SOMETHING))
    return _EVERYBODY.sub("@\u200b", _with_plain_lines(escaped))


def _with_plain_lines(escaped: str) -> str:
    return _INDENTED_OR_NUMBER.sub(r"\1\\", _BULLET.sub(r"\\", escaped))


def shortened(typed: str, length: int = SHORT) -> str:
    """Return what a member typed, cut to `length` characters."""
    return typed if len(typed) <= length else typed[: length - 1] + "…"


def in_short(typed: str, length: int = SHORT) -> str:
    """Return what a member typed as plain text, its beginning where it is long."""
    return quoted(shortened(typed, length))


# Marks of quotation as they stand within a quotation: none of them ends it.
_WITHIN = str.maketrans('“”„«»"', "‘’‚‹›'")


def in_marks(shown: str) -> str:
    """Put a text between marks of quotation, which nothing in it ends: what follows is not of it."""
    return f"“{shown.translate(_WITHIN)}”"


def named(typed: str) -> str:
    """Return what a member typed as plain text between marks of quotation."""
    return in_marks(quoted(typed))


def named_in_short(typed: str, length: int = SHORT) -> str:
    """Return the same, its beginning where it is long."""
    return named(shortened(typed, length))


def label(typed: str, length: int = 80) -> str:
    """Return what a member typed for where Discord formats nothing: buttons, choices, names of threads; never nothing."""
    return shortened(in_one_line(typed) if seen(typed) else UNSEEN, length)


@lru_cache(maxsize=16)
def pages(typed: str, first: int, later: int) -> Sequence[str]:
    """Return what a member typed in pages of so many characters as shown, cut at a line or a word where that goes.

    Kept for the next press: whoever turns pages turns many of the same text.
    """
    found: list[str] = []
    rest = quoted(typed).strip()
    while rest:
        cut = _cut(rest, later if found else first)
        found.append(rest[:cut].rstrip())
        rest = _as_line(rest[cut:].lstrip())
    return tuple(found)


def _as_line(shown: str) -> str:
    """Return what stood within a line as the beginning of one."""
    return _with_plain_lines(shown[:LONGEST_LINE_MARK]) + shown[LONGEST_LINE_MARK:]


def _cut(shown: str, room: int) -> int:
    """Return where to cut a text that is shown, so that no backslash loses its sign."""
    if len(shown) <= room:
        return len(shown)
    breaks = (shown.rfind(sign, 0, room) + len(sign) for sign in ("\n", ". ", " "))
    within = shown[:room]
    whole = room - (len(within) - len(within.rstrip("\\"))) % 2
    return next((at for at in breaks if at > room // 2), whole)


def quote_block(typed: str) -> str:
    """Return what a member typed as a quotation, line by line."""
    return in_quotation(quoted(typed))


def in_quotation(shown: str) -> str:
    """Return what is fit to be shown as a quotation, line by line."""
    return "\n".join(f"> {line}" for line in shown.split("\n"))


def verbatim(typed: str) -> str:
    """Return what a member typed in a block they can copy from, whatever characters are in it."""
    return "```\n" + tamed(typed).replace("```", "'''")[:1500] + "\n```"


def link(address: str) -> str:
    """Write a web address in full and without a preview; what is none, as plain text."""
    shown = web_address(address)
    return quoted(address) if shown is None else f"<{shown}>"


def with_links(typed: str) -> str:
    """Return what a member typed as plain text, but for the web addresses in it."""
    return "\n".join(" ".join(link(word) for word in line.split(" ")) for line in tamed(typed).splitlines())


def bar(fraction: float) -> str:
    """Draw a fraction as a bar of ten; full only when all is done, of signs that every phone has."""
    full = int(fraction * BAR_LENGTH)
    return "█" * full + "▁" * (BAR_LENGTH - full)


def listing(items: list[str]) -> str:
    """Join with commas and a last "and"."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
