"""The words goals are written in, and cleaning a typed text down to them."""

# ruff: noqa: SIM905 - word lists read better as text

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import OSA

from rules.goals.reading.answers import Ask, Unclear

GONE = "¦"  # stands where understood words were; keeps what stood on either side of them apart

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri",
            "saturday sat", "sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip

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
    "copy": "copies", "download": "downloads", "dollar": "dollars", "buck": "bucks", "usd": "dollars",
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
}  # fmt: skip
SINGULARS = {**COUNTED, **WORKS}
PLURALS = set(SINGULARS.values())
LENGTHS = {"words", "pages", "minutes", "hours", "characters", "lines", "chapters", "scenes", "paragraphs"}
TIMES = {"days", "weeks", "months", "years", "fortnights", "quarters", "decades", "centuries", "seconds"}

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
    "apiece being goal target aim go try too eventually sometime sooner asap never let lets don dont today's "
    "spring summer autumn fall winter".split()
) | set(MONTHS) | set(WEEKDAYS)  # fmt: skip
STOPS -= {"min", "read", "like", "post"}  # these are also counted

FILLERS = set(
    "new more additional extra further other another whole full entire good great quality brand measly mere "
    "solid total actual damn fucking freaking lousy single consecutive different own first second third "
    "fourth "
    "fifth next very honest decent proper shiny awesome amazing nice little at least".split()
)

# Real words one slip away from a word of ours: never "corrected".
REAL_WORDS = set(
    "mouth mouths moth moths monks works wards worlds world woods worms swords lords cords wordy worded "
    "ports "
    "poets poet pests pasts pots poses posse costs posted poster posters paces pagers pager pales panes "
    "pared "
    "weeds weeps weak weakly meekly dairy dally daisy dailies stores store stored storied storey storeys "
    "minuets "
    "minuses minuted raiders renders readies readier reader charters charter charted chapped articled "
    "particles "
    "followed following follows fellow subscribed subscribes subscribing sundae sundry untie augusta "
    "unit units "
    "novels navel hovel novelty honors horse horses house houses pauses pause yours money bored letter "
    "letters "
    "litter latter thirsty quarters quartet quarterly before befall every ever weekday weekdays weekend "
    "weekends "
    "member members remember decent march marsh match mails maybe dramas drama drafty craft crafts drift "
    "scenic "
    "christening mention mentions mounts mount mounted south words wordless mondays tuesdays wednesdays "
    "thursdays "
    "fridays saturdays sundays hundreds thousands millions billions dozens weekday everyday weekly".split()
)
TYPO_TARGETS = sorted(
    {name for name in (*MONTHS, *WEEKDAYS) if len(name) > 4 and name != "march"}
    | set(
        "followers follower subscribers subscriber words pages page chapters chapter articles article "
        "stories "
        "story minutes hours posts readers reader novel newsletter newsletters month months weeks weekly "
        "monthly "
        "daily before until tomorrow christmas halloween thanksgiving hundred thousand million quarter poems "
        "essays drafts comments submissions".split()
    )
)
KNOWN = REAL_WORDS | set(TYPO_TARGETS) | STOPS | FILLERS | PLURALS | set(SINGULARS) | set(MONTHS) | set(WEEKDAYS)
MISSPELT = {
    "evry": "every", "evrey": "every", "everey": "every", "eveyr": "every", "evey": "every", "weks": "weeks",
    "wek": "week", "weekes": "weeks", "mnth": "month", "mnths": "months", "mths": "months", "mth": "month",
    "befor": "before", "bfore": "before", "b4": "before", "nxt": "next", "untl": "until", "tmrw": "tomorrow",
    "tmr": "tomorrow", "tomoro": "tomorrow", "2moro": "tomorrow", "wensday": "wednesday", "yr": "year",
    "yrs": "years", "yaer": "year", "yera": "year", "eatser": "easter", "wk": "week", "wks": "weeks",
    "mo": "month", "mos": "months", "xmass": "christmas", "teh": "the", "dya": "day", "dyas": "days",
    "dayes": "days", "forthnight": "fortnight", "fortnite": "fortnight", "hunderd": "hundred", "ad": "ad",
    "artical": "article", "articals": "articles", "storys": "stories", "querys": "queries", "wrd": "word",
    "wrds": "words", "folowrs": "followers", "decmber": "december", "endof": "end of", "twise": "twice",
    "twelv": "twelve", "fourty": "forty", "ninty": "ninety", "novmber": "november", "everday": "every day",
    "juen": "june", "jully": "july", "jnue": "june", "hte": "the", "peple": "people",
    "follwer": "follower", "wirte": "write", "evryday": "every day", "dialy": "daily", "weekely": "weekly",
    "writen": "written", "minuets": "minutes", "minites": "minutes", "hous": "hours", "fri.": "friday",
}  # fmt: skip

