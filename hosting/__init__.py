"""What somebody who hosts the bot asks of it at the terminal, while it runs or before it does."""
