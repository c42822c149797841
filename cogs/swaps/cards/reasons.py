"""Why a comment on a piece was not accepted, or what is asked about it: one kind sentence each, with how to mend it.

They speak about the bot and not about the reader, who may have written an honest comment at midnight. Explaining a
comment takes them too, so nothing here needs Discord.
"""

from __future__ import annotations

from rules.comments.check import Problem, Reason
from rules.kit.text import excerpt

_SENTENCES = {
    Problem.COPIED: "Most of these words stand in the piece itself. Quote one line as the passage, and use the rest to say what it did for you.",
    Problem.REUSED: "This is very close to a comment you gave before. What is there in this piece that was not in that one?",
    Problem.SAID_BY_ANOTHER: "This is very close to what another reader left on this piece. What stayed with you?",
    Problem.TOO_SHORT: "I count {own_words} words of your own so far and {wanted} are wanted; the piece’s own phrases{example}, quotations, links and repeated sentences don’t count. What did one more moment do for you?",
    Problem.FOLLOW_FOR_FOLLOW: "I read {excerpt} as an offer to trade follows, claps or reads. Here reading is the whole exchange: leave that part out, and say what you noticed.",
    Problem.SELF_PROMOTION: "I read {excerpt} as pointing to work of your own. Leave it out here: a comment is about the author’s piece, and `/swap offer` finds readers for yours.",
    Problem.MASH: "I can’t read parts of this: keys at random, or the same words again. Say in your own words what you noticed, in any language.",
    Problem.GENERIC: "I could not see this piece in your comment yet; I saw {words}, which would fit many. Name something only this one has: a person, a thing, a turn, a word you would change.",
    Problem.UNSEEN: "I could not see which piece this is about. One name or thing from it, in a few words of yours, would do.",
    Problem.RETOLD: "I see many of the piece’s own words here and few of yours. What did it do for you? One sentence would do.",
    Problem.DISOWNED: "Two authors told me that they did not find their piece in a comment of yours, so I ask before this one goes: what in this piece do you mean?",
}

# Who named something of the piece is not told that they named nothing.
_SEEN_IN_PART = {
    Problem.GENERIC: "I see {excerpt} from the piece, and around it {words}, which would fit many. What did it do for you there: a person, a thing, a turn, a word you would change?",
    Problem.UNSEEN: "I see {excerpt} from the piece, and could not tell whether the rest is about this one or would fit many. One more name or thing from it, in a few words of yours, would do.",
}


def reason_sentence(reason: Reason) -> str:
    """Return what to tell the reader. It quotes them, so send it without mentions."""
    quoted = f"`{excerpt(reason.excerpt)}`"
    sentences = _SENTENCES | _SEEN_IN_PART if reason.excerpt else _SENTENCES
    return sentences[reason.problem].format(
        own_words=reason.own_words,
        wanted=reason.wanted,
        excerpt=quoted,
        example=f" ({quoted})" if reason.excerpt else "",
        words=f"`{excerpt(', '.join(reason.words))}`",
    )
