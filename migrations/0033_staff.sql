-- People who work for an organisation and have a log-in of their own here. They are no patients' accounts: nothing of a
-- record opens with one. `look_up` is the HMAC of the email address, which stands sealed; `roles` are slugs parted by
-- spaces; `given` says that somebody else knows the password, so that a new one is asked for at the first log-in.
CREATE TABLE staff_account (
    id UUID NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    name TEXT NOT NULL,
    look_up BYTEA NOT NULL UNIQUE,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    password TEXT NOT NULL,
    given BOOLEAN NOT NULL,
    roles TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    last_log_in TIMESTAMPTZ,
    ended_at TIMESTAMPTZ
);

CREATE INDEX staff_account_organisation ON staff_account (organisation);

-- The key of their authenticator app, as in authenticator_app.
CREATE TABLE staff_app (
    staff UUID NOT NULL PRIMARY KEY REFERENCES staff_account (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    since TIMESTAMPTZ NOT NULL
);

-- Where they are logged in, by the SHA-256 of what the cookie holds. Apart from `session`, so that neither can be the other.
CREATE TABLE staff_session (
    secret BYTEA NOT NULL PRIMARY KEY,
    staff UUID NOT NULL REFERENCES staff_account (id) ON DELETE CASCADE,
    started_at TIMESTAMPTZ NOT NULL,
    touched_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX staff_session_staff ON staff_session (staff);

-- What administrators changed about whom, for their own organisation to read. `by_staff` is empty for the command line.
-- The log of who looked says that something was changed; this says what.
CREATE TABLE staff_event (
    id UUID NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    by_staff UUID,
    about UUID NOT NULL,
    what TEXT NOT NULL,
    roles TEXT NOT NULL
);

CREATE INDEX staff_event_organisation ON staff_event (organisation, at);
