"""What no data set says well: how people abbreviate times, and the everyday names of countries and regions.

Keys are folded (see `zone_names.fold`); a key with one zone is an answer, one with several is a question.
"""

from typing import Final

from rules.zones.names import fold

# An abbreviation is an answer only if nearly everybody who types it means the same clock all year round.
# EST and EDT are typed by people on the US east coast, whose clocks change: they mean New York. (Read as
# the fixed UTC-5 of the old IANA alias, EST is Panama and Jamaica, which is how other bots went wrong.) The
# answer is echoed with its city, so the few in Jamaica, Panama or Cancún see it is not theirs.
ABBREVIATIONS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("est", "edt", "et", "est5edt"), ("America/New_York",)),
    **dict.fromkeys(("pst", "pdt", "pst8pdt"), ("America/Los_Angeles",)),
    **dict.fromkeys(("mdt", "mst7mdt"), ("America/Denver",)),
    "mst": ("America/Denver", "America/Phoenix", "Asia/Kuala_Lumpur", "Asia/Yangon"),
    "mt": ("America/Denver", "America/Phoenix", "Europe/Malta"),
    "cst": ("America/Chicago", "Asia/Shanghai", "America/Havana", "America/Mexico_City", "America/Regina"),
    **dict.fromkeys(("cdt", "cst6cdt"), ("America/Chicago",)),
    "ct": ("America/Chicago", "America/New_York"),
    "pt": ("America/Los_Angeles", "Europe/Lisbon"),
    "ast": ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh", "America/Anchorage"),
    "adt": ("America/Halifax",),
    "nst": ("America/St_Johns", "Asia/Kathmandu"),
    "ndt": ("America/St_Johns",),
    **dict.fromkeys(("akst", "akdt", "akt"), ("America/Anchorage",)),
    "hst": ("Pacific/Honolulu",),
    "hdt": ("America/Adak",),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "bst": ("Europe/London", "Asia/Dhaka", "Pacific/Bougainville"),
    "idt": ("Asia/Jerusalem",),
    **dict.fromkeys(("cet", "cest", "mez", "mesz", "met", "mest"), ("Europe/Berlin",)),
    **dict.fromkeys(("eet", "eest"), ("Europe/Athens", "Africa/Cairo", "Asia/Beirut", "Europe/Kaliningrad")),
    **dict.fromkeys(("wet", "west"), ("Europe/Lisbon",)),
    "msk": ("Europe/Moscow",),
    "trt": ("Europe/Istanbul",),
    "gmt": ("Europe/London", "Africa/Abidjan", "Etc/GMT"),  # London leaves it in summer
    **dict.fromkeys(("utc", "z", "zulu", "uct", "universal"), ("UTC",)),
    "wat": ("Africa/Lagos",),
    "cat": ("Africa/Maputo",),
    "eat": ("Africa/Nairobi",),
    "sast": ("Africa/Johannesburg",),
    "gst": ("Asia/Dubai", "Atlantic/South_Georgia", "Pacific/Guam"),
    "irst": ("Asia/Tehran",),
    "aft": ("Asia/Kabul",),
    "pkt": ("Asia/Karachi",),
    "npt": ("Asia/Kathmandu",),
    "bdt": ("Asia/Dhaka", "Asia/Brunei"),
    "mmt": ("Asia/Yangon",),
    "ict": ("Asia/Bangkok",),
    "wib": ("Asia/Jakarta",),
    "wita": ("Asia/Makassar",),
    "wit": ("Asia/Jayapura",),
    "sgt": ("Asia/Singapore",),
    "myt": ("Asia/Kuala_Lumpur",),
    **dict.fromkeys(("pht", "phst"), ("Asia/Manila",)),
    "hkt": ("Asia/Hong_Kong",),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "awst": ("Australia/Perth",),
    "acst": ("Australia/Adelaide", "Australia/Darwin"),
    "acdt": ("Australia/Adelaide",),
    "aest": ("Australia/Sydney", "Australia/Brisbane"),  # Brisbane keeps it all year
    "aedt": ("Australia/Sydney",),
    "aet": ("Australia/Sydney", "Australia/Brisbane"),
    **dict.fromkeys(("nzst", "nzdt", "nzt"), ("Pacific/Auckland",)),
    "chst": ("Pacific/Guam",),
    "sst": ("Pacific/Pago_Pago", "Asia/Singapore"),
    "brt": ("America/Sao_Paulo",),
    "art": ("America/Argentina/Buenos_Aires",),
    **dict.fromkeys(("clt", "clst"), ("America/Santiago",)),
    "cot": ("America/Bogota",),
    "pet": ("America/Lima",),
    "vet": ("America/Caracas",),
    "ect": ("America/Guayaquil", "America/Puerto_Rico", "Europe/Paris"),
    "amt": ("America/Manaus", "Asia/Yerevan"),
}

