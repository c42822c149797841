-- A comment its author marked helpful stands on the reader's profile if the reader likes.
ALTER TABLE swap_reads ADD COLUMN on_profile INTEGER NOT NULL DEFAULT 0;
