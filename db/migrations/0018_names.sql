-- What a member is called in a server, for posts: a mention shows a name only to those whom it notifies.
ALTER TABLE memberships ADD COLUMN name TEXT NOT NULL DEFAULT '';