# In lower case these are words first; written in capitals they are abbreviations.
WORDS_BEFORE_ABBREVIATIONS: Final = frozenset(
    ("art", "cat", "cot", "eat", "met", "pet", "vet", "wat", "west", "wet", "wit", "z")
)

# What people type instead of a place.
NOT_PLACES: Final = frozenset(
    (
        *("my time", "my timezone", "my time zone", "my local time", "local", "local time", "mine", "my own"),
        *("here", "home", "my place", "my city", "my country", "where i am", "where i live", "current"),
        *("now", "time", "timezone", "time zone", "same", "same as you", "server time", "current location"),
        *("auto", "automatic", "default", "none", "unknown", "idk", "i dont know", "dont know", "no idea"),
        *("no", "yes", "ok", "standard", "standard time", "daylight time", "summer time", "winter time"),
    )
)

# What is left of "Eastern time" or "central european summer time" once the words for time are gone.
TIME_NAMES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("eastern", "us eastern", "eastern us", "east coast", "us east coast"), ("America/New_York",)),
    **dict.fromkeys(("us east", "eastern seaboard"), ("America/New_York",)),
    **dict.fromkeys(("pacific", "us pacific"), ("America/Los_Angeles",)),
    **dict.fromkeys(("west coast", "us west coast", "us west"), ("America/Los_Angeles",)),
    **dict.fromkeys(("central", "us central", "central us"), ("America/Chicago",)),
    **dict.fromkeys(("mountain", "us mountain"), ("America/Denver",)),
    "atlantic": ("America/Halifax", "America/Puerto_Rico"),
    **dict.fromkeys(("british", "british summer"), ("Europe/London",)),
    "greenwich mean": ("Etc/GMT",),
    **dict.fromkeys(("coordinated universal", "universal", "universal coordinated"), ("UTC",)),
    **dict.fromkeys(("central european", "middle european", "central europe"), ("Europe/Berlin",)),
    "western european": ("Europe/Lisbon",),
    **dict.fromkeys(("eastern european", "east european"), ("Europe/Athens", "Africa/Cairo", "Asia/Beirut")),
    "irish": ("Europe/Dublin",),
    **dict.fromkeys(("indian", "india"), ("Asia/Kolkata",)),
    **dict.fromkeys(("west africa", "west african"), ("Africa/Lagos",)),
    **dict.fromkeys(("east africa", "east african", "eastern africa"), ("Africa/Nairobi",)),
    **dict.fromkeys(("central africa", "central african"), ("Africa/Maputo",)),
    "south african": ("Africa/Johannesburg",),
    **dict.fromkeys(("arabian", "arabia"), ("Asia/Riyadh",)),
    "gulf": ("Asia/Dubai",),
    "indochina": ("Asia/Bangkok",),
    "japanese": ("Asia/Tokyo",),
    "korean": ("Asia/Seoul",),
    "chinese": ("Asia/Shanghai",),
    "philippine": ("Asia/Manila",),
    "australian eastern": ("Australia/Sydney", "Australia/Brisbane"),
    "australian central": ("Australia/Adelaide", "Australia/Darwin"),
    "australian western": ("Australia/Perth",),
    "newfoundland": ("America/St_Johns",),
}

