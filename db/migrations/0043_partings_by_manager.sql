-- Whom somebody who manages the server let go from a circle, its keeper does not let back.
ALTER TABLE circle_partings ADD COLUMN by_manager INTEGER NOT NULL DEFAULT 0;
