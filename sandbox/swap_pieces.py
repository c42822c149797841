"""What the demo's writers offer each other to read, and what somebody who read it might say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LANGUAGE = "English"


@dataclass(frozen=True, slots=True)
class DemoPiece:
    """A short piece in LANGUAGE, and a comment on it as the form takes it."""

    author: str
    title: str
    tags: str
    feedback: str
    text: str
    quote: str = ""
    effect: str = ""
    question: str = ""

    @property
    def options(self) -> dict[str, Any]:
        """What `/swap offer` is given."""
        return {
            "title": self.title,
            "file": ("piece.txt", self.text.encode()),
            "language": LANGUAGE,
            "tags": self.tags,
            "feedback": self.feedback,
        }

    @property
    def comment(self) -> dict[str, str]:
        """The form's fields."""
        return {"quote": self.quote, "effect": self.effect, "question": self.question}


PIECES = (
    DemoPiece(
        author="Mara",
        title="The last ferry",
        tags="sea, family",
        feedback="Does the ending come too early?",
        text="""\
My grandfather kept the timetable of the ferry in his wallet for nine years after the ferry stopped. \
On Sundays we drove to the pier and he read the departures to me as if they were scripture: ten past \
eight, twenty to eleven, the four o'clock that never left on time because the mate was in love with \
a waitress on the other side.

There was a bridge by then. You could see it from the bench, a grey line drawn by somebody who \
disliked water. He never looked at it. He looked at the place where the ropes had worn two grooves \
into the stone, and put a finger into each.

When he died I found the wallet in the glove box. The timetable had gone soft as cloth. On its back, \
in pencil, he had kept a list of every crossing he had made with my grandmother. The last one was a \
Tuesday. Beside it he had written: rain, both ways, she laughed.""",
        quote="ropes had worn two grooves into the stone, and put a finger into each",
        effect=(
            "I read this on a train and had to stop at the grooves in the stone, because your grandfather "
            "touches them the way other people touch a name on a grave. The bridge he refuses to look at made "
            "me angry on his behalf before I had noticed that I was taking sides. When the wallet turned up "
            "in the glove box I was ready for a photograph; a pencilled list of crossings is so much better, "
            "since it counts instead of explaining."
        ),
        question=(
            "Could the waitress come back once more? She is the only other person in love here, and I waited for her."
        ),
    ),
    DemoPiece(
        author="Tomas",
        title="How to sharpen a scythe",
        tags="essay, work",
        feedback="Is the turn from tool to father clear?",
        text="""\
You wet the stone first. My father carried his in a cow's horn on his belt, with a mouthful of \
vinegar water in it, and the sound of him walking was a small sloshing, like a man made of jars.

The blade lies against your shoulder, edge outward, and you draw the stone along it in short \
strokes, one side, then the other, toward yourself. Everyone is afraid the first time. He said the \
fear was the right size, and I should keep it.

I live on the fourteenth floor now. The scythe hangs in the hallway, between the fuse box and the \
bicycles, and visitors think it is a joke about death. Once a year, in June, I take it down to the \
strip of grass behind the parking garage at five in the morning, before the caretaker comes with his \
machine. I cut for ten minutes. I come up smelling of something the elevator does not know what to \
do with.""",
        quote="He said the fear was the right size, and I should keep it",
        effect=(
            "That sentence about fear taught me more about your father than a page of description would have, "
            "and I have been saying it to myself all day. I loved the vinegar water in the horn because I "
            "could hear it slosh, and the man made of jars stayed in my ear until the hallway. Then the "
            "fourteenth floor arrives without any warning and I felt the drop in my stomach, as if the "
            "elevator had let go for a second."
        ),
        question="I stumbled over the caretaker: do we need his machine, or is the parking garage at five enough?",
    ),
    DemoPiece(
        author="Aiko",
        title="Unsent",
        tags="letter, city",
        feedback="Where did you first guess who is being written to?",
        text="""\
I have moved your chair to the window, so that the cat has somewhere to be angry at the pigeons. I \
hope you do not mind. The neighbours downstairs have had their baby; they named her after the \
typhoon, which I thought was brave.

The bakery changed its paper bags. They used to rustle and now they hush, and every morning I notice \
that I am listening for you to complain about it. You would have written to them. You would have \
enclosed one of the old bags as evidence.

I finally threw out the persimmon jam. It was not easy: your handwriting was on the lid, and the \
year, and the word careful with two underlines. I soaked the label off. It is drying on the radiator \
now, next to my socks. I do not know yet where a person keeps such a thing, but I have cleared a \
drawer.""",
        quote="They used to rustle and now they hush",
        effect=(
            "I guessed at the chair, doubted it when the neighbours had their baby, and was certain at the "
            "paper bags, because only somebody gone for good leaves a complaint that another person has to "
            "make for them. The old bag enclosed as evidence made me laugh aloud, which hurt a line later "
            "when the persimmon jam came out. I have a lid like that one, with my aunt's underlines, and "
            "until now I thought nobody else soaked labels off."
        ),
        question=("Would you consider ending on the radiator and the socks, before the drawer tells me what to feel?"),
    ),
    DemoPiece(
        author="Sam",
        title="Night bus 47",
        tags="city, night",
        feedback="Is the driver real enough?",
        text="""\
At half past two the bus belongs to cleaners and to boys who have lost their friends. The driver, \
whose badge says Olu, announces the stops himself because the recording broke in March: Deptford \
Bridge, he sings, land of my dentist.

A woman in a bridesmaid's dress gets on with one shoe. She asks whether she may pay with a slice of \
cake. Olu considers it. He says the company has no policy. She puts the slice, in its napkin, on the \
ledge beside his ticket machine, where it rides with us through Lewisham like a small white \
passenger.

When I get off he is eating it at the red light, with the doors open, so that the warm air goes out \
into Catford and the night comes in. He lifts the last piece to me as one lifts a glass. Then the \
light is green and there is nobody on the pavement to have seen it but me.""",
        quote="rides with us through Lewisham like a small white passenger",
        effect=(
            "Olu became real for me when he considered the cake instead of joking about it; the company has "
            "no policy is the kindest refusal to refuse that I have read in a long while. The slice riding "
            "through Lewisham made me look at the ledge of my own bus this morning. I believed the bridesmaid "
            "because you gave her one shoe and no story, and because nobody in the scene asks her for it."
        ),
        question=(
            "What would happen if the last sentence stopped at the red light? I wanted to leave while the "
            "doors were open."
        ),
    ),
)
# A fifth, for a second visitor of the try-out: the first has read what waited longest.
WEATHER = DemoPiece(
    author="Kofi",
    title="Weather for the coast",
    tags="radio, sea",
    feedback="Do you hear him before you see him?",
    text="""\
For thirty-one years my uncle read the weather for the fishermen, at a quarter to five, before the \
hymn. He read it from the back of an envelope, and he read it twice, the second time more slowly, for \
the boats that had only one radio between two of them.

He had never been on the water. He said so on the air, once, in the year of the big storm: I am a man \
who is afraid of his own bath, so listen to me when I tell you to stay home. They stayed home. In the \
morning somebody had hung a barracuda on the door of the station, as long as a child, with a ribbon.

Now the forecast comes from a telephone that talks to each of them alone. He still gets up at four. \
My aunt hears him in the kitchen, telling the kettle about the wind from the south-west, and then, \
after a pause, telling it again.""",
    quote="the second time more slowly, for the boats that had only one radio between two of them",
    effect=(
        "I heard your uncle before I saw him: the second reading, slower, gave me his whole voice. The barracuda "
        "with a ribbon on the station's door made me laugh out loud in a waiting room, and a moment later I understood "
        "how many men had lain awake because he told them to stay home. When he tells the kettle about the "
        "south-west wind and then pauses, I held my breath with your aunt in the next room."
    ),
    question="Could the hymn come back at the end? I was waiting for it, and the kettle might sing it.",
)
# What a visitor of the try-out may offer themselves, and what the neighbour says who reads it.
STORM = DemoPiece(
    author="Mara",
    title="After the storm",
    tags="sea, village",
    feedback="Is the boat a joke, or more than that?",
    text="""\
The storm went out the way it had come, over the sea wall, without closing the door. In the morning there \
was a rowing boat in Mrs. Ottesen's kitchen garden, upright among the leeks, its oars still shipped. \
Nobody in the village had lost one.

She fed it the way one feeds a stray. First she only bailed out the rain. Then she took the oars indoors, \
so that they would not crack, and stood them in the hall beside the umbrellas. By October there was a \
cushion on the thwart, and on it, most afternoons, Mrs. Ottesen, facing the sea wall with her knitting, \
rowing nowhere at all.

When they came about the boat, a couple from across the water, she gave them tea in it.""",
    quote="facing the sea wall with her knitting, rowing nowhere at all",
    effect=(
        "Mrs. Ottesen had me when she bailed out the rain before she did anything else, because that is care and "
        "not yet a claim. I laughed at the oars beside the umbrellas, and then I looked at my own hall. The leeks "
        "matter: on a lawn the boat would be a joke, but among the leeks it is a guest. By the cushion I had forgotten "
        "to ask whose it was, so the couple at the end frightened me more than the storm had."
    ),
    question="Could we hear what the couple say when they see the cushion? One sentence of theirs would do.",
)
TUESDAY = DemoPiece(
    author="Robin",
    title="Lost property",
    tags="city, grief",
    feedback="Does the turn come too soon?",
    text="""\
I work at the lost property office under the station, where the city keeps what it has finished with. \
Umbrellas, mostly. A cello, which we tune on Fridays. One grey glove a week, always the left, so that I \
have begun to imagine him.

A woman comes every morning at nine and asks whether anybody has handed in a Tuesday. She says it kindly, \
as if I might be new. I have learned to open the ledger and run a finger down the page. Not yet, I say. \
She thanks me and tells me what was in it: soup, a quarrel, her sister alive until four o'clock.

Last week I wrote it down. Item, one Tuesday, green, well used. I have not told her that it is here.""",
    quote="asks whether anybody has handed in a Tuesday",
    effect=(
        "I was still smiling about the cello and the man of the left gloves, and walked straight into the Tuesday "
        "without looking. The finger that runs down the page of the ledger is so gentle that I believed the whole "
        "office at once. Then comes her sister, alive until four o'clock, at the end of a list that began with soup, "
        "and I had to put my phone away on the tram. Green and well used is the kindest entry I can think of."
    ),
    question="Why does nobody tell her? I have three guesses and would like to keep all of them.",
)
# What a member of the new owner's server reports.
GLASS = DemoPiece(
    author="Pilar",
    title="Glass",
    tags="poem",
    feedback="Is it too short?",
    text="""\
The window keeps the whole of the evening and gives nothing back but my own face, which it has put in \
front of the lights across the street, so that a stranger's kitchen hangs behind my forehead like a thought \
I had once. Somebody there is washing a glass. They hold it up against the lamp, and for a moment it is I \
who am clean.""",
)
# From somebody who did read, and names nothing: no check can tell which piece it is about.
UNPLACED = {
    "quote": "",
    "effect": "I went back to the start after the end, because the last page changed what I thought of the first one. "
    "My own mother kept silent in the same way, for years, and I never asked her why; now I wonder what she would have "
    "said. Some of the sentences I read twice, slowly, the way one walks through a house before leaving it.",
    "question": "Did you mean for the days to be told out of order?",
}
HOLLOW = {
    "quote": "a beautiful line",
    "effect": "Great piece, I loved it! The writing flows so well and it really made me feel something. Follow me, I "
    "follow back.",
    "question": "Keep writing!",
}
