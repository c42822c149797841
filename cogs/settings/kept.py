"""What is kept about a member themselves."""

from __future__ import annotations

from services.privacy.kept import SERVER_ID, ExportKind, Kept, KeptColumn

KEPT = Kept(
    order=10,
    exports=(
        ExportKind(
            "settings",
            "What you chose for yourself.",
            "your zone, your hour and what you chose to hear, so that days and reminders are yours; until you erase them",
            {
                "member_id": "your Discord id",
                "zone": "your time zone",
                "zone_chosen": "1 if you chose it, 0 if it is the server's",
                "day_end_hour": "the hour at which your day ends",
                "since_on": "the day we met",
                "seen_at": "the last day on which you used me, to the day",
                "reminder_mode": "on which days I remind you: daily, at_stake or off",
                "reminder_at": "when, if you chose a time",
                "reminder_last_call_at": "when the last call comes, if you want one",
                "reminder_consent": "what you last pressed or chose about reminders",
                "reminder_consent_at": "when that was",
                "reminder_asked": "how often I asked whether to remind you",
                "reminder_asked_at": "when I last asked",
                "reminder_sent": "how many reminders I have sent you",
                "reminder_unanswered": "how many of them since your last sign of life",
                "reminder_quiet_since": "since when I am quiet because I had not heard from you",
                "on_boards": "1 if leaderboards may show you",
                "answers_muted_at": "since when you want no message at once when somebody read you",
                "dm_channel_id": "the id of our direct messages",
                "dm_closed_at": "since when Discord refuses my direct messages to you",
                "dm_closed_told": "1 if you have heard of that",
                "dm_tried_at": "when I last tried all the same",
                "fallback_server_id": "the server of the channel I may mention you in instead",
                "fallback_channel_id": "that channel",
                "fallback_lost_at": "since when that channel is of no use",
            },
        ),
        ExportKind(
            "servers",
            "The servers in which you used OneReader.",
            "in which servers you used it, and what you are called there, so that what you share shows there; until you erase it",
            {
                "server_id": SERVER_ID,
                "name": "what you are called there",
                "joined_at": "your first use there",
                "left_at": "when you left, as far as I know",
            },
        ),
    ),
    columns=(
        KeptColumn("members", "id", "settings"),
        KeptColumn("muted_answers", "member_id", "settings"),
        KeptColumn("memberships", "member_id", "servers"),
    ),
)
