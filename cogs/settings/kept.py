"""What is kept about a member themselves."""

from __future__ import annotations

from services.privacy.kept import SERVER_ID, ExportKind, Kept, KeptColumn

KEPT = Kept(
    order=10,
    exports=(
        ExportKind(
            "settings",
            "What you chose for yourself.",
            {
                "member_id": "your Discord id",
                "zone": "your time zone",
                "zone_chosen": "1 if you chose it, 0 if it is the server's",
                "day_end_hour": "the hour at which your day ends",
                "since_on": "the day we met",
                "reminder_on": "1 if you want the daily reminder",
                "reminder_time": "when it comes",
                "last_call_hours": "how many hours before your day's end the last call comes, if you want one",
                "on_boards": "1 if leaderboards may show you",
                "answers_muted_at": "since when you want no message at once when somebody read you",
                "dm_channel_id": "the id of our direct messages",
                "dm_closed_at": "since when Discord refuses my direct messages to you",
                "dm_closed_told": "1 if you have heard of that",
                "fallback_server_id": "the server of the channel I may mention you in instead",
                "fallback_channel_id": "that channel",
                "fallback_lost_at": "since when that channel is of no use",
            },
        ),
        ExportKind(
            "servers",
            "The servers in which you used OneReader.",
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
