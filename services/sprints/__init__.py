"""Sprints: begun and joined, rung in and out, and how they went."""
