"""Peer-read swaps: offers, reads, verdicts, rounds and reports."""
