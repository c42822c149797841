-- name: find(server_id, member_id)^
SELECT who, writes, why, offers, links, channel_id, message_id
FROM introductions
WHERE server_id = :server_id AND member_id = :member_id;

-- name: put(server_id, member_id, who, writes, why, offers, links)!
INSERT INTO introductions (server_id, member_id, who, writes, why, offers, links)
VALUES (:server_id, :member_id, :who, :writes, :why, :offers, :links)
ON CONFLICT (server_id, member_id) DO UPDATE
SET who = excluded.who, writes = excluded.writes, why = excluded.why, offers = excluded.offers, links = excluded.links;

-- name: set_post(server_id, member_id, channel_id, message_id)!
UPDATE introductions SET channel_id = :channel_id, message_id = :message_id
WHERE server_id = :server_id AND member_id = :member_id;

-- name: export_introductions(member_id)
SELECT server_id, who, writes, why, offers, links, channel_id, message_id
FROM introductions
WHERE member_id = :member_id
ORDER BY server_id;
