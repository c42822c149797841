-- One subject's next due thing is looked up in order of time. Without the order in its index, SQLite took that of
-- `due_waiting` instead and read everything that waits: seconds for a reminder, where a million are planned.
DROP INDEX due_by_subject;

CREATE INDEX due_by_subject ON due (subject_id, kind, state, due_at);
