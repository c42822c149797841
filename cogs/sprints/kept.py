"""What is kept of sprints."""

from __future__ import annotations

from services.privacy.kept import SERVER_ID, ExportKind, Fate, Kept, KeptColumn

KEPT = Kept(
    order=75,
    exports=(
        ExportKind(
            "sprints",
            "The sprints you began, or were in.",
            "who writes along, and how it went; until you erase it",
            {
                "sprint_id": "the sprint",
                "server_id": SERVER_ID,
                "channel_id": "the channel it was in",
                "is_starter": "1 if you began it",
                "kind": "writing or reading",
                "minutes": "how long it was",
                "begins_at": "when it began",
                "ends_at": "when it ended",
                "cancelled_at": "when it was called off",
                "joined_at": "when you joined",
                "entry_id": "the entry in which you said how it went",
                "total": "what your text had then, where you said so",
            },
        ),
    ),
    columns=(
        KeptColumn("sprints", "starter_id", "sprints", Fate.LOSES_NAME),
        KeptColumn("sprint_members", "member_id", "sprints"),
        KeptColumn("sprint_members", "entry_id", "sprints"),
    ),
)
