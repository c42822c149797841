"""What this bot is: which version, since when it runs, and where to read on."""
