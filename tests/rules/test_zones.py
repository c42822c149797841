"""What people type for their time zone: answered when clear, asked about when not, never guessed."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cogs.kit.zone_questions import zone_question_sentence
from rules.zones import atlas as zone_data
from rules.zones import make_atlas
from rules.zones.read import ZoneChoice, ZoneQuestion, read_zone, suggest_zones

ANSWERED = {
    # cities, with and without accents, in other languages and under older names
    "Europe/Berlin": "Munich|München|munchen|Muenchen|BERLIN|Köln|Cologne|Frankfurt|Hamburg"
    "|Berlin, Germany|Germany, Berlin",
    "Europe/Paris": "Paris|paris, france|Nice|Lyon|Marseille|France|Paris (France)|europe/paris|Europe / Paris",
    "Europe/London": "London|London UK|London, England|Birmingham, England|Manchester UK|Edinburgh"
    "|Cardiff|Belfast"
    "|UK|U.K.|England|Scotland|Wales|Northern Ireland|Great Britain|Perth, Scotland|GB|British Summer Time",
    "Europe/Rome": "Rome|Roma|Milano|Firenze|Napoli|Italy|Italia|Venice",
    "Europe/Madrid": "Madrid|Barcelona|Madird|Valencia Spain|Cordoba, Spain",
    "Atlantic/Canary": "Las Palmas|Tenerife|Canary Islands",
    "Europe/Kyiv": "Kyiv|Kiev|Київ|Ukraine|Kharkiv|Europe/Kiev",
    "Europe/Moscow": "Moscow|Москва|St. Petersburg|MSK|Moscow time",
    "Europe/Athens": "Athens|Αθήνα|Greece",
    "Europe/Istanbul": "Istanbul|İstanbul|Türkiye|Turkey",
    "Europe/Zurich": "Zürich|zuerich|Geneva|Switzerland|Schweiz",
    "Europe/Amsterdam": "Amsterdam|The Hague|Holland|the netherlands|Europe/Amsterdam",
    "Europe/Warsaw": "Łódź|Lodz|Kraków|Poland",
    "Europe/Dublin": "Dublin|Ireland|IST (Ireland)",
    "Europe/Belgrade": "Beograd|Kosovo|Serbia",
    "Atlantic/Reykjavik": "Iceland|Reykjavik",
    "Africa/Lagos": "Lagos|Nigeria|Abuja|WAT|Lagos Nigeria|Lekki, Lagos, Nigeria|Nigeria - Lagos|time in Lagos",
    "Africa/Nairobi": "Nairobi|Kenya|EAT|I'm from Kenya|Nairobbi",
    "Africa/Johannesburg": "Cape Town|Johanesburg|South Africa|SAST|Joburg",
    "Africa/Cairo": "Cairo|Egypt|Alexandria|القاهرة",
    "Africa/Abidjan": "Ivory Coast|Côte d’Ivoire|Abidjan",
    "Asia/Kolkata": "Kolkata|Calcutta|Asia/Calcutta|Mumbai|Bombay|मुंबई|Bangalore|Bengaluru|India"
    "|Hyderabad, India|IST, India",
    "Asia/Karachi": "Karachi|Pakistan|Hyderabad, Pakistan|PKT",
    "Asia/Ho_Chi_Minh": "Saigon|Ho Chi Minh City|Hanoi|Vietnam|Việt Nam|HCMC",
    "Asia/Shanghai": "Beijing|Peking|China|上海|CST, China|PRC",
    "Asia/Tokyo": "Tokyo|東京|Tokio|Japan|JST|I live in Tokyo|Tokyo time",
    "Asia/Seoul": "Seoul|서울|South Korea|KST",
    "Asia/Singapore": "Singapore|SGT|Singapore (GMT+8)|GMT+8 Singapore",
    "Asia/Dubai": "Dubai|UAE|Abu Dhabi",
    "Asia/Yangon": "Rangoon|Myanmar|Burma|Asia/Rangoon",
    "Asia/Makassar": "Bali|Bali, Indonesia|WITA",
    "Asia/Tbilisi": "Tbilisi|Tbilisi, Georgia|Georgia, Tbilisi",
    "Australia/Sydney": "Sydney|AEDT|I am in Sydney, Australia|NSW|Canberra|Sydny",
    "Australia/Melbourne": "Melbourne|Melborne|Melbourne, VIC",
    "Australia/Perth": "Perth|AWST|Perth, WA|Western Australia",
    "Australia/Brisbane": "Brisbane|Queensland",
    "Pacific/Auckland": "Auckland|New Zealand|NZ|NZST|Wellington",
    "Pacific/Honolulu": "Hawaii|Honolulu|HST",
    "America/Anchorage": "Alaska|Anchorage|AKST",
    "America/New_York": "New York|NYC|new yrok|NY|EST|EDT|ET|Eastern|Eastern time"
    "|eastern standard time|US/Eastern"
    "|America/New York|EST/EDT|Boston|Miami|Atlanta, Georgia|Georgia, USA|Washington DC"
    "|Brooklyn, New York|NJ"
    "|(UTC-05:00) Eastern Time (US & Canada)|Portland, Maine|Berlin, Maryland|Columbus",
    "America/Chicago": "Chicago|USA, Chicago|Chicgo|Central time|Austin TX|Dallas|Birmingham AL"
    "|Springfield, Illinois|Paris, TX, USA"
    "|LA, Louisiana|Alabama",
    "America/Denver": "Denver|MDT|Mountain time|Colorado|El Paso",
    "America/Phoenix": "Phoenix|Arizona",
    "America/Los_Angeles": "LA|L.A.|Los Angelas|California|Pacific|Pacific time|PST|PDT"
    "|Portland, OR|San Jose, CA"
    "|San Francisco|San Fransisco|Seattle|Vegas|los angeles, ca, usa",
    "America/Toronto": "Toronto|Torono|Montréal|Ontario|Quebec|London, Ontario|Kingston, ON|America/Montreal",
    "America/Vancouver": "Vancouver|British Columbia|Victoria, BC",
    "America/Halifax": "Halifax, NS|Nova Scotia",
    "America/St_Johns": "Newfoundland|America/St_Johns",
    "America/Mexico_City": "Mexico City|CDMX|Ciudad de México",
    "America/Sao_Paulo": "São Paulo|Sao Paulo|Rio de Janeiro|Brasília",
    "America/Argentina/Buenos_Aires": "Buenos Aires|Argentina",
    "America/Santiago": "Santiago de Chile|Santiago, Chile|Chile",
    "America/Costa_Rica": "Costa Rica|San José, Costa Rica",
    "America/Jamaica": "Jamaica|Kingston, Jamaica",
    "America/Bogota": "Bogotá|Colombia|Medellin",
    "America/Sitka": "Sitka",
    "Pacific/Kiritimati": "Kiritimati",
    "America/Tortola": "Virgin Islands (UK)|British Virgin Islands",
    "UTC": "UTC|Zulu",
    "Etc/GMT": "Etc/GMT",
}

ASKED = {
    "several_zones": "USA|America|Canada|Australia|Brazil|Russia|Indonesia|Mexico|Spain|Texas|TX"
    "|Florida|Indiana"
    "|Kiribati|Paris, Kentucky|Korea|Samoa|Europe|somewhere in Texas|Punjab",
    "several_places": "IST|CST|GMT|AEST|BST|AST|MST|EET|PT|CA|DE|Georgia|Birmingham|Springfield|Portland"
    "|San Jose|Santiago"
    "|Valencia|Cordoba|Hyderabad|Cambridge|Kingston|Hamilton|Newcastle|Richmond|Washington"
    "|Ontario, CA|Paris, Japan|St Thomas",
    "offset": "+2|-5|UTC+2|utc +2|GMT-5|gmt−5|+05:30|+0530|UTC+5.5|Etc/GMT+5|GMT+0|utc 3"
    "|(UTC+01:00)|-7 hours|UTC plus 2"
    "|UTC+14|5 hours behind GMT|UTC±0|+99",
    "time_of_day": "it's 9pm|9:30|21:00|8 pm|it is 7 a.m. here|noon|10 o'clock",
    "not_a_place": "my time|local|local time|here|Home|same as you|my timezone|idk",
    "perhaps_meant": "Lond|Austrlia",
    "unknown": "asdfgh|qwerty|Hogwarts|Wakanda|potato|xx|lol|???|12345|@everyone|<script>|Narnia"
    "|eat|west|banana|ไม่รู้|" + "x" * 300,
    "nothing_typed": "| |\t",
}

INPUTS = [
    json.loads(line) for line in (Path(__file__).parent / "zone_inputs.jsonl").read_text(encoding="utf-8").splitlines()
]

answered = [(typed, zone) for zone, texts in ANSWERED.items() for typed in texts.split("|")]
asked = [(typed, code) for code, texts in ASKED.items() for typed in texts.split("|")]


@pytest.mark.parametrize(("typed", "zone"), answered)
def test_a_clear_text_is_answered(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


@pytest.mark.parametrize("line", INPUTS, ids=[line["typed"] for line in INPUTS])
def test_what_people_type_gets_the_zone_they_mean_or_a_question(line: dict[str, str | None]) -> None:
    read = read_zone(line["typed"] or "")
    assert (None if isinstance(read, ZoneQuestion) else read) == line["want"]


@pytest.mark.parametrize(("typed", "code"), asked)
def test_an_unclear_text_is_asked_about(typed: str, code: str) -> None:
    question = read_zone(typed)
    assert isinstance(question, ZoneQuestion)
    assert (question.code, question.typed) == (code, typed)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("IST", ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem")),
        ("CST", ("America/Chicago", "Asia/Shanghai", "America/Havana")),
        ("Georgia", ("Asia/Tbilisi", "America/New_York")),
        ("Spain", ("Europe/Madrid", "Atlantic/Canary")),
        ("Texas", ("America/Chicago", "America/Denver")),
        ("Hyderabad", ("Asia/Kolkata", "Asia/Karachi")),
        ("Birmingham", ("Europe/London", "America/Chicago")),
        ("USA", ("America/New_York", "America/Chicago", "America/Los_Angeles")),
        ("Lond", ("Europe/London",)),
        ("+05:45", ("Asia/Kathmandu",)),
        ("-03:30", ("America/St_Johns",)),
        ("UTC+14", ("Pacific/Kiritimati",)),
        ("Paris, Japan", ("Europe/Paris", "Asia/Tokyo")),
    ],
)
def test_a_question_offers_the_likeliest_zones_first(typed: str, first: tuple[str, ...]) -> None:
    question = read_zone(typed)
    assert isinstance(question, ZoneQuestion)
    assert question.choices[: len(first)] == first


@pytest.mark.parametrize("typed", ["asdfgh", "Hogwarts", "banana", "my time", "it's 9pm", "+99", ""])
def test_nonsense_is_not_answered_by_a_guess(typed: str) -> None:
    question = read_zone(typed)
    assert isinstance(question, ZoneQuestion)
    assert question.choices == ()


def test_an_offset_offers_places_with_and_without_summer_time() -> None:
    question = read_zone("UTC+2")
    assert isinstance(question, ZoneQuestion)
    assert {"Africa/Cairo", "Africa/Johannesburg", "Europe/Berlin"} <= set(question.choices)
    posix = read_zone("Etc/GMT-2")
    assert isinstance(posix, ZoneQuestion)
    assert posix.choices == question.choices


CANONICAL = sorted({zone for zone in zone_data.zone_names().values() if "/" in zone and not zone.startswith("Etc/GMT")})


@pytest.mark.parametrize("spelling", [str, str.upper, str.lower, lambda zone: zone.replace("_", " ")])
def test_every_iana_zone_is_answered_by_itself(spelling: Callable[[str], str]) -> None:
    assert len(CANONICAL) > 400
    assert [read_zone(spelling(zone)) for zone in CANONICAL] == CANONICAL


def test_every_legacy_alias_is_answered_or_asked_about_but_never_kept() -> None:
    known = set(CANONICAL) | {"Etc/GMT"}
    for alias in zone_data.zone_names():
        if "/" in alias:
            answer = read_zone(alias)
            assert isinstance(answer, ZoneQuestion) or answer in known


@example("\x00")
@example("(" * 50)
@example("ß\u0301" * 40)
@given(
    st.text(max_size=120)
    | st.lists(st.sampled_from(["utc", "gmt", "+", "-", "5", "30", ":", ",", "paris", "ca", "in", "the"])).map(" ".join)
)
def test_no_text_raises_and_every_zone_offered_exists(typed: str) -> None:
    answer = read_zone(typed)
    zones = answer.choices if isinstance(answer, ZoneQuestion) else (answer,)
    assert {zone.casefold() for zone in zones} <= zone_data.zone_names().keys()
    assert len(zones) == len(set(zones))
    if isinstance(answer, ZoneQuestion):
        assert zone_question_sentence(answer).endswith("?")


@given(st.text(max_size=120), st.integers(1, 25))
def test_suggestions_fit_discords_limits(typed: str, limit: int) -> None:
    choices = suggest_zones(typed, limit)
    assert len(choices) <= limit
    assert len({choice.label for choice in choices}) == len(choices)
    assert all(1 <= len(choice.label) <= 100 for choice in choices)
    assert all(read_zone(choice.zone) == choice.zone for choice in choices)


@pytest.mark.parametrize(
    ("typed", "label", "zone"),
    [
        ("lon", "London, England, United Kingdom", "Europe/London"),
        ("lagos", "Lagos, Nigeria", "Africa/Lagos"),
        ("cal", "Kolkata, India", "Asia/Kolkata"),
        ("portland", "Portland, Oregon, United States", "America/Los_Angeles"),
        ("EST", "New York, United States (America/New_York)", "America/New_York"),
        ("ist", "Dublin, Ireland (Europe/Dublin)", "Europe/Dublin"),
        ("ind", "Kolkata, India (Asia/Kolkata)", "Asia/Kolkata"),
        ("texas", "Denver, United States (America/Denver)", "America/Denver"),
        ("europe/ber", "Berlin, Germany (Europe/Berlin)", "Europe/Berlin"),
        ("", "London, England, United Kingdom", "Europe/London"),
        ("pa", "Paris, France", "Europe/Paris"),
    ],
)
def test_suggestions_contain(typed: str, label: str, zone: str) -> None:
    assert ZoneChoice(label, zone) in suggest_zones(typed)


def test_nothing_is_suggested_for_nonsense() -> None:
    assert suggest_zones("qwertyuiop") == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("IST", "`IST` can mean more than one clock: is yours that of Kolkata, Dublin or Jerusalem?"),
        ("Spain", "`Spain` has more than one time zone: do you share the clock of Madrid or Canary?"),
        (
            "my time",
            "Discord doesn't tell me where you are: which city are you in, or the nearest large one?",
        ),
        ("asdfgh", "I don't know `asdfgh` as a place: which large city shares your clock?"),
        ("@everyone `**", "I don't know `@everyone '**` as a place: which large city shares your clock?"),
    ],
)
def test_a_question_is_one_sentence_that_names_cities(typed: str, sentence: str) -> None:
    question = read_zone(typed)
    assert isinstance(question, ZoneQuestion)
    assert zone_question_sentence(question) == sentence


def test_an_offset_is_refused_with_the_reason() -> None:
    question = read_zone("+05:30")
    assert isinstance(question, ZoneQuestion)
    assert zone_question_sentence(question) == (
        "`+05:30` doesn't say when your clocks change, so reminders could drift by an hour: are you near Kolkata?"
    )


def test_a_well_known_city_leads_the_suggestions() -> None:
    assert suggest_zones("san f")[0] == ZoneChoice("San Francisco, California, United States", "America/Los_Angeles")
    assert suggest_zones("europe/ber")[0].zone == "Europe/Berlin"
    popular = {choice.zone for choice in suggest_zones("")}
    assert {"America/New_York", "America/Chicago", "America/Los_Angeles", "Europe/London"} <= popular
    assert suggest_zones("UTC")[0] == ZoneChoice("UTC", "UTC")


@pytest.mark.slow
def test_the_file_of_cities_is_what_the_list_makes() -> None:
    made = sqlite3.connect(":memory:")
    with make_atlas.SOURCE.open(encoding="utf-8") as lines:
        make_atlas.write(made, make_atlas.read(lines))
    kept = sqlite3.connect(f"{make_atlas.TARGET.as_uri()}?mode=ro", uri=True)
    for table in ("city", "other_name", "area"):
        assert _rows(kept, table) == _rows(made, table), "run `make atlas`"
    made.close()
    kept.close()


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return sorted(connection.execute(f"SELECT * FROM {table}"))


def test_what_is_too_long_for_a_place_is_not_looked_at() -> None:
    question = read_zone("Berlin" + " " * 500)

    assert isinstance(question, ZoneQuestion)
    assert question.code == "unknown"
    assert read_zone("Berlin" + " " * 100) == "Europe/Berlin"
