"""`python bot.py rehearse`: what we take the real Discord to do, tried in a test server."""
