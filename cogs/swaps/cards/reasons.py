"""Why a comment on a piece was not accepted, or what is asked about it: one kind sentence each, with how to mend it.

They speak about the bot and not about the reader, who may have written an honest comment at midnight. Explaining a
comment takes them too, so nothing here needs Discord.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules.comments.check import Problem, Reason
from rules.kit.text import excerpt

MOST_PHRASES = 2
NOT_SURE = "I could not be sure of this comment, as happens with good ones too"
"""What a comment's author and its reader are told alike where it stayed in doubt, whatever the doubt was."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader is asked about a comment, on its card and in the form for the answer, with a hint for that."""

    asks: str
    hint: str


_WHICH = Question("What in this piece do you mean?", "One name, thing or moment from it, in a few words of yours.")
QUESTIONS: dict[str, Question] = {
    Problem.UNSEEN: _WHICH,
    Problem.DISOWNED: _WHICH,
    Problem.RETOLD: Question("What did it do for you?", "One sentence, in words of your own, is enough."),
    Problem.FOLLOW_FOR_FOLLOW: Question("What did you notice?", "One thing in the piece, in a few words of yours."),
}
"""By what is doubted; the form for an answer repeats what its card asked."""

_SENTENCES = {
    Problem.COPIED: "Most of these words stand in the piece itself. Quote one line as the passage, and use the rest to say what it did for you.",
    Problem.REUSED: "This is very close to a comment you gave before. What is there in this piece that was not in that one?",
    Problem.SAID_BY_ANOTHER: "This is very close to what another reader left here before. What stayed with you?",
    Problem.PUT_TOGETHER: "Most of these sentences stand in comments that were given before. What is there in this piece that was in none of them?",
    Problem.TOO_SHORT: "I count {own_words} words of your own so far and {wanted} are wanted; the piece’s own phrases{example}, quotations, links and repeated sentences don’t count. What did one more moment do for you?",
    Problem.FOLLOW_FOR_FOLLOW: "I read {excerpt} as an offer to trade follows, claps or reads. Here reading is the whole exchange: leave that part out. {question}",
    Problem.SELF_PROMOTION: "I read {excerpt} as pointing to work of your own. Leave it out here: a comment is about the author’s piece, and `/swap offer` finds readers for yours.",
    Problem.MASH: "I can’t read parts of this: keys at random, or the same words again. Say in your own words what you noticed, in any language.",
    Problem.GENERIC: "I could not see this piece in your comment yet; I saw {words}, which would fit many. Name something only this one has: a person, a thing, a turn, a word you would change.",
    Problem.UNSEEN: "I could not see which piece this is about. {question} One name or thing from it, in a few words of yours, would do.",
    Problem.RETOLD: "Most of these words stand in the piece too, as happens to whoever names much of it. {question} One sentence would do.",
    Problem.DISOWNED: "Two authors told me that they did not find their piece in a comment of yours, so I ask before this one goes. {question}",
}

# Who named something of the piece is not told that they named nothing.
_SEEN_IN_PART = {
    Problem.GENERIC: "I see {excerpt} from the piece, and around it {words}, which would fit many. What did it do for you there: a person, a thing, a turn, a word you would change?",
    Problem.UNSEEN: "I see {excerpt} from the piece, and could not tell whether the rest is about this one or would fit many. {question} One more name or thing from it, in a few words of yours, would do.",
}


def reason_sentence(reason: Reason) -> str:
    """Return what to tell the reader. It quotes them, so send it without mentions."""
    quoted = f"`{excerpt(reason.excerpt)}`"
    sentences = _SENTENCES | _SEEN_IN_PART if reason.excerpt else _SENTENCES
    return sentences[reason.problem].format(
        own_words=reason.own_words,
        wanted=reason.wanted,
        excerpt=quoted,
        example=_of_the_piece(reason.words[:MOST_PHRASES]),
        question=QUESTIONS[reason.problem].asks if reason.problem in QUESTIONS else "",
        words=f"`{excerpt(', '.join(reason.words))}`",
    )


def _of_the_piece(phrases: Sequence[str]) -> str:
    shown = ", ".join(f"`{excerpt(phrase)}`" for phrase in phrases)
    return f" ({shown})" if shown else ""
