-- Whom a linkage code from a GP surgery lets in: found by the HMAC of NHS number and code together, sealed, good once.
CREATE TABLE linkage_code (
    look_up BYTEA NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    good_until TIMESTAMPTZ NOT NULL
);
