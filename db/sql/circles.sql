-- name: find(id)^
SELECT id, server_id, name, owner_id, seats, private, parent_id, channel_id, lost_at, created_at, closed_at
FROM circles
WHERE id = :id;

-- name: add(id, server_id, name, owner_id, seats, private, parent_id, channel_id, created_at)!
INSERT INTO circles (id, server_id, name, owner_id, begun_by_id, seats, private, parent_id, channel_id, created_at)
VALUES (:id, :server_id, :name, :owner_id, :owner_id, :seats, :private, :parent_id, :channel_id, :created_at)
ON CONFLICT (id) DO NOTHING;

-- name: open_in(server_id)
-- A server's circles, the oldest first, each with how many of its members are present.
SELECT c.id, c.server_id, c.name, c.owner_id, c.seats, c.private, c.parent_id, c.channel_id, c.lost_at, c.created_at,
       c.closed_at,
       (SELECT COUNT(*) FROM circle_members cm
        JOIN memberships ms ON ms.server_id = cm.server_id AND ms.member_id = cm.member_id
        WHERE cm.circle_id = c.id AND ms.left_at IS NULL) AS present
FROM circles c
WHERE c.server_id = :server_id AND c.closed_at IS NULL
ORDER BY c.id;

-- name: kept_apart(server_id, member_id)
-- The circles in which somebody is whom a member has blocked, or who has blocked them, also before they were erased;
-- but for their own.
SELECT DISTINCT cm.circle_id
FROM circle_members cm
WHERE cm.server_id = :server_id AND NOT EXISTS (
    SELECT 1 FROM circle_members own WHERE own.circle_id = cm.circle_id AND own.member_id = :member_id
) AND (
    EXISTS (
        SELECT 1 FROM blocks b
        WHERE (b.member_id = cm.member_id AND b.blocked_id = :member_id)
           OR (b.member_id = :member_id AND b.blocked_id = cm.member_id)
    ) OR EXISTS (
        SELECT 1 FROM erased_blocks b WHERE b.member_id = cm.member_id AND b.erased = keyed_hash(:member_id)
    )
);

-- name: of_channel(channel_id)
SELECT id FROM circles WHERE channel_id = :channel_id AND closed_at IS NULL AND lost_at IS NULL;

-- name: circle_of(server_id, member_id)$
SELECT circle_id FROM circle_members WHERE server_id = :server_id AND member_id = :member_id;

-- name: members(circle_id)
-- Who is in the circle and has not left its server, the longest-standing first.
SELECT cm.member_id, cm.joined_at, cm.noticed_on
FROM circle_members cm
JOIN memberships ms ON ms.server_id = cm.server_id AND ms.member_id = cm.member_id
WHERE cm.circle_id = :circle_id AND ms.left_at IS NULL
ORDER BY cm.joined_at, cm.member_id;

-- name: join(server_id, member_id, circle_id, joined_at)!
INSERT INTO circle_members (server_id, member_id, circle_id, joined_at)
VALUES (:server_id, :member_id, :circle_id, :joined_at)
ON CONFLICT (server_id, member_id) DO NOTHING;

-- name: leave(circle_id, member_id)!
DELETE FROM circle_members WHERE circle_id = :circle_id AND member_id = :member_id;

-- name: free_seats(circle_id)!
-- Who left the server holds a seat only until somebody takes it.
DELETE FROM circle_members
WHERE circle_id = :circle_id AND NOT EXISTS (
    SELECT 1 FROM memberships ms
    WHERE ms.server_id = circle_members.server_id AND ms.member_id = circle_members.member_id AND ms.left_at IS NULL
);

-- name: empty(circle_id)!
DELETE FROM circle_members WHERE circle_id = :circle_id;

-- name: of_nobody_else(member_id)
-- The open circles that a member is the last one in, in whatever server.
SELECT c.id
FROM circle_members cm
JOIN circles c ON c.id = cm.circle_id AND c.closed_at IS NULL
WHERE cm.member_id = :member_id AND NOT EXISTS (
    SELECT 1 FROM circle_members other
    JOIN memberships ms ON ms.server_id = other.server_id AND ms.member_id = other.member_id AND ms.left_at IS NULL
    WHERE other.circle_id = c.id AND other.member_id <> :member_id
);

-- name: seats_of(member_id)
-- The circles that a member is in, one in each server at most.
SELECT circle_id FROM circle_members WHERE member_id = :member_id ORDER BY circle_id;

-- name: unname_waiting(id, name)!
-- What waits in inboxes about a circle has its name.
UPDATE inbox SET text = :name WHERE named_id = :id;

-- name: unname(id, name)!
UPDATE circles SET name = :name WHERE id = :id;

