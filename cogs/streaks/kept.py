"""What is kept of a member's writing."""

from __future__ import annotations

from services.privacy.kept import ITS_NUMBER, SERVER_ID, ExportKind, Kept, KeptColumn

KEPT = Kept(
    order=30,
    exports=(
        ExportKind(
            "entries",
            "What you logged with /wrote.",
            "what you wrote and when, to count your streak and your goals; until you erase them",
            {
                "id": ITS_NUMBER,
                "server_id": f"{SERVER_ID}, empty for our direct messages",
                "day_on": "the day it counts for",
                "words": "words written",
                "minutes": "minutes spent",
                "note": "your note",
                "link": "your link",
                "late": "1 if it was logged on a later day",
                "quiet": "1 if it is between you and me",
                "logged_at": "when you logged it",
                "undone_at": "when you took it back",
            },
        ),
        ExportKind(
            "writing_months",
            "Your entries summed up by month, for the boards.",
            "the same summed up by month, for boards; goes with the entries",
            {
                "month_on": "the month's first day",
                "days": "the days with an entry, as a number: the 1st adds 2, the 2nd adds 4, the 3rd adds 8, and so on",
                "open_words": "words in entries that are not quiet",
            },
        ),
        ExportKind(
            "plans",
            "The rhythms you promised with /streak plan.",
            "the rhythms you promised, to measure your streak; until you erase them",
            {
                "from_on": "the first day it held",
                "asked_from_on": "the first day it asked for",
                "kind": "the rhythm",
                "times": "how many times, for so many days a week",
            },
        ),
        ExportKind(
            "plan_changes",
            "Your latest change of plan.",
            "what your latest change of plan replaced, so that you can take it back; until you erase it",
            {
                "id": ITS_NUMBER,
                "changed_at": "when you chose",
                "chosen_on": "the first day of the plan you chose",
                "from_on": "the first day of a waiting plan that it replaced",
                "asked_from_on": "the first day that one would have asked for",
                "kind": "its rhythm",
                "times": "how many times, for so many days a week",
            },
        ),
        ExportKind(
            "pauses",
            "Your pauses.",
            "days off, so that they break no streak; until you erase them",
            {"id": ITS_NUMBER, "from_on": "first day", "to_on": "last day", "reason": "what you said about it"},
        ),
        ExportKind("rests", "Days on which you pressed Rest today.", "the same for single days", {"day_on": "the day"}),
    ),
    columns=(
        KeptColumn("entries", "member_id", "entries"),
        KeptColumn("writing_months", "member_id", "writing_months"),
        KeptColumn("plans", "member_id", "plans"),
        KeptColumn("plan_changes", "member_id", "plan_changes"),
        KeptColumn("pauses", "member_id", "pauses"),
        KeptColumn("rests", "member_id", "rests"),
    ),
)
