"""The steps a visitor is offered, by who they are; a step ticks itself off by what the bot then says to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox.swap_pieces import HOLLOW, WEATHER, DemoPiece
from sandbox.tryout.three_weeks import NEW_OWNER, NIGHT_BUS, OFFERED, VISITOR
from sandbox.world import DIRECT, Writer

COMMENT_LABELS = {
    "quote": "A line or moment that stayed with you",
    "effect": "What it did for you",
    "question": "A question or suggestion",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try, and what its button does in the page: type a command, press a button or let time pass.

    `fills` is for the form that a press or command opens; sending it is left to the visitor. `sign` is what the bot
    says once the step is done, where {me} is the visitor; a step without one is done when its time has passed, or once
    one looks at its place.
    """

    label: str
    about: str
    place: str
    sign: str = ""
    types: str = ""
    presses: str = ""
    passes: str = ""
    fills: dict[str, str] = field(default_factory=dict)


class Tour:
    """One visitor's steps, and which of them are done."""

    def __init__(self, writer: Writer) -> None:
        self._me = f"<@{writer.user.id}>"
        self._name = writer.name
        self._reads = NIGHT_BUS
        self._done: set[str] = set()

    def notice(self, said: Iterable[str], place: str, passed: str = "") -> None:
        """Tick off what is done by what was said to the visitor, by where they look or by the time that just passed."""
        heard = "\n".join(said)
        self._reads = next((piece for piece in IN_THE_LINE if f"“{piece.title}”" in heard), self._reads)
        for step in self._steps():
            sign = step.sign.format(me=self._me)
            if (sign in heard) if sign else (step.passes == passed if step.passes else step.place == place):
                self._done.add(step.label)

    def shown(self) -> list[dict[str, Any]]:
        """Return the steps as the page is told of them."""
        return [{**asdict(step), "done": step.label in self._done} for step in self._steps()]

    def _steps(self) -> tuple[Step, ...]:
        return steps_of(self._name, self._reads)


def steps_of(name: str, reads: DemoPiece) -> tuple[Step, ...]:
    """Return a visitor's steps, with the piece that they are given to read."""
    if name == NEW_OWNER:
        return OF_AN_OWNER
    if name == VISITOR:
        reader, piece = OFFERED[name]
        return (*A_COMMENT, *swap(reads), offering(piece), *WRITING, hearing(reader), *A_REMINDER)
    if name in OFFERED:
        reader, piece = OFFERED[name]
        return (*BEGINNING, *swap(reads), offering(piece), hearing(reader))
    return (*BEGINNING, *swap(reads))


def swap(piece: DemoPiece) -> tuple[Step, ...]:
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


def offering(piece: DemoPiece) -> Step:
    """Return the step of offering a piece, with a sample to begin from."""
    return Step(
        "Offer a piece of yours",
        f"Types /swap offer. The form opens with “{piece.title}” in it, or put your own there; press Submit.",
        "general",
        "While you wait,",
        types="/swap offer",
        fills={
            "Title": piece.title,
            "Your piece": piece.text,
            "Language": piece.language,
            "What feedback": piece.feedback,
        },
    )


def hearing(reader: str) -> Step:
    """Return the step of hearing from whoever has read the sample."""
    return Step(
        "Hear from your reader",
        f"{reader}, who is played, reads the sample by the morning. Your own piece you can read as {reader} above.",
        DIRECT,
        "has this to say:",
        passes="morning",
    )


def _labelled(comment: dict[str, str]) -> dict[str, str]:
    return {COMMENT_LABELS[name]: said for name, said in comment.items()}


IN_THE_LINE = (NIGHT_BUS, WEATHER)
CONFIRM_GOAL = Step(
    "Confirm the goal",
    "Presses Looks right: the goal is set, and #writing hears of it.",
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
        "Types /wrote words: 350, with a note. Twelve days in a row so far; any amount makes it thirteen.",
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
OF_AN_OWNER = (
    Step(
        "Set it up",
        "Types /setup. The bot has just joined your server.",
        "general",
        "Setting up OneReader",
        types="/setup",
    ),
    Step(
        "Choose #board",
        "By hand: in the card’s first menu, Channel for the weekly board.",
        "general",
        "The weekly board goes to <#",
    ),
    Step(
        "Choose #introductions",
        "By hand: further down, in the menu Channel for introductions.",
        "general",
        "Introductions go to <#",
    ),
    Step(
        "Send a test post",
        "One line in #board: where and when the board will come, and that I may write there.",
        "general",
        "The test post is in <#",
        presses="Send a test post",
    ),
    Step(
        "See how members begin",
        "Types /help: what anybody gets who asks for it.",
        "general",
        "are enough to begin",
        types="/help",
    ),
)
