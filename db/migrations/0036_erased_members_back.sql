-- That whoever was erased is here again, and not who it is: nobody needs to be looked for twice where nobody is.
ALTER TABLE erased_members ADD COLUMN is_back INTEGER NOT NULL DEFAULT 0;

CREATE INDEX erased_members_by_back ON erased_members (is_back);
