-- Whatever refers to a member is found by member: erasing one reads their rows alone, not every table from end to end.
CREATE INDEX goal_drafts_by_member ON goal_drafts (member_id);

CREATE INDEX swap_members_by_member ON swap_members (member_id);

CREATE INDEX swap_credits_by_member ON swap_credits (member_id);

CREATE INDEX swap_reports_by_maker ON swap_reports (by_id);

CREATE INDEX swap_reports_by_moderator ON swap_reports (decided_by_id);

CREATE INDEX swap_pairs_by_reader ON swap_pairs (reader_id);

CREATE INDEX swap_pairs_by_author ON swap_pairs (author_id);

CREATE INDEX swap_offers_by_member ON swap_offers (member_id);
