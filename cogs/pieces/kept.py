"""What is kept of a member's pieces."""

from __future__ import annotations

from services.privacy.kept import ITS_NUMBER, ExportKind, Kept, KeptColumn

KEPT = Kept(
    order=50,
    exports=(
        ExportKind(
            "pieces",
            "What you keep with /piece.",
            "what you published or mean to; until you take it off the list or erase it",
            {
                "id": ITS_NUMBER,
                "title": "its title",
                "link": "where it stands",
                "published_in": "who published it",
                "would_take": "your answer: would a publication take it",
                "improves": "your answer: whose life it improves",
                "solves": "your answer: what it solves that nothing better does",
                "success": "your answer: how many readers would be a success",
                "added_at": "when you added it",
                "removed_at": "when you took it off",
            },
        ),
        ExportKind(
            "piece_submissions",
            "Where you sent your pieces.",
            "where you sent it; goes with the piece",
            {
                "id": ITS_NUMBER,
                "piece_id": "the piece",
                "publication": "where to",
                "submitted_on": "when",
                "noted_at": "when you told me",
                "answer": "what they said",
                "answered_on": "when they answered",
                "feedback": "their feedback, as you noted it",
            },
        ),
        ExportKind(
            "piece_numbers",
            "Your pieces' numbers as they stood on a day.",
            "its views, reads and claps as you told them; goes with the piece",
            {"piece_id": "the piece", "day_on": "the day", "views": "views", "reads": "reads", "claps": "claps"},
        ),
    ),
    columns=(
        KeptColumn("pieces", "member_id", "pieces"),
        KeptColumn("piece_submissions", "piece_id", "piece_submissions"),
        KeptColumn("piece_numbers", "piece_id", "piece_numbers"),
    ),
)
