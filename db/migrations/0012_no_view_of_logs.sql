-- A log is read by plain queries, each with columns that say what they hold.
DROP VIEW logs;
