-- name: shown_members(server_id)
-- Members of a server who have not left it and have not opted out of boards.
SELECT m.id
FROM memberships ms
JOIN members m ON m.id = ms.member_id
WHERE ms.server_id = :server_id AND ms.left_at IS NULL AND m.on_boards = 1
ORDER BY m.id;

-- name: words_between(server_id, first_on, last_on)
-- Each shown member's words. Quiet entries stay between member and bot: they keep a streak but show no words.
SELECT m.id, SUM(e.words)
FROM memberships ms
JOIN members m ON m.id = ms.member_id
JOIN entries e ON e.member_id = m.id AND e.day_on BETWEEN :first_on AND :last_on
WHERE ms.server_id = :server_id AND ms.left_at IS NULL AND m.on_boards = 1
  AND e.undone_at IS NULL AND e.quiet = 0
GROUP BY m.id;

-- name: written_between(server_id, first_on, last_on)^
SELECT COALESCE(SUM(CASE WHEN e.quiet = 0 THEN e.words ELSE 0 END), 0), COUNT(DISTINCT e.member_id)
FROM entries e
JOIN memberships ms ON ms.member_id = e.member_id AND ms.server_id = :server_id AND ms.left_at IS NULL
JOIN members m ON m.id = e.member_id AND m.on_boards = 1
WHERE e.day_on BETWEEN :first_on AND :last_on AND e.undone_at IS NULL;
