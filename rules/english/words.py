"""Words of dates and of what writers count; the lists that a new word is added to."""

# ruff: noqa: SIM905 - word lists read better as text

from __future__ import annotations

from rules.kit import calendar

MONTHS = {
    short: number
    for number, name in enumerate(calendar.MONTHS, start=1)
    for short in (name.casefold(), name[:3].casefold())
} | {"sept": 9, "nano": 11, "nanowrimo": 11, "napowrimo": 4}
WEEKDAYS = {
    short: number for number, name in enumerate(calendar.WEEKDAYS) for short in (name.casefold(), name[:3].casefold())
} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

# What writers count, as singular: plural. Those in WORKS are whole things, so "my novel" is one of them.
WORKS = {
    "article": "articles", "story": "stories", "poem": "poems", "haiku": "haiku", "essay": "essays",
    "novel": "novels", "novella": "novellas", "novelette": "novelettes", "book": "books", "ebook": "ebooks",
    "draft": "drafts", "manuscript": "manuscripts", "memoir": "memoirs", "newsletter": "newsletters",
    "issue": "issues", "post": "posts", "blogpost": "blogposts", "column": "columns", "script": "scripts",
    "screenplay": "screenplays", "play": "plays", "song": "songs", "collection": "collections",
    "anthology": "anthologies", "chapbook": "chapbooks", "trilogy": "trilogies", "series": "series",
    "outline": "outlines", "proposal": "proposals", "translation": "translations", "tutorial": "tutorials",
    "guide": "guides", "listicle": "listicles", "workshop": "workshops", "course": "courses",
    "episode": "episodes", "podcast": "podcasts", "video": "videos", "thread": "threads", "tweet": "tweets",
    "letter": "letters", "chapter": "chapters", "scene": "scenes", "pitch": "pitches",
    "synopsis": "synopses", "submission": "submissions", "zine": "zines", "comic": "comics", "blog": "blogs",
    "thesis": "theses", "dissertation": "dissertations", "sonnet": "sonnets", "fanfic": "fanfics",
    "vignette": "vignettes", "website": "websites", "biography": "biographies", "autobiography":
    "autobiographies", "cookbook": "cookbooks", "textbook": "textbooks", "saga": "sagas", "paper": "papers",
    "publication": "publications",
    "interview": "interviews", "monologue": "monologues", "limerick": "limericks",
    "fable": "fables", "revision": "revisions", "edit": "edits", "comment": "comments", "review": "reviews",
    "page": "pages", "paragraph": "paragraphs", "line": "lines", "sentence": "sentences", "lyric": "lyrics",
    "query": "queries", "agent": "agents", "piece": "pieces", "text": "texts", "entry": "entries",
    "sprint": "sprints", "session": "sessions", "magazine": "magazines", "report": "reports", "critique":
    "critiques", "rejection": "rejections",
    "acceptance": "acceptances", "sequel": "sequels", "prequel": "prequels",
    "scenario": "scenarios", "portfolio": "portfolios",
}  # fmt: skip
COUNTED = {
    "follower": "followers", "subscriber": "subscribers", "sub": "subscribers", "subs": "subscribers",
    "reader": "readers", "fan": "fans",
    "patron": "patrons", "member": "members", "supporter": "supporters", "customer": "customers",
    "client": "clients", "word": "words", "w": "words", "stanza": "stanzas", "verse": "verses", "minute": "minutes",
    "min": "minutes", "mins": "minutes", "hour": "hours", "hr": "hours", "h": "hours",
    "hrs": "hours", "reply": "replies",
    "view": "views", "read": "reads", "clap": "claps", "like": "likes", "share": "shares", "sale": "sales",
    "copy": "copies", "download": "downloads", "dollar": "dollars", "buck": "dollars", "bucks": "dollars",
    "usd": "dollars",
    "euro": "euros", "eur": "euros", "gbp": "pounds",
    "email": "emails", "connection": "connections", "friend": "friends", "person": "people",
    "people": "people", "character": "characters", "prompt": "prompts", "idea": "ideas", "note": "notes",
    "tip": "tips", "exercise": "exercises", "signup": "signups", "visitor": "visitors", "visit": "visits",
    "impression": "impressions", "highlight": "highlights", "upvote": "upvotes", "rating": "ratings",
    "sponsor": "sponsors", "swap": "swaps", "contest": "contests", "clip": "clips", "feedback": "feedback",
    "user": "users", "backer": "backers", "preorder": "preorders", "order": "orders", "byline": "bylines",
    "pomodoro": "pomodoros", "card": "cards", "listener": "listeners", "karma": "karma", "kudos": "kudos",
    "stage": "stages", "time": "times", "day": "days", "week": "weeks", "month": "months", "year": "years",
    "fortnight": "fortnights", "quarter": "quarters", "decade": "decades", "century": "centuries",
    "night": "nights",
    "morning": "mornings", "evening": "evenings", "weekend": "weekends", "letter": "letters",
    "evenings": "evenings", "freelance": "freelance", "second": "seconds", "step": "steps", "point": "points",
    "lesson": "lessons", "slide": "slides", "quote": "quotes", "km": "km", "beta": "betas",
    "ch": "chapters", "pp": "pages",
}  # fmt: skip
SINGULARS = {**COUNTED, **WORKS}
PLURALS = set(SINGULARS.values())
LENGTHS = {"words", "pages", "minutes", "hours", "characters", "lines", "chapters", "scenes", "paragraphs"}

# Words that end the name of what is counted.
STOPS = set(
    "a an the of in on by before until till til at for from to and or but with per each every via "
    "through thru "
    "during within over this that these those my our your his her their its i we you it he she they who "
    "which "
    "is are was be am do does did will would should could can may might must want wants wanted need "
    "needs like "
    "have has had get gets got reach reaches hit make makes write writes writing written read reading "
    "publish "
    "published publishing post posting finish finished grow gain earn about around as if then than when "
    "while "
    "so because since after next last first daily weekly monthly yearly now today tomorrow tonight "
    "please pls "
    "plz thanks total overall more new only just still also plus not no all ahead again already "
    "currently soon "
    "someday maybe starting start starts beginning ending due deadline once twice thrice into onto out "
    "up down "
    "off done left long latest least most same straight max min minimum maximum tops here there either both "
    "across without toward towards between among against using whatever whenever until everyday weekday "
    "weekdays "
    "where how what im ive ill id hopefully ideally somehow online altogether combined strong yet ever later "
    "apiece them those needed wanted required planned being goal target aim date go try too eventually sometime sooner "
    "asap never let lets don dont today's "
    "spring summer autumn fall winter".split()
) | set(MONTHS) | set(WEEKDAYS)  # fmt: skip
STOPS -= {"min", "read", "like", "post"}  # these are also counted

FILLERS = set(
    "new more additional extra further other another whole full entire good great quality brand measly mere "
    "solid total actual damn fucking freaking lousy single consecutive different own first second third "
    "fourth "
    "fifth next star very honest decent proper shiny awesome amazing nice little at least".split()
)


def plural(noun: str) -> str:
    """Return a noun in the plural, as far as English is regular."""
    if noun in PLURALS:
        return noun
    if noun in SINGULARS:
        return SINGULARS[noun]
    if noun.endswith(("s", "x", "ch", "sh")) and not noun.endswith("ss"):
        return noun if noun.endswith("s") else f"{noun}es"
    if noun.endswith("ss"):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"
