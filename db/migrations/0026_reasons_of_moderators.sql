-- What those concerned by a report are told about its decision.
ALTER TABLE swap_reports ADD COLUMN decided_why TEXT NOT NULL DEFAULT '';
