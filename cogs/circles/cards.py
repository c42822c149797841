"""What circles look like: the invitation, the card in their own place, and what the commands show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from cogs.circles import routes
from cogs.circles.week_cards import mentions, promise_button, promise_parts, streak_line
from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import DANGER, PRIMARY, SUCCESS
from cogs.leaderboards.cards import unranked_line
from rules.circles import Circle
from rules.inbox import Waiting
from rules.leaderboards import Board
from services.circles.keeping import Offered
from services.circles.membership import CircleBoard, CircleShown, Left

NAME_LENGTH = 60
LISTED = 20


def name_of(circle: Circle) -> str:
    """Write a circle's name as plain text."""
    return text.quoted(circle.name)


def _join_button(circle: Circle) -> discord.ui.Button[Any]:
    return routes.JOIN.button("Join", circle.id, style=PRIMARY)


def invitation_card(circle: Circle) -> SafeView:
    """Invite everybody where the circle was begun."""
    return cards.card(
        f"### A circle: {name_of(circle)}\n<@{circle.owner_id}> has begun a circle for up to {circle.seats} writers. On "
        "Monday each says what they will do that week; on Sunday, how it went.",
        "It meets in the thread below." if circle.place_id is None else f"{_place(circle)}{_readers(circle)}",
        [_join_button(circle)],
        accent=cards.LEAF,
    )


def _readers(circle: Circle) -> str:
    return " Only its members can read it, and whoever may manage threads here." if circle.private else ""


def _place(circle: Circle) -> str:
    return "It has no place of its own yet." if circle.place_id is None else f"It meets in <#{circle.place_id}>."


def home_card(circle: Circle) -> SafeView:
    """Open a circle in its own place."""
    return cards.card(
        f"### {name_of(circle)}\nThis is a circle of up to {circle.seats} writers.{_readers(circle)}",
        "- **On Monday morning** I ask what each of you will do that week. One line is enough.\n"
        "- **On Sunday evening** I ask how it went: kept, partly or missed. Each of them is a good answer.\n"
        "- `/circle show` says who is in it and what was promised, `/circle board` how the writing goes.",
        [_join_button(circle), routes.LEAVE.button("Leave", circle.id)],
        accent=cards.LEAF,
    )


def begun_text(circle: Circle) -> str:
    """Tell whoever began a circle what comes next."""
    return (
        f"{_begun(circle)} {_place(circle)} Whoever presses **Join** on its invitation here is in. From two of you on, I "
        "ask on Monday what you will do."
    )


def thread_refused_text(circle: Circle) -> str:
    """Say that the circle is there, though Discord did not make its thread."""
    return (
        f"{_begun(circle)} Discord did not let me make its thread just now, though. `/circle show` has a button that "
        "tries it again."
    )


def _begun(circle: Circle) -> str:
    return f"**{name_of(circle)}** has begun, and you look after it."


def unfit_text() -> str:
    """Say that a circle's thread cannot hang off this channel."""
    return "A circle's thread needs an ordinary text channel. Use `/circle create` in one."


def missing_text(channel_id: int, missing: Sequence[str], *, of_bot: bool) -> str:
    """Say what permission keeps a circle from having its place in a channel, and what to do."""
    needed = text.listing([f"**{name}**" for name in missing])
    if of_bot:
        return (
            f"I cannot give a circle its place in <#{channel_id}> yet: I am missing {needed} there. Whoever manages this "
            "server can allow me that under Edit Channel, Permissions; then try again, or use another channel."
        )
    return (
        f"In <#{channel_id}> that takes {needed}, which you do not have there. Try another channel, or ask somebody who "
        "has it; `/circle hand-over` passes a circle on."
    )


def joined_text(circle: Circle, *, is_new: bool) -> str:
    """Welcome somebody to a circle, or tell them that they are in it."""
    if not is_new:
        return f"You are in **{name_of(circle)}** already. {_place(circle)}"
    return f"Welcome to **{name_of(circle)}**. {_place(circle)} On Monday I ask all of you there what you will do that week; none of it comes by direct message."


def welcome_text(member_id: int) -> str:
    """Tell a circle who joined."""
    return f"<@{member_id}> has joined. Welcome."


def left_text(left: Left) -> str:
    """Confirm to somebody that they left."""
    name = f"**{name_of(left.circle)}**"
    if left.is_closed:
        return f"You have left {name}. Nobody was left in it, so it is closed."
    words = f"You have left {name}. `/circle join` brings you back while there is a seat."
    return f"{words} <@{left.new_owner_id}> looks after it now." if left.new_owner_id is not None else words


def parting_text(left: Left, member_id: int) -> str:
    """Tell a circle who left, and who looks after it now."""
    if left.is_closed:
        return f"<@{member_id}> was the last to leave, so this circle is closed."
    return f"<@{member_id}> has left the circle.{_passed_on(left)}"


