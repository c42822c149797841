-- Whether a sprint is for writing or for reading.
ALTER TABLE sprints ADD COLUMN kind TEXT NOT NULL DEFAULT 'writing';
