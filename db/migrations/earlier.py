"""What some steps were before the first release: a database that took them then is known, and brought up to date.

A released step never changes, so nothing is ever added here.
"""

from __future__ import annotations

from collections.abc import Mapping

# The step that was meant, by the hash of an earlier form. What each lacks is an index, and step 37 sees to those.
FORMS: Mapping[str, int] = {
    "04303ac5d05dcdf6e5dd7f1bd55057f6a34ddf087275cbf560ababbb168348c9": 19,
    "5b0a0d557a14d2e40b435aff44a26a93c36e831f6c9db57ea18d58519589d8b5": 22,
    "a91c5592269c74a44aba315257817ca962853a4f6916735af4968d076ac5208a": 23,
}

# What the first form of a step lacked and a later step asks for, from when a database recorded no hashes: a view that
# step 12 drops again.
LACKED: Mapping[int, str] = {1: "CREATE VIEW IF NOT EXISTS logs AS SELECT 1;\n"}
