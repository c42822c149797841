"""The steps that a visitor is offered, by who they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.swap_pieces import HOLLOW, LANGUAGE, WEATHER, DemoPiece
from sandbox.tryout.three_weeks import CIRCLE, NEW_MEMBERS, NEW_OWNER, NIGHT_BUS, OFFERED, SCYTHE, UNSENT, VISITOR
from sandbox.world import DIRECT

OFFERED_SIGN = "has been offered to readers"
COMMENT_LABELS = {
    "quote": "A line or moment that stayed with you",
    "effect": "What it did for you",
    "question": "A question or suggestion",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try, and what its button does: type a command, press a button, open a menu or let time pass.

    `fills` is for the form that a press or command opens, and `filled` is said then; sending it, and choosing from a
    menu, is left to the visitor.
    `sign` is what the bot says once the step is done, where {me} is the visitor; what comes by itself counts once one
    looks where it came. A step without a sign is done when its time has passed, or once one looks at its place.
    One that `needs` another is not offered before that, and does what it does where that was answered. Where the button
    that it presses is gone, the one that brings it is offered again, unless that button comes `once`.
    `or_sign` is said to who answers otherwise.
    """

    label: str
    about: str
    place: str
    sign: str = ""
    or_sign: str = ""
    needs: str = ""
    once: bool = False
    types: str = ""
    presses: str = ""
    or_presses: str = ""
    opens: str = ""
    passes: str = ""
    fills: dict[str, str] = field(default_factory=dict)
    filled: str = "The form is filled in: change it as you like, and press Submit."


Round = tuple[Step, ...]

READ_SOMEBODY = "Read somebody"
SERVED_SIGN = "Starting gives you"
NOTHING_WAITS_SIGN = "Nothing waits for you to read"


def rounds_of(name: str, reads: DemoPiece, *, is_read: bool = True) -> tuple[Round, ...]:
    """Return a visitor's rounds of steps, with the piece they are given to read; `is_read`: theirs is the sample."""
    if name == NEW_OWNER:
        return (OF_AN_OWNER,)
    if name in NEW_MEMBERS:
        return (BEGINNING,)
    if name not in OFFERED:
        return ((*BEGINNING, *swap(reads)),)
    reader, piece = OFFERED[name]
    heard = (hearing(reader),) if is_read else ()
    offered = (offering(reader, piece), *(() if is_read else (ITS_PLACE,)))
    if name == VISITOR:
        return ((*A_COMMENT, *swap(reads), *offered, *WRITING, *heard, *A_REMINDER), TOGETHER)
    return ((*BEGINNING, *swap(reads), *offered, *heard),)


def swap(piece: DemoPiece) -> Round:
    """Return the steps of reading somebody, for the piece that a visitor is given."""
    return (
        Step(
            READ_SOMEBODY,
            "Types /swap next. Nobody needs ten thousand followers: this piece has waited longest for one reader.",
            "general",
            SERVED_SIGN,
            types="/swap next",
        ),
        Step(
            "Start reading",
            "It is short. Take the minute.",
            "general",
            "Yours until",
            needs=READ_SOMEBODY,
            presses="Start reading",
        ),
        Step(
            "See what is refused",
            "Shows what no author is sent: opens the form with “Great piece, follow me”. Press Submit, and read why.",
            "general",
            "as an offer to trade",
            needs="Start reading",
            presses="Leave my comment",
            once=True,
            fills=_labelled(HOLLOW),
        ),
        Step(
            "Leave a real one",
            "Opens the form with a sample comment: press Submit. For words of your own, press the card’s button.",
            "general",
            "Thank you for reading",  # or: and for your answer
            needs="Start reading",
            presses="Edit my comment",
            or_presses="Leave my comment",
            fills=_labelled(piece.comment),
        ),
        Step(
            "Hear from its author",
            f"Lets an hour pass: {piece.author} has then read what you said.",
            DIRECT,
            "has a word for you",
            needs="Leave a real one",
            passes="hour",
        ),
    )


def offering(reader: str, piece: DemoPiece) -> Step:
    """Return the step of offering a piece, with a sample that somebody here can read."""
    return Step(
        "Offer a piece of yours",
        f"Types /swap offer with a sample in it. Readers are played in this try-out: {reader} reads it overnight.",
        "general",
        OFFERED_SIGN,
        types="/swap offer",
        fills={
            "Title": piece.title,
            "Your piece": piece.text,
            "Language": LANGUAGE,
            "What feedback": piece.feedback,
        },
        filled="This is a sample: press Submit. Your own text works too, but nobody real is here to read it.",
    )


def hearing(reader: str) -> Step:
    """Return the step of hearing from whoever has read the sample."""
    about = f"Lets the night pass: in the morning {reader} has read it."
    return Step(
        "Hear from your reader", about, DIRECT, "has this to say:", needs="Offer a piece of yours", passes="morning"
    )


