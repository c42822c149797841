"""Peer-read swaps: offers, the moves of a piece and a read, and who reads whom."""
