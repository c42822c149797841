-- name: add(member_id, kind, about, text, server_id, named_id, kept_at)!
-- The same thing is kept once, however often it is tried.
INSERT INTO inbox (member_id, number, kind, about, text, server_id, named_id, kept_at)
VALUES (
    :member_id,
    (SELECT COALESCE(MAX(number), 0) + 1 FROM inbox WHERE member_id = :member_id),
    :kind, :about, :text, (SELECT id FROM servers WHERE id = :server_id), :named_id, :kept_at
)
ON CONFLICT (member_id, kind, about) DO NOTHING;

-- name: unseen(member_id, server_id)
-- In a server nothing of another server's; in direct messages everything.
SELECT number, kind, about, text, server_id, kept_at
FROM inbox
WHERE member_id = :member_id AND shown_at IS NULL
  AND (server_id IS NULL OR CAST(:server_id AS BIGINT) IS NULL OR server_id = :server_id)
ORDER BY number;

-- name: after(member_id, server_id, number, most)
-- Also what was seen: a button finds it again as long as it is kept.
SELECT number, kind, about, text, server_id, kept_at
FROM inbox
WHERE member_id = :member_id AND number > :number
  AND (server_id IS NULL OR CAST(:server_id AS BIGINT) IS NULL OR server_id = :server_id)
ORDER BY number
LIMIT :most;

-- name: set_seen(member_id, server_id, number, shown_at)!
UPDATE inbox SET shown_at = :shown_at
WHERE member_id = :member_id AND number <= :number AND shown_at IS NULL
  AND (server_id IS NULL OR CAST(:server_id AS BIGINT) IS NULL OR server_id = :server_id);

-- name: drop(member_id, kind, about)!
DELETE FROM inbox WHERE member_id = :member_id AND kind = :kind AND about = :about;

-- name: drop_old(member_id, before)!
DELETE FROM inbox WHERE member_id = :member_id AND kept_at <= :before;

-- name: erase_inbox(member_id)!
DELETE FROM inbox WHERE member_id = :member_id;

-- name: export_inbox(member_id)
SELECT kind, about, text, server_id, kept_at, shown_at
FROM inbox
WHERE member_id = :member_id
ORDER BY number;
