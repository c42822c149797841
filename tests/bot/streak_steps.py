"""What members do with an entry that all see, again and again."""

from __future__ import annotations

from typing import Any


async def undo(who: Any, entry: Any) -> Any:
    """Take an entry out of the log, by what stands behind **…** for its writer alone."""
    form = await who.click(entry, label="…")
    as_before = {"words": "", "minutes": "", "note": "", "link": ""}
    return await who.submit_modal(form, {**as_before, "keep_or_undo": ["undo"]})
