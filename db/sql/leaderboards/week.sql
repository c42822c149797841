-- name: milestones(server_id, from_at, to_at)
-- What each shared goal reached, the highest first; one that was let go since is not held up to anybody, nor is what its
-- channel did not hear because it had heard enough of that member.
SELECT gm.goal_id, gm.percent
FROM shown s
JOIN goals g ON g.member_id = s.member_id AND g.server_id = s.server_id
JOIN goal_milestones gm ON gm.goal_id = g.id
WHERE s.server_id = :server_id
  AND g.private = 0 AND (g.ending IS NULL OR g.ending <> 'dropped')
  AND gm.reached_at >= :from_at AND gm.reached_at < :to_at
  AND NOT EXISTS (
    SELECT 1 FROM due d
    WHERE d.kind = 'milestone' AND d.subject_id = g.id AND d.state <> 'waiting' AND d.reason = 'heard'
      AND d.period LIKE '%/' || gm.reached_at
  )
ORDER BY gm.percent DESC, gm.goal_id;

-- name: newcomers(server_id, from_at, to_at)
-- Whose first entry of all was logged in the span. Who wrote only quietly is not announced.
SELECT s.member_id
FROM shown s
WHERE s.server_id = :server_id
  AND NOT EXISTS (
    SELECT 1 FROM entries e WHERE e.member_id = s.member_id AND e.undone_at IS NULL AND e.logged_at < :from_at
  )
  AND EXISTS (
    SELECT 1 FROM entries e
    WHERE e.member_id = s.member_id AND e.undone_at IS NULL AND e.quiet = 0
      AND e.logged_at >= :from_at AND e.logged_at < :to_at
  )
ORDER BY s.member_id;

-- name: days_written(server_id, first_on, last_on)
-- Each day somebody wrote openly, and the day they had last written before it.
SELECT DISTINCT m.id AS member_id, m.since_on AS joined_on, e.day_on,
       (SELECT MAX(p.day_on) FROM entries p
        WHERE p.member_id = m.id AND p.day_on < e.day_on AND p.undone_at IS NULL) AS previous_on
FROM shown s
JOIN members m ON m.id = s.member_id
JOIN entries e ON e.member_id = m.id AND e.day_on BETWEEN :first_on AND :last_on
WHERE s.server_id = :server_id AND e.undone_at IS NULL AND e.quiet = 0
ORDER BY m.id, e.day_on;
