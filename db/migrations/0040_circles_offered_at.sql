-- When somebody was last asked to look after a circle: another is asked a day later at the earliest.
ALTER TABLE circles ADD COLUMN offered_at TEXT;
