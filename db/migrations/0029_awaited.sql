-- What several people wait for on the second, as the end of a sprint: claimed before whatever else is due.
ALTER TABLE due ADD COLUMN awaited INTEGER NOT NULL DEFAULT 0;

CREATE INDEX due_awaited ON due (due_at) WHERE state = 'waiting' AND awaited = 1;
