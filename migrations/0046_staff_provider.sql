-- Which log-in at their own organisation's provider, or at NHS CIS2, opens whose account at the staff desk. `came_as` is
-- the HMAC of the provider's name and of who somebody is to it.
CREATE TABLE staff_provider (
    came_as BYTEA NOT NULL PRIMARY KEY,
    staff UUID NOT NULL REFERENCES staff_account (id) ON DELETE CASCADE,
    since TIMESTAMPTZ NOT NULL
);

CREATE INDEX staff_provider_staff ON staff_provider (staff);
