"""Peer-read swaps: offers, reads, rounds, credits and reports."""
