"""What is kept of introductions."""

from __future__ import annotations

from services.privacy.kept import SERVER_ID, ExportKind, Kept, KeptColumn

KEPT = Kept(
    order=20,
    exports=(
        ExportKind(
            "introductions",
            "What you said with /introduce.",
            "to show them in your server; until you change or erase them",
            {
                "server_id": SERVER_ID,
                "who": "who you are",
                "writes": "what you write",
                "why": "why you are here",
                "offers": "what you can offer",
                "links": "where to read you",
                "channel_id": "the channel it was posted in",
                "message_id": "the message it stands in",
                "set_off_at": "when it was sent there",
            },
        ),
    ),
    columns=(KeptColumn("introductions", "member_id", "introductions"),),
)
