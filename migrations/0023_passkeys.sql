-- Passkeys of accounts. `look_up` is the HMAC of the id that the device gave it; `id` is for lists and forms. `sealed` holds
-- its public key, its counter and the name that the person gave it; `sealed_by` names the key.
CREATE TABLE passkey (
    look_up BYTEA NOT NULL PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    last_used TIMESTAMPTZ
);

CREATE INDEX passkey_account ON passkey (account);
