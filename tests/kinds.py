"""Every kind of thing that falls due, as the bot collects them."""

from bot import FEATURES
from cogs.kit.feature import House
from cogs.kit.refusals import SENTENCES

HOUSE = House(FEATURES, SENTENCES)
KINDS = HOUSE.kinds
