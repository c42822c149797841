"""What is kept of tips."""

from __future__ import annotations

from services.privacy.kept import ITS_NUMBER, SERVER_ID, ExportKind, Kept, KeptColumn

KEPT = Kept(
    order=60,
    exports=(
        ExportKind(
            "tips",
            "Your tips.",
            "to share them in your server; until taken down or erased",
            {
                "id": ITS_NUMBER,
                "server_id": SERVER_ID,
                "text": "the tip",
                "shared_at": "when you shared it",
                "shown_on": "the weekly post it rode with",
                "removed_at": "when it was taken down",
                "removed_by": "by you or a moderator",
            },
        ),
        ExportKind(
            "tip_votes",
            "Tips that helped you.",
            "so that a tip is thanked for once; until you erase them",
            {"tip_id": "the tip", "voted_at": "when you said so"},
        ),
    ),
    columns=(
        KeptColumn("tips", "member_id", "tips"),
        KeptColumn("tip_votes", "member_id", "tip_votes"),
        KeptColumn("tip_votes", "tip_id", "tip_votes"),
    ),
)
