"""What is kept of acts and in the inbox."""

from __future__ import annotations

from services.privacy.kept import ITS_NUMBER, SERVER_ID, ExportKind, Kept, KeptColumn

KEPT = Kept(
    order=130,
    exports=(
        ExportKind(
            "acts",
            "What you did in the last hour, so that nothing is done twice.",
            "what you did in the last hour, so that nothing is done twice; an hour",
            {
                "id": ITS_NUMBER,
                "what": "what it was",
                "committed_at": "when it was done",
                "unconfirmed": "1 where the answer may not have reached you",
            },
        ),
        ExportKind(
            "inbox",
            "What could not reach you, kept for 30 days.",
            "what could not reach you; 30 days",
            {
                "kind": "what it is",
                "about": "which one of its kind",
                "text": "its words",
                "server_id": SERVER_ID,
                "kept_at": "when it was put there",
                "shown_at": "when you were told of it",
            },
        ),
    ),
    columns=(
        KeptColumn("acts", "member_id", "acts"),
        KeptColumn("inbox", "member_id", "inbox"),
    ),
)
