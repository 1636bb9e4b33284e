-- When the calendar next does something to a grant that is active: a warning, a review, an end. Nobody has looked yet where
-- there is none.
ALTER TABLE care_grant ADD COLUMN look_at TIMESTAMPTZ;

CREATE INDEX care_grant_look_at ON care_grant (state, look_at);
