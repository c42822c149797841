-- name: add(thing_id, percent, by_id, for_id, said_at)$
INSERT INTO well_dones (thing_id, percent, by_id, for_id, said_at)
VALUES (:thing_id, :percent, :by_id, :for_id, :said_at)
ON CONFLICT (thing_id, percent, by_id) DO NOTHING
RETURNING thing_id;

-- name: untold(for_id)^
SELECT COUNT(DISTINCT by_id) AS people, MAX(said_at) AS last_at
FROM well_dones
WHERE for_id = :for_id AND told_at IS NULL;

-- name: set_told(for_id, last_at, told_at)!
UPDATE well_dones SET told_at = :told_at WHERE for_id = :for_id AND told_at IS NULL AND said_at <= :last_at;

-- name: export_well_dones(member_id)
SELECT thing_id, percent, said_at FROM well_dones WHERE by_id = :member_id ORDER BY said_at, thing_id;
