"""The engine for several machines: PostgreSQL, which every process of the bot shares."""
