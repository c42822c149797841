"""What is kept in the inbox."""

from __future__ import annotations

from services.privacy.kept import SERVER_ID, ExportKind, Kept, KeptColumn

KEPT = Kept(
    order=130,
    exports=(
        ExportKind(
            "inbox",
            "What could not reach you, kept for 30 days.",
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
    columns=(KeptColumn("inbox", "member_id", "inbox"),),
)
