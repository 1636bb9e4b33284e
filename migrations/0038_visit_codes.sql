-- Codes on slips: 8 digits, as an HMAC, for one person at one place, once. What is used or over stays for 90 days, so that
-- it can be told who made it and how they knew the person.
CREATE TABLE visit_code (
    code BYTEA NOT NULL PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    place TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    good_until TIMESTAMPTZ NOT NULL,
    wrong_tries BIGINT NOT NULL,
    used_at TIMESTAMPTZ,
    made_by TEXT NOT NULL,
    vouched_by TEXT
);
CREATE INDEX visit_code_of ON visit_code (account);

-- How somebody came in: 'visit-code'; else nothing.
ALTER TABLE session ADD COLUMN came_by TEXT;