-- name: last_begun(server_id, begun_by_id)^
-- When a member began their last circle; one that was closed or passed on counts.
SELECT created_at FROM circles
WHERE server_id = :server_id
  AND begun_by_id IN (:begun_by_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:begun_by_id)))
ORDER BY created_at DESC LIMIT 1;

-- name: part(id, circle_id, member_id, parted_at, let_go, by_manager)!
INSERT INTO circle_partings (id, circle_id, member_id, parted_at, let_go, by_manager)
VALUES (:id, :circle_id, :member_id, :parted_at, :let_go, :by_manager);

-- name: drop_partings(circle_id, until)!
DELETE FROM circle_partings WHERE circle_id = :circle_id AND let_go = 0 AND parted_at <= :until;

-- name: parted_since(server_id, member_id, since)
-- When a member left circles of a server by themselves, also before they erased themselves.
SELECT p.parted_at
FROM circle_partings p
JOIN circles c ON c.id = p.circle_id
WHERE c.server_id = :server_id AND p.let_go = 0 AND p.parted_at > :since
  AND p.member_id IN (:member_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:member_id)))
ORDER BY p.parted_at;

-- name: let_go_from(server_id, member_id)
-- The open circles of a server that let a member go, the last first, also before they erased themselves.
SELECT c.id, c.server_id, c.name, c.owner_id, c.seats, c.private, c.parent_id, c.channel_id, c.lost_at, c.created_at,
       c.closed_at
FROM circle_partings p
JOIN circles c ON c.id = p.circle_id
WHERE c.server_id = :server_id AND c.closed_at IS NULL AND p.let_go = 1
  AND p.member_id IN (:member_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:member_id)))
ORDER BY p.id DESC;

-- name: set_by_manager(circle_id, member_id)!
UPDATE circle_partings SET by_manager = 1
WHERE circle_id = :circle_id AND let_go = 1
  AND member_id IN (:member_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:member_id)));

-- name: is_by_manager(circle_id, member_id)$
-- Whether a member was let go by who manages the server, also before they erased themselves.
SELECT EXISTS (
    SELECT 1 FROM circle_partings
    WHERE circle_id = :circle_id AND by_manager = 1
      AND member_id IN (:member_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:member_id)))
);

-- name: let_back(circle_id, member_id)!
DELETE FROM circle_partings
WHERE circle_id = :circle_id AND let_go = 1
  AND member_id IN (:member_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:member_id)));

-- name: drop_partings_of(circle_id)!
DELETE FROM circle_partings WHERE circle_id = :circle_id AND let_go = 1;

-- name: set_owner(id, owner_id)!
UPDATE circles SET owner_id = :owner_id WHERE id = :id;

-- name: offer(id, offered_to_id, offered_at)!
UPDATE circles SET offered_to_id = :offered_to_id, offered_at = :offered_at WHERE id = :id;

-- name: last_offered(id)^
SELECT offered_at FROM circles WHERE id = :id AND offered_at IS NOT NULL;

-- name: offered_to(id)$
SELECT offered_to_id FROM circles WHERE id = :id;

-- name: withdraw(id)!
UPDATE circles SET offered_to_id = NULL WHERE id = :id;

-- name: set_noticed(circle_id, member_id, noticed_on)!
UPDATE circle_members SET noticed_on = :noticed_on WHERE circle_id = :circle_id AND member_id = :member_id;

-- name: settle_in(id, channel_id, parent_id)$
-- Give a circle its place, unless it has one by now.
UPDATE circles SET channel_id = :channel_id, parent_id = :parent_id, lost_at = NULL
WHERE id = :id AND closed_at IS NULL AND (channel_id IS NULL OR lost_at IS NOT NULL)
RETURNING id;

-- name: lose_channel(id, channel_id, lost_at)$
UPDATE circles SET lost_at = :lost_at
WHERE id = :id AND channel_id = :channel_id AND lost_at IS NULL AND closed_at IS NULL
RETURNING id;

-- name: close(id, closed_at)!
UPDATE circles SET closed_at = :closed_at WHERE id = :id AND closed_at IS NULL;

-- name: promise(circle_id, member_id, week_on, text, said_at)!
INSERT INTO circle_promises (circle_id, member_id, week_on, text, said_at)
VALUES (:circle_id, :member_id, :week_on, :text, :said_at)
ON CONFLICT (circle_id, week_on, member_id) DO UPDATE SET text = excluded.text, said_at = excluded.said_at;

-- name: report(circle_id, member_id, week_on, outcome, said_at)$
UPDATE circle_promises SET outcome = :outcome, said_at = :said_at
WHERE circle_id = :circle_id AND member_id = :member_id AND week_on = :week_on
RETURNING member_id;

