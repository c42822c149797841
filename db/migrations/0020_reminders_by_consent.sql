-- Reminders come by consent: how many, when, what was last said about them and when, how often it was asked, and when
-- silence ended them. Who had chosen a time or a last call had asked for it; who never said anything gets none until asked.
ALTER TABLE members ADD COLUMN reminder_mode TEXT NOT NULL DEFAULT 'off';
ALTER TABLE members ADD COLUMN reminder_at TEXT;
ALTER TABLE members ADD COLUMN reminder_last_call_at TEXT;
ALTER TABLE members ADD COLUMN reminder_consent TEXT;
ALTER TABLE members ADD COLUMN reminder_consent_at TEXT;
ALTER TABLE members ADD COLUMN reminder_asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN reminder_asked_at TEXT;
ALTER TABLE members ADD COLUMN reminder_sent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN reminder_unanswered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN reminder_quiet_since TEXT;
ALTER TABLE members ADD COLUMN seen_at TEXT;

UPDATE members SET reminder_at = reminder_time WHERE reminder_time <> '20:00';

-- It was said in hours before the day's end; now it is a time on the member's clock.
UPDATE members
SET reminder_last_call_at = CASE WHEN (day_end_hour - last_call_hours + 24) % 24 < 10 THEN '0' ELSE '' END
    || CAST((day_end_hour - last_call_hours + 24) % 24 AS TEXT) || ':00'
WHERE last_call_hours IS NOT NULL;

UPDATE members SET reminder_consent = 'settings'
WHERE reminder_on = 0 OR reminder_at IS NOT NULL OR reminder_last_call_at IS NOT NULL;

UPDATE members SET reminder_mode = 'daily' WHERE reminder_on = 1 AND reminder_consent IS NOT NULL;

DELETE FROM due
WHERE kind IN ('reminder', 'last_call', 'snooze') AND state = 'waiting'
  AND subject_id IN (SELECT id FROM members WHERE reminder_mode = 'off');

ALTER TABLE members DROP COLUMN reminder_on;
ALTER TABLE members DROP COLUMN reminder_time;
ALTER TABLE members DROP COLUMN last_call_hours;
