"""The steps a visitor is offered, by who they are; a step ticks itself off by what the bot then says to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sandbox.swap_pieces import HOLLOW, WEATHER, DemoPiece
from sandbox.tryout.three_weeks import CIRCLE, NEW_OWNER, NIGHT_BUS, OFFERED, VISITOR
from sandbox.world import DIRECT, Writer

OFFERED_SIGN = "While you wait,"
COMMENT_LABELS = {
    "quote": "A line or moment that stayed with you",
    "effect": "What it did for you",
    "question": "A question or suggestion",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try, and what its button does: type a command, press a button, open a menu or let time pass.

    `fills` is for the form that a press or command opens; sending it, and choosing from a menu, is left to the visitor.
    `sign` is what the bot says once the step is done, where {me} is the visitor; what comes by itself counts once one
    looks where it came. A step without a sign is done when its time has passed, or once one looks at its place.
    """

    label: str
    about: str
    place: str
    sign: str = ""
    types: str = ""
    presses: str = ""
    or_presses: str = ""
    opens: str = ""
    passes: str = ""
    fills: dict[str, str] = field(default_factory=dict)


Round = tuple[Step, ...]


class Tour:
    """One visitor's steps, a round after the other, and which of them are done."""

    def __init__(self, writer: Writer) -> None:
        self._me = f"<@{writer.user.id}>"
        self._name = writer.name
        self._reads = NIGHT_BUS
        self._done: set[str] = set()
        self._last = ""
        self._is_read = True
        self._heard_in: dict[str, str] = {}

    def notice(self, said: Mapping[str, str], place: str, passed: str = "") -> None:
        """Tick off what is done, by what was said in each place, where the visitor looks, or the time that passed."""
        heard = "\n".join(said.values())
        self._reads = next((piece for piece in IN_THE_LINE if f"“{piece.title}”" in heard), self._reads)
        self._is_read = OFFERED_SIGN not in heard or self._sample_sign in heard
        for step in (step for steps in self._rounds() for step in steps):
            sign = step.sign.format(me=self._me)
            where = [each for each, words in said.items() if sign and sign in words]
            if where:
                self._heard_in[step.label] = where[-1]
            is_there = place in where if step.passes else bool(where)
            is_done = is_there if sign else (step.passes == passed if step.passes else step.place == place)
            if is_done and step.label not in self._done:
                self._done.add(step.label)
                self._last = self._last if step.passes else step.label

    def shown(self) -> list[dict[str, Any]]:
        """Return the steps of the round that one is in, as the page is told of them."""
        rounds = self._rounds()
        current = next((steps for steps in rounds if {step.label for step in steps} - self._done), rounds[-1])
        following = self._following(current)
        return [
            {**asdict(step), "done": step.label in self._done, "next": step.label == following}
            for step in self._placed(current)
        ]

    def _following(self, steps: Round) -> str:
        """Return the step to take next: the first open one behind what the visitor did last, or else of all."""
        labels = [step.label for step in steps]
        behind = labels.index(self._last) + 1 if self._last in labels else 0
        return next((each for each in (*labels[behind:], *labels[:behind]) if each not in self._done), "")

    def _placed(self, steps: Round) -> Iterator[Step]:
        """Return steps so that each presses its button where the one before it was answered, wherever that was."""
        answered = ""
        for step in steps:
            yield replace(step, place=answered) if step.presses and answered else step
            answered = self._heard_in.get(step.label, "")

    @property
    def _sample_sign(self) -> str:
        if self._name not in OFFERED:
            return ""
        _, piece = OFFERED[self._name]
        return f"“{piece.title}” is in the line\\n{len(piece.text.split())} words"  # as Discord keeps it, on one line

    def _rounds(self) -> tuple[Round, ...]:
        return rounds_of(self._name, self._reads, is_read=self._is_read)


def rounds_of(name: str, reads: DemoPiece, *, is_read: bool = True) -> tuple[Round, ...]:
    """Return a visitor's rounds of steps, with the piece they are given to read; `is_read`: theirs is the sample."""
    if name == NEW_OWNER:
        return (OF_AN_OWNER,)
    if name == VISITOR:
        reader, piece = OFFERED[name]
        heard = hearing(reader) if is_read else ()
        return ((*A_COMMENT, *swap(reads), offering(reader, piece), *WRITING, *heard, *A_REMINDER), TOGETHER)
    if name in OFFERED:
        reader, piece = OFFERED[name]
        return ((*BEGINNING, *swap(reads), offering(reader, piece), *(hearing(reader) if is_read else ())),)
    return ((*BEGINNING, *swap(reads)),)


def swap(piece: DemoPiece) -> Round:
    """Return the steps of reading somebody, for the piece that a visitor is given."""
    return (
        Step(
            "Read somebody",
            "Types /swap next. Nobody needs ten thousand followers: this piece has waited longest for one reader.",
            "general",
            "Starting gives you",
            types="/swap next",
        ),
        Step("Start reading", "It is short. Take the minute.", "general", "Yours until", presses="Start reading"),
        Step(
            "Try empty praise",
            "Opens the form with “Great piece, follow me”: press Submit and see what becomes of it.",
            "general",
            "as an offer to trade",
            presses="Leave my comment",
            fills=_labelled(HOLLOW),
        ),
        Step(
            "Leave a real one",
            "The same form, with what somebody says who has read it: change it as you like, and press Submit.",
            "general",
            "Thank you for reading.",
            presses="Edit my comment",
            or_presses="Leave my comment",
            fills=_labelled(piece.comment),
        ),
        Step(
            "Hear from its author",
            f"An hour later {piece.author} has read what you said.",
            DIRECT,
            "has a word for you",
            passes="hour",
        ),
    )