def _passed_on(left: Left) -> str:
    return f" <@{left.new_owner_id}> looks after it now." if left.new_owner_id is not None else ""


def let_go_text(left: Left, member_id: int) -> str:
    """Tell a circle that a seat is free, and no more than that."""
    return f"<@{member_id}> is no longer in the circle.{_passed_on(left)}"


def seat_given_text(left: Left, member_id: int) -> str:
    """Confirm that a member's seat is free, and say what they hear of it."""
    if not left.is_new:
        return (
            f"<@{member_id}> was taken out of **{name_of(left.circle)}** before, and can come back once somebody lets them. "
            "If you meant another circle, pick it under `circle`."
        )
    said = (
        f"<@{member_id}> is no longer in **{name_of(left.circle)}**. They hear it privately, and not from whom; they cannot "
        "join it again unless somebody lets them."
    )
    if left.is_closed:
        return f"{said} Nobody was left in it, so it is closed."
    return said if left.circle.private else f"{said} Its place is open to this server, so they can read along there."


def let_back_buttons(left: Left, member_id: int) -> discord.ui.View | None:
    """Return the way back, for a circle that goes on."""
    if left.is_closed:
        return None
    return cards.buttons(routes.LET_BACK.button("Let them join again", left.circle.id, extra=str(member_id)))


def let_back_text(circle: Circle, member_id: int) -> str:
    """Confirm that somebody may join again."""
    return f"<@{member_id}> can join **{name_of(circle)}** again, while it has a seat."


def let_go_line(waiting: Waiting) -> str:
    """Tell somebody kindly that their seat is given up."""
    return (
        f"You are no longer in the circle **{text.quoted(waiting.text)}**: those who look after it have given your seat up. "
        "`/circle list` says where there is room, and `/circle create` begins one of your own."
    )


def handed_text(offered: Offered, member_id: int) -> str:
    """Say whose the circle is while another is asked to look after it."""
    name = name_of(offered.circle)
    if offered.circle.owner_id == member_id:
        return f"<@{member_id}> looks after **{name}** already."
    return f"I have asked <@{member_id}> to look after **{name}**. {_asked_where(offered)} Until they do, it stays with you."


def _asked_where(offered: Offered) -> str:
    circle = offered.circle
    if not offered.is_new:
        return "I ask once; `/circle show` has the button for them."
    if circle.place_id is None:
        return "It has no place to ask in: `/circle show` has a button for them."
    return f"The question stands in <#{circle.place_id}>; one tap there or under `/circle show` says yes."


def asked_to_keep_text(owner_id: int, member_id: int) -> str:
    """Ask a member to look after the circle."""
    return f"<@{member_id}>, <@{owner_id}> asks whether you would look after this circle. It is yours once you say so, and no earlier."


def asked_line(waiting: Waiting) -> str:
    """Tell somebody that they were asked to look after their circle."""
    return (
        f"You are asked whether you would look after the circle **{text.quoted(waiting.text)}**. It is yours once you say so, "
        "and no earlier: `/circle show` has the button."
    )


def keep_button(circle: Circle) -> discord.ui.Button[Any]:
    """Return the button for whom a circle was offered to."""
    return routes.TAKE_OVER.button("Look after it", circle.id, style=SUCCESS)


def keep_buttons(circle: Circle) -> discord.ui.View:
    """Return what stands under the question whether one would look after a circle."""
    return cards.buttons(keep_button(circle))


def kept_by_text(member_id: int) -> str:
    """Tell a circle who looks after it now."""
    return (
        f"<@{member_id}> looks after this circle now. `/circle hand-over` asks somebody else, `/circle close` ends it."
    )


def kept_by_card(member_id: int) -> SafeView:
    """Say the same to who pressed it under `/circle show`."""
    return cards.card(kept_by_text(member_id))


def close_card(shown: CircleShown) -> SafeView:
    """Ask once more before a circle is closed."""
    return cards.card(
        f"### Close {name_of(shown.circle)}?\nIt ends for all {text.count(len(shown.week.member_ids), 'member')}: no more "
        "Mondays and Sundays from me. What was said stays where it stands.",
        [
            routes.CLOSE.button("Close it", shown.circle.id, style=DANGER),
            routes.KEEP.button("Keep it", shown.circle.id),
        ],
        accent=cards.AMBER,
    )


def closed_card(circle: Circle) -> SafeView:
    """Confirm that a circle is closed."""
    return cards.card(f"**{name_of(circle)}** is closed. `/circle create` begins another whenever you like.")


def kept_card(circle: Circle) -> SafeView:
    """Confirm that nothing happened."""
    return cards.card(f"**{name_of(circle)}** goes on.")


def farewell_text(member_id: int) -> str:
    """Tell a circle that it was closed."""
    return f"<@{member_id}> has closed this circle. Thank you for keeping each other company."


