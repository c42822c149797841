-- name: add(id, server_id, circle_id, channel_id, starter_id, amount, unit, starts_on, deadline_on, made_at)!
INSERT INTO together_goals (id, server_id, circle_id, channel_id, starter_id, amount, unit, starts_on, deadline_on, made_at)
VALUES (:id, :server_id, :circle_id, :channel_id, :starter_id, :amount, :unit, :starts_on, :deadline_on, :made_at);

-- name: find(id)^
SELECT id, server_id, circle_id, channel_id, starter_id, amount, unit, starts_on, deadline_on, made_at, message_id,
       said_percent, ended_at, told_at
FROM together_goals
WHERE id = :id;

-- name: open_in(server_id, circle_id)
-- The open goals of a circle, or with circle 0 of the server itself: no snowflake is 0.
SELECT id, server_id, circle_id, channel_id, starter_id, amount, unit, starts_on, deadline_on, made_at, message_id,
       said_percent, ended_at, told_at
FROM together_goals
WHERE server_id = :server_id AND COALESCE(circle_id, 0) = :circle_id AND ended_at IS NULL AND told_at IS NULL
ORDER BY made_at, id;

-- name: open_of(member_id)
-- The open goals that a member is in.
SELECT g.id
FROM together_members tm
JOIN together_goals g ON g.id = tm.goal_id AND g.ended_at IS NULL AND g.told_at IS NULL
WHERE tm.member_id = :member_id AND tm.left_at IS NULL
ORDER BY g.id;

-- name: join(goal_id, member_id, joined_at, joined_on)$
INSERT INTO together_members (goal_id, member_id, joined_at, joined_on)
VALUES (:goal_id, :member_id, :joined_at, :joined_on)
ON CONFLICT (goal_id, member_id) DO UPDATE SET left_at = NULL WHERE together_members.left_at IS NOT NULL
RETURNING member_id;

-- name: leave(goal_id, member_id, left_at)$
UPDATE together_members SET left_at = :left_at
WHERE goal_id = :goal_id AND member_id = :member_id AND left_at IS NULL
RETURNING member_id;

-- name: members(goal_id)
-- Who is in it, in the order they came: still in its server, and in its circle where it has one.
SELECT tm.member_id, tm.joined_at, tm.joined_on
FROM together_members tm
JOIN together_goals g ON g.id = tm.goal_id
JOIN memberships ms ON ms.server_id = g.server_id AND ms.member_id = tm.member_id AND ms.left_at IS NULL
WHERE tm.goal_id = :goal_id AND tm.left_at IS NULL AND (g.circle_id IS NULL OR EXISTS (
    SELECT 1 FROM circle_members cm WHERE cm.circle_id = g.circle_id AND cm.member_id = tm.member_id
))
ORDER BY tm.joined_at, tm.member_id;

-- name: set_message(id, message_id)!
UPDATE together_goals SET message_id = :message_id WHERE id = :id;

-- name: set_said(id, percent)!
UPDATE together_goals SET said_percent = :percent WHERE id = :id AND said_percent < :percent;

-- name: end(id, ended_at)!
UPDATE together_goals SET ended_at = :ended_at WHERE id = :id AND ended_at IS NULL;

-- name: set_told(id, told_at)!
UPDATE together_goals SET told_at = :told_at WHERE id = :id AND told_at IS NULL;

-- name: next_look(id)$
UPDATE together_goals SET looks = looks + 1 WHERE id = :id RETURNING looks;

-- name: outcomes(server_id, kind, since)
SELECT d.kind, d.state, d.reason, COUNT(*) AS count
FROM together_goals g
JOIN due d ON d.subject_id = g.id AND d.kind = :kind
WHERE g.server_id = :server_id AND d.state <> 'waiting' AND d.due_at >= :since
GROUP BY d.kind, d.state, d.reason;

-- name: export_goals_together(member_id)
SELECT g.id AS goal_id, g.server_id, g.circle_id, g.channel_id,
       CASE WHEN g.starter_id = :member_id THEN 1 ELSE 0 END AS is_starter,
       g.amount, g.unit, g.starts_on, g.deadline_on, g.ended_at, tm.joined_at, tm.joined_on, tm.left_at
FROM together_goals g
LEFT JOIN together_members tm ON tm.goal_id = g.id AND tm.member_id = :member_id
WHERE g.starter_id = :member_id OR g.id IN (SELECT x.goal_id FROM together_members x WHERE x.member_id = :member_id)
ORDER BY g.made_at, g.id;
