"""What is kept of the schedule."""

from __future__ import annotations

from services.privacy.kept import ExportKind, Kept, KeptColumn

KEPT = Kept(
    order=90,
    exports=(
        ExportKind(
            "schedule",
            "What I have planned for you, and what I sent in the last weeks.",
            "what is planned for you, and what was sent in the last weeks, so that nothing comes twice",
            {
                "kind": "what it is",
                "subject_id": "your Discord id, or the goal it is about",
                "period": "the day or the thing it is about",
                "due_at": "when it is due",
                "state": "waiting, sent, skipped or failed",
                "attempts": "how often I tried",
                "leased_until": "until when one of my processes is at it",
                "reason": "why it was skipped or failed",
                "settled_at": "when that was settled",
            },
        ),
    ),
    columns=(KeptColumn("due", "subject_id", "schedule"),),
)
