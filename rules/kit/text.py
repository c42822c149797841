"""What members type, over several lines or in one."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

from rules.kit.errors import Refusal
from rules.kit.forms import in_form

LONGEST_EXCERPT = 60
LONGEST_ADDRESS = 1_000
LONGEST_HOST = 253  # RFC 1035, without the dot at its end
# The accents of any living language; what is more is a tower that stands on other people's lines.
MOST_MARKS = 4
MOST_LINES = 12

# Signs that turn the order of others around: Unicode's property Bidi_Control.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Signs that leave no trace: Unicode's property Default_Ignorable_Code_Point, and letters and symbols that are blank.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U00013441\U00013442\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_FROM_THE_RIGHT = frozenset(("R", "AL", "AN"))
_ADDRESS_SIGNS = frozenset("-._~:/?#@!$&'()+,;=%")


class NothingToSee(Refusal):
    """Something typed that leaves no trace on a screen."""


def in_few_lines(typed: str) -> str:
    """Return a text without space around its lines, without empty ones, and with no more than MOST_LINES.

    What is more stands in the last, so that nobody's words push away what others said.
    """
    lines = [line for line in (" ".join(line.split()) for line in typed.splitlines()) if line]
    return "\n".join([*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]).rstrip()


def tamed(typed: str) -> str:
    """Return a text that stays in its place: its order is its own, its accents few, its lines end in one way."""
    kept = _CONTROL.sub(" ", _LINE_ENDS.sub("\n", _TURNING.sub("", typed)))
    return kept if kept.isascii() else _with_few_marks(kept)


def _with_few_marks(typed: str) -> str:
    marks = "".join(sorted(sign for sign in set(typed) if unicodedata.category(sign) in ("Mn", "Me")))
    if not marks:
        return typed
    # What cannot be seen between two of them would let a tower go on.
    together = re.sub(f"(?<=[{marks}]){INVISIBLE.pattern}+(?=[{marks}])", "", typed)
    return re.sub(f"(?<=[{marks}]{{{MOST_MARKS}}})[{marks}]+", "", together)


# Not Cn: to Python that is what Unicode had not assigned when it was built, such as the emoji of the years since.
_UNSEEN = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"}


def seen(typed: str) -> str:
    """Return the signs of a text that show: what is nothing but space, accents and signs without width is empty."""
    return "".join(sign for sign in INVISIBLE.sub("", typed) if unicodedata.category(sign) not in _UNSEEN)


def in_one_line(typed: str) -> str:
    """Return a text in one line, tamed, with one space between its words."""
    return " ".join(tamed(typed).split())


def excerpt(typed: str) -> str:
    """Return the beginning of a text in one line, fit to stand in a code span: no mark in it means anything there."""
    line = in_one_line(typed[: LONGEST_EXCERPT * 20].replace("`", "'"))
    return line if len(line) <= LONGEST_EXCERPT else line[: LONGEST_EXCERPT - 1] + "…"


def is_web_address(typed: str) -> bool:
    """Return whether a text is one complete http or https address that says by itself where it leads."""
    return web_address(typed) is not None


def web_address(typed: str) -> str | None:
    """Return an http or https address as it may be shown; None for any other text.

    Letters that look like others do not hide in the host, which is written as browsers ask for it, and nobody's name
    stands in front of it. Signs by which Discord formats make it none.
    """
    if len(typed) > LONGEST_ADDRESS or not all(sign.isalnum() or sign in _ADDRESS_SIGNS for sign in typed):
        return None
    try:
        parts = urlsplit(typed)
        named = in_form("NFKC", parts.hostname or "", LONGEST_ADDRESS)
        if len(named) > LONGEST_HOST:  # before it is prepared sign by sign, at a cost: one sign may be a whole phrase
            return None
        host = named.encode("idna").decode()
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError:  # no number for a port, or a host that no name can be
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or "@" in parts.netloc:
        return None
    shown = parts._replace(netloc=host + port).geturl()
    # Letters written from right to left would turn the address around, and its end would seem to be the host.
    if any(unicodedata.bidirectional(sign) in _FROM_THE_RIGHT for sign in shown):
        shown = quote(shown, safe="".join(_ADDRESS_SIGNS))
    return shown if len(shown) <= LONGEST_ADDRESS else None
