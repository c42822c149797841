"""Options that several commands take; each has a length, so that whatever quotes it fits into an answer."""

from discord import app_commands

# One of a list that opens while somebody types, by its id; or named in words, as long as such a label may be.
Chosen = app_commands.Range[str, 1, 100]
# A day in words: "last Monday", "24 December", "the 3rd of next month".
Day = app_commands.Range[str, 1, 60]
