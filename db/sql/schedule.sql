-- name: plan(key, kind, subject_id, period, due_at, awaited)!
-- Put a thing on the schedule, or move it while it still waits; what is settled stays settled.
INSERT INTO due (key, kind, subject_id, period, due_at, awaited)
VALUES (:key, :kind, :subject_id, :period, :due_at, :awaited)
ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at
WHERE due.state = 'waiting';

-- name: plan_unless_changed(key, kind, subject_id, period, due_at, zone, day_end_hour, reminder_at, last_call_at)$
-- A member's next reminder in one trip, if their settings still are what it was worked out from and nothing else waits.
INSERT INTO due (key, kind, subject_id, period, due_at)
SELECT :key, :kind, m.id, :period, :due_at
FROM members m
WHERE m.id = :subject_id AND m.reminder_mode <> 'off' AND m.reminder_quiet_since IS NULL
  AND m.zone = :zone AND m.day_end_hour = :day_end_hour
  AND COALESCE(m.reminder_at, '') = COALESCE(:reminder_at, '')
  AND COALESCE(m.reminder_last_call_at, '') = COALESCE(:last_call_at, '')
  AND NOT EXISTS (SELECT 1 FROM due d WHERE d.kind = :kind AND d.subject_id = m.id AND d.state = 'waiting')
ON CONFLICT (key) DO NOTHING
RETURNING key;

-- name: drop_waiting(kind, subject_id)!
-- What may have arrived stays until that is known: planned again, it would come twice.
DELETE FROM due WHERE kind = :kind AND subject_id = :subject_id AND state = 'waiting' AND channel_id IS NULL;

-- name: drop_other_waiting(kind, subject_id, key)!
DELETE FROM due
WHERE kind = :kind AND subject_id = :subject_id AND state = 'waiting' AND key <> :key AND channel_id IS NULL;

-- name: state_of(key)$
SELECT state FROM due WHERE key = :key;

-- name: waiting(kind, subject_id)^
SELECT key, kind, subject_id, period, due_at, attempts, reason, awaited
FROM due
WHERE kind = :kind AND subject_id = :subject_id AND state = 'waiting'
ORDER BY due_at
LIMIT 1;

-- name: waiting_of(kind, subject_id)
SELECT kind, subject_id, period, due_at, attempts, reason, awaited
FROM due
WHERE kind = :kind AND subject_id = :subject_id AND state = 'waiting'
ORDER BY due_at, key;

-- name: all_waiting(kind)
SELECT kind, subject_id, period, due_at, attempts, reason, awaited
FROM due
WHERE state = 'waiting' AND kind = :kind
ORDER BY key;

-- name: still_waits(kind, subject_id, beginning, past)$
SELECT COUNT(*) FROM due
WHERE kind = :kind AND subject_id = :subject_id AND state = 'waiting' AND period >= :beginning AND period < :past;

-- name: last_settled(kind, subject_id)^
SELECT state, reason, period
FROM due
WHERE kind = :kind AND subject_id = :subject_id AND state <> 'waiting'
ORDER BY period DESC
LIMIT 1;

-- name: last_sent(kind, subject_id)$
SELECT MAX(period) FROM due WHERE kind = :kind AND subject_id = :subject_id AND state = 'sent';

-- name: claim(now, leased_until, batch, holder)
-- Lease a batch, for the process that delivers. A lease that ran out is claimable again: its process died between claim
-- and save.
UPDATE due SET leased_until = :leased_until, attempts = attempts + 1, blocked_at = NULL
WHERE key IN (
    SELECT key FROM due
    WHERE state = 'waiting' AND due_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
      AND (:holder = '' OR EXISTS (SELECT 1 FROM deliverer d WHERE d.one = 1 AND d.holder = :holder AND d.until > :now))
    ORDER BY due_at, key
    LIMIT :batch
)
RETURNING key, kind, subject_id, period, due_at, attempts, reason, awaited;