# Short and popular names, and areas that are neither a country nor a state.
NICKNAMES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("nyc", "ny", "big apple", "the bronx", "manhattan", "brooklyn"), ("America/New_York",)),
    **dict.fromkeys(("dc", "washington dc", "washington d c", "philly", "atl"), ("America/New_York",)),
    **dict.fromkeys(("la", "sf", "bay area", "san fran", "socal"), ("America/Los_Angeles",)),
    **dict.fromkeys(("norcal", "vegas", "silicon valley", "pnw"), ("America/Los_Angeles",)),
    **dict.fromkeys(("nola", "dfw", "chi town"), ("America/Chicago",)),
    "slc": ("America/Denver",),
    **dict.fromkeys(("new england", "dmv", "dmv area"), ("America/New_York",)),
    "cdmx": ("America/Mexico_City",),
    **dict.fromkeys(("rio", "sampa"), ("America/Sao_Paulo",)),
    "bsas": ("America/Argentina/Buenos_Aires",),
    "hcmc": ("Asia/Ho_Chi_Minh",),
    "kl": ("Asia/Kuala_Lumpur",),
    "hk": ("Asia/Hong_Kong",),
    "bkk": ("Asia/Bangkok",),
    "bcn": ("Europe/Madrid",),
    "jozi": ("Africa/Johannesburg",),
    "joburg": ("Africa/Johannesburg",),
    "gta": ("America/Toronto",),
    **dict.fromkeys(("canary islands", "canaries", "islas canarias", "tenerife", "gran canaria"), ("Atlantic/Canary",)),
    **dict.fromkeys(("lanzarote", "fuerteventura"), ("Atlantic/Canary",)),
    **dict.fromkeys(
        ("mallorca", "majorca", "ibiza", "menorca", "catalonia", "catalunya", "andalusia"), ("Europe/Madrid",)
    ),
    **dict.fromkeys(("azores", "acores"), ("Atlantic/Azores",)),
    "madeira": ("Atlantic/Madeira",),
    **dict.fromkeys(("sicily", "sardinia", "tuscany", "lombardy"), ("Europe/Rome",)),
    **dict.fromkeys(("crete", "rhodes"), ("Europe/Athens",)),
    **dict.fromkeys(("bavaria", "bayern"), ("Europe/Berlin",)),
    **dict.fromkeys(("brittany", "provence", "normandy", "corsica"), ("Europe/Paris",)),
    **dict.fromkeys(("yorkshire", "cornwall", "east anglia"), ("Europe/London",)),
    "galapagos": ("Pacific/Galapagos",),
    "tahiti": ("Pacific/Tahiti",),
    "crimea": ("Europe/Simferopol",),
    "easter island": ("Pacific/Easter",),
    "chatham islands": ("Pacific/Chatham",),
    "lord howe island": ("Australia/Lord_Howe",),
    **dict.fromkeys(("hawai", "oahu", "maui", "big island"), ("Pacific/Honolulu",)),
    **dict.fromkeys(("java", "sumatra"), ("Asia/Jakarta",)),
    **dict.fromkeys(("bali", "sulawesi", "lombok"), ("Asia/Makassar",)),
    "borneo": ("Asia/Kuching", "Asia/Makassar", "Asia/Pontianak", "Asia/Brunei"),
    "newfoundland": ("America/St_Johns",),
    "labrador": ("America/Halifax", "America/St_Johns"),
    "cape breton": ("America/Halifax",),
    "vancouver island": ("America/Vancouver",),
    "yukon": ("America/Whitehorse",),
    **dict.fromkeys(("kerala", "tamil nadu", "karnataka", "maharashtra", "gujarat", "telangana"), ("Asia/Kolkata",)),
    **dict.fromkeys(("west bengal", "uttar pradesh", "rajasthan", "goa"), ("Asia/Kolkata",)),
    "punjab": ("Asia/Kolkata", "Asia/Karachi"),
    "bengal": ("Asia/Kolkata", "Asia/Dhaka"),
    "kosovo": ("Europe/Belgrade",),
    "korea": ("Asia/Seoul", "Asia/Pyongyang"),
    "congo": ("Africa/Kinshasa", "Africa/Lubumbashi", "Africa/Brazzaville"),
    "samoa": ("Pacific/Apia", "Pacific/Pago_Pago"),
    "virgin islands": ("America/St_Thomas", "America/Tortola"),
    "saint martin": ("America/Marigot", "America/Lower_Princes"),
    "kurdistan": ("Asia/Baghdad", "Europe/Istanbul", "Asia/Tehran"),
    **dict.fromkeys(("europe", "eu"), ("Europe/London", "Europe/Berlin", "Europe/Athens", "Europe/Moscow")),
    "africa": ("Africa/Lagos", "Africa/Johannesburg", "Africa/Nairobi", "Africa/Accra", "Africa/Cairo"),
    "asia": ("Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Asia/Dubai", "Asia/Bangkok", "Asia/Karachi"),
    **dict.fromkeys(
        ("south america", "latin america", "latam"),
        ("America/Sao_Paulo", "America/Bogota", "America/Santiago", "America/Mexico_City", "America/Caracas"),
    ),
    "north america": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "middle east": ("Asia/Dubai", "Asia/Riyadh", "Asia/Tehran", "Asia/Jerusalem", "Africa/Cairo"),
    "midwest": ("America/Chicago", "America/New_York"),
    "caribbean": ("America/Jamaica", "America/Puerto_Rico", "America/Havana"),
    "scandinavia": ("Europe/Stockholm",),
    **dict.fromkeys(("washington state", "state of washington"), ("America/Los_Angeles",)),
    "georgia state": ("America/New_York",),
    # Own names that the data lack.
    **dict.fromkeys(("תל אביב", "תל אביב יפו"), ("Asia/Jerusalem",)),
    "θεσσαλονικη": ("Europe/Athens",),
    "λευκωσια": ("Asia/Nicosia",),
    "臺北": ("Asia/Taipei",),
    **dict.fromkeys(("बेंगलुरु", "बंगलोर"), ("Asia/Kolkata",)),
    "oceania": ("Australia/Sydney", "Pacific/Auckland", "Pacific/Fiji"),
}

