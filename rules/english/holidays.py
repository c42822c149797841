"""Holidays: those with a day of their own, and those whose day depends on the country or the moon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from rules.english.spans import nth_weekday
from rules.kit.calendar import DAY


def easter(year: int) -> date:
    """Return Western Easter Sunday (the anonymous Gregorian algorithm; Meeus, Astronomical Algorithms)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    skipped, century_leap = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - correction + 15) % 30
    leap, rest_leap = divmod(rest, 4)
    to_sunday = (32 + 2 * century_leap + 2 * leap - epact - rest_leap) % 7
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def thanksgiving(year: int) -> date:
    """Return Thanksgiving as kept in the United States."""
    return nth_weekday(year, 11, 3, 4)


def canadian_thanksgiving(year: int) -> date:
    """Return Thanksgiving as kept in Canada."""
    return nth_weekday(year, 10, 0, 2)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


Make = Callable[[int], date]
HOLIDAYS: dict[str, Make] = {
    "new years eve": _fixed(12, 31),
    "nye": _fixed(12, 31),
    "new years day": _fixed(1, 1),
    "new years": _fixed(1, 1),
    "new year": _fixed(1, 1),
    "valentines day": _fixed(2, 14),
    "valentines": _fixed(2, 14),
    "valentine": _fixed(2, 14),
    "st patricks day": _fixed(3, 17),
    "april fools day": _fixed(4, 1),
    "april fools": _fixed(4, 1),
    "good friday": lambda year: easter(year) - 2 * DAY,
    "easter monday": lambda year: easter(year) + DAY,
    "easter sunday": easter,
    "easter": easter,
    "groundhog day": _fixed(2, 2),
    "international womens day": _fixed(3, 8),
    "pi day": _fixed(3, 14),
    "world poetry day": _fixed(3, 21),
    "earth day": _fixed(4, 22),
    "may day": _fixed(5, 1),
    "cinco de mayo": _fixed(5, 5),
    "bloomsday": _fixed(6, 16),
    "juneteenth": _fixed(6, 19),
    "canada day": _fixed(7, 1),
    "bastille day": _fixed(7, 14),
    "bonfire night": _fixed(11, 5),
    "guy fawkes night": _fixed(11, 5),
    "veterans day": _fixed(11, 11),
    "remembrance day": _fixed(11, 11),
    "burns night": _fixed(1, 25),
    "australia day": _fixed(1, 26),
    "halloween": _fixed(10, 31),
    "black friday": lambda year: thanksgiving(year) + DAY,
    "cyber monday": lambda year: thanksgiving(year) + 4 * DAY,
    "american thanksgiving": thanksgiving,
    "us thanksgiving": thanksgiving,
    "canadian thanksgiving": canadian_thanksgiving,
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "xmas eve": _fixed(12, 24),
    "xmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
}

_MOTHERS: tuple[Make, ...] = (lambda year: nth_weekday(year, 5, 6, 2), lambda year: easter(year) - 21 * DAY)
_FATHERS: tuple[Make, ...] = (lambda year: nth_weekday(year, 6, 6, 3), lambda year: nth_weekday(year, 9, 6, 1))
_THANKSGIVINGS: tuple[Make, ...] = (thanksgiving, canadian_thanksgiving)
# Asked about, with the days of two countries where there are such rules.
MOVING: dict[str, tuple[Make, ...]] = {
    **dict.fromkeys(("mothers day", "mother day", "mothering sunday"), _MOTHERS),
    **dict.fromkeys(("fathers day", "father day"), _FATHERS),
    **dict.fromkeys(("thanksgiving", "thanksgiving day"), _THANKSGIVINGS),
    **dict.fromkeys(("labor day", "labour day"), (_fixed(5, 1), lambda year: nth_weekday(year, 9, 0, 1))),
    **dict.fromkeys(("mlk day", "martin luther king day"), (lambda year: nth_weekday(year, 1, 0, 3),)),
    **dict.fromkeys(("presidents day",), (lambda year: nth_weekday(year, 2, 0, 3),)),
    **dict.fromkeys(("memorial day",), (lambda year: nth_weekday(year, 5, 0, -1),)),
    **dict.fromkeys(("columbus day", "indigenous peoples day"), (lambda year: nth_weekday(year, 10, 0, 2),)),
    **dict.fromkeys(("mardi gras",), (lambda year: easter(year) - 47 * DAY,)),
    **dict.fromkeys(("ash wednesday",), (lambda year: easter(year) - 46 * DAY,)),
    **dict.fromkeys(("palm sunday",), (lambda year: easter(year) - 7 * DAY,)),
    **dict.fromkeys(("pentecost",), (lambda year: easter(year) + 49 * DAY,)),
    **dict.fromkeys(("twelfth night",), (_fixed(1, 5), _fixed(1, 6))),
    **dict.fromkeys(("ramadan", "ramadhan", "eid", "eid al fitr", "eid al adha", "diwali", "deepavali", "holi"), ()),
    **dict.fromkeys(("hanukkah", "chanukah", "passover", "pesach", "purim", "yom kippur", "rosh hashanah"), ()),
    **dict.fromkeys(("lunar new year", "chinese new year", "nowruz", "vesak", "navratri", "mid autumn festival"), ()),
    **dict.fromkeys(("orthodox easter", "independence day", "lent", "national day", "bank holiday", "carnival"), ()),
}
