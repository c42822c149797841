"""What moderators see of a report, and what its maker is told."""

from __future__ import annotations

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import DANGER, PRIMARY, Field, Form
from cogs.swaps import routes
from cogs.swaps.cards.offers import named
from cogs.swaps.cards.reads import CARD_ROOM
from cogs.swaps.refusals import decided_by
from rules.inbox import Waiting
from rules.swaps.moves import PieceState
from rules.swaps.reports import MAX_REASON_LENGTH, Decision
from services.swaps.reports import Case, Reported

# How much of what is reported the message in the channel shows; the rest is a press away.
SHOWN_LENGTH = 900
WHY_LENGTH = 500

_ROUTES = {
    Decision.REMOVE: routes.REPORT_REMOVE,
    Decision.REVOKE: routes.REPORT_REVOKE,
    Decision.DISMISS: routes.REPORT_DISMISS,
}
_WHY = Field(
    "why",
    "What should the moderators know?",
    hint="It copies my text, it insults me, it asks for a follow …",
    required=True,
    long=True,
    max_length=WHY_LENGTH,
)


def comment_report_form(read_id: int) -> Form:
    """Ask what is wrong with a comment."""
    return routes.REPORT_COMMENT.form("Report a comment", read_id, [_WHY])


def piece_report_form(piece_id: int) -> Form:
    """Ask what is wrong with a piece."""
    return routes.REPORT_PIECE.form("Report a piece", piece_id, [_WHY])


_ASKED = {
    Decision.REMOVE: ("Take it down", "It is erased. Those concerned hear why; who reported it is not named"),
    Decision.REVOKE: ("Revoke the credit", "The comment stays. Both hear why; who reported it is not named"),
    Decision.DISMISS: ("Dismiss the report", "Who reported it hears it; all else stays as it is"),
}


def decision_form(case: Case, decision: Decision) -> Form:
    """Ask once more before a decision, and why."""
    title, hint = _ASKED[decision]
    why = Field(
        "why", "Why? Those concerned hear it from me", hint=hint, required=True, long=True, max_length=MAX_REASON_LENGTH
    )
    return _ROUTES[decision].form(title, case.report.id, [why])


def report_card(case: Case) -> SafeView:
    """Show a report to the moderators, with what they can do about it or what one of them did."""
    report = case.report
    parts: list[cards.Part] = [
        f"### A report about {_what(case)}\n{text.mention(report.by_id)} says:\n{text.quote_block(report.why)}"
    ]
    found = text.pages(_evidence(case), SHOWN_LENGTH, SHOWN_LENGTH)
    if report.decision is not None:
        parts.append(f"{decided_by(report.decided_by_id, report.decision)}{_said(case)}")
        return cards.card(*parts, accent=cards.INK)
    if found:
        parts += [cards.RULE, found[0] + (" …" if len(found) > 1 else "")]
    if case.piece.link and case.read is None:
        parts.append(f"Read it here: {text.link(case.piece.link)}")
    row = [routes.REPORT_REMOVE.button("Remove", report.id, style=DANGER)]
    if case.read is not None:
        row.append(routes.REPORT_REVOKE.button("Revoke credit", report.id))
    row.append(routes.REPORT_DISMISS.button("Dismiss", report.id, style=PRIMARY))
    if len(found) > 1:
        row.append(routes.REPORT_EVIDENCE.button("Show it all", report.id))
    parts += [cards.RULE, _what_each_does(case), row]
    return cards.card(*parts, accent=cards.AMBER)


def _what_each_does(case: Case) -> str:
    """Say what each decision does and who hears of it, before a moderator takes one."""
    by_id, about_id = case.report.by_id, case.piece.author_id if case.read is None else case.read.reader_id
    is_removed = case.read is None and case.piece.state is PieceState.REMOVED  # its author has heard why
    both = _hear([by_id] if is_removed else [about_id, by_id], "why")
    out = case.read is None and case.piece.state.is_closed
    lines = [f"**Remove** {'says that it should not have been offered' if out else 'erases it for good'}: {both}."]
    if case.read is not None:
        lines.append(f"**Revoke credit** lets it stand, and it earns nothing: {both}.")
    counts = "" if case.read is None else ", and it counts"
    lines.append(f"**Dismiss** lets it stand{counts}: {_hear([by_id], 'it')}.")
    if out:
        lines.insert(0, "The piece is no longer offered, and its text is erased.")
    lines.append("Each asks you for the reason first. Who reported it is never named to whom it is about.")
    return "\n".join(f"-# {line}" for line in lines)


def _hear(member_ids: list[int], what: str) -> str:
    """Say who hears of a decision: who erased themselves hears nothing."""
    there = [text.mention(each) for each in member_ids if each > 0]
    if not there:
        return "whom it is for has erased everything of theirs, and hears nothing"
    return f"{text.listing(there)} {'hears' if len(there) == 1 else 'hear'} {what}"


def _said(case: Case) -> str:
    own = " It was a case of their own, which nobody else decided." if case.is_own else ""
    return f"{own}\n{text.quote_block(case.report.decided_why)}" if case.report.decided_why else own


def _what(case: Case) -> str:
    if case.read is None:
        return f"the piece {named(case.piece)} by {text.mention(case.piece.author_id)}"
    return f"the comment of {text.mention(case.read.reader_id)} on {named(case.piece)} by {text.mention(case.piece.author_id)}"


def _evidence(case: Case) -> str:
    if case.read is None:
        return case.piece.text
    comment = case.read.comment
    return "" if comment is None else "\n\n".join(filter(None, (comment.quote, comment.effect, comment.question)))


def evidence_card(case: Case, page: int) -> SafeView:
    """Show a page of what was reported."""
    found = text.pages(_evidence(case), CARD_ROOM, CARD_ROOM) or ["It is no longer there."]
    page = min(page, len(found) - 1)
    parts: list[cards.Part] = [found[page]]
    if page + 1 < len(found):
        parts.append([routes.REPORT_EVIDENCE.button("Next page", case.report.id, extra=str(page + 1))])
    return cards.card(*parts)


def reported_text(reported: Reported, *, is_channel_open: bool) -> str:
    """Confirm a report to who made it; where the bot may not post it yet, nobody has it, and it says so."""
    if reported.channel_id is None:
        return (
            "Your report is kept. This server has not chosen where reports go yet: tell whoever manages it that `/setup` "
            "does, and the moderators see yours then."
        )
    if not is_channel_open:
        return (
            "Your report is kept, and no moderator has it yet: the channel for reports is closed to me. It goes there once I may "
            "post: tell whoever manages this server that `/setup` says what is missing."
        )
    return "Your report is with this server's moderators. You hear from me when they have decided."


def blocked_line(waiting: Waiting) -> str:
    """Tell who chose the channel for reports that one cannot get there."""
    return (
        f"A report could not be posted in <#{waiting.about}>: the channel is gone or closed to me. Allow me to post there or "
        "choose another under **Swaps** in `/setup`; it then comes at once."
    )