-- name: claim_awaited(now, leased_until, batch, holder)
-- The same of what somebody waits for, through its own index: it is found at once among ten thousand others.
UPDATE due SET leased_until = :leased_until, attempts = attempts + 1, blocked_at = NULL
WHERE key IN (
    SELECT key FROM due
    WHERE state = 'waiting' AND awaited = 1 AND due_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
      AND (:holder = '' OR EXISTS (SELECT 1 FROM deliverer d WHERE d.one = 1 AND d.holder = :holder AND d.until > :now))
    ORDER BY due_at, key
    LIMIT :batch
)
RETURNING key, kind, subject_id, period, due_at, attempts, reason, awaited;

-- name: set_off(key, channel_id, mark, set_off_at)!
-- Before a message goes: from now on nobody knows whether it arrived, until that is settled or Discord refused it.
UPDATE due SET channel_id = :channel_id, mark = :mark, set_off_at = :set_off_at
WHERE key = :key AND state = 'waiting';

-- name: under_way(key)^
SELECT channel_id, mark, set_off_at FROM due WHERE key = :key AND channel_id IS NOT NULL;

-- name: went_at(key)$
-- When a message was set off that arrived.
SELECT set_off_at FROM due WHERE key = :key AND state = 'sent';

-- name: settle(key, state, reason, settled_at)!
UPDATE due SET state = :state, reason = :reason, settled_at = :settled_at, leased_until = NULL, channel_id = NULL
WHERE key = :key AND state = 'waiting';

-- name: settle_sent(key, kind, subject_id, period, due_at, settled_at, to_member)!
-- What was sent is on record even where the row was taken off the schedule while it was on its way; but nothing is of a
-- member who was erased meanwhile.
INSERT INTO due (key, kind, subject_id, period, due_at, state, settled_at)
SELECT :key, :kind, :subject_id, :period, :due_at, 'sent', :settled_at
WHERE :to_member = 0 OR EXISTS (SELECT 1 FROM members m WHERE m.id = :subject_id)
ON CONFLICT (key) DO UPDATE
SET state = 'sent', reason = '', settled_at = excluded.settled_at, leased_until = NULL, channel_id = NULL
WHERE due.state = 'waiting';

-- name: put_off(key, until, reason, refused)!
-- The instant it was due stays: lateness is counted from there. What Discord refused is nowhere to be looked for.
UPDATE due SET leased_until = :until, reason = :reason, channel_id = CASE WHEN :refused = 1 THEN NULL ELSE channel_id END
WHERE key = :key AND state = 'waiting';

-- name: block(key, until, reason, blocked_at)!
UPDATE due SET leased_until = :until, reason = :reason, channel_id = NULL, blocked_at = :blocked_at
WHERE key = :key AND state = 'waiting';

-- name: unblock(kind, subject_id)!
UPDATE due SET leased_until = NULL, blocked_at = NULL
WHERE kind = :kind AND subject_id = :subject_id AND state = 'waiting' AND blocked_at IS NOT NULL;

-- name: drop(key)!
DELETE FROM due WHERE key = :key;

-- name: give_back(key)!
UPDATE due SET leased_until = NULL, attempts = attempts - 1
WHERE key = :key AND state = 'waiting';

-- name: next_due()$
SELECT MIN(CASE WHEN leased_until > due_at THEN leased_until ELSE due_at END) FROM due WHERE state = 'waiting';

-- name: coming_up(until, most)
-- When something is to be run up to an instant, the soonest first; what is under way is not.
SELECT DISTINCT CASE WHEN leased_until > due_at THEN leased_until ELSE due_at END AS run_at
FROM due
WHERE state = 'waiting' AND due_at <= :until AND (leased_until IS NULL OR leased_until <= :until)
ORDER BY run_at
LIMIT :most;

-- name: prune(before)!
DELETE FROM due WHERE state IN ('sent', 'skipped', 'failed') AND due_at < :before;

-- name: export_schedule(member_id)
SELECT kind, subject_id, period, due_at, state, attempts, leased_until, reason, settled_at
FROM due
WHERE subject_id = :member_id OR subject_id IN (SELECT id FROM goals WHERE member_id = :member_id)
ORDER BY due_at, kind, subject_id;