FOREIGN = re.compile(
    r"\b(?:el|los|las|por|para|hasta|antes|cada|quiero|palabras|seguidores|lectores|meses|semanas?|muchos"
    r"|un[ae]?"
    r"|le|les|des|une|avant|dans|chaque|jusqu|veux|mots|par|jour|mois|abonn|du|et|und|der|das|den|dem"
    r"|bis|ich|jeden|jede|woche|monaten?|worter|bevor|vor|entro|ogni|giorno|parole|prima|voglio|lettori"
    r"|voor|elke|dagen|woorden|volgers|het|een|tot|quero|palavras|dia|eu|jusquau|zum)\b"
)


_AHEAD = r"(?:in|within|for|over|next)(?: the)?(?: next)?"


def clean(text: str) -> str:
    """Return lower-case plain text without markup, mentions, links, emoji or invisible characters."""
    if re.search(r"\d\s*(?:\*\*?|\^|×|x)\s*\d", text) or any(
        unicodedata.category(c) == "No" for c in text if c not in "½¼¾"
    ):
        raise Unclear(Ask.UNCLEAR_NUMBER)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<(script|style)\b.*?</\1>|</?[a-z]+[^<>\d]*>", f" {GONE} ", text, flags=re.IGNORECASE | re.DOTALL)
    text = re.sub(r"<(?:@[!&]?|#|a?:\w+:|/[^<>:]*:)\d+>|~~.*?~~|\w+://\S+|www\.\S+", f" {GONE} ", text)
    text = re.sub(r"<t:-?\d+(?::\w)?>", " someday ", text)
    for fraction, decimal in (("½", "5"), ("¼", "25"), ("¾", "75")):
        text = re.sub(rf"(\d)\s?{fraction}", rf"\1.{decimal}", text).replace(fraction, f" 0.{decimal} ")
    text = "".join(_plain(char) for char in unicodedata.normalize("NFKC", text)).casefold()
    text = re.sub(r"\*+|`+|\|\||_{2,}|(?<!\w)_+|_+(?!\w)|^\s*[>#]+ ", "", text, flags=re.MULTILINE)
    text = re.sub(r"^\s*(?:[-•·–—*]\s+|\d{1,2}[.)]\s+(?=\D*\d))", "", text, flags=re.MULTILINE)
    if any(char.isalpha() and not unicodedata.name(char, "").startswith("LATIN") for char in text):
        raise Unclear(Ask.NOT_ENGLISH)
    text = re.sub(r"(?<=[\sa-z])'(\d\d)\b", r" 20\1", text)
    text = re.sub(r"(?<=\d)'(?=\d{3})", ",", text)
    text = re.sub(r"'", "", text)
    text = text.replace("x-mas", "xmas")
    text = re.sub(rf"\b({'|'.join(MONTHS)})(?=\d)", r"\1 ", text)
    text = re.sub(r"\b(mid|early|late|end|start)-(?:of-)?(?=[a-z])", r"\1 ", text)
    text = re.sub(
        r"\b(for|in|during|through|throughout|by|this|over|until) (?:this years )?nano(?:wrimo)?\b(?!-)",
        r"\1 november",
        text,
    )
    return re.sub(r"\s+", " ", text).strip()


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char in "‘’ʼ´`′":
        return "'" if char != "`" else "`"
    if category == "Pd" or char == "−":
        return "-"
    if char in "→⇒➜➡":
        return "->"
    if category.startswith(("C", "M")):
        return " " if char in "\n\t\r" else ""
    return " " if category == "So" else char


def spelled(text: str) -> str:
    """Return the text with clear slips of the vocabulary's words mended, real words left alone."""
    if FOREIGN.search(text):
        raise Unclear(Ask.NOT_ENGLISH)
    text = re.sub(rf"\b({_AHEAD} (?:\w+[ -])?\w+ )(?:mouth|moth)(s?)\b", r"\1month\2", text)
    return re.sub(r"(?<![\w@])[a-z]\w+\b", lambda word: _mend(word[0]), text)


def _mend(word: str) -> str:
    if word in MISSPELT:
        return MISSPELT[word]
    if len(word) < 5 or word in KNOWN or not word.isalpha():
        return word
    slips = 2 if len(word) >= 8 else 1
    ranked = sorted(
        (OSA.distance(word, target, score_cutoff=slips), target) for target in TYPO_TARGETS if target[0] == word[0]
    )
    near = [target for distance, target in ranked if distance == ranked[0][0] <= slips]
    if len(near) == 1:
        return near[0]
    # "monts" could lose either letter of a plural; take the plural of two that differ only by it.
    if len(near) == 2 and near[1] == f"{near[0]}s":
        return near[1]
    return word


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
