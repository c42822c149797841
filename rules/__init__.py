"""Decisions: plain functions over frozen dataclasses. No I/O, no await, no clock."""
