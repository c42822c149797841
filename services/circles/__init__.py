"""Circles: who is in them, and their weeks."""