# Cities far better known than their population says, against namesakes elsewhere.
FAMOUS: Final = {
    "athens": "GR",
    **dict.fromkeys(("florence", "venice", "rome", "naples"), "IT"),
    **dict.fromkeys(("london", "manchester", "oxford"), "GB"),
    **dict.fromkeys(("san francisco", "boston", "saint louis"), "US"),
    **dict.fromkeys(("barcelona", "zaragoza"), "ES"),
    "calcutta": "IN",
    "cancun": "MX",
    "colombo": "LK",
    "dublin": "IE",
    "edmonton": "CA",
    "geneva": "CH",
    "paris": "FR",
    **dict.fromkeys(("halifax", "vancouver"), "CA"),
    "vienna": "AT",
    "santo domingo": "DO",
    **dict.fromkeys(("christchurch", "wellington"), "NZ"),
    "hobart": "AU",
}

# Last parts of IANA names that mean something else when typed alone ("Easter" is nearly "Eastern").
LABELS_THAT_ARE_WORDS: Final = frozenset(("canary", "center", "christmas", "easter", "wake"))

# Countries whose smaller zone is so small, or so little used, that its people type their own city instead.
ONE_ANSWER: Final = {"UA": "Europe/Kyiv", "CN": "Asia/Shanghai"}

_COUNTRY_NAMES: Final = {
    "US": "USA|US|U.S.|U.S.A.|America|The States|States|United States of America|Estados Unidos",
    "GB": "UK|U.K.|GB|Britain|Great Britain|United Kingdom|The UK",
    "AE": "UAE|Emirates|The Emirates",
    "NZ": "NZ|Aotearoa",
    "DE": "Deutschland|Allemagne",
    "ES": "España",
    "IT": "Italia",
    "FR": "Francia",
    "NL": "Nederland|Holland|The Netherlands",
    "BE": "België|Belgique|Belgien",
    "CH": "Schweiz|Suisse|Svizzera",
    "AT": "Österreich",
    "PL": "Polska",
    "CZ": "Czechia|Česko",
    "SK": "Slovensko|Slovak Republic",
    "SI": "Slovenija",
    "HR": "Hrvatska",
    "RS": "Srbija|Србија",
    "BA": "Bosnia|Bosna|Bosnia and Herzegovina",
    "MK": "Macedonia",
    "AX": "Åland",
    "AL": "Shqipëria",
    "GR": "Hellas|Ελλάδα",
    "BG": "България",
    "RO": "România",
    "HU": "Magyarország",
    "SE": "Sverige",
    "NO": "Norge|Noreg",
    "DK": "Danmark",
    "FI": "Suomi",
    "IS": "Ísland",
    "IE": "Éire|Republic of Ireland|Eire",
    "EE": "Eesti",
    "LV": "Latvija",
    "LT": "Lietuva",
    "UA": "Україна|Украина|The Ukraine",
    "BY": "Беларусь",
    "RU": "Россия|Russian Federation",
    "TR": "Türkiye|Turkiye",
    "GE": "Sakartvelo|Republic of Georgia|საქართველო",
    "AM": "Hayastan|Հայաստան",
    "IL": "ישראל",
    "PS": "Gaza Strip|West Bank",
    "SA": "KSA|Saudi",
    "EG": "Misr|مصر",
    "MA": "Maroc|المغرب",
    "DZ": "Algérie",
    "TN": "Tunisie",
    "CI": "Ivory Coast|Cote d'Ivoire",
    "CM": "Cameroun",
    "CC": "Cocos Islands|Keeling Islands",
    "CD": "DR Congo|DRC|Democratic Republic of the Congo|Congo Kinshasa",
    "CG": "Republic of the Congo|Congo Brazzaville",
    "CF": "Central African Republic",
    "CV": "Cabo Verde",
    "GM": "The Gambia",
    "SZ": "Eswatini|Swaziland",
    "TZ": "Tanzania|Zanzibar",
    "ZA": "RSA",
    "MM": "Burma|Myanmar",
    "KR": "South Korea|Republic of Korea|한국|대한민국",
    "KP": "North Korea|DPRK",
    "JP": "Nippon|Nihon|日本",
    "CN": "PRC|Mainland China|中国|中國|Zhongguo",
    "TW": "ROC|台灣|台湾",
    "HK": "香港",
    "IN": "Bharat|भारत|Hindustan",
    "PH": "Philippines|The Philippines|Pilipinas",
    "BD": "বাংলাদেশ",
    "TH": "ประเทศไทย|เมืองไทย",
    "VN": "Viet Nam|Việt Nam",
    "TL": "Timor-Leste",
    "BR": "Brasil",
    "MX": "México",
    "BS": "The Bahamas",
    "TC": "Turks and Caicos|Turks and Caicos Islands",
    "TT": "Trinidad|Tobago|Trinidad and Tobago",
    "AG": "Antigua and Barbuda",
    "VC": "Saint Vincent and the Grenadines",
    "KN": "Saint Kitts",
    "VA": "Vatican|Holy See",
    "AS": "American Samoa",
    "WS": "Western Samoa",
    "VI": "US Virgin Islands",
    "VG": "British Virgin Islands",
    "MF": "Saint Martin French",
    "MV": "The Maldives",
    "ST": "São Tomé|Sao Tome and Principe",
    "FK": "Falklands|Malvinas",
    "MO": "Macao",
}
COUNTRY_NAMES: Final = {fold(name): code for code, names in _COUNTRY_NAMES.items() for name in names.split("|")}

