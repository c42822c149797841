-- name: shown_members(server_id, first_on)
-- Their months come as one text a member: thirteen rows a year would be made only to be put together again.
SELECT m.id, m.zone, m.day_end_hour, m.since_on,
       (SELECT MIN(e.day_on) FROM entries e WHERE e.member_id = m.id AND e.undone_at IS NULL) AS first_entry_on,
       group_concat(w.month_on, ',') AS months, group_concat(CAST(w.days AS TEXT), ',') AS days
FROM shown s
JOIN members m ON m.id = s.member_id
LEFT JOIN writing_months w ON w.member_id = m.id AND w.month_on >= :first_on
WHERE s.server_id = :server_id
GROUP BY m.id
ORDER BY m.id;

-- name: shown_plans(server_id)
SELECT p.member_id, p.kind, p.from_on, p.asked_from_on, p.times AS days
FROM shown s
JOIN plans p ON p.member_id = s.member_id
WHERE s.server_id = :server_id
ORDER BY p.member_id, p.from_on;

-- name: shown_pauses(server_id)
SELECT p.member_id, p.from_on, p.to_on
FROM shown s
JOIN pauses p ON p.member_id = s.member_id
WHERE s.server_id = :server_id;

-- name: words_of_months(server_id, first_on, last_on)
-- Each shown member's words. Quiet entries stay between member and bot: they keep a streak but show no words.
SELECT w.member_id, SUM(w.open_words) AS words
FROM shown s
JOIN writing_months w ON w.member_id = s.member_id AND w.month_on BETWEEN :first_on AND :last_on
WHERE s.server_id = :server_id
GROUP BY w.member_id;

-- name: words_of_days(server_id, first_on, last_on)
SELECT e.member_id, SUM(e.words) AS words
FROM shown s
JOIN entries e ON e.member_id = s.member_id AND e.day_on BETWEEN :first_on AND :last_on
WHERE s.server_id = :server_id AND e.undone_at IS NULL AND e.quiet = 0
GROUP BY e.member_id;

-- name: writers_between(server_id, first_on, last_on)$
SELECT COUNT(DISTINCT e.member_id)
FROM shown s
JOIN entries e ON e.member_id = s.member_id AND e.day_on BETWEEN :first_on AND :last_on
WHERE s.server_id = :server_id AND e.undone_at IS NULL;
