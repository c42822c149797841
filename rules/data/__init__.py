"""Data the rules read: `cities.tsv` and the script that makes it."""
