-- name: book(key, server_id, member_id, amount, reason, piece_id, read_id, made_at)!
-- One statement decides: it books what was not booked before and can be paid.
INSERT INTO swap_credits (key, server_id, member_id, number, amount, balance, reason, piece_id, read_id, made_at)
SELECT :key, :server_id, :member_id, COALESCE(MAX(number), 0) + 1, :amount, COALESCE(SUM(amount), 0) + CAST(:amount AS BIGINT),
       :reason, :piece_id, :read_id, :made_at
FROM swap_credits
WHERE server_id = :server_id AND member_id = :member_id
HAVING COALESCE(SUM(amount), 0) + CAST(:amount AS BIGINT) >= 0
ON CONFLICT (key) DO NOTHING;

-- name: balance(server_id, member_id)$
SELECT COALESCE(SUM(amount), 0) FROM swap_credits WHERE server_id = :server_id AND member_id = :member_id;

-- name: purse(server_id, member_id, most_days)^
-- What was offered for nothing moved no credit. Days of showing up are the member's own, and one more than UTC's at most:
-- theirs turn as often as they choose another zone.
SELECT
    COALESCE(SUM(amount), 0) AS balance,
    MAX(CASE WHEN amount <> 0 THEN made_at END) AS booked_at,
    MAX(CASE WHEN reason = 'monday' THEN made_at END) AS mondays_at,
    given.reads AS reads_given,
    given.last_at AS read_at,
    given.on_the_way,
    shown.days AS days_shown
FROM (
    SELECT COUNT(*) AS reads, MAX(r.commented_at) AS last_at,
           COALESCE(SUM(CASE WHEN r.accepted_at IS NULL AND r.state <> 'unanswered' THEN 1 ELSE 0 END), 0) AS on_the_way
    FROM swap_reads r
    JOIN swap_pieces p ON p.id = r.piece_id
    WHERE r.reader_id = :member_id AND p.server_id = :server_id AND r.commented_at IS NOT NULL
      AND r.state NOT IN ('revoked', 'removed')
) given
CROSS JOIN (
    SELECT CASE WHEN own.days <= utc.days THEN own.days ELSE utc.days + 1 END AS days
    FROM (
        SELECT COUNT(*) AS days FROM (
            SELECT DISTINCT day_on FROM entries
            WHERE member_id = :member_id AND undone_at IS NULL AND late = 0
            LIMIT :most_days
        ) each
    ) own
    CROSS JOIN (
        SELECT COUNT(*) AS days FROM (
            SELECT DISTINCT SUBSTR(logged_at, 1, 10) FROM entries
            WHERE member_id = :member_id AND undone_at IS NULL AND late = 0
            LIMIT :most_days
        ) each
    ) utc
) shown
LEFT JOIN swap_credits ON server_id = :server_id AND member_id = :member_id
GROUP BY given.reads, given.last_at, given.on_the_way, shown.days;

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
