-- name: milestones(server_id, from_at, to_at)
-- The highest milestone each shared goal reached; one that was let go since is not held up to anybody.
SELECT g.member_id, g.text AS goal_text, MAX(gm.percent) AS percent, g.channel_id
FROM shown s
JOIN goals g ON g.member_id = s.member_id AND g.server_id = s.server_id
JOIN goal_milestones gm ON gm.goal_id = g.id
WHERE s.server_id = :server_id
  AND g.private = 0 AND (g.ending IS NULL OR g.ending <> 'dropped')
  AND gm.reached_at >= :from_at AND gm.reached_at < :to_at
GROUP BY g.id, g.member_id, g.text, g.channel_id
ORDER BY percent DESC, g.id;

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
