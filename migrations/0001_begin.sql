-- The first tables. Migrations only add: a program one version older must still run on what stands here.
-- A migration that such a program could not live with raises 'oldest_program' in the table `stamp`.
-- Ids are UUIDv7 and times are UTC, both made by the program. Whatever is sealed or looked up by HMAC is BYTEA.

-- Facts about the database itself: 'realm' (practice or real) and 'oldest_program' (a schema level).
CREATE TABLE stamp (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

INSERT INTO stamp (name, value) VALUES ('oldest_program', '1');

-- Somebody whose record can be shown. The NHS number is sealed; `sealed_by` names the key.
CREATE TABLE person (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    date_of_birth DATE NOT NULL,
    nhs_number BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE person_nhs_number (
    look_up BYTEA NOT NULL PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE
);

-- A way to log in. `person` is whose own record it opens; an account need not have one.
CREATE TABLE account (
    id UUID NOT NULL PRIMARY KEY,
    person UUID REFERENCES person (id) ON DELETE CASCADE,
    password TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    last_log_in TIMESTAMPTZ,
    previous_log_in TIMESTAMPTZ
);

CREATE TABLE account_email (
    look_up BYTEA NOT NULL PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL
);

-- Someone logged in somewhere. `secret` is the SHA-256 of what the cookie holds; `id` is for listing and ending.
CREATE TABLE session (
    secret BYTEA NOT NULL PRIMARY KEY,
    id UUID NOT NULL,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    started_at TIMESTAMPTZ NOT NULL,
    touched_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX session_account ON session (account);
CREATE INDEX session_touched ON session (touched_at);

-- Who knows a person: 'registered' (their GP surgery), 'named' (by a national service), 'added' (by the person).
CREATE TABLE known_to (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    ods_code TEXT NOT NULL,
    basis TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person, ods_code, basis)
);

-- What national demographics last told, sealed.
CREATE TABLE demographics (
    person UUID NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    told_at TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL
);

-- Who opened what about whom. It outlives accounts and people, so it refers to neither.
-- `holders` are ODS codes and `kinds` slugs, parted by spaces.
CREATE TABLE access_log (
    subject UUID NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    id UUID NOT NULL,
    actor UUID NOT NULL,
    holders TEXT NOT NULL,
    kinds TEXT NOT NULL,
    purpose TEXT NOT NULL,
    PRIMARY KEY (subject, at, id)
);

-- The last good answer of an organisation, sealed.
CREATE TABLE source_copy (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    kinds TEXT NOT NULL,
    authority TEXT NOT NULL,
    told_at TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (person, source, kinds, authority)
);

CREATE INDEX source_copy_told ON source_copy (told_at);

-- What a person has seen: the entry's id, a hash of what it said, and since when it has said that.
CREATE TABLE seen_entry (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    entry BYTEA NOT NULL,
    content BYTEA NOT NULL,
    first_seen TIMESTAMPTZ NOT NULL,
    said_since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person, entry)
);
