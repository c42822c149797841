"""Praise, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature
from cogs.praise.cards import SENTENCES, praise_line
from cogs.praise.cog import PraiseCog
from cogs.praise.kept import KEPT
from services.praise import PRAISE

FEATURE = Feature(cogs=(PraiseCog,), sentences=SENTENCES, inbox={PRAISE: praise_line}, kept=KEPT)