def circle_card(shown: CircleShown, missing: Sequence[str] = ()) -> SafeView:
    """Show a circle; its week to its members alone. `missing` names what the bot may not do in its place."""
    circle = shown.circle
    parts: list[cards.Part] = [f"### {name_of(circle)}\n{_who(shown)}\n{streak_line(shown.week.streak)}".rstrip()]
    if shown.is_member:
        told = promise_parts(shown.week) or ["Nothing promised yet."]
        parts += [cards.RULE, f"**The week of {text.full_day(shown.week.week_on)}**", *told]
        if shown.is_asleep:
            parts.append(
                "-# Nobody has promised anything for some weeks, so I stopped asking. The next promise brings it back."
            )
        parts += _trouble(circle, missing)
    elif not shown.has_room:
        parts.append("It has no seat for you right now. Who is in it shows again once it has.")
    return cards.card(*parts, _row(shown), accent=cards.LEAF)


def closed_door_card(shown: CircleShown) -> SafeView:
    """Show a circle to who cannot read where it meets: none of its promises."""
    return cards.card(
        f"### {name_of(shown.circle)}\n{_who(shown)}",
        "You cannot read that channel, so I show nothing of what is promised there."
        + (" `/circle leave` makes you free for another." if shown.is_member else ""),
        accent=cards.LEAF,
    )


def _row(shown: CircleShown) -> list[discord.ui.Button[Any]]:
    if not shown.is_member:
        return [_join_button(shown.circle)] if shown.has_room else []
    row = [promise_button(shown.week)]
    if shown.is_offered:
        row.append(keep_button(shown.circle))
    if shown.circle.place_id is None:
        row.append(routes.THREAD.button("Make a new thread", shown.circle.id))
    return row


def _who(shown: CircleShown) -> str:
    if not shown.is_member and not shown.has_room:
        return _place(shown.circle)  # two names in a circle that takes nobody in would tell of a block
    member_ids = shown.week.member_ids
    if not member_ids:
        return f"Nobody is in it just now. {_place(shown.circle)}"
    care = f" <@{shown.week.owner_id}> looks after it." if len(member_ids) > 1 else ""
    return f"{mentions(member_ids)} ({len(member_ids)} of {shown.circle.seats}).{care} {_place(shown.circle)}"


def _trouble(circle: Circle, missing: Sequence[str]) -> list[str]:
    if circle.place_id is None:
        return ["Its thread is gone, or was never made. A new one is a tap away; nobody loses their seat or a promise."]
    if not missing:
        return []
    needed = text.listing([f"**{name}**" for name in missing])
    return [
        f"I cannot write in <#{circle.place_id}> just now: I am missing {needed} there. Whoever manages this server can "
        "mend that under Edit Channel, Permissions."
    ]


def new_thread_text(circle: Circle) -> str:
    """Say where the circle is now."""
    return f"**{name_of(circle)}** has a place again. {_place(circle)}"


def list_card(known: dict[Circle, int]) -> SafeView:
    """List a server's circles, with a menu of those that have room."""
    lines = [_listed(circle, count) for circle, count in list(known.items())[:LISTED]]
    if len(known) > LISTED:
        lines.append(f"…and {len(known) - LISTED} more; `/circle join` finds them by name.")
    roomy = [circle for circle, count in known.items() if count < circle.seats][:LISTED]
    rows = [[_join_menu(roomy)]] if roomy else []
    return cards.card("### Circles in this server\n" + "\n".join(lines), *rows)


def _listed(circle: Circle, count: int) -> str:
    room = "no seat for you right now" if count >= circle.seats else f"{count} of {circle.seats}"
    return f"- **{name_of(circle)}** · {room}{' · private' if circle.private else ''}"


def _join_menu(roomy: Sequence[Circle]) -> discord.ui.Select[Any]:
    menu = routes.CHOOSE.menu("Join one", 0)
    for circle in roomy:
        menu.add_option(label=text.label(circle.name), value=str(circle.id))
    return menu


NO_CIRCLES = (
    "There is no circle in this server that you could join yet. `/circle create` begins one: three to eight writers who "
    "say on Monday what they will do, and on Sunday how it went."
)


def board_card(board: CircleBoard) -> SafeView:
    """Show how a circle's members keep their plans this week, and the streaks that are running."""
    kept = "\n".join(unranked_line(place, Board.KEPT) for place in board.places)
    running = "\n".join(
        f"<@{member_id}> · {text.count(run.length, run.unit.value)}"
        for member_id, run in board.runs.items()
        if run.length
    )
    return cards.card(
        f"### {name_of(board.circle)}, this week",
        f"**Kept promises**\n{kept or 'The week is young: the first `/wrote` puts a name here.'}",
        cards.RULE,
        f"**Streaks**\n{running or 'None is running yet.'}",
        accent=cards.LEAF,
    )
