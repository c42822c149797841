-- name: book(key, server_id, member_id, amount, reason, piece_id, read_id, made_at)!
-- One statement decides: it books what was not booked before and can be paid.
INSERT INTO swap_credits (key, server_id, member_id, number, amount, balance, reason, piece_id, read_id, made_at)
SELECT :key, :server_id, :member_id, COALESCE(MAX(number), 0) + 1, :amount, COALESCE(SUM(amount), 0) + :amount,
       :reason, :piece_id, :read_id, :made_at
FROM swap_credits
WHERE server_id = :server_id AND member_id = :member_id
HAVING COALESCE(SUM(amount), 0) + :amount >= 0
ON CONFLICT (key) DO NOTHING;

-- name: balance(server_id, member_id)$
SELECT COALESCE(SUM(amount), 0) FROM swap_credits WHERE server_id = :server_id AND member_id = :member_id;

-- name: amount_of(key)$
SELECT amount FROM swap_credits WHERE key = :key;

-- name: history(server_id, member_id)
SELECT amount, balance, reason, piece_id, read_id, made_at
FROM swap_credits
WHERE server_id = :server_id AND member_id = :member_id
ORDER BY number;

-- name: export_credits(member_id)
SELECT server_id, number, amount, balance, reason, piece_id, read_id, made_at
FROM swap_credits
WHERE member_id = :member_id
ORDER BY server_id, number;
