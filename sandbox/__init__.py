"""Try the bot with no Discord account: a demo server on SimCord, in the browser or as a transcript."""
