-- Which account somebody's NHS login opens: the HMAC of its issuer and subject (`sub`).
CREATE TABLE account_nhs_login (
    look_up BYTEA NOT NULL PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    since TIMESTAMPTZ NOT NULL
);

CREATE INDEX account_nhs_login_account ON account_nhs_login (account);

-- HMACs of what is good only once and would otherwise be good again, such as the state of a log-in under way.
CREATE TABLE used_once (
    used BYTEA NOT NULL PRIMARY KEY,
    used_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX used_once_at ON used_once (used_at);
