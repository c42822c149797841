"""Slips of the commonest words, mended where no real word is near."""

# ruff: noqa: SIM905 - word lists read better as text

from __future__ import annotations

from functools import lru_cache

from rules.english.words import FILLERS, MONTHS, PLURALS, SINGULARS, STOPS, WEEKDAYS
from rules.kit.slips import slips

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
    "reviewer reviewers reviewed previews mornings mourning evenings scene scenery scents minuted sessional "
    "fridays saturdays sundays hundreds thousands millions billions dozens weekday everyday weekly "
    "form lien liens reread rereads thirsty finnish "
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth thirtieth".split()
)
TYPO_TARGETS = sorted(
    {name for name in (*MONTHS, *WEEKDAYS) if len(name) > 4 and name != "march"}
    | set(
        "followers follower subscribers subscriber words pages page chapters chapter articles article "
        "stories "
        "story minutes hours posts readers reader novel newsletter newsletters month months weeks weekly "
        "monthly "
        "daily before until tomorrow christmas halloween thanksgiving hundred thousand million quarter poems "
        "essays drafts comments submissions reviews review sessions session minute morning evening scenes between "
        "sonnets episodes tonight yesterday birthday eleven "
        " twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty eighty ninety".split()
    )
)
# Of these only the order of letters is mended, "mroe" and "apirl": one other letter makes too many real words.
SHORT_WORDS = set(
    "more poem poems word words page book books week weeks year years days hour hours next each every until with from "
    "want write start draft drafts post posts line lines read send three seven eight forty fifty sixty june july "
    "april march another essay essays scene".split()
)
KNOWN = {*REAL_WORDS, *TYPO_TARGETS, *STOPS, *FILLERS, *PLURALS, *SINGULARS, *MONTHS, *WEEKDAYS}
MISSPELT = {
    "evry": "every", "evrey": "every", "everey": "every", "eveyr": "every", "evey": "every", "weks": "weeks",
    "wek": "week", "weekes": "weeks", "mnth": "month", "mnths": "months", "mths": "months", "mth": "month",
    "befor": "before", "bfore": "before", "b4": "before", "nxt": "next", "untl": "until", "tmrw": "tomorrow",
    "tmr": "tomorrow", "tomoro": "tomorrow", "2moro": "tomorrow", "wensday": "wednesday", "yr": "year",
    "yrs": "years", "yaer": "year", "yera": "year", "eatser": "easter", "wk": "week", "wks": "weeks",
    "mo": "month", "mos": "months", "xmass": "christmas", "teh": "the", "dya": "day", "dyas": "days", "dys": "days",
    "wods": "words", "pags": "pages", "mont": "month", "pr": "per", "thsi": "this", "tihs": "this", "wekk": "week",
    "mornin": "morning", "evenin": "evening", "btwn": "between", "bye": "by", "bfr": "before",
    "dayes": "days", "forthnight": "fortnight", "fortnite": "fortnight", "hunderd": "hundred", "ad": "ad",
    "artical": "article", "articals": "articles", "storys": "stories", "querys": "queries", "wrd": "word",
    "wrds": "words", "wds": "words", "wd": "words", "wpd": "words per day", "wpw": "words per week",
    "folowrs": "followers", "decmber": "december", "endof": "end of", "twise": "twice",
    "twelv": "twelve", "fourty": "forty", "ninty": "ninety", "novmber": "november", "everday": "every day",
    "juen": "june", "jully": "july", "jnue": "june", "hte": "the", "peple": "people",
    "pg": "page", "pgs": "pages", "chs": "chapters", "chap": "chapter", "chaps": "chapters", "chp": "chapter",
    "chps": "chapters", "ppl": "people", "mnts": "months", "flwrs": "followers", "tmw": "tomorrow", "tmrrw": "tomorrow",
    "hrly": "hourly", "ea": "each", "quid": "pounds", "wkly": "weekly", "mthly": "monthly", "mins.": "minutes",
    "follwer": "follower", "wirte": "write", "evryday": "every day", "dialy": "daily", "weekely": "weekly",
    "writen": "written", "writting": "writing", "tonite": "tonight", "2nite": "tonight", "nite": "night",
    "todays": "today", "tomorrows": "tomorrow",
    "wc": "word count", "bday": "birthday", "wknd": "weekend", "abt": "about", "2mrw": "tomorrow",
    "minuets": "minutes", "minites": "minutes", "hous": "hours", "fri.": "friday",
}  # fmt: skip

# A hyphen parts a word from these: mid-March, end-of-year, thirty-five.
SPLIT_WORDS = {
    *MONTHS,
    *WEEKDAYS,
    *"mid early late end start year month week day half a of to one hundred thousand".split(),
    *"twenty thirty forty fifty sixty seventy eighty ninety".split(),
}


def _letters(word: str) -> str:
    """Return a word's first letter, and the others in the order of the alphabet."""
    return word[0] + "".join(sorted(word[1:]))


_BY_LETTERS = {_letters(target): target for target in (*TYPO_TARGETS, *SHORT_WORDS)}


@lru_cache(4096)
def mended(word: str) -> str:
    """Return a word with a clear slip mended, real words left alone."""
    if word in MISSPELT:
        return MISSPELT[word]
    if word in KNOWN or word in SHORT_WORDS or not word.isalpha():
        return word
    if len(word) < 5 or _letters(word) in _BY_LETTERS:
        return _BY_LETTERS.get(_letters(word), word)
    most = 2 if len(word) >= 8 else 1
    ranked = sorted((slips(word, target, most), target) for target in TYPO_TARGETS if target[0] == word[0])
    near = [target for distance, target in ranked if distance == ranked[0][0] <= most]
    if len(near) == 1:
        return near[0]
    # "monts" could lose either letter of a plural; take the plural of two that differ only by it.
    if len(near) == 2 and near[1] == f"{near[0]}s":
        return near[1]
    return word
