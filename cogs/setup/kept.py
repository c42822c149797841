"""What is kept of who set a server up."""

from __future__ import annotations

from services.privacy.kept import SERVER_ID, ExportKind, Fate, Kept, KeptColumn

KEPT = Kept(
    order=140,
    exports=(
        ExportKind(
            "set_ups",
            "The servers for whose posts you last chose a channel.",
            "for which servers you last chose a channel, to tell you when it is lost; until somebody else does, or you erase it",
            {"id": SERVER_ID},
        ),
    ),
    columns=(KeptColumn("servers", "set_up_by_id", "set_ups", Fate.LOSES_NAME),),
)
