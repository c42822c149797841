-- name: note(name, value)!
INSERT INTO process (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: noted(name)$
SELECT value FROM process WHERE name = :name;

-- name: forget(name)!
DELETE FROM process WHERE name = :name;

-- name: take_delivering(holder, until)!
INSERT INTO deliverer (one, holder, until) VALUES (1, :holder, :until)
ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, until = excluded.until;

-- name: keep_delivering(holder, now, until)!
-- Its holder renews it; another takes it over once it has run out.
INSERT INTO deliverer (one, holder, until) VALUES (1, :holder, :until)
ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE deliverer.holder = excluded.holder OR deliverer.until <= :now;

-- name: stop_delivering(holder)!
DELETE FROM deliverer WHERE one = 1 AND holder = :holder;
