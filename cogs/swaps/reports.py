"""Reports: the forms that make one, and the buttons with which moderators decide it."""

from __future__ import annotations

import logging

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, in_place, private
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Form, Pressed, Sent, read_number
from cogs.post.due import Post, on_due
from cogs.swaps import routes
from cogs.swaps.cards import reports as report_cards
from rules.swaps.reports import Decision, Judge
from services.swaps import reports
from services.swaps.reports import REPORT_KIND, Reported, ReportMessage

log = logging.getLogger("onereader.reports")


def _judge(act: LiveAct) -> Judge:
    """Return what Discord knows of who would decide: the server's owner, beside whom no role may moderate, or not."""
    roles = [role.permissions for role in act.guild.roles if not role.is_bot_managed()]
    is_alone = not any(each.manage_messages or each.manage_guild or each.administrator for each in roles)
    return Judge(act.guild.owner_id == act.member_id, is_alone)


class SwapReports(FeatureCog):
    """Reports and what comes of them."""

    @routes.REPORT_COMMENT.opens
    async def ask_about_comment(self, _act: LiveAct, pressed: Pressed) -> Form:
        """Ask what is wrong with a comment."""
        return report_cards.comment_report_form(pressed.id)

    @routes.REPORT_COMMENT.sent
    async def report_comment(self, act: LiveAct, sent: Sent) -> Answer:
        """Put a comment before the moderators."""
        reported = await reports.report_comment(self.context, act, sent.id, sent["why"])
        return await self._confirm(reported)

    @routes.REPORT_PIECE.opens
    async def ask_about_piece(self, _act: LiveAct, pressed: Pressed) -> Form:
        """Ask what is wrong with a piece."""
        return report_cards.piece_report_form(pressed.id)

    @routes.REPORT_PIECE.sent
    async def report_piece(self, act: LiveAct, sent: Sent) -> Answer:
        """Put a piece before the moderators."""
        reported = await reports.report_piece(self.context, act, sent.id, sent["why"])
        return await self._confirm(reported)

    async def _confirm(self, reported: Reported) -> Answer:
        is_open = reported.channel_id is None or await self.post.places.is_open(reported.server_id, reported.channel_id)
        return private(report_cards.reported_text(reported, is_channel_open=is_open))

    @routes.REPORT_EVIDENCE.pressed
    async def show_evidence(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Show a moderator all of what was reported."""
        case = await reports.show_case(self.context, act, pressed.id)
        return private(view=report_cards.evidence_card(case, read_number(pressed.extra or "0")))

    @routes.REPORT_REMOVE.opens
    async def ask_before_removing(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask once more before something is taken down, and why."""
        return await self._ask(act, pressed.id, Decision.REMOVE)

    @routes.REPORT_REMOVE.sent
    async def remove(self, act: LiveAct, sent: Sent) -> Answer:
        """Take down what was reported."""
        return await self._decide(act, sent, Decision.REMOVE)

    @routes.REPORT_REVOKE.opens
    async def ask_before_revoking(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask once more before a credit is taken back, and why."""
        return await self._ask(act, pressed.id, Decision.REVOKE)

    @routes.REPORT_REVOKE.sent
    async def revoke(self, act: LiveAct, sent: Sent) -> Answer:
        """Leave the comment and take its credit back."""
        return await self._decide(act, sent, Decision.REVOKE)

    @routes.REPORT_DISMISS.opens
    async def ask_before_dismissing(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask once more before a report is dismissed, and why."""
        return await self._ask(act, pressed.id, Decision.DISMISS)

    @routes.REPORT_DISMISS.sent
    async def dismiss(self, act: LiveAct, sent: Sent) -> Answer:
        """Leave everything as it is."""
        return await self._decide(act, sent, Decision.DISMISS)

    async def _ask(self, act: LiveAct, report_id: int, decision: Decision) -> Form:
        case = await reports.open_case(self.context, act, report_id, _judge(act))
        return report_cards.decision_form(case, decision)

    async def _decide(self, act: LiveAct, sent: Sent, decision: Decision) -> Answer:
        case = await reports.decide(self.context, act, sent.id, decision, sent["why"], _judge(act))
        if case.is_own:
            log.warning("The owner of server %s decided report %s, a case of their own", act.server_id, case.report.id)
        return in_place(view=report_cards.report_card(case), wordless=True)

    @on_due(REPORT_KIND)
    async def tell_moderators(self, message: ReportMessage, post: Post) -> None:
        """Put a report before the moderators, in their channel."""
        card = report_cards.report_card(message.case)
        await post.to_channel(message.case.piece.server_id, message.channel_id, view=card)
