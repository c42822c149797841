"""Peer-read swaps: the commands, and how they are said."""
