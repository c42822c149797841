-- Indexes that some steps came without at first: a database that took one of those lacks them.
CREATE INDEX IF NOT EXISTS swap_offers_by_member ON swap_offers (member_id);

CREATE INDEX IF NOT EXISTS acts_of_member ON acts (member_id);

CREATE INDEX IF NOT EXISTS servers_by_who_set_up ON servers (set_up_by_id);
