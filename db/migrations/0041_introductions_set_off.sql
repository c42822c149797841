-- When an introduction was last sent into its channel. It is written down before it goes: until its message is known, it
-- may have arrived, and is looked for there.
ALTER TABLE introductions ADD COLUMN set_off_at TEXT;
