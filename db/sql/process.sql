-- name: note(name, value)!
INSERT INTO process (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: noted(name)$
SELECT value FROM process WHERE name = :name;

-- name: forget(name)!
DELETE FROM process WHERE name = :name;
