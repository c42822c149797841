-- name: find(server_id, member_id)^
SELECT who, writes, why, offers, links
FROM introductions
WHERE server_id = :server_id AND member_id = :member_id;

-- name: post_of(server_id, member_id)^
SELECT server_id, member_id, channel_id, message_id, set_off_at
FROM introductions
WHERE server_id = :server_id AND member_id = :member_id AND channel_id IS NOT NULL;

-- name: put(server_id, member_id, who, writes, why, offers, links)!
INSERT INTO introductions (server_id, member_id, who, writes, why, offers, links)
VALUES (:server_id, :member_id, :who, :writes, :why, :offers, :links)
ON CONFLICT (server_id, member_id) DO UPDATE
SET who = excluded.who, writes = excluded.writes, why = excluded.why, offers = excluded.offers, links = excluded.links;

-- name: set_off(server_id, member_id, channel_id, set_off_at)!
-- Before it goes: from now on nobody knows whether it arrived, until its message is noted or Discord refused it.
UPDATE introductions SET channel_id = :channel_id, message_id = NULL, set_off_at = :set_off_at
WHERE server_id = :server_id AND member_id = :member_id;

-- name: set_message(server_id, member_id, message_id)!
UPDATE introductions SET message_id = :message_id WHERE server_id = :server_id AND member_id = :member_id;

-- name: take_back(server_id, member_id)!
UPDATE introductions SET channel_id = NULL, set_off_at = NULL
WHERE server_id = :server_id AND member_id = :member_id AND message_id IS NULL;

-- name: export_introductions(member_id)
SELECT server_id, who, writes, why, offers, links, channel_id, message_id, set_off_at
FROM introductions
WHERE member_id = :member_id
ORDER BY server_id;
