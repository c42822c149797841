"""Comments that somebody may well have written after reading, and that no check can place: what is asked about."""

from rules.swaps.reads import Comment

UNPLACED = (
    Comment(
        effect="I went back to the start after the end, because the last page changed what I thought of the first "
        "one. My own mother kept silent in the same way, for years, and I never asked her why; now I wonder "
        "what she would have said. Some of the sentences I read twice, slowly. One thing I did not follow was"
        " the order in which the days are told, and whether that is meant.",
    ),
    Comment(
        effect="On the train home I noticed that I had stopped looking out of the window, which seldom happens to me"
        " on that line. What held me was how little is explained: nobody says what they want, and still I "
        "knew. My brother and I used to talk like that, in half sentences, at the kitchen table.",
        question="Perhaps one more breath before the very last words; I was not ready to be let go so soon.",
    ),
    Comment(
        question="English is not my first language, so please forgive me. I had to look up four words and it was worth"
        " it each time. At first I thought nothing would happen, then I understood that it had happened "
        "already, before the first line, and that everybody knew except me. I have worked nights in a "
        "hospital for eleven years and this quiet is one that I know well. Who is telling all this, and to "
        "whom?",
    ),
)