-- name: add_note(circle_id, member_id, week_on, note, said_at)$
UPDATE circle_promises SET note = :note, said_at = :said_at
WHERE circle_id = :circle_id AND member_id = :member_id AND week_on = :week_on
RETURNING member_id;

-- name: take_back(circle_id, member_id, week_on)!
-- Promises for a week and later that were not reported on.
DELETE FROM circle_promises
WHERE circle_id = :circle_id AND member_id = :member_id AND week_on >= :week_on AND outcome IS NULL;

-- name: promises(circle_id, week_on)
SELECT member_id, text, outcome, note
FROM circle_promises
WHERE circle_id = :circle_id AND week_on = :week_on
ORDER BY member_id;

-- name: tallies(circle_id)
SELECT week_on, COUNT(*) AS promised, SUM(CASE WHEN outcome IN ('kept', 'partly') THEN 1 ELSE 0 END) AS fulfilled
FROM circle_promises
WHERE circle_id = :circle_id
GROUP BY week_on
ORDER BY week_on;

-- name: signs(circle_id, today)
-- The latest of what each member in the circle did: said in it, wrote, or took days off; and when they were noticed.
-- Of who hides their streak it is what was said in this server: whom the circle asks after tells nothing else.
SELECT cm.member_id, cm.joined_at, cm.noticed_on,
       (SELECT MAX(p.said_at) FROM circle_promises p WHERE p.member_id = cm.member_id AND p.circle_id = cm.circle_id)
           AS said_at,
       (SELECT MAX(e.day_on) FROM entries e
        WHERE e.member_id = cm.member_id AND e.undone_at IS NULL
          AND (m.on_boards = 1 OR (e.quiet = 0 AND e.server_id = cm.server_id))) AS entry_on,
       (SELECT MAX(b.to_on) FROM pauses b
        WHERE b.member_id = cm.member_id AND b.from_on <= :today AND m.on_boards = 1) AS pause_to_on
FROM circle_members cm
JOIN members m ON m.id = cm.member_id
JOIN memberships ms ON ms.server_id = cm.server_id AND ms.member_id = cm.member_id
WHERE cm.circle_id = :circle_id AND ms.left_at IS NULL
ORDER BY cm.joined_at, cm.member_id;

-- name: without_post(after_id, kind, batch)
SELECT c.id
FROM circles c
JOIN servers s ON s.id = c.server_id
WHERE c.id > :after_id AND c.closed_at IS NULL AND s.removed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM due d WHERE d.subject_id = c.id AND d.kind = :kind AND d.state = 'waiting')
ORDER BY c.id
LIMIT :batch;

-- name: with_parting_to_forget(after_id, kind, batch)
-- Circles, closed ones too, that somebody left by themselves, and nothing waits that will forget it.
SELECT DISTINCT p.circle_id
FROM circle_partings p
WHERE p.circle_id > :after_id AND p.let_go = 0
  AND NOT EXISTS (SELECT 1 FROM due d WHERE d.subject_id = p.circle_id AND d.kind = :kind AND d.state = 'waiting')
ORDER BY p.circle_id
LIMIT :batch;

-- name: outcomes(server_id, kind, since)
SELECT d.kind, d.state, d.reason, COUNT(*) AS count
FROM circles c
JOIN due d ON d.subject_id = c.id AND d.kind = :kind
WHERE c.server_id = :server_id AND d.state <> 'waiting' AND d.due_at >= :since
GROUP BY d.kind, d.state, d.reason;

-- name: export_circles(member_id)
SELECT c.id AS circle_id, c.server_id, c.name, CASE WHEN c.owner_id = :member_id THEN 1 ELSE 0 END AS is_owner,
       CASE WHEN c.begun_by_id = :member_id THEN 1 ELSE 0 END AS is_founder,
       CASE WHEN c.offered_to_id = :member_id THEN 1 ELSE 0 END AS is_offered, cm.joined_at, cm.noticed_on,
       c.created_at, c.closed_at
FROM circles c
LEFT JOIN circle_members cm ON cm.circle_id = c.id AND cm.member_id = :member_id
WHERE c.owner_id = :member_id OR c.begun_by_id = :member_id OR c.offered_to_id = :member_id
   OR c.id IN (SELECT x.circle_id FROM circle_members x WHERE x.member_id = :member_id)
ORDER BY c.created_at, c.id;

-- name: export_circle_promises(member_id)
SELECT circle_id, week_on, text, outcome, note, said_at
FROM circle_promises
WHERE member_id = :member_id
ORDER BY week_on, circle_id;

-- name: export_circle_partings(member_id)
SELECT circle_id, parted_at, let_go
FROM circle_partings
WHERE member_id = :member_id
ORDER BY parted_at, id;