def offering(reader: str, piece: DemoPiece) -> Step:
    """Return the step of offering a piece, with a sample that somebody here can read."""
    return Step(
        "Offer a piece of yours",
        f"Types /swap offer. {reader}, who is played, reads “{piece.title}” overnight; your own takes a real reader.",
        "general",
        OFFERED_SIGN,
        types="/swap offer",
        fills={
            "Title": piece.title,
            "Your piece": piece.text,
            "Language": piece.language,
            "What feedback": piece.feedback,
        },
    )


def hearing(reader: str) -> Round:
    """Return the step of hearing from whoever has read the sample."""
    about = f"A night passes, and {reader} has read it: whoever is played here can read nothing but the sample."
    return (Step("Hear from your reader", about, DIRECT, "has this to say:", passes="morning"),)


def _labelled(comment: dict[str, str]) -> dict[str, str]:
    return {COMMENT_LABELS[name]: said for name, said in comment.items()}


IN_THE_LINE = (NIGHT_BUS, WEATHER)
CONFIRM_GOAL = Step(
    "Confirm the goal",
    "Presses Looks right: the goal is set, and the channel hears of it.",
    "writing",
    "It is set",
    presses="Looks right",
)
BEGINNING = (
    Step(
        "Set a goal",
        "Types /goal set text: 500 followers in 3 months. Nothing is kept before you confirm it.",
        "writing",
        "Is this your goal?",
        types="/goal set text: 500 followers in 3 months",
    ),
    CONFIRM_GOAL,
    Step(
        "Ask to be reminded",
        "One message a day at most, only when you ask.",
        "writing",
        "I will write to you",
        presses="Yes",
    ),
    Step(
        "Say that you wrote",
        "Types /wrote words: 120, with a note. Any amount counts, and so does editing.",
        "writing",
        "{me} wrote ",
        types="/wrote words: 120 note: my first line here",
    ),
)
A_COMMENT = (
    Step(
        "See what your reader says",
        "You are Mara, and everybody else is played. Leila has read your story: her comment waits in direct messages.",
        DIRECT,
    ),
    Step(
        "Say that it helped",
        "Presses This helped, under the comment: that pays Leila the credit for reading you.",
        DIRECT,
        "Good to know.",
        presses="This helped",
    ),
)
WRITING = (
    Step(
        "Set a goal",
        "Types /goal set text: 20k words by the end of April. Nothing is kept before you confirm it.",
        "writing",
        "Is this your goal?",
        types="/goal set text: 20k words by the end of April",
    ),
    CONFIRM_GOAL,
    Step(
        "Say that you wrote",
        "Types /wrote words: 350, with a note. Any amount makes it a day written, and so does editing.",
        "writing",
        "{me} wrote ",
        types="/wrote words: 350 note: the storm comes ashore",
    ),
)
A_REMINDER = (
    Step(
        "Wait for the reminder",
        "It comes on days you have not written, and only if you asked.",
        DIRECT,
        passes="reminder",
    ),
    Step(
        "Answer the reminder",
        "Opens the form under it, with 200 words filled in: change it as you like, and press Submit.",
        DIRECT,
        "You wrote ",
        presses="I wrote today",
        fills={"Words": "200", "A line about it": "late, but there"},
    ),
)
TOGETHER = (
    Step(
        "Begin a sprint",
        "A second round, in company. Types /sprint: twenty minutes of writing together, two minutes from now.",
        "writing",
        "A sprint: 20 minutes",
        types="/sprint",
    ),
    Step(
        "Let it ring",
        "An hour passes. Aiko and Noor, who are played, join you; at the end each is asked how it went.",
        "writing",
        "How did it go, {me}",
        passes="hour",
    ),
    Step(
        "Say how it went",
        "Opens the form under it, with 420 words filled in: change it as you like, and press Submit.",
        "writing",
        "Noted for the sprint.",
        presses="My words",
        fills={"New words": "420"},
    ),
    Step(
        "See a goal together",
        "Types /goal together, in your circle’s thread: one number for all of you, and nobody’s share in it is shown.",
        CIRCLE,
        "10,000 words together",
        types="/goal together",
    ),
    Step(
        "Be in it too",
        "Presses I'm in: what you write from now on counts there too.",
        CIRCLE,
        "and {me}",
        presses="I'm in",
    ),
)
OF_AN_OWNER = (
    Step(
        "Set it up",
        "Types /setup. The bot has just joined your server.",
        "general",
        "Setting up OneReader",
        types="/setup",
    ),
    Step(
        "Choose where the board goes",
        "Opens the card’s first menu: choose #board, or any other.",
        "general",
        "The weekly board goes to <#",
        opens="Channel for the weekly board",
    ),
    Step(
        "Choose where introductions go",
        "Opens the menu further down: choose #introductions, or any other.",
        "general",
        "Introductions go to <#",
        opens="Channel for introductions",
    ),
    Step(
        "Set the server's clock",
        "Opens the form with Madrid in it: the board comes by that clock, and new members begin with it.",
        "general",
        ")**. New members start with it",
        presses="Change the time zone",
        fills={"City": "Madrid"},
    ),
    Step(
        "Send a test post",
        "One line in #board: where and when the board will come, and that the bot may write there.",
        "general",
        "The test post is in <#",
        presses="Send a test post",
    ),
    Step(
        "See what members are sent",
        "All of it, how often at most, and how each of them ends it; then where things are posted.",
        "general",
        "What is sent, and where",
        presses="What is sent",
    ),
    Step(
        "See how members begin",
        "Types /help: what anybody gets who asks for it.",
        "general",
        "are enough to begin",
        types="/help",
    ),
)
