"""What a host asks of the bot at the terminal, in every way it can be asked wrongly."""
