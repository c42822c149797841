"""Pictures on the cards: each a frozen dataclass that draws itself and says in words what it shows."""
