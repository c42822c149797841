-- name: shown_members(server_id)
-- Members of a server who have not left it and have not opted out of boards.
SELECT m.id, m.zone, m.day_end_hour, m.since_on,
       (SELECT MIN(e.day_on) FROM entries e WHERE e.member_id = ms.member_id AND e.undone_at IS NULL)
FROM memberships ms
JOIN members m ON m.id = ms.member_id
WHERE ms.server_id = :server_id AND ms.left_at IS NULL AND m.on_boards = 1
ORDER BY ms.member_id;

-- name: shown_plans(server_id)
SELECT p.member_id, p.kind, p.from_on, p.asked_from_on, p.times
FROM memberships ms
JOIN members m ON m.id = ms.member_id
JOIN plans p ON p.member_id = ms.member_id
WHERE ms.server_id = :server_id AND ms.left_at IS NULL AND m.on_boards = 1
ORDER BY ms.member_id, p.from_on;

-- name: shown_pauses(server_id)
SELECT p.member_id, p.from_on, p.to_on
FROM memberships ms
JOIN members m ON m.id = ms.member_id
JOIN pauses p ON p.member_id = ms.member_id
WHERE ms.server_id = :server_id AND ms.left_at IS NULL AND m.on_boards = 1;

-- name: shown_days(server_id, week_on, month_on, last_on)
-- The days each shown member wrote on. Only who has counted in months needs the days since the month began.
SELECT ms.member_id, e.day_on
FROM memberships ms
JOIN members m ON m.id = ms.member_id
JOIN entries e ON e.member_id = ms.member_id AND e.day_on <= :last_on
  AND e.day_on >= CASE
    WHEN EXISTS (SELECT 1 FROM plans p WHERE p.member_id = ms.member_id AND p.kind = 'monthly') THEN :month_on
    ELSE :week_on
  END
WHERE ms.server_id = :server_id AND ms.left_at IS NULL AND m.on_boards = 1 AND e.undone_at IS NULL;

-- name: words_between(server_id, first_on, last_on)
-- Each shown member's words. Quiet entries stay between member and bot: they keep a streak but show no words.
SELECT ms.member_id, SUM(e.words)
FROM memberships ms
JOIN members m ON m.id = ms.member_id
JOIN entries e ON e.member_id = ms.member_id AND e.day_on BETWEEN :first_on AND :last_on
WHERE ms.server_id = :server_id AND ms.left_at IS NULL AND m.on_boards = 1
  AND e.undone_at IS NULL AND e.quiet = 0
GROUP BY ms.member_id;

-- name: written_between(server_id, first_on, last_on)^
SELECT COALESCE(SUM(CASE WHEN e.quiet = 0 THEN e.words ELSE 0 END), 0), COUNT(DISTINCT e.member_id)
FROM entries e
JOIN memberships ms ON ms.member_id = e.member_id AND ms.server_id = :server_id AND ms.left_at IS NULL
JOIN members m ON m.id = e.member_id AND m.on_boards = 1
WHERE e.day_on BETWEEN :first_on AND :last_on AND e.undone_at IS NULL;
