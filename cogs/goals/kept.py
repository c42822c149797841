"""What is kept of goals."""

from __future__ import annotations

from services.privacy.kept import ITS_NUMBER, SERVER_ID, ExportKind, Kept, KeptColumn

KEPT = Kept(
    order=40,
    exports=(
        ExportKind(
            "goals",
            "Your goals.",
            "to follow them; until you erase them",
            {
                "id": ITS_NUMBER,
                "server_id": "the server it was set in",
                "channel_id": "the channel it was set in",
                "text": "in your words",
                "amount": "how much",
                "unit": "of what",
                "start": "what you started from",
                "per": "for a rhythm, every so often",
                "starts_on": "first day",
                "deadline_on": "last day",
                "private": "1 if only you see it",
                "toward_id": "the goal it helps with",
                "set_at": "when you set it",
                "counted_from_on": "the day from which I count it by myself, where I can",
                "asked_on": "when I last asked how it goes",
                "ended_at": "when it ended",
                "ending": "how it ended",
                "why": "what you said about that",
            },
        ),
        ExportKind(
            "goal_updates",
            "Your progress.",
            "your progress; goes with the goal",
            {
                "id": ITS_NUMBER,
                "goal_id": "the goal",
                "day_on": "the day",
                "total": "the total after it",
                "step": "what was added",
                "made_at": "when you told me",
            },
        ),
        ExportKind(
            "goal_milestones",
            "Quarters of a goal that were reached.",
            "so that each is celebrated once; goes with the goal",
            {"goal_id": "the goal", "percent": "how far", "reached_at": "when"},
        ),
        ExportKind(
            "goal_easings",
            "Goals made easier that wait for their seven days.",
            "changes that wait for their day; until then",
            {
                "goal_id": "the goal",
                "text": "in your words",
                "amount": "how much",
                "unit": "of what",
                "start": "what you started from",
                "per": "for a rhythm, every so often",
                "starts_on": "first day",
                "deadline_on": "last day",
                "takes_effect_on": "the day it begins to hold",
            },
        ),
        ExportKind(
            "goal_past_rhythms",
            "What a rhythm asked for before you changed it.",
            "so that past weeks are counted as they were; goes with the goal",
            {"goal_id": "the goal", "until_on": "the day it held until", "amount": "how much", "per": "how often"},
        ),
        ExportKind(
            "goal_drafts",
            "What you typed for goals, as it came.",
            "your words for goals, so that nothing typed is lost; until you erase them",
            {
                "id": ITS_NUMBER,
                "server_id": SERVER_ID,
                "channel_id": "the channel",
                "goal_id": "the goal it was to change",
                "text": "what you typed",
                "reading": "how I read it",
                "form": "what you filled in",
                "private": "1 if only you were to see the goal",
                "drafted_on": "the day",
                "closed_at": "when it became a goal or was let go",
            },
        ),
    ),
    columns=(
        KeptColumn("goals", "member_id", "goals"),
        KeptColumn("goal_updates", "goal_id", "goal_updates"),
        KeptColumn("goal_milestones", "goal_id", "goal_milestones"),
        KeptColumn("goal_easings", "goal_id", "goal_easings"),
        KeptColumn("goal_past_rhythms", "goal_id", "goal_past_rhythms"),
        KeptColumn("goal_drafts", "member_id", "goal_drafts"),
    ),
)
