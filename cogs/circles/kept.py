"""What is kept of circles."""

from __future__ import annotations

from services.privacy.kept import SERVER_ID, ExportKind, Fate, Kept, KeptColumn

KEPT = Kept(
    order=70,
    exports=(
        ExportKind(
            "circles",
            "The circles you are in, or look after.",
            "your seat; until you leave",
            {
                "circle_id": "the circle",
                "server_id": SERVER_ID,
                "name": "its name",
                "is_owner": "1 if you look after it",
                "is_founder": "1 if you began it",
                "is_offered": "1 if you were asked to look after it",
                "joined_at": "when you joined",
                "noticed_on": "the day your circle last asked after you",
                "created_at": "when it began",
                "closed_at": "when it was closed",
            },
        ),
        ExportKind(
            "circle_partings",
            "The circles you left lately, and those you were let go from.",
            "so that nobody comes and goes all day, and so that whom a circle let go stays away; for a day, and where "
            "you were let go until you are let back or the circle closes",
            {
                "circle_id": "the circle",
                "parted_at": "when that was",
                "let_go": "1 if whoever looks after it, or the server, let you go",
            },
        ),
        ExportKind(
            "circle_promises",
            "What you promised your circles, and how it went.",
            "your weekly word and how it went; until you erase it",
            {
                "circle_id": "the circle",
                "week_on": "the week's Monday",
                "text": "your promise",
                "outcome": "how it went",
                "note": "what you said about it",
                "said_at": "when you last spoke",
            },
        ),
    ),
    columns=(
        KeptColumn("circles", "owner_id", "circles", Fate.LOSES_NAME),
        KeptColumn("circles", "begun_by_id", "circles", Fate.LOSES_NAME),
        KeptColumn("circles", "offered_to_id", "circles", Fate.LOSES_NAME),
        KeptColumn("circle_partings", "member_id", "circle_partings", Fate.LOSES_NAME),
        KeptColumn("circle_members", "member_id", "circles"),
        KeptColumn("circle_promises", "member_id", "circle_promises"),
    ),
)