def _labelled(comment: dict[str, str]) -> dict[str, str]:
    return {COMMENT_LABELS[name]: said for name, said in comment.items()}


# What a visitor may be given to read; the first stands for them all before it is.
IN_THE_LINE = (NIGHT_BUS, WEATHER, SCYTHE, UNSENT)
ITS_PLACE = Step(
    "See where your piece stands",
    "Types /swap mine: your piece waits for a reader there, and can be taken back.",
    "general",
    "Your swaps",
    types="/swap mine",
)
CONFIRM_GOAL = Step(
    "Confirm the goal",
    "Presses Looks right: the goal is set, and the channel hears of it.",
    "writing",
    "It is set",
    needs="Set a goal",
    presses="Looks right",
)
BEGINNING = (
    Step(
        "Set a goal",
        "Types /goal set text: 20,000 words in 3 months. Nothing is kept before you confirm it.",
        "writing",
        "Is this your goal?",
        types="/goal set text: 20,000 words in 3 months",
    ),
    CONFIRM_GOAL,
    Step(
        "Ask to be reminded",
        "One message a day at most, only when you ask.",
        "writing",
        "I will write to you",
        needs="Confirm the goal",
        presses="Yes",
        once=True,
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
        "Read Leila’s comment",
        "You are Mara; everybody else is played. Leila has read your story: what she says waits in direct messages.",
        DIRECT,
    ),
    Step(
        "Say that it helped",
        "Presses This helped, under the comment: Leila earns 1 credit, and 1 credit pays for one reader.",
        DIRECT,
        "Good to know.",
        "Noted, and ",
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
        "Lets time pass until it comes: on days you have not written, and only if you asked.",
        DIRECT,
        passes="reminder",
    ),
    Step(
        "Answer the reminder",
        "Opens the form under it, with 200 words filled in: change it as you like, and press Submit.",
        DIRECT,
        "You wrote ",
        needs="Wait for the reminder",
        presses="I wrote today",
        once=True,
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
        "Lets an hour pass. Aiko and Noor, who are played, join you; at the end each is asked how it went.",
        "writing",
        "How did it go, {me}",
        needs="Begin a sprint",
        passes="hour",
    ),
    Step(
        "Say how it went",
        "Opens the form under it, with 420 words filled in: change it as you like, and press Submit.",
        "writing",
        "Noted for the sprint.",
        needs="Let it ring",
        presses="My words",
        once=True,
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
        needs="See a goal together",
        presses="I'm in",
    ),
)
OF_AN_OWNER = (
    Step(
        "Set it up",
        "Types /setup. The bot has joined your server, where three writers wait for it. Mara’s is another.",
        "general",
        "Setting up OneReader",
        types="/setup",
    ),
    Step(
        "Choose where the board goes",
        "Opens the card’s first menu: choose #board, or any other.",
        "general",
        "The weekly board goes to <#",
        needs="Set it up",
        opens="Channel for the weekly board",
    ),
    Step(
        "Choose where introductions go",
        "Opens the menu further down: choose #introductions, or any other.",
        "general",
        "Introductions go to <#",
        needs="Set it up",
        opens="Channel for introductions",
    ),
    Step(
        "Choose where reports go",
        "Opens the menu for reports: choose #moderators, which your members do not see.",
        "general",
        "Reports go to <#",
        needs="Set it up",
        opens="Channel for reports",
    ),
    Step(
        "Set the server's clock",
        "Opens the form with Madrid in it: the board comes by that clock, and new members begin with it.",
        "general",
        ")**. New members start with it",
        needs="Set it up",
        presses="Change the time zone",
        fills={"City": "Madrid"},
    ),
    Step(
        "Send a test post",
        "One line in #board: where and when the board will come, and that the bot may write there.",
        "general",
        "The test post is in <#",
        needs="Choose where the board goes",
        presses="Send a test post",
    ),
    Step(
        "See what members are sent",
        "All of it, how often at most, and how each of them ends it; then where things are posted.",
        "general",
        "What is sent, and where",
        needs="Set it up",
        presses="What is sent",
    ),
    Step(
        "See how members begin",
        "Types /help: what anybody gets who asks for it.",
        "general",
        "are enough to begin",
        types="/help",
    ),
    Step(
        "Wait for the first board",
        "Lets time pass until Monday. Pilar, Hugo and Vera, who are played, write meanwhile.",
        "board",
        "The week to",
        needs="Choose where the board goes",
        passes="monday",
    ),
    Step(
        "Look at a report",
        "Vera has reported a piece meanwhile. Whoever may manage messages decides it there; nobody else sees it.",
        "moderators",
        needs="Wait for the first board",
    ),
)
