"""How a piece's numbers are told: how they moved, what the ratios say beside the writer's others, what to try."""

from __future__ import annotations

from cogs.kit import text
from rules.pieces import LEAST_COUNTED, Advice, Comparison, Numbers, advice, compared, readers_for_success
from services.pieces import PieceView

ADVICE = {
    Advice.OPENING: (
        "fewer than half of those who open it read on. Look at the first lines: do they begin what the title "
        "promises? A new opening or a plainer title is a small change, and the numbers will tell."
    ),
    Advice.ENDING: (
        "people read it, and few say so. Look at the last lines: one clear thought, or a question you really have, "
        "is easier to answer than a summary."
    ),
    Advice.REACH: (
        "more than half of those who open it read it through, so the piece holds. What it can use is people at the "
        "door: offer it to a publication, or write the next one for the same readers."
    ),
}


def counts(numbers: Numbers) -> str:
    """Write "**1,240** views · **310** reads"."""
    return " · ".join(
        f"**{text.number(amount)}** {text.one(name) if amount == 1 else name}" for name, amount in numbers.told.items()
    )


def number_words(view: PieceView) -> list[str]:
    """Tell its writer how a piece is read, in paragraphs; the piece has numbers."""
    latest = view.latest
    assert latest is not None
    stand = [f"{counts(latest)} on {text.day(latest.day_on, view.today)}", *_since(view, latest)]
    lines = []
    reads = compared(latest.read_ratio, (each.read_ratio for each in view.others))
    if reads is not None:
        lines.append(f"Of 100 who opened it, **{_of_100(reads.own)}** read it through.{_beside(reads)}")
    claps = compared(latest.clap_ratio, (each.clap_ratio for each in view.others))
    if claps is not None:
        lines.append(f"100 reads brought **{_of_100(claps.own)}** {_claps(claps)}.{_beside(claps)}")
    lines += _success(view, latest)
    found = advice(latest)
    tried = [f"**Worth a try:** {ADVICE[found]}"] if found is not None else []
    return ["\n".join(stand), *(["\n".join(lines)] if lines else []), *tried, *_still_missing(latest)]


def _since(view: PieceView, latest: Numbers) -> list[str]:
    if len(view.history) < 2:
        return []
    before = view.history[-2]
    steps = {name: now - before.told[name] for name, now in latest.told.items() if name in before.told}
    moved = [
        f"{step:+,} {text.one(name) if abs(step) == 1 else name}".replace("-", "−")
        for name, step in steps.items()
        if step
    ]
    told = text.listing(moved) if moved else "nothing new"
    return [f"Since {text.day(before.day_on, view.today)}: {told}"]


def _of_100(ratio: float) -> str:
    return text.number(round(ratio * 100))


def _claps(claps: Comparison) -> str:
    return "clap" if round(claps.own * 100) == 1 else "claps"


def _beside(comparison: Comparison) -> str:
    if comparison.others is None:
        return ""
    if comparison.of == 1:
        return f" Another piece of yours: {_of_100(comparison.others)}."
    return f" The middle of {comparison.of} others of yours is {_of_100(comparison.others)}."


def _success(view: PieceView, latest: Numbers) -> list[str]:
    wanted = readers_for_success(view.piece.checklist.success)
    if wanted is None or latest.reads is None:
        return []
    readers, reads = text.count(wanted, "reader"), text.count(latest.reads, "read")
    if latest.reads >= wanted:
        return [f"You would call {readers} a success. It has {reads}: it is one."]
    return [f"You would call {readers} a success. It has {reads} so far."]


def _still_missing(numbers: Numbers) -> list[str]:
    """Say from when on a ratio will be told; before that, chance moves it more than the writing does."""
    if numbers.views is None or numbers.reads is None:
        return ["-# With both views and reads I can say how many of those who open it read it through."]
    if numbers.views < LEAST_COUNTED:
        return [f"-# From {LEAST_COUNTED} views on I say what to try next. Before that it is mostly chance."]
    if numbers.claps is not None and numbers.reads < LEAST_COUNTED:
        return [f"-# Claps say something from {LEAST_COUNTED} reads on."]
    return []