# Where the label people expect is not the one in tzdata's iso3166.tab.
COUNTRY_LABELS: Final = {
    "CD": "DR Congo",
    "CG": "Congo",
    "CZ": "Czechia",
    "GB": "United Kingdom",
    "KP": "North Korea",
    "KR": "South Korea",
    "MM": "Myanmar",
    "SZ": "Eswatini",
    "TR": "Türkiye",
    "XK": "Kosovo",
}

# GeoNames' first-level region codes, with the short form people write after a city.
_US: Final = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|"
    "DE Delaware|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|"
    "KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|"
    "MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|"
    "NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|"
    "PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|"
    "VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|"
    "DC District of Columbia"
)
_CA: Final = (
    "01 AB Alberta|02 BC British Columbia|03 MB Manitoba|04 NB New Brunswick|05 NL Newfoundland and Labrador|"
    "07 NS Nova Scotia|08 ON Ontario|09 PE Prince Edward Island|10 QC Quebec|11 SK Saskatchewan|12 YT Yukon|"
    "13 NT Northwest Territories|14 NU Nunavut"
)
_AU: Final = (
    "01 ACT Australian Capital Territory|02 NSW New South Wales|03 NT Northern Territory|04 QLD Queensland|"
    "05 SA South Australia|06 TAS Tasmania|07 VIC Victoria|08 WA Western Australia"
)
_GB: Final = "ENG ENG England|SCT SCT Scotland|WLS WLS Wales|NIR NI Northern Ireland"


def _regions() -> dict[tuple[str, str], tuple[str, str]]:
    """Return (country, region code) → (short form, name)."""
    found = {("US", entry[:2]): (entry[:2], entry[3:]) for entry in _US.split("|")}
    for country, entries in (("CA", _CA), ("AU", _AU), ("GB", _GB)):
        for entry in entries.split("|"):
            code, short, name = entry.split(" ", 2)
            found[country, code] = (short, name)
    return found


REGIONS: Final = _regions()

# What people also write for a region after a city: "Cambridge, Mass."
_ALSO: Final = (
    "Ala AL|Ariz AZ|Calif CA|Cali CA|Colo CO|Conn CT|Fla FL|Mass MA|Mich MI|Minn MN|Okla OK|Penn PA|Penna PA|"
    "Tenn TN|Tex TX|Wash WA|Wis WI|Wisc WI|Upstate New York NY"
)
ALSO_REGIONS: Final = {
    **{fold(name): ("US", code) for name, code in (entry.rsplit(" ", 1) for entry in _ALSO.split("|"))},
    "newfoundland": ("CA", "05"),
    "ont": ("CA", "08"),
    "que": ("CA", "10"),
}
