"""`python bot.py check`: what a host can get wrong, each with its way out."""
