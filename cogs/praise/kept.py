"""What is kept of praise."""

from __future__ import annotations

from services.privacy.kept import ExportKind, Kept, KeptColumn

KEPT = Kept(
    order=35,
    exports=(
        ExportKind(
            "well_dones",
            "What you said well done to.",
            "so that it is told once; until you erase it, or whoever wrote it does",
            {
                "thing_id": "the entry's or the goal's number",
                "percent": "the goal's milestone, 0 for an entry",
                "said_at": "when you said so",
            },
        ),
    ),
    columns=(
        KeptColumn("well_dones", "by_id", "well_dones"),
        KeptColumn("well_dones", "for_id", None),
    ),
)
