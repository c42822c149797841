"""Why a comment on a piece was not accepted, one kind sentence each, with how to mend it."""

from __future__ import annotations

from rules.comments.check import Problem, Reason

MAX_QUOTED = 60

_SENTENCES = {
    Problem.TOO_SHORT: "I count {own_words} words of your own so far and {wanted} are wanted; quotations, links and repeated sentences don’t count. What did one more moment do for you?",
    Problem.PASSAGE_MISSING: "No line or moment is named yet. Which one stayed with you? A few of its words are enough.",
    Problem.PASSAGE_VAGUE: "{excerpt} could be in any piece. Which line, or which moment in it, stayed with you?",
    Problem.PASSAGE_NOT_FOUND: "I could not find {excerpt} in the piece. Roughly the author’s words are fine, or the moment in your own words with a name or thing from it.",
    Problem.COPIED: "Most of this is the piece’s own text. Quote one line as the passage, and use the rest to say what it did for you.",
    Problem.REUSED: "This is very close to a comment you gave before. What is there in this piece that was not in that one?",
    Problem.FOLLOW_FOR_FOLLOW: "This offers to trade follows, claps or reads. Here reading is the whole exchange: leave that part out, and say what you noticed.",
    Problem.SELF_PROMOTION: "{excerpt} points to your own work. Leave it out here: a comment is about the author’s piece, and `/swap offer` finds readers for yours.",
    Problem.GENERIC: "So far this could be said of many pieces. Name something only this one has: a person, a thing, a turn, a word you would change.",
    Problem.TITLE_SUMMARY: "This could be written from the title alone. Add what you only know from reading: a detail, a moment, something that surprised you.",
    Problem.MASH: "I can’t read parts of this: keys at random, or the same words again. Say in your own words what you noticed, in any language.",
}


def reason_sentence(reason: Reason) -> str:
    """Return what to tell the reader. It quotes them, so send it without mentions."""
    return _SENTENCES[reason.problem].format(
        own_words=reason.own_words, wanted=reason.wanted, excerpt=_quoted(reason.excerpt)
    )


def _quoted(excerpt: str) -> str:
    """Return the excerpt as a code span, where Discord neither formats nor mentions anything."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in excerpt).replace("`", "'").split())
    return f"`{text if len(text) <= MAX_QUOTED else text[: MAX_QUOTED - 1] + '…'}`"
